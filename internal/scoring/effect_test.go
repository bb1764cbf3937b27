package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

func TestEveryKindHasItsEffect(t *testing.T) {
	t.Parallel()
	h := built(t, company(5, 4, 14, 14)).Health()
	want := map[hiring.Kind]string{hiring.Numeric: HedgesG, hiring.Single: CramersV, hiring.Multiple: AreaOf, hiring.Ranking: AreaOf}
	for _, q := range h.Questions {
		e := q.Effect
		if e == nil || e.Statistic != want[q.Kind] || e.Exemplars != 14 || e.Comparison != 14 {
			t.Fatalf("%s: %+v", q.Kind, e)
		}
		if e.Adjusted.Value < e.P.Value || e.P.Value <= 0 || e.P.Value > 1 {
			t.Errorf("%s: p %v, adjusted %v", q.Kind, e.P, e.Adjusted)
		}
		if q.Kind != hiring.Single && !(e.Interval.Lo <= e.Value.Value && e.Value.Value <= e.Interval.Hi) {
			t.Errorf("%s: %v outside %v", q.Kind, e.Value, e.Interval)
		}
		if r := q.AgreedRange; r == nil || r.Defined() && (r.Lo > q.Agreement.Value || r.Hi < q.Agreement.Value) {
			t.Errorf("%s: agreement %v outside %v", q.Kind, q.Agreement, r)
		}
	}
}

func TestWithoutComparisonThereIsNoEffect(t *testing.T) {
	t.Parallel()
	for _, q := range built(t, company(5, 4, 6, 0)).Health().Questions {
		if q.Effect != nil {
			t.Errorf("%s: %+v", q.Kind, q.Effect)
		}
	}
}

func TestFewExemplarsGiveNoIntervalOfAgreement(t *testing.T) {
	t.Parallel()
	for _, q := range built(t, company(5, 4, 4, 4)).Health().Questions {
		if q.AgreedRange == nil || q.AgreedRange.Undefined != TooFewExemplars {
			t.Errorf("%s: %+v", q.Kind, q.AgreedRange)
		}
	}
}

// TestPermutedIsTheRankTest compares with exact cases: groups wholly apart of five and five have two of 252 deals that
// lie as far out; equal groups have all of them.
func TestPermutedIsTheRankTest(t *testing.T) {
	t.Parallel()
	rng := random(7, "test")
	apart := permuted(rng, []float64{6, 7, 8, 9, 10}, []float64{1, 2, 3, 4, 5})
	if want := 2.0 / 252; math.Abs(apart.Value-want) > .006 {
		t.Errorf("wholly apart: p %v, want about %v", apart.Value, want)
	}
	if alike := permuted(rng, []float64{1, 3}, []float64{1, 3}); alike.Value != 1 {
		t.Errorf("alike: p %v", alike.Value)
	}
	if none := permuted(rng, []float64{2, 2}, []float64{2}); none.Undefined != stats.NoVariation {
		t.Errorf("without variation: %+v", none)
	}
}
