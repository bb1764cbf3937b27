package app_test

import (
	"context"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// scoredCandidate is a candidate of the round whose answers are scored.
func (r scoredRound) scoredCandidate(t *testing.T, name, text string, number int, picks ...string) hiring.Application {
	t.Helper()
	a := r.Candidate(name)
	r.Submit(a, r.Bodies(text, number, picks...))
	r.app.WorkAll(context.Background())
	return r.application(t, a.ID)
}

// view is what the owner sees of an application.
func (r scoredRound) view(t *testing.T, id uuid.UUID) app.ApplicationView {
	t.Helper()
	v, err := r.app.ViewApplication(context.Background(), r.owner, id)
	ok(t, err)
	return v
}

// adjust is a review that puts points in place of a target's.
func adjust(t app.ReviewTarget, points float64) app.NewReview {
	n := app.NewReview{
		Score: t.Score, Question: t.Question, Act: hiring.Adjust, Points: &points, Reason: hiring.Misread, Words: "He names the next step himself.",
	}
	if t.Current != nil {
		n.Instead = &t.Current.ID
	}
	return n
}

func TestAnAdjustedScoreKeepsTheComputedOneAndStandsBesideIt(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "b", "a", "cab")
	before := r.view(t, a.ID)
	targets := before.Reviewable()
	if len(targets) != 5 {
		t.Fatalf("%d answers can be reviewed, want five", len(targets))
	}
	single := targets[2]
	_, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(single, math.Round(single.Points)+30))
	ok(t, err)
	v := r.view(t, a.ID)
	if diff := cmp.Diff(before.Attempts[0].Score, v.Attempts[0].Score); diff != "" {
		t.Errorf("the computed score changed\n%s", diff)
	}
	got := v.Attempts[0]
	if got.Reviewed == nil || got.Pending || got.Reviewed.Overall.Fit.Value <= got.Score.Overall.Fit.Value {
		t.Fatalf("reviewed %+v beside %+v, want a higher fit", got.Reviewed, got.Score.Overall.Fit)
	}
	if *v.Fit != *a.Fit || v.ReviewedFit == nil || *v.ReviewedFit != got.Reviewed.Overall.Fit.Value || v.Application.Reviews != 1 {
		t.Errorf("fit %v, reviewed %v, %d reviews", *v.Fit, v.ReviewedFit, v.Application.Reviews)
	}
	if diff := cmp.Diff(got.Reviewed.Overall.Fit, got.Stands().Overall.Fit); diff != "" {
		t.Error(diff)
	}
}

func TestAVoidedScoreIsLeftOutAndTakenBackItCounts(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "b", "a", "cab")
	target := r.view(t, a.ID).Reviewable()[3]
	first, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, app.NewReview{
		Score: target.Score, Question: target.Question, Act: hiring.Void, Reason: hiring.Technical, Words: "The form was cut off here.",
	})
	ok(t, err)
	v := r.view(t, a.ID)
	if v.Attempts[0].Reviewed.Overall.Coverage.Value >= v.Attempts[0].Score.Overall.Coverage.Value || v.ReviewedFit == nil {
		t.Errorf("coverage %v after voiding, %v before", v.Attempts[0].Reviewed.Overall.Coverage, v.Attempts[0].Score.Overall.Coverage)
	}
	_, err = r.app.ReviewAnswer(ctx, r.owner, a.ID, app.NewReview{Score: target.Score, Question: target.Question, Act: hiring.Accept, Instead: &first.ID})
	ok(t, err)
	v = r.view(t, a.ID)
	if v.Attempts[0].Reviewed != nil || v.ReviewedFit != nil || v.Application.Reviews != 1 || len(v.Reviews) != 2 {
		t.Errorf("accepted after all: reviewed %v, %d reviewed, %d rows", v.ReviewedFit, v.Application.Reviews, len(v.Reviews))
	}
}

