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
	s         *store.Store
	n         int
	decisions int // of how many there is one, which puts nothing off
}

// newGroupRound is a round that offers a country's form, or none.
func newGroupRound(t *testing.T, s *store.Store, country string) *groupRound {
	t.Helper()
	g := &groupRound{openRound: newOpenRound(t, s), s: s}
	g.requisition.Policy.Country = country
	must(t, s.UpdateRequisition(context.Background(), g.requisition))
	return g
}

// pseudonym is another than the program's, which a key makes.
func pseudonym(application uuid.UUID) string { return "of " + application.String() }

// forms of people.
var (
	woman  = hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female"}
	man    = hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "male"}
	silent = hiring.SelfIdentification{Form: hiring.CountryOther, Describe: "of no group"}
)

// apply makes a candidate with a computed score and a form.
func (g *groupRound) apply(form hiring.SelfIdentification) (hiring.Application, hiring.StoredScore) {
	g.t.Helper()
	g.n++
	a := g.openRound.apply(fmt.Sprint("Candidate ", g.n), fmt.Sprintf("c%d@example.org", g.n))
	must(g.t, g.s.PutSelfIdentification(context.Background(), pseudonym(a.ID), form))
	return a, scoredOnce(g.openRound, a)
}

// decided are so many people with a form, decided on one after the other; a score of each is voided, or none.
func (g *groupRound) decided(n int, form hiring.SelfIdentification, changed bool) (last hiring.Application) {
	g.t.Helper()
	for range n {
		a, score := g.apply(form)
		if changed {
			must(g.t, g.s.AddReview(context.Background(), hiring.Review{
				ID: uuid.New(), ApplicationID: a.ID, ScoreID: score.ID, QuestionVersionID: g.bench.questions[0], Act: hiring.Void, Before: 50,
				Reason: hiring.Misread, Words: "why", By: g.owner.ID, At: noon(),
			}, nil))
		}
		g.decide(a, hiring.Decline)
		last = a
	}
	return last
}

// decide records a decision in the order of time.
func (g *groupRound) decide(a hiring.Application, o hiring.Outcome) {
	g.t.Helper()
	ctx := context.Background()
	var stands *uuid.UUID
	first := o != hiring.Hold && o != hiring.Reopened
	for _, d := range need(g.s.Decisions(ctx, a.ID))(g.t) {
		if d.SupersededAt == nil {
			stands = &d.ID
		}
		first = first && (d.Outcome == hiring.Hold || d.Outcome == hiring.Reopened)
	}
	if first {
		g.decisions++
	}
	g.n++
	must(g.t, g.s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: o, Reason: "why", By: g.owner.ID, At: noon().Add(time.Duration(g.n) * time.Minute)}, stands))
}

// fill decides on people of no group until a round of decisions is full.
func (g *groupRound) fill() {
	g.t.Helper()
	for g.decisions%hiring.DecidedTogether != 0 {
		g.decided(1, silent, false)
	}
}

// counted counts, and checks what stands of each group.
func (g *groupRound) counted(what string, want ...hiring.GroupOverrides) {
	g.t.Helper()
	ctx := context.Background()
	must(g.t, g.s.CountGroupOverrides(ctx, pseudonym))
	got := need(g.s.GroupOverrides(ctx))(g.t)
	slices.SortFunc(got, func(a, b hiring.GroupOverrides) int {
		return strings.Compare(string(a.Axis)+a.Group, string(b.Axis)+b.Group)
	})
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(hiring.GroupOverrides{}, "Through")); diff != "" {
		g.t.Errorf("%s (-want +got)\n%s", what, diff)
	}
}

