package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// NewDecision is what a person decides, and in place of which decision: the one they had before their eyes, or nil.
type NewDecision struct {
	Outcome   hiring.Outcome
	Reasons   []hiring.DecisionReason
	Reason    string
	Departure string // why it departs from the evidence, where it does
	Instead   *uuid.UUID
}

// Decided is what came of deciding: a decision, or a proposal that waits for a second person.
type Decided struct {
	hiring.Decision
	Proposed bool
}

// Decide records a person's decision about an application, with what there was to see. It may come at any stage:
// somebody may be declined, or put on hold, before they have answered; what the requisition's phase does not give is
// refused, and whoever is on a panel rates first. One that departs from the evidence needs a reason of its own, and
// where the policy asks for a second person it waits for one. Reopening takes the decision that stands back. The audit
// holds the outcome, not the reasons.
func (a *App) Decide(ctx context.Context, user hiring.User, application uuid.UUID, n NewDecision) (hiring.Decision, error) {
	d, err := a.DecideOrPropose(ctx, user, application, n)
	return d.Decision, err
}

// DecideOrPropose is Decide, and tells whether the decision waits for a second person.
func (a *App) DecideOrPropose(ctx context.Context, user hiring.User, application uuid.UUID, n NewDecision) (Decided, error) {
	d := hiring.Decision{
		ID: newID(), ApplicationID: application, Outcome: n.Outcome, Reasons: n.Reasons, Reason: strings.TrimSpace(n.Reason),
		DepartureReason: strings.TrimSpace(n.Departure), By: user.ID, At: a.Now(),
	}
	v, err := a.viewToDecide(ctx, user, application, n.Outcome.Needs())
	if err != nil {
		return Decided{Decision: d}, err
	}
	w, err := a.Weigh(ctx, user, v)
	if err != nil {
		return Decided{Decision: d}, err
	}
	d.Evidence = EvidenceOf(v, w)
	d.Departures = w.Departures(d)
	if len(d.Departures) == 0 {
		d.DepartureReason = ""
	}
	if err := d.Check().Err(); err != nil {
		return Decided{Decision: d}, err
	}
	if d.Outcome == hiring.Reopened && v.Current() == nil {
		return Decided{Decision: d}, hiring.Clash("decision.problem.nothing_to_reopen")
	}
	if !v.Requisition.Policy.NeedsSecond(d) {
		return Decided{Decision: d}, a.decide(ctx, user, v, d, n.Instead)
	}
	return Decided{Decision: d, Proposed: true}, a.propose(ctx, user, v, d, n.Instead)
}

// viewToDecide reads an application for somebody who may decide about it.
func (a *App) viewToDecide(ctx context.Context, user hiring.User, application uuid.UUID, right hiring.Right) (ApplicationView, error) {
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return v, err
	}
	blind, err := a.blindTo(ctx, user.ID, v)
	if err != nil {
		return v, err
	}
	if err := phaseGives(v.Requisition, user.ID, right, blind); err != nil {
		return v, err
	}
	return v, a.readAnswers(ctx, user.ID, &v)
}

// decide records a decision. Where a proposal waits it is answered first.
func (a *App) decide(ctx context.Context, user hiring.User, v ApplicationView, d hiring.Decision, instead *uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.stillGives(ctx, user, v.RequisitionID, d.Outcome.Needs()); err != nil {
			return err
		}
		if err := a.store.Decide(ctx, d, instead); err != nil {
			return err
		}
		if _, waits, err := a.waitingProposal(ctx, v.ID); err != nil || waits {
			return orClash(err, "decision.problem.proposal_waits")
		}
		return a.settleDecision(ctx, user, d, v.Stage)
	})
}

// settleDecision moves the application to where a decision leaves it, and records it.
func (a *App) settleDecision(ctx context.Context, user hiring.User, d hiring.Decision, was hiring.Stage) error {
	var err error
	if d.Outcome == hiring.Reopened {
		err = a.store.ReturnStage(ctx, d.ApplicationID)
	} else {
		err = a.store.SetStage(ctx, d.ApplicationID, hiring.Decided, d.At)
	}
	if err != nil {
		return err
	}
	return a.audit(ctx, UserActor(user.ID), "decision.made", "application", d.ApplicationID, a.decisionDetail(d, was)...)
}

