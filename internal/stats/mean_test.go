package stats_test

import (
	"math"
	"testing"

	"touchstone/internal/stats"
)

// TestMeanIntervalIsStudents: Student's own sleep data, the additional hours of the ten differences: mean 1.58,
// 95 % interval 0.70 to 2.46 (as in R's t.test of the data set sleep, paired).
func TestMeanIntervalIsStudents(t *testing.T) {
	t.Parallel()
	x := []float64{1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, .8, 4.6, 1.4}
	got := stats.MeanInterval(x, .95)
	if math.Abs(got.Lo-.7001142) > 1e-6 || math.Abs(got.Hi-2.4598858) > 1e-6 {
		t.Errorf("got %v to %v, want 0.7001142 to 2.4598858", got.Lo, got.Hi)
	}
}

func TestMeanIntervalNeedsTwoThatDiffer(t *testing.T) {
	t.Parallel()
	for why, x := range map[string][]float64{
		stats.TooFew: {1}, stats.NoVariation: {1, 1, 1}, stats.NotFinite: {1, math.NaN(), 2},
	} {
		if got := stats.MeanInterval(x, .95); got.Undefined != why {
			t.Errorf("%v: got %+v, want undefined for %s", x, got, why)
		}
	}
}
