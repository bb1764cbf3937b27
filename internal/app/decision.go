package app

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// NewDecision is what a person decides, and in place of which decision: the one they had before their eyes, or nil.
type NewDecision struct {
	Outcome hiring.Outcome
	Reason  string
	Instead *uuid.UUID
}

// Decide records a person's decision about an application. It may come at any stage: somebody may be declined, or
// put on hold, before they have answered. Whoever is on a panel rates first. The audit holds the outcome, not the
// reason.
func (a *App) Decide(ctx context.Context, user hiring.User, application uuid.UUID, n NewDecision) (hiring.Decision, error) {
	d := hiring.Decision{
		ID: newID(), ApplicationID: application, Outcome: n.Outcome, Reason: strings.TrimSpace(n.Reason), By: user.ID, At: a.Now(),
	}
	if err := d.Check().Err(); err != nil {
		return d, err
	}
	return d, a.store.Tx(ctx, func(ctx context.Context) error {
		v, err := a.readApplication(ctx, application)
		if err != nil {
			return err
		}
		blind, err := a.blindTo(ctx, user.ID, v)
		if err != nil {
			return err
		}
		switch {
		case blind.Unrated:
			return hiring.Clash("decision.rate_first")
		case !blind.CanSeeScores():
			return hiring.Clash("decision.scorecard_first")
		}
		if err := a.store.Decide(ctx, d, n.Instead); err != nil {
			return err
		}
		if err := a.store.SetStage(ctx, application, hiring.Decided, d.At); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "decision.made", "application", application,
			"decision", d.ID.String(), "outcome", string(d.Outcome), "stage", string(v.Stage))
	})
}