func TestVoidingMostOfAValueTakesItsFitAway(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "b", "a", "cab")
	for _, target := range r.view(t, a.ID).Reviewable() {
		_, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, app.NewReview{
			Score: target.Score, Question: target.Question, Act: hiring.Void, Reason: hiring.Technical, Words: "The form was cut off here.",
		})
		ok(t, err)
	}
	got := r.application(t, a.ID)
	if got.ReviewedFit != nil || got.ReviewedUndefined == "" || got.Fit == nil {
		t.Errorf("reviewed %v (%q), computed %v", got.ReviewedFit, got.ReviewedUndefined, got.Fit)
	}
	if _, there := got.Composite(); there {
		t.Error("the computed fit stands in for one that was voided")
	}
}

func TestEverythingLeftIsAcceptedAtOnceAndWhatWasChangedStays(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "b", "a", "cab")
	_, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(r.view(t, a.ID).Reviewable()[0], 33))
	ok(t, err)
	n, err := r.app.AcceptRemaining(ctx, r.owner, a.ID)
	ok(t, err)
	if n != 4 {
		t.Errorf("%d accepted, want the four that were left", n)
	}
	v := r.view(t, a.ID)
	for _, target := range v.Reviewable() {
		if target.Current == nil {
			t.Errorf("question %s has no review", target.Question)
		}
	}
	if v.Reviewable()[0].Current.AtOnce || !v.Reviewable()[1].Current.AtOnce {
		t.Error("what was accepted at once is not told from what was looked at alone")
	}
	if v.Reviewable()[0].Current.Act != hiring.Adjust || v.Application.Reviews != 5 {
		t.Errorf("the first is now %s; %d reviewed", v.Reviewable()[0].Current.Act, v.Application.Reviews)
	}
	if n, err = r.app.AcceptRemaining(ctx, r.owner, a.ID); n != 0 || err != nil {
		t.Errorf("once more: %d, %v", n, err)
	}
}

func TestOfTwoWhoReviewAtOnceOneIsToldAndNothingIsLost(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, nil), context.Background()
		a := r.scoredCandidate(t, "Ada", ownedUp, 8, "b", "a", "cab")
		targets := r.view(t, a.ID).Reviewable()
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i, n := range []app.NewReview{adjust(targets[0], 12), adjust(targets[0], 88), adjust(targets[1], 15), adjust(targets[2], 20)} {
			wait.Go(func() { _, errs[i] = r.app.ReviewAnswer(ctx, r.owner, a.ID, n) })
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || errs[2] != nil || errs[3] != nil {
			t.Fatalf("errors %v: want one conflict, on the answer that two reviewed", errs)
		}
		v := r.view(t, a.ID)
		if len(v.Reviews) != 3 || v.Attempts[0].Pending || v.Attempts[0].Reviewed == nil || v.Application.Reviews != 3 {
			t.Errorf("%d reviews, pending %v, %d counted", len(v.Reviews), v.Attempts[0].Pending, v.Application.Reviews)
		}
	})
}

func TestRatingsAreCombinedWithTheFitAsReviewed(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	r.Rate(r.rater.ID, a.ID, 4)
	before := r.application(t, a.ID)
	text := r.view(t, a.ID).Reviewable()[0]
	_, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(text, 5))
	ok(t, err)
	after := r.application(t, a.ID)
	whole, _, there := r.view(t, a.ID).Combined()
	if after.Combined == nil || *after.Combined >= *before.Combined || !there || whole.Value.Value != *after.Combined {
		t.Errorf("together %v before, %v after, %v in the view", *before.Combined, after.Combined, whole.Value)
	}
}

