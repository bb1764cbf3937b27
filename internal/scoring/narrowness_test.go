package scoring

import "testing"

func TestAnIntervalNarrowerThanTheDoubtSaysSo(t *testing.T) {
	t.Parallel()
	b := &Benchmark{values: make([]value, 4)}
	fit := func(exemplars int) *ValueFit {
		return &ValueFit{Value: "care", Exemplars: exemplars, Lo90Hi90: Interval{Lo: 40, Hi: 60}}
	}
	few := b.narrowness(fit(20), 3)
	if len(few) != 1 || few[0].Code != WiderThanItLooks || few[0].Value != "care" || few[0].Figures["questions"] != 3 ||
		few[0].Figures["n"] != 20 || few[0].Figures["coverage"] >= leastCovered {
		t.Errorf("three questions: %+v", few)
	}
	if many := b.narrowness(fit(50), 12); many != nil {
		t.Errorf("fifty exemplars and twelve questions: %+v", many)
	}
	none := fit(20)
	none.Lo90Hi90 = Interval{Undefined: NotEstimable}
	if got := b.narrowness(none, 3); got != nil {
		t.Errorf("no interval: %+v", got)
	}
}

// TestTheWholeIsJudgedByItsOwnTable: what was measured of the whole decides about the whole, and of one value about the
// whole of one value.
func TestTheWholeIsJudgedByItsOwnTable(t *testing.T) {
	t.Parallel()
	for _, m := range measuredWhole() {
		whole := &ValueFit{Exemplars: m.Exemplars, Lo90Hi90: Interval{Lo: 40, Hi: 60}}
		got := (&Benchmark{values: make([]value, 4)}).narrowness(whole, 16)
		if short := min(m.Asked, m.Beyond) < leastCovered; short != (len(got) == 1) || short && (got[0].Value != "" || got[0].Figures["coverage"] != min(m.Asked, m.Beyond)) {
			t.Errorf("%d exemplars cover %+v: %+v", m.Exemplars, m, got)
		}
	}
	alone := &ValueFit{Exemplars: 20, Lo90Hi90: Interval{Lo: 40, Hi: 60}}
	if got := (&Benchmark{values: make([]value, 1)}).narrowness(alone, 3); len(got) != 1 || got[0].Figures["coverage"] != MeasuredCoverage(20, 3).Beyond {
		t.Errorf("three questions of the only value: %+v", got)
	}
}
