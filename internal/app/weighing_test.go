package app_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// weigh is what a decision of the owner's about an application is held against.
func (r scoredRound) weigh(t *testing.T, id uuid.UUID) app.Weighing {
	t.Helper()
	w, err := r.app.Weigh(context.Background(), r.owner, r.view(t, id))
	ok(t, err)
	return w
}

// voiding is a review after which a score no longer counts.
func voiding(t app.ReviewTarget) app.NewReview {
	return app.NewReview{Score: t.Score, Question: t.Question, Act: hiring.Void, Reason: hiring.Technical, Words: "The form was cut off here."}
}

// TestRatedCandidatesWithoutAnIntervalAreToldApartByTheFit: the panel rates the text alone, so that fit and ratings
// together have no interval. The fits have one, and lie far apart.
func TestRatedCandidatesWithoutAnIntervalAreToldApartByTheFit(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil)
	high := r.scoredCandidate(t, "High", ownedUp, 8, "a", "ab", "abc")
	low := r.scoredCandidate(t, "Low", ownedUp, 5, "b", "ab", "acb")
	for _, a := range []hiring.Application{high, low} {
		r.Rate(r.rater.ID, a.ID, 4)
	}
	if got := r.application(t, high.ID); got.Combined == nil || got.CombinedLo != nil {
		t.Fatalf("together %v (%v): want a figure without an interval", got.Combined, got.CombinedLo)
	}
	if p := r.weigh(t, high.ID).Place; p == nil || p.Of != hiring.OfFit || p.Below.Undecided != 1 || p.Alike.Total() != 0 {
		t.Errorf("place %+v, want the other clearly below by the fit", p)
	}
	_, err := r.decide(hiring.Advance, low, "")
	wantProblem(t, err, "departure", "decision.problem.departure") // a must-have is low
	_, err = r.decide(hiring.Advance, low, "The work sample showed what the answers did not.")
	ok(t, err)
	departures := r.weigh(t, high.ID).Departures(hiring.Decision{Outcome: hiring.Decline})
	if len(departures) != 1 || departures[0].Kind != hiring.BeforeAdvanced || departures[0].Others[0] != low.ID {
		t.Errorf("declining who is clearly above by the fit departs from nothing: %+v", departures)
	}
}

func TestWhoHasNoFigureIsNotTakenForAlike(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	ada := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	voided := r.scoredCandidate(t, "Voided", ownedUp, 8, "a", "ab", "abc")
	for _, target := range r.view(t, voided.ID).Reviewable() {
		_, err := r.app.ReviewAnswer(ctx, r.owner, voided.ID, voiding(target))
		ok(t, err)
	}
	empty := r.Candidate("Empty")
	r.Submit(empty, make([]hiring.AnswerBody, 5))
	r.app.WorkAll(ctx)
	if got := r.application(t, empty.ID); got.FitUndefined == "" {
		t.Fatalf("fit %v without any answer", got.Fit)
	}
	w := r.weigh(t, ada.ID)
	if p := w.Place; p == nil || p.Unknown.Undecided != 2 || p.Alike.Total() != 0 {
		t.Errorf("place %+v, want two with whom no comparison is possible", p)
	}
	_, err := r.decide(hiring.Hire, ada, "")
	ok(t, err)
	if kept := r.view(t, ada.ID).Current().Evidence.Place; kept == nil || kept.Unknown.Total() != 2 {
		t.Errorf("kept with the decision: %+v", kept)
	}
}

// TestAboveKnowsNothingWithoutAnError: two fits far apart without an interval are neither apart nor alike.
func TestAboveKnowsNothingWithoutAnError(t *testing.T) {
	t.Parallel()
	num := func(x float64) *float64 { return &x }
	a, b := hiring.Application{Fit: num(96), FitExemplars: 12}, hiring.Application{Fit: num(0), FitExemplars: 12}
	if clearly, known := app.Above(nil)(a, b); clearly || known {
		t.Error("something is known of two fits without an interval")
	}
	a.FitLo, a.FitHi, b.FitLo, b.FitHi = num(90), num(100), num(0), num(13)
	if clearly, known := app.Above(nil)(a, b); !clearly || !known {
		t.Error("two fits far apart are not told apart by their intervals")
	}
}

// TestAMustHaveIsClearlyLowOnlyByItsInterval: without one it is low, and nobody can be sure of it.
func TestAMustHaveIsClearlyLowOnlyByItsInterval(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	low := r.scoredCandidate(t, "Low", ownedUp, 5, "b", "ab", "acb")
	v := r.view(t, low.ID)
	w, err := r.app.Weigh(ctx, r.owner, v)
	ok(t, err)
	if len(w.Must.Low) != 0 || len(w.Must.Unsure) != 1 || w.Must.Unsure[0] != r.Honesty {
		t.Errorf("two questions give no interval: %+v", w.Must)
	}
	if d := w.Departures(hiring.Decision{Outcome: hiring.Hire}); len(d) != 1 || d[0].Count != 1 || len(d[0].Values) != 0 || len(d[0].Unsure) != 1 {
		t.Errorf("departs from %+v", d)
	}
	if e := app.EvidenceOf(v, w); len(e.MustLow) != 0 || len(e.MustUnsure) != 1 {
		t.Errorf("kept as clearly low: %+v", e)
	}
	for i := range v.Attempts[0].Score.Values {
		if f := &v.Attempts[0].Score.Values[i]; f.Value == r.Honesty.String() {
			f.Lo90Hi90 = scoring.Interval{Lo: f.Fit.Value, Hi: f.Threshold.Value - 1}
		}
	}
	w, err = r.app.Weigh(ctx, r.owner, v)
	ok(t, err)
	if len(w.Must.Low) != 1 || len(w.Must.Unsure) != 0 {
		t.Errorf("its whole interval is under the threshold: %+v", w.Must)
	}
}
