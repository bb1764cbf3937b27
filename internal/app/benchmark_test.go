package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// care is a company with one value, three questions (a scale, a choice, a text) and a benchmark that asks them.
type care struct {
	app       *app.App
	store     *store.Store
	owner     uuid.UUID
	value     uuid.UUID
	benchmark hiring.Benchmark
	questions []hiring.BenchmarkQuestion
}

func newCare(t *testing.T) *care {
	t.Helper()
	a, s := company(t)
	ctx := context.Background()
	c := &care{app: a, store: s, owner: uuid.MustParse(hr().ID)}
	ok(t, s.CreateUser(ctx, hiring.User{ID: c.owner, Email: "hr@example.org", Name: "HR", Language: "en", PasswordHash: "none", Roles: []hiring.Role{hiring.HR}, CreatedAt: morning()}))
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	c.value = v.ID
	for _, w := range []hiring.Wording{
		{Kind: hiring.Numeric, Technique: hiring.SelfRating, Prompt: en("How calm are you?"), Lo: 1, Hi: 10, LowEnd: en("never"), HighEnd: en("always"), Mode: hiring.IdealPoint},
		{Kind: hiring.Single, Technique: hiring.Judgment, Prompt: en("What first?"), Options: []hiring.Option{{Label: en("Listen")}, {Label: en("Explain")}, {Label: en("Transfer")}}},
		{Kind: hiring.Text, Technique: hiring.PastBehavior, Prompt: en("Tell of an angry customer.")},
	} {
		_, err := a.AddQuestion(ctx, hr(), v.ID, w)
		ok(t, err)
	}
	c.benchmark, err = a.CreateBenchmark(ctx, c.owner, hiring.Benchmark{Name: " Care  2026 ", Criterion: "CSAT ≥ 4.7", LinkDays: 14})
	ok(t, err)
	c.choose(t)
	return c
}

func en(s string) hiring.Words { return hiring.Words{hiring.English: s} }

// choose puts every question in use into the benchmark.
func (c *care) choose(t *testing.T) {
	t.Helper()
	questions, err := c.store.Questions(context.Background())
	ok(t, err)
	var ids []uuid.UUID
	for _, q := range questions {
		ids = append(ids, q.ID)
	}
	ok(t, c.app.ChooseQuestions(context.Background(), hr(), c.benchmark.ID, ids))
	c.questions, err = c.store.BenchmarkQuestions(context.Background(), c.benchmark.ID)
	ok(t, err)
}

// file is an answer file: top reps who agree and comparison reps who do not.
func (c *care) file(top, comparison int) string {
	var b strings.Builder
	b.WriteString("respondent,question,answer,language,group,manager,team\n")
	rep := func(name, group string, i int, calm int, first, told string) {
		for q, cell := range []string{fmt.Sprint(calm), first, told} {
			fmt.Fprintf(&b, "%s%d@example.org,%s,%q,en,%s,m%d,t%d\n", name, i, c.questions[q].Handle(), cell, group, i%3, i%2)
		}
	}
	for i := range top {
		rep("top", "top", i, 8, "a", fmt.Sprintf("A customer shouted about an invoice. I listened until the end, repeated the amount %d and promised to call back, which I did.", i))
	}
	for i := range comparison {
		rep("other", "comparison", i, 1+i%10, string(rune('a'+i%3)), fmt.Sprintf("I sent the case number %d to another department and closed the ticket before lunch.", i))
	}
	return b.String()
}

func (c *care) imported(t *testing.T, top, comparison int) {
	t.Helper()
	_, _, err := c.app.ImportAnswers(context.Background(), hr(), c.benchmark.ID, strings.NewReader(c.file(top, comparison)))
	ok(t, err)
}

func (c *care) draft(t *testing.T) app.Draft {
	t.Helper()
	d, err := c.app.DraftOf(context.Background(), c.benchmark.ID)
	ok(t, err)
	return d
}

func TestBenchmarkNeedsANameAndACriterion(t *testing.T) {
	t.Parallel()
	a, _ := company(t)
	_, err := a.CreateBenchmark(context.Background(), uuid.New(), hiring.Benchmark{Name: " ", Criterion: "\n", LinkDays: 14})
	ps := hiring.ProblemsOf(err)
	if ps.At("name") == nil || ps.At("criterion") == nil || len(ps) != 2 {
		t.Errorf("problems %v", ps)
	}
}

