package app_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// wroteAnew is another answer than ownedUp.
const wroteAnew = "A parcel went astray because of me. I told the customer the same day and drove it over in the evening."

// TestAnswersByLinkTakeThePlaceOfTypedOnesNobodyHasLookedAt, and of no others.
func TestAnswersByLinkTakeThePlaceOfTypedOnesNobodyHasLookedAt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, nil), context.Background()
		untouched, drafted := r.Candidate("Ada"), r.Candidate("Bo")
		first := map[uuid.UUID]uuid.UUID{}
		for _, a := range []hiring.Application{untouched, drafted} {
			first[a.ID] = r.speak(t, a, r.Bodies(ownedUp, 8, "a", "ab", "abc")).ID
		}
		r.Draft(r.rater.ID, drafted.ID, 3)
		link := r.Submit(untouched, r.Bodies(wroteAnew, 8, "a", "ab", "abc"))
		r.Submit(drafted, r.Bodies(wroteAnew, 8, "a", "ab", "abc"))
		for a, attempt := range map[uuid.UUID]uuid.UUID{untouched.ID: link.ID, drafted.ID: first[drafted.ID]} {
			items, err := s.ItemsOf(ctx, a, r.rater.ID)
			ok(t, err)
			if len(items) != 1 || *items[0].AttemptID != attempt {
				t.Errorf("%d items, want one of attempt %s: %+v", len(items), attempt, items)
			}
		}
	})
}

// TestWhoKnowsAPersonLeavesAllTheirAnswers and who cannot judge an answer leaves that one; both go to the next of the
// panel, and nobody is asked twice.
func TestWhoKnowsAPersonLeavesAllTheirAnswers(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, func(rq *hiring.Requisition) { rq.Policy.RatersPerAnswer = 1 }), context.Background()
		second := scoringUser(t, s, "second", hiring.Interviewer)
		ok(t, s.AddPanel(ctx, r.Requisition.ID, []uuid.UUID{second.ID}, morning()))
		a := r.Candidate("Ada")
		picked := r.Bodies("", 8, "a", "ab", "abc") // nothing written, so that five picks are rated, but for the text
		r.Submit(a, picked)
		panel := hiring.RankedRaters(a.ID, []uuid.UUID{r.rater.ID, second.ID})
		asked, next := panel[0], panel[1]
		count := func(who uuid.UUID, state hiring.ItemState) (n int) {
			items, err := s.ItemsOf(ctx, a.ID, who)
			ok(t, err)
			for _, i := range items {
				if i.State == state {
					n++
				}
			}
			return n
		}
		if count(asked, hiring.ItemWaiting) != 4 || count(next, hiring.ItemWaiting) != 0 {
			t.Fatalf("%d wait for the first, %d for the second", count(asked, hiring.ItemWaiting), count(next, hiring.ItemWaiting))
		}
		isKind(t, r.app.Abstain(ctx, r.item(t, asked, a.ID, 1), hiring.CannotJudge, ""), hiring.Invalid)
		ok(t, r.app.Abstain(ctx, r.item(t, asked, a.ID, 1), hiring.CannotJudge, "I do not read the scale"))
		if count(asked, hiring.ItemWaiting) != 3 || count(next, hiring.ItemWaiting) != 1 {
			t.Errorf("after one answer: %d wait for the first, %d for the second", count(asked, hiring.ItemWaiting), count(next, hiring.ItemWaiting))
		}
		ok(t, r.app.Abstain(ctx, r.item(t, asked, a.ID, 2), hiring.KnowsPerson, ""))
		if count(asked, hiring.ItemAbstained) != 4 || count(next, hiring.ItemWaiting) != 4 {
			t.Errorf("%d left by who knows the person, %d wait for the second", count(asked, hiring.ItemAbstained), count(next, hiring.ItemWaiting))
		}
		own, err := s.OwnRatings(ctx, a.ID, asked)
		ok(t, err)
		if own.In || own.Left != 0 {
			t.Errorf("%+v: nothing is left of who abstained from all, and nothing of it is in", own)
		}
		third := scoringUser(t, s, "third", hiring.Interviewer)
		ok(t, r.app.AddToPanel(ctx, app.System(), r.Requisition.ID, third.ID))
		r.app.WorkAll(ctx)
		if n := count(third.ID, hiring.ItemWaiting); n != 0 {
			t.Errorf("%d wait for who joined, and one rates", n)
		}
	})
}

// TestAnswersThatAreInAreSharedOutOnce when a panel comes together late, however often that is asked for.
func TestAnswersThatAreInAreSharedOutOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, func(rq *hiring.Requisition) { rq.Panel = nil }), context.Background()
		const candidates = 5
		for i := range candidates {
			r.Submit(r.Candidate(fmt.Sprint("Ada ", i)), r.Bodies(ownedUp, 8, "a", "ab", "abc"))
		}
		for range 2 {
			ok(t, r.app.AddToPanel(ctx, app.System(), r.Requisition.ID, r.rater.ID))
			r.app.WorkAll(ctx)
		}
		tallies, err := s.RatingTallies(ctx, r.rater.ID, r.Requisition.ID)
		ok(t, err)
		if len(tallies) != 1 || tallies[0].Waiting != candidates || tallies[0].LeftWords == 0 {
			t.Errorf("%+v", tallies)
		}
	})
}
