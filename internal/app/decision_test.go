package app_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// because is the first reason there is for an outcome.
func because(o hiring.Outcome) []hiring.DecisionReason {
	if o == hiring.Decline { // whose first reason wants a must-have that is low
		return []hiring.DecisionReason{hiring.ReasonValuesNotShown}
	}
	return hiring.DecisionReasons(o)[:1]
}

func TestADecisionNeedsAnOutcomeAndAReason(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil)
	a := r.Candidate("Ada")
	for field, n := range map[string]app.NewDecision{
		"outcome": {Outcome: "maybe", Reason: "She owned up before anybody asked."},
		"reasons": {Outcome: hiring.Hire, Reason: "She owned up before anybody asked."},
		"reason":  {Outcome: hiring.Hire, Reasons: because(hiring.Hire), Reason: "  good  "},
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
	first, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Hold, Reasons: because(hiring.Hold), Reason: "Waiting for a reference."})
	ok(t, err)
	late := app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Did not know of the first."}
	if _, err := r.app.Decide(ctx, r.owner, a.ID, late); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a decision that does not know of the current one: %v, want a conflict", err)
	}
	second := app.NewDecision{Outcome: hiring.Hire, Reasons: because(hiring.Hire), Reason: "The reference is very good.", Instead: &first.ID}
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
			_, errs[i] = r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: outcome, Reasons: because(outcome), Reason: "Decided at the same time."})
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
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "A very private reason."})
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
	_, err := r.app.Decide(context.Background(), r.owner, a.ID, app.NewDecision{Outcome: hiring.Hire, Reasons: because(hiring.Hire), Reason: "I like the name."})
	if hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("error %v, want a conflict", err)
	}
	_, err = r.app.Decide(context.Background(), r.owner, uuid.New(), app.NewDecision{Outcome: hiring.Hire, Reasons: because(hiring.Hire), Reason: "Nobody is there."})
	if hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("error %v, want not found", err)
	}
}

// decide is a decision of the owner's, with the first reason there is for its outcome.
func (r scoredRound) decide(o hiring.Outcome, a hiring.Application, departure string) (app.Decided, error) {
	return r.app.DecideOrPropose(context.Background(), r.owner, a.ID, app.NewDecision{
		Outcome: o, Reasons: because(o), Reason: "Because of what was said.", Departure: departure,
	})
}

func TestADecisionKeepsWhatThereWasToSee(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	r.Rate(r.rater.ID, a.ID, 4)
	_, err := r.app.ReviewAnswer(ctx, r.owner, a.ID, adjust(r.view(t, a.ID).Reviewable()[0], 40))
	ok(t, err)
	a = r.application(t, a.ID)
	seen := r.view(t, a.ID)
	_, err = r.decide(hiring.Hire, a, "")
	ok(t, err)
	got := r.view(t, a.ID).Current().Evidence
	if got.ScoreID == nil || *got.ScoreID != seen.Attempts[0].ScoreID || *got.Fit != *a.Fit || *got.ReviewedFit != *a.ReviewedFit || *got.Combined != *a.Combined ||
		got.Ratings != 1 || got.Raters != 1 || got.Reviews != 1 || got.Adjusted != 1 || got.Voided != 0 || got.Scorecards != 0 || got.Stage != hiring.Scored ||
		got.BenchmarkVersionID == nil || got.Place == nil || got.Place.Of != hiring.OfReviewed {
		t.Errorf("%+v", got)
	}
}

func TestADecisionThatDepartsNeedsAReasonOfItsOwn(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil)
	high := r.scoredCandidate(t, "High", ownedUp, 8, "a", "ab", "abc")
	low := r.scoredCandidate(t, "Low", ownedUp, 5, "b", "ab", "acb")
	v := r.view(t, low.ID)
	w, err := r.app.Weigh(context.Background(), r.owner, v)
	ok(t, err)
	if w.Composite == nil || w.Place == nil || w.Place.Above.Undecided != 1 {
		t.Fatalf("composite %+v, place %+v: the two are to be told apart", w.Composite, w.Place)
	}
	_, err = r.decide(hiring.Decline, high, "")
	ok(t, err)
	_, err = r.decide(hiring.Advance, low, "")
	wantProblem(t, err, "departure", "decision.problem.departure")
	_, err = r.decide(hiring.Advance, low, "The work sample showed what the answers did not.")
	ok(t, err)
	d := r.view(t, low.ID).Current()
	kinds := map[hiring.DepartureKind]hiring.Departure{}
	for _, x := range d.Departures {
		kinds[x.Kind] = x
	}
	if x := kinds[hiring.PassesDeclined]; x.Count != 1 || x.Others[0] != high.ID || d.DepartureReason == "" {
		t.Errorf("%+v", d.Departures)
	}
	// Now somebody clearly below goes on: declining the other departs as well.
	_, err = r.app.Decide(context.Background(), r.owner, high.ID, app.NewDecision{
		Outcome: hiring.Decline, Reasons: []hiring.DecisionReason{hiring.ReasonValuesNotShown}, Reason: "Because of what was said.", Instead: &r.view(t, high.ID).Current().ID,
	})
	wantProblem(t, err, "departure", "decision.problem.departure")
	_, err = r.app.Decide(context.Background(), r.owner, high.ID, app.NewDecision{
		Outcome: hiring.Decline, Reasons: []hiring.DecisionReason{hiring.ReasonWithdrew}, Reason: "She wrote that she withdraws.", Instead: &r.view(t, high.ID).Current().ID,
	})
	ok(t, err)
	if d := r.view(t, high.ID).Current(); len(d.Departures) != 0 {
		t.Errorf("somebody who withdrew is held against others: %+v", d.Departures)
	}
}

