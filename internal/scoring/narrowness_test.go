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

// TestTheNearestRowFromBelow: fewer than the table has count as its least, and the whole's rows go by exemplars alone.
func TestTheNearestRowFromBelow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ exemplars, questions, wantExemplars, wantQuestions int }{
		{3, 1, 5, 3}, {3, 4, 5, 4}, {5, 3, 5, 3}, {9, 5, 5, 4}, {10, 2, 10, 3}, {10, 4, 10, 4}, {19, 11, 10, 6}, {20, 12, 20, 12}, {1000, 1000, 50, 20},
	} {
		if m := MeasuredCoverage(c.exemplars, c.questions); m.Exemplars != c.wantExemplars || m.Questions != c.wantQuestions {
			t.Errorf("%+v: %+v", c, m)
		}
	}
	for exemplars, want := range map[int]int{3: 5, 5: 5, 9: 5, 10: 10, 29: 20, 1000: 50} {
		if m := MeasuredCoverageOfTheWhole(exemplars); m.Exemplars != want {
			t.Errorf("%d: %+v", exemplars, m)
		}
	}
}

// TestEightySevenInAHundredIsWideEnough: what covers 86 is not; the whole of two values goes by the table of the whole.
func TestEightySevenInAHundredIsWideEnough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value             string
		values, exemplars int
		covered           float64 // with three questions; 0: wide enough
	}{{"care", 2, 10, 0}, {"care", 2, 5, .86}, {"care", 2, 20, .83}, {"", 1, 20, .83}, {"", 2, 20, 0}, {"", 2, 50, 0}} {
		f := &ValueFit{Value: c.value, Exemplars: c.exemplars, Lo90Hi90: Interval{Lo: 40, Hi: 60}}
		got := (&Benchmark{values: make([]value, c.values)}).narrowness(f, 3)
		if (got != nil) != (c.covered > 0) || got != nil && got[0].Figures["coverage"] != c.covered {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}
