package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type themeRow struct {
	ID                uuid.UUID
	BenchmarkID       uuid.UUID
	QuestionVersionID uuid.UUID
	Language          hiring.Language
	Theme             string
	Name              string
	Sentences         jsonOf[[]string]
	DroppedReason     string
	DroppedBy         *uuid.UUID
	DroppedAt         *int64
	CreatedAt         int64
	Version           int
}

// TableName implements gorm's schema.Tabler.
func (themeRow) TableName() string { return "benchmark_themes" }

func (r themeRow) noun() hiring.Theme {
	return hiring.Theme{
		ID: r.ID, BenchmarkID: r.BenchmarkID, QuestionVersionID: r.QuestionVersionID, Language: r.Language, FirstFound: r.Theme,
		Name: r.Name, Sentences: r.Sentences.V, DroppedReason: r.DroppedReason, DroppedBy: r.DroppedBy,
		DroppedAt: momentOrNil(r.DroppedAt), CreatedAt: moment(r.CreatedAt), Version: r.Version,
	}
}

// Themes lists what HR made of the themes of a benchmark's questions, the oldest first.
func (s *Store) Themes(ctx context.Context, benchmark uuid.UUID) ([]hiring.Theme, error) {
	q := s.read(ctx).Where("benchmark_id = ?", benchmark).Order("created_at, id")
	return all(q, "theme", themeRow.noun)
}

// AddTheme stores the first thing HR does with a found theme. When a colleague was quicker it is a Conflict.
func (s *Store) AddTheme(ctx context.Context, t hiring.Theme) error {
	row := themeRow{
		ID: t.ID, BenchmarkID: t.BenchmarkID, QuestionVersionID: t.QuestionVersionID, Language: t.Language, Theme: t.FirstFound,
		Name: t.Name, Sentences: asJSON(t.Sentences), DroppedReason: t.DroppedReason, DroppedBy: t.DroppedBy,
		DroppedAt: millisOrNil(t.DroppedAt), CreatedAt: millis(t.CreatedAt), Version: 1,
	}
	err := mapped(s.write(ctx).Create(&row).Error, "theme")
	if hiring.KindOf(err) == hiring.Conflict {
		return changedMeanwhile()
	}
	return err
}

// UpdateTheme stores what HR changed, made from t.Version; a Conflict if that is no longer the newest.
func (s *Store) UpdateTheme(ctx context.Context, t hiring.Theme) error {
	return s.updateVersioned(ctx, themeRow{}, t.ID, t.Version, map[string]any{
		"name": t.Name, "sentences": asJSON(t.Sentences), "dropped_reason": t.DroppedReason, "dropped_by": t.DroppedBy,
		"dropped_at": millisOrNil(t.DroppedAt),
	})
}

// RemoveTheme forgets what HR made of a theme, seen at that version.
func (s *Store) RemoveTheme(ctx context.Context, id uuid.UUID, version int) error {
	res := s.write(ctx).Where("id = ? AND version = ?", id, version).Delete(&themeRow{})
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "theme")
	}
	return s.existsElse(ctx, themeRow{}, id, changedMeanwhile())
}
