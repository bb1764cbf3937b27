package hiring_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// whole is a question that lacks nothing, in English and Turkish.
func whole() hiring.AssessmentQuestion {
	both := hiring.Words{hiring.English: "e", hiring.Turkish: "t"}
	q := assessed(hiring.Text)
	q.QuestionID, q.Technique, q.JobRelated, q.Probes = uuid.New(), hiring.PastBehavior, both, []hiring.Words{both}
	for range hiring.RatingLevels {
		q.Anchors = append(q.Anchors, both)
	}
	return q
}

// panelOf is a panel of these people.
func panelOf(names ...string) []hiring.Panelist {
	var out []hiring.Panelist
	for _, n := range names {
		out = append(out, hiring.Panelist{ID: uuid.New(), Email: n})
	}
	return out
}

// structured are facts in which every component is met.
func structured() hiring.StructureFacts {
	g := hiring.DefaultGuide(uuid.New())
	g.Practices = hiring.Practices()
	return hiring.StructureFacts{
		Guide: g, Asked: []hiring.AssessmentQuestion{whole(), whole(), whole(), whole(), whole()}, Weighed: true,
		Languages: []hiring.Language{hiring.English, hiring.Turkish},
		Panels:    [][]hiring.Panelist{panelOf("a", "b", "c"), panelOf("c", "b", "a")},
	}
}

// without takes practices away.
func without(g *hiring.InterviewGuide, practice string) {
	var left []string
	for _, p := range g.Practices {
		if p != practice {
			left = append(left, p)
		}
	}
	g.Practices = left
}

// component is one component of the structure of these facts.
func component(t *testing.T, f hiring.StructureFacts, key string) hiring.Component {
	t.Helper()
	for _, c := range hiring.StructureOf(f) {
		if c.Key == key {
			return c
		}
	}
	t.Fatalf("there is no component %s", key)
	return hiring.Component{}
}

func TestAnInterviewThatLacksNothingHasAllFifteenComponents(t *testing.T) {
	t.Parallel()
	s := hiring.StructureOf(structured())
	if len(s) != 15 || s.Met() != 15 {
		t.Errorf("%d of %d met: %+v", s.Met(), len(s), s)
	}
	for _, c := range s {
		if c.Mend != hiring.MendNothing {
			t.Errorf("%s is met and would be mended at %q", c.Key, c.Mend)
		}
	}
}

func TestAnInterviewNobodyPreparedHasOnlyWhatTheProgramKeeps(t *testing.T) {
	t.Parallel()
	s := hiring.StructureOf(hiring.StructureFacts{Guide: hiring.DefaultGuide(uuid.New())})
	var met []string
	for _, c := range s {
		if c.State == hiring.StructureMet {
			met = append(met, c.Key)
		}
	}
	if d := cmp.Diff([]string{"candidate_questions"}, met); d != "" {
		t.Errorf("with nothing to ask (-want +got)\n%s", d)
	}
}