// decisionDetail is what the audit holds of a decision: ids, codes and counts.
func (a *App) decisionDetail(d hiring.Decision, was hiring.Stage) []string {
	var codes []string
	for _, r := range d.Reasons {
		codes = append(codes, string(r))
	}
	out := []string{"decision", d.ID.String(), "outcome", string(d.Outcome), "stage", string(was), "reasons", strings.Join(codes, " ")}
	if len(d.Departures) > 0 {
		out = append(out, "departures", strconv.Itoa(len(d.Departures)))
	}
	if d.Evidence.ScoreID != nil {
		out = append(out, "score", d.Evidence.ScoreID.String())
	}
	if d.ConfirmedBy != nil {
		out = append(out, "proposed_by", d.By.String())
	}
	return out
}

// stillGives looks at the phase once more in the transaction that writes: somebody may have moved the round on.
func (a *App) stillGives(ctx context.Context, user hiring.User, requisition uuid.UUID, right hiring.Right) error {
	r, err := a.store.RequisitionForUpdate(ctx, requisition)
	if err != nil {
		return err
	}
	if !r.Gives(user.ID, right, true) {
		return hiring.Clash("phase.problem." + string(right))
	}
	return nil
}

// orClash is the error there was, else a conflict.
func orClash(err error, key string) error {
	if err != nil {
		return err
	}
	return hiring.Clash(key)
}

// EvidenceOf is what a view shows, as it is kept with a decision.
func EvidenceOf(v ApplicationView, w Weighing) hiring.Evidence {
	e := hiring.Evidence{
		Stage: v.Stage, Fit: v.Fit, FitLo: v.FitLo, FitHi: v.FitHi, FitUndefined: v.FitUndefined,
		ReviewedFit: v.ReviewedFit, ReviewedLo: v.ReviewedLo, ReviewedHi: v.ReviewedHi,
		Raters: v.Raters, Ratings: len(v.Ratings), Scorecards: len(v.Scorecards), Human: v.Human,
		Combined: v.Application.Combined, CombinedLo: v.CombinedLo, CombinedHi: v.CombinedHi,
		MustLow: w.Must.Low, MustUnsure: w.Must.Unsure, SecondScores: len(v.Second), Place: w.Place,
	}
	e.CombinedValues, e.CombinedOf, e.Uncompared = v.CombinedValues, v.CombinedOf, v.Uncompared
	if record, scored := v.OnRecord(); scored && v.ReviewedUndefined == "" { // reviews may have taken the fit away
		for _, f := range record.Values {
			if f.Weight > 0 {
				e.FitOf++
				e.FitValues += one(f.Fit.Defined())
			}
		}
	}
	if whole, _, ok := v.Combined(); ok && e.Combined == nil {
		e.CombinedUndefined = whole.Value.Undefined
	}
	if at := v.ofRecord(); at >= 0 {
		t := v.Attempts[at]
		e.ScoreID, e.BenchmarkVersionID, e.Engine = &t.ScoreID, v.Requisition.BenchmarkVersionID, t.Score.Engine
	}
	e.Spoken = slices.ContainsFunc(v.Attempts, func(t AttemptView) bool { return t.Mode == hiring.ByInterview && t.Submitted() })
	for _, r := range v.Reviews {
		if r.SupersededAt != nil {
			continue
		}
		e.Reviews++
		switch r.Act {
		case hiring.Adjust:
			e.Adjusted++
		case hiring.Void:
			e.Voided++
		}
	}
	return e
}

// ofRecord is the attempt whose fit the pipeline shows, or −1.
func (v ApplicationView) ofRecord() int {
	return slices.IndexFunc(v.Attempts, func(t AttemptView) bool { return t.Score != nil && t.Mode == v.FitMode })
}
