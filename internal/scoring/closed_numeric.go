package scoring

import (
	"math"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// normalKernel is exp(−d²/2h²) by distance d in points, with the fixed bandwidth h = max((hi−lo)/8, .75) (§1.1). The
// bandwidth does not follow the data: a data-driven one, or the distance to the mean, would reward an answer in the
// gap between two camps, which nobody gave.
func normalKernel(lo, hi int) []float64 {
	h := max(float64(hi-lo)/numericBandwidth, leastBandwidth)
	k := make([]float64, hi-lo+1)
	for d := range k {
		z := float64(d) / h
		k[d] = math.Exp(-z * z / 2)
	}
	return k
}

// numericKey is §1.1: s = f(x)/max f with f the kernel density of the exemplars' numbers; on a scale where more is
// never worse, s = 1 from the smallest point that maximises f. e0 is the mean of s over the scale.
func (s scale) numericKey(t tally, table []float64) key {
	best, at := s.density(t, table)
	e0 := 0.0
	for x := range table {
		table[x] /= best
		if s.question.Mode == hiring.AtLeast && x >= at {
			table[x] = 1
		}
		e0 += table[x]
	}
	return chanceCorrected(table, e0/float64(len(table)))
}

// density fills f with the summed kernel at every point and returns its maximum and the smallest point that has it.
func (s scale) density(t tally, f []float64) (best float64, at int) {
	clear(f)
	for g, count := range t.sum {
		if count == 0 {
			continue
		}
		for x := range f {
			d := x - g
			if d < 0 {
				d = -d
			}
			f[x] += count * s.kernel[d]
		}
	}
	for x, v := range f {
		if v > best*(1+tolerance) {
			best, at = v, x
		}
	}
	for _, v := range f {
		best = max(best, v)
	}
	return best, at
}

// chanceCorrected turns similarities into alignments, in place; no_consensus when random answering does as well as
// any answer.
func chanceCorrected(table []float64, e0 float64) key {
	if 1-e0 < tolerance {
		return key{reason: NoConsensus}
	}
	for x, s := range table {
		table[x] = (s - e0) / (1 - e0)
	}
	return key{table: table, e0: e0}
}

// meanAndSD returns mean and spread of the numbers summed in t; no spread for a single one.
func (s scale) meanAndSD(t tally) (mean, sd Figure) {
	m, s2 := s.moments(t)
	if t.n < 2 {
		return Figure{Value: m}, Figure{Undefined: stats.TooFew}
	}
	return Figure{Value: m}, Figure{Value: math.Sqrt(s2)}
}

// moments returns mean and unbiased variance of the numbers summed in t; variance 0 for a single one.
func (s scale) moments(t tally) (mean, variance float64) {
	for g, count := range t.sum {
		mean += count * float64(s.question.Lo+g)
	}
	mean /= t.n
	if t.n < 2 {
		return mean, 0
	}
	for g, count := range t.sum {
		d := float64(s.question.Lo+g) - mean
		variance += count * d * d
	}
	return mean, variance / (t.n - 1)
}

// rwg is the agreement of the numbers summed in t, raw: 1 − S²/σ² of uniform random answering.
func (s scale) rwg(t tally) stats.Figure {
	_, s2 := s.moments(t)
	return stats.RWGOfVariance(s2, int(t.n), s.size).Raw
}

// inCamps tells whether two numbers hold at least 30 % of the exemplars each, lie at least four points of ten apart,
// and have a number between them that is rarer than either.
func (s scale) inCamps(t tally) bool {
	far := campDistance * float64(s.size-1) / 9
	for hi := range t.sum {
		for lo := range hi {
			if float64(hi-lo) < far-tolerance || t.sum[lo] < campShare*t.n-tolerance || t.sum[hi] < campShare*t.n-tolerance {
				continue
			}
			for _, between := range t.sum[lo+1 : hi] {
				if between < min(t.sum[lo], t.sum[hi]) {
					return true
				}
			}
		}
	}
	return false
}

// atCeiling tells whether the numbers crowd at one end of the scale: little information, easily faked (§1.1).
func (s scale) atCeiling(t tally) bool {
	if t.n < 2 {
		return false
	}
	m, s2 := s.moments(t)
	near := m-float64(s.question.Lo) <= ceilingDistance || float64(s.question.Hi)-m <= ceilingDistance
	return near && math.Sqrt(s2) < ceilingSD
}
