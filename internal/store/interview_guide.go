package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

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

// AddInterviewGuide stores the first guide written for a requisition; its version becomes 1. When a colleague was
// quicker it is a Conflict.
func (s *Store) AddInterviewGuide(ctx context.Context, g hiring.InterviewGuide) error {
	row := interviewGuideRow{
		RequisitionID: g.RequisitionID, Questions: asJSON(g.Questions), Opening: asJSON(g.Opening), Closing: asJSON(g.Closing),
		Avoid: asJSON(g.Avoid), Minutes: asJSON(g.Minutes), ShowsAnswers: flag(g.ShowsAnswers), Practices: asJSON(g.Practices),
		FrozenAt: millisOrNil(g.FrozenAt), CreatedAt: millis(g.CreatedAt), Version: 1,
	}
	err := mapped(s.write(ctx).Create(&row).Error, "guide")
	if hiring.KindOf(err) == hiring.Conflict {
		return changedMeanwhile()
	}
	return err
}

// UpdateInterviewGuide stores a changed or fixed guide, made from g.Version; a Conflict if that is no longer the
// newest, or if the guide has been fixed.
func (s *Store) UpdateInterviewGuide(ctx context.Context, g hiring.InterviewGuide) error {
	set := map[string]any{
		"questions": asJSON(g.Questions), "opening": asJSON(g.Opening), "closing": asJSON(g.Closing), "avoid": asJSON(g.Avoid),
		"minutes": asJSON(g.Minutes), "shows_answers": flag(g.ShowsAnswers), "practices": asJSON(g.Practices),
		"frozen_at": millisOrNil(g.FrozenAt), "version": gorm.Expr("version + 1"),
	}
	res := s.write(ctx).Table("interview_guides").
		Where("requisition_id = ? AND version = ? AND frozen_at IS NULL", g.RequisitionID, g.Version).Updates(set)
	return oneRow(res, "guide", changedMeanwhile())
}

// seatRow is one member of a panel with the application it is for.
type seatRow struct {
	Seat          panelistRow `gorm:"embedded"`
	ApplicationID uuid.UUID
}

// RequisitionPanels lists, for each candidate of a requisition who has an interview, everybody who is on a panel of
// one, cancelled interviews left out: the candidate with the first interview first.
func (s *Store) RequisitionPanels(ctx context.Context, requisition uuid.UUID) ([][]hiring.Panelist, error) {
	var rows []seatRow
	err := s.seats(ctx, requisition).Select("p.*, i.application_id").Order("i.starts_at, i.id, p.added_at, p.id").Scan(&rows).Error
	if err != nil {
		return nil, mapped(err, "panelist")
	}
	at := map[uuid.UUID]int{}
	var out [][]hiring.Panelist
	for _, r := range rows {
		if _, known := at[r.ApplicationID]; !known {
			at[r.ApplicationID] = len(out)
			out = append(out, nil)
		}
		out[at[r.ApplicationID]] = append(out[at[r.ApplicationID]], r.Seat.panelist())
	}
	return out, nil
}

// Interviews tells whether a user is on the panel of an interview of a requisition.
func (s *Store) Interviews(ctx context.Context, requisition, user uuid.UUID) (bool, error) {
	var n int64
	err := s.seats(ctx, requisition).Where("p.user_id = ?", user).Count(&n).Error
	return n > 0, mapped(err, "panelist")
}

// seats starts a query over the panels of a requisition's interviews that take place.
func (s *Store) seats(ctx context.Context, requisition uuid.UUID) *gorm.DB {
	return s.read(ctx).Table("panelists p").Joins("JOIN interviews i ON i.id = p.interview_id").
		Where("i.requisition_id = ? AND i.cancelled_at IS NULL AND p.removed_at IS NULL", requisition)
}
