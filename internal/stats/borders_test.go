package stats

import (
	"math"
	"slices"
	"testing"
)

// nearly fails when a figure is undefined or not the number, to nine digits.
func nearly(t *testing.T, what string, got Figure, want float64) {
	t.Helper()
	if !got.Defined() || math.Abs(got.Value-want) > 1e-9*(1+math.Abs(want)) {
		t.Errorf("%s = %+v, want %v", what, got, want)
	}
}

// because fails when a figure is defined, or undefined for another reason.
func because(t *testing.T, what string, got Figure, reason string) {
	t.Helper()
	if got.Undefined != reason || got.Value != 0 {
		t.Errorf("%s = %+v, want no number but %q", what, got, reason)
	}
}

// levels that are none: the ends, and beyond.
func badLevels() []float64 { return []float64{0, 1, 1.1, -.1, math.NaN()} }

// The samples below are small enough to do by hand: {1,2,3} has variance 1, {0,2} has 2.
func TestEffectAtItsBorders(t *testing.T) {
	t.Parallel()
	for _, level := range badLevels() {
		because(t, "g at a bad level", Standardized([]float64{1, 2, 3}, []float64{4, 5, 6}, level).G, OutsideRange)
	}
	because(t, "d of one and one", HedgesG([]float64{1}, []float64{2}).D, TooFew)
	one := HedgesG([]float64{4}, []float64{0, 2}) // df = 1, s = √2
	nearly(t, "d of one and two", one.D, 3/math.Sqrt2)
	because(t, "g at one degree of freedom", one.G, TooFew)
	because(t, "Welch for a group of one", one.Welch.T, TooFew)
	two := HedgesG([]float64{0, 2}, []float64{5, 7}) // df = 2: J = Γ(1)/(√1·Γ(½)) = 1/√π
	nearly(t, "J at two degrees of freedom", two.J, 1/math.Sqrt(math.Pi))
	nearly(t, "d of two and two", two.D, -5/math.Sqrt2)
	if !two.GInterval.Defined() || !two.Welch.T.Defined() {
		t.Errorf("two and two: %+v", two)
	}
	flat := HedgesG([]float64{0, 2}, []float64{5, 5}) // v1/n1 + v2/n2 = 1 + 0
	nearly(t, "Welch's t", flat.Welch.T, -4)
	nearly(t, "Welch's df", flat.Welch.DF, 1)
	because(t, "Glass's Δ of a constant group", flat.GlassDelta, NoVariation)
	unit := HedgesG([]float64{1, 2, 3}, []float64{4, 5, 6}) // s = s2 = 1
	nearly(t, "d in units of 1", unit.D, -3)
	nearly(t, "Glass's Δ in units of 1", unit.GlassDelta, -3)
}

// TestNothingIsLostFarFromZero: at 1e15 the mean is known to an eighth only; sums of squares must be taken about it.
func TestNothingIsLostFarFromZero(t *testing.T) {
	t.Parallel()
	x := []float64{1e15, 1e15 + 1, 1e15 + 3} // Σ(x−x̄)² = 14/3
	if v := Variance(x); math.Abs(v.Value-7./3) > .05 {
		t.Errorf("variance %+v, want 7/3", v)
	}
	twice := [][]float64{{x[0], x[0]}, {x[1], x[1]}, {x[2], x[2]}}
	if a := CronbachAlpha(twice, .95).Pairwise; math.Abs(a.Value-1) > .05 {
		t.Errorf("pairwise α of an item and itself %+v", a)
	}
	turned := []float64{-1e15, -1e15 - 1, -1e15 - 3}
	for _, p := range []struct {
		x, k  []float64
		shape float64 // 2(√sx·√sk − Σ(x−x̄)(k−k̄)): 0 for the same shape, 4·14/3 for the opposite
	}{{x, x, 0}, {turned, turned, 0}, {x, turned, 56. / 3}, {turned, x, 56. / 3}} {
		if got := CompareProfiles(p.x, p.k, nil).Shape; !got.Defined() || math.Abs(got.Value-p.shape) > .2 {
			t.Errorf("shape of %v and %v = %+v, want %v", p.x, p.k, got, p.shape)
		}
	}
}

