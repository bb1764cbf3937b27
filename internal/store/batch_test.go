package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestEveryConcurrentSaveIsKeptAndOneBadOneSpoilsNoOther(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		const people, saves = 40, 10
		b := newBench(t, s, 1)
		attempts := make([]uuid.UUID, people)
		var all sync.WaitGroup
		for i := range attempts {
			attempts[i] = b.attempt(t, s).ID
		}
		for i := range attempts {
			all.Go(func() { typeAnswers(t, s, attempts[i], b.questions[0], saves) })
			all.Go(func() { // a question that does not exist: a failing statement in somebody's batch
				_, err := s.SaveAnswer(context.Background(), hiring.Answer{AttemptID: attempts[i], QuestionVersionID: uuid.New(), SavedAt: noon()})
				if hiring.KindOf(err) != hiring.NotFound {
					t.Errorf("got %v, want not found", err)
				}
			})
		}
		all.Wait()
		for _, attempt := range attempts {
			checkStored(t, s, "typed", attempt, saves, text(fmt.Sprint("save ", saves)))
		}
	})
}

// typeAnswers saves n times, each from the version before.
func typeAnswers(t *testing.T, s *store.Store, attempt, question uuid.UUID, n int) {
	a := hiring.Answer{AttemptID: attempt, QuestionVersionID: question, SavedAt: noon()}
	for i := range n {
		a.Body = text(fmt.Sprint("save ", i+1))
		saved, err := s.SaveAnswer(context.Background(), a)
		if err != nil || saved.Version != i+1 {
			t.Errorf("save %d: version %d, %v", i+1, saved.Version, err)
			return
		}
		a = saved
	}
}

func TestOfTwoSavesFromOneVersionOneWins(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, 1)
		attempt := b.attempt(t, s).ID
		var won atomic.Int64
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				_, err := s.SaveAnswer(context.Background(), hiring.Answer{
					AttemptID: attempt, QuestionVersionID: b.questions[0], Body: text(fmt.Sprint("tab ", i)), SavedAt: noon(),
				})
				if err == nil {
					won.Add(1)
				} else {
					wantKey(t, err, hiring.Conflict, "error.changed_meanwhile")
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d saves won, want 1", won.Load())
		}
	})
}

func TestClosingCommitsEverySaveThatWasLetInAndRefusesTheRest(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	b := newBench(t, s, 1)
	attempts := make([]uuid.UUID, 50)
	for i := range attempts {
		attempts[i] = b.attempt(t, s).ID
	}
	acknowledged := make([]bool, len(attempts))
	var all sync.WaitGroup
	must(t, s.Tx(context.Background(), func(context.Context) error { // holds the writer, so that saves are waiting
		for i := range attempts {
			all.Go(func() {
				_, err := s.SaveAnswer(context.Background(), hiring.Answer{AttemptID: attempts[i], QuestionVersionID: b.questions[0], Body: text("x"), SavedAt: noon()})
				if acknowledged[i] = err == nil; err != nil && !errors.Is(err, store.ErrClosed()) {
					t.Errorf("save %d: %v", i, err)
				}
			})
		}
		time.Sleep(20 * time.Millisecond) // most of them are in by then; nothing depends on how many
		all.Go(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		time.Sleep(20 * time.Millisecond)
		return nil
	}))
	all.Wait()
	if _, err := s.SaveAnswer(context.Background(), hiring.Answer{}); !errors.Is(err, store.ErrClosed()) {
		t.Errorf("a closed store: got %v", err)
	}
	again := opened(t, path)
	for i, attempt := range attempts {
		stored := len(need(again.Answers(context.Background(), attempt))(t)) == 1
		if stored != acknowledged[i] {
			t.Errorf("save %d: acknowledged %v, stored %v", i, acknowledged[i], stored)
		}
	}
}

func TestASaveGivenUpDoesNotHoldOthersUp(t *testing.T) {
	t.Parallel()
	s, _ := testkit.FileStore(t)
	b := newBench(t, s, 1)
	one, two := b.attempt(t, s).ID, b.attempt(t, s).ID
	impatient, giveUp := context.WithCancel(context.Background())
	var all sync.WaitGroup
	must(t, s.Tx(context.Background(), func(context.Context) error { // holds the writer, so that both saves wait
		all.Go(func() {
			_, err := s.SaveAnswer(impatient, hiring.Answer{AttemptID: one, QuestionVersionID: b.questions[0], SavedAt: noon()})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the save given up: got %v", err)
			}
		})
		all.Go(func() {
			_, err := s.SaveAnswer(context.Background(), hiring.Answer{AttemptID: two, QuestionVersionID: b.questions[0], Body: text("patient"), SavedAt: noon()})
			if err != nil {
				t.Error(err)
			}
		})
		giveUp()
		return nil
	}))
	all.Wait()
	checkStored(t, s, "patient", two, 1, text("patient"))
}
