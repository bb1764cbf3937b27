package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type rescoringRow struct {
	ID                 uuid.UUID
	RequisitionID      uuid.UUID
	BenchmarkVersionID uuid.UUID
	Engine             string
	Reason             string
	AskedBy            uuid.UUID
	AskedAt            int64
	QueuedAt           *int64
}

// TableName implements gorm's schema.Tabler.
func (rescoringRow) TableName() string { return "rescorings" }

func (r rescoringRow) rescoring() hiring.Rescoring {
	return hiring.Rescoring{
		ID: r.ID, RequisitionID: r.RequisitionID, BenchmarkVersionID: r.BenchmarkVersionID, Engine: r.Engine, Reason: r.Reason,
		By: r.AskedBy, At: moment(r.AskedAt), QueuedAt: momentOrNil(r.QueuedAt),
	}
}

type rescoredFitRow struct {
	RescoringID   uuid.UUID
	ApplicationID uuid.UUID
	Number        int
	Fit           *float64
	FitLo         *float64
	FitHi         *float64
	FitUndefined  string
	FitMode       hiring.AnswerMode
	FitExemplars  int
	Uncompared    int
	FitResampled  string
	Coverage      *float64
	MustReview    int
	ScoredAt      int64
}

// TableName implements gorm's schema.Tabler.
func (rescoredFitRow) TableName() string { return "rescored_fits" }

// rescoredColumns are an application with the fit of a re-scoring, f, in place of the one of record. What people's
// ratings add stands with the score of record alone.
const rescoredColumns = `applications.id, applications.requisition_id, applications.candidate_id, applications.number,
applications.email, applications.language, applications.stage, applications.created_at, applications.received_at,
applications.raters, applications.decision, applications.version, candidates.name AS name,
f.fit, f.fit_lo, f.fit_hi, f.fit_undefined, f.fit_mode, f.fit_exemplars, f.uncompared, f.fit_resampled, f.coverage, f.must_review`

// AddRescoring stores an order to re-score; a second one under the same version and engine is a Conflict.
func (s *Store) AddRescoring(ctx context.Context, x hiring.Rescoring) error {
	row := rescoringRow{
		ID: x.ID, RequisitionID: x.RequisitionID, BenchmarkVersionID: x.BenchmarkVersionID, Engine: x.Engine, Reason: x.Reason,
		AskedBy: x.By, AskedAt: millis(x.At),
	}
	return mapped(s.write(ctx).Create(&row).Error, "rescoring")
}

// Rescoring returns the order with that id.
func (s *Store) Rescoring(ctx context.Context, id uuid.UUID) (hiring.Rescoring, error) {
	return one(s.read(ctx).Where("id = ?", id), "rescoring", rescoringRow.rescoring)
}

// Rescorings lists the orders of a requisition, newest first.
func (s *Store) Rescorings(ctx context.Context, requisition uuid.UUID) ([]hiring.Rescoring, error) {
	return all(s.read(ctx).Where("requisition_id = ?", requisition).Order("asked_at DESC, id DESC"), "rescoring", rescoringRow.rescoring)
}

// NoteRescoringQueued records that everybody an order is about is in the queue.
func (s *Store) NoteRescoringQueued(ctx context.Context, id uuid.UUID, at time.Time) error {
	res := s.write(ctx).Table("rescorings").Where("id = ? AND queued_at IS NULL", id).Update("queued_at", millis(at))
	return mapped(res.Error, "rescoring")
}

// ReceivedAfter returns the applications of a requisition that have handed something in, by number from one on, at
// most limit: how many candidates are gone through without holding them all.
func (s *Store) ReceivedAfter(ctx context.Context, requisition uuid.UUID, number, limit int) ([]hiring.Application, error) {
	q := s.read(ctx).Select("id, number").Where("requisition_id = ? AND number > ? AND received_at IS NOT NULL", requisition, number)
	return all(q.Order("number").Limit(limit), "application", applicationRow.application)
}

// SetRescoredFit stores what the pipeline shows of an application's second score.
func (s *Store) SetRescoredFit(ctx context.Context, rescoring, application uuid.UUID, f FitColumns, at time.Time) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		a, err := one(s.write(ctx).Table("applications").Select("id, number").Where("id = ?", application), "application", applicationRow.application)
		if err != nil {
			return err
		}
		row := rescoredFitRow{
			RescoringID: rescoring, ApplicationID: application, Number: a.Number, Fit: f.Fit, FitLo: f.Lo, FitHi: f.Hi, FitUndefined: f.Undefined,
			FitMode: f.Mode, FitExemplars: f.Exemplars, Uncompared: f.Uncompared, FitResampled: f.Resampled, Coverage: f.Coverage, MustReview: flag(f.MustReview), ScoredAt: millis(at),
		}
		again := clause.OnConflict{Columns: []clause.Column{{Name: "rescoring_id"}, {Name: "application_id"}}, UpdateAll: true}
		return mapped(s.write(ctx).Clauses(again).Create(&row).Error, "rescored fit")
	})
}

// RequisitionsWith lists the requisitions that compare with a benchmark version, newest first, at most limit.
func (s *Store) RequisitionsWith(ctx context.Context, version uuid.UUID, limit int) ([]hiring.Requisition, error) {
	q := s.read(ctx).Where("benchmark_version_id = ?", version).Order("created_at DESC, id").Limit(limit)
	return all(q, "requisition", requisitionRow.requisition)
}
