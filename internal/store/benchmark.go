package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type benchmarkRow struct {
	ID         uuid.UUID
	Name       string
	PositionID *uuid.UUID
	Criterion  string
	LinkDays   int
	TextLength string
	CreatedBy  uuid.UUID
	CreatedAt  int64
	Version    int
}

// TableName implements gorm's schema.Tabler.
func (benchmarkRow) TableName() string { return "benchmarks" }

func (r benchmarkRow) benchmark() hiring.Benchmark {
	return hiring.Benchmark{
		ID: r.ID, Name: r.Name, PositionID: r.PositionID, Criterion: r.Criterion, LinkDays: r.LinkDays,
		TextLength: hiring.LengthPolicy(r.TextLength), CreatedBy: r.CreatedBy, CreatedAt: moment(r.CreatedAt), Version: r.Version,
	}
}

// CreateBenchmark stores a benchmark; its version becomes 1.
func (s *Store) CreateBenchmark(ctx context.Context, b hiring.Benchmark) error {
	row := benchmarkRow{
		ID: b.ID, Name: b.Name, PositionID: b.PositionID, Criterion: b.Criterion, LinkDays: b.LinkDays,
		TextLength: string(b.TextLength), CreatedBy: b.CreatedBy, CreatedAt: millis(b.CreatedAt), Version: 1,
	}
	return mapped(s.write(ctx).Create(&row).Error, "benchmark")
}

// UpdateBenchmark stores what a person may edit, made from b.Version; a Conflict if that is no longer the newest.
func (s *Store) UpdateBenchmark(ctx context.Context, b hiring.Benchmark) error {
	return s.updateVersioned(ctx, benchmarkRow{}, b.ID, b.Version, map[string]any{
		"name": b.Name, "position_id": b.PositionID, "criterion": b.Criterion, "link_days": b.LinkDays,
		"text_length": string(b.TextLength),
	})
}

// Benchmark returns the benchmark with that id.
func (s *Store) Benchmark(ctx context.Context, id uuid.UUID) (hiring.Benchmark, error) {
	return one(s.read(ctx).Where("id = ?", id), "benchmark", benchmarkRow.benchmark)
}

// ListedBenchmark is a benchmark with how far the work on it has come.
type ListedBenchmark struct {
	hiring.Benchmark
	Position  string // "" without one
	Questions int    // that are not excluded
	Reps      int    // top and comparison reps
	Submitted int    // of those, who have handed in
	Number    int    // of the newest version; 0: nothing is published
}

const selectBenchmarks = `SELECT b.*, COALESCE(p.name, '') AS position,
	(SELECT COUNT(*) FROM benchmark_questions q WHERE q.benchmark_id = b.id AND q.excluded_at IS NULL) AS questions,
	(SELECT COUNT(*) FROM incumbents n WHERE n.benchmark_id = b.id AND n.rep_group <> '') AS reps,
	(SELECT COUNT(*) FROM incumbents n JOIN attempts a ON a.incumbent_id = n.id
		WHERE n.benchmark_id = b.id AND n.rep_group <> '' AND a.submitted_at IS NOT NULL) AS submitted,
	(SELECT COALESCE(MAX(v.number), 0) FROM benchmark_versions v WHERE v.benchmark_id = b.id) AS number
FROM benchmarks b LEFT JOIN positions p ON p.id = b.position_id
ORDER BY b.name, b.id`

// Benchmarks lists every benchmark by name, with how far the work on it has come.
func (s *Store) Benchmarks(ctx context.Context) ([]ListedBenchmark, error) {
	var rows []struct {
		Row                                benchmarkRow `gorm:"embedded"`
		Position                           string
		Questions, Reps, Submitted, Number int
	}
	err := s.read(ctx).Raw(selectBenchmarks).Scan(&rows).Error
	out := make([]ListedBenchmark, len(rows))
	for i, r := range rows {
		out[i] = ListedBenchmark{
			Benchmark: r.Row.benchmark(), Position: r.Position, Questions: r.Questions, Reps: r.Reps, Submitted: r.Submitted,
			Number: r.Number,
		}
	}
	return out, mapped(err, "benchmark")
}

// NewestBenchmarkVersion returns the version published last, or is Missing when there is none.
func (s *Store) NewestBenchmarkVersion(ctx context.Context, benchmark uuid.UUID) (hiring.BenchmarkVersion, error) {
	q := s.read(ctx).Where("benchmark_id = ?", benchmark).Order("number DESC").Limit(1)
	return one(q, "benchmark version", benchmarkVersionRow.version)
}

// BenchmarkVersionNumber returns the version of a benchmark with that number.
func (s *Store) BenchmarkVersionNumber(ctx context.Context, benchmark uuid.UUID, number int) (hiring.BenchmarkVersion, error) {
	q := s.read(ctx).Where("benchmark_id = ? AND number = ?", benchmark, number)
	return one(q, "benchmark version", benchmarkVersionRow.version)
}
