package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Queue is one rater's answers to one question of a requisition.
type Queue struct{ Rater, Requisition, Question uuid.UUID }

// readable leaves out the answers of candidates whom a rater is to interview without having seen the questionnaire.
const readable = ` AND (i.application_id IS NULL OR i.application_id NOT IN (SELECT wi.application_id` + awaitsUser + hidesAnswers + `))`

// tallies count a rater's items by question. The order is that of the requisition's name and of its questions.
const tallies = `SELECT i.requisition_id, i.question_version_id, i.state, COUNT(*) AS n, SUM(i.words) AS words
FROM rating_items i WHERE i.rater_id = ? `

// RatingTallies tells how far a rater is: with every question of all open requisitions, or of the one given, open or
// not. What was left to others is not counted.
func (s *Store) RatingTallies(ctx context.Context, rater, requisition uuid.UUID) ([]hiring.RatingTally, error) {
	query, args := tallies+`AND i.requisition_id IN (SELECT id FROM requisitions WHERE closed_at IS NULL)`, []any{rater}
	if requisition != uuid.Nil {
		query, args = tallies+`AND i.requisition_id = ?`, append(args, requisition)
	}
	var rows []struct {
		RequisitionID, QuestionVersionID uuid.UUID
		State                            hiring.ItemState
		N, Words                         int
	}
	err := s.read(ctx).Raw(query+readable+` GROUP BY i.requisition_id, i.question_version_id, i.state
ORDER BY i.requisition_id, i.question_version_id, i.state`, append(args, rater)...).Scan(&rows).Error
	var out []hiring.RatingTally
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].RequisitionID != r.RequisitionID || out[n-1].QuestionVersionID != r.QuestionVersionID {
			out = append(out, hiring.RatingTally{RequisitionID: r.RequisitionID, QuestionVersionID: r.QuestionVersionID})
		}
		t := &out[len(out)-1]
		switch r.State {
		case hiring.ItemWaiting:
			t.Waiting, t.LeftWords = r.N, t.LeftWords+r.Words
		case hiring.ItemSkipped:
			t.Skipped, t.LeftWords = r.N, t.LeftWords+r.Words
		case hiring.ItemDraft:
			t.Draft = r.N
		case hiring.ItemSent:
			t.Sent = r.N
		}
	}
	return out, mapped(err, "rating item")
}

// nextItem finds an item in a queue by its state and place.
func (s *Store) nextItem(ctx context.Context, q Queue, where, order string, args ...any) (uuid.UUID, error) {
	var ids []uuid.UUID
	args = append([]any{q.Rater, q.Requisition, q.Question}, append(args, q.Rater)...)
	err := s.read(ctx).Raw(`SELECT i.id FROM rating_items i WHERE i.rater_id = ? AND i.requisition_id = ? AND i.question_version_id = ? `+
		where+readable+` ORDER BY `+order+` LIMIT 1`, args...).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return uuid.Nil, mapped(err, "rating item")
	}
	return ids[0], nil
}

// NextToRate returns where a rater goes on after a place: at the next answer that waits, else at the first one that was
// passed over, else at one that was put off; the zero value when nothing is left.
func (s *Store) NextToRate(ctx context.Context, q Queue, place int64) (uuid.UUID, error) {
	for _, from := range []struct {
		state hiring.ItemState
		place int64
	}{{hiring.ItemWaiting, place}, {hiring.ItemWaiting, -1}, {hiring.ItemSkipped, place}, {hiring.ItemSkipped, -1}} {
		id, err := s.nextItem(ctx, q, `AND i.state = ? AND i.place > ?`, `i.place, i.id`, from.state, from.place)
		if err != nil || id != uuid.Nil {
			return id, err
		}
	}
	return uuid.Nil, nil
}

// Neighbours returns the items before and after a place that the rater may still change, or zero values.
func (s *Store) Neighbours(ctx context.Context, q Queue, place int64) (before, after uuid.UUID, err error) {
	open := hiring.OpenItemStates()
	if before, err = s.nextItem(ctx, q, `AND i.place < ? AND i.state IN ?`, `i.place DESC, i.id DESC`, place, open); err != nil {
		return before, after, err
	}
	after, err = s.nextItem(ctx, q, `AND i.place > ? AND i.state IN ?`, `i.place, i.id`, place, open)
	return before, after, err
}

// RatingItems lists a rater's items of a question in their order: those in the given states, after a place, at most
// limit.
func (s *Store) RatingItems(ctx context.Context, q Queue, states []hiring.ItemState, after int64, limit int) ([]hiring.RatingItem, error) {
	find := s.read(ctx).Table("rating_items AS i").
		Where("i.rater_id = ? AND i.requisition_id = ? AND i.question_version_id = ? AND i.state IN ? AND i.place > ?"+readable,
			q.Rater, q.Requisition, q.Question, states, after, q.Rater).
		Order("i.place, i.id").Limit(limit)
	return all(find, "rating item", ratingItemRow.item)
}

// MayRead tells whether a rater may read the answer of an item now, and need not hand in a scorecard first.
func (s *Store) MayRead(ctx context.Context, item hiring.RatingItem) (bool, error) {
	var n int64
	err := s.read(ctx).Raw(`SELECT COUNT(*) FROM rating_items i WHERE i.id = ?`+readable, item.ID, item.RaterID).Row().Scan(&n)
	return n > 0, mapped(err, "rating item")
}
