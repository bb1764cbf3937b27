package store

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type fitRow struct {
	ApplicationID uuid.UUID
	ValueID       uuid.UUID
	RequisitionID uuid.UUID
	Number        int
	Fit           *float64
	Lo            *float64
	Hi            *float64
	Undefined     string
	NoInterval    string
	Coverage      *float64
	Answered      int
	Offered       int
	Exemplars     int
	Uncompared    int
	Weight        float64
	Must          int
	MustReview    int
	Threshold     *float64
	Warnings      string
	Raters        int
	Human         *float64
	Combined      *float64
	CombinedLo    *float64
	CombinedHi    *float64
	Reviewed      *float64
	ReviewedLo    *float64
	ReviewedHi    *float64
}

// TableName implements gorm's schema.Tabler.
func (fitRow) TableName() string { return "fits" }

func (r fitRow) fit() hiring.Fit {
	return hiring.Fit{
		ApplicationID: r.ApplicationID, ValueID: r.ValueID, RequisitionID: r.RequisitionID, Number: r.Number,
		Fit: r.Fit, Lo: r.Lo, Hi: r.Hi, Undefined: r.Undefined, NoInterval: r.NoInterval, Coverage: r.Coverage,
		Answered: r.Answered, Offered: r.Offered, Exemplars: r.Exemplars, Uncompared: r.Uncompared, Weight: r.Weight, Must: r.Must != 0,
		MustReview: r.MustReview != 0, Threshold: r.Threshold, Warnings: strings.Fields(r.Warnings),
		Raters: r.Raters, Human: r.Human, Combined: r.Combined, CombinedLo: r.CombinedLo, CombinedHi: r.CombinedHi,
		Reviewed: r.Reviewed, ReviewedLo: r.ReviewedLo, ReviewedHi: r.ReviewedHi,
	}
}

// SetFits puts an application's fits by value in place of those it has, without what people's ratings and reviews say:
// that is for SetCombinedFits and SetReviewedFits to add.
func (s *Store) SetFits(ctx context.Context, application uuid.UUID, fits []hiring.Fit) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		a, err := one(s.write(ctx).Table("applications").Select("id, requisition_id, number").Where("id = ?", application), "application", applicationRow.application)
		if err != nil {
			return err
		}
		if err := s.write(ctx).Where("application_id = ?", application).Delete(&fitRow{}).Error; err != nil {
			return mapped(err, "fit")
		}
		rows := make([]fitRow, len(fits))
		for i, f := range fits {
			rows[i] = fitRow{
				ApplicationID: application, ValueID: f.ValueID, RequisitionID: a.RequisitionID, Number: a.Number,
				Fit: f.Fit, Lo: f.Lo, Hi: f.Hi, Undefined: f.Undefined, NoInterval: f.NoInterval, Coverage: f.Coverage,
				Answered: f.Answered, Offered: f.Offered, Exemplars: f.Exemplars, Uncompared: f.Uncompared, Weight: f.Weight, Must: flag(f.Must),
				MustReview: flag(f.MustReview), Threshold: f.Threshold, Warnings: strings.Join(f.Warnings, " "),
			}
		}
		if len(rows) == 0 {
			return nil
		}
		return mapped(s.write(ctx).CreateInBatches(rows, chunk).Error, "fit")
	})
}

// SetCombinedFits stores what people's ratings say of an application by value, beside the fits that are there. A value
// without a fit gets a row of its own: it may have been rated all the same.
func (s *Store) SetCombinedFits(ctx context.Context, a hiring.Application, values map[uuid.UUID]CombinedColumns) error {
	rows := make([]fitRow, 0, len(values))
	for id, c := range values {
		rows = append(rows, fitRow{
			ApplicationID: a.ID, ValueID: id, RequisitionID: a.RequisitionID, Number: a.Number,
			Raters: c.Raters, Human: c.Human, Combined: c.Combined, CombinedLo: c.Lo, CombinedHi: c.Hi,
		})
	}
	if len(rows) == 0 {
		return nil
	}
	beside := clause.OnConflict{
		Columns:   []clause.Column{{Name: "application_id"}, {Name: "value_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"raters", "human", "combined", "combined_lo", "combined_hi"}),
	}
	return mapped(s.write(ctx).Clauses(beside).CreateInBatches(rows, chunk).Error, "fit")
}

// SetReviewedFits stores an application's fits by value as people reviewed them, in place of what was there; a value
// that is not among them is no longer changed by any review.
func (s *Store) SetReviewedFits(ctx context.Context, application uuid.UUID, values map[uuid.UUID]ReviewedColumns) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		none := map[string]any{"reviewed": nil, "reviewed_lo": nil, "reviewed_hi": nil}
		if err := s.write(ctx).Table("fits").Where("application_id = ?", application).Updates(none).Error; err != nil {
			return mapped(err, "fit")
		}
		for id, c := range values {
			res := s.write(ctx).Table("fits").Where("application_id = ? AND value_id = ?", application, id).
				Updates(map[string]any{"reviewed": c.Fit, "reviewed_lo": c.Lo, "reviewed_hi": c.Hi})
			if res.Error != nil {
				return mapped(res.Error, "fit")
			}
		}
		return nil
	})
}

// FitsOf returns the fits by value of some applications, a page of them at most, by application.
func (s *Store) FitsOf(ctx context.Context, applications []uuid.UUID) (map[uuid.UUID][]hiring.Fit, error) {
	out := make(map[uuid.UUID][]hiring.Fit, len(applications))
	if len(applications) == 0 {
		return out, nil
	}
	list, err := all(s.read(ctx).Where("application_id IN ?", applications).Order("application_id, value_id"), "fit", fitRow.fit)
	for _, f := range list {
		out[f.ApplicationID] = append(out[f.ApplicationID], f)
	}
	return out, err
}

// ScoredAfter returns the applications of a requisition that have a score, by number from one on, at most limit.
func (s *Store) ScoredAfter(ctx context.Context, requisition uuid.UUID, number, limit int) ([]hiring.Application, error) {
	q := s.read(ctx).Table("applications").Where("requisition_id = ? AND number > ?", requisition, number).
		Where("EXISTS (SELECT 1 FROM scores WHERE scores.application_id = applications.id)")
	return all(q.Order("number").Limit(limit), "application", applicationRow.application)
}
