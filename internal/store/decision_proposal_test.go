package store_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestADecisionKeepsItsReasonsAndWhatThereWasToSee(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a, fit := r.apply("Ana", "ana@example.org"), 61.5
		second := user("second-"+uuid.NewString()+"@example.org", hiring.HR)
		must(t, s.CreateUser(ctx, second))
		at := noon()
		want := hiring.Decision{
			ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hire, Reasons: []hiring.DecisionReason{hiring.ReasonValuesShown, hiring.ReasonTogether}, Reason: "why",
			Evidence:   hiring.Evidence{Stage: hiring.Scored, Fit: &fit, Ratings: 3, MustLow: []uuid.UUID{r.value}, Place: &hiring.Place{Of: hiring.OfFit, Above: hiring.Standing{On: 2}}},
			Departures: []hiring.Departure{{Kind: hiring.DespiteMustHave, Values: []uuid.UUID{r.value}, Count: 1}}, DepartureReason: "all the same",
			By: r.owner.ID, At: at, ConfirmedBy: &second.ID, ConfirmedAt: &at,
		}
		must(t, s.Decide(ctx, want, nil))
		if diff := cmp.Diff([]hiring.Decision{want}, need(s.Decisions(ctx, a.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestReopeningIsARowAndLeavesTheApplicationWhereItsAnswersAre(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		for name, c := range map[string]struct {
			bring func(a hiring.Application)
			want  hiring.Stage
		}{
			"invited": {func(hiring.Application) {}, hiring.Invited},
			"scored":  {func(a hiring.Application) { scoredOnce(r, a) }, hiring.Scored},
			"started": {func(a hiring.Application) {
				need(s.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByInterview, Language: hiring.Turkish, StartedAt: noon(), TypedBy: &r.owner.ID}))(t)
			}, hiring.Started},
		} {
			a := r.apply(name, name+"@example.org")
			c.bring(a)
			first := uuid.New()
			must(t, s.Decide(ctx, hiring.Decision{ID: first, ApplicationID: a.ID, Outcome: hiring.Decline, Reason: "why", By: r.owner.ID, At: noon()}, nil))
			must(t, s.SetStage(ctx, a.ID, hiring.Decided, noon()))
			must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Reopened, Reason: "why", By: r.owner.ID, At: noon()}, &first))
			must(t, s.ReturnStage(ctx, a.ID))
			if got := need(s.Application(ctx, a.ID))(t); got.Decision != "" || got.Stage != c.want {
				t.Errorf("%s: decision %q, stage %s", name, got.Decision, got.Stage)
			}
			if all := need(s.Decisions(ctx, a.ID))(t); len(all) != 2 {
				t.Errorf("%s: %d decisions", name, len(all))
			}
		}
	})
}

func TestOneProposalWaitsAndIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a := r.apply("Ana", "ana@example.org")
		second := user("second-"+uuid.NewString()+"@example.org", hiring.HR)
		must(t, s.CreateUser(ctx, second))
		propose := func() (uuid.UUID, error) {
			p := hiring.Proposal{Decision: hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hire, Reason: "why", By: r.owner.ID, At: noon()}}
			return p.ID, s.Propose(ctx, p)
		}
		ids, errs := make([]uuid.UUID, 3), make([]error, 3)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() { ids[i], errs[i] = propose() })
		}
		wait.Wait()
		var waiting []uuid.UUID
		for i, err := range errs {
			if err == nil {
				waiting = append(waiting, ids[i])
			} else if hiring.KindOf(err) != hiring.Conflict {
				t.Errorf("%v, want a conflict", err)
			}
		}
		if len(waiting) != 1 {
			t.Fatalf("%d wait", len(waiting))
		}
		if due := need(s.ProposalsDue(ctx, second.ID, true, 5))(t); len(due) != 1 || due[0].Candidate != "Ana" || due[0].ProposedBy != r.owner.Name {
			t.Errorf("due %+v", due)
		}
		if due := need(s.ProposalsDue(ctx, r.owner.ID, true, 5))(t); len(due) != 0 {
			t.Errorf("due for who proposed it: %+v", due)
		}
		if err := s.AnswerProposal(ctx, waiting[0], hiring.Confirmed, r.owner.ID, noon(), ""); err == nil {
			t.Error("who proposed confirmed")
		}
		must(t, s.AnswerProposal(ctx, waiting[0], hiring.Returned, second.ID, noon(), "Not yet."))
		if err := s.AnswerProposal(ctx, waiting[0], hiring.Confirmed, second.ID, noon(), ""); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("answered again: %v", err)
		}
		need(propose())(t)
		if all := need(s.Proposals(ctx, a.ID))(t); len(all) != 2 {
			t.Errorf("%d proposals", len(all))
		}
	})
}

