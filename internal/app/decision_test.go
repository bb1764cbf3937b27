package app_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

func TestADecisionNeedsAnOutcomeAndAReason(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil)
	a := r.Candidate("Ada")
	for field, n := range map[string]app.NewDecision{
		"outcome": {Outcome: "maybe", Reason: "She owned up before anybody asked."},
		"reason":  {Outcome: hiring.Hire, Reason: "  good  "},
	} {
		_, err := r.app.Decide(context.Background(), r.owner, a.ID, n)
		if ps := hiring.ProblemsOf(err); len(ps) != 1 || ps[0].Field != field {
			t.Errorf("problems %v, want one at %s", ps, field)
		}
	}
}

func TestOneDecisionIsCurrentAndEarlierOnesAreKept(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada")
	first, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Hold, Reason: "Waiting for a reference."})
	ok(t, err)
	late := app.NewDecision{Outcome: hiring.Decline, Reason: "Did not know of the first."}
	if _, err := r.app.Decide(ctx, r.owner, a.ID, late); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a decision that does not know of the current one: %v, want a conflict", err)
	}
	second := app.NewDecision{Outcome: hiring.Hire, Reason: "The reference is very good.", Instead: &first.ID}
	_, err = r.app.Decide(ctx, r.owner, a.ID, second)
	ok(t, err)
	v, err := r.app.ViewApplication(ctx, r.owner, a.ID)
	ok(t, err)
	if len(v.Decisions) != 2 || v.Current() == nil || v.Current().Outcome != hiring.Hire || v.Application.Decision != hiring.Hire {
		t.Errorf("decisions %+v, want two, hire current", v.Decisions)
	}
	if v.Stage != hiring.Decided {
		t.Errorf("stage %s", v.Stage)
	}
}

func TestOfTwoWhoDecideAtOnceOneIsToldToLookAgain(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada")
	errs := make([]error, 2)
	var wait sync.WaitGroup
	for i, outcome := range []hiring.Outcome{hiring.Hire, hiring.Decline} {
		wait.Go(func() {
			_, errs[i] = r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: outcome, Reason: "Decided at the same time."})
		})
	}
	wait.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("errors %v, want exactly one", errs)
	}
	v, err := r.app.ViewApplication(ctx, r.owner, a.ID)
	ok(t, err)
	if len(v.Decisions) != 1 {
		t.Errorf("%d decisions", len(v.Decisions))
	}
}

func TestTheAuditHoldsTheOutcomeAndNotTheReason(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada")
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reason: "A very private reason."})
	ok(t, err)
	entries, err := r.store.AuditEntries(ctx, store.AuditFilter{ObjectID: a.ID.String()})
	ok(t, err)
	found := false
	for _, e := range entries {
		for _, v := range e.Detail {
			if strings.Contains(v, "private") {
				t.Errorf("the audit holds the reason: %v", e)
			}
		}
		found = found || e.Action == "decision.made" && e.Detail["outcome"] == "decline"
	}
	if !found {
		t.Errorf("no entry decision.made with its outcome")
	}
}

func TestWhoHasStillToRateCannotDecide(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, func(rq *hiring.Requisition) { rq.Panel = append(rq.Panel, rq.OwnerID) })
	a := r.Candidate("Ada")
	_, err := r.app.Decide(context.Background(), r.owner, a.ID, app.NewDecision{Outcome: hiring.Hire, Reason: "I like the name."})
	if hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("error %v, want a conflict", err)
	}
	_, err = r.app.Decide(context.Background(), r.owner, uuid.New(), app.NewDecision{Outcome: hiring.Hire, Reason: "Nobody is there."})
	if hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("error %v, want not found", err)
	}
}
