package scoring

import (
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// byWords is a model by words alone, which takes a moment.
func byWords(f textFixture, exemplars, typical []string) *textModel {
	return newTextModelBy(text.Lexical(text.English), f.question(hiring.English), hiring.English, people("e", exemplars, nil), people("c", typical, nil))
}

// TestComparisonRepsMeetTheKeysOfTheExemplars: a comparison rep's alignment is the mean over the models that never met one
// of the exemplars, the rep left out of each.
func TestComparisonRepsMeetTheKeysOfTheExemplars(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	m := byWords(f, f.Exemplars[:3], f.Typical[:2])
	want := make([]float64, 2)
	for j := range 3 {
		var rest []string
		for k, e := range f.Exemplars[:3] {
			if k != j {
				rest = append(rest, e)
			}
		}
		w := byWords(f, rest, f.Typical[:2])
		for i := range want {
			cosines := w.typicals[i].cosines // with everybody that model met
			want[i] += ((cosines[0]+cosines[1])/2 - w.full.s0) / (w.full.s1 - w.full.s0) / 3
		}
	}
	for i, o := range m.typicals {
		isNear(t, "comparison rep", o.alignment, want[i])
	}
}

// TestComparisonRepsNeedOneScale: of three exemplars of whom one is unlike the others only the model without that one has
// a scale; of two none has.
func TestComparisonRepsNeedOneScale(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	for _, c := range []struct {
		exemplars []string
		scales    int
	}{{[]string{"Copper kettles rust.", f.Exemplars[0], f.Exemplars[0] + " " + f.Exemplars[1]}, 1}, {f.Exemplars[:2], 0}} {
		m := byWords(f, c.exemplars, f.Typical[:1])
		n := 0
		for _, o := range m.loo {
			if o.alignment.Defined() {
				n++
			}
		}
		if n != c.scales || m.typicals[0].alignment.Defined() != (n > 0) {
			t.Errorf("%d scales, want %d; the comparison rep has %+v", n, c.scales, m.typicals[0].alignment)
		}
	}
	m := byWords(f, append([]string{"Honesty", " "}, f.Exemplars[:3]...), nil)
	if m.loo[0].status == Blank || !m.full.key[0] || m.full.key[1] {
		t.Error("one word is an answer, none is not")
	}
}

// TestResampledScaleByHand: three exemplars of whom the first two are alike by .4, the first and the third by .6, the
// others by .2. Each once, their similarities are .5, .3 and .4; comparison reps at .35 and .1, the second drawn twice,
// leave an AUC of (3 + 2 + 3)/9.
func TestResampledScaleByHand(t *testing.T) {
	t.Parallel()
	m := &textModel{
		full: &textFold{s0: .4, key: []bool{true, true, true}, rows: [][]float64{{0, .4, .6}, {.4, 0, .2}, {.6, .2, 0}}},
		typicals: []textOutcome{
			{status: OK, cosines: []float64{.85, .1, .1}}, {status: OK, cosines: []float64{.1, .1, .1}}, {status: Blank, cosines: []float64{.9, .9, .9}},
		},
	}
	for _, c := range []struct {
		counts []int
		ok     bool
		s1     float64
		n      int
	}{{[]int{1, 1, 1}, true, .4, 3}, {[]int{2, 0, 1}, true, .6, 3}, {[]int{3, 0, 0}, false, 0, 0}} {
		s1, sims, ok := m.resampledTop(c.counts)
		if isNear(t, "s1", Figure{Value: s1}, c.s1); ok != c.ok || len(sims) != c.n {
			t.Errorf("%v: %v of %d, %v", c.counts, s1, len(sims), ok)
		}
	}
	once := []int{1, 1, 1}
	_, sims, _ := m.resampledTop(once)
	for _, c := range []struct {
		typical []int
		want    float64
	}{{[]int{1, 2, 1}, 8. / 9}, {[]int{1, 0, 1}, 2. / 3}, {[]int{0, 1, 0}, 1}, {[]int{0, 0, 3}, .5}} {
		isNear(t, "area", Figure{Value: m.resampledArea(sims, once, c.typical)}, c.want)
	}
	if _, ok := m.resampled([]float64{.5, .5, .5}, once); ok {
		t.Error("a scale of no length")
	}
	m.full.s0 = .2
	if a, ok := m.resampled([]float64{.5, .5, .2}, once); !ok {
		t.Error("no scale")
	} else {
		isNear(t, "a", Figure{Value: a}, 1) // (.4−.2)/(.4−.2)
	}
	isNear(t, "mean of one", Figure{Value: weightedMean([]float64{.9, .3}, []int{0, 1}, nobody)}, .3)
	isNear(t, "mean of none", Figure{Value: weightedMean([]float64{.9, .3}, []int{1, 0}, 0)}, 0)
}

// TestWhatSimilaritySees: five words that stand in the question are taken out with the space behind them, four are not;
// and answers without a word are no controls.
func TestWhatSimilaritySees(t *testing.T) {
	t.Parallel()
	m := &textModel{lang: hiring.English, prompt: "Tell us how you owned up to it."}
	for answer, want := range map[string]string{
		"Tell us how you owned, and more of my own.": "and more of my own.",
		"Tell us how you did it, and more of it.":    "Tell us how you did it, and more of it.",
		"- nothing of it":                            "- nothing of it",
	} {
		if got := m.seen(answer, 150); got != want {
			t.Errorf("%q is seen as %q", answer, got)
		}
	}
	m.exemplars = []textAnswer{{text: "one", others: []string{"", "…", "two"}}}
	var controls []string
	for _, d := range m.collect() {
		if d.control && d.owner == 0 {
			controls = append(controls, d.text)
		}
	}
	if len(controls) != 1 || controls[0] != "two" {
		t.Errorf("controls %q", controls)
	}
	for _, lang := range text.Languages() {
		for _, s := range text.Background(lang) {
			if n := text.CountWords(s); n >= shortestCap {
				t.Errorf("a background text of %d words is not read whole where %d are", n, shortestCap)
			}
		}
	}
}

// TestScaleAndCapByHand: a scale needs a control and a median exemplar above the median control; the cap is the exemplars'
// 90th percentile of words, rounded up, blank answers and the one left out aside, and 150 at least.
func TestScaleAndCapByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sims, controls []float64
		reason         string
	}{
		{[]float64{.3, .5}, []float64{.1}, ""}, {[]float64{.3, .5}, nil, NoConsensus}, {[]float64{.3, .3}, []float64{.3, .2, .4}, NoConsensus},
		{[]float64{.3}, []float64{.1}, TooFewExemplars},
	} {
		f := &textFold{sims: c.sims, controls: c.controls}
		if f.anchor(); f.reason != c.reason {
			t.Errorf("%v above %v: %q", c.sims, c.controls, f.reason)
		}
	}
	isNear(t, "mean of no exemplar", Figure{Value: (&textFold{key: []bool{true}}).mean([]float64{.5}, 0)}, 0)
	for _, c := range []struct {
		counts []int
		out    int
		want   int
	}{
		{[]int{200, 0}, nobody, 200}, {[]int{1, 201}, nobody, 181}, {[]int{160, 161}, nobody, 161}, {[]int{400, 200}, 0, 200},
		{[]int{20, 30}, nobody, 150}, {nil, nobody, 150}, {[]int{300}, nobody, 300},
	} {
		if got := (&textModel{counts: c.counts}).cap(c.out); got != c.want {
			t.Errorf("%v without %d: %d, want %d", c.counts, c.out, got, c.want)
		}
	}
}
