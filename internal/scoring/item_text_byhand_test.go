package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/stats"
)

// weighed is a text question in one language, of which exemplars and comparison reps were scored so; s0 is .1 and every
// exemplar's similarity to another is s1.
func weighed(s1 float64, top, typical []float64) *textLanguage {
	m := &textModel{question: Question{Weight: 2}, full: &textFold{s0: .1, s1: s1}}
	for range top {
		m.full.key, m.full.rows = append(m.full.key, true), append(m.full.rows, slices.Repeat([]float64{s1}, len(top)))
	}
	m.full.sims = slices.Repeat([]float64{s1}, len(top))
	scored := func(as []float64) (out []textOutcome) {
		for _, a := range as {
			out = append(out, textOutcome{status: OK, alignment: Figure{Value: a}, cosines: make([]float64, len(top)), words: 50})
		}
		return out
	}
	m.loo, m.typicals = scored(top), scored(typical)
	l := &textLanguage{model: m, exemplars: make([]int, len(top)), comparison: make([]int, len(typical))}
	l.draws, l.drawsOfTypical = drawExemplars(1, len(top)), drawComparison(1, len(typical))
	l.learn()
	return l
}

// TestAWeightWithoutThePersonItWeighs: the first exemplar and the first comparison rep at .9, nine exemplars at .5 and nine
// reps at .1. The AUC is 90.5 of 100, and c = .81·10/20; without the first exemplar it is 81 of 90, and c = .8·9/19;
// without the first rep as well it is 1, and c = 9/19.
func TestAWeightWithoutThePersonItWeighs(t *testing.T) {
	t.Parallel()
	top := append([]float64{.9}, slices.Repeat([]float64{.5}, 9)...)
	typical := append([]float64{.9}, slices.Repeat([]float64{.1}, 9)...)
	l := weighed(.5, top, typical)
	if !l.proven || len(l.ascending) != 10 || len(l.typicalSorted) != 10 {
		t.Fatalf("%d and %d make a proof: %v", len(l.ascending), len(l.typicalSorted), l.proven)
	}
	isNear(t, "c", Figure{Value: l.c}, .405)
	isNear(t, "without the first exemplar", Figure{Value: l.without[0]}, .8*9/19)
	isNear(t, "without both", Figure{Value: l.earned(0, 0)}, 9./19)
	it := &textItem{top: []textEntry{{offered: true}, {offered: true, language: l}}, typical: []textEntry{{offered: true, language: l, place: 1}}}
	isNear(t, "a rep beside an exemplar of another language", Figure{Value: it.comparison(0, 0).c}, (2*80.5/90-1)*9/19) // .5 + 8 + 9·8
	isNear(t, "beside the first", Figure{Value: it.comparison(0, 1).c}, (2*72./81-1)*9/19)
	if nine := weighed(.5, top[1:], typical); nine.proven {
		t.Error("nine exemplars prove a weight")
	}
	l.c = 0
	isNear(t, "a weight of nothing", Figure{Value: l.earned(-1, -1)}, 0)
}

// TestIncumbentsAreTakenAsTheFitTakesThem: within −1 and 1, and unread where there is no outcome.
func TestIncumbentsAreTakenAsTheFitTakesThem(t *testing.T) {
	t.Parallel()
	for a, want := range map[float64]float64{-1.1: -1, -.5: -.5, 1.1: 1} {
		var p part
		p.take(outcomes(a, 50), 0)
		if isNear(t, "a", Figure{Value: p.a}, want); p.standing != answered {
			t.Errorf("%v stands %v", a, p.standing)
		}
	}
	var p part
	if p.take(outcomes(.5, 50), 1); p.standing != unread {
		t.Errorf("no outcome stands %v", p.standing)
	}
}

// TestUnprovenWeightByHand: .20 from the first lower limit of a 90 % interval above .5 on.
func TestUnprovenWeightByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		above    int // of ten, above all of thirty controls; the others below
		from, to float64
		want     float64
	}{{10, .7, 1, .2}, {8, .5, .625, .2}, {5, 0, .5, 0}} {
		top := append(slices.Repeat([]float64{.9}, c.above), slices.Repeat([]float64{-.9}, 10-c.above)...)
		controls := make([]float64, 30)
		for i := range controls {
			controls[i] = float64(i) / 100
		}
		if lo := stats.AUC(top, controls, .90).Interval.Lo; lo <= c.from || lo >= c.to {
			t.Fatalf("%d above: the interval begins at %v", c.above, lo)
		}
		isNear(t, "weight", Figure{Value: unproven(top, controls)}, c.want)
	}
	isNear(t, "earned by ten", Figure{Value: earnedBy(1, 10)}, .5)
	isNear(t, "earned by 30 and .75", Figure{Value: earnedBy(.75, 30)}, .375)
	isNear(t, "turned over", Figure{Value: earnedBy(.3, 30)}, 0)
}

// TestTextsResampledByHand: six exemplars as like each other as can be have the same s1 = .5 under every resample, so that
// a text of mean cosine .3 is aligned by (.3−.1)/(.5−.1) = ½, within −1 and 1. A weight of 2·.20 that was given and not
// earned stays.
func TestTextsResampledByHand(t *testing.T) {
	t.Parallel()
	l := weighed(.5, slices.Repeat([]float64{.9}, 6), nil)
	l.c, l.model.full.controls = .2, make([]float64, 30)
	l.scales = once(l.resampledScales)
	for cosine, want := range map[float64]float64{.3: .5, -.34: -1, .1: 0, .9: 1} {
		wc, wca := l.resampled(slices.Repeat([]float64{cosine}, 6))(make([]float64, resamples), make([]float32, resamples))
		for b := range wc {
			if wc[b] == 0 {
				continue // one exemplar drawn six times
			}
			if math.Abs(wc[b]-.4) > 1e-9 || math.Abs(wca[b]-.4*want) > 1e-6 {
				t.Fatalf("cosine %v, resample %d: weight %v, times alignment %v", cosine, b, wc[b], wca[b])
			}
		}
	}
	wc, none := l.blankUnder(nil, nil)
	if stats.Mean(wc).Value < .39 || slices.Max(none) != 0 || slices.Min(none) != 0 {
		t.Errorf("a blank weighs %v on average", stats.Mean(wc).Value)
	}
	flat, upside := weighed(.25, slices.Repeat([]float64{.9}, 6), nil), weighed(.5, slices.Repeat([]float64{.1}, 10), slices.Repeat([]float64{.9}, 10))
	flat.c, flat.model.full.s0 = .2, .25
	if s := flat.resampledScales(); slices.Max(s.wc) != 0 {
		t.Errorf("without a scale: %v", slices.Max(s.wc))
	}
	if s := upside.resampledScales(); upside.c != 0 || slices.Max(s.wc) != 0 {
		t.Errorf("where no weight was earned: %v, %v", upside.c, slices.Max(s.wc))
	}
}

// TestCloningGuardAtItsBorders: among ten the eighth is at the 75th percentile, the third at the 25th.
func TestCloningGuardAtItsBorders(t *testing.T) {
	t.Parallel()
	ten := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	m := &textModel{limits: textLimits{similarity: ten, nearest: ten}}
	for _, c := range []struct {
		nearest, similarity float64
		want                bool
	}{{8, 3, true}, {7, 3, false}, {9, 3, true}, {8, 3.5, false}, {10, 2, true}} { // 85 %; 30 %
		if got := m.unlikeTheAverage(textOutcome{similarity: c.similarity, cosines: []float64{0, c.nearest}}); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
