package server

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// decisionLine is one decision, with its reasons and what there was to see.
type decisionLine struct {
	ID                  uuid.UUID
	Outcome, Reason, By string
	Codes               []string
	Departures          []departureNote
	DepartureReason     string
	Confirmed           string // by whom and when, or ""
	Seen                []factLine
	At                  time.Time
}

// proposalLine is a decision that waits for a second person.
type proposalLine struct {
	Line decisionLine
	Mine bool // the viewer proposed it
}

// factLine is one fact with its name.
type factLine struct{ Name, Text string }

// departureNote is one way in which a decision goes against the evidence.
type departureNote struct {
	When   string // for which outcomes, in words; "" when the outcome is known
	Text   string
	Others []departureOther
}

// departureOther is somebody it goes against; Why is the reason for which they were decided against the figures
// themselves, if they were.
type departureOther struct{ Label, Href, Why string }

// placeView is where a composite lies among the others, in bands.
type placeView struct {
	Lead  string
	Rows  []placeRow
	Notes []string
}

// placeRow is one band with what was decided there.
type placeRow struct {
	Band                                 string
	Total, On, Held, Declined, Undecided int
	Who                                  []departureOther // whom it counts, with what was decided
}

func (p *applicationPage) fillDecisions(v app.ApplicationView) {
	for _, d := range v.Decisions {
		line := p.decisionLine(v, d)
		switch {
		case d.SupersededAt == nil && d.Outcome != hiring.Reopened:
			p.Current = &line
		default:
			p.Earlier = append(p.Earlier, line)
		}
	}
	if w := v.Waiting(); w != nil {
		p.Proposal = &proposalLine{Line: p.decisionLine(v, w.Decision), Mine: w.By == p.User.ID}
	}
}

// decisionLine writes a decision.
func (p Page) decisionLine(v app.ApplicationView, d hiring.Decision) decisionLine {
	out := decisionLine{
		ID: d.ID, Outcome: p.T("decision.outcome." + string(d.Outcome)), Reason: d.Reason, By: v.Users[d.By], At: d.At, DepartureReason: d.DepartureReason,
	}
	for _, r := range d.Reasons {
		out.Codes = append(out.Codes, p.T("decision.reasons."+string(r)))
	}
	if d.ConfirmedBy != nil {
		out.Confirmed = p.T("decision.confirmed_by", "Name", v.Users[*d.ConfirmedBy])
	}
	for _, x := range d.Departures {
		out.Departures = append(out.Departures, p.departure(v, x, app.Weighing{}))
	}
	if d.Evidence.Stage != "" { // older decisions kept none
		out.Seen = p.evidence(d.Evidence)
	}
	return out
}

// departure writes one departure; those it goes against are named where the page may know them, else by number.
func (p Page) departure(v app.ApplicationView, d hiring.Departure, w app.Weighing) departureNote {
	out := departureNote{Text: p.T("decision.departs."+string(d.Kind), "Count", d.Count)}
	if d.Kind == hiring.DespiteMustHave {
		var said []string
		for _, low := range []struct {
			key    string
			values []uuid.UUID
		}{{"decision.departs.must_have", d.Values}, {"decision.departs.must_unsure", d.Unsure}} {
			if len(low.values) > 0 {
				said = append(said, p.T(low.key, "Count", len(low.values), "Values", p.valueNames(v, low.values)))
			}
		}
		out.Text = strings.Join(said, " ")
	}
	for _, id := range d.Others {
		other := departureOther{Label: p.candidateNumber(v.Numbers[id]), Href: applicationPath(id)}
		if b, there := w.Against(id); there {
			other.Label = b.Name
		}
		if why := w.Excepted[id]; why != "" {
			other.Why = p.T("decision.departs.excepted", "Reason", shortened(why))
		}
		out.Others = append(out.Others, other)
	}
	return out
}

// valueNames lists values by name.
func (p Page) valueNames(v app.ApplicationView, ids []uuid.UUID) string {
	var names []string
	for _, id := range ids {
		names = append(names, p.valueName(v, id.String()))
	}
	return strings.Join(names, ", ")
}

