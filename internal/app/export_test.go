package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// FreezeGuide fixes a guide as the first scorecard does.
func (a *App) FreezeGuide(ctx context.Context, who Actor, requisition uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error { return a.freezeGuide(ctx, who, requisition) })
}

// PutScorecard stores a scorecard of an application's interview as saves and its submission would, whatever it lacks.
func (a *App) PutScorecard(ctx context.Context, application uuid.UUID, c hiring.Scorecard) error {
	begun, err := a.store.BeginScorecard(ctx, c)
	if err != nil {
		return err
	}
	for _, l := range c.Lines {
		l.ScorecardID, l.SavedAt = begun.ID, a.Now()
		if _, err := a.store.SaveLine(ctx, l); err != nil {
			return err
		}
	}
	begun.Recommendation, begun.Summary = c.Recommendation, c.Summary
	if _, err := a.store.SaveOverall(ctx, begun); err != nil || c.SubmittedAt == nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.SubmitScorecard(ctx, begun.ID, *c.SubmittedAt); err != nil {
			return err
		}
		return a.combine(ctx, application)
	})
}