func TestEveryComponentIsJudgedByItsOwnFacts(t *testing.T) {
	t.Parallel()
	english := hiring.Words{hiring.English: "e"}
	for _, c := range []struct {
		key, fact string
		change    func(*hiring.StructureFacts)
		want      string // state why have/of mend
	}{
		{"job_analysis", "one question does not say why it is asked", func(f *hiring.StructureFacts) { f.Asked[1].JobRelated = nil }, "partly partly 4/5 question"},
		{"job_analysis", "none does", func(f *hiring.StructureFacts) {
			for i := range f.Asked {
				f.Asked[i].JobRelated = hiring.Words{}
			}
		}, "missing missing 0/5 question"},
		{"same_questions", "nothing is asked", func(f *hiring.StructureFacts) { f.Asked = nil }, "missing nothing 0/0 questions"},
		{"prompting", "one question has no probes", func(f *hiring.StructureFacts) { f.Asked[0].Probes = nil }, "partly partly 4/5 question"},
		{"prompting", "one has its probes in one language of two", func(f *hiring.StructureFacts) { f.Asked[0].Probes = []hiring.Words{english} }, "partly partly 4/5 question"},
		{"prompting", "the round is held in that language alone", func(f *hiring.StructureFacts) {
			f.Asked[0].Probes, f.Languages = []hiring.Words{english}, []hiring.Language{hiring.English}
		}, "met met 5/5 "},
		{"types", "a situation is asked about", func(f *hiring.StructureFacts) { f.Asked[0].Technique = hiring.Situational }, "met met 5/5 "},
		{"types", "an opinion is asked", func(f *hiring.StructureFacts) { f.Asked[0].Technique = hiring.SelfRating }, "partly partly 4/5 questions"},
		{"length", "four questions", func(f *hiring.StructureFacts) { f.Asked = f.Asked[:4] }, "partly partly 4/32 guide"},
		{"length", "five questions of five minutes", func(f *hiring.StructureFacts) { f.Guide.Minutes.Question = 5 }, "partly partly 5/25 guide"},
		{"length", "five questions of six minutes", func(f *hiring.StructureFacts) { f.Guide.Minutes.Question = 6 }, "met met 5/30 "},
		{"length", "five questions of two minutes", func(f *hiring.StructureFacts) { f.Guide.Minutes.Question = 2 }, "missing missing 5/10 guide"},
		{"length", "two questions", func(f *hiring.StructureFacts) { f.Asked = f.Asked[:2] }, "missing missing 2/16 guide"},
		{"ancillary", "answers are shown", func(f *hiring.StructureFacts) { f.Guide.ShowsAnswers = true }, "partly answers 0/0 guide"},
		{"ancillary", "documents are read", func(f *hiring.StructureFacts) { without(&f.Guide, hiring.PracticeNoDocuments) }, "partly documents 0/0 practices"},
		{"ancillary", "both", func(f *hiring.StructureFacts) {
			f.Guide.ShowsAnswers = true
			without(&f.Guide, hiring.PracticeNoDocuments)
		}, "missing missing 0/0 practices"},
		{"candidate_questions", "nothing is asked of the candidate", func(f *hiring.StructureFacts) { f.Asked = nil }, "met kept 0/0 "},
		{"each_answer", "nothing is asked", func(f *hiring.StructureFacts) { f.Asked = nil }, "missing nothing 0/0 questions"},
		{"anchored", "one question lacks a level", func(f *hiring.StructureFacts) { f.Asked[2].Anchors = f.Asked[2].Anchors[:4] }, "partly partly 4/5 question"},
		{"anchored", "one has a level in one language of two", func(f *hiring.StructureFacts) { f.Asked[2].Anchors[4] = english }, "partly partly 4/5 question"},
		{"notes", "nothing is asked", func(f *hiring.StructureFacts) { f.Asked = nil }, "missing nothing 0/0 questions"},
		{"several", "no interview is arranged", func(f *hiring.StructureFacts) { f.Panels = nil }, "missing none_yet 0/0 panels"},
		{"several", "one candidate meets one person, twice", func(f *hiring.StructureFacts) { f.Panels[0] = panelOf("a", "a") }, "partly partly 1/2 panels"},
		{"several", "each meets one", func(f *hiring.StructureFacts) { f.Panels = [][]hiring.Panelist{panelOf("a")} }, "missing missing 0/1 panels"},
		{"same_interviewers", "one changes", func(f *hiring.StructureFacts) { f.Panels[1] = panelOf("a", "b", "d") }, "partly partly 2/4 panels"},
		{"same_interviewers", "all change, whatever is said", func(f *hiring.StructureFacts) { f.Panels[1] = panelOf("d", "e") }, "missing missing 0/5 panels"},
		{"same_interviewers", "nobody says so, and it is so", func(f *hiring.StructureFacts) { without(&f.Guide, hiring.PracticeSamePanel) }, "met met 3/3 "},
		{"same_interviewers", "one candidate so far", func(f *hiring.StructureFacts) { f.Panels = f.Panels[:1] }, "met said 0/0 "},
		{"same_interviewers", "one candidate so far, and nobody says so", func(f *hiring.StructureFacts) {
			f.Panels = f.Panels[:1]
			without(&f.Guide, hiring.PracticeSamePanel)
		}, "missing unsaid 0/0 practices"},
		{"discussion", "nobody says so", func(f *hiring.StructureFacts) { without(&f.Guide, hiring.PracticeNoDiscussion) }, "partly hidden 0/0 practices"},
		{"training", "nobody says so", func(f *hiring.StructureFacts) { without(&f.Guide, hiring.PracticeTraining) }, "missing unsaid 0/0 practices"},
		{"combination", "no value has a weight", func(f *hiring.StructureFacts) { f.Weighed = false }, "missing unweighed 0/0 questions"},
	} {
		f := structured()
		c.change(&f)
		x := component(t, f, c.key)
		if got := fmt.Sprintf("%s %s %d/%d %s", x.State, x.Why, x.Have, x.Of, x.Mend); got != c.want {
			t.Errorf("%s, %s: got %q, want %q", c.key, c.fact, got, c.want)
		}
	}
}

func TestWhatAQuestionLacksIsMendedAtTheFirstThatLacksIt(t *testing.T) {
	t.Parallel()
	f := structured()
	f.Asked[1].Probes, f.Asked[3].Probes = nil, nil
	if c := component(t, f, "prompting"); c.Question != f.Asked[1].QuestionID {
		t.Errorf("mended at %s, want %s", c.Question, f.Asked[1].QuestionID)
	}
}

func TestWhoWasTakenOffAPanelDoesNotCount(t *testing.T) {
	t.Parallel()
	f := structured()
	gone := f.Guide.CreatedAt
	f.Panels[0][1].RemovedAt, f.Panels[0][2].RemovedAt = &gone, &gone
	if c := component(t, f, "several"); c.Have != 1 {
		t.Errorf("%d candidates meet several, want 1", c.Have)
	}
}
