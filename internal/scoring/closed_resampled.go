package scoring

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"touchstone/internal/hiring"
)

// resampledKey is what every resample of the exemplars makes of a closed question. For every kind the alignment is
// linear in some features of the answer,
//
//	a_b = offset_b + Σ_f x_f · table_fb
//
// so that an answer under all resamples is a few additions of rows. The features are the picks (the number or option,
// the options), and for a ranking the direction of each pair of options: τ_b is the sum over pairs of the product of
// the directions, divided by √((pairs untied in x)·(pairs untied in r̄)).
type resampledKey struct {
	c      []float64   // by resample; 0 where it cannot score or the question would not count
	offset []float64   // nil: 0
	table  [][]float64 // by feature, then resample
}

// resampler returns the keys of all resamples, computed once and only when a score is asked for. The rules that decide
// whether the question counts are applied to each resample anew: had other exemplars been asked, they might have
// decided otherwise, and an interval that did not know it would be too narrow.
func (it *closedItem) resampler(draws func() [][]float64) func() *resampledKey {
	return once(func() *resampledKey {
		all := draws()
		out := &resampledKey{c: make([]float64, resamples), table: rows(it.features())}
		if it.question.Kind == hiring.Multiple {
			out.offset = make([]float64, resamples)
		}
		t, table := tally{sum: make([]float64, it.size)}, make([]float64, it.size)
		halved := it.halved()
		for r := range resamples {
			t.reset()
			for j, e := range it.top {
				t.add(e.vector, all[j][r])
			}
			k := it.newKey(t, table)
			if agreed := it.agreement(t); k.reason == "" && it.counts(agreed, t, it.bound) {
				out.c[r] = clampedConsensus(agreed) * halved
				out.keep(it.scale, k, r)
			}
		}
		return out
	})
}

// features is how many features an answer has.
func (s scale) features() int {
	if s.question.Kind == hiring.Ranking {
		return s.size * (s.size - 1) / 2
	}
	return s.size
}

// keep stores the key of resample r.
func (k *resampledKey) keep(s scale, of key, r int) {
	if s.question.Kind != hiring.Ranking {
		for f, x := range of.table {
			k.table[f][r] = x
		}
		if k.offset != nil {
			k.offset[r] = of.offset
		}
		return
	}
	signs := make([]float64, s.features())
	if untied := pairSigns(of.table, signs); untied > 0 {
		for f, sign := range signs {
			k.table[f][r] = sign / math.Sqrt(untied)
		}
	}
}

// pairSigns sets the direction of each pair of ranks, and returns how many pairs are not tied.
func pairSigns(ranks, signs []float64) (untied float64) {
	f := 0
	for i, x := range ranks {
		for _, y := range ranks[:i] {
			switch {
			case x > y:
				signs[f] = 1
			case x < y:
				signs[f] = -1
			default:
				untied--
			}
			untied++
			f++
		}
	}
	return untied
}

// under returns how an answer is aligned under every resample.
func (it *closedItem) under(v vector) func(c, a []float64) {
	return func(c, a []float64) {
		k := it.resampled()
		copy(c, k.c)
		clear(a)
		if k.offset != nil {
			copy(a, k.offset)
		}
		x := v.at
		if it.question.Kind == hiring.Ranking {
			x = make([]float64, it.features())
			untied := pairSigns(v.at, x)
			if untied == 0 {
				clear(c)
				return
			}
			floats.Scale(1/math.Sqrt(untied), x)
		}
		for f, w := range x {
			if w != 0 {
				floats.AddScaled(a, w, k.table[f])
			}
		}
	}
}

// skippedUnder is an answer left blank: it earns what random answering earns under every resample.
func (it *closedItem) skippedUnder(c, a []float64) {
	copy(c, it.resampled().c)
	clear(a)
}
