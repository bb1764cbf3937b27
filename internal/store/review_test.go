package store_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// scoredOnce stores a score of an application of the round, and who may review it.
func scoredOnce(r *openRound, a hiring.Application) hiring.StoredScore {
	r.t.Helper()
	ctx := context.Background()
	at := hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByInterview, Language: hiring.Turkish, StartedAt: noon(), TypedBy: &r.owner.ID}
	at = need(r.store.StartAttempt(ctx, at))(r.t)
	s := hiring.StoredScore{
		ID: uuid.New(), ApplicationID: a.ID, AttemptID: at.ID, BenchmarkVersionID: r.version(100 + a.Number).ID, Engine: "1", Result: []byte("{}"), CreatedAt: noon(),
	}
	if isNew := need(r.store.AddScore(ctx, s))(r.t); !isNew {
		r.t.Fatal("not a new score")
	}
	return s
}

func TestAReviewTakesThePlaceOfTheOneThatWasSeen(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a := r.apply("Ana", "ana@example.org")
		score := scoredOnce(r, a)
		review := func(act hiring.ReviewAct, after *float64, instead *uuid.UUID) (uuid.UUID, error) {
			x := hiring.Review{
				ID: uuid.New(), ApplicationID: a.ID, ScoreID: score.ID, QuestionVersionID: r.bench.questions[0], Act: act, Before: 61.5, After: after,
				Reason: hiring.SaysMore, Words: "why", By: r.owner.ID, At: noon(),
			}
			return x.ID, s.AddReview(ctx, x, instead)
		}
		eighty := 80.0
		first := need(review(hiring.Accept, nil, nil))(t)
		if _, err := review(hiring.Void, nil, nil); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("a second first review: %v, want a conflict", err)
		}
		second := need(review(hiring.Adjust, &eighty, &first))(t)
		if _, err := review(hiring.Void, nil, &first); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("in place of a past review: %v, want a conflict", err)
		}
		got := need(s.Reviews(ctx, a.ID))(t)
		want := hiring.Review{
			ID: second, ApplicationID: a.ID, ScoreID: score.ID, QuestionVersionID: r.bench.questions[0], Act: hiring.Adjust, Before: 61.5, After: &eighty,
			Reason: hiring.SaysMore, Words: "why", By: r.owner.ID, At: noon(),
		}
		for _, x := range got {
			if x.SupersededAt == nil {
				if diff := cmp.Diff(want, x); diff != "" {
					t.Errorf("current (-want +got)\n%s", diff)
				}
			}
		}
		if len(got) != 2 {
			t.Errorf("%d reviews are kept", len(got))
		}
	})
}

func TestOfReviewsMadeAtOnceOneIsKept(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a := r.apply("Ana", "ana@example.org")
		score := scoredOnce(r, a)
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() {
				errs[i] = s.Tx(ctx, func(ctx context.Context) error {
					if err := s.LockApplication(ctx, a.ID); err != nil {
						return err
					}
					return s.AddReview(ctx, hiring.Review{
						ID: uuid.New(), ApplicationID: a.ID, ScoreID: score.ID, QuestionVersionID: r.bench.questions[0], Act: hiring.Void,
						Reason: hiring.Technical, Words: "why", By: r.owner.ID, At: noon(),
					}, nil)
				})
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
		if all := need(s.Reviews(ctx, a.ID))(t); kept != 1 || len(all) != 1 {
			t.Errorf("%d succeeded, %d are kept; want one", kept, len(all))
		}
	})
}

