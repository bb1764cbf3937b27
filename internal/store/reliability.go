package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type fitReliabilityRow struct {
	RequisitionID      uuid.UUID
	BenchmarkVersionID uuid.UUID
	Candidates         int
	Reliability        float64
	SEM                float64 `gorm:"column:sem"`
	ComputedAt         int64
}

// TableName implements gorm's schema.Tabler.
func (fitReliabilityRow) TableName() string { return "fit_reliabilities" }

// SetFitReliability stores how reliable a requisition's fits are, in place of what was known before.
func (s *Store) SetFitReliability(ctx context.Context, r hiring.FitReliability) error {
	row := fitReliabilityRow{r.RequisitionID, r.BenchmarkVersionID, r.Candidates, r.Reliability, r.SEM, millis(r.ComputedAt)}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "requisition_id"}, {Name: "benchmark_version_id"}}, UpdateAll: true}
	return mapped(s.write(ctx).Clauses(again).Create(&row).Error, "reliability")
}

// FitReliability returns how reliable a requisition's fits under a benchmark version are, or is Missing.
func (s *Store) FitReliability(ctx context.Context, requisition, version uuid.UUID) (hiring.FitReliability, error) {
	q := s.read(ctx).Where("requisition_id = ? AND benchmark_version_id = ?", requisition, version)
	return one(q, "reliability", func(r fitReliabilityRow) hiring.FitReliability {
		return hiring.FitReliability{
			RequisitionID: r.RequisitionID, BenchmarkVersionID: r.BenchmarkVersionID, Candidates: r.Candidates,
			Reliability: r.Reliability, SEM: r.SEM, ComputedAt: moment(r.ComputedAt),
		}
	})
}

// EachLinkResult gives the results of a requisition's candidates under a benchmark version, of answers by link, one at
// a time, the newest first, at most limit.
func (s *Store) EachLinkResult(ctx context.Context, requisition, version uuid.UUID, limit int, each func(result []byte) error) error {
	rows, err := s.read(ctx).Table("applications").Select("scores.result").
		Joins("JOIN scores ON scores.application_id = applications.id AND scores.benchmark_version_id = ?", version).
		Joins("JOIN attempts ON attempts.id = scores.attempt_id AND attempts.mode = ?", hiring.ByLink).
		Where("applications.requisition_id = ? AND applications.received_at IS NOT NULL", requisition).
		Order("applications.received_at DESC, applications.number").Limit(limit).Rows()
	if err != nil {
		return mapped(err, "score")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var result []byte
		if err := rows.Scan(&result); err != nil {
			return mapped(err, "score")
		}
		if err := each(result); err != nil {
			return err
		}
	}
	return mapped(rows.Err(), "score")
}
