package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type calibrationAnswerRow struct {
	ID                uuid.UUID
	SetID             uuid.UUID
	AttemptID         uuid.UUID
	QuestionVersionID uuid.UUID
	Body              string
	Blanked           int
	ConfirmedBy       uuid.UUID
	ConfirmedAt       int64
	WithdrawnAt       *int64
}

// TableName implements gorm's schema.Tabler.
func (calibrationAnswerRow) TableName() string { return "calibration_answers" }

// askedCalibrationRow is an answer with the wording it was given to.
type askedCalibrationRow struct {
	Row        calibrationAnswerRow `gorm:"embedded"`
	QuestionID uuid.UUID
	Number     int
	Wording    jsonOf[hiring.Wording]
	CreatedAt  int64
}

func (q askedCalibrationRow) noun() hiring.CalibrationAnswer {
	r := q.Row
	return hiring.CalibrationAnswer{
		ID: r.ID, SetID: r.SetID, AttemptID: r.AttemptID, Text: r.Body, Blanked: r.Blanked, ConfirmedBy: r.ConfirmedBy,
		ConfirmedAt: moment(r.ConfirmedAt), WithdrawnAt: momentOrNil(r.WithdrawnAt),
		Question: hiring.QuestionVersion{
			ID: r.QuestionVersionID, QuestionID: q.QuestionID, Number: q.Number, Wording: q.Wording.V, CreatedAt: moment(q.CreatedAt),
		},
	}
}

type calibrationAgreementRow struct {
	ID         uuid.UUID
	AnswerID   uuid.UUID
	Number     int
	Level      int
	Reason     string
	RecordedBy uuid.UUID
	RecordedAt int64
}

// TableName implements gorm's schema.Tabler.
func (calibrationAgreementRow) TableName() string { return "calibration_agreements" }

func (r calibrationAgreementRow) noun() hiring.AgreedRating {
	return hiring.AgreedRating{
		ID: r.ID, AnswerID: r.AnswerID, Number: r.Number, Level: r.Level, Reason: r.Reason, RecordedBy: r.RecordedBy,
		RecordedAt: moment(r.RecordedAt),
	}
}

// calibrationAnswers lists the answers of sets, each with its agreed ratings, the oldest of them first.
func (s *Store) calibrationAnswers(ctx context.Context, sets []uuid.UUID) ([]hiring.CalibrationAnswer, error) {
	q := s.read(ctx).Table("calibration_answers AS a").Select("a.*, v.question_id, v.number, v.wording, v.created_at").
		Joins("JOIN question_versions AS v ON v.id = a.question_version_id").
		Where("a.set_id IN ?", sets).Order("a.set_id, a.id")
	answers, err := all(q, "calibration answer", askedCalibrationRow.noun)
	if err != nil {
		return nil, err
	}
	q = s.read(ctx).Table("calibration_agreements AS g").Select("g.*").Joins("JOIN calibration_answers AS a ON a.id = g.answer_id").
		Where("a.set_id IN ?", sets).Order("g.answer_id, g.number")
	agreed, err := all(q, "calibration answer", calibrationAgreementRow.noun)
	at := map[uuid.UUID]int{}
	for i, a := range answers {
		at[a.ID] = i
	}
	for _, g := range agreed {
		a := &answers[at[g.AnswerID]]
		a.Agreed = append(a.Agreed, g)
	}
	return answers, err
}

// ChooseCalibrationAnswers stores the answers of a set, in place of those before; it fails once one has been rated.
func (s *Store) ChooseCalibrationAnswers(ctx context.Context, set uuid.UUID, answers []hiring.CalibrationAnswer) error {
	if err := s.write(ctx).Where("set_id = ?", set).Delete(&calibrationAnswerRow{}).Error; err != nil {
		return mapped(err, "calibration answer")
	}
	rows := make([]calibrationAnswerRow, len(answers))
	for i, a := range answers {
		rows[i] = calibrationAnswerRow{
			ID: a.ID, SetID: set, AttemptID: a.AttemptID, QuestionVersionID: a.Question.ID, Body: a.Text, Blanked: a.Blanked,
			ConfirmedBy: a.ConfirmedBy, ConfirmedAt: millis(a.ConfirmedAt),
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Create(&rows).Error, "calibration answer")
}

// BlankCalibrationAnswer stores an answer's text with more words blanked, made from what had been blanked so often; a
// Conflict if it has been since, or was withdrawn.
func (s *Store) BlankCalibrationAnswer(ctx context.Context, a hiring.CalibrationAnswer) error {
	res := s.write(ctx).Model(&calibrationAnswerRow{}).
		Where("id = ? AND blanked = ? AND withdrawn_at IS NULL", a.ID, a.Blanked).
		Updates(map[string]any{"body": a.Text, "blanked": gorm.Expr("blanked + 1")})
	return oneRow(res, "calibration answer", changedMeanwhile())
}

// AddAgreedRating stores one more agreed rating of an answer; a Conflict when its number has been given meanwhile.
func (s *Store) AddAgreedRating(ctx context.Context, r hiring.AgreedRating) error {
	row := calibrationAgreementRow{
		ID: r.ID, AnswerID: r.AnswerID, Number: r.Number, Level: r.Level, Reason: r.Reason, RecordedBy: r.RecordedBy,
		RecordedAt: millis(r.RecordedAt),
	}
	err := mapped(s.write(ctx).Create(&row).Error, "calibration answer")
	if hiring.KindOf(err) == hiring.Conflict {
		return changedMeanwhile()
	}
	return err
}

// EraseCalibrationAnswers takes one attempt's texts out of every set, with all that was written about them and could
// quote them; levels stay. It returns the answers it found.
func (s *Store) EraseCalibrationAnswers(ctx context.Context, attempt uuid.UUID, at time.Time) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	if err := s.write(ctx).Model(&calibrationAnswerRow{}).Where("attempt_id = ?", attempt).Order("id").Pluck("id", &ids).Error; err != nil {
		return nil, mapped(err, "calibration answer")
	}
	if len(ids) == 0 {
		return nil, nil
	}
	for _, change := range []*gorm.DB{
		s.write(ctx).Model(&calibrationAnswerRow{}).Where("id IN ? AND withdrawn_at IS NULL", ids).
			Updates(map[string]any{"body": "", "withdrawn_at": millis(at)}),
		s.write(ctx).Model(&calibrationAgreementRow{}).Where("answer_id IN ?", ids).Update("reason", ""),
		s.write(ctx).Model(&calibrationRatingRow{}).Where("answer_id IN ?", ids).Update("evidence", ""),
		s.write(ctx).Model(&calibrationPlantRow{}).Where("answer_id IN ?", ids).Update("evidence", ""),
		s.write(ctx).Exec(`UPDATE rating_items SET evidence = '' WHERE plant_id IN (SELECT id FROM calibration_plants WHERE answer_id IN ?)`, ids),
		s.write(ctx).Model(&leakRow{}).Where("answer_id IN ?", ids).Update("words", ""),
		s.write(ctx).Where("answer_id IN ?", ids).Delete(&redactionRow{}),
	} {
		if change.Error != nil {
			return nil, mapped(change.Error, "calibration answer")
		}
	}
	return ids, s.DropPlantItems(ctx, ids)
}
