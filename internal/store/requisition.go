package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type requisitionRow struct {
	ID                 uuid.UUID
	Name               string
	PositionID         uuid.UUID
	OwnerID            uuid.UUID
	BenchmarkVersionID *uuid.UUID
	Languages          jsonOf[[]hiring.Language]
	Policy             jsonOf[hiring.Policy]
	LinkDays           int
	DecideBy           *int64
	CreatedAt          int64
	FrozenAt           *int64
	ClosedAt           *int64
	Phase              string
	Version            int
}

// TableName implements gorm's schema.Tabler.
func (requisitionRow) TableName() string { return "requisitions" }

type requisitionValueRow struct {
	RequisitionID uuid.UUID
	ValueID       uuid.UUID
	Must          int
	Weight        float64
	Threshold     *float64
	Position      int
}

// TableName implements gorm's schema.Tabler.
func (requisitionValueRow) TableName() string { return "requisition_values" }

type requisitionQuestionRow struct {
	RequisitionID     uuid.UUID
	QuestionVersionID uuid.UUID
	Position          int
}

// TableName implements gorm's schema.Tabler.
func (requisitionQuestionRow) TableName() string { return "requisition_questions" }

type requisitionPanelRow struct {
	RequisitionID uuid.UUID
	UserID        uuid.UUID
	AddedAt       int64
}

// TableName implements gorm's schema.Tabler.
func (requisitionPanelRow) TableName() string { return "requisition_panel" }

func rowOfRequisition(r hiring.Requisition) requisitionRow {
	return requisitionRow{
		ID: r.ID, Name: r.Name, PositionID: r.PositionID, OwnerID: r.OwnerID, BenchmarkVersionID: r.BenchmarkVersionID,
		Languages: asJSON(r.Languages), Policy: asJSON(r.Policy), LinkDays: r.LinkDays, DecideBy: millisOrNil(r.DecideBy),
		CreatedAt: millis(r.CreatedAt), FrozenAt: millisOrNil(r.FrozenAt), ClosedAt: millisOrNil(r.ClosedAt), Phase: string(phaseOr(r.Phase)), Version: r.Version,
	}
}

// phaseOr is the phase a requisition begins in unless it says another.
func phaseOr(p hiring.Phase) hiring.Phase {
	if p == "" {
		return hiring.PhaseCollecting
	}
	return p
}

func (r requisitionRow) requisition() hiring.Requisition {
	return hiring.Requisition{
		ID: r.ID, Name: r.Name, PositionID: r.PositionID, OwnerID: r.OwnerID, BenchmarkVersionID: r.BenchmarkVersionID,
		Languages: r.Languages.V, Policy: r.Policy.V, LinkDays: r.LinkDays, DecideBy: momentOrNil(r.DecideBy),
		CreatedAt: moment(r.CreatedAt), FrozenAt: momentOrNil(r.FrozenAt), ClosedAt: momentOrNil(r.ClosedAt), Phase: hiring.Phase(r.Phase), Version: r.Version,
	}
}

// CreateRequisition stores a requisition with its values and panel; its version becomes 1.
func (s *Store) CreateRequisition(ctx context.Context, r hiring.Requisition) error {
	row := rowOfRequisition(r)
	row.Version = 1
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return mapped(err, "requisition")
		}
		if err := s.setRequisitionValues(ctx, r.ID, r.Values); err != nil {
			return err
		}
		return s.AddPanel(ctx, r.ID, r.Panel, r.CreatedAt)
	})
}

// UpdateRequisition stores everything that can be edited before the first invitation, values included, made from
// r.Version; a Conflict if that is no longer the newest. Whether it is frozen is the caller's to check in the same Tx.
func (s *Store) UpdateRequisition(ctx context.Context, r hiring.Requisition) error {
	row := rowOfRequisition(r)
	return s.Tx(ctx, func(ctx context.Context) error {
		err := s.updateVersioned(ctx, row, row.ID, row.Version, map[string]any{
			"name": row.Name, "position_id": row.PositionID, "benchmark_version_id": row.BenchmarkVersionID,
			"languages": row.Languages, "policy": row.Policy, "link_days": row.LinkDays, "decide_by": row.DecideBy,
		})
		if err != nil {
			return err
		}
		return s.setRequisitionValues(ctx, r.ID, r.Values)
	})
}

