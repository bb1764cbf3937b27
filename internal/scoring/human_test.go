package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

// twoFits are the fits of a candidate who answers like the exemplars and of one who answers at random.
func twoFits(t *testing.T) (a, b ValueFit) {
	t.Helper()
	d := company(1, 8, 20, 5)
	bm := built(t, d)
	one, other := respondents("c", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody { return exemplaryAnswer(steady(), q) })[0], applicant(d, 4)
	return bm.Score(one, Policy{}, nil).Overall, bm.Score(other, Policy{}, nil).Overall
}

func TestHumanPart(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		r      Ratings
		want   float64
		reason string
	}{
		{"one rater in the middle", Ratings{5, [][]float64{{3, 3}}}, 50, ""},
		{"raters weigh the same", Ratings{5, [][]float64{{5}, {1, 1, 1}}}, 50, ""},
		{"a rater without ratings is left out", Ratings{5, [][]float64{{4}, {}}}, 75, ""},
		{"nobody", Ratings{5, nil}, 0, NotRated},
		{"no scale", Ratings{1, [][]float64{{1}}}, 0, NoScales},
		{"off the scale", Ratings{5, [][]float64{{6}}}, 0, NoScales},
		{"not a number", Ratings{5, [][]float64{{math.NaN()}}}, 0, NoScales},
	} {
		if got := tc.r.Human(); got.Value != tc.want || got.Undefined != tc.reason {
			t.Errorf("%s: %+v, want %v %s", tc.name, got, tc.want, tc.reason)
		}
	}
}

func TestPeopleWeighMoreWhenTheyAreTwo(t *testing.T) {
	t.Parallel()
	fit, _ := twoFits(t)
	one := Join(fit, Ratings{5, [][]float64{{4}}}, -1, 1)
	two := Join(fit, Ratings{5, [][]float64{{4}, {4}}}, -1, 1)
	if one.Omega != .5 || math.Abs(one.Value.Value-(.5*fit.Fit.Value+.5*75)) > 1e-9 {
		t.Errorf("one rater: %+v", one)
	}
	if two.Omega != .7 || math.Abs(two.Value.Value-(.3*fit.Fit.Value+.7*75)) > 1e-9 {
		t.Errorf("two raters: %+v", two)
	}
	if own := Join(fit, Ratings{5, [][]float64{{4}}}, 1, 1); own.Value.Value != 75 || own.Omega != 1 {
		t.Errorf("a policy of ratings alone: %+v", own)
	}
}

func TestRatersWhoDifferWidenTheInterval(t *testing.T) {
	t.Parallel()
	fit, _ := twoFits(t)
	width := func(r Ratings) float64 {
		j := Join(fit, r, .7, 9)
		if !j.Lo90Hi90.Defined() || j.Lo95Hi95.Lo > j.Lo90Hi90.Lo || j.Lo90Hi90.Hi > j.Lo95Hi95.Hi {
			t.Fatalf("intervals %+v %+v", j.Lo90Hi90, j.Lo95Hi95)
		}
		if j != Join(fit, r, .7, 9) {
			t.Error("the same seed gave another interval")
		}
		return j.Lo90Hi90.Hi - j.Lo90Hi90.Lo
	}
	alike, apart := width(Ratings{5, [][]float64{{3}, {3}}}), width(Ratings{5, [][]float64{{2}, {4}}})
	if !(apart > alike+20) {
		t.Errorf("width %v when raters differ by two levels, %v when they agree", apart, alike)
	}
	// Three raters at 25, 50 and 75 have an SD of 25 among raters and so 25/√3 of their mean; times ω = .7, a 90 %
	// interval spans 2·1.645·.7·14.4 = 33 points when nothing else varies.
	fit.Resampled = pack(sample{constant(fit.Fit.Value), fit.Fit.Value, 1})
	fit.Exemplars = 1000
	if got := width(Ratings{5, [][]float64{{2}, {3}, {4}}}); got < 28 || got > 37 {
		t.Errorf("width from the raters alone %v, want about 33", got)
	}
}

func constant(x float64) []float64 {
	out := make([]float64, resamples)
	for i := range out {
		out[i] = x
	}
	return out
}

func TestJoinIsUndefinedWithoutEitherPart(t *testing.T) {
	t.Parallel()
	fit, _ := twoFits(t)
	if j := Join(fit, Ratings{Levels: 5}, -1, 1); j.Value.Undefined != NotRated || j.Lo90Hi90.Undefined != NotRated {
		t.Errorf("unrated: %+v", j)
	}
	j := Join(ValueFit{Fit: Figure{Undefined: NoConsensus}}, Ratings{5, [][]float64{{4}}}, -1, 1)
	if j.Value.Undefined != NoConsensus || j.Human.Value != 75 {
		t.Errorf("without a fit: %+v", j)
	}
	fit.Resampled, fit.Lo90Hi90 = "", Interval{Undefined: NotEstimable}
	if j := Join(fit, Ratings{5, [][]float64{{4}}}, -1, 1); !j.Value.Defined() || j.Lo90Hi90.Undefined != NotEstimable {
		t.Errorf("without resamples: %+v", j)
	}
}
