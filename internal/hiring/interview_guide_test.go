package hiring_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// assessed is a question of an assessment of a kind.
func assessed(k hiring.Kind) hiring.AssessmentQuestion {
	return hiring.AssessmentQuestion{QuestionVersion: hiring.QuestionVersion{ID: uuid.New(), Wording: hiring.Wording{Kind: k}}}
}

func TestAGuideSaysWhatIsWrongWithIt(t *testing.T) {
	t.Parallel()
	questions := []hiring.AssessmentQuestion{assessed(hiring.Text), assessed(hiring.Numeric)}
	for _, c := range []struct {
		name   string
		change func(*hiring.InterviewGuide)
		want   []string // field and key
	}{
		{"the default", func(*hiring.InterviewGuide) {}, nil},
		{"a text question", func(g *hiring.InterviewGuide) { g.Questions = []uuid.UUID{questions[0].ID} }, nil},
		{"a question for the questionnaire", func(g *hiring.InterviewGuide) { g.Questions = []uuid.UUID{questions[1].ID} }, []string{"questions problem.unknown_option"}},
		{"another requisition's question", func(g *hiring.InterviewGuide) { g.Questions = []uuid.UUID{uuid.New()} }, []string{"questions problem.unknown_option"}},
		{"no time for the candidate", func(g *hiring.InterviewGuide) { g.Minutes.Candidate = 0 }, []string{"minutes.candidate problem.out_of_range"}},
		{"a part of half a day", func(g *hiring.InterviewGuide) { g.Minutes.Question = hiring.MaxPart + 1 }, []string{"minutes.question problem.out_of_range"}},
		{"a speech", func(g *hiring.InterviewGuide) {
			g.Closing = hiring.Words{hiring.Turkish: strings.Repeat("ş", hiring.MaxGuideWords+1)}
		}, []string{"closing.tr problem.too_long"}},
		{"an unknown practice", func(g *hiring.InterviewGuide) { g.Practices = []string{"magic"} }, []string{"practices problem.unknown_option"}},
	} {
		g := hiring.DefaultGuide(uuid.New())
		c.change(&g)
		var got []string
		for _, p := range g.Check(questions) {
			got = append(got, p.Field+" "+p.Key)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, d)
		}
	}
}

func TestAGuideLongerThanAnInterviewMayBeIsRefused(t *testing.T) {
	t.Parallel()
	questions := []hiring.AssessmentQuestion{assessed(hiring.Text), assessed(hiring.Text)}
	g := hiring.DefaultGuide(uuid.New())
	g.Minutes = hiring.GuideMinutes{Opening: 120, Question: 120, Candidate: 60, Closing: 60}
	if ps := g.Check(questions); len(ps) > 0 {
		t.Errorf("eight hours to the minute: %v", ps)
	}
	g.Minutes.Closing++
	if p := g.Check(questions).At("minutes.question"); p == nil || p.Key != "interview_guide.problem.too_long" {
		t.Errorf("got %v", g.Check(questions))
	}
}

func TestWhatAGuideListsTwiceIsStoredOnce(t *testing.T) {
	t.Parallel()
	a, b := uuid.New(), uuid.New()
	g := hiring.InterviewGuide{
		Questions: []uuid.UUID{b, a, b}, Practices: []string{hiring.PracticeTraining, hiring.PracticeNoDocuments, hiring.PracticeTraining},
		Opening: hiring.Words{hiring.English: "  Welcome. ", hiring.Spanish: " "},
	}.Trimmed()
	if d := cmp.Diff([]uuid.UUID{b, a}, g.Questions); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{hiring.PracticeNoDocuments, hiring.PracticeTraining}, g.Practices); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(hiring.Words{hiring.English: "Welcome."}, g.Opening); d != "" {
		t.Error(d)
	}
}

func TestAFixedGuideNamesItsQuestions(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	first, closed, second := assessed(hiring.Text), assessed(hiring.Single), assessed(hiring.Text)
	all := []hiring.AssessmentQuestion{first, closed, second}
	for _, c := range []struct {
		name         string
		chosen, want []uuid.UUID
	}{
		{"the default asks every text question", nil, []uuid.UUID{first.ID, second.ID}},
		{"the chosen ones in their order", []uuid.UUID{second.ID, first.ID}, []uuid.UUID{second.ID, first.ID}},
		{"one that is asked no more is left out", []uuid.UUID{uuid.New(), second.ID}, []uuid.UUID{second.ID}},
		{"none of which is asked any more", []uuid.UUID{uuid.New()}, []uuid.UUID{first.ID, second.ID}},
	} {
		g := hiring.DefaultGuide(uuid.New())
		g.Questions = c.chosen
		g = g.Fixed(all, now)
		if d := cmp.Diff(c.want, g.Questions); d != "" || !g.Frozen() || !g.FrozenAt.Equal(now) {
			t.Errorf("%s: frozen at %v (-want +got)\n%s", c.name, g.FrozenAt, d)
		}
	}
}
