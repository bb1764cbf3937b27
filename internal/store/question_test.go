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

// luck is a question of a value, with something in every field its kind has.
func luck(value uuid.UUID, position int) hiring.Question {
	q := hiring.Question{
		ID: uuid.New(), ValueID: value, Key: "adaptability-luck", Position: position, CreatedAt: noon(), Version: 1,
	}
	q.Current = hiring.QuestionVersion{ID: uuid.New(), QuestionID: q.ID, Number: 1, CreatedAt: noon(), Wording: hiring.Wording{
		Kind: hiring.Numeric, Technique: hiring.SelfRating, Prompt: hiring.Words{"en": "How lucky are you?", "tr": "Ne kadar şanslısınız?"},
		Help: hiring.Words{"en": "No right answer."}, JobRelated: hiring.Words{"en": "Notices chances."}, Probes: []hiring.Words{{"en": "Why?"}},
		Lo: 1, Hi: 10, LowEnd: hiring.Words{"en": "Never"}, HighEnd: hiring.Words{"en": "Always"},
		Mode: hiring.IdealPoint, ModeReason: hiring.Words{"en": "Ten may be too much."},
	}}
	return q
}

// reworded returns a further version of a question's wording.
func reworded(q hiring.Question, prompt string) hiring.QuestionVersion {
	v := q.Current
	v.ID, v.Number, v.CreatedAt = uuid.New(), v.Number+1, noon().Add(time.Hour)
	v.Prompt = hiring.Words{"en": prompt}
	return v
}

func ids(qs []hiring.Question) []uuid.UUID {
	out := []uuid.UUID{}
	for _, q := range qs {
		out = append(out, q.ID)
	}
	return out
}

func TestQuestionComesBackWithItsCurrentWording(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, v := context.Background(), honesty(1)
		must(t, s.CreateValue(ctx, v))
		want := luck(v.ID, 1)
		must(t, s.CreateQuestion(ctx, want))
		if diff := cmp.Diff(want, need(s.Question(ctx, want.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(want.Current, need(s.QuestionVersion(ctx, want.Current.ID))(t)); diff != "" {
			t.Errorf("by version (-want +got)\n%s", diff)
		}
		if err := s.CreateQuestion(ctx, luck(uuid.New(), 1)); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("a question of no value: got %v, want not found", err)
		}
	})
}

func TestQuestionsStandByValueInOrderWithoutRetiredOnes(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		second, first, gone := honesty(2), honesty(1), honesty(0)
		at := noon()
		gone.RetiredAt = &at
		for _, v := range []hiring.Value{second, first, gone} {
			must(t, s.CreateValue(ctx, v))
		}
		a, b, c, d, e := luck(first.ID, 2), luck(first.ID, 1), luck(second.ID, 1), luck(gone.ID, 1), luck(first.ID, 0)
		e.RetiredAt = &at
		for _, q := range []hiring.Question{a, b, c, d, e} {
			must(t, s.CreateQuestion(ctx, q))
		}
		if diff := cmp.Diff([]uuid.UUID{b.ID, a.ID, c.ID}, ids(need(s.Questions(ctx))(t))); diff != "" {
			t.Errorf("in use (-want +got)\n%s", diff)
		}
		must(t, s.SetQuestionOrder(ctx, []uuid.UUID{a.ID, b.ID}))
		if diff := cmp.Diff([]uuid.UUID{a.ID, b.ID, e.ID}, ids(need(s.QuestionsOf(ctx, first.ID))(t))); diff != "" {
			t.Errorf("of one value, after moving (-want +got)\n%s", diff)
		}
	})
}

func TestANewWordingBecomesCurrentAndTheOldOneStays(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, v := context.Background(), honesty(1)
		must(t, s.CreateValue(ctx, v))
		q := luck(v.ID, 1)
		must(t, s.CreateQuestion(ctx, q))
		two := reworded(q, "How lucky do you feel?")
		must(t, s.AddQuestionVersion(ctx, two, 1))
		wantKey(t, s.AddQuestionVersion(ctx, reworded(q, "late"), 1), hiring.Conflict, "error.changed_meanwhile")
		got := need(s.Question(ctx, q.ID))(t)
		if got.Version != 2 {
			t.Errorf("version %d, want 2", got.Version)
		}
		if diff := cmp.Diff(two, got.Current); diff != "" {
			t.Errorf("current (-want +got)\n%s", diff)
		}
		if diff := cmp.Diff([]hiring.QuestionVersion{two, q.Current}, need(s.QuestionVersions(ctx, q.ID))(t)); diff != "" {
			t.Errorf("all (-want +got)\n%s", diff)
		}
	})
}

func TestAnAnsweredWordingIsNeverReplaced(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, b := context.Background(), newBench(t, s, 0)
		v := honesty(1)
		must(t, s.CreateValue(ctx, v))
		q := luck(v.ID, 1)
		must(t, s.CreateQuestion(ctx, q))
		mended := q.Current
		mended.Prompt = hiring.Words{"en": "How lucky are you, really?"}
		must(t, s.ReplaceWording(ctx, mended, 1))
		answerTo(t, s, b.attempt(t, s).ID, q.Current.ID)
		again := mended
		again.Prompt = hiring.Words{"en": "Something else?"}
		if err := s.ReplaceWording(ctx, again, 2); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("an answered wording: got %v, want a conflict", err)
		}
		got := need(s.Question(ctx, q.ID))(t)
		if diff := cmp.Diff(mended, got.Current); diff != "" || got.Version != 2 {
			t.Errorf("version %d, want 2; wording (-want +got)\n%s", got.Version, diff)
		}
	})
}

// answerTo stores an answer to a wording.
func answerTo(t testing.TB, s *store.Store, attempt, version uuid.UUID) {
	t.Helper()
	must(t, s.Exec(context.Background(), `INSERT INTO answers (attempt_id, question_version_id, body, version, saved_at)
VALUES (?, ?, '{"number":7}', 1, 0)`, attempt, version))
}

func TestAnswersAreCountedByWording(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, b := context.Background(), newBench(t, s, 1)
		v := honesty(1)
		must(t, s.CreateValue(ctx, v))
		q := luck(v.ID, 1)
		must(t, s.CreateQuestion(ctx, q))
		unanswered := reworded(q, "How lucky?")
		must(t, s.AddQuestionVersion(ctx, unanswered, 1))
		for range 2 {
			at := b.attempt(t, s).ID
			answerTo(t, s, at, q.Current.ID)
			answerTo(t, s, at, b.questions[0]) // of another question
		}
		want := map[uuid.UUID]int{q.Current.ID: 2}
		if diff := cmp.Diff(want, need(s.CountAnswers(ctx, q.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestRetiringAQuestionNeedsTheNewestVersion(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, v := context.Background(), honesty(1)
		must(t, s.CreateValue(ctx, v))
		q := luck(v.ID, 1)
		must(t, s.CreateQuestion(ctx, q))
		at := noon().Add(time.Minute)
		q.RetiredAt = &at
		must(t, s.RetireQuestion(ctx, q))
		wantKey(t, s.RetireQuestion(ctx, q), hiring.Conflict, "error.changed_meanwhile")
		if got := need(s.Question(ctx, q.ID))(t); got.RetiredAt == nil || !got.RetiredAt.Equal(at) {
			t.Errorf("retired at %v, want %v", got.RetiredAt, at)
		}
		q.RetiredAt, q.Version = nil, 2
		must(t, s.RetireQuestion(ctx, q))
		if got := need(s.Question(ctx, q.ID))(t); got.Retired() {
			t.Error("still retired")
		}
	})
}
