package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type representationRow struct {
	ID      uuid.UUID
	URL     string
	Model   string
	Size    int
	Pinned  string
	SetBy   uuid.UUID
	SetAt   int64
	EndedBy *uuid.UUID
	EndedAt *int64
}

// TableName implements gorm's schema.Tabler.
func (representationRow) TableName() string { return "representations" }

func (r representationRow) representation() hiring.Representation {
	return hiring.Representation{
		ID: r.ID, URL: r.URL, Model: r.Model, Size: r.Size, Key: r.Pinned,
		SetBy: r.SetBy, SetAt: moment(r.SetAt), EndedBy: r.EndedBy, EndedAt: momentOrNil(r.EndedAt),
	}
}

// AddRepresentation puts a service to use; while another is, it is a Conflict.
func (s *Store) AddRepresentation(ctx context.Context, r hiring.Representation) error {
	row := representationRow{ID: r.ID, URL: r.URL, Model: r.Model, Size: r.Size, Pinned: r.Key, SetBy: r.SetBy, SetAt: millis(r.SetAt)}
	return mapped(s.write(ctx).Create(&row).Error, "representation")
}

// EndRepresentation ends the use of the service that is in use, if there is one.
func (s *Store) EndRepresentation(ctx context.Context, by uuid.UUID, at time.Time) error {
	q := s.write(ctx).Table("representations").Where("ended_at IS NULL")
	return mapped(q.Updates(map[string]any{"ended_by": by, "ended_at": millis(at)}).Error, "representation")
}

// Representation returns the service that is in use, or is Missing.
func (s *Store) Representation(ctx context.Context) (hiring.Representation, error) {
	return one(s.read(ctx).Where("ended_at IS NULL"), "representation", representationRow.representation)
}

// Representations lists the services that were ever in use, the newest first, at most limit.
func (s *Store) Representations(ctx context.Context, limit int) ([]hiring.Representation, error) {
	return all(s.read(ctx).Order("set_at DESC, id DESC").Limit(limit), "representation", representationRow.representation)
}
