package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Effect is a standardised difference of two means, with what one may say about it.
type Effect struct {
	N1, N2         int
	Mean1, Mean2   Figure
	MeanDifference Figure
	PooledSD       Figure
	D              Figure   // Cohen's d
	J              Figure   // the small-sample correction
	G              Figure   // Hedges' g = J·d
	DInterval      Interval // by the noncentral t distribution
	GInterval      Interval // J times that: the one to report
	ApproximateJ   Figure   // 1 − 3/(4df−1)
	ApproximateG   Figure
	GVariance      Figure   // J²[(n1+n2)/(n1·n2) + d²/(2(n1+n2))]
	GNormal        Interval // g ± z·√GVariance
	GlassDelta     Figure   // the difference in standard deviations of the second group
	Welch          WelchTest
	Warn           []string
}

// WelchTest is the test of two means without the assumption of equal variances.
type WelchTest struct {
	T, DF, P Figure
}

// HedgesG is Standardized at a level of .95.
func HedgesG(group1, group2 []float64) Effect { return Standardized(group1, group2, .95) }

// Standardized returns Cohen's d = (x̄1−x̄2)/s_p with s_p² = (SS1+SS2)/(n1+n2−2), and Hedges' g = J·d with the exact
// J = Γ(df/2)/(√(df/2)·Γ((df−1)/2)), df = n1+n2−2 (Hedges 1981).
//
// The interval holds those δ whose noncentral t distribution, with df degrees of freedom and noncentrality
// δ·√(n1n2/(n1+n2)), does not put the observed t into either tail (Steiger & Fouladi 1997). The variance of g is
// Borenstein's (2009, eq. 4.20–4.24), Glass's Δ divides by the second group's spread alone, and the test is Welch's
// (1947). Undefined for an empty group, below df = 1, and when both groups are constant; J and g also at df = 1, where
// J's gamma function has its pole; the intervals for a group of one, whose spread is unknown.
func Standardized(group1, group2 []float64, level float64) Effect {
	e := Effect{N1: len(group1), N2: len(group2), Mean1: Mean(group1), Mean2: Mean(group2)}
	e.GlassDelta, e.Welch = undefined(TooFew), WelchTest{undefined(TooFew), undefined(TooFew), undefined(TooFew)}
	switch {
	case e.N1 == 0 || e.N2 == 0:
		return e.without(EmptyGroup)
	case !e.Mean1.Defined() || !e.Mean2.Defined():
		return e.without(NotFinite)
	case !(level > 0 && level < 1):
		return e.without(OutsideRange)
	}
	e.MeanDifference = bounded(e.Mean1.Value - e.Mean2.Value)
	df := float64(e.N1 + e.N2 - 2)
	if !e.MeanDifference.Defined() {
		return e.without(NotFinite)
	}
	if df < 1 {
		return e.without(TooFew)
	}
	e.PooledSD = bounded(math.Sqrt((squares(group1) + squares(group2)) / df))
	if !e.PooledSD.Defined() {
		return e.without(NotFinite)
	}
	if min(e.N1, e.N2) == 1 {
		e.Warn = append(e.Warn, WarnGroupOfOne)
	}
	e.Welch, e.GlassDelta = welch(group1, group2), glassDelta(e.MeanDifference.Value, group2)
	if e.PooledSD.Value == 0 && e.MeanDifference.Value != 0 {
		return e.without(ZeroPooledSD)
	}
	if e.PooledSD.Value == 0 {
		return e.without(NoVariation)
	}
	e.D = bounded(e.MeanDifference.Value / e.PooledSD.Value)
	if !e.D.Defined() {
		return e.without(NotFinite)
	}
	e.correct(df, level)
	return e
}

// correct adds what J and the number of people make of d.
func (e *Effect) correct(df, level float64) {
	d := e.D.Value
	e.ApproximateJ = Figure{Value: 1 - 3/(4*df-1)}
	e.ApproximateG = Figure{Value: e.ApproximateJ.Value * d}
	if df < 2 {
		none := undefined(TooFew)
		e.J, e.G, e.GVariance = none, none, none
		e.DInterval, e.GInterval, e.GNormal = noInterval(TooFew), noInterval(TooFew), noInterval(TooFew)
		return
	}
	e.J = Figure{Value: hedgesJ(df)}
	e.G = Figure{Value: e.J.Value * d}
	n1, n2 := float64(e.N1), float64(e.N2)
	e.GVariance = bounded(e.J.Value * e.J.Value * ((n1+n2)/(n1*n2) + d*d/(2*(n1+n2))))
	if min(e.N1, e.N2) == 1 || !e.GVariance.Defined() {
		e.DInterval, e.GInterval, e.GNormal = noInterval(TooFew), noInterval(TooFew), noInterval(TooFew)
		return
	}
	half := normalQuantile(level) * math.Sqrt(e.GVariance.Value)
	e.GNormal = Interval{Lo: e.G.Value - half, Hi: e.G.Value + half, Level: level}
	e.DInterval = noncentralInterval(d, df, math.Sqrt(n1*n2/(n1+n2)), level)
	e.GInterval = e.DInterval
	e.GInterval.Lo *= e.J.Value
	e.GInterval.Hi *= e.J.Value
}

