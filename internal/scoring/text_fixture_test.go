package scoring

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"

	"touchstone/internal/hiring"
)

// textFixture is a question about owning up to a mistake, written for these tests in each language: twelve exemplars,
// six typical answers and six answers to other questions.
type textFixture struct {
	Prompt                     string
	Exemplars, Typical, Others []string
}

func loadTexts(t testing.TB, lang hiring.Language) textFixture {
	t.Helper()
	data, err := os.ReadFile("testdata/text_" + string(lang) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var f textFixture
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// people turns texts into answers; the first len(others) of them also answered another question.
func people(prefix string, texts, others []string) []textAnswer {
	var out []textAnswer
	for i, s := range texts {
		a := textAnswer{respondent: prefix + strconv.Itoa(i), text: s}
		if i < len(others) {
			a.others = []string{others[i]}
		}
		out = append(out, a)
	}
	return out
}

func (f textFixture) question(lang hiring.Language) Question {
	return Question{ID: "q", Value: "honesty", Kind: hiring.Text, Weight: 1, Prompt: hiring.Words{lang: f.Prompt}}
}

func (f textFixture) model(lang hiring.Language) *textModel {
	return newTextModel(f.question(lang), lang, people("e", f.Exemplars, f.Others), people("c", f.Typical, nil))
}

// without is the model that never met exemplar j.
func (f textFixture) without(lang hiring.Language, j int) *textModel {
	exemplars := people("e", f.Exemplars, f.Others)
	return newTextModel(f.question(lang), lang, slices.Delete(exemplars, j, j+1), people("c", f.Typical, nil))
}

// neverMet returns the model of the fixture as it is on file that never met exemplar j; each is built once for all tests.
func neverMet(t testing.TB, lang hiring.Language, j int) *textModel {
	t.Helper()
	build, _ := neverMetModels.LoadOrStore(string(lang)+strconv.Itoa(j), sync.OnceValue(func() *textModel {
		return loadTexts(t, lang).without(lang, j)
	}))
	return build.(func() *textModel)()
}

var neverMetModels sync.Map

func eachLanguage(t *testing.T, test func(t *testing.T, lang hiring.Language, f textFixture)) {
	for _, lang := range hiring.Languages() {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			test(t, lang, loadTexts(t, lang))
		})
	}
}

// newTextModel learns by what is built in, the sentence encoder with it.
func newTextModel(question Question, lang hiring.Language, exemplars, comparison []textAnswer) *textModel {
	return newTextModelBy(Definition{}.represented(lang), question, lang, exemplars, comparison)
}
