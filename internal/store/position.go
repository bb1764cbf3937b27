package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type positionRow struct {
	ID        uuid.UUID
	Name      string
	Level     hiring.Level
	Profile   jsonOf[hiring.RoleProfile]
	CreatedAt int64
	Version   int
}

// TableName implements gorm's schema.Tabler.
func (positionRow) TableName() string { return "positions" }

func (r positionRow) position() hiring.Position {
	return hiring.Position{
		ID: r.ID, Name: r.Name, Level: r.Level, Profile: r.Profile.V, CreatedAt: moment(r.CreatedAt), Version: r.Version,
	}
}

// CreatePosition stores a position; its version becomes 1.
func (s *Store) CreatePosition(ctx context.Context, p hiring.Position) error {
	row := positionRow{ID: p.ID, Name: p.Name, Level: p.Level, Profile: asJSON(p.Profile), CreatedAt: millis(p.CreatedAt), Version: 1}
	return mapped(s.write(ctx).Create(&row).Error, "position")
}

// UpdatePosition stores what a person may edit, made from p.Version; a Conflict if that is no longer the newest.
func (s *Store) UpdatePosition(ctx context.Context, p hiring.Position) error {
	return s.updateVersioned(ctx, positionRow{}, p.ID, p.Version, map[string]any{
		"name": p.Name, "level": p.Level, "profile": asJSON(p.Profile),
	})
}

// Position returns the position with that id.
func (s *Store) Position(ctx context.Context, id uuid.UUID) (hiring.Position, error) {
	return one(s.read(ctx).Where("id = ?", id), "position", positionRow.position)
}

// Positions lists every position, by name.
func (s *Store) Positions(ctx context.Context) ([]hiring.Position, error) {
	return all(s.read(ctx).Order("name, id"), "position", positionRow.position)
}
