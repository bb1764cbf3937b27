package app

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// How many other applications a decision is held against: the nearest for where a candidate stands among the others,
// and the furthest on the other side for whom a decision would go against.
const (
	mostPlaced  = 500
	mostAgainst = 200
)

// Weighing is what a decision about an application is held against.
type Weighing struct {
	Composite *hiring.Composite
	Must      hiring.MustHaves     // values that are low
	Place     *hiring.Place        // among the others, in bands
	Around    []hiring.Lying       // whom the place counts
	Values    int                  // of which fit and ratings together are,
	ValuesOf  int                  // of so many with a fit
	Coming    []hiring.Interview   // with the candidate, and still to come
	Missing   []string             // whose scorecards of interviews that have begun are not in
	Excepted  map[uuid.UUID]string // of those that a decision would go against: why their own departed from the evidence
	against   []hiring.Application
	above     hiring.Above
	self      hiring.Application
}

// Departures names the ways in which a decision would depart from the evidence.
func (w Weighing) Departures(d hiring.Decision) []hiring.Departure {
	return hiring.Departures(d, w.self, w.Must, w.against, w.above)
}

// Placed is the figure by which the application is held against the others.
func (w Weighing) Placed() (hiring.Composite, bool) { return w.self.Placed() }

// Against returns an application that a departure names.
func (w Weighing) Against(id uuid.UUID) (hiring.Application, bool) {
	for _, b := range w.against {
		if b.ID == id {
			return b, true
		}
	}
	return hiring.Application{}, false
}

// Weigh gathers what a decision about an application is held against: the composite and where it lies among the others,
// the must-have values that are clearly low, and the decisions that it might go against. Of those whose scores the user
// may not see, nothing is in it.
func (a *App) Weigh(ctx context.Context, user hiring.User, v ApplicationView) (Weighing, error) {
	w := Weighing{self: v.Application, Must: v.mustLow(), Values: v.CombinedValues, ValuesOf: v.CombinedOf}
	if c, ok := v.Composite(); ok {
		w.Composite = &c
	}
	reliability, err := a.Reliability(ctx, v.Requisition)
	if err != nil {
		return w, err
	}
	w.above = Above(reliability)
	if err := a.awaits(ctx, v, &w); err != nil {
		return w, err
	}
	if err := a.place(ctx, user, v, &w); err != nil {
		return w, err
	}
	declined, err := a.store.DecidedAgainst(ctx, v.Application, []hiring.Outcome{hiring.Decline}, true, mostAgainst)
	if err != nil {
		return w, err
	}
	advanced, err := a.store.DecidedAgainst(ctx, v.Application, []hiring.Outcome{hiring.Advance, hiring.Hire}, false, mostAgainst)
	if err != nil {
		return w, err
	}
	if w.against, err = a.Visible(ctx, user.ID, v.Requisition, append(declined, advanced...)); err != nil {
		return w, err
	}
	var named []uuid.UUID
	for _, o := range []hiring.Outcome{hiring.Advance, hiring.Decline} {
		for _, d := range w.Departures(hiring.Decision{Outcome: o}) {
			named = append(named, d.Others...)
		}
	}
	w.Excepted, err = a.store.DepartureReasons(ctx, named)
	return w, err
}

// awaits adds what is still to come of the candidate's interviews.
func (a *App) awaits(ctx context.Context, v ApplicationView, w *Weighing) error {
	now := a.Now()
	for _, i := range v.Interviews {
		switch {
		case i.CancelledAt != nil:
			continue
		case i.StartsAt.After(now):
			w.Coming = append(w.Coming, i)
			continue
		}
		panel, err := a.store.Panelists(ctx, i.ID)
		if err != nil {
			return err
		}
		for _, p := range panel {
			in := slices.ContainsFunc(v.Scorecards, func(c hiring.PanelScorecard) bool { return c.PanelistID == p.ID })
			if !in && !slices.Contains(w.Missing, p.Name) {
				w.Missing = append(w.Missing, p.Name)
			}
		}
	}
	return nil
}

