package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// widestDifference turns the widths of two 90 % intervals into more than the largest difference at which their fits
// might still be alike: 1.96·(SE1+SE2), SE being the width over 3.29.
const widestDifference = .6

// FitsNear returns applications of the same requisition whose fits may not be distinguishable from this one's, by
// number, at most limit; the caller holds each against the rule. least is a difference within which nobody is told
// apart whatever their intervals.
func (s *Store) FitsNear(ctx context.Context, a hiring.Application, least float64, limit int) ([]hiring.Application, error) {
	if a.Fit == nil {
		return nil, nil
	}
	width := 0.0
	if a.FitLo != nil && a.FitHi != nil {
		width = *a.FitHi - *a.FitLo
	}
	const apart = "ABS(applications.fit - CAST(? AS DOUBLE PRECISION)) < "
	q := s.applications(ctx).
		Where("applications.requisition_id = ? AND applications.id <> ? AND applications.fit IS NOT NULL", a.RequisitionID, a.ID).
		Where(apart+"? * (applications.fit_hi - applications.fit_lo + CAST(? AS DOUBLE PRECISION)) OR "+apart+"CAST(? AS DOUBLE PRECISION) OR applications.fit_hi IS NULL",
			*a.Fit, widestDifference, width, *a.Fit, least).
		Order("applications.number, applications.id").Limit(limit)
	return all(q, "application", applicationRow.application)
}

// NamesOfUsers returns the names of the users with those ids.
func (s *Store) NamesOfUsers(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	var rows []struct {
		ID   uuid.UUID
		Name string
	}
	err := s.read(ctx).Table("users").Select("id, name").Where("id IN ?", ids).Order("id").Scan(&rows).Error
	out := make(map[uuid.UUID]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, mapped(err, "user")
}

// BenchmarkName is what a page calls a published benchmark.
type BenchmarkName struct {
	BenchmarkID uuid.UUID
	Name        string
	Number      int
	Hash        string
	Engine      string
	Health      []byte // JSON of scoring.Health, as it was on publishing
	Themes      []byte // JSON of the themes' records, likewise
}

// BenchmarkNameOf returns the name, number, health and themes of a published version.
func (s *Store) BenchmarkNameOf(ctx context.Context, version uuid.UUID) (BenchmarkName, error) {
	type row struct {
		BenchmarkID uuid.UUID
		Name        string
		Number      int
		Hash        string
		Engine      string
		Health      string
		Themes      string
	}
	q := s.read(ctx).Table("benchmark_versions AS v").Select("v.benchmark_id, b.name, v.number, v.hash, v.engine, v.health, v.themes").
		Joins("JOIN benchmarks AS b ON b.id = v.benchmark_id").Where("v.id = ?", version)
	return one(q, "benchmark version", func(r row) BenchmarkName {
		return BenchmarkName{BenchmarkID: r.BenchmarkID, Name: r.Name, Number: r.Number, Hash: r.Hash, Engine: r.Engine, Health: []byte(r.Health), Themes: []byte(r.Themes)}
	})
}
