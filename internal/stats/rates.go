package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Count is a number of successes among n: people selected among applicants.
type Count struct {
	X, N int
}

// maxCount is the largest count that a float64 holds exactly.
const maxCount = 1 << 53

// Rate is x/n; undefined for nobody.
func (c Count) Rate() Figure {
	switch {
	case c.N <= 0:
		return undefined(EmptyGroup)
	case c.X < 0 || c.X > c.N:
		return undefined(OutsideRange)
	}
	return Figure{Value: float64(c.X) / float64(c.N)}
}

// unfit names why two counts cannot be compared, or returns "".
func (c Count) unfit(other Count) string {
	for _, r := range []Figure{c.Rate(), other.Rate()} {
		if !r.Defined() {
			return r.Undefined
		}
	}
	if max(c.N, other.N) > maxCount {
		return TooMany
	}
	return ""
}

// RateComparison is how often a focal group succeeds beside a reference group.
type RateComparison struct {
	Focal, Reference         Count
	FocalRate, ReferenceRate Figure
	ImpactRatio              Figure   // focal rate / reference rate
	ImpactRatioInterval      Interval // Katz et al. 1978, on the logarithm
	BelowFourFifths          bool
	Z, P                     Figure // pooled two-proportion z and its two-sided p
	Chi2                     Figure // Pearson's, z²
	Difference               Figure
	DifferenceInterval       Interval // Newcombe 1998, method 10
	CohenH                   Figure
	OddsRatio                Figure // of the sample
	Exact                    Exact
	SmallestExpected         Figure // of the four cells
	Expected                 Figure // successes of the focal group at the common rate
	Shortfall                Figure // Expected − observed
	ShortfallFromReference   Figure // at the reference rate − observed
	ToFourFifths             int    // more successes that would bring the ratio to .80
	Flip                     Flip
}

// Flip is what one selection moved from the reference to the focal group would do (Uniform Guidelines, Questions and
// Answers 21): if the focal group then had the higher rate, the numbers are too small to speak.
type Flip struct {
	ImpactRatio Figure
	Reverses    bool
}

// CompareRates returns every statistic of the two-by-two table at a level for intervals. Undefined for an empty group;
// z and χ² also when everybody or nobody succeeds, the ratio when nobody in the reference group does, its interval
// when nobody in either does.
//
//	z  = (p1−p2)/√(p̄(1−p̄)(1/n1+1/n2))                       pooled, p two-sided
//	IR = p1/p2, exp(ln IR ± z√(1/x1−1/n1+1/x2−1/n2))
//	d  = p1−p2, d − √((p1−l1)²+(u2−p2)²) .. d + √((u1−p1)²+(p2−l2)²), l and u Wilson's limits
//	h  = 2asin√p1 − 2asin√p2                                 (Cohen 1988)
func CompareRates(focal, reference Count, level float64) RateComparison {
	c := RateComparison{
		Focal: focal, Reference: reference, FocalRate: focal.Rate(), ReferenceRate: reference.Rate(),
		Exact: FisherExact(focal, reference),
	}
	reason := focal.unfit(reference)
	if reason == "" && !(level > 0 && level < 1) {
		reason = OutsideRange
	}
	if reason != "" {
		return c.without(reason)
	}
	c.BelowFourFifths = BelowFourFifths(focal, reference)
	c.Difference = Figure{Value: c.FocalRate.Value - c.ReferenceRate.Value}
	c.DifferenceInterval = newcombeDifference(focal, reference, level)
	c.CohenH = Figure{Value: 2*math.Asin(math.Sqrt(c.FocalRate.Value)) - 2*math.Asin(math.Sqrt(c.ReferenceRate.Value))}
	c.test()
	c.ratios(level)
	c.shortfalls()
	c.Flip = flip(focal, reference)
	return c
}

func (c RateComparison) without(reason string) RateComparison {
	none := undefined(reason)
	c.ImpactRatio, c.Z, c.P, c.Chi2, c.Difference, c.CohenH = none, none, none, none, none, none
	c.OddsRatio, c.SmallestExpected, c.Expected, c.Shortfall, c.ShortfallFromReference = none, none, none, none, none
	c.Flip.ImpactRatio, c.Exact = none, noExact(reason)
	c.ImpactRatioInterval, c.DifferenceInterval = noInterval(reason), noInterval(reason)
	return c
}

