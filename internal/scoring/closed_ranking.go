package scoring

import "touchstone/internal/stats"

// rankingKey is §1.4: a = τ_b(x, r̄) with r̄ the exemplars' mean ranks, s = (a+1)/2, e0 = .5. The summed ranks order
// the options as the means do, and are exact. Undefined when all of them are equal.
func rankingKey(t tally, table []float64) key {
	copy(table, t.sum)
	for _, r := range table {
		if r != table[0] {
			return key{table: table, e0: .5}
		}
	}
	return key{reason: NoConsensus}
}

// concordance is Kendall's W of the rankings summed in t, corrected for ties.
func concordance(t tally) stats.Figure {
	w, ok := stats.WOfRankSums(t.sum, t.n, t.ties)
	if !ok {
		return stats.Figure{Undefined: stats.NoVariation}
	}
	return stats.Figure{Value: w}
}
