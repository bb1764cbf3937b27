package server

import (
	"testing"

	"touchstone/internal/scoring"
)

// TestOnlyAnIntervalNarrowerByAPointIsCalledNarrower: one that is missing is neither.
func TestOnlyAnIntervalNarrowerByAPointIsCalledNarrower(t *testing.T) {
	t.Parallel()
	fit := func(lo, hi float64, undefined string) scoring.ValueFit {
		return scoring.ValueFit{Lo90Hi90: scoring.Interval{Lo: lo, Hi: hi, Undefined: undefined}}
	}
	before := fit(40, 80, "")
	for name, c := range map[string]struct {
		after scoring.ValueFit
		want  bool
	}{
		"narrower":            {fit(50, 70, ""), true},
		"by exactly a point":  {fit(40, 79, ""), true},
		"by less than that":   {fit(40, 79.5, ""), false},
		"wider":               {fit(30, 80, ""), false},
		"moved, and as wide":  {fit(10, 50, ""), false},
		"none after":          {fit(0, 0, "voided"), false},
		"narrower and higher": {fit(70, 90, ""), true},
	} {
		if got := narrower(c.after, before); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if narrower(before, fit(0, 0, "at_the_end")) {
		t.Error("narrower than no interval")
	}
}
