package server

import (
	"slices"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// makingView is a table that adds up to a fit, folded: each line leads to what it is of.
type makingView struct {
	Summary, Lead, First, Second string // the button that unfolds it; what the columns are; two of their names
	Lines                        []makingLine
	Sum, Adds                    string
	BelowZero                    bool
	Weighs                       bool   // the weights that the shares are of stand beside them
	Ends, EndsHref               string // where the ends of the interval come from, and the top reps they are drawn from
}

// makingLine is an answer of a value, or a value of the whole.
type makingLine struct{ Name, Href, Points, Weight, Share, Adds string }

// valueMaking shows how a value's fit came about from an attempt's answers; nil when there is none to explain.
func (p Page) valueMaking(v app.ApplicationView, a app.AttemptView, value string) *makingView {
	f := valueIn(a.Score, value)
	if f == nil {
		return nil
	}
	m, ok := a.Score.MakingOf(*f, nil)
	if !ok {
		return nil
	}
	out := p.answersMaking(v, m, p.T("score.made.how", "Fit", p.whole(m.Fit)))
	out.addEnds(p, v, *f)
	return out
}

// reviewedMaking shows how a value's fit came about as people reviewed its answers; nil where they changed none of them.
func (p Page) reviewedMaking(v app.ApplicationView, a app.AttemptView, value string) *makingView {
	if a.Reviewed == nil || a.Pending {
		return nil
	}
	at := slices.IndexFunc(a.Reviewed.Values, func(f scoring.ValueFit) bool { return f.Value == value })
	if at < 0 {
		return nil
	}
	m, ok := a.Score.MakingOf(a.Reviewed.Values[at], v.Overrides(a.ScoreID))
	if !ok || !slices.ContainsFunc(m.Parts, func(x scoring.MadeOf) bool { return x.Reviewed }) {
		return nil
	}
	out := p.answersMaking(v, m, p.T("score.made.reviewed", "Fit", p.whole(m.Fit)))
	out.addEnds(p, v, a.Reviewed.Values[at])
	return out
}

// addEnds says where the ends of a fit's interval come from, where it has one: how often it was worked out anew, from
// how many top reps, and what of its width is the questions'.
func (m *makingView) addEnds(p Page, v app.ApplicationView, f scoring.ValueFit) {
	if m == nil || !f.Lo90Hi90.Defined() || f.Exemplars == 0 {
		return
	}
	key, asked := "score.made.ends.fixed", ""
	if f.Asked90.Defined() && p.span(f.Asked90.Lo, f.Asked90.Hi) != p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi) {
		key, asked = "score.made.ends", p.span(f.Asked90.Lo, f.Asked90.Hi)
	}
	m.Ends = p.T(key, "Range", p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi), "Times", p.Num(scoring.Resamples, 0), "Count", f.Exemplars, "Asked", asked)
	m.EndsHref = versionPath(v.Benchmark) + "#everybody"
}

func (p Page) answersMaking(v app.ApplicationView, m scoring.Making, summary string) *makingView {
	out := p.making(m, summary)
	out.Weighs = true
	out.Lead, out.First, out.Second = p.T("score.made.lead"), p.T("score.made.question"), p.T("score.made.alignment")
	for i, x := range m.Parts {
		at := slices.IndexFunc(v.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID.String() == x.Of })
		if at < 0 {
			return nil
		}
		line := &out.Lines[i]
		line.Name, line.Href = shortened(p.Say(v.Asked[at].Prompt)), applicationPath(v.ID)+"#a-"+x.Of
		line.Points = p.alignmentMade(x)
		if x.Weight > 0 {
			line.Weight = p.Num(x.Weight, 2)
		}
	}
	return out
}

// alignmentMade writes an answer's alignment on the scale of 0 to 100, and what it counted as where that is something
// else.
func (p Page) alignmentMade(x scoring.MadeOf) string {
	shown := p.whole(hiring.Points(x.Computed.Value / hiring.MaxPoints))
	switch {
	case x.Status == scoring.Blank && x.Weight > 0:
		return p.T("score.made.blank")
	case !x.Computed.Defined():
		return "–"
	case x.Reviewed && x.Weight == 0:
		return p.T("score.made.voided", "A", shown)
	case x.Reviewed:
		return p.T("score.made.reviewed_to", "A", shown, "B", p.whole(x.Points))
	case x.Points < 0 && p.whole(x.Points) != shown:
		return p.T("score.made.below", "A", shown, "B", p.whole(x.Points))
	}
	return shown
}

// wholeMaking shows how a whole fit came about from the values'.
func (p Page) wholeMaking(v app.ApplicationView, values []scoring.ValueFit, whole scoring.ValueFit, summary string) *makingView {
	m, ok := scoring.MakingOfWhole(values, whole)
	if !ok {
		return nil
	}
	out := p.making(m, p.T(summary, "Fit", p.whole(m.Fit)))
	out.Lead, out.First, out.Second = p.T("score.made.lead_whole"), p.T("score.column.value"), p.T("score.column.fit")
	for i, x := range m.Parts {
		line := &out.Lines[i]
		line.Name, line.Href, line.Points = p.valueName(v, x.Of), applicationPath(v.ID)+"#v-"+x.Of, "–"
		if x.Computed.Defined() {
			line.Points = p.whole(x.Points)
		}
	}
	out.addEnds(p, v, whole)
	return out
}

// making writes what the two tables share: shares, what each line adds, and the sum.
func (p Page) making(m scoring.Making, summary string) *makingView {
	out := &makingView{
		Summary: summary, Lines: make([]makingLine, len(m.Parts)), Sum: p.T("score.made.sum", "Fit", p.whole(m.Fit)),
		Adds: p.Num(tenths(m.Sum), 1), BelowZero: m.Sum < 0,
	}
	for i, x := range m.Parts {
		line := &out.Lines[i]
		line.Weight, line.Share, line.Adds = p.T("score.made.left_out"), "–", "–"
		if x.Weight > 0 {
			line.Share, line.Adds = p.Percent(x.Share), p.Num(tenths(x.Adds), 1)
		}
	}
	return out
}
