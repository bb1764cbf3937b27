package scoring

import "testing"

func TestAnIntervalNarrowerThanTheDoubtSaysSo(t *testing.T) {
	t.Parallel()
	fit := func(exemplars int) *ValueFit {
		return &ValueFit{Value: "care", Exemplars: exemplars, Lo90Hi90: Interval{Lo: 40, Hi: 60}}
	}
	few := narrowness(fit(20), 3)
	if len(few) != 1 || few[0].Code != WiderThanItLooks || few[0].Value != "care" || few[0].Figures["questions"] != 3 ||
		few[0].Figures["n"] != 20 || few[0].Figures["coverage"] >= leastCovered {
		t.Errorf("three questions: %+v", few)
	}
	if many := narrowness(fit(50), 12); many != nil {
		t.Errorf("fifty exemplars and twelve questions: %+v", many)
	}
	none := fit(20)
	none.Lo90Hi90 = Interval{Undefined: NotEstimable}
	if got := narrowness(none, 3); got != nil {
		t.Errorf("no interval: %+v", got)
	}
}
