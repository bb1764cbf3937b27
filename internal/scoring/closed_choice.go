package scoring

import (
	"math"

	"touchstone/internal/stats"
)

// singleKey is §1.2: smoothed shares p_k = (n_k+.5)/(n+.5K), s = p_x/max p, e0 = (1/K)/max p. Proportion consensus,
// scaled to its mode: two options tied at the mode both earn 1.
func singleKey(t tally, table []float64) key {
	k := float64(len(t.sum))
	top := 0.0
	for i, count := range t.sum {
		table[i] = (count + smoothing) / (t.n + smoothing*k)
		top = max(top, table[i])
	}
	for i := range table {
		table[i] /= top
	}
	return chanceCorrected(table, 1/k/top)
}

// multipleKey is §1.3: with smoothed endorsements p_k, P = Σp, Q = Σ(1−p) and c_k = p_k/P − (1−p_k)/Q, an answer
// earns a = Σx_k c_k / Σmax(c_k, 0). The c_k sum to 0, so that picking all, picking none and picking at random all
// earn 0 in expectation. Where all options are endorsed alike the c_k say nothing, and weighted agreement takes over.
func multipleKey(t tally, table []float64) key {
	var p, q float64
	for _, count := range t.sum {
		share := endorsement(count, t.n)
		p += share
		q += 1 - share
	}
	best := 0.0
	for k, count := range t.sum {
		share := endorsement(count, t.n)
		table[k] = share/p - (1-share)/q
		best += max(table[k], 0)
	}
	if best < fallbackBest {
		return agreementKey(t, table)
	}
	for k := range table {
		table[k] /= best
	}
	return key{table: table}
}

// agreementKey is the fallback of §1.3: A = (Σq_k − worst)/(best − worst) with q_k = p_k for an option picked, else
// 1−p_k, and a = 2A−1. It is linear in the picks, and is kept that way.
func agreementKey(t tally, table []float64) key {
	var best, worst, empty float64
	for _, count := range t.sum {
		share := endorsement(count, t.n)
		best += max(share, 1-share)
		worst += min(share, 1-share)
		empty += 1 - share
	}
	spread := best - worst
	if spread < tolerance {
		return key{reason: NoConsensus}
	}
	for k, count := range t.sum {
		table[k] = 2 * (2*endorsement(count, t.n) - 1) / spread
	}
	return key{table: table, offset: 2*(empty-worst)/spread - 1, e0: .5}
}

func endorsement(count, n float64) float64 { return (count + smoothing) / (n + 2*smoothing) }

// evennessConsensus is 1 − H/ln K of the raw shares: 1 when all chose one option, 0 when they spread evenly.
func evennessConsensus(t tally) stats.Figure {
	f := stats.Evenness(t.sum)
	if f.Defined() {
		f.Value = 1 - f.Value
	}
	return f
}

// endorsementConsensus is the mean over options of |2p−1| of the raw endorsements: 1 when every option is picked by
// all or by none, 0 when each is picked by half.
func endorsementConsensus(t tally) stats.Figure {
	if t.n < 1 {
		return stats.Figure{Undefined: stats.EmptyGroup}
	}
	sum := 0.0
	for _, count := range t.sum {
		sum += math.Abs(2*count/t.n - 1)
	}
	return stats.Figure{Value: sum / float64(len(t.sum))}
}

// endorsementSpread is Σ(T_k−T̄)², the part of Cochran's Q that changes when each respondent's picks are dealt anew
// over the options.
func endorsementSpread(t tally) float64 {
	mean := 0.0
	for _, count := range t.sum {
		mean += count
	}
	mean /= float64(len(t.sum))
	ss := 0.0
	for _, count := range t.sum {
		ss += (count - mean) * (count - mean)
	}
	return ss
}

// modalShare is the share of the most frequent option.
func modalShare(t tally) float64 {
	top := 0.0
	for _, count := range t.sum {
		top = max(top, count)
	}
	return top / t.n
}
