package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Contingency is how far two groupings of the same people depend on each other.
type Contingency struct {
	N                int
	Chi2             Figure // Pearson's, without continuity correction
	DF               int
	P                Figure
	CramersV         Figure // √(χ²/n / min(r−1, c−1))
	CramersVUnbiased Figure // Bergsma 2013
	SmallestExpected Figure
	Warn             []string
}

// CramersV returns Pearson's χ² of a table of counts, Cramér's V = √(φ²/min(r−1, c−1)) with φ² = χ²/n, and the
// bias-corrected V of Bergsma (2013): φ̃² = max(0, φ² − (r−1)(c−1)/(n−1)), r̃ = r − (r−1)²/(n−1), c̃ alike. Rows and
// columns without a count are dropped first, because an option nobody chose says nothing.
func CramersV(table [][]float64) Contingency {
	rows, cols, n := margins(table)
	kept := [2]int{nonzero(rows), nonzero(cols)}
	out := Contingency{N: int(n), DF: (kept[0] - 1) * (kept[1] - 1)}
	if rows == nil || kept[0] < 2 || kept[1] < 2 {
		none := undefined(NoContingency)
		out.DF = 0
		out.Chi2, out.P, out.CramersV, out.CramersVUnbiased, out.SmallestExpected = none, none, none, none, none
		return out
	}
	chi2, smallest := 0.0, math.Inf(1)
	for i, row := range table {
		for j, observed := range row {
			if expected := rows[i] * cols[j] / n; expected > 0 {
				smallest = min(smallest, expected)
				chi2 += (observed - expected) * (observed - expected) / expected
			}
		}
	}
	r, c := float64(kept[0]), float64(kept[1])
	out.Chi2, out.SmallestExpected = Figure{Value: chi2}, Figure{Value: smallest}
	out.P = Figure{Value: distuv.ChiSquared{K: float64(out.DF)}.Survival(chi2)}
	out.CramersV = Figure{Value: math.Sqrt(chi2 / n / min(r-1, c-1))}
	out.CramersVUnbiased = unbiasedV(chi2/n, r, c, n)
	if smallest < 5 {
		out.Warn = append(out.Warn, WarnSmallExpected)
	}
	return out
}

func unbiasedV(phi2, r, c, n float64) Figure {
	phi2 = max(0, phi2-(r-1)*(c-1)/(n-1))
	r -= (r - 1) * (r - 1) / (n - 1)
	c -= (c - 1) * (c - 1) / (n - 1)
	if den := min(r-1, c-1); den > 0 {
		return Figure{Value: math.Sqrt(phi2 / den)}
	}
	return undefined(TooFew)
}

// margins returns row sums, column sums and the total; nil rows for a table that is empty, ragged, too large to count
// or holds a negative count.
func margins(table [][]float64) (rows, cols []float64, n float64) {
	if len(table) == 0 || len(table[0]) == 0 {
		return nil, nil, 0
	}
	rows, cols = make([]float64, len(table)), make([]float64, len(table[0]))
	for i, row := range table {
		if len(row) != len(cols) || !finite(row) {
			return nil, nil, 0
		}
		for j, v := range row {
			if v < 0 {
				return nil, nil, 0
			}
			rows[i] += v
			cols[j] += v
			n += v
		}
	}
	if n > mostCounted || n > 0 && n < 1 {
		return nil, nil, 0
	}
	return rows, cols, n
}

// mostCounted is the largest total that a float64 still counts one by one.
const mostCounted = 1 << 52

func nonzero(x []float64) int {
	n := 0
	for _, v := range x {
		if v > 0 {
			n++
		}
	}
	return n
}
