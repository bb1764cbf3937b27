package scoring

import (
	"math/rand/v2"
	"slices"
	"sync"

	"touchstone/internal/stats"
)

// drawExemplars returns, drawn once and only when asked for, how often each of n exemplars is in each resample. All
// questions and all candidates of a benchmark share the draws, so that differences between candidates are paired.
func drawExemplars(seed uint64, n int) func() [][]int {
	return once(func() [][]int {
		rng := random(seed, "exemplars")
		draws := make([][]int, resamples)
		counts := make([]int, resamples*n)
		for b := range draws {
			draws[b] = counts[b*n : (b+1)*n]
			for range n {
				draws[b][rng.IntN(n)]++
			}
		}
		return draws
	})
}

func once[T any](f func() T) func() T { return sync.OnceValue(f) }

// stratum is a set of answers that are resampled among themselves.
type stratum []int

// strata returns the answers of each value that has at least three; those of smaller values together, if they are
// three, else not at all. Within a value of fewer the document's rule keeps the questions as they are; for the whole
// the second best is to let the small values vary together.
func strata(values [][]int) []stratum {
	var out []stratum
	var small stratum
	for _, items := range values {
		if len(items) >= leastItems {
			out = append(out, items)
		} else {
			small = append(small, items...)
		}
	}
	if len(small) >= leastItems {
		out = append(out, small)
	}
	return out
}

// draw sets times to how often each answer is in one resample: those outside every stratum once.
func draw(rng *rand.Rand, groups []stratum, times []float64) {
	for i := range times {
		times[i] = 1
	}
	for _, g := range groups {
		for _, i := range g {
			times[i] = 0
		}
		for range g {
			times[g[rng.IntN(len(g))]]++
		}
	}
}

// bootstrap is §4.4(a) for one candidate: the fits under resampled exemplars and resampled questions.
type bootstrap struct {
	readings []reading
	values   [][]int   // by value: the answers that count
	weights  []float64 // by value: W_v, 0 when it does not enter the overall fit
	fits     [][]float64
	overall  []float64
	free     []bool // by value, then the whole: some resample differed from another before clipping at 0
}

// run draws every resample once and keeps the fits.
func (s *bootstrap) run(rng *rand.Rand) {
	groups := strata(s.values)
	times := make([]float64, len(s.readings))
	first := make([]float64, len(s.values)+1)
	s.fits = make([][]float64, len(s.values))
	s.free = make([]bool, len(s.values)+1)
	for b := range resamples {
		draw(rng, groups, times)
		var sum, fit, used float64
		for v, items := range s.values {
			a, ok := s.alignment(b, items, times)
			if !ok {
				continue
			}
			s.note(first, v, a, len(s.fits[v]) == 0)
			s.fits[v] = append(s.fits[v], 100*clip(a, 0, 1))
			used += s.weights[v]
			sum += s.weights[v] * a
			fit += s.weights[v] * 100 * clip(a, 0, 1)
		}
		if used > 0 {
			s.note(first, len(s.values), sum/used, len(s.overall) == 0)
			s.overall = append(s.overall, fit/used)
		}
	}
}

func (s *bootstrap) note(first []float64, at int, a float64, isFirst bool) {
	if isFirst {
		first[at] = a
	}
	s.free[at] = s.free[at] || a-first[at] > tolerance || first[at]-a > tolerance
}

// alignment is A_v under resample b.
func (s *bootstrap) alignment(b int, items []int, times []float64) (float64, bool) {
	var sum, den float64
	for _, i := range items {
		if times[i] == 0 {
			continue
		}
		r := &s.readings[i]
		c, a, ok := r.part.c, 0.0, true
		if r.again != nil {
			c, a, ok = r.again(b)
		}
		if !ok {
			continue
		}
		wc := times[i] * r.part.weight * c
		den += wc
		sum += wc * a
	}
	if den == 0 {
		return 0, false
	}
	return sum / den, true
}

// percentileInterval is the range between the tails of the resampled fits. It always holds the fit itself: a
// resample repeats some exemplars and so sharpens the key, which can push all of them to one side of the fit.
func percentileInterval(fits []float64, level, fit float64) Interval {
	if len(fits) < leastResamples {
		return Interval{Undefined: NotEstimable}
	}
	sorted := slices.Sorted(slices.Values(fits))
	tail := (1 - level) / 2
	return Interval{
		Lo: min(fit, stats.QuantileSorted(sorted, tail)),
		Hi: max(fit, stats.QuantileSorted(sorted, 1-tail)),
	}
}
