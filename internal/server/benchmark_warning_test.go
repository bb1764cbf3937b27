package server

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

func TestLanguagesInWhichTooFewWroteStandOnTheLineOfTheOthers(t *testing.T) {
	t.Parallel()
	line := func(question string, lang hiring.Language, n int, consensus float64) scoring.QuestionHealth {
		return scoring.QuestionHealth{Question: question, Language: lang, N: n, Consensus: consensus}
	}
	for _, tt := range []struct {
		name  string
		lines []scoring.QuestionHealth
		want  []bool
	}{
		{"one of three languages is well off", []scoring.QuestionHealth{line("a", "en", 10, .5), line("a", "es", 1, 0), line("a", "tr", 2, 0)}, []bool{false, true, true}},
		{"nobody is well off: the first stays", []scoring.QuestionHealth{line("a", "en", 1, 0), line("a", "es", 1, 0)}, []bool{false, true}},
		{"the best off may come last", []scoring.QuestionHealth{line("a", "en", 1, 0), line("a", "es", 4, .3)}, []bool{true, false}},
		{"a closed question has no language", []scoring.QuestionHealth{line("a", "", 1, 0), line("b", "", 12, 1)}, []bool{false, false}},
		{"three are enough", []scoring.QuestionHealth{line("a", "en", 9, .4), line("a", "es", 3, 0)}, []bool{false, false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			left := leftToPeople(scoring.Health{Questions: tt.lines})
			var got []bool
			for i := range tt.lines {
				got = append(got, left[i])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("left to people (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEachLanguageSaysHowManyTopRepsWroteInIt(t *testing.T) {
	t.Parallel()
	report := scoring.Health{Questions: []scoring.QuestionHealth{
		{Question: "a", Kind: hiring.Text, Language: "en", N: 10}, {Question: "a", Kind: hiring.Text, Language: "es", N: 2},
		{Question: "a", Kind: hiring.Text, Language: "tr", N: 4}, {Question: "b", Kind: hiring.Numeric, N: 12},
	}}
	p, all := newWorld(t).pageIn(hiring.English), hiring.Languages()
	want := []writtenLine{
		{Text: "10 top reps wrote in English: texts in it are compared."},
		{Text: "2 top reps wrote in Spanish, and comparing takes three: texts in it are left to people and do not enter the fit; picked answers do. Ask more top reps to answer in it.", Few: true},
		{Text: "Only 4 top reps wrote in Turkish. Texts in it are compared, but under five, chance says too much: ask more top reps to answer in it.", Few: true},
	}
	if diff := cmp.Diff(want, p.written(report, all)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if got := p.written(scoring.Health{Questions: report.Questions[3:]}, all); got != nil {
		t.Errorf("a benchmark without texts says %v, want nothing", got)
	}
}

func TestUsualShareGivesFiveTopRepsWhereItCan(t *testing.T) {
	t.Parallel()
	for people, want := range map[int]string{60: "25", 20: "25", 19: "33", 16: "33", 15: "50", 10: "50", 3: "50"} {
		if got := usualShare(people); got != want {
			t.Errorf("%d reps: the best %s %%, want %s %%", people, got, want)
		}
	}
}
