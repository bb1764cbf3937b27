package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// answers draws ratings of several answers of each person by every rater.
func answers(t *rapid.T, people, each, raters int) []Target {
	var out []Target
	for p := range people {
		for range each {
			target := Target{Group: p}
			for r := range raters {
				target.Ratings = append(target.Ratings, Given{r, float64(rapid.IntRange(1, 5).Draw(t, "level"))})
			}
			out = append(out, target)
		}
	}
	return out
}

// TestSeverityOfSeveralAnswersIsDrawnByPerson: where everybody rated everything, the interval of the model is Student's
// over people, and severity among those who rated the same is severity.
func TestSeverityOfSeveralAnswersIsDrawnByPerson(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raters := rapid.IntRange(2, 4).Draw(t, "raters")
		e := SeverityOf(answers(t, rapid.IntRange(2, 6).Draw(t, "people"), 3, raters), raters, 1, 5, .95)
		for r, x := range e.Raters {
			if !alike(x.Severity, x.Local) {
				t.Fatalf("rater %d: severity %+v, among the same %+v", r, x.Severity, x.Local)
			}
			if math.Abs(x.Interval.Lo-x.LocalIn.Lo) > 1e-9 || math.Abs(x.Interval.Hi-x.LocalIn.Hi) > 1e-9 {
				t.Fatalf("rater %d: %+v, by person %+v", r, x.Interval, x.LocalIn)
			}
		}
	})
}

// TestAnswersOfOnePersonCountOnce: the same answers four times over say no more than once.
func TestAnswersOfOnePersonCountOnce(t *testing.T) {
	t.Parallel()
	var once, often []Target
	for p, pair := range [][2]float64{{3, 4}, {2, 4}, {4, 4}, {1, 3}, {3, 3}, {2, 3}, {4, 5}, {2, 4}} {
		target := Target{Group: p, Ratings: []Given{{0, pair[0]}, {1, pair[1]}}}
		once = append(once, target)
		often = append(often, target, target, target, target)
	}
	a, b := SeverityOf(once, 2, 1, 5, .95).Raters[0], SeverityOf(often, 2, 1, 5, .95).Raters[0]
	if math.Abs(a.LocalIn.Hi-b.Interval.Hi) > 1e-9 || math.Abs(a.LocalIn.Lo-b.Interval.Lo) > 1e-9 {
		t.Errorf("once %+v, four times over %+v", a.LocalIn, b.Interval)
	}
}

// TestSeverityAmongThoseWhoRatedTheSameNeedsNoLink: two panels that share nobody, one rater a point below the other.
func TestSeverityAmongThoseWhoRatedTheSameNeedsNoLink(t *testing.T) {
	t.Parallel()
	var targets []Target
	for p := range 9 {
		x := float64(2 + p%3)
		targets = append(targets, Target{Group: p, Ratings: []Given{{0, x}, {1, x + 1.2}}},
			Target{Group: 20 + p, Ratings: []Given{{2, x}, {3, x}}})
	}
	e := SeverityOf(targets, 4, 1, 5, .95)
	if e.Undefined != Disconnected || e.Raters[0].Severity.Defined() {
		t.Fatalf("%+v", e)
	}
	for r, want := range []float64{-.6, .6, 0, 0} {
		if got, _ := e.Raters[r].Known(); math.Abs(got.Value-want) > 1e-9 {
			t.Errorf("rater %d: %+v, want %v", r, got, want)
		}
	}
	if w := e.Raters[0].Warn; !slices.Contains(w, WarnSevere) {
		t.Errorf("rater 0 is warned of %v", w)
	}
	if w := SeverityOf(targets[:14], 4, 1, 5, .95).Raters[0].Warn; len(w) > 0 {
		t.Errorf("seven shared people, and %v", w)
	}
}

// TestSpreadOfTwoRatersIsTheOthersTurnedRound: and it does not depend on how severe they are.
func TestSpreadOfTwoRatersIsTheOthersTurnedRound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		targets := answers(t, rapid.IntRange(2, 12).Draw(t, "people"), 1, 2)
		e := SeverityOf(targets, 2, 1, 5, .95)
		a, b := e.Raters[0].Spread, e.Raters[1].Spread
		if a.Defined() && a.Value > 0 && b.Defined() && math.Abs(a.Value*b.Value-1) > 1e-9 {
			t.Fatalf("%+v and %+v", a, b)
		}
		for i := range targets {
			targets[i].Ratings[0].Value += 2
		}
		if again := SeverityOf(targets, 2, 1, 5, .95).Raters[0].Spread; !alike(a, again) {
			t.Fatalf("%+v, two points up %+v", a, again)
		}
	})
}

func TestANarrowRaterIsTold(t *testing.T) {
	t.Parallel()
	var targets []Target
	for p := range 10 {
		others := float64(1 + p%5)
		targets = append(targets, Target{Group: p, Ratings: []Given{{0, 1 + .4*others}, {1, others}, {2, others}}})
	}
	if w := SeverityOf(targets, 3, 1, 5, .95).Raters[0].Warn; !slices.Contains(w, WarnNarrow) {
		t.Errorf("%v", w)
	}
	if w := SeverityOf(targets[:9], 3, 1, 5, .95).Raters[0].Warn; slices.Contains(w, WarnNarrow) {
		t.Errorf("nine shared answers, and %v", w)
	}
}

func TestDriftIsHeldAgainstHowARaterBegan(t *testing.T) {
	t.Parallel()
	steady := make([]float64, 45)
	for i := range steady {
		steady[i] = -1 + .3*float64(i%3-1)
	}
	if d, start := DriftFromStart(steady); len(d.Warn) > 0 || len(d.Points) != 25 || math.Abs(start.Value+1) > .05 {
		t.Errorf("steady: %v from %+v, %d points", d.Warn, start, len(d.Points))
	}
	moved := slices.Clone(steady)
	for i := 30; i < len(moved); i++ {
		moved[i] += .8
	}
	if d, _ := DriftFromStart(moved); !slices.Contains(d.Warn, WarnDrift) {
		t.Errorf("moved: %+v", d.Points[len(d.Points)-1])
	}
	back := slices.Concat(moved, steady)
	if d, _ := DriftFromStart(back); len(d.Warn) > 0 || !slices.ContainsFunc(d.Points, func(p DriftPoint) bool { return p.Beyond }) {
		t.Errorf("moved and back: %v", d.Warn)
	}
	if d, _ := DriftFromStart(steady[:20]); d.Undefined != TooFew {
		t.Errorf("twenty: %+v", d)
	}
	if d, _ := DriftFromStart(make([]float64, 30)); d.Undefined != NoVariation {
		t.Errorf("always the same: %+v", d)
	}
	if d, _ := DriftFromStart([]float64{math.Inf(1)}); d.Undefined != NotFinite {
		t.Errorf("infinite: %+v", d)
	}
	if r := Recent(moved); Recent(steady[:19]).Undefined != TooFew || math.Abs(r.Value-(-1+.8*15/20)) > .05 {
		t.Errorf("recent %+v", r)
	}
}
