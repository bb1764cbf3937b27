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
	s                   *store.Store
	n, clock, decisions int
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
	g.decide(a, o)
	return a
}

// counted is looked once a round of decisions is full.
func (g *groupRound) counted(what string, want ...hiring.GroupOverrides) {
	g.t.Helper()
	g.full()
	g.looked(what, want...)
}

// looked counts, and checks what stands of each group.
func (g *groupRound) looked(what string, want ...hiring.GroupOverrides) {
	g.t.Helper()
	ctx := context.Background()
	must(g.t, g.s.CountGroupOverrides(ctx, pseudonym))
	got := need(g.s.GroupOverrides(ctx))(g.t)
	slices.SortFunc(got, func(a, b hiring.GroupOverrides) int {
		return strings.Compare(string(a.Axis)+a.Group, string(b.Axis)+b.Group)
	})
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		g.t.Errorf("%s (-want +got)\n%s", what, diff)
	}
}

// full decides on people who gave no form until a round of decisions is full.
func (g *groupRound) full() {
	g.t.Helper()
	for g.decisions%hiring.DecidedTogether != 0 {
		g.n++
		a := g.openRound.apply(fmt.Sprint("Silent ", g.n), fmt.Sprintf("s%d@example.org", g.n))
		scoredOnce(g.openRound, a)
		g.decide(a, hiring.Decline)
	}
}

// decide records a decision in the order of time.
func (g *groupRound) decide(a hiring.Application, o hiring.Outcome) {
	g.t.Helper()
	ctx := context.Background()
	var stands *uuid.UUID
	decides := func(o hiring.Outcome) bool { return o != hiring.Hold && o != hiring.Reopened }
	first := decides(o)
	for _, d := range need(g.s.Decisions(ctx, a.ID))(g.t) {
		if d.SupersededAt == nil {
			stands = &d.ID
		}
		first = first && !decides(d.Outcome)
	}
	g.clock++
	if first {
		g.decisions++
	}
	must(g.t, g.s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: o, Reason: "why", By: g.owner.ID, At: noon().Add(time.Duration(g.clock) * time.Minute)}, stands))
}

// TestOneDecisionChangesNoFigures: the audit says who was decided on and when. Were a group counted as soon as its tenth
// person is decided on, whoever looks that day would know to which group that person belongs.
func TestOneDecisionChangesNoFigures(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g := &groupRound{openRound: newOpenRound(t, s), s: s}
		woman := hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female"}
		for range hiring.FewestOfGroup - 1 {
			g.decided(woman, hiring.Decline)
		}
		g.looked("nine women")
		tenth := g.decided(woman, hiring.Decline)
		g.looked("one decision more")
		g.decide(tenth, hiring.Reopened)
		g.decide(tenth, hiring.Hire)
		g.looked("the same decision again")
		g.full()
		g.looked("a round of decisions", hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10})
		for range hiring.FewestOfGroup {
			g.decided(woman, hiring.Decline)
		}
		g.looked("half of the next round", hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10})
	})
}

func TestGroupsAreCountedInBatchesAndEverybodyOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		g := &groupRound{openRound: newOpenRound(t, s), s: s}
		woman := hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female"}
		man := hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "male"}
		up, down := 20.0, -5.0
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
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: unscored.ID, Outcome: hiring.Decline, Reason: "why", By: g.owner.ID, At: noon()}, nil))
		must(t, s.PutSelfIdentification(ctx, "of nobody here", woman))
		g.counted("nine women")

		g.decided(woman, hiring.Hire, &up, &down)
		ten := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10, Changed: 4, Raised: 2, Lowered: 1}
		g.counted("the tenth", ten)
		g.counted("nobody twice", ten)

		must(t, s.PutSelfIdentification(ctx, pseudonym(first.ID), man)) // says something else now
		g.decide(waiting, hiring.Hire)
		for range hiring.FewestOfGroup - 2 {
			g.decided(woman, hiring.Decline)
		}
		for range hiring.FewestOfGroup - 1 {
			g.decided(man, hiring.Decline, &down)
		}
		g.counted("nine more of each, and one who was counted before", ten)

		g.decided(man, hiring.Decline, &up)
		men := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "man", People: 10, Changed: 10, Raised: 1, Lowered: 9}
		g.counted("men, apart from women", men, ten)

		last := g.decided(woman, hiring.Decline)
		must(t, s.DeleteSelfIdentification(ctx, pseudonym(last.ID)))
		g.counted("a form deleted before it was counted", men, ten)
		g.decided(woman, hiring.Decline)
		ten.People = 20
		g.counted("the next ten", men, ten)
		must(t, s.DeleteSelfIdentification(ctx, pseudonym(first.ID)))
		g.counted("a form deleted after it was counted", men, ten)
	})
}

func TestReplicasThatCountAtOnceCountNobodyTwice(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g := &groupRound{openRound: newOpenRound(t, s), s: s}
		for range hiring.FewestOfGroup {
			g.decided(hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female", Groups: []string{"asian"}}, hiring.Decline, nil)
		}
		g.full()
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() { errs[i] = s.CountGroupOverrides(context.Background(), pseudonym) })
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
