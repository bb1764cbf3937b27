package stats

import (
	"math"
	"slices"
)

// Mean returns the arithmetic mean of x; undefined for no observation.
func Mean(x []float64) Figure {
	if len(x) == 0 {
		return undefined(EmptyGroup)
	}
	if !finite(x) {
		return undefined(NotFinite)
	}
	return bounded(mean(x))
}

// bounded is the figure of a sum that may have overflowed.
func bounded(v float64) Figure {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return undefined(NotFinite)
	}
	return Figure{Value: v}
}

// Variance returns the unbiased variance Σ(x−x̄)²/(n−1); undefined below two observations.
func Variance(x []float64) Figure {
	if len(x) < 2 {
		return undefined(TooFew)
	}
	if !finite(x) {
		return undefined(NotFinite)
	}
	return bounded(variance(x))
}

// SD returns the square root of the unbiased variance.
func SD(x []float64) Figure {
	v := Variance(x)
	if v.Defined() {
		v.Value = math.Sqrt(v.Value)
	}
	return v
}

// Median returns the middle of x, the mean of the two middle ones when n is even.
func Median(x []float64) Figure { return Quantile(x, .5) }

// Quantile returns the p-quantile of x by linear interpolation of the order statistics at 1+(n−1)p: type 7 of
// Hyndman & Fan (1996), the default of R. Undefined for no observation or p outside 0..1.
func Quantile(x []float64, p float64) Figure {
	switch {
	case len(x) == 0:
		return undefined(EmptyGroup)
	case !finite(x):
		return undefined(NotFinite)
	case !(p >= 0 && p <= 1):
		return undefined(OutsideRange)
	}
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	return bounded(QuantileSorted(sorted, p))
}

// QuantileSorted is Quantile for an ascending, finite sample with at least one observation and p in 0..1: for inner
// loops that have already seen to that.
func QuantileSorted(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// Percentile returns the mid-rank percentile of x within a reference group: 100(B + E/2)/n with B the number of
// references below x and E the number equal to it.
func Percentile(x float64, reference []float64) Figure {
	if len(reference) == 0 {
		return undefined(EmptyGroup)
	}
	if math.IsNaN(x) || !finite(reference) {
		return undefined(NotFinite)
	}
	below := 0.0
	for _, r := range reference {
		below += placement(x, r)
	}
	return Figure{Value: 100 * below / float64(len(reference))}
}

// placement is 1 when x lies above y, ½ when they tie, 0 below: the kernel of the Mann–Whitney statistic.
func placement(x, y float64) float64 {
	switch {
	case x > y:
		return 1
	case x == y:
		return .5
	}
	return 0
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func variance(x []float64) float64 { return squares(x) / float64(len(x)-1) }

// constant tells whether all observations are the same. Sums do not: 0.1, three times, has a mean beside 0.1.
func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
