package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Correlation is a product-moment correlation with what it is worth.
type Correlation struct {
	N        int
	R        Figure
	Z, SE    Figure // Fisher's atanh r and 1/√(n−3)
	Interval Interval
	T, P     Figure // against r = 0, two-sided, n−2 degrees of freedom
}

// roundOff is how near to ±1 the correlation of a perfect line may come out.
const roundOff = 1e-13

// FisherZ returns the interval tanh(atanh r ± z/√(n−3)) of a correlation (Fisher 1921) and its test
// t = r√((n−2)/(1−r²)). z and t are undefined for r = ±1 (but for rounding), the standard error and the
// interval for n ≤ 3, the test for n ≤ 2.
func FisherZ(r float64, n int, level float64) Correlation {
	c := Correlation{N: n, R: Figure{Value: r}}
	if !(r >= -1 && r <= 1) || !(level > 0 && level < 1) {
		return c.without(OutsideRange)
	}
	c.Z, c.SE = Figure{Value: math.Atanh(r)}, undefined(TooFew)
	if n > 3 {
		c.SE = Figure{Value: 1 / math.Sqrt(float64(n-3))}
	}
	c.T, c.P = undefined(TooFew), undefined(TooFew)
	if n > 2 {
		df := float64(n - 2)
		c.T = Figure{Value: r * math.Sqrt(df/((1-r)*(1+r)))}
		c.P = Figure{Value: tTwoSided(c.T.Value, df)}
	}
	if 1-math.Abs(r) < roundOff {
		c.Z, c.T, c.P = undefined(Perfect), undefined(Perfect), undefined(Perfect)
	}
	switch {
	case n <= 3:
		c.Interval = noInterval(TooFew)
	case !c.Z.Defined():
		c.Interval = noInterval(Perfect)
	default:
		half := normalQuantile(level) * c.SE.Value
		c.Interval = Interval{Lo: math.Tanh(c.Z.Value - half), Hi: math.Tanh(c.Z.Value + half), Level: level}
	}
	return c
}

func (c Correlation) without(reason string) Correlation {
	none := undefined(reason)
	c.R, c.Z, c.SE, c.T, c.P, c.Interval = none, none, none, none, none, noInterval(reason)
	return c
}

// Correlate returns Pearson's r of x and y with its interval and test. Points on a line have the limits p = 0 and an
// interval without width: rounding decides whether r is 1 or a little less, and must not decide what is said.
func Correlate(x, y []float64, level float64) Correlation {
	r := Pearson(x, y)
	if !r.Defined() {
		return Correlation{N: min(len(x), len(y))}.without(r.Undefined)
	}
	c := FisherZ(r.Value, len(x), level)
	if c.Z.Undefined == Perfect && c.N > 3 {
		c.P, c.Interval = Figure{}, Interval{Lo: r.Value, Hi: r.Value, Level: level}
	}
	return c
}

// tTwoSided is the two-sided p of Student's t.
func tTwoSided(t, df float64) float64 {
	return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.CDF(-math.Abs(t))
}

// CorrelationDifference is the test of two correlations from independent samples.
type CorrelationDifference struct {
	Z, P Figure
}

// CompareCorrelations returns z = (atanh r1 − atanh r2)/√(1/(n1−3)+1/(n2−3)) and its two-sided p (Fisher 1921).
// Undefined for n ≤ 3 and for r = ±1.
func CompareCorrelations(r1 float64, n1 int, r2 float64, n2 int) CorrelationDifference {
	one, two := FisherZ(r1, n1, .95), FisherZ(r2, n2, .95)
	for _, f := range []Figure{one.Z, two.Z, one.SE, two.SE} {
		if !f.Defined() {
			return CorrelationDifference{Z: undefined(f.Undefined), P: undefined(f.Undefined)}
		}
	}
	z := (one.Z.Value - two.Z.Value) / math.Hypot(one.SE.Value, two.SE.Value)
	return CorrelationDifference{Z: Figure{Value: z}, P: twoSided(z)}
}
