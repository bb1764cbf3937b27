package stats

import (
	"fmt"
	"math"
)

// leastForAlpha is the number of complete rows below which an alpha is not shown.
const leastForAlpha = 10

// Alpha is the internal consistency of a set of items, answered by people.
type Alpha struct {
	Items          int
	Rows, Complete int
	Value          Figure   // from the complete rows: the one to report
	Interval       Interval // Feldt's
	SEM            Figure   // of the total score: its SD·√(1−Value)
	Pairwise       Figure   // from the covariances of the rows complete for each pair
	Standardized   Figure   // from the mean correlation, pairwise
	MeanR          Figure   // mean inter-item correlation: pairwise covariances by the items' own spreads
	IfDeleted      []Figure // by item: alpha of the others
	ItemRest       []Figure // by item: its correlation with the sum of the others
	Warn           []string // zero_variance_item:I with I from 0 among them
}

// CronbachAlpha returns α = k/(k−1)·(1 − Σs_i²/s_T²) of people (rows) by items (columns), with unbiased variances, from
// the rows in which nothing is missing (NaN) (Cronbach 1951). The interval is Feldt's (1965):
// 1 − (1−α)·F_{(1±level)/2} with n−1 and (n−1)(k−1) degrees of freedom. The pairwise α takes every covariance from the
// rows complete for its pair; the standardised one is k·r̄/(1+(k−1)r̄). An item that does not vary counts in k, and is
// named in a warning. Undefined below two items, below two complete rows, and when the totals do not vary. A negative
// α is kept; the standard error of measurement then exceeds the spread of the totals.
func CronbachAlpha(peopleByItems [][]float64, level float64) Alpha {
	a := Alpha{Rows: len(peopleByItems)}
	rows, reason := completeRows(peopleByItems)
	a.Complete = len(rows)
	if a.Rows > 0 {
		a.Items = len(peopleByItems[0])
	}
	switch {
	case reason == LengthsDiffer || reason == NotFinite:
		return a.without(reason)
	case a.Items < 2:
		return a.without(TooFew)
	case !(level > 0 && level < 1):
		return a.without(OutsideRange)
	}
	a.pairwise(peopleByItems)
	a.listwise(rows, reason, level)
	if a.Complete < leastForAlpha {
		a.Warn = append(a.Warn, WarnTooFewRows)
	}
	if a.Complete < a.Rows {
		a.Warn = append(a.Warn, WarnMissingDropped)
	}
	if a.Value.Value < 0 {
		a.Warn = append(a.Warn, WarnNegative)
	}
	return a
}

func (a Alpha) without(reason string) Alpha {
	none := undefined(reason)
	a.Value, a.SEM, a.Pairwise, a.Standardized, a.MeanR = none, none, none, none, none
	a.Interval = noInterval(reason)
	for range a.Items {
		a.IfDeleted, a.ItemRest = append(a.IfDeleted, none), append(a.ItemRest, none)
	}
	return a
}

// listwise computes what rests on the complete rows.
func (a *Alpha) listwise(rows [][]float64, reason string, level float64) {
	if reason == "" && len(rows) < 2 {
		reason = TooFew
	}
	if reason != "" {
		kept := *a
		*a = a.without(reason)
		a.Pairwise, a.Standardized, a.MeanR = kept.Pairwise, kept.Standardized, kept.MeanR
		return
	}
	items := columns(rows)
	totals := make([]float64, len(rows))
	for i, row := range rows {
		totals[i] = mean(row) * float64(len(row))
	}
	for i, item := range items {
		if constant(item) {
			a.Warn = append(a.Warn, fmt.Sprintf("%s:%d", WarnZeroVarianceItem, i))
		}
	}
	a.Value = alphaOf(items)
	a.Interval, a.SEM = noInterval(a.Value.Undefined), a.Value
	if a.Value.Defined() {
		n, k := float64(len(rows)), float64(len(items))
		a.Interval = feldt(a.Value.Value, n-1, (n-1)*(k-1), level)
		a.SEM = bounded(math.Sqrt(variance(totals) * (1 - a.Value.Value)))
	}
	for i := range items {
		others := make([][]float64, 0, len(items)-1)
		rest := make([]float64, len(rows))
		for j, item := range items {
			if j == i {
				continue
			}
			others = append(others, item)
			for r, x := range item {
				rest[r] += x
			}
		}
		a.IfDeleted = append(a.IfDeleted, alphaOf(others))
		a.ItemRest = append(a.ItemRest, Pearson(items[i], rest))
	}
}

// alphaOf is α of complete items.
func alphaOf(items [][]float64) Figure {
	if len(items) < 2 {
		return undefined(TooFew)
	}
	totals, own, raw := make([]float64, len(items[0])), 0.0, 0.0
	for _, item := range items {
		own += variance(item)
		for r, x := range item {
			totals[r] += x
			raw += x * x
		}
	}
	k, total := float64(len(items)), variance(totals)
	if total <= negligible*raw*k {
		return undefined(NoVariation)
	}
	return bounded(k / (k - 1) * (1 - own/total))
}

// feldt is Feldt's interval of α.
func feldt(alpha, df1, df2, level float64) Interval {
	return interval(1-(1-alpha)*fQuantile((1+level)/2, df1, df2), 1-(1-alpha)*fQuantile((1-level)/2, df1, df2), level)
}

// pairwise computes what rests on the rows complete for each pair of items.
func (a *Alpha) pairwise(rows [][]float64) {
	items := columns(rows)
	k := float64(len(items))
	a.MeanR = Figure{}
	var own, all, sumR float64
	reason := ""
	for i, x := range items {
		v := Variance(present(x))
		if !v.Defined() {
			reason = v.Undefined
		}
		own += v.Value
		all += v.Value
		for j := range i {
			c := covariance(bothPresent(x, items[j]))
			if !c.Defined() {
				reason = c.Undefined
			}
			all += 2 * c.Value
			r := pairwiseR(c, x, items[j])
			if !r.Defined() {
				a.MeanR = r
			}
			sumR += r.Value
		}
	}
	a.Pairwise, a.Standardized = undefined(reason), a.MeanR
	if reason == "" {
		a.Pairwise = undefined(NoVariation)
		if math.Abs(all) > cancelled*own { // negative where the pairs contradict each other
			a.Pairwise = bounded(k / (k - 1) * (1 - own/all))
		}
	}
	if a.MeanR.Defined() {
		a.MeanR.Value = sumR / (k * (k - 1) / 2)
		a.Standardized = undefined(NoVariation)
		if den := 1 + (k-1)*a.MeanR.Value; math.Abs(den) > cancelled {
			a.Standardized = bounded(k * a.MeanR.Value / den)
		}
	}
}

// cancelled is how small a sum, beside what it is made of, counts as 0.
const cancelled = 1e-12

// pairwiseR is a covariance by the spreads of all that is present of either item, as the covariance matrix has them.
func pairwiseR(c Figure, x, y []float64) Figure {
	x, y = present(x), present(y)
	switch {
	case !c.Defined():
		return c
	case constant(x) || constant(y):
		return undefined(NoVariation)
	}
	return bounded(c.Value / (math.Sqrt(variance(x)) * math.Sqrt(variance(y))))
}

// covariance is unbiased; undefined below two pairs.
func covariance(x, y []float64) Figure {
	if reason := unpaired(x, y, 2); reason != "" {
		return undefined(reason)
	}
	mx, my, sum := mean(x), mean(y), 0.0
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return bounded(sum / float64(len(x)-1))
}

// bothPresent returns the pairs of which neither half is missing (NaN).
func bothPresent(a, b []float64) (x, y []float64) {
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	return x, y
}
