package stats

import "math"

// OneWay is how far ratings of the same target are alike when each target has raters of its own, and not equally many.
type OneWay struct {
	Targets, N          int
	MSBetween, MSWithin Figure
	MeanSize            Figure // N/K
	N0                  Figure // (N − Σn²/N)/(K−1): the size that stands for unequal ones
	Single              ICC    // ICC(1,1) with N0
	Mean                ICC    // ICC(1,k), the reliability of the targets' means
	ByMeanSize          Figure // ICC(1,1) with the mean size in place of N0, as some programs have it
	Warn                []string
}

// Unbalanced returns ICC(1,1) = (MSB−MSW)/(MSB+(n0−1)MSW) and ICC(1,k) = (MSB−MSW)/MSB of groups of ratings, one group
// per target, with n0 = (N−Σn²/N)/(K−1) for unequal sizes (Donner 1986). The F test is exact, the intervals, which use
// n0 as if all groups had this size, are approximate. Missing ratings (NaN) are left out, and targets without any.
// Undefined below two targets, or when no target has two ratings.
func Unbalanced(groups [][]float64, level float64) OneWay {
	var w OneWay
	var kept [][]float64
	for _, g := range groups {
		if g = present(g); len(g) > 0 {
			kept = append(kept, g)
			w.N += len(g)
		}
	}
	w.Targets = len(kept)
	switch {
	case w.Targets < 2 || w.N == w.Targets:
		return w.without(TooFew)
	case !(level > 0 && level < 1):
		return w.without(OutsideRange)
	}
	between, within, sizes := sumsOfSquares(kept, w.N)
	n, k := float64(w.N), float64(w.Targets)
	msb, msw := between/(k-1), within/(n-k)
	if !finite([]float64{msb, msw}) {
		return w.without(NotFinite)
	}
	w.MSBetween, w.MSWithin = Figure{Value: msb}, Figure{Value: msw}
	w.MeanSize, w.N0 = Figure{Value: n / k}, Figure{Value: (n - sizes/n) / (k - 1)}
	w.Single, w.Mean = fTest(msb, msw, k-1, n-k).forms("ICC1", w.N0.Value, level)
	w.ByMeanSize = ratio(msb-msw, msb+(n/k-1)*msw)
	if w.Single.Value.Value < 0 {
		w.Warn = append(w.Warn, WarnNegative)
	}
	return w
}

func (w OneWay) without(reason string) OneWay {
	none := undefined(reason)
	w.MSBetween, w.MSWithin, w.MeanSize, w.N0, w.ByMeanSize = none, none, none, none, none
	w.Single = ICC{Form: "ICC1", Value: none, Interval: noInterval(reason), F: none, P: none}
	w.Mean = ICC{Form: "ICC1k", Value: none, Interval: noInterval(reason), F: none, P: none}
	return w
}

// sumsOfSquares returns those between and within the groups, and the sum of the squared sizes.
func sumsOfSquares(groups [][]float64, n int) (between, within, sizes float64) {
	grand, raw := 0.0, 0.0
	for _, g := range groups {
		for _, x := range g {
			grand += x / float64(n)
			raw += x * x
		}
	}
	for _, g := range groups {
		size, m := float64(len(g)), mean(g)
		between += size * (m - grand) * (m - grand)
		within += squares(g)
		sizes += size * size
	}
	if math.IsNaN(raw) {
		return math.NaN(), within, sizes
	}
	return settled(between, raw), settled(within, raw), sizes
}