func (s *Store) setRequisitionValues(ctx context.Context, id uuid.UUID, values []hiring.RequisitionValue) error {
	if err := s.write(ctx).Where("requisition_id = ?", id).Delete(&requisitionValueRow{}).Error; err != nil {
		return mapped(err, "requisition value")
	}
	var rows []requisitionValueRow
	for i, v := range values {
		rows = append(rows, requisitionValueRow{RequisitionID: id, ValueID: v.ValueID, Must: flag(v.Must), Weight: v.Weight, Threshold: v.Threshold, Position: i})
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Create(&rows).Error, "requisition value")
}

// SetRequisitionQuestions replaces the ordered questions of a requisition.
func (s *Store) SetRequisitionQuestions(ctx context.Context, id uuid.UUID, versions []uuid.UUID) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.write(ctx).Where("requisition_id = ?", id).Delete(&requisitionQuestionRow{}).Error; err != nil {
			return mapped(err, "requisition question")
		}
		var rows []requisitionQuestionRow
		for i, v := range versions {
			rows = append(rows, requisitionQuestionRow{RequisitionID: id, QuestionVersionID: v, Position: i})
		}
		if len(rows) == 0 {
			return nil
		}
		return mapped(s.write(ctx).Create(&rows).Error, "requisition question")
	})
}

// RequisitionQuestions returns the ids of the ordered question versions of a requisition.
func (s *Store) RequisitionQuestions(ctx context.Context, id uuid.UUID) ([]uuid.UUID, error) {
	q := s.read(ctx).Where("requisition_id = ?", id).Order("position, question_version_id")
	return all(q, "requisition question", func(r requisitionQuestionRow) uuid.UUID { return r.QuestionVersionID })
}

// AddPanel puts users on a requisition's panel; who is on it already stays.
func (s *Store) AddPanel(ctx context.Context, id uuid.UUID, users []uuid.UUID, at time.Time) error {
	var rows []requisitionPanelRow
	for _, u := range users {
		rows = append(rows, requisitionPanelRow{RequisitionID: id, UserID: u, AddedAt: millis(at)})
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error, "panel")
}

// RemoveFromPanel takes a user off a requisition's panel.
func (s *Store) RemoveFromPanel(ctx context.Context, id, user uuid.UUID) error {
	return mapped(s.write(ctx).Where("requisition_id = ? AND user_id = ?", id, user).Delete(&requisitionPanelRow{}).Error, "panel")
}

// FreezeRequisition fixes a requisition at its first invitation; a later call changes nothing. It tells whether this
// was the first.
func (s *Store) FreezeRequisition(ctx context.Context, id uuid.UUID, at time.Time) (bool, error) {
	res := s.write(ctx).Table("requisitions").Where("id = ? AND frozen_at IS NULL", id).Update("frozen_at", millis(at))
	return res.RowsAffected > 0, mapped(res.Error, "requisition")
}

// CloseRequisition ends a requisition: nobody is invited any more, and open links show that it has ended.
func (s *Store) CloseRequisition(ctx context.Context, id uuid.UUID, at time.Time) error {
	res := s.write(ctx).Table("requisitions").Where("id = ? AND closed_at IS NULL", id).Update("closed_at", millis(at))
	return oneRow(res, "requisition", hiring.Clash("error.requisition_closed"))
}

// Requisition returns a requisition with its values and panel.
func (s *Store) Requisition(ctx context.Context, id uuid.UUID) (hiring.Requisition, error) {
	r, err := one(s.read(ctx).Where("id = ?", id), "requisition", requisitionRow.requisition)
	if err != nil {
		return r, err
	}
	q := s.read(ctx).Where("requisition_id = ?", id).Order("position, value_id")
	r.Values, err = all(q, "requisition value", func(v requisitionValueRow) hiring.RequisitionValue {
		return hiring.RequisitionValue{ValueID: v.ValueID, Must: v.Must != 0, Weight: v.Weight, Threshold: v.Threshold}
	})
	if err != nil {
		return r, err
	}
	q = s.read(ctx).Where("requisition_id = ?", id).Order("added_at, user_id")
	r.Panel, err = all(q, "panel", func(p requisitionPanelRow) uuid.UUID { return p.UserID })
	return r, err
}

// RequisitionForUpdate returns a requisition that nobody else changes or freezes until the open Tx ends.
func (s *Store) RequisitionForUpdate(ctx context.Context, id uuid.UUID) (hiring.Requisition, error) {
	if err := s.lockRequisition(ctx, id); err != nil {
		return hiring.Requisition{}, err
	}
	return s.Requisition(ctx, id)
}
