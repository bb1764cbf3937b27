package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// newBenchmark stores an owner, and a benchmark of theirs without questions.
func newBenchmark(t *testing.T, s *store.Store, name string) hiring.Benchmark {
	t.Helper()
	u := user(uuid.NewString() + "@example.org")
	must(t, s.CreateUser(context.Background(), u))
	b := hiring.Benchmark{ID: uuid.New(), Name: name, Criterion: "CSAT", LinkDays: 14, CreatedBy: u.ID, CreatedAt: noon(), Version: 1}
	must(t, s.CreateBenchmark(context.Background(), b))
	return b
}

func TestBenchmarkIsEditedByOneAtATime(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBenchmark(t, s, "Care")
		b.Name, b.Criterion, b.LinkDays, b.TextLength = "Care 2026", "QA", 7, hiring.LengthResidual
		must(t, s.UpdateBenchmark(ctx, b))
		wantKey(t, s.UpdateBenchmark(ctx, b), hiring.Conflict, "error.changed_meanwhile")
		b.Version = 2
		if diff := cmp.Diff(b, need(s.Benchmark(ctx, b.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestBenchmarksAreListedWithTheirProgress(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 2)
		for i, q := range b.questions {
			must(t, s.AddBenchmarkQuestion(ctx, b.id, q, i+1, noon()))
		}
		by := need(s.Benchmark(ctx, b.id))(t).CreatedBy
		at := noon()
		must(t, s.ExcludeBenchmarkQuestion(ctx, b.id, b.questions[0], "misread", &by, &at))
		top := b.attempt(t, s)
		must(t, s.Exec(ctx, `UPDATE incumbents SET rep_group = 'top' WHERE id = ?`, *top.IncumbentID))
		must(t, s.SubmitAttempt(ctx, top.ID, noon(), "R"))
		b.attempt(t, s) // in no group: not counted
		must(t, s.AddBenchmarkVersion(ctx, hiring.BenchmarkVersion{ID: uuid.New(), BenchmarkID: b.id, Number: 3, PublishedBy: by, PublishedAt: noon()}))
		newBenchmark(t, s, "a")
		got := need(s.Benchmarks(ctx))(t)
		if len(got) != 2 || got[0].Name != "a" || got[0].Number != 0 {
			t.Fatalf("listed: %+v", got)
		}
		if g := got[1]; g.ID != b.id || g.Questions != 1 || g.Reps != 1 || g.Submitted != 1 || g.Number != 3 {
			t.Errorf("progress: %+v", g)
		}
	})
}

func TestBenchmarkQuestionsKeepTheirOrderAndExclusion(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 2)
		must(t, s.AddBenchmarkQuestion(ctx, b.id, b.questions[0], 2, noon()))
		must(t, s.AddBenchmarkQuestion(ctx, b.id, b.questions[1], 1, noon().Add(time.Hour)))
		wantKey(t, s.AddBenchmarkQuestion(ctx, b.id, b.questions[1], 3, noon()), hiring.Conflict, "error.duplicate")
		by := need(s.Benchmark(ctx, b.id))(t).CreatedBy
		at := noon()
		must(t, s.ExcludeBenchmarkQuestion(ctx, b.id, b.questions[0], "misread", &by, &at))
		got := need(s.BenchmarkQuestions(ctx, b.id))(t)
		if len(got) != 2 || got[0].ID != b.questions[1] || got[0].Position != 1 || !got[0].AddedAt.Equal(noon().Add(time.Hour)) || got[0].Excluded() {
			t.Fatalf("questions: %+v", got)
		}
		if g := got[1]; !g.Excluded() || g.ExcludedReason != "misread" || *g.ExcludedBy != by || g.Reworded() {
			t.Errorf("excluded: %+v", g)
		}
		must(t, s.ExcludeBenchmarkQuestion(ctx, b.id, b.questions[0], "", nil, nil))
		if need(s.BenchmarkQuestions(ctx, b.id))(t)[1].Excluded() {
			t.Error("taken back, it is still excluded")
		}
	})
}

func TestOnlyAnUnansweredQuestionIsRemoved(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 2)
		for i, q := range b.questions {
			must(t, s.AddBenchmarkQuestion(ctx, b.id, q, i+1, noon()))
		}
		a := b.attempt(t, s)
		need(s.SaveAnswer(ctx, hiring.Answer{AttemptID: a.ID, QuestionVersionID: b.questions[0], SavedAt: noon()}))(t)
		wantKey(t, s.RemoveBenchmarkQuestion(ctx, b.id, b.questions[0]), hiring.Conflict, "benchmark.error.answered")
		must(t, s.RemoveBenchmarkQuestion(ctx, b.id, b.questions[1]))
		if diff := cmp.Diff(map[uuid.UUID]int{b.questions[0]: 1}, need(s.CountBenchmarkAnswers(ctx, b.id))(t)); diff != "" {
			t.Errorf("answers (-want +got)\n%s", diff)
		}
	})
}

func TestAnswerIsExcludedOnce(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 1)
		a := b.attempt(t, s)
		e := hiring.AnswerExclusion{
			AttemptID: a.ID, QuestionVersionID: b.questions[0], Reason: "copied", By: need(s.Benchmark(ctx, b.id))(t).CreatedBy, At: noon(),
		}
		must(t, s.ExcludeAnswer(ctx, b.id, e))
		wantKey(t, s.ExcludeAnswer(ctx, b.id, e), hiring.Conflict, "error.duplicate")
		if diff := cmp.Diff([]hiring.AnswerExclusion{e}, need(s.AnswerExclusions(ctx, b.id))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		must(t, s.IncludeAnswer(ctx, b.id, a.ID, b.questions[0]))
		wantKey(t, s.IncludeAnswer(ctx, b.id, a.ID, b.questions[0]), hiring.NotFound, "error.not_found")
	})
}

func TestNewestVersionIsTheOneWithTheHighestNumber(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBenchmark(t, s, "Care")
		_, err := s.NewestBenchmarkVersion(ctx, b.ID)
		wantKey(t, err, hiring.NotFound, "error.not_found")
		var versions []hiring.BenchmarkVersion
		for n := 1; n <= 2; n++ {
			v := hiring.BenchmarkVersion{
				ID: uuid.New(), BenchmarkID: b.ID, Number: n, Hash: "h", Engine: "1", Definition: []byte("{}"), Health: []byte("{}"), Themes: []byte("[]"),
				Criterion: "CSAT", Note: "n", PublishedBy: b.CreatedBy, PublishedAt: noon(),
			}
			must(t, s.AddBenchmarkVersion(ctx, v))
			versions = append(versions, v)
		}
		if diff := cmp.Diff(versions[1], need(s.NewestBenchmarkVersion(ctx, b.ID))(t)); diff != "" {
			t.Errorf("newest (-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(versions[0], need(s.BenchmarkVersionNumber(ctx, b.ID, 1))(t)); diff != "" {
			t.Errorf("number 1 (-want +got)\n%s", diff)
		}
		wantKey(t, s.AddBenchmarkVersion(ctx, versions[1]), hiring.Conflict, "error.duplicate")
		published := need(s.PublishedVersions(ctx))(t)
		if len(published) != 2 || published[0].Number != 2 || published[0].ID != versions[1].ID || published[0].Benchmark != "Care" {
			t.Errorf("published: %+v", published)
		}
	})
}
