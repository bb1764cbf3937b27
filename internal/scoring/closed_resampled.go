package scoring

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"touchstone/internal/hiring"
)

// resampledKey is what every resample of the exemplars makes of a closed question. For every kind the alignment is
// linear in some features of the answer,
//
//	wc_b·a_b = offset_b + Σ_f x_f · table_fb
//
// so that an answer under all resamples is a few additions of rows, and a number or a single option is one row. The features are the picks (the number or option,
// the options), and for a ranking the direction of each pair of options: τ_b is the sum over pairs of the product of
// the directions, divided by √((pairs untied in x)·(pairs untied in r̄)).
type resampledKey struct {
	wc     []float64   // by resample: weight·consensus; 0 where it cannot score or the question would not count
	offset []float64   // nil: 0
	table  [][]float64 // by feature, then resample
	none   []float64   // nothing but 0
}

// resampler returns the keys of all resamples, computed once and only when a score is asked for. The rules that decide
// whether the question counts are applied to each resample anew: had other exemplars been asked, they might have
// decided otherwise, and an interval that did not know it would be too narrow.
func (it *closedItem) resampler(draws func() [][]float32) func() *resampledKey {
	return once(func() *resampledKey {
		all := draws()
		out := &resampledKey{wc: make([]float64, resamples), table: rows(it.features()), none: make([]float64, resamples)}
		if it.question.Kind == hiring.Multiple {
			out.offset = make([]float64, resamples)
		}
		t, table := tally{sum: make([]float64, it.size)}, make([]float64, it.size)
		halved := it.halved()
		for r := range resamples {
			t.reset()
			for j, e := range it.top {
				t.add(e.vector, float64(all[j][r]))
			}
			k := it.newKey(t, table)
			if agreed := it.agreement(t); k.reason == "" && it.counts(agreed, t, it.bound) {
				out.wc[r] = it.question.Weight * clampedConsensus(agreed) * halved
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
			k.table[f][r] = k.wc[r] * x
		}
		if k.offset != nil {
			k.offset[r] = k.wc[r] * of.offset
		}
		return
	}
	signs := make([]float64, s.features())
	if untied := pairSigns(of.table, signs); untied > 0 {
		for f, sign := range signs {
			k.table[f][r] = k.wc[r] * sign / math.Sqrt(untied)
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
func (it *closedItem) under(v vector) func([]float64, []float32) (wc, wca []float64) {
	return func(own []float64, _ []float32) (wc, wca []float64) {
		k := it.resampled()
		switch it.question.Kind {
		case hiring.Numeric, hiring.Single:
			return k.wc, k.table[slices.Index(v.at, 1)]
		case hiring.Multiple:
			copy(own, k.offset)
			for f, x := range v.at {
				if x != 0 {
					floats.Add(own, k.table[f])
				}
			}
			return k.wc, own
		}
		x := make([]float64, it.features())
		untied := pairSigns(v.at, x)
		clear(own)
		if untied == 0 {
			return k.none, own
		}
		for f, sign := range x {
			if sign != 0 {
				floats.AddScaled(own, sign/math.Sqrt(untied), k.table[f])
			}
		}
		return k.wc, own
	}
}

// skippedUnder is an answer left blank: it earns what random answering earns under every resample.
func (it *closedItem) skippedUnder([]float64, []float32) (wc, wca []float64) {
	k := it.resampled()
	return k.wc, k.none
}
