package scoring

import (
	"math"
	"testing"
)

// TestQuestionsAreDrawnWithinTheirStratum: three of three and four of four in every resample, each question 2000 times
// over all of them, give or take five standard deviations of 45; a question of no stratum once in each.
func TestQuestionsAreDrawnWithinTheirStratum(t *testing.T) {
	t.Parallel()
	groups := []stratum{{0, 2, 4}, {1, 3, 5, 6}}
	times := rows(8)
	drawQuestions(3, groups, times)
	for _, g := range groups {
		for b := range resamples {
			sum := 0.0
			for _, i := range g {
				sum += times[i][b]
			}
			if sum != float64(len(g)) {
				t.Fatalf("resample %d draws %v of %d", b, sum, len(g))
			}
		}
	}
	for i := range times {
		sum := 0.0
		for _, x := range times[i] {
			if sum += x; i == 7 && x != 1 {
				t.Fatalf("a question of no stratum %v times", x)
			}
		}
		if sum < 1775 || sum > 2225 {
			t.Errorf("question %d is drawn %v times", i, sum)
		}
	}
}

// TestResamplesAreCombinedByHand: the first value has (1+.5)/3 = .5 of two answers, the second −.2/.5 = −.4 of one, which
// counts in every other resample only; the first resample leaves neither. With weights of ½ and ¼ the whole is
// (.25−.1)/.75 = .2, or .5 without the second value, and out of a hundred 33⅓ or 50, a value below 0 entering as 0.
func TestResamplesAreCombinedByHand(t *testing.T) {
	t.Parallel()
	again := func(wc, a float64, counts func(b int) bool) reading {
		return reading{again: func([]float64, []float32) (w, wa []float64) {
			w, wa = make([]float64, resamples), make([]float64, resamples)
			for b := range w {
				if counts(b) {
					w[b], wa[b] = wc, wc*a
				}
			}
			return w, wa
		}}
	}
	later, odd := func(b int) bool { return b > 0 }, func(b int) bool { return b%2 == 1 }
	s := &bootstrap{
		readings: []reading{again(2, .5, later), again(1, .5, later), again(.5, -.4, odd)},
		values:   [][]int{{0, 1}, {2}, nil}, counting: make([][]int, 3), weights: []float64{.5, .25, .25},
	}
	s.run(1, newWorkspace(3, 3))
	for name, got := range map[string]resampling{"asked": s.asked, "both": s.both} {
		if len(got.overall) != resamples-1 || len(got.whole) != resamples-1 || len(got.values[0]) != resamples-1 || len(got.values[1]) != resamples/2 || len(got.values[2]) != 0 {
			t.Fatalf("%s: %d wholes, %d, %d and %d of the values", name, len(got.whole), len(got.values[0]), len(got.values[1]), len(got.values[2]))
		}
		for i := range got.whole {
			overall, whole := 50., .5
			if odd(i + 1) {
				overall, whole = 100./3, .2
			}
			if math.Abs(got.overall[i]-overall) > 1e-9 || math.Abs(got.whole[i]-whole) > 1e-9 || math.Abs(got.values[0][i]-.5) > 1e-9 {
				t.Fatalf("%s, resample %d: %v and %v, first value %v", name, i+1, got.overall[i], got.whole[i], got.values[0][i])
			}
		}
		isNear(t, name+": second value", Figure{Value: got.values[1][7]}, -.4)
	}
}

// TestAValueEntersTheWholeWithinTheScale: as 100 at most under any resample.
func TestAValueEntersTheWholeWithinTheScale(t *testing.T) {
	t.Parallel()
	for a, want := range map[float64]float64{1.2: 100, -.2: 0} {
		again := func([]float64, []float32) (wc, wca []float64) { return constant(1), constant(a) }
		s := &bootstrap{readings: []reading{{again: again}}, values: [][]int{{0}}, counting: make([][]int, 1), weights: []float64{1}}
		s.run(1, newWorkspace(1, 1))
		isNear(t, "whole", Figure{Value: s.asked.overall[0]}, want)
	}
}
