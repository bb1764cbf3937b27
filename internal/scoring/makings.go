package scoring

import (
	"math"
	"slices"

	"touchstone/internal/hiring"
)

// Making is how a fit follows from its parts, as a reader adds it up: fit = Σ share·points, of a value (§4.1) over its
// answers, of the whole (§4.2) over its values. Every number is the stored score's own.
type Making struct {
	Parts []MadeOf
	Sum   float64 // Σ share·points, before it is held within 0..100
	Fit   float64 // the stored fit, 0..100
}

// MadeOf is one answer, or one value, as it enters a fit.
type MadeOf struct {
	Of       string  // the question's id, or the value's
	Status   Status  // of an answer; "" of a value
	Computed Figure  // points before anything was held within bounds: 100·a of an answer, the fit of a value
	Points   float64 // as it counts: of a text within −100..100, of a blank 0, of an adjusted answer the person's number
	Weight   float64 // w·c of an answer, W of a value; 0 when it does not count
	Share    float64 // of the weights that count, 0..1
	Adds     float64 // share·points
	Reviewed bool    // a person's number stands in place of the computed one, or the answer was voided
}

// leastUnlike is how far a sum may be from the stored fit and still be it: what floating point leaves.
const leastUnlike = 1e-6

// MakingOf adds up a value's stored fit from its stored answers. overrides are what people made of them, by question,
// and fit is then the reviewed one; none and the computed fit for the computed score. ok is false where there is no
// fit, and where the sum is not the fit: a table that does not add up explains nothing.
func (r Result) MakingOf(fit ValueFit, overrides map[string]Override) (m Making, ok bool) {
	for _, a := range r.Answers {
		if a.Value == fit.Value {
			m.Parts = append(m.Parts, a.madeOf(overrides))
		}
	}
	return m.added(fit.Fit)
}

// MakingOfWhole adds up a whole fit from its values' fits.
func MakingOfWhole(values []ValueFit, whole ValueFit) (m Making, ok bool) {
	for _, v := range values {
		if v.Weight == 0 {
			continue
		}
		x := MadeOf{Of: v.Value, Computed: v.Fit, Points: v.Fit.Value}
		if v.Fit.Defined() {
			x.Weight = v.Weight
		}
		m.Parts = append(m.Parts, x)
	}
	return m.added(whole.Fit)
}

// madeOf is an answer as combine counted it.
func (a AnswerScore) madeOf(overrides map[string]Override) MadeOf {
	out := MadeOf{Of: a.Question, Status: a.Status, Computed: a.Alignment, Weight: a.Weight}
	if !a.Alignment.Defined() {
		return out
	}
	out.Computed.Value *= 100
	out.Points = out.Computed.Value
	if a.Kind == hiring.Text {
		out.Points = clip(out.Points, -100, 100)
	}
	if o, given := overrides[a.Question]; given {
		out.Reviewed = true
		if out.Points = 100 * clip(o.Alignment, 0, 1); o.Void {
			out.Points, out.Weight = 0, 0
		}
	}
	return out
}

// added works the shares out, and holds the sum against the fit.
func (m Making) added(fit Figure) (Making, bool) {
	all := 0.0
	for _, x := range m.Parts {
		all += x.Weight
	}
	if !fit.Defined() || all == 0 {
		return m, false
	}
	m.Parts, m.Fit = slices.Clone(m.Parts), fit.Value
	for i := range m.Parts {
		x := &m.Parts[i]
		x.Share = x.Weight / all
		x.Adds = x.Share * x.Points
		m.Sum += x.Adds
	}
	return m, math.Abs(min(100, max(0, m.Sum))-fit.Value) < leastUnlike
}
