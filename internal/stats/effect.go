package stats

import "math"

// Effect is a standardised difference of two means.
type Effect struct {
	N1, N2         int
	MeanDifference Figure
	PooledSD       Figure
	D              Figure // Cohen's d
	J              Figure // the small-sample correction
	G              Figure // Hedges' g = J·d
	Warn           []string
}

// HedgesG returns Cohen's d = (x̄1−x̄2)/s_p with s_p² = (SS1+SS2)/(n1+n2−2), and Hedges' g = J·d with the exact
// J = Γ(df/2)/(√(df/2)·Γ((df−1)/2)), df = n1+n2−2 (Hedges 1981). Undefined for an empty group, below df = 1, and when
// both groups are constant; J and g also at df = 1, where J's gamma function has its pole.
func HedgesG(group1, group2 []float64) Effect {
	e := Effect{N1: len(group1), N2: len(group2)}
	switch {
	case len(group1) == 0 || len(group2) == 0:
		return e.without(EmptyGroup)
	case !finite(group1) || !finite(group2):
		return e.without(NotFinite)
	}
	difference := mean(group1) - mean(group2)
	e.MeanDifference = Figure{Value: difference}
	df := float64(len(group1) + len(group2) - 2)
	if df < 1 {
		return e.without(TooFew)
	}
	sp := math.Sqrt((squares(group1) + squares(group2)) / df)
	e.PooledSD = Figure{Value: sp}
	if min(len(group1), len(group2)) == 1 {
		e.Warn = append(e.Warn, WarnGroupOfOne)
	}
	if sp == 0 && difference != 0 {
		return e.without(ZeroPooledSD)
	}
	if sp == 0 {
		return e.without(NoVariation)
	}
	e.D = Figure{Value: difference / sp}
	if df < 2 {
		e.J, e.G = undefined(TooFew), undefined(TooFew)
		return e
	}
	e.J = Figure{Value: hedgesJ(df)}
	e.G = Figure{Value: e.J.Value * e.D.Value}
	return e
}

// without marks what is not yet known as undefined.
func (e Effect) without(reason string) Effect {
	e.D, e.J, e.G = undefined(reason), undefined(reason), undefined(reason)
	if reason == EmptyGroup || reason == NotFinite {
		e.MeanDifference = undefined(reason)
	}
	if e.PooledSD == (Figure{}) && reason != ZeroPooledSD && reason != NoVariation {
		e.PooledSD = undefined(reason)
	}
	return e
}

func hedgesJ(df float64) float64 {
	a, _ := math.Lgamma(df / 2)
	b, _ := math.Lgamma((df - 1) / 2)
	return math.Exp(a-b) / math.Sqrt(df/2)
}

func squares(x []float64) float64 {
	m, ss := mean(x), 0.0
	for _, v := range x {
		ss += (v - m) * (v - m)
	}
	return ss
}
