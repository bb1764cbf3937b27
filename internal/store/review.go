package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type reviewRow struct {
	ID                uuid.UUID
	ApplicationID     uuid.UUID
	ScoreID           uuid.UUID
	QuestionVersionID uuid.UUID
	Act               hiring.ReviewAct
	PointsBefore      float64
	PointsAfter       *float64
	Reason            hiring.ReviewReason
	Words             string
	AtOnce            int
	ReviewedBy        uuid.UUID
	ReviewedAt        int64
	SupersededAt      *int64
}

// TableName implements gorm's schema.Tabler.
func (reviewRow) TableName() string { return "reviews" }

func (r reviewRow) review() hiring.Review {
	return hiring.Review{
		ID: r.ID, ApplicationID: r.ApplicationID, ScoreID: r.ScoreID, QuestionVersionID: r.QuestionVersionID, Act: r.Act,
		Before: r.PointsBefore, After: r.PointsAfter, Reason: r.Reason, Words: r.Words, AtOnce: r.AtOnce != 0, By: r.ReviewedBy,
		At: moment(r.ReviewedAt), SupersededAt: momentOrNil(r.SupersededAt),
	}
}

// AddReview stores what a person made of an answer's score, in place of the review that was current when they looked
// (nil: there was none); that one is kept. If another has become current meanwhile it is a Conflict. Call it after
// LockApplication.
func (s *Store) AddReview(ctx context.Context, r hiring.Review, instead *uuid.UUID) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		var current []uuid.UUID
		err := s.write(ctx).Table("reviews").Where("score_id = ? AND question_version_id = ? AND superseded_at IS NULL", r.ScoreID, r.QuestionVersionID).
			Order("id").Pluck("id", &current).Error
		if err != nil {
			return mapped(err, "review")
		}
		if (instead == nil) != (len(current) == 0) || instead != nil && current[0] != *instead {
			return changedMeanwhile()
		}
		if instead != nil {
			res := s.write(ctx).Table("reviews").Where("id = ?", *instead).Update("superseded_at", millis(r.At))
			if err := oneRow(res, "review", changedMeanwhile()); err != nil {
				return err
			}
		}
		return s.addReviews(ctx, []hiring.Review{r})
	})
}

// AddReviews stores the first reviews of several answers, all or none.
func (s *Store) AddReviews(ctx context.Context, rs []hiring.Review) error {
	if len(rs) == 0 {
		return nil
	}
	return s.addReviews(ctx, rs)
}

func (s *Store) addReviews(ctx context.Context, rs []hiring.Review) error {
	rows := make([]reviewRow, len(rs))
	for i, r := range rs {
		rows[i] = reviewRow{
			ID: r.ID, ApplicationID: r.ApplicationID, ScoreID: r.ScoreID, QuestionVersionID: r.QuestionVersionID, Act: r.Act,
			PointsBefore: r.Before, PointsAfter: r.After, Reason: r.Reason, Words: r.Words, AtOnce: flag(r.AtOnce), ReviewedBy: r.By, ReviewedAt: millis(r.At),
		}
	}
	return mapped(s.write(ctx).Create(&rows).Error, "review")
}

// Reviews lists every review of an application's scores, the earliest first.
func (s *Store) Reviews(ctx context.Context, application uuid.UUID) ([]hiring.Review, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("reviewed_at, id")
	return all(q, "review", reviewRow.review)
}

type reviewedFitRow struct {
	ScoreID    uuid.UUID
	Revision   int
	Result     string
	ComputedAt int64
}

// TableName implements gorm's schema.Tabler.
func (reviewedFitRow) TableName() string { return "reviewed_fits" }

// ReviewedFit is a fit as people reviewed it.
type ReviewedFit struct {
	ScoreID  uuid.UUID
	Revision int    // of how many reviews of that score, past ones included, it was computed
	Result   []byte // JSON of scoring.Reviewed
}

// AddReviewedFit stores a reviewed fit, unless there is one of that revision.
func (s *Store) AddReviewedFit(ctx context.Context, f ReviewedFit, at time.Time) error {
	row := reviewedFitRow{ScoreID: f.ScoreID, Revision: f.Revision, Result: string(f.Result), ComputedAt: millis(at)}
	return mapped(s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error, "reviewed fit")
}

// ReviewedFits returns the newest reviewed fit of each score of an application.
func (s *Store) ReviewedFits(ctx context.Context, application uuid.UUID) ([]ReviewedFit, error) {
	q := s.read(ctx).Where(`score_id IN (SELECT id FROM scores WHERE application_id = ?)
		AND revision = (SELECT MAX(f.revision) FROM reviewed_fits f WHERE f.score_id = reviewed_fits.score_id)`, application).Order("score_id")
	return all(q, "reviewed fit", func(r reviewedFitRow) ReviewedFit {
		return ReviewedFit{ScoreID: r.ScoreID, Revision: r.Revision, Result: []byte(r.Result)}
	})
}

// Score returns the score with that id.
func (s *Store) Score(ctx context.Context, id uuid.UUID) (hiring.StoredScore, error) {
	return one(s.read(ctx).Where("id = ?", id), "score", scoreRow.score)
}

// ReviewedColumns is what the pipeline shows of reviews.
type ReviewedColumns struct {
	Reviews     int
	Fit, Lo, Hi *float64
	Undefined   string
	Resampled   string
}

// SetReviewed stores what the pipeline shows of an application's reviews.
func (s *Store) SetReviewed(ctx context.Context, id uuid.UUID, c ReviewedColumns) error {
	res := s.write(ctx).Table("applications").Where("id = ?", id).Updates(map[string]any{
		"reviews": c.Reviews, "reviewed_fit": c.Fit, "reviewed_lo": c.Lo, "reviewed_hi": c.Hi,
		"reviewed_undefined": c.Undefined, "reviewed_resampled": c.Resampled,
	})
	return oneRow(res, "application", hiring.Missing("application"))
}