func TestTheNewestReviewedFitOfEachScoreIsShown(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a := r.apply("Ana", "ana@example.org")
		score := scoredOnce(r, a)
		for _, f := range []store.ReviewedFit{{score.ID, 1, []byte(`{"n":1}`)}, {score.ID, 3, []byte(`{"n":3}`)}, {score.ID, 2, []byte(`{"n":2}`)}, {score.ID, 3, []byte(`{"n":"late"}`)}} {
			must(t, s.AddReviewedFit(ctx, f, noon()))
		}
		got := need(s.ReviewedFits(ctx, a.ID))(t)
		if diff := cmp.Diff([]store.ReviewedFit{{score.ID, 3, []byte(`{"n":3}`)}}, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		fit, lo, hi := 61.5, 50.0, 70.0
		must(t, s.SetReviewed(ctx, a.ID, store.ReviewedColumns{Reviews: 2, Fit: &fit, Lo: &lo, Hi: &hi, Resampled: "x"}))
		ap := need(s.Application(ctx, a.ID))(t)
		if ap.Reviews != 2 || *ap.ReviewedFit != fit || *ap.ReviewedLo != lo || *ap.ReviewedHi != hi || ap.ReviewedResampled != "x" || ap.Fit != nil {
			t.Errorf("%+v", ap)
		}
	})
}

func TestReviewRatesCountWhatStands(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r, other := newOpenRound(t, s), newOpenRound(t, s)
		hr := user("hr-"+uuid.NewString()+"@example.org", hiring.HR)
		must(t, s.CreateUser(ctx, hr))
		at := func(round *openRound, score hiring.StoredScore, question int, act hiring.ReviewAct, after *float64, by hiring.User, instead *uuid.UUID) uuid.UUID {
			x := hiring.Review{
				ID: uuid.New(), ApplicationID: score.ApplicationID, ScoreID: score.ID, QuestionVersionID: round.bench.questions[question], Act: act, Before: 50, After: after, By: by.ID, At: noon(),
			}
			must(t, s.AddReview(ctx, x, instead))
			return x.ID
		}
		up, down := 70.0, 45.0
		one, two := scoredOnce(r, r.apply("1", "1@x.org")), scoredOnce(r, r.apply("2", "2@x.org"))
		first := at(r, one, 0, hiring.Accept, nil, hr, nil)
		at(r, one, 0, hiring.Adjust, &up, hr, &first)
		at(r, one, 1, hiring.Adjust, &down, hr, nil)
		at(r, two, 0, hiring.Void, nil, r.owner, nil)
		elsewhere := scoredOnce(other, other.apply("3", "3@x.org"))
		at(other, elsewhere, 0, hiring.Accept, nil, hr, nil)
		must(t, s.AddReviews(ctx, []hiring.Review{{
			ID: uuid.New(), ApplicationID: elsewhere.ApplicationID, ScoreID: elsewhere.ID, QuestionVersionID: other.bench.questions[1], Act: hiring.Accept, Before: 50,
			AtOnce: true, By: hr.ID, At: noon(),
		}}))
		people := need(s.ReviewRates(ctx, r.requisition.ID, store.RatesByPerson, store.ReviewFilter{}))(t)
		want := []store.ReviewCount{
			{ID: hr.ID, Name: hr.Name, ReviewRate: hiring.ReviewRate{Adjusted: 2, Up: 1, Down: 1, Moved: 15}},
			{ID: r.owner.ID, Name: r.owner.Name, ReviewRate: hiring.ReviewRate{Voided: 1}},
		}
		if diff := cmp.Diff(want, people); diff != "" {
			t.Errorf("by person (-want +got)\n%s", diff)
		}
		questions := need(s.ReviewRates(ctx, r.requisition.ID, store.RatesByQuestion, store.ReviewFilter{}))(t)
		if len(questions) != 2 || questions[0].ID != r.bench.questions[0] || questions[0].Total() != 2 {
			t.Errorf("by question: %+v", questions)
		}
		all := need(s.ReviewRates(ctx, uuid.Nil, store.RatesByRequisition, store.ReviewFilter{}))(t)
		if len(all) != 2 || all[0].ID != r.requisition.ID || all[0].Total() != 3 || all[1].Accepted != 2 || all[1].AtOnce != 1 || all[1].Singly() != 1 {
			t.Errorf("by requisition: %+v", all)
		}
	})
}
