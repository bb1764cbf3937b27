package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// remission is Freireich et al. (1963), as Gehan (1965) prints it: weeks of remission; a negative time still waits.
func remission(weeks ...float64) []Lasted {
	var out []Lasted
	for _, w := range weeks {
		if w < 0 {
			out = append(out, Lasted{Time: -w, Waiting: 1})
		} else {
			out = append(out, Lasted{Time: w, Ended: 1})
		}
	}
	return out
}

// TestSurvivalOfPublishedData: medians of 23 and 8 weeks are printed in every textbook; quartiles follow from the
// curves printed beside them (S(10) = .753, S(13) = .690; S(3) = .762, S(4) = .667; S(11) = .286, S(12) = .190).
func TestSurvivalOfPublishedData(t *testing.T) {
	t.Parallel()
	treated := NewSurvival(remission(6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35))
	if treated.N != 21 || treated.Ended != 9 || treated.Waiting != 12 || treated.Lower.Value != 13 || treated.Median.Value != 23 || treated.Upper.Undefined != TooFew {
		t.Errorf("%+v", treated)
	}
	placebo := NewSurvival(remission(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23))
	if placebo.Lower.Value != 4 || placebo.Median.Value != 8 || placebo.Upper.Value != 12 {
		t.Errorf("%+v", placebo)
	}
}

func TestSurvivalWithoutAnybodyWaitingIsTheOrdinaryMedian(t *testing.T) {
	t.Parallel()
	if got := NewSurvival(remission(1, 2, 3, 4)); got.Median.Value != 2.5 || got.Lower.Value != 1.5 || got.Upper.Value != 3.5 {
		t.Errorf("%+v", got)
	}
	if got := NewSurvival(remission(7)); got.Median.Value != 7 {
		t.Errorf("%+v", got)
	}
	for reason, lasted := range map[string][]Lasted{EmptyGroup: nil, OutsideRange: {{Time: -1, Ended: 1}}, TooFew: remission(-3, -4)} {
		if got := NewSurvival(lasted); got.Median.Undefined != reason {
			t.Errorf("%s: %+v", reason, got)
		}
	}
}

// TestWaitingLongerNeverShortensAMedian: neither the order of observations nor grouping them changes anything, and a
// further one that still waits moves no quartile down.
func TestWaitingLongerNeverShortensAMedian(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weeks := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 30).Draw(t, "weeks")
		var each []Lasted
		grouped := make([]Lasted, 10)
		for i, w := range weeks {
			l := Lasted{Time: float64(w), Ended: i % 3 % 2, Waiting: 1 - i%3%2}
			each = append([]Lasted{l}, each...)
			grouped[w].Time, grouped[w].Ended, grouped[w].Waiting = l.Time, grouped[w].Ended+l.Ended, grouped[w].Waiting+l.Waiting
		}
		a, b := NewSurvival(each), NewSurvival(grouped)
		if a != b {
			t.Fatalf("%+v, grouped %+v", a, b)
		}
		more := NewSurvival(append(each, Lasted{Time: 99, Waiting: 1}))
		if a.Median.Defined() && more.Median.Defined() && more.Median.Value < a.Median.Value-1e-9 || !a.Median.Defined() && more.Median.Defined() {
			t.Fatalf("%+v, with one more waiting %+v", a, more)
		}
	})
}

// FuzzSurvival: whatever lasted how long, a quartile is a number or a reason, and the three stand in their order.
func FuzzSurvival(f *testing.F) {
	f.Add(1.0, 2, 0, 3.0, 0, 4)
	f.Add(0.0, 0, 0, -1.0, 1, 1)
	f.Fuzz(func(t *testing.T, first float64, ended, waiting int, second float64, later, still int) {
		few := func(n int) int { return n % 1000 }
		got := NewSurvival([]Lasted{{first, few(ended), few(waiting)}, {second, few(later), few(still)}})
		last := math.Inf(-1)
		for _, q := range []Figure{got.Lower, got.Median, got.Upper} {
			if !q.Defined() {
				continue
			}
			if math.IsNaN(q.Value) || math.IsInf(q.Value, 0) || q.Value < last {
				t.Fatalf("%+v", got)
			}
			last = q.Value
		}
	})
}
