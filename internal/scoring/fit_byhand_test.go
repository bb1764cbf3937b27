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
