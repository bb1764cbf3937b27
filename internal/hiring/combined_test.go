package hiring

import "testing"

func TestRatingsOfTwoWeighMoreThanOfOne(t *testing.T) {
	t.Parallel()
	third, all := .3, 1.0
	for name, c := range map[string]struct {
		policy Policy
		raters int
		want   float64
	}{
		"nobody has rated":             {Policy{}, 0, 0},
		"one, by default":              {Policy{}, 1, .5},
		"two, by default":              {Policy{}, 2, .7},
		"five, by default":             {Policy{}, 5, .7},
		"one, as HR set it":            {Policy{HumanOne: &third}, 1, .3},
		"several, as HR set it":        {Policy{HumanSeveral: &all}, 3, 1},
		"each is set for itself":       {Policy{HumanOne: &third}, 2, .7},
		"HR's own of nobody's ratings": {Policy{HumanOne: &all, HumanSeveral: &all}, 0, 0},
	} {
		if got := c.policy.HumanWeight(c.raters); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTheWeightOfRatingsIsAShare(t *testing.T) {
	t.Parallel()
	for _, omega := range []float64{-.01, 1.01} {
		ps := Requisition{Policy: Policy{HumanOne: &omega, HumanSeveral: &omega}}.Check()
		if ps.At("human_one") == nil || ps.At("human_several") == nil {
			t.Errorf("%v is taken for a share", omega)
		}
	}
	half := .5
	if ps := (Requisition{Policy: Policy{HumanOne: &half}}).Check(); ps.At("human_one") != nil {
		t.Error("one half is refused")
	}
}
