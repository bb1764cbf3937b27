package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// PanelUnrated counts a requisition's applications whose answers are in and which a user has not rated.
func (s *Store) PanelUnrated(ctx context.Context, requisition, user uuid.UUID) (int, error) {
	var n int64
	err := s.read(ctx).Table("applications").
		Where("requisition_id = ? AND stage IN ?", requisition, []hiring.Stage{hiring.Submitted, hiring.Scored, hiring.Decided}).
		Where("NOT EXISTS (SELECT 1 FROM ratings t WHERE t.application_id = applications.id AND t.rater_id = ?)", user).
		Count(&n).Error
	return int(n), mapped(err, "rating")
}