func TestReopeningTakesTheApplicationBackToItsStage(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil)
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	_, err := r.decide(hiring.Reopened, a, "")
	wantClash(t, err, "decision.problem.nothing_to_reopen")
	first, err := r.decide(hiring.Decline, a, "")
	ok(t, err)
	reopen := app.NewDecision{Outcome: hiring.Reopened, Reasons: because(hiring.Reopened), Reason: "She sent a reference."}
	_, err = r.app.Decide(context.Background(), r.owner, a.ID, reopen)
	wantClash(t, err, "error.changed_meanwhile")
	reopen.Instead = &first.ID
	again, err := r.app.Decide(context.Background(), r.owner, a.ID, reopen)
	ok(t, err)
	v := r.view(t, a.ID)
	if v.Stage != hiring.Scored || v.Application.Decision != "" || v.Current() != nil || v.Last() == nil || v.Last().Outcome != hiring.Reopened || len(v.Decisions) != 2 {
		t.Errorf("stage %s, decision %q, rows %+v", v.Stage, v.Application.Decision, v.Decisions)
	}
	_, err = r.app.Decide(context.Background(), r.owner, a.ID, app.NewDecision{Outcome: hiring.Hire, Reasons: because(hiring.Hire), Reason: "The reference is good.", Instead: &again.ID})
	ok(t, err)
}

func TestWhereThePolicySaysSoADecisionWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Policy.SecondPerson = hiring.SecondAll }), context.Background()
	_, err := r.app.InviteCandidates(ctx, app.System(), r.Requisition.ID, []app.NewCandidate{{Name: "A", Email: "a@example.org", Language: hiring.English}})
	wantProblem(t, err, "second_person", "requisition.problem.nobody_second")
	hr, now := scoringUser(t, r.store, "hr", hiring.HR), r.app.Now()
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	setAway := func(at *time.Time) {
		u, err := r.store.User(ctx, hr.ID)
		ok(t, err)
		u.DisabledAt = at
		ok(t, r.store.UpdateUser(ctx, u))
	}
	setAway(&now)
	_, err = r.decide(hiring.Hire, a, "")
	wantProblem(t, err, "outcome", "decision.problem.nobody_second")
	setAway(nil)
	d, err := r.decide(hiring.Hire, a, "")
	ok(t, err)
	v := r.view(t, a.ID)
	if !d.Proposed || v.Current() != nil || v.Stage != hiring.Scored || v.Waiting() == nil || v.Waiting().Outcome != hiring.Hire {
		t.Fatalf("proposed %v, stands %v, waits %v", d.Proposed, v.Current(), v.Waiting())
	}
	wantClash(t, r.app.ConfirmProposal(ctx, r.owner, a.ID, d.ID), "decision.problem.own_proposal")
	_, err = r.app.DecideOrPropose(ctx, hr, a.ID, app.NewDecision{Outcome: hiring.Hold, Reasons: because(hiring.Hold), Reason: "We wait for the others."})
	wantClash(t, err, "decision.problem.proposal_waits")
	w, err := r.app.WaitingFor(ctx, hr)
	ok(t, err)
	if len(w.Second) != 1 || w.Second[0].ApplicationID != a.ID || w.Nobody {
		t.Errorf("home shows %+v", w.Second)
	}
	wantProblem(t, r.app.ReturnProposal(ctx, hr, a.ID, d.ID, "no"), "answer", "problem.reason_short")
	ok(t, r.app.ReturnProposal(ctx, hr, a.ID, d.ID, "Please wait for the second interview."))
	wantClash(t, r.app.ConfirmProposal(ctx, hr, a.ID, d.ID), "decision.problem.proposal_answered")
	d, err = r.decide(hiring.Hire, a, "")
	ok(t, err)
	ok(t, r.app.ConfirmProposal(ctx, hr, a.ID, d.ID))
	v = r.view(t, a.ID)
	if c := v.Current(); c == nil || c.By != r.owner.ID || c.ConfirmedBy == nil || *c.ConfirmedBy != hr.ID || v.Stage != hiring.Decided || len(v.Proposals) != 2 {
		t.Errorf("%+v, %d proposals", v.Current(), len(v.Proposals))
	}
}