// TestWhetherLengthCountsIsPartOfTheDraft: the choice is every text question's and makes another benchmark of it; taken
// back, the benchmark is the one it was.
func TestWhetherLengthCountsIsPartOfTheDraft(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.imported(t, 4, 2)
	before := c.draft(t)
	choose := func(l hiring.LengthPolicy) app.Draft {
		b, err := c.app.Store().Benchmark(context.Background(), c.benchmark.ID)
		ok(t, err)
		b.TextLength = l
		ok(t, c.app.ChangeBenchmark(context.Background(), hr(), b))
		return c.draft(t)
	}
	without := choose(hiring.LengthResidual)
	texts := 0
	for _, q := range without.Definition.Questions {
		if q.Kind == hiring.Text {
			texts++
		}
		if (q.Length == hiring.LengthResidual) != (q.Kind == hiring.Text) {
			t.Errorf("%s question: %q", q.Kind, q.Length)
		}
	}
	if texts == 0 || without.Health.Hash == before.Health.Hash {
		t.Errorf("%d text questions, the draft is %s still", texts, without.Health.Hash)
	}
	if again := choose(hiring.LengthCapped); again.Health.Hash != before.Health.Hash {
		t.Errorf("taken back, the draft is %s, was %s", again.Health.Hash, before.Health.Hash)
	}
	c.benchmark.TextLength = "none"
	if ps := hiring.ProblemsOf(c.app.ChangeBenchmark(context.Background(), hr(), c.benchmark)); ps.At("text_length") == nil {
		t.Errorf("problems %v", ps)
	}
}

func TestPublishFreezesWhatWasSeen(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	c.imported(t, 4, 2)
	d := c.draft(t)
	if d.Health.Grade != scoring.TooSmall || !d.Publishable() || d.Next() != 1 {
		t.Fatalf("grade %s, publishable %v, next %d", d.Health.Grade, d.Publishable(), d.Next())
	}
	v, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, d.Health.Hash, " first, to try it out ")
	ok(t, err)
	stored, err := c.store.BenchmarkVersionNumber(ctx, c.benchmark.ID, 1)
	ok(t, err)
	if diff := cmp.Diff(v, stored); diff != "" {
		t.Errorf("stored version (-want +got)\n%s", diff)
	}
	if _, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, d.Health.Hash, ""); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("an unchanged draft was published again: %v", err)
	}
	ok(t, c.app.ExcludeQuestion(ctx, c.owner, c.benchmark.ID, c.questions[0].ID, "the reps misread it"))
	if _, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, d.Health.Hash, ""); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a draft nobody has seen was published: %v", err)
	}
	second, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, c.draft(t).Health.Hash, "still to try it out")
	ok(t, err)
	if second.Number != 2 || second.Hash == v.Hash {
		t.Errorf("second version: number %d, hash %s", second.Number, second.Hash)
	}
	want := []string{"benchmark.created", "benchmark.question_added", "benchmark.question_added", "benchmark.question_added",
		"benchmark.answers_imported", "benchmark.published", "benchmark.question_excluded", "benchmark.published"}
	if diff := cmp.Diff(want, acts(t, c.store, c.benchmark.ID)); diff != "" {
		t.Errorf("audit (-want +got)\n%s", diff)
	}
}

func TestAWeakBenchmarkIsPublishedOnlyWithAReason(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	c.imported(t, 6, 2) // whether it separates is not known
	hash := c.draft(t).Health.Hash
	if _, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, hash, " too  "); hiring.ProblemsOf(err).At("note") == nil {
		t.Errorf("published without a reason: %v", err)
	}
	v, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, hash, "the workshop needs a version to look at")
	ok(t, err)
	if v.Note != "the workshop needs a version to look at" {
		t.Errorf("the reason kept is %q", v.Note)
	}
	entries, err := c.store.AuditEntries(ctx, store.AuditFilter{Object: "benchmark", ObjectID: c.benchmark.ID.String(), Limit: 1})
	ok(t, err)
	if got := entries[0].Detail["verdict"]; got != string(scoring.NotYet) {
		t.Errorf("the audit has the verdict %q", got)
	}
}

func TestAStrongBenchmarkNeedsNoReason(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.imported(t, 12, 12)
	_, err := c.app.PublishBenchmark(context.Background(), c.owner, c.benchmark.ID, c.draft(t).Health.Hash, "")
	ok(t, err)
}

func TestUnderThreeTopRepsNothingIsPublished(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.imported(t, 2, 5)
	d := c.draft(t)
	if d.Publishable() {
		t.Error("two top reps are enough")
	}
	_, err := c.app.PublishBenchmark(context.Background(), c.owner, c.benchmark.ID, d.Health.Hash, "")
	if hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("error %v", err)
	}
}

func TestExcludedAnswerIsNotOfferedAndComesBack(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	c.imported(t, 4, 0)
	before := c.draft(t)
	rep, question := uuid.MustParse(before.Definition.Exemplars[0].ID), c.questions[2].ID
	if err := c.app.ExcludeAnswer(ctx, c.owner, c.benchmark.ID, rep, question, "copied"); hiring.ProblemsOf(err).At("reason") == nil {
		t.Errorf("a reason of one word was taken: %v", err)
	}
	ok(t, c.app.ExcludeAnswer(ctx, c.owner, c.benchmark.ID, rep, question, "about another company"))
	for _, r := range c.draft(t).Definition.Exemplars {
		if _, there := r.Answers[question.String()]; there != (r.ID != rep.String()) {
			t.Errorf("rep %s: answer offered is %v", r.ID, there)
		}
	}
	ok(t, c.app.IncludeAnswer(ctx, hr(), c.benchmark.ID, rep, question))
	if got := c.draft(t).Health.Hash; got != before.Health.Hash {
		t.Errorf("taken back, the draft is %s, was %s", got, before.Health.Hash)
	}
}

