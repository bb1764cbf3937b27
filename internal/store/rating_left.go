package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// LeftBy is how many candidates' answers of a requisition one rater has left to others for one reason.
type LeftBy struct {
	Rater    uuid.UUID
	Name     string
	Reason   hiring.AbstentionReason
	Language hiring.Language // that the rater cannot read, with that reason
	Count    int
}

// LeftToOthers is which candidates' answers of a requisition raters have left to others.
type LeftToOthers struct {
	By     []LeftBy
	Nobody int // answers that were left and that nobody rates now
}

// LeftToOthers counts the answers of a requisition that were left to others: by rater, in the order of names, and reason.
func (s *Store) LeftToOthers(ctx context.Context, requisition uuid.UUID) (out LeftToOthers, err error) {
	err = s.read(ctx).Raw(`SELECT n.rater, u.name, n.reason, n.language, n.count FROM (
		SELECT rater_id AS rater, reason, unread AS language, COUNT(*) AS count FROM rating_items
		WHERE requisition_id = ? AND application_id IS NOT NULL AND state = 'abstained' GROUP BY 1, 2, 3) n
		JOIN users u ON u.id = n.rater ORDER BY u.name, u.id, n.reason, n.language`, requisition).Scan(&out.By).Error
	if err != nil || len(out.By) == 0 {
		return out, mapped(err, "rating item")
	}
	err = s.read(ctx).Raw(`SELECT COUNT(*) FROM (SELECT DISTINCT application_id, question_version_id FROM rating_items i
		WHERE requisition_id = ? AND application_id IS NOT NULL AND state = 'abstained'
		AND NOT EXISTS (SELECT 1 FROM rating_items o WHERE o.application_id = i.application_id AND o.question_version_id = i.question_version_id AND o.state <> 'abstained')
		AND NOT EXISTS (SELECT 1 FROM ratings t WHERE t.application_id = i.application_id AND t.question_version_id = i.question_version_id)) x`,
		requisition).Row().Scan(&out.Nobody)
	return out, mapped(err, "rating item")
}

// CannotRead lists who has said in a requisition that they cannot read a language.
func (s *Store) CannotRead(ctx context.Context, requisition uuid.UUID, language hiring.Language) ([]uuid.UUID, error) {
	var out []uuid.UUID
	err := s.read(ctx).Raw(`SELECT DISTINCT rater_id FROM rating_items WHERE requisition_id = ? AND state = 'abstained'
		AND unread = ? ORDER BY rater_id`, requisition, language).Scan(&out).Error
	return out, mapped(err, "rating item")
}
