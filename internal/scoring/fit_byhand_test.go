package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

// TestTheErrorThatIsLargerSetsTheInterval: the resampled interval stays as it is, uneven as it may be, unless the error
// from the reliability is larger; then it is the fit ± 1.645·SE, within 0..100.
func TestTheErrorThatIsLargerSetsTheInterval(t *testing.T) {
	t.Parallel()
	uneven := ValueFit{Fit: Figure{Value: 58}, Lo90Hi90: Interval{Lo: 50, Hi: 70}}
	if got := PrecisionOf(uneven, Reliability{}).Interval; got != uneven.Lo90Hi90 {
		t.Errorf("nothing but the resamples: %+v", got)
	}
	unreliable := Reliability{R: 0, SD: 10, Mean: 50, Candidates: 30} // SEM 10
	for fit, want := range map[float64]Interval{3: {Lo: 0, Hi: 19.45}, 97: {Lo: 80.55, Hi: 100}, 50: {Lo: 33.55, Hi: 66.45}} {
		got := PrecisionOf(fitAt(fit, 2), unreliable).Interval
		isNear(t, "lower end", Figure{Value: got.Lo}, want.Lo)
		isNear(t, "upper end", Figure{Value: got.Hi}, want.Hi)
	}
}

// TestWeightsOfTheWholesReliability: weights that sum to one weigh as those that sum to two; none weigh nothing; and one
// weight for two parts is no composite.
func TestWeightsOfTheWholesReliability(t *testing.T) {
	t.Parallel()
	parts := []Reliability{{.5, 40, 10, 30}, {.5, 60, 10, 44}}
	apart := [][]float64{{1, .5}, {.5, 1}}
	r, f := WholeReliability([]float64{.25, .25}, parts, apart) // Spearman–Brown, as in TestWholeReliability
	if !f.Defined() || math.Abs(r.R-2./3) > 1e-9 || r.Mean != 50 || math.Abs(r.SD-math.Sqrt(75)) > 1e-9 {
		t.Errorf("two quarters: %+v %+v", r, f)
	}
	if r, f := WholeReliability([]float64{0, 0}, parts, apart); f.Defined() || r.Mean != 0 {
		t.Errorf("no weights: %+v %+v", r, f)
	}
	if r, f := WholeReliability([]float64{1}, parts, apart); f.Defined() || r.Mean != 40 {
		t.Errorf("one weight: %+v %+v", r, f)
	}
}

// TestConsistencyTakesAlignmentsAsTheFitDoes: a text's within −1..1, a closed question's as it is.
func TestConsistencyTakesAlignmentsAsTheFitDoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind    hiring.Kind
		a, want float64
	}{{hiring.Text, 1.1, 1}, {hiring.Text, -1.1, -1}, {hiring.Text, .4, .4}, {hiring.Numeric, -1.1, -1.1}} {
		r := Result{Answers: []AnswerScore{{Question: "q", Kind: c.kind, Alignment: Figure{Value: c.a}}}}
		isNear(t, string(c.kind), scoredAlignment(r, "q"), c.want)
	}
}

// joined is the interval of a fit that every resample repeats, put together with ratings on levels 1 … 11, ten points
// each.
func joined(fits, fit, omega float64, levels ...float64) Joint {
	f := ValueFit{Fit: Figure{Value: fit}, Exemplars: 1000, Resampled: pack(sample{constant(fits), fits, 1})}
	r := Ratings{Levels: 11}
	for _, l := range levels {
		r.ByRater = append(r.ByRater, []float64{l})
	}
	return Join(f, r, omega, 1)
}

// TestRatersDrawnAnewByHand: raters at 40, 40 and 70 have means of 40, 50, 60 and 70 in 8, 12, 6 and 1 of 27 draws. Their
// distance from 50 widened by √(3/2), 95 in a hundred lie from 37.75 to 74.49. Raters who agree leave no doubt.
func TestRatersDrawnAnewByHand(t *testing.T) {
	t.Parallel()
	j := joined(50, 50, 1, 5, 5, 8)
	lo, hi := 50-10*math.Sqrt(1.5), 50+20*math.Sqrt(1.5)
	if math.Abs(j.Lo95Hi95.Lo-lo) > .7 || math.Abs(j.Lo95Hi95.Hi-hi) > .7 { // the bias is that of 2000 draws
		t.Errorf("95 %% from %v to %v, want about %v to %v", j.Lo95Hi95.Lo, j.Lo95Hi95.Hi, lo, hi)
	}
	for level, want := range map[float64]float64{1: 0, 6: 50, 11: 100} {
		j := joined(want, want, .7, level, level)
		isNear(t, "lower end", Figure{Value: j.Lo90Hi90.Lo}, want)
		isNear(t, "upper end", Figure{Value: j.Lo90Hi90.Hi}, want)
	}
}

// TestAResampleOfRatersStaysOnTheScale: a fit of 100 under every resample and raters at 80 and 100 give, half and half,
// 87.9, 95 or 100, not 102.1; their mean is 94.5, 4.5 above the value of 90, and the lower end that much below 87.9.
func TestAResampleOfRatersStaysOnTheScale(t *testing.T) {
	t.Parallel()
	j := joined(100, 90, .5, 9, 11)
	low := 95 - 5*math.Sqrt2
	mean := (low + 2*95 + 100) / 4
	if want := low - (mean - 90); j.Value.Value != 90 || math.Abs(j.Lo90Hi90.Lo-want) > .2 {
		t.Errorf("value %v, from %v, want about %v", j.Value.Value, j.Lo90Hi90.Lo, want)
	}
}

