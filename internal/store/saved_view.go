package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type savedViewRow struct {
	ID            uuid.UUID
	UserID        uuid.UUID
	RequisitionID uuid.UUID
	Name          string
	Query         string
	CreatedAt     int64
}

// TableName implements gorm's schema.Tabler.
func (savedViewRow) TableName() string { return "saved_views" }

func (r savedViewRow) view() hiring.SavedView {
	return hiring.SavedView{
		ID: r.ID, UserID: r.UserID, RequisitionID: r.RequisitionID, Name: r.Name, Query: r.Query, CreatedAt: moment(r.CreatedAt),
	}
}

// SavedViews lists a user's views of a requisition, the oldest first.
func (s *Store) SavedViews(ctx context.Context, user, requisition uuid.UUID) ([]hiring.SavedView, error) {
	q := s.read(ctx).Where("user_id = ? AND requisition_id = ?", user, requisition).Order("created_at, id")
	return all(q, "view", savedViewRow.view)
}

// AddSavedView stores a view; a second one of that user's by the same name is a Conflict.
func (s *Store) AddSavedView(ctx context.Context, v hiring.SavedView) error {
	row := savedViewRow{ID: v.ID, UserID: v.UserID, RequisitionID: v.RequisitionID, Name: v.Name, Query: v.Query, CreatedAt: millis(v.CreatedAt)}
	return mapped(s.write(ctx).Create(&row).Error, "view")
}

// RenameSavedView gives a user's view of a requisition another name.
func (s *Store) RenameSavedView(ctx context.Context, user, requisition, id uuid.UUID, name string) error {
	res := s.write(ctx).Table("saved_views").Where("id = ? AND user_id = ? AND requisition_id = ?", id, user, requisition).Update("name", name)
	return oneRow(res, "view", hiring.Missing("view"))
}

// DeleteSavedView deletes a user's view of a requisition.
func (s *Store) DeleteSavedView(ctx context.Context, user, requisition, id uuid.UUID) error {
	res := s.write(ctx).Where("id = ? AND user_id = ? AND requisition_id = ?", id, user, requisition).Delete(&savedViewRow{})
	return oneRow(res, "view", hiring.Missing("view"))
}
