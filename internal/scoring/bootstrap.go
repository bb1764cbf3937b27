package scoring

import (
	"fmt"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/floats"
)

// drawExemplars returns, drawn once and only when asked for, how often each of n exemplars is in each resample: by
// exemplar, then resample. All questions and all candidates of a benchmark share the draws, so that differences
// between candidates are paired.
func drawExemplars(seed uint64, n int) func() [][]float32 { return drawPeople(seed, "exemplars", n) }

// drawComparison is drawExemplars for the comparison reps, against whom a text question earns its weight.
func drawComparison(seed uint64, n int) func() [][]float32 { return drawPeople(seed, "comparison", n) }

func drawPeople(seed uint64, group string, n int) func() [][]float32 {
	return once(func() [][]float32 {
		rng := random(seed, group)
		draws := make([][]float32, n)
		counts := make([]float32, resamples*n)
		for j := range draws {
			draws[j] = counts[j*resamples : (j+1)*resamples]
		}
		for b := range resamples {
			for range n {
				draws[rng.IntN(n)][b]++
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

// drawQuestions sets times, by answer and resample, to how often each answer is in each resample: those outside every
// stratum once. The draws follow from the benchmark and the strata alone, so that two candidates who were asked and
// answered the same are compared on the same draws.
func drawQuestions(seed uint64, groups []stratum, times [][]float64) {
	for _, t := range times {
		for b := range t {
			t[b] = 1
		}
	}
	for _, g := range groups {
		rng := random(seed, fmt.Sprint("questions ", g))
		for _, i := range g {
			clear(times[i])
		}
		for b := range resamples {
			drawStratum(rng, g, times, b)
		}
	}
}

func drawStratum(rng *rand.Rand, g stratum, times [][]float64, b int) {
	n := uint64(len(g))
	for k := 0; k < len(g); k += 2 {
		u := rng.Uint64() // two draws of 32 bits
		times[g[(u>>32)*n>>32]][b]++
		if k+1 < len(g) {
			times[g[(u&0xffffffff)*n>>32]][b]++
		}
	}
}

// bootstrap is §4.4(a) for one candidate: the fits under resampled exemplars, with the questions as they are (asked)
// and with the questions resampled as well (both).
type bootstrap struct {
	readings []reading
	counting [][]int   // by value: the answers that count
	values   [][]int   // by value: the answers that count, or would with other exemplars
	weights  []float64 // by value: W_v, 0 when it does not enter the overall fit
	asked    resampling
	both     resampling
}

// resampling holds fits by resample, unclipped where nothing else is said.
type resampling struct {
	values  [][]float64 // A_v by value; empty when the value does not stand
	overall []float64   // 0..100, each value clipped before it enters
	whole   []float64   // ΣWA/ΣW, unclipped
}

// workspace is what one bootstrap computes in, kept from candidate to candidate.
type workspace struct {
	wc, wca          [][]float64 // by answer: weight·consensus, and that times the alignment, by resample
	own              [][]float64 // by answer: where an answer computes the second
	times            [][]float64 // by answer: how often it is in each resample of the questions …
	drawn            string      // … drawn for these strata
	valuesA, valuesB [][]float64
	den, used        []float64
	quantiles        []float64
	wholes           [4][]float64
	sums             []float32
}

func newWorkspace(items, values int) *workspace {
	w := &workspace{
		wc: make([][]float64, items), wca: make([][]float64, items), own: rows(items), times: rows(items),
		valuesA: rows(values), valuesB: rows(values), sums: make([]float32, resamples),
		den: make([]float64, resamples), used: make([]float64, resamples), quantiles: make([]float64, resamples),
	}
	for i := range w.wholes {
		w.wholes[i] = make([]float64, resamples)
	}
	return w
}

func rows(n int) [][]float64 {
	all := make([]float64, n*resamples)
	out := make([][]float64, n)
	for i := range out {
		out[i] = all[i*resamples : (i+1)*resamples]
	}
	return out
}

// run fills in both resamplings, in the workspace.
func (s *bootstrap) run(seed uint64, w *workspace) {
	for _, items := range s.values {
		for _, i := range items {
			w.wc[i], w.wca[i] = s.readings[i].again(w.own[i], w.sums)
		}
	}
	s.asked = s.combine(w, false, w.valuesA, w.wholes[0], w.wholes[1])
	groups := strata(s.counting)
	if name := fmt.Sprint(groups); name != w.drawn {
		drawQuestions(seed, groups, w.times)
		w.drawn = name
	}
	s.both = s.combine(w, true, w.valuesB, w.wholes[2], w.wholes[3])
}

// combine is §4.1 and §4.2 under every resample.
func (s *bootstrap) combine(w *workspace, drawn bool, values [][]float64, overall, whole []float64) resampling {
	out := resampling{values: make([][]float64, len(s.values)), overall: overall, whole: whole}
	clear(overall)
	clear(whole)
	clear(w.used)
	for v, items := range s.values {
		if len(items) == 0 {
			continue
		}
		a := values[v]
		clear(a)
		clear(w.den)
		for _, i := range items {
			if !drawn {
				floats.Add(w.den, w.wc[i])
				floats.Add(a, w.wca[i])
				continue
			}
			addTimes(w.times[i], w.wc[i], w.wca[i], w.den, a)
		}
		out.values[v] = s.divide(w, v, a, overall, whole)
	}
	n := 0
	for b, used := range w.used {
		if used > 0 {
			overall[n], whole[n] = overall[b]/used, whole[b]/used
			n++
		}
	}
	out.overall, out.whole = overall[:n], whole[:n]
	return out
}

// addTimes adds an answer as often as it was drawn.
func addTimes(times, wc, wca, den, sum []float64) {
	wc, wca, den, sum = wc[:len(times)], wca[:len(times)], den[:len(times)], sum[:len(times)]
	for b, t := range times {
		den[b] += t * wc[b]
		sum[b] += t * wca[b]
	}
}

// divide turns the sums of value v into alignments, adds them to the whole, and returns those that exist.
func (s *bootstrap) divide(w *workspace, v int, a, overall, whole []float64) []float64 {
	n, weight := 0, s.weights[v]
	for b, den := range w.den {
		if den <= 0 {
			continue
		}
		x := a[b] / den
		w.used[b] += weight
		whole[b] += weight * x
		overall[b] += weight * 100 * clip(x, 0, 1)
		a[n] = x
		n++
	}
	return a[:n]
}

// varies tells whether some resample differs from another before clipping at 0.
func varies(a []float64) bool {
	for _, x := range a {
		if x-a[0] > tolerance || a[0]-x > tolerance {
			return true
		}
	}
	return false
}
