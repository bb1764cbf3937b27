package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// sample draws up to n observations, whole numbers often, so that ties are common.
func sample(t *rapid.T, name string, least, most int) []float64 {
	if rapid.Bool().Draw(t, name+" tied") {
		whole := rapid.SliceOfN(rapid.IntRange(-4, 4), least, most).Draw(t, name)
		out := make([]float64, len(whole))
		for i, x := range whole {
			out[i] = float64(x)
		}
		return out
	}
	return rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), least, most).Draw(t, name)
}

func TestAUCIsAntisymmetric(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := sample(t, "a", 1, 15), sample(t, "b", 1, 15)
		one, two := AUC(a, b, .95), AUC(b, a, .95)
		if math.Abs(one.AUC.Value+two.AUC.Value-1) > 1e-12 {
			t.Fatalf("AUC %v one way, %v the other", one.AUC.Value, two.AUC.Value)
		}
		if math.Abs(one.Newcombe.Lo-(1-two.Newcombe.Hi)) > 1e-9 {
			t.Fatalf("Newcombe %+v one way, %+v the other", one.Newcombe, two.Newcombe)
		}
		if one.AUC != Area(a, b) {
			t.Fatalf("AUC %v, Area %v", one.AUC, Area(a, b))
		}
	})
}

func TestAUCIntervalHoldsTheEstimateAndHasWidth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := AUC(sample(t, "a", 1, 20), sample(t, "b", 1, 20), .95)
		i := d.Interval
		if !i.Defined() || i.Lo < 0 || i.Hi > 1 || i.Lo > d.AUC.Value || d.AUC.Value > i.Hi || i.Hi-i.Lo < 1e-6 {
			t.Fatalf("AUC %v in %+v by %s", d.AUC, i, d.Method)
		}
	})
}

func TestRankCorrelationsAreSymmetricAndBounded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := sample(t, "x", 2, 12)
		y := sample(t, "y", len(x), len(x))
		negated := slices.Clone(y)
		for i := range negated {
			negated[i] = -negated[i]
		}
		for name, f := range map[string]func(a, b []float64) Figure{
			"tau_b": func(a, b []float64) Figure { return KendallTau(a, b).B }, "spearman": Spearman, "pearson": Pearson,
		} {
			r, s, n := f(x, y), f(y, x), f(x, negated)
			if math.Abs(r.Value-s.Value) > 1e-9 || math.Abs(r.Value+n.Value) > 1e-9 || math.Abs(r.Value) > 1 || r.Undefined != s.Undefined {
				t.Fatalf("%s: %+v, swapped %+v, negated %+v", name, r, s, n)
			}
		}
	})
}

func TestAverageRanksSumToTheirs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := sample(t, "x", 0, 20)
		sum := 0.0
		for _, r := range AverageRanks(x) {
			sum += r
		}
		if n := float64(len(x)); sum != n*(n+1)/2 {
			t.Fatalf("ranks of %v sum to %v", x, sum)
		}
	})
}

func TestKendallWIsBoundedWhoeverComesFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.IntRange(2, 8).Draw(t, "items")
		rows := make([][]float64, rapid.IntRange(1, 8).Draw(t, "raters"))
		for i := range rows {
			rows[i] = sample(t, "row", items, items)
		}
		before := KendallW(rows)
		slices.Reverse(rows)
		after := KendallW(rows)
		if before.W.Undefined != after.W.Undefined || math.Abs(before.W.Value-after.W.Value) > 1e-12 || before.W.Value < 0 || before.W.Value > 1 {
			t.Fatalf("W %+v then %+v", before.W, after.W)
		}
		same := [][]float64{rows[0], rows[0], rows[0]}
		if w := KendallW(same).W; w.Defined() && math.Abs(w.Value-1) > 1e-12 {
			t.Fatalf("three equal rankings: W %v", w.Value)
		}
	})
}

func TestQuantilesRise(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := sample(t, "x", 1, 20)
		p, q := rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Float64Range(0, 1).Draw(t, "q")
		low, high := Quantile(x, min(p, q)).Value, Quantile(x, max(p, q)).Value
		if low > high || low < slices.Min(x) || high > slices.Max(x) {
			t.Fatalf("quantiles %v and %v of %v", low, high, x)
		}
	})
}

func TestPercentileCountsTiesHalf(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		x    float64
		want float64
	}{{0, 0}, {1, 12.5}, {2, 50}, {3, 87.5}, {4, 100}} {
		if got := Percentile(tc.x, []float64{1, 2, 2, 3}); got.Value != tc.want {
			t.Errorf("percentile of %v = %+v, want %v", tc.x, got, tc.want)
		}
	}
}

func TestEvennessRunsFromOneToMany(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		counts []float64
		want   Figure
	}{
		{[]float64{7, 0, 0}, Figure{Value: 0}},
		{[]float64{2, 2, 2, 2}, Figure{Value: 1}},
		{[]float64{0, 0}, Figure{Undefined: EmptyGroup}},
		{[]float64{3}, Figure{Undefined: TooFew}},
		{[]float64{3, -1}, Figure{Undefined: OutsideRange}},
		{[]float64{3, math.NaN()}, Figure{Undefined: OutsideRange}},
		{[]float64{1e-300, 1e300}, Figure{Value: 0}}, // the first share is too small for a number
		{[]float64{math.MaxFloat64, math.MaxFloat64}, Figure{Undefined: NotFinite}},
	} {
		got := Evenness(tc.counts)
		if got.Undefined != tc.want.Undefined || math.Abs(got.Value-tc.want.Value) > 1e-12 {
			t.Errorf("evenness of %v = %+v, want %+v", tc.counts, got, tc.want)
		}
	}
}

