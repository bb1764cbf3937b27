package stats

import (
	"slices"
	"testing"
)

// TestNoIntervalAtALevelThatIsNone: 0, 1 and beyond are refused by everything that takes a level.
func TestNoIntervalAtALevelThatIsNone(t *testing.T) {
	t.Parallel()
	rows := [][]float64{{1, 2, 3}, {2, 3, 3}, {4, 4, 5}, {3, 5, 4}, {5, 4, 4}, {2, 1, 2}, {3, 3, 2}, {1, 1, 2}, {4, 5, 5}, {2, 2, 3}}
	at := func(level float64) map[string]Interval {
		return map[string]Interval{
			"alpha": CronbachAlpha(rows, level).Interval, "icc": Intraclasses(rows, level).One.Interval, "one way": Unbalanced(rows, level).Single.Interval,
			"resampled": KrippendorffInterval(rows, Ordinal, level, 100, 1), "auc": AUC(rows[0], rows[1], level).Newcombe,
			"proportion": NewProportion(2, 5, level).Wilson, "z": FisherZ(.5, 20, level).Interval, "r": Correlate(rows[4], rows[5], level).Interval,
			"rates":  CompareRates(Count{2, 5}, Count{3, 5}, level).DifferenceInterval,
			"strata": MantelHaenszel([]Stratum{{Count{2, 5}, Count{3, 5}}}, level).Interval,
		}
	}
	for name, i := range at(.9) {
		if name != "r" && (!i.Defined() || i.Level != .9) { // three pairs are too few for r
			t.Errorf("%s at .9: %+v", name, i)
		}
	}
	for _, level := range badLevels() {
		for name, i := range at(level) {
			if i.Defined() {
				t.Errorf("%s at %v: %+v", name, level, i)
			}
		}
	}
}

// TestAlphaByHand: items with variance 1, totals 2, 5, 5 with variance 3: α = 2·(1−2/3), r = .5.
func TestAlphaByHand(t *testing.T) {
	t.Parallel()
	a := CronbachAlpha([][]float64{{1, 1}, {2, 3}, {3, 2}}, .95)
	nearly(t, "α", a.Value, 2./3)
	nearly(t, "pairwise α", a.Pairwise, 2./3)
	nearly(t, "standardised α", a.Standardized, 2./3)
	nearly(t, "mean r", a.MeanR, .5)
	nearly(t, "standard error of measurement", a.SEM, 1)
	because(t, "α of the item that is left", a.IfDeleted[0], TooFew)
	nearly(t, "item and rest", a.ItemRest[1], .5)
	if slices.Contains(a.Warn, WarnMissingDropped) || slices.Contains(a.Warn, WarnNegative) {
		t.Errorf("%v", a.Warn)
	}
	for n, few := range map[int]bool{leastForAlpha - 1: true, leastForAlpha: false} {
		var rows [][]float64
		for i := range n {
			rows = append(rows, []float64{float64(i), float64(i % 7)})
		}
		if w := CronbachAlpha(rows, .95).Warn; slices.Contains(w, WarnTooFewRows) != few {
			t.Errorf("%d rows: %v", n, w)
		}
	}
	none := CronbachAlpha([][]float64{{1, 1}, {1, 2}, {2, 1}, {2, 2}}, .95) // uncorrelated: α is 0, not negative
	nearly(t, "α of unrelated items", none.Value, 0)
	if slices.Contains(none.Warn, WarnNegative) {
		t.Errorf("%v", none.Warn)
	}
	because(t, "α of one item", CronbachAlpha([][]float64{{1}, {2}}, .95).Value, TooFew)
}

