package app

import (
	"context"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Guide returns how the candidates of a requisition are interviewed: the default guide, of version 0, while nobody
// has written one.
func (a *App) Guide(ctx context.Context, requisition uuid.UUID) (hiring.InterviewGuide, error) {
	return a.store.InterviewGuide(ctx, requisition)
}

// GuideView is the guide of a requisition with what it stands on.
type GuideView struct {
	hiring.InterviewGuide
	Requisition hiring.Requisition
	Position    hiring.Position
	Offered     []hiring.AssessmentQuestion // every question of the requisition, in its order
	Questions   []hiring.AssessmentQuestion // those the guide asks, in its order
	Structure   hiring.Structure
}

// Values lists the values the guide's questions are about, each once, in the order in which they come up.
func (v GuideView) Values() []hiring.AssessmentQuestion {
	var out []hiring.AssessmentQuestion
	for _, q := range v.Questions {
		if !slices.ContainsFunc(out, func(x hiring.AssessmentQuestion) bool { return x.ValueID == q.ValueID }) {
			out = append(out, q)
		}
	}
	return out
}

// GuideView returns the guide of a requisition with its questions, and how structured its interviews are.
func (a *App) GuideView(ctx context.Context, requisition uuid.UUID) (GuideView, error) {
	var v GuideView
	var err error
	if v.Requisition, err = a.store.Requisition(ctx, requisition); err != nil {
		return v, err
	}
	if v.Position, err = a.store.Position(ctx, v.Requisition.PositionID); err != nil {
		return v, err
	}
	if v.InterviewGuide, err = a.Guide(ctx, requisition); err != nil {
		return v, err
	}
	assessment, err := a.store.RequisitionAssessment(ctx, requisition)
	if err != nil {
		return v, err
	}
	v.Offered, v.Questions = assessment.Questions, v.Asked(assessment.Questions)
	panels, err := a.store.RequisitionPanels(ctx, requisition)
	v.Structure = hiring.StructureOf(hiring.StructureFacts{
		Guide: v.InterviewGuide, Asked: v.Questions, Languages: v.Requisition.Languages, Panels: panels,
		Weighed: len(v.Requisition.Values) > 0,
	})
	return v, err
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
