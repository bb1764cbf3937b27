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

func text(s string) hiring.AnswerBody { return hiring.AnswerBody{Text: s} }

// inAndOutside runs a test of SaveAnswer both ways it goes: alone, through the batch, and within a transaction.
func inAndOutside(t *testing.T, test func(t *testing.T, s *store.Store, save func(hiring.Answer) (hiring.Answer, error))) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		t.Run("alone", func(t *testing.T) {
			test(t, s, func(a hiring.Answer) (hiring.Answer, error) { return s.SaveAnswer(context.Background(), a) })
		})
		t.Run("in a transaction", func(t *testing.T) {
			test(t, s, func(a hiring.Answer) (saved hiring.Answer, err error) {
				var refused error
				must(t, s.Tx(context.Background(), func(ctx context.Context) error {
					saved, refused = s.SaveAnswer(ctx, a)
					return nil
				}))
				return saved, refused
			})
		})
	})
}

func TestASaveNeedsTheVersionItWasMadeFrom(t *testing.T) {
	t.Parallel()
	five := 5
	first, second := text("one"), hiring.AnswerBody{Text: "why", Number: &five, Picks: []string{"a", "b"}}
	type save struct {
		body    hiring.AnswerBody
		version int
		key     string            // of the conflict, or ""
		stands  int               // version returned
		body2   hiring.AnswerBody // body returned
	}
	tests := map[string][]save{
		"a first save":        {{first, 0, "", 1, first}},
		"one after the other": {{first, 0, "", 1, first}, {second, 1, "", 2, second}, {first, 2, "", 3, first}},
		"two tabs, both new":  {{first, 0, "", 1, first}, {second, 0, "error.changed_meanwhile", 1, first}},
		"two tabs, both on one version": {
			{first, 0, "", 1, first}, {second, 1, "", 2, second}, {text("mine"), 1, "error.changed_meanwhile", 2, second},
		},
		"the first save repeated":       {{second, 0, "", 1, second}, {second, 0, "", 1, second}},
		"a later save repeated":         {{first, 0, "", 1, first}, {second, 1, "", 2, second}, {second, 1, "", 2, second}},
		"an old save repeated too late": {{first, 0, "", 1, first}, {second, 1, "", 2, second}, {second, 0, "error.changed_meanwhile", 2, second}},
		"a version that never was":      {{first, 3, "error.changed_meanwhile", 0, hiring.AnswerBody{}}},
		"the same text on purpose":      {{first, 0, "", 1, first}, {first, 1, "", 2, first}},
		"emptied again":                 {{first, 0, "", 1, first}, {hiring.AnswerBody{}, 1, "", 2, hiring.AnswerBody{}}},
	}
	inAndOutside(t, func(t *testing.T, s *store.Store, put func(hiring.Answer) (hiring.Answer, error)) {
		b := newBench(t, s, 1)
		for name, saves := range tests {
			attempt := b.attempt(t, s).ID
			for i, x := range saves {
				a := hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[0], Body: x.body, Version: x.version, SavedAt: noon()}
				stands, err := put(a)
				if x.key == "" {
					must(t, err)
				} else {
					wantKey(t, err, hiring.Conflict, x.key)
				}
				if stands.Version != x.stands || !cmp.Equal(stands.Body, x.body2) {
					t.Errorf("%s, save %d: version %d with %v stands, want %d with %v", name, i+1, stands.Version, stands.Body, x.stands, x.body2)
				}
			}
			checkStored(t, s, name, attempt, saves[len(saves)-1].stands, saves[len(saves)-1].body2)
		}
	})
}

// checkStored compares what is stored with what the last save said stands.
func checkStored(t *testing.T, s *store.Store, name string, attempt uuid.UUID, version int, body hiring.AnswerBody) {
	t.Helper()
	answers := need(s.Answers(context.Background(), attempt))(t)
	if version == 0 {
		if len(answers) != 0 {
			t.Errorf("%s: stored %v, want nothing", name, answers)
		}
		return
	}
	if len(answers) != 1 || answers[0].Version != version || !cmp.Equal(answers[0].Body, body) || !answers[0].SavedAt.Equal(noon()) {
		t.Errorf("%s: stored %v, want version %d with %v", name, answers, version, body)
	}
}

func TestASubmittedAttemptTakesNoAnswers(t *testing.T) {
	t.Parallel()
	inAndOutside(t, func(t *testing.T, s *store.Store, put func(hiring.Answer) (hiring.Answer, error)) {
		b := newBench(t, s, 2)
		attempt := b.attempt(t, s).ID
		a := hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[0], Body: text("kept"), SavedAt: noon()}
		need(put(a))(t)
		must(t, s.SubmitAttempt(context.Background(), attempt, noon(), "R-1"))

		if repeated := need(put(a))(t); repeated.Version != 1 {
			t.Errorf("a repeated save: version %d, want 1", repeated.Version)
		}
		a.Version, a.Body = 1, text("too late")
		stands, err := put(a)
		wantKey(t, err, hiring.Conflict, "error.already_submitted")
		if stands.Body.Text != "kept" {
			t.Errorf("%q stands, want what was submitted", stands.Body.Text)
		}
		_, err = put(hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[1], Body: text("new"), SavedAt: noon()})
		wantKey(t, err, hiring.Conflict, "error.already_submitted")
		checkStored(t, s, "submitted", attempt, 1, text("kept"))
	})
}

func TestASaveToNothingIsNotFound(t *testing.T) {
	t.Parallel()
	inAndOutside(t, func(t *testing.T, s *store.Store, put func(hiring.Answer) (hiring.Answer, error)) {
		b := newBench(t, s, 1)
		_, err := put(hiring.Answer{AttemptID: uuid.New(), QuestionVersionID: b.questions[0], Body: text("x"), SavedAt: noon()})
		if hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("no such attempt: got %v", err)
		}
	})
	testkit.Stores(t, func(t *testing.T, s *store.Store) { // alone: inside a transaction of PostgreSQL the failure ends it
		b := newBench(t, s, 1)
		_, err := s.SaveAnswer(context.Background(), hiring.Answer{AttemptID: b.attempt(t, s).ID, QuestionVersionID: uuid.New(), Body: text("x"), SavedAt: noon()})
		if hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("no such question: got %v", err)
		}
	})
}

func TestASaveInATransactionGoesWithIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, 1)
		attempt := b.attempt(t, s).ID
		_ = s.Tx(context.Background(), func(ctx context.Context) error {
			need(s.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[0], Body: text("x"), SavedAt: noon()}))(t)
			return errOnPurpose
		})
		checkStored(t, s, "undone", attempt, 0, hiring.AnswerBody{})
	})
}

func TestAnswersOfSeveralAttemptsAreKeptApartAndInOrder(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 3)
		one, two, none := b.attempt(t, s).ID, b.attempt(t, s).ID, b.attempt(t, s).ID
		want := map[uuid.UUID][]hiring.Answer{}
		for _, attempt := range []uuid.UUID{one, two} {
			for i := range b.questions {
				i = len(b.questions) - 1 - i // saved backwards
				a := hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[i], Body: text(attempt.String()), SavedAt: noon().Add(time.Millisecond)}
				want[attempt] = append([]hiring.Answer{need(s.SaveAnswer(ctx, a))(t)}, want[attempt]...)
			}
		}
		if diff := cmp.Diff(want, need(s.AnswersOf(ctx, []uuid.UUID{one, two, none}))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(want[two], need(s.Answers(ctx, two))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
