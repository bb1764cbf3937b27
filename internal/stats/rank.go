package stats

import (
	"cmp"
	"math"
	"slices"
)

// AverageRanks returns the ranks of x, 1 for the smallest; ties share the mean of their ranks.
func AverageRanks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	ranks := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			ranks[k] = float64(i+j+1) / 2
		}
		i = j
	}
	return ranks
}

// Tau is Kendall's rank correlation of two samples.
type Tau struct {
	N int
	S float64 // concordant minus discordant pairs
	A Figure  // S divided by all pairs
	B Figure  // S/√((n0−n1)(n0−n2)), n1 and n2 the pairs tied in x and in y
	Z Figure  // S by its standard deviation under independence, corrected for ties, not for continuity
	P Figure  // two-sided, normal
}

// KendallTau returns Kendall's τ_a and τ_b of x and y (Kendall 1938, 1945) and the normal test of S, with
//
//	var S = (v0 − Σv(t) − Σv(u))/18 + Σt(t−1)·Σu(u−1)/(2n(n−1)) + Σt(t−1)(t−2)·Σu(u−1)(u−2)/(9n(n−1)(n−2)),
//
// v(t) = t(t−1)(2t+5), v0 = v(n), over the groups of t and u ties in x and in y (Kendall 1970, ch. 4). Undefined below
// two pairs; τ_b and the test also when either sample is constant.
func KendallTau(x, y []float64) Tau {
	t := Tau{N: len(x)}
	if reason := unpaired(x, y, 2); reason != "" {
		none := undefined(reason)
		t.A, t.B, t.Z, t.P = none, none, none, none
		return t
	}
	pairs := float64(len(x)*(len(x)-1)) / 2
	s, untiedX, untiedY := tauCounts(x, y)
	t.S = s
	t.A = Figure{Value: s / pairs}
	if untiedX == 0 || untiedY == 0 {
		t.B, t.Z, t.P = undefined(NoVariation), undefined(NoVariation), undefined(NoVariation)
		return t
	}
	t.B = Figure{Value: clamp(s/math.Sqrt(untiedX*untiedY), -1, 1)}
	z := s / math.Sqrt(tauVariance(x, y))
	t.Z, t.P = Figure{Value: z}, twoSided(z)
	return t
}

// tauVariance is the variance of S under independence, given the ties.
func tauVariance(x, y []float64) float64 {
	n := float64(len(x))
	tx, ty := tieGroups(x), tieGroups(y)
	over := func(groups []float64, f func(t float64) float64) (sum float64) {
		for _, t := range groups {
			sum += f(t)
		}
		return sum
	}
	main := func(t float64) float64 { return t * (t - 1) * (2*t + 5) }
	pairs := func(t float64) float64 { return t * (t - 1) }
	triples := func(t float64) float64 { return t * (t - 1) * (t - 2) }
	v := (main(n) - over(tx, main) - over(ty, main)) / 18
	v += over(tx, pairs) * over(ty, pairs) / (2 * n * (n - 1))
	if n > 2 {
		v += over(tx, triples) * over(ty, triples) / (9 * n * (n - 1) * (n - 2))
	}
	return v
}

// TauB is Kendall's τ_b alone, for inner loops: 0 and false when it is undefined.
func TauB(x, y []float64) (float64, bool) {
	s, untiedX, untiedY := tauCounts(x, y)
	if untiedX == 0 || untiedY == 0 {
		return 0, false
	}
	return clamp(s/math.Sqrt(untiedX*untiedY), -1, 1), true
}

func tauCounts(x, y []float64) (s, untiedX, untiedY float64) {
	for i := range x {
		for j := range i {
			dx, dy := sign(x[i]-x[j]), sign(y[i]-y[j])
			s += dx * dy
			untiedX += dx * dx
			untiedY += dy * dy
		}
	}
	return s, untiedX, untiedY
}

// Pearson returns the product-moment correlation of x and y; undefined below two pairs or when one is constant.
func Pearson(x, y []float64) Figure {
	if reason := unpaired(x, y, 2); reason != "" {
		return undefined(reason)
	}
	if constant(x) || constant(y) {
		return undefined(NoVariation)
	}
	mx, my := mean(x), mean(y)
	var xx, yy, xy float64
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		xx += dx * dx
		yy += dy * dy
		xy += dx * dy
	}
	den := math.Sqrt(xx) * math.Sqrt(yy)
	if den == 0 {
		return undefined(NoVariation)
	}
	return bounded(clamp(xy/den, -1, 1))
}

// Spearman returns the rank correlation of x and y: Pearson's r of their average ranks.
func Spearman(x, y []float64) Figure {
	if reason := unpaired(x, y, 2); reason != "" {
		return undefined(reason)
	}
	return Pearson(AverageRanks(x), AverageRanks(y))
}

// Footrule is Spearman's footrule of two rankings: F = Σ|r−s| of their average ranks, its largest value ⌊n²/2⌋, and
// 1 − F/max as a similarity (Diaconis & Graham 1977).
type Footrule struct {
	Distance   float64
	Max        float64
	Similarity Figure
}

// SpearmanFootrule returns the footrule of x and y.
func SpearmanFootrule(x, y []float64) Footrule {
	if reason := unpaired(x, y, 2); reason != "" {
		return Footrule{Similarity: undefined(reason)}
	}
	rx, ry := AverageRanks(x), AverageRanks(y)
	f := Footrule{Max: float64(len(x) * len(x) / 2)}
	for i := range rx {
		f.Distance += math.Abs(rx[i] - ry[i])
	}
	f.Similarity = Figure{Value: 1 - f.Distance/f.Max}
	return f
}

// unpaired names why x and y cannot be compared as pairs, at least so many, or returns "".
func unpaired(x, y []float64, least int) string {
	switch {
	case len(x) != len(y):
		return LengthsDiffer
	case len(x) < least:
		return TooFew
	case !finite(x) || !finite(y):
		return NotFinite
	}
	return ""
}

func sign(d float64) float64 {
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

func clamp(x, lo, hi float64) float64 { return min(hi, max(lo, x)) }
