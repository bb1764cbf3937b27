package hiring

import "github.com/google/uuid"

// The weight of people's ratings beside an automatic fit unless a requisition sets its own (measurement.md §4.1).
const (
	HumanWeightOne     = .5 // one rater
	HumanWeightSeveral = .7 // two independent raters or more
)

// HumanWeight is ω: how much people's ratings weigh beside the fit, given how many people rated. Nobody's weigh
// nothing.
func (p Policy) HumanWeight(raters int) float64 {
	switch {
	case raters == 0:
		return 0
	case raters == 1 && p.HumanOne != nil:
		return *p.HumanOne
	case raters == 1:
		return HumanWeightOne
	case p.HumanSeveral != nil:
		return *p.HumanSeveral
	}
	return HumanWeightSeveral
}

// Range is a 90 % interval.
type Range struct{ Lo, Hi float64 }

// ValueParts is what is known of one value before ratings and fit are put together; nil is unknown.
type ValueParts struct {
	Value  uuid.UUID
	Weight float64 // W_v
	Fit    *float64
	Range  *Range
	Human  *float64 // H_v, 0..100
	Raters int
}

// Combined is fit and ratings together, 0..100, with a 90 % interval where the fit has one. The interval is of the
// fit's part: how far raters might differ is in their ratings, which stand beside it.
type Combined struct {
	Human, V *float64
	Range    *Range
	Raters   int
	Omega    float64
}

// HumanScore is H = 100·(mean − 1)/(m − 1) of the levels given, m being how many levels there are; nil without any.
// Each rater counts alike, however many answers they rated: the mean is of raters' means.
func HumanScore(ratings []Rating) (h *float64, raters int) {
	var order []uuid.UUID
	sum, n := map[uuid.UUID]float64{}, map[uuid.UUID]float64{}
	for _, r := range ratings {
		if n[r.RaterID] == 0 {
			order = append(order, r.RaterID)
		}
		sum[r.RaterID] += float64(r.Level)
		n[r.RaterID]++
	}
	if len(order) == 0 {
		return nil, 0
	}
	mean := 0.0
	for _, id := range order {
		mean += sum[id] / n[id] / float64(len(order))
	}
	x := 100 * (mean - 1) / (RatingLevels - 1)
	return &x, len(order)
}

// Combine is V = (1−ω)·fit + ω·H for one value. Without a fit, or without a rating, there is no V: neither stands in
// for the other.
func (p Policy) Combine(v ValueParts) Combined {
	out := Combined{Human: v.Human, Raters: v.Raters, Omega: p.HumanWeight(v.Raters)}
	if v.Fit == nil || v.Human == nil {
		return out
	}
	x := (1-out.Omega)**v.Fit + out.Omega**v.Human
	out.V = &x
	if v.Range != nil {
		out.Range = &Range{(1-out.Omega)*v.Range.Lo + out.Omega**v.Human, (1-out.Omega)*v.Range.Hi + out.Omega**v.Human}
	}
	return out
}

// CombineWhole is ΣW·V/ΣW over the values that have both a fit and ratings. whole is the interval of the overall fit;
// it carries over only when every value that has a fit was rated, and all by as many people, because then the overall
// fit is what was combined.
func (p Policy) CombineWhole(values []ValueParts, whole *Range) Combined {
	var out Combined
	var weight, v, h float64
	all := true
	for _, x := range values {
		c := p.Combine(x)
		if x.Weight == 0 || x.Fit == nil {
			continue
		}
		if c.V == nil {
			all = false
			continue
		}
		all = all && (weight == 0 || c.Omega == out.Omega)
		out.Raters, out.Omega = max(out.Raters, c.Raters), max(out.Omega, c.Omega)
		weight += x.Weight
		v, h = v+x.Weight**c.V, h+x.Weight**c.Human
	}
	if weight == 0 {
		return out
	}
	v, h = v/weight, h/weight
	out.V, out.Human = &v, &h
	if all && whole != nil {
		out.Range = &Range{(1-out.Omega)*whole.Lo + out.Omega*h, (1-out.Omega)*whole.Hi + out.Omega*h}
	}
	return out
}
