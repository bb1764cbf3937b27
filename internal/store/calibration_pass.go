package store

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type calibrationPassRow struct {
	ID         uuid.UUID
	SetID      uuid.UUID
	UserID     uuid.UUID
	Purpose    hiring.CalibrationPurpose
	StartedAt  int64
	FinishedAt *int64
}

// TableName implements gorm's schema.Tabler.
func (calibrationPassRow) TableName() string { return "calibration_passes" }

func (r calibrationPassRow) noun() hiring.CalibrationPass {
	return hiring.CalibrationPass{
		ID: r.ID, SetID: r.SetID, UserID: r.UserID, Purpose: r.Purpose, StartedAt: moment(r.StartedAt), FinishedAt: momentOrNil(r.FinishedAt),
	}
}

type calibrationRatingRow struct {
	PassID   uuid.UUID
	AnswerID uuid.UUID
	Level    int
	Evidence string
	RatedAt  int64
}

// TableName implements gorm's schema.Tabler.
func (calibrationRatingRow) TableName() string { return "calibration_ratings" }

func (r calibrationRatingRow) noun() calibrationRatingRow { return r }

// StartCalibrationPass stores a pass that begins; a Conflict while the user has another open one of the set.
func (s *Store) StartCalibrationPass(ctx context.Context, p hiring.CalibrationPass) error {
	row := calibrationPassRow{ID: p.ID, SetID: p.SetID, UserID: p.UserID, Purpose: p.Purpose, StartedAt: millis(p.StartedAt)}
	return mapped(s.write(ctx).Create(&row).Error, "calibration pass")
}

// CalibrationPass returns the pass with that id and its ratings.
func (s *Store) CalibrationPass(ctx context.Context, id uuid.UUID) (hiring.CalibrationPass, error) {
	p, err := one(s.read(ctx).Where("id = ?", id), "calibration pass", calibrationPassRow.noun)
	if err != nil {
		return p, err
	}
	passes := []hiring.CalibrationPass{p}
	err = s.addCalibrationRatings(ctx, passes)
	return passes[0], err
}

// CalibrationPasses lists everybody's passes of a set with their ratings, the first begun first.
func (s *Store) CalibrationPasses(ctx context.Context, set uuid.UUID) ([]hiring.CalibrationPass, error) {
	return s.calibrationPasses(ctx, "set_id = ?", set)
}

// CalibrationPassesOf lists a user's passes of all sets with their ratings, the first begun first.
func (s *Store) CalibrationPassesOf(ctx context.Context, user uuid.UUID) ([]hiring.CalibrationPass, error) {
	return s.calibrationPasses(ctx, "user_id = ?", user)
}

func (s *Store) calibrationPasses(ctx context.Context, where string, id uuid.UUID) ([]hiring.CalibrationPass, error) {
	passes, err := all(s.read(ctx).Where(where, id).Order("started_at, id"), "calibration pass", calibrationPassRow.noun)
	if err != nil {
		return nil, err
	}
	return passes, s.addCalibrationRatings(ctx, passes)
}

// addCalibrationRatings fills in the ratings of passes.
func (s *Store) addCalibrationRatings(ctx context.Context, passes []hiring.CalibrationPass) error {
	at, ids := map[uuid.UUID]int{}, make([]uuid.UUID, len(passes))
	for i, p := range passes {
		at[p.ID], ids[i] = i, p.ID
	}
	for some := range slices.Chunk(ids, chunk) {
		q := s.read(ctx).Where("pass_id IN ?", some).Order("pass_id, rated_at, answer_id")
		rows, err := all(q, "calibration rating", calibrationRatingRow.noun)
		if err != nil {
			return err
		}
		for _, r := range rows {
			p := &passes[at[r.PassID]]
			p.Ratings = append(p.Ratings, hiring.CalibrationRating{AnswerID: r.AnswerID, Level: r.Level, Evidence: r.Evidence, RatedAt: moment(r.RatedAt)})
		}
	}
	return nil
}

// SaveCalibrationRating stores what a pass gives to an answer, in place of what it gave before; a Conflict once the
// pass is finished. Call it in a transaction.
func (s *Store) SaveCalibrationRating(ctx context.Context, pass uuid.UUID, r hiring.CalibrationRating) error {
	open := s.write(ctx).Model(&calibrationPassRow{}).Where("id = ? AND finished_at IS NULL", pass).Update("finished_at", nil)
	if err := oneRow(open, "calibration pass", hiring.Clash("calibration.locked")); err != nil {
		return err
	}
	row := calibrationRatingRow{PassID: pass, AnswerID: r.AnswerID, Level: r.Level, Evidence: r.Evidence, RatedAt: millis(r.RatedAt)}
	err := s.write(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "pass_id"}, {Name: "answer_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"level", "evidence", "rated_at"}),
	}).Create(&row).Error
	return mapped(err, "calibration rating")
}

// FinishCalibrationPass locks a pass; a Conflict when it is locked already.
func (s *Store) FinishCalibrationPass(ctx context.Context, pass uuid.UUID, at time.Time) error {
	res := s.write(ctx).Model(&calibrationPassRow{}).Where("id = ? AND finished_at IS NULL", pass).Update("finished_at", millis(at))
	return oneRow(res, "calibration pass", hiring.Clash("calibration.locked"))
}
