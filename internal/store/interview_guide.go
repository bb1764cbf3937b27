package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type interviewGuideRow struct {
	RequisitionID uuid.UUID `gorm:"primaryKey"`
	Questions     jsonOf[[]uuid.UUID]
	Opening       jsonOf[hiring.Words]
	Closing       jsonOf[hiring.Words]
	Avoid         jsonOf[hiring.Words]
	Minutes       jsonOf[hiring.GuideMinutes]
	ShowsAnswers  int
	Practices     jsonOf[[]string]
	FrozenAt      *int64
	CreatedAt     int64
	Version       int
}

// TableName implements gorm's schema.Tabler.
func (interviewGuideRow) TableName() string { return "interview_guides" }

func (r interviewGuideRow) guide() hiring.InterviewGuide {
	return hiring.InterviewGuide{
		RequisitionID: r.RequisitionID, Questions: r.Questions.V, Opening: r.Opening.V, Closing: r.Closing.V, Avoid: r.Avoid.V,
		Minutes: r.Minutes.V, ShowsAnswers: r.ShowsAnswers == 1, Practices: r.Practices.V, FrozenAt: momentOrNil(r.FrozenAt),
		CreatedAt: moment(r.CreatedAt), Version: r.Version,
	}
}

// InterviewGuide returns the guide of a requisition: the default, of version 0, while nobody has written one.
func (s *Store) InterviewGuide(ctx context.Context, requisition uuid.UUID) (hiring.InterviewGuide, error) {
	g, err := one(s.read(ctx).Where("requisition_id = ?", requisition), "guide", interviewGuideRow.guide)
	if hiring.KindOf(err) == hiring.NotFound {
		return hiring.DefaultGuide(requisition), nil
	}
	return g, err
}
