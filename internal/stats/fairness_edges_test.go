package stats

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestArgumentsOutsideTheirRangeAreUndefined and the ends of each range are as the comments say.
func TestArgumentsOutsideTheirRangeAreUndefined(t *testing.T) {
	t.Parallel()
	level := func(l float64) []Figure {
		i := func(i Interval) Figure { return Figure{Value: i.Lo, Undefined: i.Undefined} }
		return []Figure{
			FisherZ(.3, 20, l).R, CompareRates(Count{1, 4}, Count{2, 4}, l).Z, NewMeasurementError(1, .5, l).SEM,
			NForHalfWidth(.3, .1, l).N, i(MantelHaenszel([]Stratum{{Count{1, 4}, Count{2, 4}}}, l).Interval),
		}
	}
	power := func(p, alpha float64) []Figure {
		return []Figure{NForCorrelation(.3, p, alpha).N, NForD(.5, p, alpha).N}
	}
	alpha := func(a float64) []Figure { return []Figure{PowerOfD(.5, 20, a), PowerOfProportions(.2, .4, 20, a)} }
	correlation := func(r float64) []Figure {
		return []Figure{
			FisherZ(r, 20, .95).R, ThorndikeII(r, .5).R, Attenuation(r, .9, .9).R, TaylorRussell(.5, .5, r).Rate, BinormalUpper(0, 0, r),
			NForCorrelation(r, .8, .05).N, SpearmanBrown(r, 1),
		}
	}
	rate := func(p float64) []Figure {
		return []Figure{TaylorRussell(p, .5, .3).Rate, PowerOfProportions(p, .4, 20, .05), PowerOfProportions(.4, p, 20, .05)}
	}
	reliability := func(r float64) []Figure {
		return []Figure{Attenuation(.3, r, .5).R, Attenuation(.3, .5, r).R, PartsFor(r, .8), TaylorRussell(.5, r, .3).Rate}
	}
	target := func(r float64) []Figure { return []Figure{PartsFor(.5, r)} }
	for _, tt := range []struct {
		name    string
		figures []Figure
		defined bool
	}{
		{"level 0", level(0), false}, {"level 1", level(1), false}, {"level 1.1", level(1.1), false}, {"level .9", level(.9), true},
		{"power 0", power(0, .05), false}, {"power 1", power(1, .05), false}, {"power 1.1", power(1.1, .05), false}, {"power .5", power(.5, .05), true},
		{"alpha 0", append(power(.8, 0), alpha(0)...), false}, {"alpha 1", append(power(.8, 1), alpha(1)...), false},
		{"alpha 1.1", append(power(.8, 1.1), alpha(1.1)...), false},
		{"r 1", correlation(1), true}, {"r −1", correlation(-1)[:6], true}, {"r 1.1", correlation(1.1), false}, {"r −1.1", correlation(-1.1), false},
		{"rate 0", rate(0), true}, {"rate 1", rate(1), true}, {"rate 1.1", rate(1.1), false}, {"rate −.1", rate(-.1), false},
		{"reliability 0", reliability(0), false}, {"reliability 1", reliability(1), true}, {"reliability 1.1", reliability(1.1), false},
		{"target 0", target(0), false}, {"target 1", target(1), false}, {"target 1.1", target(1.1), false},
		{"r 1 has a half-width", []Figure{NForHalfWidth(1, .1, .95).N, NForHalfWidth(.3, 0, .95).N}, false},
		{"no effect is never found", []Figure{NForD(0, .8, .05).N, NForCorrelation(0, .8, .05).N}, false},
		{"one person a group", []Figure{PowerOfD(.5, 1, .05), PowerOfProportions(.2, .4, 0, .05)}, false},
		{"two people, one person", []Figure{PowerOfD(.5, 2, .05), PowerOfProportions(.2, .4, 1, .05)}, true},
		{"parts", []Figure{SpearmanBrown(.5, -1), SpearmanBrown(-1, 2), SpearmanBrown(.5, math.Inf(1)), SpearmanBrown(1, 0)}, false},
		{"no parts", []Figure{SpearmanBrown(.5, 0)}, true},
		{"spread", []Figure{NewMeasurementError(-1, .5, .95).SEM, NewMeasurementError(math.Inf(1), .5, .95).SEM, ThorndikeII(.3, math.Inf(1)).R}, false},
		{"no spread", []Figure{NewMeasurementError(0, .5, .95).SEM}, true},
	} {
		for i, f := range tt.figures {
			if f.Defined() != tt.defined {
				t.Errorf("%s, figure %d: %+v", tt.name, i, f)
			}
		}
	}
	for _, bins := range [][]Figure{TheoreticalExpectancy(.5, .3, 0), TheoreticalExpectancy(1.1, .3, 5), TheoreticalExpectancy(.5, 1.1, 5), TheoreticalExpectancy(.5, -1.1, 5)} {
		if len(bins) != 0 {
			t.Errorf("%v", bins)
		}
	}
	for _, ends := range [][2]float64{{0, .3}, {1, .3}, {.5, 1}, {.5, -1}} {
		if bins := TheoreticalExpectancy(ends[0], ends[1], 1); len(bins) != 1 || math.Abs(bins[0].Value-ends[0]) > 1e-12 {
			t.Errorf("%v: %v", ends, bins)
		}
	}
}