func TestProfileAtItsBorders(t *testing.T) {
	t.Parallel()
	one := CompareProfiles([]float64{5}, []float64{2}, nil)
	nearly(t, "D² of one item", one.D2, 9)
	nearly(t, "shape beside a flat profile", CompareProfiles([]float64{2, 2}, []float64{1, 5}, nil).Shape, 0)
	for n, few := range map[int]bool{5: true, 6: false} {
		x := []float64{1, 2, 3, 4, 5, 7}[:n]
		if p := CompareProfiles(x, x, nil); slices.Contains(p.Warn, WarnFewItems) != few {
			t.Errorf("%d items: %v", n, p.Warn)
		}
	}
}

func TestStyleCountsEndsMiddleAndRuns(t *testing.T) {
	t.Parallel()
	s := Style([]float64{1, 3, 5, 5, 2, math.NaN(), 2, 2, 4}, 1, 5)
	nearly(t, "extreme", s.Extreme, 3./8)
	nearly(t, "midpoint", s.Midpoint, 1./8)
	if s.N != 8 || s.Longest != 3 || len(s.Warn) != 0 { // the missing answer ends no run
		t.Errorf("%+v", s)
	}
	for _, c := range []struct {
		x       []float64
		longest int
	}{{[]float64{1, 2, 1, 2}, 1}, {[]float64{3, 3, 1}, 2}, {[]float64{1, 2, 2, 2}, 3}, {[]float64{4}, 1}} {
		if got := Style(c.x, 1, 5).Longest; got != c.longest {
			t.Errorf("longest run of %v = %d, want %d", c.x, got, c.longest)
		}
	}
	nearly(t, "no middle of an even scale", Style([]float64{1, 2, 3, 4}, 1, 4).Midpoint, 0)
	unit := Style([]float64{1, 2, 3}, 1, 5) // sd 1
	nearly(t, "z in units of 1", unit.Within[0], -1)
	if len(unit.Warn) != 0 {
		t.Errorf("a line that is not straight: %v", unit.Warn)
	}
	if flat := Style([]float64{2, 2}, 1, 5); !slices.Contains(flat.Warn, WarnStraightline) || flat.Within[0].Undefined != NoVariation {
		t.Errorf("%+v", flat)
	}
}

func TestDescriptionsAtTheirBorders(t *testing.T) {
	t.Parallel()
	nearly(t, "variance of two", Variance([]float64{0, 2}), 2)
	nearly(t, "highest quantile", Quantile([]float64{3, 1, 2}, 1), 3)
	nearly(t, "lowest quantile", Quantile([]float64{3, 1, 2}, 0), 1)
	because(t, "quantile just beyond 1", Quantile([]float64{3, 1, 2}, 1.1), OutsideRange)
}

