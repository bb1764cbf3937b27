package app

import (
	"math"
	"testing"

	"touchstone/internal/stats"
)

func sumsOf(xs ...float64) sums {
	var s sums
	for _, x := range xs {
		s.add(x)
	}
	return s
}

// TestShiftKnowsNoMoreThanTheSums: Hedges' g and its interval from counts, sums and squares are those of the numbers.
func TestShiftKnowsNoMoreThanTheSums(t *testing.T) {
	t.Parallel()
	for _, tc := range [][2][]float64{
		{{7, 8, 9, 9, 10, 8, 7, 9, 10, 9}, {5, 6, 8, 7, 6, 9, 5}},
		{{1, 2, 3}, {3, 2, 1, 9}},
		{{4, 4, 4, 4}, {4, 5}},
	} {
		want := stats.HedgesG(tc[0], tc[1])
		got := shiftOf("q", sumsOf(tc[0]...), sumsOf(tc[1]...))
		if math.Abs(got.G.Value-want.G.Value) > 1e-9 || math.Abs(got.Interval.Lo-want.GInterval.Lo) > 1e-6 || math.Abs(got.Interval.Hi-want.GInterval.Hi) > 1e-6 {
			t.Errorf("%v: g %v %v, want %v %v", tc, got.G, got.Interval, want.G, want.GInterval)
		}
	}
}

func TestApplicantsStandBesideIncumbentsFromTenOn(t *testing.T) {
	t.Parallel()
	many := sumsOf(6, 7, 8, 9, 6, 7, 8, 9, 6, 7)
	for _, tc := range []struct {
		name                  string
		incumbents, applicant modeSums
		applicants, modes     int
	}{
		{"nine applicants", modeSums{written: many}, modeSums{written: sumsOf(1, 2, 3, 4, 5, 6, 7, 8, 9)}, 0, 0},
		{"ten applicants", modeSums{written: many}, modeSums{written: many}, 1, 0},
		{"ten in both modes", modeSums{written: many}, modeSums{written: many, spoken: many}, 1, 1},
		{"no incumbent", modeSums{}, modeSums{written: many}, 0, 0},
		{"incumbents in both modes", modeSums{written: many, spoken: many}, modeSums{}, 0, 1},
	} {
		var s Shifts
		s.compare("q", tc.incumbents, tc.applicant)
		if len(s.Applicants) != tc.applicants || len(s.Modes) != tc.modes {
			t.Errorf("%s: %+v", tc.name, s)
		}
	}
}
