package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// judgedApplication stores an application that can be rated and decided about, and who decides.
func judgedApplication(t *testing.T, s *store.Store) (hiring.Application, hiring.User, bench) {
	t.Helper()
	ctx := context.Background()
	b, u := newBench(t, s, 2), user("judge-"+uuid.NewString()+"@example.org")
	must(t, s.CreateUser(ctx, u))
	position := hiring.Position{ID: uuid.New(), Name: "Care", Level: hiring.Frontline, CreatedAt: noon()}
	must(t, s.CreatePosition(ctx, position))
	r := hiring.Requisition{ID: uuid.New(), Name: "R", PositionID: position.ID, OwnerID: u.ID, LinkDays: 14, CreatedAt: noon(), Panel: []uuid.UUID{u.ID}}
	must(t, s.CreateRequisition(ctx, r))
	return need(s.CreateApplication(ctx, hiring.Candidate{ID: uuid.New(), Name: "Ada", Email: "ada@example.org", CreatedAt: noon()},
		hiring.Application{ID: uuid.New(), RequisitionID: r.ID, Language: hiring.English, CreatedAt: noon()}))(t), u, b
}

func TestDecisionTakesThePlaceOfTheOneThatWasSeen(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, u, _ := judgedApplication(t, s)
		decide := func(o hiring.Outcome, instead *uuid.UUID) (uuid.UUID, error) {
			d := hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: o, Reason: "why", By: u.ID, At: noon()}
			return d.ID, s.Decide(ctx, d, instead)
		}
		first := need(decide(hiring.Hold, nil))(t)
		if _, err := decide(hiring.Hire, nil); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("a second first decision: %v, want a conflict", err)
		}
		second := need(decide(hiring.Hire, &first))(t)
		if _, err := decide(hiring.Decline, &first); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("a decision in place of one that is past: %v, want a conflict", err)
		}
		all := need(s.Decisions(ctx, a.ID))(t)
		current := 0
		for _, d := range all {
			if d.SupersededAt == nil {
				current++
				if d.ID != second {
					t.Errorf("current is %s, want %s", d.ID, second)
				}
			}
		}
		if len(all) != 2 || current != 1 {
			t.Errorf("%d decisions, %d current", len(all), current)
		}
		if got := need(s.Application(ctx, a.ID))(t); got.Decision != hiring.Hire {
			t.Errorf("the application says %q", got.Decision)
		}
	})
}

func TestOfDecisionsMadeAtOnceOneIsKept(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, u, _ := judgedApplication(t, s)
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() {
				errs[i] = s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hold, Reason: "why", By: u.ID, At: noon()}, nil)
			})
		}
		wait.Wait()
		kept := 0
		for _, err := range errs {
			if err == nil {
				kept++
			} else if hiring.KindOf(err) != hiring.Conflict {
				t.Errorf("%v, want a conflict", err)
			}
		}
		if all := need(s.Decisions(ctx, a.ID))(t); kept != 1 || len(all) != 1 {
			t.Errorf("%d succeeded, %d are kept; want one", kept, len(all))
		}
	})
}

func TestRatingsOfOneRaterAreStoredOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, u, b := judgedApplication(t, s)
		rating := func(question uuid.UUID) hiring.Rating {
			return hiring.Rating{ID: uuid.New(), ApplicationID: a.ID, QuestionVersionID: question, RaterID: u.ID, Level: 3, Evidence: "q", CreatedAt: noon()}
		}
		must(t, s.AddRatings(ctx, []hiring.Rating{rating(b.questions[0])}))
		err := s.AddRatings(ctx, []hiring.Rating{rating(b.questions[1]), rating(b.questions[0])})
		if hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("rated again: %v, want a conflict", err)
		}
		if got := need(s.Ratings(ctx, a.ID))(t); len(got) != 1 {
			t.Errorf("%d ratings after a refused second sending, want 1", len(got))
		}
		if in := need(s.OwnIn(ctx, u.ID, []uuid.UUID{a.ID}))(t); !in[a.ID] {
			t.Error("the application is not among those rated")
		}
	})
}

func TestWhoIsDecidedAboutBeforeAnsweringIsReceivedAllTheSame(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, _, _ := judgedApplication(t, s)
		must(t, s.SetStage(ctx, a.ID, hiring.Decided, noon()))
		must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon()))
		must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Hour)))
		got := need(s.Application(ctx, a.ID))(t)
		if got.Stage != hiring.Decided || got.ReceivedAt == nil || !got.ReceivedAt.Equal(noon()) {
			t.Errorf("stage %s, received %v; want decided, received at noon", got.Stage, got.ReceivedAt)
		}
	})
}

func TestFitsNearFindsAllThatMayBeAlike(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, _, _ := judgedApplication(t, s)
		fits := map[string]float64{"near@example.org": 58, "far@example.org": 95}
		for email, fit := range fits {
			b := need(s.CreateApplication(ctx, hiring.Candidate{ID: uuid.New(), Name: email, Email: email, CreatedAt: noon()},
				hiring.Application{ID: uuid.New(), RequisitionID: a.RequisitionID, Language: hiring.English, CreatedAt: noon()}))(t)
			lo, hi := fit-8, fit+8
			must(t, s.SetFit(ctx, b.ID, store.FitColumns{Fit: &fit, Lo: &lo, Hi: &hi}))
		}
		fit, lo, hi := 50.0, 42.0, 58.0
		must(t, s.SetFit(ctx, a.ID, store.FitColumns{Fit: &fit, Lo: &lo, Hi: &hi}))
		near := need(s.FitsNear(ctx, need(s.Application(ctx, a.ID))(t), 0, 10))(t)
		if len(near) != 1 || near[0].Email != "near@example.org" {
			t.Errorf("near: %v", near)
		}
		if near := need(s.FitsNear(ctx, need(s.Application(ctx, a.ID))(t), 50, 10))(t); len(near) != 2 {
			t.Errorf("within 50 points: %v", near)
		}
		far := 99.0
		must(t, s.SetFit(ctx, near[0].ID, store.FitColumns{Fit: &far}))
		if near := need(s.FitsNear(ctx, need(s.Application(ctx, a.ID))(t), 0, 10))(t); len(near) != 1 || near[0].FitLo != nil {
			t.Errorf("nothing shows a difference from a fit without an interval, however far: %v", near)
		}
	})
}