// TestKappaAtItsBorders: {{20,5},{10,15}} is the textbook table with κ = .4 (observed .7, expected .5).
func TestKappaAtItsBorders(t *testing.T) {
	t.Parallel()
	two := [][]float64{{20, 5}, {10, 15}}
	nearly(t, "κ of two categories", CohenKappa(two, Unweighted, .95).Value, .4)
	nearly(t, "linear κ of two categories", CohenKappa(two, Linear, .95).Value, .4) // a distance of 1 is all there is
	nearly(t, "quadratic κ of two categories", CohenKappa(two, Quadratic, .95).Value, .4)
	for _, level := range badLevels() {
		because(t, "κ at a bad level", CohenKappa(two, Unweighted, level).Value, OutsideRange)
	}
	because(t, "κ of one category", CohenKappa([][]float64{{4}}, Unweighted, .95).Value, TooFew)
	one := CohenKappa([][]float64{{1, 0}, {0, 0}}, Unweighted, .95)
	because(t, "κ of one pair", one.Value, NoVariation)
	nearly(t, "its agreement", one.Observed, 1)
	// a single pair that differs: observed 0, expected 0
	nearly(t, "κ of one pair that differs", CohenKappa([][]float64{{0, 1}, {0, 0}}, Unweighted, .95).Value, 0)
	// three categories: a step apart weighs 1/2 (quadratic 3/4), two steps 0; margins 3,0,1 and 3,1,0 of 4
	three := [][]float64{{2, 1, 0}, {0, 0, 0}, {1, 0, 0}}
	for w, want := range map[Weighting][3]float64{
		Unweighted: {2. / 4, 9. / 16, -1. / 7}, Linear: {2.5 / 4, 11. / 16, -1. / 5}, Quadratic: {2.75 / 4, 12. / 16, -1. / 4},
	} {
		k := CohenKappa(three, w, .95)
		nearly(t, "observed "+string(w), k.Observed, want[0])
		nearly(t, "expected "+string(w), k.Expected, want[1])
		nearly(t, "κ "+string(w), k.Value, want[2])
	}
	for _, c := range []struct {
		lo, hi int
		a, b   float64
		size   int
		reason string
	}{
		{1, 2, 1, 2, 2, ""}, {1, 5, 5, 1, 5, ""}, {2, 2, 2, 2, 0, TooFew}, {1, 5, 6, 1, 0, OutsideRange}, {1, 5, 1, 6, 0, OutsideRange},
		{1, 5, 0, 1, 0, OutsideRange}, {3, 7, 3, 7, 5, ""}, {1, 5, 1.5, 1, 0, OutsideRange},
	} {
		table, reason := KappaTable([]float64{c.a}, []float64{c.b}, c.lo, c.hi)
		if len(table) != c.size || reason != c.reason || reason == "" && table[int(c.a)-c.lo][int(c.b)-c.lo] != 1 {
			t.Errorf("%v: %v, %q", c, table, reason)
		}
	}
}

func TestKrippendorffAtItsBorders(t *testing.T) {
	t.Parallel()
	if k := KrippendorffAlpha([][]float64{{1, 2, 3}, {1, 2}}, Nominal); k.Alpha.Undefined != LengthsDiffer {
		t.Errorf("two ragged rows: %+v", k)
	}
	if k := KrippendorffAlpha([][]float64{{1, 2, 3}}, Nominal); k.Alpha.Undefined != TooFew {
		t.Errorf("one rater: %+v", k)
	}
	if k := KrippendorffAlpha([][]float64{{}}, Nominal); k.Alpha.Undefined != TooFew {
		t.Errorf("one rater of nothing: %+v", k)
	}
	// one unit rated 1 and 2: observed and expected disagreement are the same, α = 0
	for _, m := range []Metric{Nominal, Ordinal, IntervalScale, RatioScale} {
		nearly(t, "α of one unit", AlphaOfUnits([][]float64{{1, 2}}, m).Alpha, 0)
	}
	// ((x−y)/(x+y))² is 1 for 0 and anything, 1/9 for 1 and 2. Units {0,1},{1,1}: observed 2·1/1 over 4 values = .5;
	// expected 2·1·3·1/(4·3) = .5; α = 0
	nearly(t, "α of ratios with a 0", AlphaOfUnits([][]float64{{0, 1}, {1, 1}}, RatioScale).Alpha, 0)
	because(t, "α of negative ratios", AlphaOfUnits([][]float64{{-.5, 1}, {1, 1}}, RatioScale).Alpha, OutsideRange)
}

func TestConcordanceAtItsBorders(t *testing.T) {
	t.Parallel()
	nearly(t, "W of two raters and two items", KendallW([][]float64{{1, 2}, {1, 2}}).W, 1)
	because(t, "W of one item", KendallW([][]float64{{1}, {1}}).W, TooFew)
	if w, ok := WOfRankSums([]float64{1, 2}, 1, 0); !ok || w != 1 { // (12·5 − 3·2·9)/(2·3)
		t.Errorf("W of one rater: %v, %v", w, ok)
	}
}
