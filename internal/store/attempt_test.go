package store_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestALinkOpenedTwiceStartsOneAttempt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		incumbent := newBench(t, s, 0).incumbent(t, s)
		ids := make([]uuid.UUID, 8)
		var all sync.WaitGroup
		for i := range ids {
			all.Go(func() {
				a, err := s.StartAttempt(ctx, hiring.Attempt{
					ID: uuid.New(), IncumbentID: &incumbent, Mode: hiring.ByLink, Language: hiring.Turkish, StartedAt: noon(),
				})
				if err != nil {
					t.Error(err)
				}
				ids[i] = a.ID
			})
		}
		all.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("two attempts were started: %v", ids)
			}
		}
		want := hiring.Attempt{ID: ids[0], IncumbentID: &incumbent, Mode: hiring.ByLink, Language: hiring.Turkish, StartedAt: noon()}
		if diff := cmp.Diff(want, need(s.AttemptOfIncumbent(ctx, incumbent))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// newApplication stores an application, straight into the tables.
func newApplication(t *testing.T, s *store.Store) uuid.UUID {
	t.Helper()
	ctx := context.Background()
	owner := user("recruiter-" + uuid.NewString() + "@example.org")
	must(t, s.CreateUser(ctx, owner))
	position, requisition, candidate, application := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	must(t, s.Exec(ctx, `INSERT INTO positions (id, name, level, profile, created_at) VALUES (?, 'p', 'frontline', '{}', 0)`, position))
	must(t, s.Exec(ctx, `INSERT INTO requisitions (id, name, position_id, owner_id, languages, policy, created_at)
VALUES (?, 'r', ?, ?, '["en"]', '{}', 0)`, requisition, position, owner.ID))
	must(t, s.Exec(ctx, `INSERT INTO candidates (id, name, email, created_at) VALUES (?, 'c', 'c@example.org', 0)`, candidate))
	must(t, s.Exec(ctx, `INSERT INTO applications (id, requisition_id, candidate_id, number, email, language, stage, created_at)
VALUES (?, ?, ?, 1, 'c@example.org', 'en', 'invited', 0)`, application, requisition, candidate))
	return application
}

func TestModesOfAnApplicationAreKeptApart(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		application := newApplication(t, s)
		recruiter := user("typist@example.org")
		must(t, s.CreateUser(ctx, recruiter))
		link := hiring.Attempt{ID: uuid.New(), ApplicationID: &application, Mode: hiring.ByLink, Language: hiring.English, StartedAt: noon().Add(time.Hour)}
		spoken := hiring.Attempt{ID: uuid.New(), ApplicationID: &application, Mode: hiring.ByInterview, Language: hiring.Spanish, StartedAt: noon(), TypedBy: &recruiter.ID}
		for _, want := range []hiring.Attempt{link, spoken} {
			need(s.StartAttempt(ctx, want))(t)
			if diff := cmp.Diff(want, need(s.AttemptOfApplication(ctx, application, want.Mode))(t)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", want.Mode, diff)
			}
		}
		if diff := cmp.Diff([]hiring.Attempt{spoken, link}, need(s.AttemptsOfApplication(ctx, application))(t)); diff != "" {
			t.Errorf("in the order started (-want +got)\n%s", diff)
		}
		if _, err := s.AttemptOfApplication(ctx, application, hiring.ByImport); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("a mode nobody used: got %v, want not found", err)
		}
	})
}

func TestAnAttemptIsSubmittedOnceAndChangesNoMore(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 0)
		want := b.attempt(t, s)
		consent, submitted := noon().Add(time.Minute), noon().Add(time.Hour)
		must(t, s.SetAttemptLanguage(ctx, want.ID, hiring.Spanish))
		must(t, s.SetAttemptConsent(ctx, want.ID, consent))
		must(t, s.SetAttemptCredit(ctx, want.ID, true))
		must(t, s.SubmitAttempt(ctx, want.ID, submitted, "R-1"))
		want.Language, want.ConsentAt, want.Credit, want.SubmittedAt, want.Receipt = hiring.Spanish, &consent, true, &submitted, "R-1"

		for name, err := range map[string]error{
			"language": s.SetAttemptLanguage(ctx, want.ID, hiring.English),
			"consent":  s.SetAttemptConsent(ctx, want.ID, submitted),
			"credit":   s.SetAttemptCredit(ctx, want.ID, false),
			"submit":   s.SubmitAttempt(ctx, want.ID, submitted.Add(time.Hour), "R-2"),
		} {
			t.Run(name, func(t *testing.T) { wantKey(t, err, hiring.Conflict, "error.already_submitted") })
		}
		if diff := cmp.Diff(want, need(s.Attempt(ctx, want.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if err := s.SubmitAttempt(ctx, uuid.New(), submitted, "R-3"); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown attempt: got %v, want not found", err)
		}
		idle := b.incumbent(t, s)
		found := need(s.AttemptsOfIncumbents(ctx, []uuid.UUID{*want.IncumbentID, idle}))(t)
		if diff := cmp.Diff(map[uuid.UUID]hiring.Attempt{*want.IncumbentID: want}, found); diff != "" {
			t.Errorf("by incumbent (-want +got)\n%s", diff)
		}
	})
}

func TestASubmissionWaitsForASaveThatIsBeingCommitted(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, 1)
		attempt := b.attempt(t, s).ID
		submitted := make(chan int, 1) // how many answers were there right after the submission
		must(t, s.Tx(context.Background(), func(ctx context.Context) error {
			a := hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[0], Body: text("x"), SavedAt: noon()}
			need(s.SaveAnswer(ctx, a))(t)
			go func() {
				err := s.SubmitAttempt(context.Background(), attempt, noon(), "R")
				answers, readErr := s.Answers(context.Background(), attempt)
				if err != nil || readErr != nil {
					t.Error(err, readErr)
				}
				submitted <- len(answers)
			}()
			select {
			case n := <-submitted:
				submitted <- n
			case <-time.After(200 * time.Millisecond):
			}
			return nil
		}))
		if n := <-submitted; n != 1 {
			t.Errorf("%d answers were there on submission, want the acknowledged one", n)
		}
	})
}

func TestNoAnswerIsAcknowledgedAfterTheSubmissionItMissed(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 1)
		for range 10 {
			attempt := b.attempt(t, s).ID
			var acknowledged atomic.Int64
			var typing sync.WaitGroup
			typing.Go(func() {
				a := hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[0], Body: text("x"), SavedAt: noon()}
				for {
					saved, err := s.SaveAnswer(ctx, a)
					if err != nil {
						wantKey(t, err, hiring.Conflict, "error.already_submitted")
						return
					}
					acknowledged.Store(int64(saved.Version))
					a = saved
				}
			})
			var atSubmission int
			must(t, s.SubmitAttempt(ctx, attempt, noon(), "R"))
			for _, a := range need(s.Answers(ctx, attempt))(t) {
				atSubmission = a.Version
			}
			typing.Wait()
			if int(acknowledged.Load()) != atSubmission {
				t.Errorf("%d saves were acknowledged, %d were there on submission", acknowledged.Load(), atSubmission)
			}
		}
	})
}