// TestUndefinedHasAReason feeds every statistic what it cannot know: each must say why, and claim no number.
func TestUndefinedHasAReason(t *testing.T) {
	t.Parallel()
	nan, none, one, flat := []float64{1, math.NaN(), 2}, []float64{}, []float64{4}, []float64{3, 3, 3}
	for name, f := range map[string]Figure{
		"mean of none":               Mean(none),
		"mean of NaN":                Mean(nan),
		"mean too large to hold":     Mean([]float64{math.MaxFloat64, math.MaxFloat64}),
		"variance of one":            Variance(one),
		"sd of NaN":                  SD(nan),
		"median of none":             Median(none),
		"quantile beyond 1":          Quantile(flat, 1.5),
		"quantile at NaN":            Quantile(flat, math.NaN()),
		"percentile without a group": Percentile(1, none),
		"percentile of NaN":          Percentile(math.NaN(), flat),
		"AUC without negatives":      AUC(flat, none, .95).AUC,
		"AUC of NaN":                 AUC(nan, flat, .95).AUC,
		"AUC at level 1":             AUC(flat, flat, 1).AUC,
		"area without positives":     Area(none, flat),
		"DeLong for groups of one":   AUC(one, one, .95).SEDeLong,
		"tau of a constant":          KendallTau(flat, []float64{1, 2, 3}).B,
		"tau of unequal lengths":     KendallTau(flat, one).B,
		"spearman of one pair":       Spearman(one, one),
		"pearson of a constant":      Pearson(flat, []float64{1, 2, 3}),
		"W of tied rankings":         KendallW([][]float64{flat, flat}).W,
		"W of nobody":                KendallW(nil).W,
		"W of ragged rows":           KendallW([][]float64{flat, one}).W,
		"r_wg of one":                RWG(one, 10).Raw,
		"r_wg too low to hold":       RWGOfVariance(math.MaxFloat64, 3, 2).Raw,
		"its value":                  RWGOfVariance(math.MaxFloat64, 3, 2).Value,
		"block of one rater":         RWGBlock([][]float64{flat}, 5).Value,
		"block of ragged rows":       RWGBlock([][]float64{flat, one}, 5).Value,
		"a_wg near an end":           AWG([]float64{1, 1, 1, 2}, 1, 10),
		"average deviation of none":  AverageDeviation(none),
		"effect of an empty group":   HedgesG(none, flat).G,
		"effect of two constants":    HedgesG(flat, []float64{5, 5}).G,
		"effect of one against one":  HedgesG(one, one).D,
		"V of an empty table":        CramersV(nil).CramersV,
		"V of one row":               CramersV([][]float64{{1, 2}, {0, 0}}).CramersV,
		"V of a negative count":      CramersV([][]float64{{1, -2}, {3, 4}}).CramersV,
		"proportion of nothing":      NewProportion(0, 0, .95).P,
		"proportion above one":       NewProportion(3, 2, .95).P,
	} {
		if f.Defined() || f.Value != 0 {
			t.Errorf("%s = %+v, want a reason and no number", name, f)
		}
	}
}

// FuzzAUC: whatever two groups of finite numbers, no NaN comes out.
func FuzzAUC(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 4.0)
	f.Add(0.0, 0.0, 0.0, 0.0)
	f.Add(math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1.0)
	f.Fuzz(func(t *testing.T, a, b, c, d float64) {
		x, y := []float64{a, b}, []float64{c, d}
		if !finite(x) || !finite(y) {
			t.Skip()
		}
		r := AUC(x, y, .95)
		for _, v := range []float64{r.AUC.Value, r.SEDeLong.Value, r.SEHanleyMcNeil.Value, r.Interval.Lo, r.Interval.Hi, r.Newcombe.Lo, r.Newcombe.Hi} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%+v", r)
			}
		}
	})
}

// TestIntervalToReportByGroupSize: DeLong's on the logit scale from ten a group on, Newcombe's below it
// and where DeLong's has no width.
func TestIntervalToReportByGroupSize(t *testing.T) {
	t.Parallel()
	group := func(n int, from float64) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = from + float64(i)
		}
		return out
	}
	for _, tc := range []struct {
		name string
		m, n int
		from float64
		want string
	}{
		{"ten and ten", 10, 10, 2.5, MethodDeLongLogit}, {"hundreds", 200, 300, 2.5, MethodDeLongLogit},
		{"nine of one", 9, 30, 2.5, MethodNewcombe}, {"nothing in common", 20, 20, 100, MethodNewcombe},
	} {
		d := AUC(group(tc.m, tc.from), group(tc.n, 0), .95)
		if want := map[string]Interval{MethodDeLongLogit: d.DeLongLogit, MethodNewcombe: d.Newcombe}[tc.want]; d.Method != tc.want || d.Interval != want {
			t.Errorf("%s: %s %+v, want %s %+v", tc.name, d.Method, d.Interval, tc.want, want)
		}
	}
}
