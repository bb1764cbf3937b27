package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

// Accommodation returns the request with that id.
func (s *Store) Accommodation(ctx context.Context, id uuid.UUID) (hiring.Accommodation, error) {
	return one(s.read(ctx).Where("id = ?", id), "accommodation", accommodationRow.accommodation)
}

// AccommodationsOfRequisition returns the requests of a requisition's candidates, waiting ones first, then newest
// first.
func (s *Store) AccommodationsOfRequisition(ctx context.Context, requisition uuid.UUID) ([]hiring.Accommodation, error) {
	return s.accommodationsWhere(ctx, `invitation_id IN (SELECT i.id FROM invitations i
JOIN applications a ON a.id = i.application_id WHERE a.requisition_id = ?)`, requisition)
}

// AccommodationsOfBenchmark returns the requests of a benchmark's incumbents, waiting ones first, then newest first.
func (s *Store) AccommodationsOfBenchmark(ctx context.Context, benchmark uuid.UUID) ([]hiring.Accommodation, error) {
	return s.accommodationsWhere(ctx, `invitation_id IN (SELECT i.id FROM invitations i
JOIN incumbents n ON n.id = i.incumbent_id WHERE n.benchmark_id = ?)`, benchmark)
}

func (s *Store) accommodationsWhere(ctx context.Context, where string, of uuid.UUID) ([]hiring.Accommodation, error) {
	q := s.read(ctx).Where(where, of).Order("CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id")
	return all(q, "accommodation", accommodationRow.accommodation)
}

// WaitingAccommodations counts a requisition's requests that nobody has answered.
func (s *Store) WaitingAccommodations(ctx context.Context, requisition uuid.UUID) (int, error) {
	var n int64
	err := s.read(ctx).Table("accommodations AS m").Joins("JOIN invitations AS i ON i.id = m.invitation_id").
		Joins("JOIN applications AS a ON a.id = i.application_id").
		Where("a.requisition_id = ? AND m.answered_at IS NULL", requisition).Count(&n).Error
	return int(n), mapped(err, "accommodation")
}

// AnswerAccommodation stores the answer to a request, once: a second is a Conflict.
func (s *Store) AnswerAccommodation(ctx context.Context, a hiring.Accommodation) error {
	row := rowOfAccommodation(a)
	res := s.write(ctx).Table(row.TableName()).Where("id = ? AND answered_at IS NULL", row.ID).Updates(map[string]any{
		"answer": row.Answer, "granted": row.Granted, "extra_days": row.ExtraDays, "answered_by": row.AnsweredBy, "answered_at": row.AnsweredAt,
	})
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "accommodation")
	}
	return s.existsElse(ctx, row, row.ID, changedMeanwhile())
}

type waiverRow struct {
	ApplicationID     uuid.UUID
	QuestionVersionID uuid.UUID
	GrantedBy         uuid.UUID
	GrantedAt         int64
}

// TableName implements gorm's schema.Tabler.
func (waiverRow) TableName() string { return "waivers" }

// Waive lets an application off some questions: they are not asked any more. What was waived before stays so.
func (s *Store) Waive(ctx context.Context, application uuid.UUID, questions []uuid.UUID, by uuid.UUID, at time.Time) error {
	var rows []waiverRow
	for _, q := range questions {
		rows = append(rows, waiverRow{ApplicationID: application, QuestionVersionID: q, GrantedBy: by, GrantedAt: millis(at)})
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error, "waiver")
}
