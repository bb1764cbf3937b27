package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type incumbentRow struct {
	ID            uuid.UUID
	BenchmarkID   uuid.UUID
	Name          string
	Email         string
	Team          string
	Manager       string
	TenureMonths  *int
	Metrics       jsonOf[map[string]float64]
	ProposedGroup hiring.RepGroup
	RepGroup      hiring.RepGroup
	GroupReason   string
	Language      hiring.Language
	CreatedAt     int64
	ErasedAt      *int64
	Version       int
}

// TableName implements gorm's schema.Tabler.
func (incumbentRow) TableName() string { return "incumbents" }

func rowOfIncumbent(i hiring.Incumbent) incumbentRow {
	if i.Metrics == nil {
		i.Metrics = map[string]float64{}
	}
	return incumbentRow{
		ID: i.ID, BenchmarkID: i.BenchmarkID, Name: i.Name, Email: i.Email, Team: i.Team, Manager: i.Manager,
		TenureMonths: i.TenureMonths, Metrics: asJSON(i.Metrics), ProposedGroup: i.Proposed, RepGroup: i.Group,
		GroupReason: i.GroupReason, Language: i.Language, CreatedAt: millis(i.CreatedAt), ErasedAt: millisOrNil(i.ErasedAt),
		Version: i.Version,
	}
}

func (r incumbentRow) incumbent() hiring.Incumbent {
	return hiring.Incumbent{
		ID: r.ID, BenchmarkID: r.BenchmarkID, Name: r.Name, Email: r.Email, Team: r.Team, Manager: r.Manager,
		TenureMonths: r.TenureMonths, Metrics: r.Metrics.V, Proposed: r.ProposedGroup, Group: r.RepGroup,
		GroupReason: r.GroupReason, Language: r.Language, CreatedAt: moment(r.CreatedAt), ErasedAt: momentOrNil(r.ErasedAt),
		Version: r.Version,
	}
}

// CreateIncumbent stores a nominated rep; its version becomes 1. An address already nominated for the benchmark is a
// Conflict.
func (s *Store) CreateIncumbent(ctx context.Context, i hiring.Incumbent) error {
	row := rowOfIncumbent(i)
	row.Version = 1
	return mapped(s.write(ctx).Create(&row).Error, "incumbent")
}

// Incumbent returns the incumbent with that id.
func (s *Store) Incumbent(ctx context.Context, id uuid.UUID) (hiring.Incumbent, error) {
	return one(s.read(ctx).Where("id = ?", id), "incumbent", incumbentRow.incumbent)
}

// Incumbents lists everybody nominated for a benchmark: top reps, comparison reps, the others, each by name.
func (s *Store) Incumbents(ctx context.Context, benchmark uuid.UUID) ([]hiring.Incumbent, error) {
	q := s.read(ctx).Where("benchmark_id = ?", benchmark).
		Order("CASE rep_group WHEN 'top' THEN 0 WHEN 'comparison' THEN 1 ELSE 2 END, name, id")
	return all(q, "incumbent", incumbentRow.incumbent)
}

// UpdateIncumbent stores group, proposal, reason, team and manager, made from i.Version; a Conflict if that is no
// longer the newest.
func (s *Store) UpdateIncumbent(ctx context.Context, i hiring.Incumbent) error {
	return s.updateVersioned(ctx, incumbentRow{}, i.ID, i.Version, map[string]any{
		"rep_group": i.Group, "proposed_group": i.Proposed, "group_reason": i.GroupReason, "team": i.Team, "manager": i.Manager,
	})
}
