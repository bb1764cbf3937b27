package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// negligible is the share of a raw sum of squares below which a sum of squared deviations is rounding and nothing
// else.
const negligible = 1e-27

// TwoWay is the analysis of variance of targets (rows) by raters (columns), one rating in each cell.
type TwoWay struct {
	Targets, Raters int
	Dropped         int     // rows left out because a rating was missing
	MSBetween       float64 // between targets, n−1 degrees of freedom
	MSWithin        float64 // within targets, n(k−1)
	MSRaters        float64 // between raters, k−1
	MSError         float64 // residual, (n−1)(k−1)
	Undefined       string
}

// twoWay analyses the rows that are complete.
func twoWay(targetsByRaters [][]float64) TwoWay {
	rows, reason := completeRows(targetsByRaters)
	a := TwoWay{Targets: len(rows), Dropped: len(targetsByRaters) - len(rows), Undefined: reason}
	if reason != "" {
		return a
	}
	a.Raters = len(rows[0])
	if a.Targets < 2 || a.Raters < 2 {
		a.Undefined = TooFew
		return a
	}
	n, k := float64(a.Targets), float64(a.Raters)
	rater, grand, raw := MeanRow(rows), 0.0, 0.0
	for _, m := range rater {
		grand += m / k
	}
	var between, raters, residual float64
	for _, row := range rows {
		m := mean(row)
		between += k * (m - grand) * (m - grand)
		for j, x := range row {
			e := x - m - rater[j] + grand
			residual += e * e
			raw += x * x
		}
	}
	for _, m := range rater {
		raters += n * (m - grand) * (m - grand)
	}
	between, raters, residual = settled(between, raw), settled(raters, raw), settled(residual, raw)
	a.MSBetween, a.MSRaters, a.MSError = between/(n-1), raters/(k-1), residual/((n-1)*(k-1))
	a.MSWithin = (raters + residual) / (n * (k - 1))
	if !finite([]float64{a.MSBetween, a.MSWithin, a.MSRaters, a.MSError}) {
		return TwoWay{Targets: a.Targets, Raters: a.Raters, Dropped: a.Dropped, Undefined: NotFinite}
	}
	return a
}

// settled is a sum of squares, or 0 where it is only rounding.
func settled(ss, raw float64) float64 {
	if ss <= negligible*raw {
		return 0
	}
	return ss
}

// completeRows returns the rows in which nothing is missing (NaN); the reason why there are none.
func completeRows(rows [][]float64) (complete [][]float64, reason string) {
	for _, row := range rows {
		if len(row) != len(rows[0]) {
			return nil, LengthsDiffer
		}
		whole := true
		for _, x := range row {
			if math.IsInf(x, 0) {
				return nil, NotFinite
			}
			whole = whole && !math.IsNaN(x)
		}
		if whole && len(row) > 0 {
			complete = append(complete, row)
		}
	}
	if len(complete) == 0 {
		return nil, EmptyGroup
	}
	return complete, ""
}

func tQuantile(p, df float64) float64 { return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(p) }
