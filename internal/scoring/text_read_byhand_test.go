package scoring

import (
	"strconv"
	"testing"

	"touchstone/internal/hiring"
)

// wrote are people who wrote these texts, compared by words alone.
func wrote(prefix string, texts ...string) (out []Respondent) {
	for i, s := range texts {
		out = append(out, Respondent{ID: prefix + strconv.Itoa(i), Language: hiring.English, Answers: map[string]hiring.AnswerBody{"q": {Text: s}}})
	}
	return out
}

// TestATextEntersWithinOne: whatever its alignment, between −1 and 1; its score between 0 and 1.
func TestATextEntersWithinOne(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	q := f.question(hiring.English)
	q.Weight = 2
	b := built(t, Definition{Questions: []Question{q}, Exemplars: wrote("e", f.Exemplars[:6]...), Representation: WordsOnly})
	it, r := b.items[0].(*textItem), wrote("c", f.Typical[0])[0]
	full := it.languages[0].model.full
	sim := full.s0 + it.read(r, nil).score.Alignment.Value*(full.s1-full.s0)
	for _, c := range []struct{ s0, s1, a, part, score float64 }{
		{sim + .22, sim + .42, -1.1, -1, 0}, {sim - .1, sim + .1, .5, .5, .5}, {sim - .22, sim - .02, 1.1, 1, 1},
	} {
		full.s0, full.s1 = c.s0, c.s1
		got := it.read(r, nil)
		isNear(t, "alignment", got.score.Alignment, c.a)
		isNear(t, "as it enters", Figure{Value: got.part.a}, c.part)
		isNear(t, "score", got.score.Score, c.score)
		if got.score.Evidence.Centre.Undefined != "not_numeric" {
			t.Errorf("a text has a centre: %+v", got.score.Evidence.Centre)
		}
	}
	h := it.report()
	if len(h) != 1 || h[0].N != 6 || h[0].Consensus != .2 || h[0].Weight != .4 {
		t.Errorf("report %+v", h)
	}
}

// TestReportsOfFewTexts: five in a language are enough to say no more of their number; nobody's is a report of nothing.
func TestReportsOfFewTexts(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{4: 1, 5: 0} {
		if ws := (&textLanguage{exemplars: make([]int, n)}).allWarnings(Question{}); len(ws) != want {
			t.Errorf("%d exemplars: %+v", n, ws)
		}
	}
	h := (&textItem{question: Question{ID: "q", Kind: hiring.Text}}).report()
	if len(h) != 1 || h[0].Top.N != 0 || h[0].Typical.N != 0 || h[0].Warnings[0].Figures["n"] != 0 {
		t.Errorf("nobody: %+v", h)
	}
}

// TestPopulationsByHand: three exemplars standing for one have each background text thrice, for two or three once.
func TestPopulationsByHand(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	d := Definition{Questions: []Question{f.question(hiring.English)}, Exemplars: wrote("e", f.Exemplars[:3]...), Representation: WordsOnly}
	model := func(b *Benchmark, err error) *textModel {
		if err != nil {
			t.Fatal(err)
		}
		return b.items[0].(*textItem).languages[0].model
	}
	for n, more := range map[int]int{1: 2, 2: 0, 5: 0} {
		m := model(TextPopulation(d, n))
		if m.more != more || !m.population || !m.full.key[0] {
			t.Errorf("standing for %d: %d more, population %v, key %v", n, m.more, m.population, m.full.key)
		}
		for j, o := range m.loo {
			if o.similarity != m.full.sims[j] {
				t.Errorf("exemplar %d is at %v, not %v", j, o.similarity, m.full.sims[j])
			}
		}
		if one, none := m.score("Honesty", nil).status, m.score(" ", nil).status; one == Blank || none != Blank {
			t.Errorf("a word is %s, nothing %s", one, none)
		}
	}
	if model(Build(d)).population {
		t.Error("a benchmark is a population")
	}
}