// without marks what is not yet known as undefined.
func (e Effect) without(reason string) Effect {
	none, no := undefined(reason), noInterval(reason)
	e.D, e.J, e.G, e.ApproximateJ, e.ApproximateG, e.GVariance = none, none, none, none, none, none
	e.DInterval, e.GInterval, e.GNormal = no, no, no
	if reason == EmptyGroup || reason == NotFinite {
		e.MeanDifference = none
	}
	if e.PooledSD == (Figure{}) && reason != ZeroPooledSD && reason != NoVariation {
		e.PooledSD = none
	}
	return e
}

// noncentralInterval returns the effects whose noncentral t distribution has t = d·root at its upper and lower tail.
// The distribution falls as its noncentrality rises, so that each end is found by halving.
func noncentralInterval(d, df, root, level float64) Interval {
	t := d * root
	reach := 10 + math.Abs(t) // well beyond either end: the noncentrality's spread is about √(1+t²/2df)
	end := func(p float64) float64 {
		lo, hi := t-reach, t+reach
		for range 80 {
			if mid := lo + (hi-lo)/2; noncentralT(t, df, mid) > p {
				lo = mid
			} else {
				hi = mid
			}
		}
		return (lo + (hi-lo)/2) / root
	}
	i := Interval{Lo: end((1 + level) / 2), Hi: end((1 - level) / 2), Level: level}
	if math.IsNaN(i.Lo+i.Hi) || math.IsInf(i.Lo+i.Hi, 0) {
		return noInterval(NotFinite)
	}
	return i
}

// noncentralT is the distribution function of the noncentral t. A negative t is looked up mirrored, P(T≤t; δ) =
// 1−P(T≤−t; −δ): gonum's approximation for |δ| beyond 38 (Abramowitz & Stegun 26.7.10) holds for a positive t alone.
func noncentralT(t, df, delta float64) float64 {
	if t < 0 {
		return 1 - distuv.NoncentralT{Nu: df, Mu: -delta}.CDF(-t)
	}
	return distuv.NoncentralT{Nu: df, Mu: delta}.CDF(t)
}

// welch is t = (x̄1−x̄2)/√(s1²/n1+s2²/n2) with the degrees of freedom of Welch and Satterthwaite.
func welch(group1, group2 []float64) WelchTest {
	none := func(reason string) WelchTest {
		return WelchTest{undefined(reason), undefined(reason), undefined(reason)}
	}
	n1, n2 := float64(len(group1)), float64(len(group2))
	if n1 < 2 || n2 < 2 {
		return none(TooFew)
	}
	v1, v2 := variance(group1)/n1, variance(group2)/n2
	t := (mean(group1) - mean(group2)) / math.Sqrt(v1+v2)
	df := (v1 + v2) * (v1 + v2) / (v1*v1/(n1-1) + v2*v2/(n2-1))
	switch {
	case v1+v2 == 0:
		return none(NoVariation)
	case !finite([]float64{t, df}):
		return none(NotFinite)
	}
	return WelchTest{Figure{Value: t}, Figure{Value: df}, Figure{Value: tTwoSided(t, df)}}
}

func glassDelta(difference float64, group2 []float64) Figure {
	sd := SD(group2)
	if sd.Defined() && sd.Value == 0 {
		return undefined(NoVariation)
	}
	if !sd.Defined() {
		return sd
	}
	return bounded(difference / sd.Value)
}

func hedgesJ(df float64) float64 {
	a, _ := math.Lgamma(df / 2)
	b, _ := math.Lgamma((df - 1) / 2)
	return math.Exp(a-b) / math.Sqrt(df/2)
}

// squares is Σ(x−x̄)², exactly 0 when all x are the same.
func squares(x []float64) float64 {
	if constant(x) {
		return 0
	}
	m, ss := mean(x), 0.0
	for _, v := range x {
		ss += (v - m) * (v - m)
	}
	return ss
}
