package scoring

import (
	"testing"

	"touchstone/internal/hiring"
)

func TestEveryFoundThemeIsExpressedByTwoExemplars(t *testing.T) {
	t.Parallel()
	for _, lang := range hiring.Languages() {
		themes := loadTexts(t, lang).model(lang).sentences.found()
		if len(themes) == 0 {
			t.Errorf("%s: no themes", lang)
		}
		taken := map[string]bool{}
		for _, f := range themes {
			people := map[string]bool{}
			for _, s := range f.Sentences {
				people[s.ExemplarOf] = true
				if s.ID != SentenceID(lang, s.Text) {
					t.Errorf("%s: %q has the id %s", lang, s.Text, s.ID)
				}
			}
			if len(people) < 2 || f.Exemplars != len(people) || f.ID != f.Sentences[0].ID || taken[f.ID] {
				t.Errorf("%s: %d people of %d, %+v", lang, len(people), f.Exemplars, f)
			}
			taken[f.ID] = true
		}
	}
}

func TestAnAnswerHasTheThemesItExpresses(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	m := f.model(hiring.English)
	themes := m.sentences.found()
	read := func(answer string) (found int) {
		readings := m.evidence(answer, make([]float64, len(f.Exemplars))).Themes
		if len(readings) != len(themes) {
			t.Fatalf("%d readings of %d themes", len(readings), len(themes))
		}
		for i, r := range readings {
			if r.Theme != themes[i].ID {
				t.Errorf("reading %d is of another theme", i)
			}
			if r.Found {
				found++
			}
		}
		return found
	}
	if n := read(themes[0].Sentences[0].Text); n == 0 {
		t.Error("the theme's own sentence does not express it")
	}
	if n := read("Penguins huddle on the ice all winter."); n != 0 {
		t.Errorf("penguins express %d themes", n)
	}
}

func TestWhatAnAnswerLacksIsAmongTheThemesNotFound(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.Spanish)
	m := f.model(hiring.Spanish)
	for _, answer := range f.Typical {
		e := m.evidence(answer, make([]float64, len(f.Exemplars)))
		if e.NotFound == nil {
			continue
		}
		id := SentenceID(hiring.Spanish, e.NotFound.Exemplar)
		for _, r := range e.Themes {
			if r.Theme == id && r.Found {
				t.Errorf("%q is found and not found in %q", e.NotFound.Exemplar, answer)
			}
		}
	}
}

func TestASentenceKeepsItsIDWhateverItsCaseAndSpaces(t *testing.T) {
	t.Parallel()
	if SentenceID(hiring.English, "I  called her BACK.") != SentenceID(hiring.English, "i called her back.") {
		t.Error("case or spaces change the id")
	}
	if SentenceID(hiring.English, "no") == SentenceID(hiring.Spanish, "no") {
		t.Error("one id in two languages")
	}
}
