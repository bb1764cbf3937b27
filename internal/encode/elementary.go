package encode

import "math"

// The functions of this file give the same bits on every machine, which those of package math do not: math.Exp uses
// fused instructions where the processor has them. A conversion in the middle of an expression keeps the compiler
// from fusing a product with a sum.

// ln 2 and π/2 in two parts, the first with so few digits that its product with a small whole number is exact.
const (
	ln2High     = 6.93147180369123816490e-01
	ln2Low      = 1.90821492927058770002e-10
	quarterHigh = 1.57079632673412561417e+00
	quarterLow  = 6.07710050650619224932e-11
)

// largest is the largest absolute argument of exp; e^700 is still a finite number.
const largest = 700

// exp is e^x for |x| ≤ 700, and for x beyond it the value there: x = n·ln 2 + r with |r| ≤ ½·ln 2, e^x = 2^n·e^r, and
// e^r by its Taylor series up to r^8, whose error is below 3·10^-10 of the value: a 200th of what float32 can tell.
func exp(x float64) float64 {
	x = max(-largest, min(largest, x))
	n := math.Floor(float64(x*math.Log2E) + .5)
	r := x - float64(n*ln2High)
	r -= float64(n * ln2Low)
	sum := float64(1./40320*r) + 1./5040
	sum = float64(sum*r) + 1./720
	sum = float64(sum*r) + 1./120
	sum = float64(sum*r) + 1./24
	sum = float64(sum*r) + 1./6
	sum = float64(sum*r) + 1./2
	sum = float64(sum*r) + 1
	sum = float64(sum*r) + 1
	return sum * math.Float64frombits(uint64(1023+int64(n))<<52)
}

// tanh is (1 − e^−2x) / (1 + e^−2x).
func tanh(x float64) float64 {
	e := exp(-2 * x)
	return (1 - e) / (1 + e)
}

// sincos is the sine and cosine of x for 0 ≤ x ≤ 1000: x = n·π/2 + r with |r| ≤ π/4, and the Taylor series of both up
// to r^15, whose error is below 10^-15.
func sincos(x float64) (sin, cos float64) {
	n := math.Floor(float64(x*(2/math.Pi)) + .5)
	r := x - float64(n*quarterHigh)
	r -= float64(n * quarterLow)
	square := r * r
	sin, cos = 1, 1
	for i := 14.0; i > 0; i -= 2 {
		sin = 1 - float64(sin*square)/(i*(i+1))
		cos = 1 - float64(cos*square)/(i*(i-1))
	}
	sin *= r
	switch int(n) % 4 {
	case 1:
		return cos, -sin
	case 2:
		return -sin, -cos
	case 3:
		return -cos, sin
	}
	return sin, cos
}
