package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ICC is one intraclass correlation.
type ICC struct {
	Form     string // ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k
	Value    Figure // may be negative: then ratings of one target differ more than ratings of different targets
	Interval Interval
	F        Figure
	DF1, DF2 float64
	P        Figure // against 0
}

// Intraclass is how far raters rate the same targets alike, in the six forms of Shrout & Fleiss (1979).
type Intraclass struct {
	Anova                       TwoWay
	One, Two, Three             ICC // one rater: raters differ by target; absolute agreement; consistency
	OneMean, TwoMean, ThreeMean ICC // the mean of the k raters, alike
	Components                  Components
	Warn                        []string
}

// Components are the variance components of a crossed design with one rating a cell, unbounded: a negative one is
// shown as 0.
type Components struct {
	Target, Rater, Residual Figure
}

// Intraclasses returns the intraclass correlations of targets (rows) by raters (columns) from the mean squares of the
// two-way analysis of variance, with their F tests and intervals (Shrout & Fleiss 1979; McGraw & Wong 1996):
//
//	ICC1 = (MSB−MSW)/(MSB+(k−1)MSW)                        ICC1k = (MSB−MSW)/MSB
//	ICC2 = (MSB−MSE)/(MSB+(k−1)MSE+k(MSJ−MSE)/n)           ICC2k = (MSB−MSE)/(MSB+(MSJ−MSE)/n)
//	ICC3 = (MSB−MSE)/(MSB+(k−1)MSE)                        ICC3k = (MSB−MSE)/MSB
//
// Rows with a missing rating (NaN) are left out, with a warning. Undefined below two targets or two raters, and where
// a denominator is 0: all ratings the same, above all, where r_wg and the average deviation still speak. A negative
// value is kept, with a warning.
func Intraclasses(targetsByRaters [][]float64, level float64) Intraclass {
	a := twoWay(targetsByRaters)
	if a.Undefined == "" && !(level > 0 && level < 1) {
		a.Undefined = OutsideRange
	}
	c := Intraclass{Anova: a}
	if a.Dropped > 0 {
		c.Warn = append(c.Warn, WarnMissingDropped)
	}
	if a.Undefined != "" {
		return c.without(a.Undefined)
	}
	n, k := float64(a.Targets), float64(a.Raters)
	msb, msw, msj, mse := a.MSBetween, a.MSWithin, a.MSRaters, a.MSError
	one := fTest(msb, msw, n-1, n*(k-1))
	two := fTest(msb, mse, n-1, (n-1)*(k-1))
	c.One, c.OneMean = one.forms("ICC1", k, level)
	c.Three, c.ThreeMean = two.forms("ICC3", k, level)
	c.Two, c.TwoMean = two.of("ICC2"), two.of("ICC2k")
	c.Two.Value = ratio(msb-mse, msb+(k-1)*mse+k*(msj-mse)/n)
	c.TwoMean.Value = ratio(msb-mse, msb+(msj-mse)/n)
	c.Two.Interval, c.TwoMean.Interval = a.absoluteInterval(c.Two.Value, level)
	c.Components = Components{
		Target: Figure{Value: (msb - mse) / k}, Rater: Figure{Value: (msj - mse) / n}, Residual: Figure{Value: mse},
	}
	if c.Two.Value.Value < 0 || c.Three.Value.Value < 0 || c.One.Value.Value < 0 {
		c.Warn = append(c.Warn, WarnNegative)
	}
	return c
}

func (c Intraclass) without(reason string) Intraclass {
	none := func(form string) ICC {
		return ICC{
			Form: form, Value: undefined(reason), Interval: noInterval(reason), F: undefined(reason), P: undefined(reason),
		}
	}
	c.One, c.Two, c.Three = none("ICC1"), none("ICC2"), none("ICC3")
	c.OneMean, c.TwoMean, c.ThreeMean = none("ICC1k"), none("ICC2k"), none("ICC3k")
	c.Components = Components{undefined(reason), undefined(reason), undefined(reason)}
	return c
}

// ratio is a quotient of mean squares; undefined unless the denominator is positive.
func ratio(num, den float64) Figure {
	switch {
	case den == 0:
		return undefined(NoVariation)
	case den < 0:
		return undefined(OutsideRange)
	}
	return bounded(num / den)
}

// varianceRatio is F = MS1/MS2 with what it is made of.
type varianceRatio struct {
	ms1, ms2, df1, df2 float64
	f, p               Figure
}

