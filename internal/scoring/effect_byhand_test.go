package scoring

import (
	"math"
	"testing"
)

// TestResamplesThatDifferAtOneEnd: an interval needs one resample that differs, and no resample is no interval.
func TestResamplesThatDifferAtOneEnd(t *testing.T) {
	t.Parallel()
	none := Figure{Undefined: NotEstimable}
	for _, c := range []struct {
		name      string
		resampled []Figure
		want      string
	}{
		{"the last", []Figure{{Value: .5}, {Value: .5}, {Value: .6}}, ""},
		{"the first", []Figure{{Value: .4}, {Value: .5}, {Value: .5}}, ""},
		{"no agreement under any", []Figure{none, none}, NotEstimable},
		{"too few exemplars", nil, TooFewExemplars},
	} {
		if got := rangeOf(c.resampled, Figure{Value: .5}); got.Undefined != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	for _, x := range []struct {
		a    []float64
		want bool
	}{{[]float64{.5, .7}, true}, {[]float64{.5, .3}, true}, {[]float64{.5, .5}, false}, {[]float64{-.5, -.5}, false}} {
		if varies(x.a) != x.want {
			t.Errorf("%v varies: %v", x.a, !x.want)
		}
	}
}

// TestRangeOfAValuesAgreement: the mean over its closed questions in each resample; of one question its own.
func TestRangeOfAValuesAgreement(t *testing.T) {
	t.Parallel()
	turns := func(low, high float64) []Figure {
		out := make([]Figure, resamples)
		for b := range out {
			if out[b].Value = low; b%2 == 1 {
				out[b].Value = high
			}
		}
		return out
	}
	in := inspection{
		questions: []QuestionHealth{{Value: "care", Agreement: Figure{Value: .5}}, {Value: "pace", Agreement: Figure{Value: .5}}, {Value: "pace"}},
		agreed:    [][]Figure{turns(.4, .6), turns(.3, .9), nil},
	}
	for name, want := range map[string]Interval{"care": {Lo: .4, Hi: .6}, "": {Lo: .35, Hi: .75}, "nothing": {Undefined: TooFewExemplars}} {
		got := in.valueRange(name, Figure{Value: .5})
		if math.Abs(got.Lo-want.Lo) > 1e-9 || math.Abs(got.Hi-want.Hi) > 1e-9 || got.Undefined != want.Undefined {
			t.Errorf("%q: %+v, want %+v", name, got, want)
		}
	}
	if n := len(built(t, company(5, 4, 5, 0)).items[0].(*closedItem).resampledAgreement(drawExemplars(1, 5))); n != 2000 {
		t.Errorf("%d resamples", n)
	}
}

// TestRangeOfATextsAgreement: of seven alignments of which one is 10 and the others 0, the median is 10 in 1 % of the
// resamples, which the 95 % interval leaves out; and 2000 resamples are drawn.
func TestRangeOfATextsAgreement(t *testing.T) {
	t.Parallel()
	q := QuestionHealth{LeaveOneOut: []float64{0, 0, 0, 0, 0, 0, 10}, Agreement: Figure{Value: .5}}
	rng, same := random(3, "x"), random(3, "x")
	if got := q.textRange(rng); got.Lo != 0 || got.Hi != .5 {
		t.Errorf("%+v", got)
	}
	for range 2000 * 7 {
		same.IntN(7)
	}
	if rng.Uint64() != same.Uint64() {
		t.Error("other than 2000 resamples of seven were drawn")
	}
}

// TestEffectsNeedSomebodyInEachGroup: one is enough.
func TestEffectsNeedSomebodyInEachGroup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		top, typical []float64
		want         bool
	}{{[]float64{.5}, []float64{.3}, true}, {nil, []float64{.3, .4}, false}, {[]float64{.5, .6}, nil, false}} {
		if got := (QuestionHealth{LeaveOneOut: c.top, ComparisonA: c.typical}).areaEffect(random(1, "x")); (got != nil) != c.want {
			t.Errorf("%v against %v: %+v", c.top, c.typical, got)
		}
	}
	for n, want := range map[int]bool{0: false, 1: true} {
		d := halfAgreed(8)
		d.Exemplars, d.Comparison = d.Exemplars[:5], d.Exemplars[5:]
		for i := n; i < 5; i++ {
			delete(d.Exemplars[i].Answers, "a")
		}
		if got := built(t, d).Health().Questions[0].Effect; (got != nil) != want {
			t.Errorf("%d exemplars: %+v", n, got)
		}
	}
}

// TestPermutedByHand: of 1 to 4, two of the six pairs have sums as far from 5 as 3 and 4 have.
func TestPermutedByHand(t *testing.T) {
	t.Parallel()
	if p := permuted(random(7, "test"), []float64{3, 4}, []float64{1, 2}); math.Abs(p.Value-1./3) > .04 {
		t.Errorf("p %v, want about 1/3", p.Value)
	}
}
