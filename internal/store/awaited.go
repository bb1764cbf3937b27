package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// awaitsUser are the interviews for which a user's scorecard is not in: they are on the panel, it takes place, and
// nothing is handed in. It is read from the user's own interviews, however many applications there are.
const awaitsUser = ` FROM panelists w JOIN interviews wi ON wi.id = w.interview_id
WHERE w.user_id = ? AND w.removed_at IS NULL AND wi.cancelled_at IS NULL
AND NOT EXISTS (SELECT 1 FROM scorecards wc WHERE wc.panelist_id = w.id AND wc.submitted_at IS NOT NULL)`

// hidesAnswers leaves out the interviews whose guide shows the questionnaire's answers.
const hidesAnswers = ` AND NOT EXISTS (SELECT 1 FROM interview_guides wg WHERE wg.requisition_id = wi.requisition_id AND wg.shows_answers = 1)`

// AwaitedScorecard is an interview for which a user's scorecard is not in.
type AwaitedScorecard struct {
	InterviewID   uuid.UUID
	ApplicationID uuid.UUID
	Stage         hiring.Stage // of the application
}

// AwaitedScorecards lists the interviews of a requisition's candidates for which a user's scorecard is not in, the
// earliest first: of those candidates, blind first hides scores from them.
func (s *Store) AwaitedScorecards(ctx context.Context, requisition, user uuid.UUID) ([]AwaitedScorecard, error) {
	var out []AwaitedScorecard
	err := s.read(ctx).Raw(`SELECT i.id AS interview_id, i.application_id, a.stage
FROM interviews i JOIN applications a ON a.id = i.application_id
WHERE i.requisition_id = ? AND i.id IN (SELECT wi.id`+awaitsUser+`) ORDER BY i.starts_at, i.id`, requisition, user).Scan(&out).Error
	return out, mapped(err, "scorecard")
}
