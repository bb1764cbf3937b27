package store

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type ratingItemRow struct {
	ID                uuid.UUID
	RequisitionID     uuid.UUID
	QuestionVersionID uuid.UUID
	RaterID           uuid.UUID
	ApplicationID     *uuid.UUID
	AttemptID         *uuid.UUID
	PlantID           *uuid.UUID
	Words             int
	State             hiring.ItemState
	Place             int64
	Level             int
	Evidence          string
	Reason            hiring.AbstentionReason
	Unread            hiring.Language
	Note              string
	MadeAt            int64
	SavedAt           *int64
	Version           int
}

// TableName implements gorm's schema.Tabler.
func (ratingItemRow) TableName() string { return "rating_items" }

func (r ratingItemRow) item() hiring.RatingItem {
	return hiring.RatingItem{
		ID: r.ID, RequisitionID: r.RequisitionID, QuestionVersionID: r.QuestionVersionID, RaterID: r.RaterID,
		ApplicationID: r.ApplicationID, AttemptID: r.AttemptID, PlantID: r.PlantID, Words: r.Words, State: r.State, Place: r.Place,
		Level: r.Level, Evidence: r.Evidence, Reason: r.Reason, Unread: r.Unread, Note: r.Note, MadeAt: moment(r.MadeAt), SavedAt: momentOrNil(r.SavedAt),
		Version: r.Version,
	}
}

// AddRatingItems puts answers into raters' queues; one that is there already stays as it is.
func (s *Store) AddRatingItems(ctx context.Context, items []hiring.RatingItem) error {
	rows := make([]ratingItemRow, len(items))
	for n, i := range items {
		rows[n] = ratingItemRow{
			ID: i.ID, RequisitionID: i.RequisitionID, QuestionVersionID: i.QuestionVersionID, RaterID: i.RaterID,
			ApplicationID: i.ApplicationID, AttemptID: i.AttemptID, PlantID: i.PlantID, Words: i.Words, State: i.State, Place: i.Place,
			Level: i.Level, Evidence: i.Evidence, Reason: i.Reason, Unread: i.Unread, Note: i.Note, MadeAt: millis(i.MadeAt), Version: 1,
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, chunk).Error, "rating item")
}

// RatingItem returns the item with that id.
func (s *Store) RatingItem(ctx context.Context, id uuid.UUID) (hiring.RatingItem, error) {
	return one(s.read(ctx).Where("id = ?", id), "rating item", ratingItemRow.item)
}

// SaveRatingItem stores what a rater made of an item, from its Version; a Conflict when another window has saved since
// or it is handed in.
func (s *Store) SaveRatingItem(ctx context.Context, i hiring.RatingItem) error {
	res := s.write(ctx).Model(&ratingItemRow{}).
		Where("id = ? AND version = ? AND state IN ?", i.ID, i.Version, hiring.OpenItemStates()).
		Updates(map[string]any{
			"state": i.State, "level": i.Level, "evidence": i.Evidence, "reason": i.Reason, "unread": i.Unread, "note": i.Note,
			"saved_at": millisOrNil(i.SavedAt), "version": gorm.Expr("version + 1"),
		})
	return oneRow(res, "rating item", changedMeanwhile())
}

// ItemsOf lists a rater's items of one application, and those of all raters where rater is the zero value.
func (s *Store) ItemsOf(ctx context.Context, application, rater uuid.UUID) ([]hiring.RatingItem, error) {
	q := s.read(ctx).Where("application_id = ?", application)
	if rater != uuid.Nil {
		q = q.Where("rater_id = ?", rater)
	}
	return all(q.Order("application_id, rater_id, question_version_id"), "rating item", ratingItemRow.item)
}

// SendDrafts hands in some of a rater's drafts of a question, at most limit, and returns them as they stood. What is
// saved at the same moment is either among them or refused.
func (s *Store) SendDrafts(ctx context.Context, q Queue, limit int) ([]hiring.RatingItem, error) {
	some := s.write(ctx).Model(&ratingItemRow{}).Select("id").
		Where("rater_id = ? AND requisition_id = ? AND question_version_id = ? AND state = ?", q.Rater, q.Requisition, q.Question, hiring.ItemDraft).
		Order("place, id").Limit(limit)
	var rows []ratingItemRow
	err := s.write(ctx).Model(&rows).Clauses(clause.Returning{}).Where("state = ? AND id IN (?)", hiring.ItemDraft, some).
		Updates(map[string]any{"state": hiring.ItemSent, "version": gorm.Expr("version + 1")}).Error
	out := make([]hiring.RatingItem, len(rows))
	for i, r := range rows {
		out[i] = r.item()
	}
	return out, mapped(err, "rating item")
}

// DropItems takes an application's items out of all queues, as long as nobody has looked at one; it tells whether it did.
func (s *Store) DropItems(ctx context.Context, application uuid.UUID) (bool, error) {
	res := s.write(ctx).Exec(`DELETE FROM rating_items WHERE application_id = ? AND NOT EXISTS (
SELECT 1 FROM rating_items b WHERE b.application_id = ? AND b.state <> 'waiting')`, application, application)
	return res.RowsAffected > 0, mapped(res.Error, "rating item")
}

// DropPlantItems takes planted answers that nobody has handed in out of all queues: their texts are withdrawn.
func (s *Store) DropPlantItems(ctx context.Context, answers []uuid.UUID) error {
	for some := range slices.Chunk(answers, chunk) {
		err := s.write(ctx).Exec(`DELETE FROM rating_items WHERE state <> 'sent' AND plant_id IN (
SELECT id FROM calibration_plants WHERE answer_id IN ?)`, some).Error
		if err != nil {
			return mapped(err, "rating item")
		}
	}
	return nil
}
