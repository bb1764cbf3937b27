package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// groupRound is a round of candidates who give a form, are decided on and have scores changed.
type groupRound struct {
	*openRound
	s  *store.Store
	n  int
	at time.Time // decisions are made at this time
}

// pseudonym is another than the program's, which a key makes.
func pseudonym(application uuid.UUID) string { return "of " + application.String() }

// apply makes a candidate with a computed score and a form.
func (g *groupRound) apply(form hiring.SelfIdentification) (hiring.Application, hiring.StoredScore) {
	g.t.Helper()
	g.n++
	a := g.openRound.apply(fmt.Sprint("Candidate ", g.n), fmt.Sprintf("c%d@example.org", g.n))
	must(g.t, g.s.PutSelfIdentification(context.Background(), pseudonym(a.ID), form))
	return a, scoredOnce(g.openRound, a)
}

// decided is apply, then reviews that move a score by so many points each (nil: void), then a decision.
func (g *groupRound) decided(form hiring.SelfIdentification, o hiring.Outcome, moves ...*float64) hiring.Application {
	g.t.Helper()
	ctx := context.Background()
	a, score := g.apply(form)
	for i, m := range moves {
		r := hiring.Review{
			ID: uuid.New(), ApplicationID: a.ID, ScoreID: score.ID, QuestionVersionID: g.bench.questions[i], Act: hiring.Void, Before: 50,
			Reason: hiring.Misread, Words: "why", By: g.owner.ID, At: noon(),
		}
		if m != nil {
			after := r.Before + *m
			r.Act, r.After = hiring.Adjust, &after
		}
		must(g.t, g.s.AddReview(ctx, r, nil))
	}
	must(g.t, g.s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: o, Reason: "why", By: g.owner.ID, At: g.at}, nil))
	return a
}

// counted counts, and checks what stands of each group.
func (g *groupRound) counted(what string, want ...hiring.GroupOverrides) {
	g.t.Helper()
	ctx := context.Background()
	g.at = g.at.Add(time.Hour)
	must(g.t, g.s.CountGroupOverrides(ctx, g.at, pseudonym))
	got := need(g.s.GroupOverrides(ctx))(g.t)
	slices.SortFunc(got, func(a, b hiring.GroupOverrides) int {
		return strings.Compare(string(a.Axis)+a.Group, string(b.Axis)+b.Group)
	})
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(hiring.GroupOverrides{}, "CountedAt")); diff != "" {
		g.t.Errorf("%s (-want +got)\n%s", what, diff)
	}
}

// silent are people without a form who were decided on, so many of them with a changed score.
func (g *groupRound) silent(changed, not int) {
	g.t.Helper()
	for i := range changed + not {
		var moves []*float64
		if i < changed {
			moves = []*float64{nil}
		}
		g.decided(hiring.SelfIdentification{Form: hiring.CountryOther, Describe: "of no group"}, hiring.Decline, moves...)
	}
}

func TestGroupsAreCountedInBatchesAndEverybodyOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		g := &groupRound{openRound: newOpenRound(t, s), s: s, at: noon()}
		woman := hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female"}
		man := hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "male"}
		up, down := 20.0, -5.0
		g.silent(4, 5)
		first := g.decided(woman, hiring.Hire, &up)
		g.decided(woman, hiring.Decline, &down)
		g.decided(woman, hiring.Decline, nil)
		for range hiring.FewestOfGroup - 4 {
			g.decided(woman, hiring.Advance)
		}
		g.apply(woman)                           // no decision yet
		waiting := g.decided(woman, hiring.Hold) // none that stands
		g.decided(hiring.SelfIdentification{Form: hiring.CountryUS, Sex: hiring.PreferNotToSay, Groups: []string{"asian"}}, hiring.Decline)
		unscored := g.openRound.apply("Without a score", "none@example.org")
		must(t, s.PutSelfIdentification(ctx, pseudonym(unscored.ID), woman))
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: unscored.ID, Outcome: hiring.Decline, Reason: "why", By: g.owner.ID, At: g.at}, nil))
		must(t, s.PutSelfIdentification(ctx, "of nobody here", woman))
		g.counted("nine women")

		g.decided(woman, hiring.Hire, &up, &down)
		g.counted("the tenth, beside four others with a changed score")
		g.silent(1, 0)
		ten := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10, Changed: 4}
		g.counted("beside five", ten)
		g.counted("nobody twice", ten)

		must(t, s.PutSelfIdentification(ctx, pseudonym(first.ID), man)) // says something else now
		hold := need(s.Decisions(ctx, waiting.ID))(t)[0].ID
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: waiting.ID, Outcome: hiring.Hire, Reason: "why", By: g.owner.ID, At: g.at}, &hold))
		for range hiring.FewestOfGroup - 1 {
			g.decided(woman, hiring.Decline)
			g.decided(man, hiring.Decline, &down)
		}
		g.counted("ten women more beside nobody new without a changed score, nine men", ten)
		g.silent(0, 5)
		ten.People = 20
		g.counted("five others without one", ten)

		g.decided(man, hiring.Decline, &up)
		men := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "man", People: 10, Changed: 10}
		g.counted("the tenth man; those with a changed score who were there before are others", men, ten)

		last := g.decided(woman, hiring.Decline)
		g.silent(0, 5)
		must(t, s.DeleteSelfIdentification(ctx, pseudonym(last.ID)))
		for range hiring.FewestOfGroup - 1 {
			g.decided(woman, hiring.Decline)
		}
		g.counted("a form deleted before it was counted", men, ten)
		g.decided(woman, hiring.Decline)
		ten.People = 30
		g.counted("the next ten", men, ten)
		must(t, s.DeleteSelfIdentification(ctx, pseudonym(first.ID)))
		g.counted("a form deleted after it was counted", men, ten)
	})
}

func TestReplicasThatCountAtOnceCountNobodyTwice(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g := &groupRound{openRound: newOpenRound(t, s), s: s, at: noon()}
		for range hiring.FewestOfGroup {
			g.decided(hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female", Groups: []string{"asian"}}, hiring.Decline, nil)
		}
		g.silent(5, 0)
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() { errs[i] = s.CountGroupOverrides(context.Background(), g.at, pseudonym) })
		}
		wait.Wait()
		for _, err := range errs {
			must(t, err)
		}
		g.counted("on both axes",
			hiring.GroupOverrides{Axis: hiring.EthnicityAxis, Group: "asian", People: 10, Changed: 10},
			hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10, Changed: 10})
	})
}
