package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type benchmarkVersionRow struct {
	ID          uuid.UUID
	BenchmarkID uuid.UUID
	Number      int
	Hash        string
	Engine      string
	Definition  string
	Health      string
	Themes      string
	Criterion   string
	Note        string
	PublishedBy uuid.UUID
	PublishedAt int64
	Republishes *uuid.UUID
}

// TableName implements gorm's schema.Tabler.
func (benchmarkVersionRow) TableName() string { return "benchmark_versions" }

func (r benchmarkVersionRow) version() hiring.BenchmarkVersion {
	return hiring.BenchmarkVersion{
		ID: r.ID, BenchmarkID: r.BenchmarkID, Number: r.Number, Hash: r.Hash, Engine: r.Engine,
		Definition: []byte(r.Definition), Health: []byte(r.Health), Themes: []byte(r.Themes), Criterion: r.Criterion, Note: r.Note,
		PublishedBy: r.PublishedBy, PublishedAt: moment(r.PublishedAt), Republishes: r.Republishes,
	}
}

// AddBenchmarkVersion stores a published benchmark. A number taken meanwhile is a Conflict.
func (s *Store) AddBenchmarkVersion(ctx context.Context, v hiring.BenchmarkVersion) error {
	row := benchmarkVersionRow{
		ID: v.ID, BenchmarkID: v.BenchmarkID, Number: v.Number, Hash: v.Hash, Engine: v.Engine,
		Definition: string(v.Definition), Health: string(v.Health), Themes: string(v.Themes), Criterion: v.Criterion, Note: v.Note,
		PublishedBy: v.PublishedBy, PublishedAt: millis(v.PublishedAt), Republishes: v.Republishes,
	}
	return mapped(s.write(ctx).Create(&row).Error, "benchmark version")
}

// BenchmarkVersion returns a published benchmark with its definition and health.
func (s *Store) BenchmarkVersion(ctx context.Context, id uuid.UUID) (hiring.BenchmarkVersion, error) {
	return one(s.read(ctx).Where("id = ?", id), "benchmark version", benchmarkVersionRow.version)
}

// BenchmarkVersions lists the published versions of a benchmark, newest first, without definition, health
// and themes.
func (s *Store) BenchmarkVersions(ctx context.Context, benchmark uuid.UUID) ([]hiring.BenchmarkVersion, error) {
	q := s.read(ctx).Omit("definition", "health", "themes").Where("benchmark_id = ?", benchmark).Order("number DESC")
	return all(q, "benchmark version", benchmarkVersionRow.version)
}

// PublishedVersion is a published version with the name of its benchmark, for choosing one.
type PublishedVersion struct {
	hiring.BenchmarkVersion
	Benchmark string
}

// PublishedVersions lists every published version of every benchmark, by benchmark's name, newest first, without
// definition and health.
func (s *Store) PublishedVersions(ctx context.Context) ([]PublishedVersion, error) {
	var rows []struct {
		Row       benchmarkVersionRow `gorm:"embedded"`
		Benchmark string
	}
	err := s.read(ctx).Table("benchmark_versions AS v").
		Select("v.id, v.benchmark_id, v.number, v.hash, v.engine, v.note, v.published_by, v.published_at, b.name AS benchmark").
		Joins("JOIN benchmarks AS b ON b.id = v.benchmark_id").Order("b.name, v.number DESC, v.id").Scan(&rows).Error
	out := make([]PublishedVersion, len(rows))
	for i, r := range rows {
		out[i] = PublishedVersion{BenchmarkVersion: r.Row.version(), Benchmark: r.Benchmark}
	}
	return out, mapped(err, "benchmark version")
}
