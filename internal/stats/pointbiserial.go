package stats

import "math"

// PointBiserial is how far a measurement depends on a grouping in two.
type PointBiserial struct {
	N    int
	R    Figure // Pearson's r with the group as 0 and 1
	P    Figure // against r = 0, t with n−2 degrees of freedom
	D    Figure // the standardised difference of means that r amounts to
	Warn []string
}

// CorrelateGroup returns the point-biserial correlation of x with membership of a group, its p, and Cohen's d by
// d = r/√(1−r²)·√(n−2)·√(1/n1+1/n0), which is the difference of the means in pooled standard deviations exactly.
// Undefined below two people and when either varies not; p and d for r = ±1, d and p below three people.
func CorrelateGroup(group []bool, x []float64) PointBiserial {
	g, n1 := make([]float64, len(group)), 0.0
	for i, in := range group {
		if in {
			g[i] = 1
			n1++
		}
	}
	c := Correlate(g, x, .95)
	out := PointBiserial{N: c.N, R: c.R, P: c.P, D: c.T}
	if out.D.Defined() {
		out.D = bounded(c.T.Value * math.Sqrt(1/n1+1/(float64(len(g))-n1)))
	}
	return out
}
