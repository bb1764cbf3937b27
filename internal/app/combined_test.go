package app_test

import (
	"context"
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// TestRatersWhoSendAtOnceAreBothCounted, whichever transaction ends first.
func TestRatersWhoSendAtOnceAreBothCounted(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, func(rq *hiring.Requisition) { rq.Policy.RatersPerAnswer = 4 }), context.Background()
		raters := []uuid.UUID{r.rater.ID}
		for _, name := range []string{"second", "third", "fourth"} {
			raters = append(raters, scoringUser(t, s, name, hiring.Interviewer).ID)
		}
		ok(t, s.AddPanel(ctx, r.Requisition.ID, raters[1:], morning()))
		for i := range 5 {
			a := r.Candidate(fmt.Sprint("Ada ", i))
			r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
			var sent sync.WaitGroup
			for _, rater := range raters {
				sent.Go(func() { r.Rate(rater, a.ID, 4) })
			}
			sent.Go(func() { r.app.WorkAll(ctx) })
			sent.Wait()
			if got := r.application(t, a.ID); got.Raters != len(raters) || got.Combined == nil {
				t.Errorf("%d raters, together %v; want %d and a number", got.Raters, got.Combined, len(raters))
			}
		}
	})
}

// TestRatingsAndFitAreCombinedWhereAValueHasBoth: the panel rates the text, which asks about honesty; speed is picked
// answers only. H of level 4 is 75, of 4 and 2 it is 50.
func TestRatingsAndFitAreCombinedWhereAValueHasBoth(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	other := scoringUser(t, r.store, "second rater", hiring.Interviewer)
	second := other.ID
	ok(t, r.store.AddPanel(ctx, r.Requisition.ID, []uuid.UUID{second}, morning()))
	a := r.Candidate("Ada")
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	if got := r.application(t, a.ID); got.Combined != nil || got.Raters != 0 {
		t.Fatalf("combined %v of %d raters before anybody rated", got.Combined, got.Raters)
	}
	honesty := 0.0
	view, err := r.app.ViewApplication(ctx, r.hr(t), a.ID)
	ok(t, err)
	for _, f := range view.Attempts[0].Score.Values {
		if f.Value == r.Honesty.String() {
			honesty = f.Fit.Value
		}
	}
	for _, c := range []struct {
		rater        uuid.UUID
		level        int
		human, omega float64
	}{{r.rater.ID, 4, 75, .5}, {second, 2, 50, .7}} {
		r.Rate(c.rater, a.ID, c.level)
		got := r.application(t, a.ID)
		want := (1-c.omega)*honesty + c.omega*c.human
		if got.Human == nil || got.Combined == nil || math.Abs(*got.Human-c.human) > 1e-9 || math.Abs(*got.Combined-want) > 1e-9 {
			t.Errorf("ratings %v, together %v; want %v and %v", got.Human, got.Combined, c.human, want)
		}
		if got.CombinedLo != nil {
			t.Error("an interval of the whole, though one value was not rated")
		}
	}
}

// TestRatingsOfAFewValuesDoNotStandForTheWhole: the panel rates honesty alone, which carries a third of the weight.
func TestRatingsOfAFewValuesDoNotStandForTheWhole(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, func(rq *hiring.Requisition) { rq.Values[0].Weight, rq.Values[1].Weight = 1, 2 })
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	r.Rate(r.rater.ID, a.ID, 4)
	got := r.application(t, a.ID)
	if got.Combined != nil || got.Human == nil || got.Raters != 1 || got.CombinedValues != 1 || got.CombinedOf != 2 {
		t.Errorf("together %v of %d of %d values, ratings %v", got.Combined, got.CombinedValues, got.CombinedOf, got.Human)
	}
	whole, values, there := r.view(t, a.ID).Combined()
	if !there || whole.Value.Undefined != scoring.TooFewRated || whole.Lo90Hi90.Defined() || !values[r.Honesty.String()].Value.Defined() {
		t.Errorf("%+v: want the value's own figure, and none of the whole", whole)
	}
}

func TestRatingsOfMostOfTheWeightSayOnHowManyValuesTheyRest(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil) // honesty carries two thirds
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	r.Rate(r.rater.ID, a.ID, 4)
	if got := r.application(t, a.ID); got.Combined == nil || got.CombinedValues != 1 || got.CombinedOf != 2 {
		t.Errorf("together %v of %d of %d values", got.Combined, got.CombinedValues, got.CombinedOf)
	}
	_, err := r.decide(hiring.Hire, a, "")
	ok(t, err)
	if e := r.view(t, a.ID).Current().Evidence; e.CombinedValues != 1 || e.CombinedOf != 2 {
		t.Errorf("kept with the decision: %+v", e)
	}
}

// TestWithoutAWholeFitNothingIsPutTogether, neither where too little was answered nor where reviews took the fit away.
func TestWithoutAWholeFitNothingIsPutTogether(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Values[0].Weight, rq.Values[1].Weight = 1, 1 }), context.Background()
	little := r.Candidate("Little")
	r.Submit(little, append(r.Bodies(ownedUp, 8), make([]hiring.AnswerBody, 3)...))
	r.app.WorkAll(ctx)
	r.Rate(r.rater.ID, little.ID, 4)
	if got := r.application(t, little.ID); got.FitUndefined != scoring.Insufficient || got.Combined != nil || got.Human == nil {
		t.Errorf("fit %v (%q), together %v, ratings %v", got.Fit, got.FitUndefined, got.Combined, got.Human)
	}
	if whole, _, _ := r.view(t, little.ID).Combined(); whole.Value.Undefined != scoring.Insufficient {
		t.Errorf("%+v, want the reason of the whole fit", whole.Value)
	}
	voided := r.scoredCandidate(t, "Voided", ownedUp, 8, "a", "ab", "abc")
	r.Rate(r.rater.ID, voided.ID, 4)
	for _, target := range r.view(t, voided.ID).Reviewable()[2:] {
		_, err := r.app.ReviewAnswer(ctx, r.owner, voided.ID, voiding(target))
		ok(t, err)
	}
	got := r.application(t, voided.ID)
	if whole, _, _ := r.view(t, voided.ID).Combined(); whole.Value.Defined() || got.Combined != nil || got.Fit == nil {
		t.Errorf("computed %v, as reviewed %q, together %v (%+v)", got.Fit, got.ReviewedUndefined, got.Combined, whole.Value)
	}
}