// evidence writes what there was to see, as it was kept.
func (p Page) evidence(e hiring.Evidence) []factLine {
	var out []factLine
	add := func(key, text string) { out = append(out, factLine{p.T("decision.seen." + key), text}) }
	switch {
	case e.Fit != nil:
		figure := p.ranged(*e.Fit, e.FitLo, e.FitHi)
		if e.ReviewedFit == nil {
			figure = p.restsOn(figure, e.FitValues, e.FitOf)
		}
		add("fit", figure)
	case e.FitUndefined != "":
		add("fit", p.T("score.not_scored_because", "Reason", p.reason(e.FitUndefined)))
	default:
		add("fit", p.T("decision.seen.none"))
	}
	if e.Reviews > 0 {
		add("reviews", p.T("decision.seen.reviews_n", "Count", e.Reviews, "Adjusted", e.Adjusted, "Voided", e.Voided))
	}
	if e.ReviewedFit != nil {
		add("reviewed", p.restsOn(p.ranged(*e.ReviewedFit, e.ReviewedLo, e.ReviewedHi), e.FitValues, e.FitOf))
	}
	if e.Uncompared > 0 {
		add("uncompared", p.T("score.not_compared", "Count", e.Uncompared))
	}
	add("ratings", p.T("decision.seen.ratings_n", "Count", e.Ratings)+"; "+p.T("decision.seen.raters_n", "Count", e.Raters))
	add("scorecards", p.Num(float64(e.Scorecards), 0))
	if e.Combined != nil {
		add("combined", p.restsOn(p.ranged(*e.Combined, e.CombinedLo, e.CombinedHi), e.CombinedValues, e.CombinedOf))
	} else if e.CombinedUndefined != "" {
		add("combined", p.notCombined(e.CombinedUndefined))
	}
	if len(e.MustLow) > 0 {
		add("must", p.T("decision.seen.must_n", "Count", len(e.MustLow)))
	}
	if len(e.MustUnsure) > 0 {
		add("must", p.T("decision.seen.must_unsure", "Count", len(e.MustUnsure)))
	}
	if e.Place != nil {
		text := p.T("decision.seen.place_n", "Above", e.Place.Above.Total(), "Alike", e.Place.Alike.Total(), "Below", e.Place.Below.Total())
		if n := e.Place.Unknown.Total(); n > 0 {
			text += "; " + p.T("decision.seen.place_unknown", "Count", n)
		}
		add("place", text)
	}
	return out
}

// ranged writes a figure with its interval, where it has one.
func (p Page) ranged(x float64, lo, hi *float64) string {
	if lo == nil || hi == nil {
		return p.whole(x)
	}
	return p.whole(x) + " (" + p.span(*lo, *hi) + ")"
}

// weigh fills the page with what a decision is held against.
func (p *decisionPage) weigh(v app.ApplicationView, w app.Weighing) {
	p.Mine = p.Proposal != nil && p.Proposal.Mine
	if last := v.Last(); last != nil {
		p.Instead = last.ID.String()
		if last.Outcome == hiring.Reopened {
			line := p.decisionLine(v, *last)
			p.Reopened = &line
		}
	}
	p.on = app.EvidenceOf(v, w)
	p.Seen, p.Place = p.evidence(p.on), p.place(v, w)
	for _, o := range hiring.Outcomes() {
		if v.Requisition.Gives(p.User.ID, o.Needs(), true) {
			p.outcomes = append(p.outcomes, o)
		}
	}
	for _, right := range []hiring.Right{hiring.MayDecline, hiring.MayAdvance} {
		if !v.Requisition.Gives(p.User.ID, right, true) {
			p.NotNow = append(p.NotNow, p.T("phase.problem."+string(right)))
		}
	}
	if second := v.Requisition.Policy.SecondPerson; second != hiring.SecondNone {
		p.Second = p.T("decision.second." + second)
	}
	p.reopenForm = p.Form.Values.Get("outcome") == string(hiring.Reopened)
	p.departs(v, w)
	if slices.ContainsFunc(p.outcomes, hiring.Outcome.Positive) {
		p.awaits(w)
	}
}

// awaits says what is still to come before somebody goes on or is hired. It keeps nobody from deciding.
func (p *decisionPage) awaits(w app.Weighing) {
	for _, i := range w.Coming {
		p.Awaits = append(p.Awaits, p.T("decision.awaits.interview", "At", p.DateTime(i.StartsAt)))
	}
	if len(w.Missing) > 0 {
		p.Awaits = append(p.Awaits, p.T("decision.awaits.scorecards", "Count", len(w.Missing), "Names", strings.Join(w.Missing, ", ")))
	}
}