// TestEveryEighthResampleIsKept: from the first on, within 0..100.
func TestEveryEighthResampleIsKept(t *testing.T) {
	t.Parallel()
	fits := constant(0)
	for i := 0; i < len(fits); i += 8 {
		fits[i] = 120
	}
	for i, x := range unpack(pack(sample{fits, 50, 1})) {
		if x != 100 {
			t.Fatalf("resample %d of those kept: %v", i, x)
		}
	}
}

// TestTheErrorOfADifference: standard errors of 4 and 3 make 5, and a standard error of measurement of 5 makes 5·√2,
// the larger.
func TestTheErrorOfADifference(t *testing.T) {
	t.Parallel()
	a, b := fitAt(60, 4), fitAt(50, 3)
	isNear(t, "unpaired", Compare(a, b, Figure{Undefined: "unknown"}).SED, 5)
	isNear(t, "by measurement", Compare(a, b, Figure{Value: 5}).SED, 5*math.Sqrt2)
	isNear(t, "the smaller one", Compare(a, b, Figure{Value: 3}).SED, 5)
}

// TestDistinctFromOneAndNinetySixOn: a 90 % interval of 2·1.645 stands for a standard error of 1.
func TestDistinctFromOneAndNinetySixOn(t *testing.T) {
	t.Parallel()
	sure := ValueFit{Fit: Figure{Value: 0}, Lo90Hi90: Interval{Lo: 0, Hi: 0}}
	for x, want := range map[float64]bool{1.95: false, 1.96: true, 2: true, 0: false} {
		if got := Compare(ValueFit{Fit: Figure{Value: x}, Lo90Hi90: Interval{Lo: 0, Hi: 3.29}}, sure, Figure{Undefined: "unknown"}); got.Distinct != want || got.SED.Value != 1 {
			t.Errorf("%v apart: %+v", x, got)
		}
	}
}

// TestPairedErrorByHand: a fit of 40 and 60 in turn against one of 50 is 10 off in each of 250 kept resamples, so that
// their SD is 10·√(250/249); n exemplars widen it by √(n/(n−1)).
func TestPairedErrorByHand(t *testing.T) {
	t.Parallel()
	turns := constant(40)
	for i := 0; i < len(turns); i += 16 {
		turns[i] = 60
	}
	fit := func(at []float64, n int) ValueFit {
		return ValueFit{Fit: Figure{Value: 50}, Exemplars: n, Resampled: pack(sample{at, 50, 1})}
	}
	for n, wider := range map[int]float64{5: 5. / 4, 2: 2} {
		c := Compare(fit(turns, n), fit(constant(50), n+3), Figure{Undefined: "unknown"})
		isNear(t, "SED", c.SED, 10*math.Sqrt(250./249*wider))
	}
	if c := Compare(fit(turns, 1), fit(constant(50), 1), Figure{Undefined: "unknown"}); c.SED.Undefined != NotEstimable {
		t.Errorf("one exemplar: %+v", c)
	}
}

// TestSharesOfPeoplesNumbers: Σ_adjusted w·c / Σ w·c of a value, each value's by its weight of the whole; from more than
// a half on there is no interval. A number of theirs lies in 0..1.
func TestSharesOfPeoplesNumbers(t *testing.T) {
	t.Parallel()
	readings := []reading{{part: part{standing: answered, weight: .5, c: .5}}, {part: part{standing: answered, weight: 1, c: .75}}, {part: part{standing: unread, weight: 1, c: 1}}}
	isNear(t, "a quarter of one", Figure{Value: adjustedShare(readings, []bool{true, false, true}, []int{0, 1, 2})}, .25)
	isNear(t, "of nothing", Figure{Value: adjustedShare(readings, []bool{true, true, true}, []int{2})}, 0)
	values := []ValueFit{{Weight: .5, Fit: Figure{Value: 50}}, {Weight: .25, Fit: Figure{Value: 50}}, {Weight: .25, Fit: Figure{Undefined: Insufficient}}}
	isNear(t, "two of three values", Figure{Value: adjustedWhole(values, []float64{.2, 1, 1})}, .35/.75)
	isNear(t, "one value", Figure{Value: adjustedWhole([]ValueFit{{Weight: 1, Fit: Figure{Value: 50}}}, []float64{.4})}, .4)
	isNear(t, "no value", Figure{Value: adjustedWhole(values[2:], []float64{1})}, 0)
	for share, want := range map[float64]bool{.5: true, .51: false} {
		f := fitAt(50, 4)
		if f.doubtIf(share); f.Lo90Hi90.Defined() != want {
			t.Errorf("people's numbers are %v of it: %+v", share, f.Lo90Hi90)
		}
	}
	for given, want := range map[float64]float64{1.1: 1, .3: .3, -.1: 0} {
		r := readings[0]
		r.override(Override{Alignment: given})
		isNear(t, "a person's number", Figure{Value: r.part.a}, want)
	}
}

// TestTailsOfFewExemplars: with one exemplar there is nothing to widen; with two t is 6.31, and Φ(−6.31·√2) next to nothing.
func TestTailsOfFewExemplars(t *testing.T) {
	t.Parallel()
	isNear(t, "one exemplar", Figure{Value: expandedTail(.90, 1)}, .05)
	if two := expandedTail(.90, 2); two > 1e-15 {
		t.Errorf("two exemplars: %v", two)
	}
	for n, want := range map[int]float64{30: .042, 10: .027} {
		if got := expandedTail(.90, n); math.Abs(got-want) > .0005 {
			t.Errorf("n = %d: %.4f, want %.3f", n, got, want)
		}
	}
}
