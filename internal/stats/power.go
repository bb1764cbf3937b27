package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// SampleSize is how many observations something needs.
type SampleSize struct {
	N       Figure // not rounded
	Ceiling int    // the next whole number; 0 when undefined
}

func newSampleSize(n float64) SampleSize {
	if f := bounded(n); !f.Defined() || n > 1<<52 {
		return noSize(NotFinite)
	}
	return SampleSize{N: Figure{Value: n}, Ceiling: int(math.Ceil(n))}
}

func noSize(reason string) SampleSize { return SampleSize{N: undefined(reason)} }

// NForCorrelation returns how many pairs show a correlation of r with a power, two-sided at alpha: by Fisher's z,
// ((z_{1−α/2} + z_power)/atanh r)² + 3. Undefined for r = 0; its limit, 3, for r = ±1.
func NForCorrelation(r, power, alpha float64) SampleSize {
	if !(math.Abs(r) <= 1) || r == 0 || !(power > 0 && power < 1) || !(alpha > 0 && alpha < 1) {
		return noSize(OutsideRange)
	}
	z := distuv.UnitNormal.Quantile(1-alpha/2) + distuv.UnitNormal.Quantile(power)
	root := z / math.Atanh(r)
	return newSampleSize(root*root + 3)
}

// largestN is the largest sample that searches look at.
const largestN = 1 << 40

// NForHalfWidth returns the smallest n for which Fisher's interval of a correlation r has an average half-width of at
// most half. Undefined for r outside −1..1, ends excluded, and for half ≤ 0.
func NForHalfWidth(r, half, level float64) SampleSize {
	if !(math.Abs(r) < 1) || !(half > 0) || !(level > 0 && level < 1) {
		return noSize(OutsideRange)
	}
	n := 4 + sort.Search(largestN, func(i int) bool {
		c := FisherZ(r, 4+i, level)
		return (c.Interval.Hi-c.Interval.Lo)/2 <= half
	})
	if n >= 4+largestN {
		return noSize(OutsideRange)
	}
	return SampleSize{N: Figure{Value: float64(n)}, Ceiling: n}
}

// PowerOfProportions returns the power of the two-sided z-test of two proportions with n people in each group,
// counting the rejections in the right direction only:
//
//	Φ((√n·|p1−p2| − z_{1−α/2}√(2p̄(1−p̄))) / √(p1(1−p1)+p2(1−p2))),  p̄ = (p1+p2)/2.
//
// Undefined when neither proportion varies.
func PowerOfProportions(p1, p2 float64, n int, alpha float64) Figure {
	spread := math.Sqrt(p1*(1-p1) + p2*(1-p2))
	if !(p1 >= 0 && p1 <= 1 && p2 >= 0 && p2 <= 1) || n < 1 || !(alpha > 0 && alpha < 1) {
		return undefined(OutsideRange)
	}
	if spread == 0 {
		return undefined(NoVariation)
	}
	z, both := distuv.UnitNormal.Quantile(1-alpha/2), p1+p2
	return probability(distuv.UnitNormal.CDF(
		(math.Sqrt(float64(n))*math.Abs(p1-p2) - z*math.Sqrt(both*(1-both/2))) / spread))
}

// PowerOfD returns the power of the two-sided t-test for a standardised mean difference d with n people in each
// group, counting the rejections in the right direction only: P(T > t_{1−α/2}) for the noncentral t with 2n−2 degrees
// of freedom and noncentrality d√(n/2). n may be a fraction, at least 2.
func PowerOfD(d, n, alpha float64) Figure {
	if math.IsNaN(d) || math.IsInf(d, 0) || !(n >= 2) || n > largestN || !(alpha > 0 && alpha < 1) {
		return undefined(OutsideRange)
	}
	df := 2*n - 2
	cut := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(1 - alpha/2)
	ncp := math.Abs(d) * math.Sqrt(n/2)
	p := 1 - noncentralT(cut, df, ncp)
	if math.IsNaN(p) {
		return undefined(NotFinite)
	}
	return probability(p)
}

// NForD returns how many people in each group show a standardised mean difference d with a power, two-sided at alpha.
// Undefined for d = 0; at least 2.
func NForD(d, power, alpha float64) SampleSize {
	if d == 0 || !(power > 0 && power < 1) || !(alpha > 0 && alpha < 1) || !PowerOfD(d, 2, alpha).Defined() {
		return noSize(OutsideRange)
	}
	reaches := func(n float64) bool { return PowerOfD(d, n, alpha).Value >= power }
	lo, hi := 2.0, 2.0
	for !reaches(hi) {
		if lo, hi = hi, 2*hi; hi > largestN {
			return noSize(OutsideRange)
		}
	}
	for range 100 {
		if mid := lo + (hi-lo)/2; reaches(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return newSampleSize(hi)
}
