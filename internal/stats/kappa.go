package stats

import "math"

// Weighting is how much of an agreement two categories of a scale are worth that are not the same.
type Weighting string

// The weightings of kappa, for categories i and j of K.
const (
	Unweighted Weighting = "unweighted" // 1 when i = j, else 0
	Linear     Weighting = "linear"     // 1 − |i−j|/(K−1)
	Quadratic  Weighting = "quadratic"  // 1 − (i−j)²/(K−1)²
)

// Kappa is the agreement of two raters beyond chance.
type Kappa struct {
	N        int
	Observed Figure // weighted share of agreement
	Expected Figure // what independent raters with these margins would reach
	Value    Figure
	SE       Figure   // asymptotic, for intervals
	Interval Interval // normal; not cut off at ±1
	Warn     []string
}

// CohenKappa returns κ = (p_o−p_e)/(1−p_e) of a table of counts, one rater's categories by rows and the other's by
// columns, with p_o = Σw_ij p_ij and p_e = Σw_ij p_i· p_·j (Cohen 1960, 1968), and the standard error
//
//	SE² = {Σ p_ij [w_ij − (w̄_i· + w̄_·j)(1−κ)]² − [κ − p_e(1−κ)]²} / (n(1−p_e)²)
//
// of Fleiss, Cohen & Everitt (1969). The categories must be all those of the scale, not only those that occur: the
// weights depend on them. When one rater always gives the same category, κ is 0; when both do, and it is the same one,
// chance agreement is certain and κ undefined. A standard error of 0, as for perfect agreement, makes no interval.
// Undefined for a table that is not square, is empty, or has one category.
func CohenKappa(table [][]float64, weighting Weighting, level float64) Kappa {
	rows, cols, n := margins(table)
	reason := ""
	switch {
	case rows == nil || len(rows) != len(cols) || !(level > 0 && level < 1):
		reason = OutsideRange
	case len(rows) < 2:
		reason = TooFew
	case n == 0:
		reason = EmptyGroup
	case math.IsInf(n, 0):
		reason = NotFinite
	}
	if reason != "" {
		return Kappa{}.without(reason)
	}
	k := Kappa{N: int(n)}
	w := weights(len(rows), weighting)
	observed, expected := 0.0, 0.0
	for i, row := range table {
		for j, count := range row {
			observed += w[i][j] * count / n
			expected += w[i][j] * rows[i] / n * cols[j] / n
		}
	}
	k.Observed, k.Expected = Figure{Value: observed}, Figure{Value: expected}
	if concentrated(rows) && concentrated(cols) && observed > 1-kappaTolerance {
		k = k.without(NoVariation)
		k.Observed, k.Expected = Figure{Value: observed}, Figure{Value: expected}
		return k
	}
	k.Value = bounded((observed - expected) / (1 - expected))
	k.spread(table, w, rows, cols, n, level)
	return k
}

// kappaTolerance is how near 1 an agreement counts as perfect.
const kappaTolerance = 1e-12

func (k Kappa) without(reason string) Kappa {
	none := undefined(reason)
	k.Observed, k.Expected, k.Value, k.SE, k.Interval = none, none, none, none, noInterval(reason)
	return k
}

// concentrated tells whether one category holds all counts.
func concentrated(margin []float64) bool { return nonzero(margin) == 1 }

func weights(k int, weighting Weighting) [][]float64 {
	w := make([][]float64, k)
	for i := range w {
		w[i] = make([]float64, k)
		for j := range w[i] {
			d := math.Abs(float64(i-j)) / float64(k-1)
			switch {
			case weighting == Linear:
				w[i][j] = 1 - d
			case weighting == Quadratic:
				w[i][j] = 1 - d*d
			case i == j:
				w[i][j] = 1
			}
		}
	}
	return w
}

// spread adds standard error and interval; a standard error of 0, which says nothing about certainty, comes with a
// warning and without an interval.
func (k *Kappa) spread(table, w [][]float64, rows, cols []float64, n, level float64) {
	byRow, byCol := make([]float64, len(rows)), make([]float64, len(cols))
	for i := range w {
		for j := range w {
			byRow[i] += w[i][j] * cols[j] / n
			byCol[j] += w[i][j] * rows[i] / n
		}
	}
	kappa, expected, sum := k.Value.Value, k.Expected.Value, 0.0
	for i, row := range table {
		for j, count := range row {
			d := w[i][j] - (byRow[i]+byCol[j])*(1-kappa)
			sum += count / n * d * d
		}
	}
	d := kappa - expected*(1-kappa)
	variance := max(0, sum-d*d) / (n * (1 - expected) * (1 - expected))
	if variance < kappaTolerance { // rounding
		k.Warn = append(k.Warn, WarnDegenerateSE)
		k.SE, k.Interval = Figure{}, noInterval(NoVariation)
		return
	}
	k.SE = Figure{Value: math.Sqrt(variance)}
	half := normalQuantile(level) * k.SE.Value
	k.Interval = Interval{Lo: kappa - half, Hi: kappa + half, Level: level}
}

// KappaTable counts pairs of ratings on the whole numbers from lo to hi. Pairs of which a half is missing (NaN) are
// left out; a rating off the scale makes the table undefined, with its reason.
func KappaTable(a, b []float64, lo, hi int) (table [][]float64, reason string) {
	if len(a) != len(b) {
		return nil, LengthsDiffer
	}
	if hi <= lo {
		return nil, TooFew
	}
	table = make([][]float64, hi-lo+1)
	for i := range table {
		table[i] = make([]float64, len(table))
	}
	for i := range a {
		if math.IsNaN(a[i]) || math.IsNaN(b[i]) {
			continue
		}
		x, y := a[i]-float64(lo), b[i]-float64(lo)
		if x != math.Trunc(x) || y != math.Trunc(y) || min(x, y) < 0 || max(x, y) >= float64(len(table)) {
			return nil, OutsideRange
		}
		table[int(x)][int(y)]++
	}
	return table, ""
}