func TestFiveScoresFillFiveBins(t *testing.T) {
	t.Parallel()
	e := ExpectancyTable([]float64{5, 3, 1, 2, 4}, []bool{true, true, false, false, true}, 5, .95)
	for i, b := range e.Bins {
		if b.N != 1 || b.Lowest.Value != float64(i+1) || b.X != []int{0, 0, 1, 1, 1}[i] {
			t.Errorf("bin %d: %+v", i+1, b)
		}
	}
	// eight scores: ⌊(rank−½)·5/8⌋ is 0 0 1 2 2 3 4 4; with another subtrahend the sixth would fall elsewhere
	for i, want := range []int{2, 1, 2, 1, 2} {
		eight := ExpectancyTable([]float64{1, 2, 3, 4, 5, 6, 7, 8}, make([]bool, 8), 5, .95)
		if eight.Bins[i].N != want {
			t.Errorf("bin %d of eight scores: %+v", i+1, eight.Bins[i])
		}
	}
	if one := ExpectancyTable([]float64{5}, []bool{true}, 1, .95); one.Bins[0].X != 1 || one.Trend.Z.Undefined != NoVariation {
		t.Errorf("%+v", one)
	}
	if none := ExpectancyTable(nil, nil, 5, .95); len(none.Bins) != 5 || none.Trend.Z.Undefined != EmptyGroup {
		t.Errorf("%+v", none)
	}
}

// TestOpposedCorrelationsHaveNoBinInCommon: for r = −1 nobody is high on both.
func TestOpposedCorrelationsHaveNoBinInCommon(t *testing.T) {
	t.Parallel()
	if p := BinormalUpper(.1, .1, -1).Value; p != 0 {
		t.Errorf("%v", p)
	}
	if s := TaylorRussell(.5, .5, -1); s.Rate.Value != 0 || s.Gain.Value != -.5 {
		t.Errorf("%+v", s)
	}
}

func TestTheSumOfStrataHasTheSignOfTheFocalGroup(t *testing.T) {
	t.Parallel()
	if up := MantelHaenszel([]Stratum{{Count{9, 10}, Count{5, 10}}}, .95); !near(up.SumDifference, 2) {
		t.Errorf("nine of ten beside five of ten: %+v", up)
	}
	if down := MantelHaenszel([]Stratum{{Count{5, 10}, Count{9, 10}}}, .95); !near(down.SumDifference, -2) {
		t.Errorf("five of ten beside nine of ten: %+v", down)
	}
}

func TestProductsOfThreeAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := make([]uint64, 6)
		left, right := big.NewInt(1), big.NewInt(1)
		for i := range v {
			v[i] = rapid.Uint64().Draw(t, "factor")
			into := left
			if i >= 3 {
				into = right
			}
			into.Mul(into, new(big.Int).SetUint64(v[i]))
		}
		high, middle, low := product(v[0], v[1], v[2])
		got := new(big.Int).SetUint64(high)
		for _, word := range []uint64{middle, low} {
			got.Add(got.Lsh(got, 64), new(big.Int).SetUint64(word))
		}
		if got.Cmp(left) != 0 || lessProduct(v[0], v[1], v[2], v[3], v[4], v[5]) != (left.Cmp(right) < 0) {
			t.Fatalf("%v: %v, want %v", v, got, left)
		}
	})
	for _, same := range [][3]uint64{{3, 5, 7}, {1 << 63, 1 << 63, 3}, {1 << 40, 1 << 40, 9}} {
		if lessProduct(same[0], same[1], same[2], same[2], same[1], same[0]) {
			t.Errorf("%v is less than itself", same)
		}
	}
}

// TestBrentFindsRootsInFewSteps: also where interpolation leads astray.
func TestBrentFindsRootsInFewSteps(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		f          func(float64) float64
		a, b, want float64
		most       int
	}{
		{"line", func(x float64) float64 { return 2*x - 1 }, 0, 3, .5, 6},
		{"cosine", func(x float64) float64 { return math.Cos(x) - x }, 0, 1, .7390851332151607, 12},
		{"ninth power", func(x float64) float64 { return math.Pow(x-.3, 9) }, -1, 2, .3, 140},
		{"step", func(x float64) float64 { return math.Copysign(1, x-.7) }, 0, 1, .7, 70},
		{"exponential", func(x float64) float64 { return math.Exp(20*x) - 5 }, -3, 2, math.Log(5) / 20, 60},
		{"falling", func(x float64) float64 { return 1/(x+1) - .25 }, 0, 1e6, 3, 60},
		{"root at the start", func(x float64) float64 { return x }, 0, 5, 0, 2},
	} {
		calls := 0
		got := brentZero(func(x float64) float64 { calls++; return tt.f(x) }, tt.a, tt.b, 0)
		within := 1e-12
		if tt.name == "ninth power" {
			within = 1e-2 // flat to the last bit around its root
		}
		if math.Abs(got-tt.want) > within || calls > tt.most {
			t.Errorf("%s: %v after %d steps, want %v within %d", tt.name, got, calls, tt.want, tt.most)
		}
	}
}