func fTest(ms1, ms2, df1, df2 float64) varianceRatio {
	v := varianceRatio{ms1: ms1, ms2: ms2, df1: df1, df2: df2}
	switch {
	case ms2 > 0:
		v.f = bounded(ms1 / ms2)
	case ms1 > 0:
		v.f = undefined(Infinite)
	default:
		v.f = undefined(NoVariation)
	}
	if v.p = v.f; v.f.Defined() {
		v.p = Figure{Value: distuv.F{D1: df1, D2: df2}.Survival(v.f.Value)}
	}
	return v
}

func (v varianceRatio) of(form string) ICC {
	return ICC{Form: form, F: v.f, DF1: v.df1, DF2: v.df2, P: v.p}
}

// forms returns the single and the mean form of an ICC that depends on F alone: (F−1)/(F+k−1) and 1−1/F, whose
// intervals come from those of F, F/F_{q}(df1,df2) and F·F_{q}(df2,df1). k may be a fraction.
func (v varianceRatio) forms(form string, k, level float64) (single, means ICC) {
	single, means = v.of(form), v.of(form+"k")
	single.Value, means.Value = ratio(v.ms1-v.ms2, v.ms1+(k-1)*v.ms2), ratio(v.ms1-v.ms2, v.ms1)
	if !single.Value.Defined() {
		single.Interval, means.Interval = noInterval(single.Value.Undefined), noInterval(single.Value.Undefined)
		return single, means
	}
	if !v.f.Defined() { // raters never differ: certain, as far as these ratings go
		single.Interval = Interval{Lo: 1, Hi: 1, Level: level}
		means.Interval = single.Interval
		return single, means
	}
	lo := v.f.Value / fQuantile((1+level)/2, v.df1, v.df2)
	hi := v.f.Value * fQuantile((1+level)/2, v.df2, v.df1)
	single.Interval = interval((lo-1)/(lo+k-1), (hi-1)/(hi+k-1), level)
	means.Interval = interval(1-1/lo, 1-1/hi, level)
	return single, means
}

// absoluteInterval is McGraw & Wong's for ICC2, whose second degrees of freedom are Satterthwaite's; ICC2k's follows by
// the Spearman–Brown formula, where that is possible.
func (a TwoWay) absoluteInterval(value Figure, level float64) (single, means Interval) {
	if !value.Defined() {
		return noInterval(value.Undefined), noInterval(value.Undefined)
	}
	if a.MSError == 0 {
		return noInterval(NoVariation), noInterval(NoVariation)
	}
	n, k := float64(a.Targets), float64(a.Raters)
	r, fj := value.Value, a.MSRaters/a.MSError
	c := n*(1+(k-1)*r) - k*r
	v := (k - 1) * (n - 1) * (k*r*fj + c) * (k*r*fj + c) / ((n-1)*k*k*r*r*fj*fj + c*c)
	if !(v > 0) || math.IsInf(v, 0) {
		return noInterval(OutsideRange), noInterval(OutsideRange)
	}
	fu, fl := fQuantile((1+level)/2, n-1, v), fQuantile((1+level)/2, v, n-1)
	rest := k*a.MSRaters + (k*n-k-n)*a.MSError
	lo := n * (a.MSBetween - fu*a.MSError) / (fu*rest + n*a.MSBetween)
	hi := n * (fl*a.MSBetween - a.MSError) / (rest + n*fl*a.MSBetween)
	single, means = interval(lo, hi, level), noInterval(OutsideRange)
	if 1+lo*(k-1) > 0 { // below −1/(k−1) an ICC of one rater has no counterpart for the mean of k
		means = interval(lo*k/(1+lo*(k-1)), hi*k/(1+hi*(k-1)), level)
	}
	return single, means
}

func fQuantile(p, df1, df2 float64) float64 { return distuv.F{D1: df1, D2: df2}.Quantile(p) }

// interval is an interval whose ends were computed, or undefined when one of them is no number, or they have crossed.
// Ends that coincide but for rounding are put in order.
func interval(lo, hi, level float64) Interval {
	if lo > hi && lo-hi <= 1e-9*(1+math.Abs(lo)) {
		lo, hi = hi, lo
	}
	if math.IsNaN(lo+hi) || math.IsInf(lo, 0) || math.IsInf(hi, 0) {
		return noInterval(NotFinite)
	}
	if lo > hi {
		return noInterval(OutsideRange)
	}
	return Interval{Lo: lo, Hi: hi, Level: level}
}
