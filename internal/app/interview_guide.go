package app

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Guide returns how the candidates of a requisition are interviewed: the default guide, of version 0, while nobody
// has written one.
func (a *App) Guide(ctx context.Context, requisition uuid.UUID) (hiring.InterviewGuide, error) {
	return a.store.InterviewGuide(ctx, requisition)
}

// SaveGuide stores the guide of a requisition, made from the version it carries: 0 for the first. Once an interview
// has been begun by it, or the round is over, it stays as it is.
func (a *App) SaveGuide(ctx context.Context, who Actor, g hiring.InterviewGuide) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.RequisitionForUpdate(ctx, g.RequisitionID)
		if err != nil {
			return err
		}
		stands, err := a.store.InterviewGuide(ctx, r.ID)
		if err != nil {
			return err
		}
		switch {
		case stands.Frozen():
			return hiring.Clash("interview_guide.problem.frozen")
		case r.ClosedAt != nil:
			return hiring.Clash("error.requisition_closed")
		}
		assessment, err := a.store.RequisitionAssessment(ctx, r.ID)
		if err != nil {
			return err
		}
		if err := g.Check(assessment.Questions).Err(); err != nil {
			return err
		}
		g = g.Trimmed()
		g.FrozenAt = nil
		if err := a.storeGuide(ctx, g); err != nil {
			return err
		}
		return a.audit(ctx, who, "guide.changed", "requisition", r.ID, "questions", strconv.Itoa(len(g.Asked(assessment.Questions))),
			"shows_answers", strconv.FormatBool(g.ShowsAnswers))
	})
}

// storeGuide stores a guide made from the version it carries.
func (a *App) storeGuide(ctx context.Context, g hiring.InterviewGuide) error {
	if g.Version > 0 {
		return a.store.UpdateInterviewGuide(ctx, g)
	}
	g.CreatedAt = a.Now()
	return a.store.AddInterviewGuide(ctx, g)
}

// freezeGuide fixes the guide of a requisition, the default one when none is written, so that every candidate is
// interviewed alike; a later call changes nothing. Call it in the transaction of the first scorecard.
func (a *App) freezeGuide(ctx context.Context, who Actor, requisition uuid.UUID) error {
	g, err := a.store.InterviewGuide(ctx, requisition)
	if err != nil || g.Frozen() {
		return err
	}
	if _, err := a.store.RequisitionForUpdate(ctx, requisition); err != nil {
		return err
	}
	if g, err = a.store.InterviewGuide(ctx, requisition); err != nil || g.Frozen() { // a colleague was quicker
		return err
	}
	assessment, err := a.store.RequisitionAssessment(ctx, requisition)
	if err != nil {
		return err
	}
	g = g.Fixed(assessment.Questions, a.Now())
	if err := a.storeGuide(ctx, g); err != nil {
		return err
	}
	return a.audit(ctx, who, "guide.frozen", "requisition", requisition, "questions", strconv.Itoa(len(g.Questions)))
}
