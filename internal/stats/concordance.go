package stats

import (
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Concordance is how far several raters rank the same items alike.
type Concordance struct {
	Raters, Items int
	W             Figure    // Kendall's coefficient, 0 none .. 1 the same ranking by all
	Friedman      Figure    // χ² = m(n−1)W
	DF            int       // n−1
	P             Figure    // upper tail of χ² with DF degrees of freedom
	MeanRanks     []float64 // by item
}

// KendallW returns Kendall's coefficient of concordance, corrected for ties,
//
//	W = (12ΣR_i² − 3m²n(n+1)²) / (m²n(n²−1) − mΣT_j),  T_j = Σ(t³−t) over the tie groups of rater j,
//
// for m raters (rows) and n items, and Friedman's χ² = m(n−1)W with its p (Kendall & Babington Smith 1939; Friedman
// 1937). Rows are ranked here, ties by average ranks. Undefined below two items or one rater, or when every rater
// ties every item.
func KendallW(ratersByItems [][]float64) Concordance {
	m := len(ratersByItems)
	if m == 0 || len(ratersByItems[0]) < 2 {
		return Concordance{Raters: m, W: undefined(TooFew), Friedman: undefined(TooFew), P: undefined(TooFew)}
	}
	sums := make([]float64, len(ratersByItems[0]))
	ties := 0.0
	for _, row := range ratersByItems {
		if len(row) != len(sums) || !finite(row) {
			reason := LengthsDiffer
			return Concordance{Raters: m, W: undefined(reason), Friedman: undefined(reason), P: undefined(reason)}
		}
		for i, r := range AverageRanks(row) {
			sums[i] += r
		}
		ties += TieSum(row)
	}
	return concordance(sums, m, ties)
}

func concordance(sums []float64, m int, ties float64) Concordance {
	n := len(sums)
	c := Concordance{Raters: m, Items: n, DF: n - 1, MeanRanks: make([]float64, n)}
	for i, s := range sums {
		c.MeanRanks[i] = s / float64(m)
	}
	w, ok := WOfRankSums(sums, float64(m), ties)
	if !ok {
		c.W, c.Friedman, c.P = undefined(NoVariation), undefined(NoVariation), undefined(NoVariation)
		return c
	}
	chi2 := float64(m) * float64(n-1) * w
	c.W, c.Friedman = Figure{Value: w}, Figure{Value: chi2}
	c.P = Figure{Value: distuv.ChiSquared{K: float64(n - 1)}.Survival(chi2)}
	return c
}

// WOfRankSums is Kendall's W from the items' rank sums over m raters and the sum of the raters' tie terms; false when
// it is undefined. It serves inner loops that keep sums.
func WOfRankSums(sums []float64, m, ties float64) (float64, bool) {
	n := float64(len(sums))
	den := m*m*n*(n*n-1) - m*ties
	if m < 1 || n < 2 || den <= 0 {
		return 0, false
	}
	squares := 0.0
	for _, r := range sums {
		squares += r * r
	}
	return clamp((12*squares-3*m*m*n*(n+1)*(n+1))/den, 0, 1), true
}

// TieSum returns Σ(t³−t) over the groups of equal values in x.
func TieSum(x []float64) float64 {
	sum := 0.0
	for _, t := range tieGroups(x) {
		sum += t*t*t - t
	}
	return sum
}

// tieGroups returns how often each different value occurs in x, in the order of the values.
func tieGroups(x []float64) []float64 {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	var groups []float64
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		groups = append(groups, float64(j-i))
		i = j
	}
	return groups
}

// MeanPairwiseSpearman returns the mean Spearman correlation over all pairs of raters (rows). Without ties it is
// (mW−1)/(m−1). Undefined below two raters, and when a rater ties every item.
func MeanPairwiseSpearman(ratersByItems [][]float64) Figure {
	ranks := make([][]float64, len(ratersByItems))
	for i, row := range ratersByItems {
		if !finite(row) {
			return undefined(NotFinite)
		}
		ranks[i] = AverageRanks(row)
	}
	return meanPairwise(ranks)
}

// meanPairwise is the mean Pearson correlation over all pairs of rows; undefined as soon as one is.
func meanPairwise(rows [][]float64) Figure {
	if len(rows) < 2 {
		return undefined(TooFew)
	}
	sum, pairs := 0.0, 0.0
	for i := range rows {
		for j := range i {
			r := Pearson(rows[i], rows[j])
			if !r.Defined() {
				return r
			}
			sum += r.Value
			pairs++
		}
	}
	return Figure{Value: sum / pairs}
}
