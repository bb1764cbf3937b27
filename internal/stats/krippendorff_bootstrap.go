package stats

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// The least that a bootstrap of units rests on.
const (
	leastUnits     = 10
	leastResamples = 100
)

// KrippendorffInterval returns the percentile interval of the interval or ordinal α over resamples of the units, drawn
// with replacement (Efron & Tibshirani 1993), the same ones every time for a seed. Undefined below ten units with two
// ratings, for another metric, and when more than a tenth of the resamples has no variation.
func KrippendorffInterval(units [][]float64, metric Metric, level float64, resamples int, seed uint64) Interval {
	c, reason := code(units)
	switch {
	case reason != "":
		return noInterval(reason)
	case len(c.units) < leastUnits:
		return noInterval(TooFew)
	case metric != Ordinal && metric != IntervalScale || !(level > 0 && level < 1):
		return noInterval(OutsideRange)
	}
	resamples = max(resamples, leastResamples)
	rng := rand.New(rand.NewPCG(seed, seed))
	drawn := make([]int, len(c.units))
	var alphas []float64
	for range resamples {
		for i := range drawn {
			drawn[i] = rng.IntN(len(drawn))
		}
		if a := c.alpha(drawn, metric); a.Defined() {
			alphas = append(alphas, a.Value)
		}
	}
	if len(alphas)*10 < resamples*9 {
		return noInterval(NoVariation)
	}
	slices.SortFunc(alphas, cmp.Compare)
	return interval(QuantileSorted(alphas, (1-level)/2), QuantileSorted(alphas, (1+level)/2), level)
}

// coded holds units whose ratings are numbers of values, so that a resample costs no sorting.
type coded struct {
	values []float64 // the different ones, ascending
	units  [][]int   // with at least two ratings
	counts []float64 // scratch, by value
	scores []float64 // scratch, by value
}

func code(units [][]float64) (coded, string) {
	var kept [][]float64
	for _, u := range units {
		if u = present(u); len(u) > 1 {
			kept = append(kept, u)
		}
	}
	all := slices.Concat(kept...)
	if !finite(all) {
		return coded{}, NotFinite
	}
	slices.Sort(all)
	c := coded{values: slices.Compact(all)}
	for _, u := range kept {
		codes := make([]int, len(u))
		for i, x := range u {
			codes[i], _ = slices.BinarySearch(c.values, x)
		}
		c.units = append(c.units, codes)
	}
	c.counts, c.scores = make([]float64, len(c.values)), make([]float64, len(c.values))
	return c, ""
}

// alpha is α of the units drawn: by the values themselves, or by their midranks among what was drawn.
func (c coded) alpha(drawn []int, metric Metric) Figure {
	clear(c.counts)
	n := 0.0
	for _, i := range drawn {
		for _, v := range c.units[i] {
			c.counts[v]++
		}
		n += float64(len(c.units[i]))
	}
	below := 0.0
	for v, count := range c.counts {
		if c.scores[v] = c.values[v]; metric == Ordinal {
			c.scores[v] = below + count/2
		}
		below += count
	}
	expected := spread(c.counts, c.scores, n)
	if expected == 0 {
		return undefined(NoVariation)
	}
	observed := 0.0
	for _, i := range drawn {
		observed += c.disagreement(c.units[i])
	}
	return bounded(1 - observed*(n-1)/(n*expected))
}

// spread is Σ n_c(s_c − s̄)²; exactly 0 when one value holds all.
func spread(counts, scores []float64, n float64) float64 {
	mean, ss := 0.0, 0.0
	for v, count := range counts {
		if count == n {
			return 0
		}
		mean += count * scores[v] / n
	}
	for v, count := range counts {
		ss += count * (scores[v] - mean) * (scores[v] - mean)
	}
	return ss
}

// disagreement is m/(m−1)·Σ(s−s̄)² within a unit.
func (c coded) disagreement(unit []int) float64 {
	m, mean, ss := float64(len(unit)), 0.0, 0.0
	for _, v := range unit {
		mean += c.scores[v] / m
	}
	for _, v := range unit {
		ss += (c.scores[v] - mean) * (c.scores[v] - mean)
	}
	return ss * m / (m - 1)
}
