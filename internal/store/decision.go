package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type decisionRow struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	Outcome       hiring.Outcome
	Reason        string
	DecidedBy     uuid.UUID
	DecidedAt     int64
	SupersededAt  *int64
}

// TableName implements gorm's schema.Tabler.
func (decisionRow) TableName() string { return "decisions" }

func (r decisionRow) decision() hiring.Decision {
	return hiring.Decision{
		ID: r.ID, ApplicationID: r.ApplicationID, Outcome: r.Outcome, Reason: r.Reason, By: r.DecidedBy,
		At: moment(r.DecidedAt), SupersededAt: momentOrNil(r.SupersededAt),
	}
}

// Decide stores a decision in place of the one that was current when the person decided (nil: there was none); that
// one is kept. If another has become current meanwhile it is a Conflict. The application's row is written first, so
// that of two who decide at once one waits for the other, and an index sees to it that one decision is current.
func (s *Store) Decide(ctx context.Context, d hiring.Decision, instead *uuid.UUID) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		res := s.write(ctx).Table("applications").Where("id = ?", d.ApplicationID).
			Updates(map[string]any{"decision": d.Outcome, "version": gorm.Expr("version + 1")})
		if err := oneRow(res, "application", hiring.Missing("application")); err != nil {
			return err
		}
		var current []uuid.UUID
		err := s.write(ctx).Table("decisions").Where("application_id = ? AND superseded_at IS NULL", d.ApplicationID).
			Order("id").Pluck("id", &current).Error
		if err != nil {
			return mapped(err, "decision")
		}
		if (instead == nil) != (len(current) == 0) || instead != nil && current[0] != *instead {
			return changedMeanwhile()
		}
		if instead != nil {
			res := s.write(ctx).Table("decisions").Where("id = ?", *instead).Update("superseded_at", millis(d.At))
			if err := oneRow(res, "decision", changedMeanwhile()); err != nil {
				return err
			}
		}
		row := decisionRow{
			ID: d.ID, ApplicationID: d.ApplicationID, Outcome: d.Outcome, Reason: d.Reason, DecidedBy: d.By, DecidedAt: millis(d.At),
		}
		return mapped(s.write(ctx).Create(&row).Error, "decision")
	})
}

// Decisions lists the decisions about an application, the current one first.
func (s *Store) Decisions(ctx context.Context, application uuid.UUID) ([]hiring.Decision, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("decided_at DESC, id DESC")
	return all(q, "decision", decisionRow.decision)
}
