package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// outcomes are texts of so many words each that were scored alike.
func outcomes(a float64, words ...int) (out []textOutcome) {
	for _, n := range words {
		out = append(out, textOutcome{status: OK, alignment: Figure{Value: a}, words: n})
	}
	return out
}

// TestTextSeparationAtItsBorders are the limits of §2.4.
func TestTextSeparationAtItsBorders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{{.3, .499, Inverted}, {.3, .5, DoesNotSeparate}, {.3, .6, DoesNotSeparate}, {.3, .65, SeparationNotShown}, {.5, .9, SeparationNotShown}, {.501, .9, ""}} {
		if got := separationCode(c.lo, c.hi); got != c.want {
			t.Errorf("%v to %v: %q, want %q", c.lo, c.hi, got, c.want)
		}
	}
}

// TestWarningsOfATextByHand: five exemplars are enough to say no more of it; length alone drives what it separates as well
// as the score and in six pairs of ten at least, among ten of each group.
func TestWarningsOfATextByHand(t *testing.T) {
	t.Parallel()
	words := func(long, short int) []int {
		return slices.Concat(slices.Repeat([]int{100}, long), slices.Repeat([]int{1}, short))
	}
	for _, c := range []struct {
		name                                string
		sims, scored, long, short, compared int
		want                                []string
	}{
		{"seven in ten longer", 10, 10, 7, 3, 10, []string{LengthDriven}}, {"six in ten", 10, 10, 6, 4, 10, []string{LengthDriven}},
		{"as long", 10, 10, 5, 5, 10, nil}, {"nine exemplars", 10, 9, 9, 0, 10, nil}, {"nine others", 10, 10, 7, 3, 9, nil},
		{"five exemplars", 5, 5, 5, 0, 5, nil}, {"four exemplars", 4, 4, 4, 0, 5, []string{TooFewExemplars}},
	} {
		m := &textModel{full: &textFold{sims: make([]float64, c.sims)}, loo: outcomes(.5, words(c.long, c.short)...), typicals: outcomes(.5, slices.Repeat([]int{50}, c.compared)...)}
		got := m.warnings(c.scored)
		if !slices.Equal(codesOf(got), c.want) {
			t.Errorf("%s: %v", c.name, codesOf(got))
		}
		if c.sims < 5 && (got[0].Figures["n"] != 4 || got[0].Figures["least"] != 5) {
			t.Errorf("%s: %v", c.name, got[0].Figures)
		}
	}
	if got := lengths(outcomes(.5, 0, 1, 7)); !slices.Equal(got, []float64{1, 7}) {
		t.Errorf("lengths %v", got)
	}
}

// TestHealthOfATextByHand: agreement is s1 − s0, also where it is no scale; a weight of 2 and of .20 make .40; eight shared
// sentences are shown.
func TestHealthOfATextByHand(t *testing.T) {
	t.Parallel()
	m := &textModel{
		question: Question{Weight: 2}, represented: text.Lexical(text.English), exemplars: make([]textAnswer, 2),
		full:      &textFold{s0: .1, s1: .3, controls: slices.Repeat([]float64{0, .01, .02}, 10)},
		loo:       outcomes(.9, 10, 11, 12, 13, 14, 15),
		sentences: &sentenceIndex{sentences: make([]exemplarSentence, 1), themes: make([]theme, 9)},
	}
	m.sentences.model = m
	h := m.health()
	isNear(t, "agreement", h.Agreement, .2)
	if h.Consensus != .2 || h.Weight != .4 || len(h.Shared) != 8 {
		t.Errorf("consensus %v, weight %v, %d shared", h.Consensus, h.Weight, len(h.Shared))
	}
	m.full.s0, m.full.s1, m.full.reason = .3, .1, NoConsensus
	isNear(t, "agreement without a scale", m.health().Agreement, -.2)
}

// TestLengthIsTakenOutByHand: a slope of one for each unit of ln(1 + words) beyond ten words takes ln 2 from a text of 21.
func TestLengthIsTakenOutByHand(t *testing.T) {
	t.Parallel()
	for slope, off := range map[float64]float64{0: 0, 1: math.Ln2, .5: math.Ln2 / 2} {
		got := lengthLine{slope: slope, centre: math.Log(11)}.level([]float64{.9, .4}, 21)
		isNear(t, "first", Figure{Value: got[0]}, .9-off)
		isNear(t, "second", Figure{Value: got[1]}, .4-off)
	}
	isNear(t, "mean of one", Figure{Value: mean([]float64{5})}, 5)
	isNear(t, "mean of none", Figure{Value: mean(nil)}, 0)
	g := lengthGroup{length: []float64{1, 2, 6}, sim: []float64{.1, .3, .5}} // about 3 and .3
	squares, products := g.moments()
	isNear(t, "squares", Figure{Value: squares}, 4+1+9)
	isNear(t, "products", Figure{Value: products}, .4+0+.6)
}

// TestResidualOfFewAndOfPopulations: one exemplar has no spread in length, none has nothing to level. In a population each
// background text stands twice, and what is left of similarity has nothing to do with length either.
func TestResidualOfFewAndOfPopulations(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	q, by := f.question(hiring.English), text.Lexical(text.English)
	q.Length = hiring.LengthResidual
	for n, want := range map[int]string{0: TooFewExemplars, 1: NoLengthSpread} {
		if m := newTextModelBy(by, q, hiring.English, people("e", f.Exemplars[:n], nil), nil); m.full.reason != want {
			t.Errorf("%d exemplars: %q, want %q", n, m.full.reason, want)
		}
	}
	m := newTextPopulation(by, q, hiring.English, people("e", f.Exemplars, f.Others), people("c", f.Typical, nil), 1)
	var incumbents, controls lengthGroup
	for j, sim := range m.full.sims {
		incumbents.add(m.counts[j], sim)
	}
	for i := range m.comparison {
		incumbents.add(m.comparisonWords(i), m.typicals[i].similarity)
	}
	for _, d := range m.documents {
		for k := 0; d.control && k <= d.more; k++ {
			controls.add(d.words, m.full.controls[len(controls.sim)])
		}
	}
	_, one := incumbents.moments()
	_, other := controls.moments()
	if len(controls.sim) != len(m.full.controls) || m.full.line.slope <= 0 || math.Abs(one+other) > 1e-9 {
		t.Errorf("%d of %d controls, slope %v, products within the groups %v and %v", len(controls.sim), len(m.full.controls), m.full.line.slope, one, other)
	}
}