// place adds where the application lies among the others: those nearest to it, and those whose answers came to no figure.
func (a *App) place(ctx context.Context, user hiring.User, v ApplicationView, w *Weighing) error {
	near, err := a.store.NearestComposites(ctx, v.Application, mostPlaced)
	if err != nil {
		return err
	}
	without, err := a.store.WithoutComposite(ctx, v.Application, mostPlaced)
	if err != nil {
		return err
	}
	more := len(near) == mostPlaced || len(without) == mostPlaced
	if near, err = a.Visible(ctx, user.ID, v.Requisition, append(near, without...)); err != nil {
		return err
	}
	if p, ok := hiring.PlaceOf(v.Application, near, w.above); ok {
		p.More = more
		w.Place, w.Around = &p, hiring.LyingAround(v.Application, near, w.above)
	}
	return nil
}

// departed lists the applications that the departures of a view's decisions and proposals name.
func (v ApplicationView) departed() []uuid.UUID {
	var out []uuid.UUID
	add := func(ds []hiring.Departure) {
		for _, d := range ds {
			out = append(out, d.Others...)
		}
	}
	for _, d := range v.Decisions {
		add(d.Departures)
	}
	for _, p := range v.Proposals {
		add(p.Departures)
	}
	return out
}

// mustLow lists the must-have values that are low in the score the pipeline shows, as people reviewed it.
func (v ApplicationView) mustLow() (out hiring.MustHaves) {
	record, scored := v.OnRecord()
	if !scored {
		return out
	}
	for _, f := range record.Values {
		id, err := uuid.Parse(f.Value)
		switch {
		case err != nil || !f.Review:
		case f.Lo90Hi90.Defined():
			out.Low = append(out.Low, id)
		default:
			out.Unsure = append(out.Unsure, id)
		}
	}
	return out
}

// OnRecord is the result that a decision is held against: of the attempt whose fit the pipeline shows, as people left
// it; false while nothing is scored.
func (v ApplicationView) OnRecord() (scoring.Result, bool) {
	at := v.ofRecord()
	if at < 0 {
		return scoring.Result{}, false
	}
	return v.Attempts[at].Stands(), true
}

// Above tells whether one composite is clearly above another: by the paired resamples of fits, else by the intervals,
// and for fits whose reliability is known by whichever error is larger. It is the rule that the pipeline's bands are cut
// by. Where no error is known, of neither kind, nothing is known of the two.
func Above(r *hiring.FitReliability) hiring.Above {
	sem := errorOf(r)
	return func(a, b hiring.Application) (clearly, known bool) {
		x, y, ok := hiring.Composites(a, b)
		if !ok {
			return false, false
		}
		measured := sem
		if x.Of == hiring.OfCombined {
			measured = scoring.Figure{Undefined: "not_of_ratings"} // it is the fit's alone
		}
		c := scoring.Compare(compositeShown(a, x), compositeShown(b, y), measured)
		return c.Distinct && c.Difference.Value > 0, c.SED.Defined()
	}
}

// compositeShown is a composite as the engine compares it.
func compositeShown(a hiring.Application, c hiring.Composite) scoring.ValueFit {
	out := scoring.ValueFit{
		Fit: scoring.Figure{Value: c.Value}, Lo90Hi90: scoring.Interval{Undefined: scoring.NotEstimable}, Exemplars: a.FitExemplars,
	}
	if c.Lo != nil && c.Hi != nil {
		out.Lo90Hi90 = scoring.Interval{Lo: *c.Lo, Hi: *c.Hi}
	}
	switch c.Of {
	case hiring.OfFit:
		out.Resampled = a.FitResampled
	case hiring.OfReviewed:
		out.Resampled = a.ReviewedResampled
	}
	return out
}
