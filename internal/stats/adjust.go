package stats

import (
	"cmp"
	"math"
	"slices"
)

// Holm returns p-values adjusted for the chance of any false alarm among them (Holm 1979): in ascending order
// max over j ≤ i of min(1, (m−j+1)·p_j). An undefined p stays undefined and does not count among the m.
func Holm(p []Figure) []Figure {
	return adjust(p, func(order []int, out []Figure) {
		m, highest := len(order), 0.0
		for i, at := range order {
			highest = max(highest, min(1, float64(m-i)*p[at].Value))
			out[at] = Figure{Value: highest}
		}
	})
}

// BenjaminiHochberg returns p-values adjusted for the share of false alarms among those called significant (Benjamini
// & Hochberg 1995): in ascending order min over j ≥ i of min(1, m/j·p_j).
func BenjaminiHochberg(p []Figure) []Figure {
	return adjust(p, func(order []int, out []Figure) {
		m, lowest := float64(len(order)), 1.0
		for i := len(order) - 1; i >= 0; i-- {
			lowest = min(lowest, m/float64(i+1)*p[order[i]].Value)
			out[order[i]] = Figure{Value: lowest}
		}
	})
}

// Bonferroni returns min(1, m·p).
func Bonferroni(p []Figure) []Figure {
	return adjust(p, func(order []int, out []Figure) {
		for _, at := range order {
			out[at] = Figure{Value: min(1, float64(len(order))*p[at].Value)}
		}
	})
}

// adjust hands the defined p-values to by, as positions in ascending order; the others keep their reason, or get one.
func adjust(p []Figure, by func(order []int, out []Figure)) []Figure {
	out := make([]Figure, len(p))
	var order []int
	for i, f := range p {
		switch {
		case !f.Defined():
			out[i] = undefined(f.Undefined)
		case math.IsNaN(f.Value) || f.Value < 0 || f.Value > 1:
			out[i] = undefined(OutsideRange)
		default:
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a].Value, p[b].Value) })
	by(order, out)
	return out
}