func TestWhoMayNotSeeScoresReviewsNone(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Panel = append(rq.Panel, rq.OwnerID) }), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	hr := scoringUser(t, r.store, "hr", hiring.HR)
	seen, err := r.app.ViewApplication(ctx, hr, a.ID)
	ok(t, err)
	_, err = r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(seen.Reviewable()[0], 12))
	wantClash(t, err, "decision.rate_first")
	_, err = r.app.AcceptRemaining(ctx, r.owner, a.ID)
	wantClash(t, err, "decision.rate_first")
	r.toPhase(t, hiring.PhaseRating)
	_, err = r.app.ReviewAnswer(ctx, hr, a.ID, adjust(seen.Reviewable()[0], 12))
	wantClash(t, err, "phase.problem.review")
	r.toPhase(t, hiring.PhaseDiscussion)
	_, err = r.app.ReviewAnswer(ctx, hr, a.ID, adjust(seen.Reviewable()[0], 12))
	ok(t, err)
	_, err = r.app.ReviewAnswer(ctx, hr, a.ID, app.NewReview{Score: uuid.New(), Question: seen.Reviewable()[0].Question, Act: hiring.Accept})
	if hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("a score of nobody: %v", err)
	}
}

func TestTheAuditOfAReviewHoldsNoWords(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	_, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(r.view(t, a.ID).Reviewable()[0], 12))
	ok(t, err)
	entries, err := r.store.AuditEntries(ctx, store.AuditFilter{ObjectID: a.ID.String()})
	ok(t, err)
	found := false
	for _, e := range entries {
		for _, v := range e.Detail {
			if strings.Contains(v, "next step") {
				t.Errorf("the audit holds the words: %v", e)
			}
		}
		found = found || e.Action == "score.reviewed" && e.Detail["act"] == "adjust"
	}
	if !found {
		t.Error("no entry of the review")
	}
}

func TestAReviewUnderAnotherEngineIsKeptAndItsFitWaits(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	r, ctx := newScoredRoundIn(t, s, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	target := r.view(t, a.ID).Reviewable()[0]
	_, err := testkit.Raw(t, path).Exec("UPDATE benchmark_versions SET engine = '0.9'")
	ok(t, err)
	fresh := companyIn(r.store) // nothing is built yet
	_, err = fresh.ReviewAnswer(ctx, r.owner, a.ID, adjust(target, 12))
	ok(t, err)
	v, err := fresh.ViewApplication(ctx, r.owner, a.ID)
	ok(t, err)
	if len(v.Reviews) != 1 || !v.Attempts[0].Pending || v.Attempts[0].Reviewed != nil || v.OtherEngine == "" {
		t.Errorf("%d reviews, pending %v, engine %q, this is %s", len(v.Reviews), v.Attempts[0].Pending, v.OtherEngine, scoring.Engine)
	}
}

func TestWhatAReviewWouldDoIsForeseenAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "b", "cab")
	targets := r.view(t, a.ID).Reviewable()
	before := r.application(t, a.ID)
	far := 0.0
	if targets[0].Points < 50 {
		far = 100
	}
	would, err := r.app.ForeseeReview(ctx, r.owner, a.ID, adjust(targets[0], far))
	ok(t, err)
	if !would.Much() || len(would.Lost) != 0 || would.Before.Fit.Value != *before.Fit {
		t.Errorf("adjusted from %v to %v: %v to %v, lost %v", targets[0].Points, far, would.Before.Fit, would.After.Fit, would.Lost)
	}
	if v := r.view(t, a.ID); len(v.Reviews) != 0 {
		t.Fatalf("%d reviews were written", len(v.Reviews))
	}
	_, err = r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(targets[0], far))
	ok(t, err)
	if got := r.application(t, a.ID); got.ReviewedFit == nil || *got.ReviewedFit != would.After.Fit.Value {
		t.Errorf("foreseen %v, became %v", would.After.Fit, got.ReviewedFit)
	}
	would, err = r.app.ForeseeReview(ctx, r.owner, a.ID, adjust(targets[2], math.Round(targets[2].Points)-1))
	ok(t, err)
	if would.Much() {
		t.Errorf("one point more moves %v to %v", would.Before.Fit, would.After.Fit)
	}
	_, err = r.app.ForeseeReview(ctx, r.owner, a.ID, app.NewReview{Score: targets[1].Score, Question: targets[1].Question, Act: hiring.Void})
	if len(hiring.ProblemsOf(err)) == 0 {
		t.Errorf("a review without its reason: %v", err)
	}
}