// TestImpactBorders: each threshold from both sides.
func TestImpactBorders(t *testing.T) {
	t.Parallel()
	group := func(focal, reference Count) Impact { return AdverseImpact([]Count{focal, reference}, .95).Groups[0] }
	if g := group(Count{4, 5}, Count{100, 100}); g.SmallIn || !g.FlipReverses {
		t.Errorf("five are below five: %+v", g)
	}
	if !group(Count{3, 4}, Count{100, 100}).SmallIn {
		t.Error("four are not below five")
	}
	if five := AdverseImpact([]Count{{10, 45}, {5, 5}}, .95); five.ReferenceSmall {
		t.Error("a reference group of five is small")
	}
	if g := group(Count{2, 10}, Count{10, 20}); g.Test != TestMidP { // expected 4
		t.Errorf("%+v", g)
	}
	if g := group(Count{3, 20}, Count{7, 20}); g.Test != TestZ || g.Comparison.SmallestExpected.Value != 5 {
		t.Errorf("an expected count of 5 is not below 5: %+v", g)
	}
	equal := AdverseImpact([]Count{{5, 20}, {5, 20}}, .95)
	if equal.Reference != 0 || equal.Largest != 0 {
		t.Errorf("of equal groups the first is the reference and the largest: %+v", equal)
	}
	// two empty groups: neither is the largest
	if none := AdverseImpact([]Count{{0, 0}, {1, 1}}, .95); none.Largest != 1 || none.Reference != 1 {
		t.Errorf("%+v", none)
	}
	if p := Holm([]Figure{{Value: 0}, {Value: 1}}); !p[0].Defined() || !p[1].Defined() {
		t.Errorf("p of 0 or 1 is refused: %v", p)
	}
	if !under2Percent(1, 51) || under2Percent(1, 50) {
		t.Error("1 of 50 is 2 %, 1 of 51 is less")
	}
	if c := CompareRates(Count{1, maxExact + 1}, Count{1, 9}, .95); c.Exact.Lower.Undefined != TooMany || !c.Z.Defined() {
		t.Errorf("%+v", c)
	}
	if c := CompareRates(Count{1, maxExact}, Count{1, 9}, .95); !c.Exact.Lower.Defined() {
		t.Errorf("%+v", c)
	}
	if c := CompareRates(Count{1, maxCount + 1}, Count{1, 9}, .95); c.Z.Undefined != TooMany {
		t.Errorf("%+v", c)
	}
}

// TestAPerfectLineHasNoTests: no residual is left to measure by.
func TestAPerfectLineHasNoTests(t *testing.T) {
	t.Parallel()
	exact := regress([]float64{0, 1, 2, 3}, predictor{"x", []float64{0, 1, 2, 3}})
	if !exact.Defined() || exact.DF != 2 || !exact.SEE.Defined() {
		t.Errorf("%+v", exact)
	}
	two := regress([]float64{0, 1}, predictor{"x", []float64{0, 2}})
	if !two.Defined() || two.SEE.Undefined != TooFew || !near(two.Coefficients[1].Estimate.Value, .5) {
		t.Errorf("two points: %+v", two)
	}
	y, x, x2 := []float64{0, 1, 5, 4}, predictor{"x", []float64{0, 1, 2, 3}}, predictor{"x²", []float64{0, 1, 4, 9}}
	if s := step(regress(y, x), regress(y, x, x2)); s.DF1 != 1 || s.DF2 != 1 || !s.P.Defined() {
		t.Errorf("one residual degree of freedom: %+v", s)
	}
	if s := step(regress(y, x), regress(y, x2)); s.F.Undefined != TooFew {
		t.Errorf("a regression beside one as large: %+v", s)
	}
	if nearly := regress([]float64{1, 2, 3, 5}, predictor{"a", []float64{1, 2, 3, 4}}, predictor{"b", []float64{1 + 1e-9, 2, 3, 4}}); nearly.Undefined != Collinear {
		t.Errorf("%+v", nearly)
	}
	if apart := regress([]float64{1, 2, 3, 5}, predictor{"a", []float64{1, 2, 3, 4}}, predictor{"b", []float64{1 + 1e-4, 2, 3, 4}}); !apart.Defined() {
		t.Errorf("%+v", apart)
	}
}