func TestWhoProposedTakesItBackWithoutAReason(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Policy.SecondPerson = hiring.SecondAll }), context.Background()
	scoringUser(t, r.store, "hr", hiring.HR)
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	d, err := r.decide(hiring.Decline, a, "")
	ok(t, err)
	ok(t, r.app.ReturnProposal(ctx, r.owner, a.ID, d.ID, ""))
	if v := r.view(t, a.ID); v.Waiting() != nil || v.Proposals[0].State != hiring.Withdrawn {
		t.Errorf("%+v", v.Proposals)
	}
}

func TestOfTwoWhoAnswerAProposalAtOnceOneIsTold(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, func(rq *hiring.Requisition) { rq.Policy.SecondPerson = hiring.SecondAll }), context.Background()
		people := []hiring.User{scoringUser(t, s, "hr1", hiring.HR), scoringUser(t, s, "hr2", hiring.HR)}
		a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
		d, err := r.decide(hiring.Hire, a, "")
		ok(t, err)
		errs := make([]error, 2)
		var wait sync.WaitGroup
		wait.Go(func() { errs[0] = r.app.ConfirmProposal(ctx, people[0], a.ID, d.ID) })
		wait.Go(func() { errs[1] = r.app.ReturnProposal(ctx, people[1], a.ID, d.ID, "Please wait for the others.") })
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("errors %v, want one", errs)
		}
		if v := r.view(t, a.ID); (v.Current() != nil) != (errs[0] == nil) {
			t.Errorf("stands %v, confirming said %v", v.Current(), errs[0])
		}
	})
}

func TestOnlyWhatTheDeciderMaySeeIsHeldAgainstADecision(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Panel = append(rq.Panel, rq.OwnerID) }), context.Background()
	hr := scoringUser(t, r.store, "hr", hiring.HR)
	unrated := r.scoredCandidate(t, "Unrated", ownedUp, 8, "a", "ab", "abc")
	rated := r.scoredCandidate(t, "Rated", ownedUp, 3, "b", "b", "bca")
	r.Rate(r.owner.ID, rated.ID, 3)
	weigh := func(u hiring.User) app.Weighing {
		v, err := r.app.ViewApplication(ctx, u, rated.ID)
		ok(t, err)
		v.Application.Combined = nil
		w, err := r.app.Weigh(ctx, u, v)
		ok(t, err)
		return w
	}
	total := func(p *hiring.Place) int { return p.Above.Total() + p.Alike.Total() + p.Below.Total() }
	if w := weigh(hr); total(w.Place) != 1 {
		t.Errorf("HR, not on the panel, sees %+v; want candidate %d", w.Place, unrated.Number)
	}
	if w := weigh(r.owner); total(w.Place) != 0 {
		t.Errorf("the owner has still to rate the other, and sees %+v", w.Place)
	}
	r.interviews(t, hr, unrated)
	if w := weigh(hr); total(w.Place) != 0 {
		t.Errorf("HR interviews the other and has not handed in a scorecard, and sees %+v", w.Place)
	}
}

// interviews puts somebody on the panel of an interview with a candidate, whose scorecards are waited for.
func (r scoredRound) interviews(t *testing.T, u hiring.User, a hiring.Application) {
	t.Helper()
	ctx, now := context.Background(), r.app.Now()
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: a.ID, RequisitionID: a.RequisitionID, StartsAt: now.Add(-time.Hour), Minutes: 60, TimeZone: "UTC",
		Language: hiring.English, ClosesAt: now.AddDate(0, 0, 3), CreatedBy: u.ID, CreatedAt: now,
	}
	ok(t, r.store.AddInterview(ctx, i))
	ok(t, r.store.AddPanelists(ctx, []hiring.Panelist{{ID: uuid.New(), InterviewID: i.ID, UserID: &u.ID, Name: u.Name, Email: u.Email, Language: u.Language, AddedAt: now}}))
}