func TestOnlyDecisionsOnMeritOnTheFarSideAreLookedAt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		decided := func(name string, fit float64, o hiring.Outcome, reasons ...hiring.DecisionReason) hiring.Application {
			a := r.apply(name, name+"@example.org")
			r.received(a, 1, fit)
			if o != "" {
				must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: o, Reasons: reasons, Reason: "why", By: r.owner.ID, At: noon()}, nil))
			}
			return need(s.Application(ctx, a.ID))(t)
		}
		me := decided("me", 50, "")
		decided("far", 90, hiring.Decline, hiring.ReasonValuesNotShown)
		decided("near", 60, hiring.Decline, hiring.ReasonValuesNotShown)
		decided("below", 40, hiring.Decline, hiring.ReasonValuesNotShown)
		decided("gone", 95, hiring.Decline, hiring.ReasonWithdrew)
		decided("hired", 70, hiring.Hire, hiring.ReasonTogether)
		decided("open", 80, "")
		rated := decided("rated", 30, hiring.Decline, hiring.ReasonValuesNotShown)
		combined := 99.0
		must(t, s.SetCombined(ctx, rated.ID, store.CombinedColumns{Raters: 1, Combined: &combined}))
		names := func(as []hiring.Application) (out string) {
			for _, a := range as {
				out += a.Name + " "
			}
			return out
		}
		if got := names(need(s.DecidedAgainst(ctx, me, []hiring.Outcome{hiring.Decline}, true, 10))(t)); got != "far near " {
			t.Errorf("declined above: %s", got)
		}
		if got := names(need(s.DecidedAgainst(ctx, me, []hiring.Outcome{hiring.Decline}, true, 1))(t)); got != "far " {
			t.Errorf("the furthest first: %s", got)
		}
		if got := names(need(s.DecidedAgainst(ctx, me, []hiring.Outcome{hiring.Advance, hiring.Hire}, false, 10))(t)); got != "" {
			t.Errorf("advanced below: %s", got)
		}
		own := 50.0
		me.Combined = &own
		if got := names(need(s.DecidedAgainst(ctx, me, []hiring.Outcome{hiring.Decline}, true, 1))(t)); got != "far " {
			t.Errorf("without an interval of both together the furthest is by the fit: %s", got)
		}
		me.CombinedLo, me.CombinedHi = &own, &own
		if got := names(need(s.DecidedAgainst(ctx, me, []hiring.Outcome{hiring.Decline}, true, 10))(t)); got != "rated far near " {
			t.Errorf("declined above by either figure: %s", got)
		}
		if got := names(need(s.NearestComposites(ctx, me, 3))(t)); got != "rated " {
			t.Errorf("near with fit and ratings together: %s", got)
		}
		must(t, s.SetCombined(ctx, rated.ID, store.CombinedColumns{Raters: 1}))
		if got := names(need(s.WithoutComposite(ctx, me, 3))(t)); got != "rated " {
			t.Errorf("rated, without a figure: %s", got)
		}
		me.Combined = nil
		none := decided("none", 0, "")
		must(t, s.SetFit(ctx, none.ID, store.FitColumns{Undefined: "insufficient"}))
		if got := names(need(s.WithoutComposite(ctx, me, 3))(t)); got != "none " {
			t.Errorf("answered, without a fit: %s", got)
		}
		if got := names(need(s.NearestComposites(ctx, me, 3))(t)); got != "near below rated " && got != "near below hired " {
			t.Errorf("nearest: %s", got)
		}
		me.Fit = nil
		if got := need(s.NearestComposites(ctx, me, 3))(t); len(got) != 0 {
			t.Errorf("near nothing: %s", names(got))
		}
	})
}