// TestOneDecisionChangesNoFigures: the audit says who was decided on and when. Were a group counted as soon as its tenth
// person is decided on, whoever looks that day would know to which group that person belongs.
func TestOneDecisionChangesNoFigures(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g := newGroupRound(t, s, hiring.CountryUS)
		g.decided(5, silent, false)
		g.decided(hiring.FewestOfGroup-1, woman, false)
		g.counted("nine women")
		tenth := g.decided(1, woman, false)
		g.counted("one decision more")
		g.decide(tenth, hiring.Reopened)
		g.decide(tenth, hiring.Hire)
		g.counted("the same decision again")
		g.fill()
		ten := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10}
		g.counted("a round of decisions", ten)
		late := g.decided(5, silent, false)
		g.decided(hiring.FewestOfGroup, woman, false)
		g.counted("half of the next round", ten)
		must(t, s.PutSelfIdentification(context.Background(), pseudonym(late.ID), woman))
		g.counted("a form given late", ten)
		g.fill()
		ten.People += 11
		g.counted("the next round", ten)
	})
}

// TestNobodyIsCountedWhomTheFiguresWouldTellOf: whose scores were changed stands in the audit too.
func TestNobodyIsCountedWhomTheFiguresWouldTellOf(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g := newGroupRound(t, s, hiring.CountryUS)
		g.decided(6, woman, false)
		g.decided(4, woman, true)
		g.decided(4, silent, true)
		g.fill()
		g.counted("four others with a changed score")
		g.decided(1, silent, true)
		g.fill()
		women := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10, Changed: 4}
		g.counted("five with one", women)

		g.decided(4, silent, false)
		g.decided(6, silent, true)
		g.decided(10, woman, false)
		g.counted("four others without one, since the last time", women)
		g.decided(1, silent, false)
		g.decided(19, silent, true)
		women.People = 20
		g.counted("five without one", women)
	})
}

// TestWhoWasOfferedNoFormHidesNobody: of them everybody knows that the figures are not theirs.
func TestWhoWasOfferedNoFormHidesNobody(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g, elsewhere := newGroupRound(t, s, hiring.CountryUS), newGroupRound(t, s, "")
		g.decided(hiring.FewestOfGroup, woman, false)
		elsewhere.n = g.n
		elsewhere.decided(hiring.DecidedTogether-hiring.FewestOfGroup, silent, false)
		g.counted("beside people of a round without the form")
		g.n, g.decisions = elsewhere.n, 0
		g.decided(hiring.FewestOthers, silent, false)
		g.fill()
		g.counted("beside five who were offered it", hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10})
	})
}

func TestEverybodyIsCountedOnceAndNobodyBeforeTheDecision(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		g := newGroupRound(t, s, hiring.CountryUS)
		first := g.decided(9, woman, false)
		g.apply(woman) // no decision yet
		waiting, _ := g.apply(woman)
		g.decide(waiting, hiring.Hold) // none that stands
		unscored := g.openRound.apply("Without a score", "none@example.org")
		must(t, s.PutSelfIdentification(ctx, pseudonym(unscored.ID), woman))
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: unscored.ID, Outcome: hiring.Decline, Reason: "why", By: g.owner.ID, At: noon()}, nil))
		must(t, s.PutSelfIdentification(ctx, "of nobody here", woman))
		g.fill()
		g.counted("nine women")

		g.decide(waiting, hiring.Hire)
		g.fill()
		women := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: 10}
		g.counted("the tenth, who waited before", women)
		g.counted("nobody twice", women)

		must(t, s.PutSelfIdentification(ctx, pseudonym(first.ID), man)) // says something else now
		g.decided(9, man, false)
		gone := g.decided(1, man, false)
		must(t, s.DeleteSelfIdentification(ctx, pseudonym(gone.ID)))
		g.fill()
		g.counted("a form given anew is not counted again, nor one that was deleted before", women)
		must(t, s.DeleteSelfIdentification(ctx, pseudonym(first.ID)))
		g.decided(1, man, false)
		g.fill()
		g.counted("a form deleted afterwards stays counted", hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "man", People: 10}, women)
	})
}

func TestReplicasThatCountAtOnceCountNobodyTwice(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		g := newGroupRound(t, s, hiring.CountryUS)
		g.decided(hiring.FewestOfGroup, hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female", Groups: []string{"asian"}}, true)
		g.decided(hiring.FewestOthers, silent, true)
		g.fill()
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