// BelowFourFifths tells whether the focal rate is below four fifths of the reference rate, on whole numbers:
// 5·x1·n2 < 4·x2·n1, since floats misjudge a ratio of exactly .80.
func BelowFourFifths(focal, reference Count) bool {
	return lessProduct(uint64(focal.X), uint64(reference.N), 5, uint64(reference.X), uint64(focal.N), 4)
}

func (c *RateComparison) test() {
	x, n := float64(c.Focal.X+c.Reference.X), float64(c.Focal.N+c.Reference.N)
	n1, n2 := float64(c.Focal.N), float64(c.Reference.N)
	c.SmallestExpected = Figure{Value: min(n1, n2) * (min(x, n-x) / n)}
	if x == 0 || x == n {
		c.Z, c.P, c.Chi2 = undefined(NoVariation), undefined(NoVariation), undefined(NoVariation)
		return
	}
	pooled := x / n
	z := c.Difference.Value / math.Sqrt(pooled*(1-pooled)*(1/n1+1/n2))
	c.Z, c.P, c.Chi2 = Figure{Value: z}, twoSided(z), Figure{Value: z * z}
}

// twoSided is the two-sided p of a standard normal z.
func twoSided(z float64) Figure { return Figure{Value: math.Erfc(math.Abs(z) / math.Sqrt2)} }

func (c *RateComparison) ratios(level float64) {
	x1, n1, x2, n2 := float64(c.Focal.X), float64(c.Focal.N), float64(c.Reference.X), float64(c.Reference.N)
	c.ImpactRatio = quotient(c.FocalRate.Value, c.ReferenceRate.Value)
	c.OddsRatio = quotient(x1*(n2-x2), (n1-x1)*x2)
	if x1 == 0 || x2 == 0 {
		c.ImpactRatioInterval = noInterval(NoneSelected)
		return
	}
	half := normalQuantile(level) * math.Sqrt(max(0, 1/x1-1/n1+1/x2-1/n2))
	log := math.Log(c.ImpactRatio.Value)
	c.ImpactRatioInterval = Interval{Lo: math.Exp(log - half), Hi: math.Exp(log + half), Level: level}
}

// normalQuantile is the z of a two-sided interval.
func normalQuantile(level float64) float64 { return distuv.UnitNormal.Quantile((1 + level) / 2) }

// quotient is a/b; undefined for b = 0.
func quotient(a, b float64) Figure {
	switch {
	case b != 0:
		return Figure{Value: a / b}
	case a != 0:
		return undefined(Infinite)
	}
	return undefined(NoneSelected)
}

func (c *RateComparison) shortfalls() {
	x1, n1 := float64(c.Focal.X), float64(c.Focal.N)
	common := float64(c.Focal.X+c.Reference.X) / float64(c.Focal.N+c.Reference.N)
	c.Expected = Figure{Value: n1 * common}
	c.Shortfall = Figure{Value: n1*common - x1}
	c.ShortfallFromReference = Figure{Value: n1*c.ReferenceRate.Value - x1}
	c.ToFourFifths = toFourFifths(c.Focal, c.Reference)
}

// toFourFifths is the smallest k ≥ 0 with (x1+k)/n1 not below four fifths of the reference rate.
func toFourFifths(focal, reference Count) int {
	lo, hi := focal.X, focal.N
	for lo < hi {
		mid := lo + (hi-lo)/2
		if BelowFourFifths(Count{mid, focal.N}, reference) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - focal.X
}

func newcombeDifference(focal, reference Count, level float64) Interval {
	p1, p2 := focal.Rate().Value, reference.Rate().Value
	w1 := wilson(float64(focal.X), float64(focal.N), level)
	w2 := wilson(float64(reference.X), float64(reference.N), level)
	return Interval{
		Lo:    max(-1, p1-p2-math.Hypot(p1-w1.Lo, w2.Hi-p2)),
		Hi:    min(1, p1-p2+math.Hypot(w1.Hi-p1, p2-w2.Lo)),
		Level: level,
	}
}

// flip moves one selection. It cannot when nobody in the reference group, or everybody in the focal group, is
// selected.
func flip(focal, reference Count) Flip {
	if focal.X == focal.N || reference.X == 0 {
		return Flip{ImpactRatio: undefined(NothingToMove)}
	}
	focal.X++
	reference.X--
	return Flip{
		ImpactRatio: quotient(focal.Rate().Value, reference.Rate().Value),
		Reverses:    lessProduct(uint64(reference.X), uint64(focal.N), 1, uint64(focal.X), uint64(reference.N), 1),
	}
}
