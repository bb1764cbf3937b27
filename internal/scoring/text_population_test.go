package scoring

import (
	"math"
	"strconv"
	"testing"

	"touchstone/internal/hiring"
)

// TestATextPopulationOfAsManyIsTheBenchmark: the same people, standing for as many as they are, score every text as their
// benchmark does, and without an interval; standing for fewer, the background counts for more.
func TestATextPopulationOfAsManyIsTheBenchmark(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	d := Definition{Questions: []Question{f.question(hiring.English)}, Representation: WordsOnly}
	written := func(texts []string, prefix string) (out []Respondent) {
		for i, s := range texts {
			out = append(out, Respondent{ID: prefix + strconv.Itoa(i), Language: hiring.English, Answers: map[string]hiring.AnswerBody{"q": {Text: s}}})
		}
		return out
	}
	d.Exemplars, d.Comparison = written(f.Exemplars, "e"), written(f.Typical, "c")
	b, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := TextPopulation(d, len(d.Exemplars))
	if err != nil {
		t.Fatal(err)
	}
	fewer, err := TextPopulation(d, len(d.Exemplars)/4)
	if err != nil {
		t.Fatal(err)
	}
	differ := 0
	for _, r := range written(f.Others, "x") {
		want, got := b.Score(r, Policy{}, nil).Answers[0].Alignment, whole.Score(r, Policy{}, nil)
		if a := got.Answers[0].Alignment; !a.Defined() || math.Abs(a.Value-want.Value) > 1e-12 {
			t.Errorf("%s: %v in the population, %v in the benchmark", r.ID, a, want)
		}
		if got.Overall.Lo90Hi90.Defined() {
			t.Errorf("%s: an interval under everybody: %v", r.ID, got.Overall.Lo90Hi90)
		}
		if fewer.Score(r, Policy{}, nil).Answers[0].Alignment != got.Answers[0].Alignment {
			differ++
		}
	}
	if differ == 0 {
		t.Error("the background weighs the same for fewer")
	}
}