func TestQuestionWithAnswersIsNotTakenOut(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	ok(t, c.app.ChooseQuestions(ctx, hr(), c.benchmark.ID, []uuid.UUID{c.questions[1].QuestionID}))
	left, err := c.store.BenchmarkQuestions(ctx, c.benchmark.ID)
	ok(t, err)
	if len(left) != 1 || left[0].QuestionID != c.questions[1].QuestionID || left[0].Position != 1 {
		t.Errorf("left: %+v", left)
	}
	c.choose(t)
	c.imported(t, 3, 0)
	if err := c.app.ChooseQuestions(ctx, hr(), c.benchmark.ID, nil); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("questions with answers were taken out: %v", err)
	}
}

func TestRetiredQuestionStaysInItsBenchmark(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	q, err := c.store.Question(ctx, c.questions[0].QuestionID)
	ok(t, err)
	ok(t, c.app.RetireQuestion(ctx, hr(), q.ID, q.Version))
	ok(t, c.app.ChooseQuestions(ctx, hr(), c.benchmark.ID, []uuid.UUID{c.questions[1].QuestionID}))
	left, err := c.store.BenchmarkQuestions(ctx, c.benchmark.ID)
	ok(t, err)
	var ids []uuid.UUID
	for _, l := range left {
		ids = append(ids, l.ID)
	}
	if diff := cmp.Diff([]uuid.UUID{c.questions[1].ID, c.questions[0].ID}, ids); diff != "" {
		t.Errorf("questions (-want +got)\n%s", diff)
	}
}

func TestQuestionAddedLaterWasNotOfferedToWhoHadHandedIn(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	submitted := morning()
	early := hiring.BenchmarkQuestion{AddedAt: submitted}
	late := hiring.BenchmarkQuestion{AddedAt: submitted.Add(time.Minute)}
	if !early.MetBy(submitted) || late.MetBy(submitted) {
		t.Errorf("met by: early %v, late %v", early.MetBy(submitted), late.MetBy(submitted))
	}
	ctx := context.Background()
	ada := c.nominated(t, "ada", hiring.TopRep)
	attempt, err := c.store.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), IncumbentID: &ada.ID, Mode: hiring.ByLink, Language: "en", StartedAt: submitted})
	ok(t, err)
	ok(t, c.store.SubmitAttempt(ctx, attempt.ID, submitted.Add(-time.Hour), "R")) // before the questions were added
	if got := c.draft(t).Definition.Exemplars[0].Answers; len(got) != 0 {
		t.Errorf("offered: %v", got)
	}
}

func TestWordingIsSwitchedOnlyWhileNobodyAnswered(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	c.imported(t, 3, 0)
	q, err := c.store.Question(ctx, c.questions[0].QuestionID)
	ok(t, err)
	w := q.Current.Wording
	w.Prompt = en("How calm do you stay?")
	_, err = c.app.ChangeWording(ctx, hr(), q.ID, q.Version, w)
	ok(t, err)
	if err := c.app.SwitchWording(ctx, hr(), c.benchmark.ID, c.questions[0].ID); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("an answered wording was switched: %v", err)
	}
	other, err := c.app.CreateBenchmark(ctx, c.owner, hiring.Benchmark{Name: "Other", Criterion: "QA ≥ 92", LinkDays: 14})
	ok(t, err)
	ok(t, c.store.AddBenchmarkQuestion(ctx, other.ID, c.questions[0].ID, 1, morning()))
	ok(t, c.app.SwitchWording(ctx, hr(), other.ID, c.questions[0].ID))
	now, err := c.store.BenchmarkQuestions(ctx, other.ID)
	ok(t, err)
	if len(now) != 1 || now[0].Reworded() || now[0].Prompt["en"] != "How calm do you stay?" {
		t.Errorf("after the switch: %+v", now)
	}
}

func TestDefinitionNamesNobody(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.imported(t, 3, 1)
	v, err := c.app.PublishBenchmark(context.Background(), c.owner, c.benchmark.ID, c.draft(t).Health.Hash, "to try it out")
	ok(t, err)
	for _, name := range []string{"example.org", "top0", `"m0"`, `"t0"`} {
		if strings.Contains(string(v.Definition), name) {
			t.Errorf("the frozen definition contains %s", name)
		}
	}
	d := c.draft(t)
	if d.Health.Managers != 3 || d.Health.Teams != 2 {
		t.Errorf("%d managers and %d teams are told apart", d.Health.Managers, d.Health.Teams)
	}
}
