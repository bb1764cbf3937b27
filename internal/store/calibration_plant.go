package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type requisitionCalibrationRow struct {
	RequisitionID uuid.UUID
	PlantEvery    int
	SetBy         uuid.UUID
	SetAt         int64
}

// TableName implements gorm's schema.Tabler.
func (requisitionCalibrationRow) TableName() string { return "requisition_calibrations" }

// PlantEvery returns after how many real answers of a requisition one calibration answer is planted, or 0 for never.
func (s *Store) PlantEvery(ctx context.Context, requisition uuid.UUID) (int, error) {
	var every []int
	err := s.read(ctx).Model(&requisitionCalibrationRow{}).Where("requisition_id = ?", requisition).Pluck("plant_every", &every).Error
	if len(every) == 0 {
		return 0, mapped(err, "requisition")
	}
	return every[0], mapped(err, "requisition")
}

// SetPlantEvery stores it; 0 is never.
func (s *Store) SetPlantEvery(ctx context.Context, requisition uuid.UUID, every int, by uuid.UUID, at time.Time) error {
	if every == 0 {
		return mapped(s.write(ctx).Where("requisition_id = ?", requisition).Delete(&requisitionCalibrationRow{}).Error, "requisition")
	}
	row := requisitionCalibrationRow{RequisitionID: requisition, PlantEvery: every, SetBy: by, SetAt: millis(at)}
	return mapped(s.write(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "requisition_id"}}, DoUpdates: clause.AssignmentColumns([]string{"plant_every", "set_by", "set_at"}),
	}).Create(&row).Error, "requisition")
}

type calibrationPlantRow struct {
	ID            uuid.UUID
	RequisitionID uuid.UUID
	UserID        uuid.UUID
	AnswerID      uuid.UUID
	PlantedAt     int64
	RatedAt       *int64
	Level         *int
	Evidence      string
}

// TableName implements gorm's schema.Tabler.
func (calibrationPlantRow) TableName() string { return "calibration_plants" }

func (r calibrationPlantRow) noun() hiring.CalibrationPlant {
	p := hiring.CalibrationPlant{
		ID: r.ID, RequisitionID: r.RequisitionID, UserID: r.UserID, AnswerID: r.AnswerID, PlantedAt: moment(r.PlantedAt),
		RatedAt: momentOrNil(r.RatedAt), Evidence: r.Evidence,
	}
	if r.Level != nil {
		p.Level = *r.Level
	}
	return p
}

// AddCalibrationPlant stores a planted answer and tells whether it is there now for the first time: a user meets each
// answer once, and what is shared out twice at once must not fail over it.
func (s *Store) AddCalibrationPlant(ctx context.Context, p hiring.CalibrationPlant) (bool, error) {
	row := calibrationPlantRow{ID: p.ID, RequisitionID: p.RequisitionID, UserID: p.UserID, AnswerID: p.AnswerID, PlantedAt: millis(p.PlantedAt)}
	res := s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return res.RowsAffected > 0, mapped(res.Error, "calibration plant")
}

// CalibrationPlant returns the planted answer with that id.
func (s *Store) CalibrationPlant(ctx context.Context, id uuid.UUID) (hiring.CalibrationPlant, error) {
	return one(s.read(ctx).Where("id = ?", id), "calibration plant", calibrationPlantRow.noun)
}

// CalibrationPlants lists everything planted for a user, what was rated first first, what waits last.
func (s *Store) CalibrationPlants(ctx context.Context, user uuid.UUID) ([]hiring.CalibrationPlant, error) {
	q := s.read(ctx).Where("user_id = ?", user).Order("CASE WHEN rated_at IS NULL THEN 1 ELSE 0 END, rated_at, planted_at, id")
	return all(q, "calibration plant", calibrationPlantRow.noun)
}

// RateCalibrationPlant stores what was given to a planted answer; a Conflict when it was rated already.
func (s *Store) RateCalibrationPlant(ctx context.Context, p hiring.CalibrationPlant) error {
	res := s.write(ctx).Model(&calibrationPlantRow{}).Where("id = ? AND rated_at IS NULL", p.ID).
		Updates(map[string]any{"rated_at": millisOrNil(p.RatedAt), "level": p.Level, "evidence": p.Evidence})
	return oneRow(res, "calibration plant", hiring.Clash("rating.locked"))
}

// MeetsPlants tells whether practice answers are planted in what a user rates: on the panel of an open requisition where
// that was asked for.
func (s *Store) MeetsPlants(ctx context.Context, user uuid.UUID) (bool, error) {
	var n int64
	err := s.read(ctx).Table("requisition_calibrations AS c").Joins("JOIN requisitions AS r ON r.id = c.requisition_id").
		Joins("JOIN requisition_panel AS p ON p.requisition_id = c.requisition_id").
		Where("p.user_id = ? AND r.closed_at IS NULL", user).Count(&n).Error
	return n > 0, mapped(err, "requisition")
}

// PlantedText is the text of a planted answer, and its language.
type PlantedText struct {
	AnswerID uuid.UUID
	Body     string
	Language hiring.Language
}

// PlantedText returns the text behind a plant; Missing once it is withdrawn.
func (s *Store) PlantedText(ctx context.Context, plant uuid.UUID) (PlantedText, error) {
	var out PlantedText
	res := s.read(ctx).Raw(`SELECT x.id AS answer_id, x.body, c.language FROM calibration_plants p
JOIN calibration_answers x ON x.id = p.answer_id JOIN calibration_sets c ON c.id = x.set_id
WHERE p.id = ? AND x.withdrawn_at IS NULL`, plant).Scan(&out)
	if res.Error == nil && out.AnswerID == uuid.Nil {
		return out, hiring.Missing("answer")
	}
	return out, mapped(res.Error, "answer")
}

// CalibrationText returns the text of a practice answer, "" once it is withdrawn, and its language.
func (s *Store) CalibrationText(ctx context.Context, answer uuid.UUID) (body string, lang hiring.Language, err error) {
	err = s.read(ctx).Raw(`SELECT x.body, c.language FROM calibration_answers x JOIN calibration_sets c ON c.id = x.set_id WHERE x.id = ?`, answer).
		Row().Scan(&body, &lang)
	return body, lang, mapped(err, "answer")
}