// departs says for each outcome that can be decided what it would go against. Advancing and hiring go against the same.
func (p *decisionPage) departs(v app.ApplicationView, w app.Weighing) {
	for _, o := range []hiring.Outcome{hiring.Advance, hiring.Decline} {
		if !slices.Contains(p.outcomes, o) {
			continue
		}
		for _, d := range w.Departures(hiring.Decision{Outcome: o}) {
			note := p.departure(v, d, w)
			note.When = p.T("decision.if." + reasonGroup(o))
			p.Departs = append(p.Departs, note)
		}
	}
}

// lying lists whom a band counts, by their numbers: nearness would be a rank.
func (p decisionPage) lying(around []hiring.Lying, band hiring.PlaceBand) []departureOther {
	var out []departureOther
	around = slices.SortedFunc(slices.Values(around), func(a, b hiring.Lying) int { return a.Number - b.Number })
	for _, x := range around {
		if x.Band != band {
			continue
		}
		o := departureOther{Label: p.candidateNumber(x.Number), Href: applicationPath(x.ID)}
		if x.Decision != "" {
			o.Label += " · " + p.T("requisition.decision."+string(x.Decision))
		}
		out = append(out, o)
	}
	return out
}

// without says which values are not in the figure, and that reviews changed what it rests on: a fit that has lost its lowest
// value stands higher, and surer, beside others who are held to all of theirs.
func (p decisionPage) without(v app.ApplicationView) []string {
	none, taken := fitless(v)
	var out []string
	if len(none) > 0 {
		out = append(out, p.T("decision.place.without", "Values", p.valueNames(v, none), "Count", len(none)))
	}
	if len(taken) > 0 {
		out = append(out, p.T("decision.place.taken", "Values", p.valueNames(v, taken), "Count", len(taken)))
	}
	return out
}

// fitless are the values of a score of record that count and have no fit: those that never had one, and those whose fit
// reviews took away.
func fitless(v app.ApplicationView) (none, taken []uuid.UUID) {
	record, scored := v.OnRecord()
	if !scored {
		return nil, nil
	}
	for _, f := range record.Values {
		id, err := uuid.Parse(f.Value)
		if err != nil || f.Fit.Defined() || f.Weight == 0 {
			continue
		}
		computed := slices.ContainsFunc(v.Computed().Values, func(x scoring.ValueFit) bool { return x.Value == f.Value && x.Fit.Defined() })
		if computed {
			taken = append(taken, id)
		} else {
			none = append(none, id)
		}
	}
	return none, taken
}

// Counted tells whether a place counts anybody.
func (v placeView) Counted() bool {
	return slices.ContainsFunc(v.Rows, func(r placeRow) bool { return len(r.Who) > 0 })
}

// place writes where the composite lies among the others. It is a count by band and decision, and no order.
func (p decisionPage) place(v app.ApplicationView, w app.Weighing) *placeView {
	if w.Place == nil || w.Composite == nil {
		return nil
	}
	by, _ := w.Placed()
	figure := p.ranged(by.Value, by.Lo, by.Hi)
	if by.Of == hiring.OfCombined {
		figure = p.restsOn(figure, w.Values, w.ValuesOf)
	}
	out := &placeView{Lead: p.T("decision.place."+string(w.Place.Of), "Figure", figure)}
	out.Notes = append(out.Notes, p.without(v)...)
	if by.Of != w.Composite.Of {
		out.Notes = append(out.Notes, p.T("decision.place.by_fit"))
	}
	if w.Place.OnFit > 0 {
		out.Notes = append(out.Notes, p.T("decision.place.on_fit", "Count", w.Place.OnFit))
	}
	if w.Place.Unknown.Total() > 0 {
		out.Notes = append(out.Notes, p.T("decision.place.unknown"))
	}
	for _, x := range []struct {
		band hiring.PlaceBand
		s    hiring.Standing
	}{{hiring.PlacedAbove, w.Place.Above}, {hiring.PlacedAlike, w.Place.Alike}, {hiring.PlacedBelow, w.Place.Below}, {hiring.PlacedUnknown, w.Place.Unknown}} {
		if x.band == hiring.PlacedUnknown && x.s.Total() == 0 {
			continue
		}
		out.Rows = append(out.Rows, placeRow{
			Band: p.T("decision.band." + string(x.band)), Total: x.s.Total(), On: x.s.On, Held: x.s.Held, Declined: x.s.Declined,
			Undecided: x.s.Undecided, Who: p.lying(w.Around, x.band),
		})
	}
	if w.Place.More {
		out.Notes = append(out.Notes, p.T("decision.place.more"))
	}
	return out
}