func TestAgreementByHand(t *testing.T) {
	t.Parallel()
	nearly(t, "uniform variance of five points", Figure{Value: UniformVariance(5)}, 2)
	nearly(t, "largest variance of five points", Figure{Value: MaximumVariance(5)}, 4)
	nearly(t, "slight skew", SkewedVariance(5, SlightSkew), 1.34) // James, Demaree & Wolf 1984
	nearly(t, "moderate skew", SkewedVariance(5, ModerateSkew), .90)
	nearly(t, "heavy skew", SkewedVariance(5, HeavySkew), .44)
	two := RWGOfVariance(.25, 2, 2) // the variance of a coin
	nearly(t, "r_wg of two on two points", two.Raw, 0)
	if len(two.Warn) != 0 {
		t.Errorf("0 is not negative: %v", two.Warn)
	}
	because(t, "r_wg of one", RWGOfVariance(.25, 1, 5).Raw, TooFew)
	because(t, "r_wg on one point", RWGOfVariance(.25, 5, 1).Raw, TooFew)
	block := RWGBlockAgainst([][]float64{{0, 0}, {2, 2}}, 2) // as much variance as the null
	nearly(t, "a block at the null", block.Raw, 0)
	if len(block.Warn) != 0 || block.Items != 2 {
		t.Errorf("%+v", block)
	}
	nearly(t, "a block with half of it", RWGBlockAgainst([][]float64{{0, 0}, {2, 2}}, 4).Value, 2./3) // 2·½/(2·½+½)
	nearly(t, "a block on two points", RWGBlock([][]float64{{1, 2}, {1, 2}}, 2).Value, 1)
	because(t, "a block on one point", RWGBlock([][]float64{{1, 1}, {1, 1}}, 1).Value, TooFew)
	because(t, "a block without a null", RWGBlockAgainst([][]float64{{0, 0}, {2, 2}}, 0).Value, OutsideRange)
	for _, x := range [][]float64{{1, 1, 1, 5}, {5, 5, 5, 1}} { // the mean is as near an end as it may be
		nearly(t, "a_wg", AWG(x, 1, 5), -1) // 1 − 2·4/((6·2−4−5)·4/3)
	}
	because(t, "a_wg of a mean too near an end", AWG([]float64{1, 1, 1, 4}, 1, 5), OutsideRange)
	nearly(t, "average deviation", AverageDeviation([]float64{1, 3}), 1)
	nearly(t, "mean average deviation", MeanAverageDeviation([][]float64{{1, 0}, {3, 6}}), 2)
}

// TestBlocksOfRatingsByHand: three groups of two, means 1, 2, 6: MSB = 14, MSW = 2/3.
func TestBlocksOfRatingsByHand(t *testing.T) {
	t.Parallel()
	rows := [][]float64{{0, 2}, {2, 2}, {6, 6}} // grand mean 3; Σ2(m−3)² = 28; within 2
	w := Unbalanced(rows, .95)
	nearly(t, "MSB", w.MSBetween, 14)
	nearly(t, "MSW", w.MSWithin, 2./3)
	nearly(t, "ICC1", w.Single.Value, (14-2./3)/(14+2./3))
	nearly(t, "ICC1k", w.Mean.Value, 1-2./42)
	nearly(t, "n0 of equal groups", w.N0, 2)
	nearly(t, "n0 of two and one", Unbalanced([][]float64{{1, 2}, {4}}, .95).N0, 3-5./3)
	i := Intraclasses(rows, .95) // raters' means 8/3, 10/3: MSJ = 2/3, MSE = 2/3
	nearly(t, "target variance", i.Components.Target, (14-2./3)/2)
	nearly(t, "rater variance", i.Components.Rater, 0)
	nearly(t, "residual", i.Components.Residual, 2./3)
	nearly(t, "ICC3", i.Three.Value, (14-2./3)/(14+2./3))
	nearly(t, "ICC2", i.Two.Value, (14-2./3)/(14+2./3))
	if slices.Contains(i.Warn, WarnNegative) || slices.Contains(w.Warn, WarnNegative) {
		t.Errorf("%v %v", i.Warn, w.Warn)
	}
}
