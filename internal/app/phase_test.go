package app_test

import (
	"context"
	"sync"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// toPhase takes the round to a phase.
func (r scoredRound) toPhase(t *testing.T, to hiring.Phase) {
	t.Helper()
	stands, err := r.store.Requisition(context.Background(), r.Requisition.ID)
	ok(t, err)
	ok(t, r.app.ChangePhase(context.Background(), r.owner, stands.ID, app.NewPhase{To: to, Reason: "Because the test says so.", Version: stands.Version}))
}

func TestAChangeOfPhaseIsARowAndAnEntry(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	stands, err := r.store.Requisition(ctx, r.Requisition.ID)
	ok(t, err)
	r.toPhase(t, hiring.PhaseDiscussion)
	err = r.app.ChangePhase(ctx, r.owner, stands.ID, app.NewPhase{To: hiring.PhaseRating, Reason: "Late.", Version: stands.Version + 1})
	wantProblem(t, err, "reason", "problem.reason_short")
	r.toPhase(t, hiring.PhaseCollecting)
	v, err := r.app.ViewPhase(ctx, stands.ID)
	ok(t, err)
	if len(v.Changes) != 2 || v.Phase != hiring.PhaseCollecting || v.Users[r.owner.ID] != r.owner.Name {
		t.Errorf("%+v", v.Changes)
	}
	entries, err := r.store.AuditEntries(ctx, store.AuditFilter{ObjectID: stands.ID.String()})
	ok(t, err)
	moved := 0
	for _, e := range entries {
		if e.Action == "requisition.phase_changed" {
			moved++
		}
	}
	if moved != 2 {
		t.Errorf("%d entries", moved)
	}
}

func TestOfTwoWhoMoveARoundTheLaterIsTold(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, nil), context.Background()
		stands, err := s.Requisition(ctx, r.Requisition.ID)
		ok(t, err)
		errs := make([]error, 2)
		var wait sync.WaitGroup
		for i, to := range []hiring.Phase{hiring.PhaseRating, hiring.PhaseDecision} {
			wait.Go(func() {
				errs[i] = r.app.ChangePhase(ctx, r.owner, stands.ID, app.NewPhase{To: to, Version: stands.Version})
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("errors %v, want one", errs)
		}
	})
}

func TestThePhaseSaysWhoIsInvitedAndWhatIsDecided(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	invite := func(email string) error {
		_, err := r.app.InviteCandidates(ctx, app.UserActor(r.owner.ID), r.Requisition.ID, []app.NewCandidate{{Name: "Somebody", Email: email, Language: hiring.English}})
		return err
	}
	decide := func(o hiring.Outcome, instead *hiring.Decision) (hiring.Decision, error) {
		n := app.NewDecision{Outcome: o, Reasons: because(o), Reason: "Because of what was said."}
		if instead != nil {
			n.Instead = &instead.ID
		}
		return r.app.Decide(ctx, r.owner, a.ID, n)
	}
	r.toPhase(t, hiring.PhaseRating)
	ok(t, invite("rating@example.org"))
	_, err := decide(hiring.Hire, nil)
	wantClash(t, err, "phase.problem.advance")
	held, err := decide(hiring.Hold, nil)
	ok(t, err)
	r.toPhase(t, hiring.PhaseDiscussion)
	wantClash(t, invite("discussion@example.org"), "phase.problem.invite")
	_, err = decide(hiring.Advance, &held)
	wantClash(t, err, "phase.problem.advance")
	r.toPhase(t, hiring.PhaseDecision)
	_, err = decide(hiring.Advance, &held)
	ok(t, err)
	r.toPhase(t, hiring.PhaseCollecting)
	ok(t, invite("again@example.org"))
}
