package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// LineTarget is what the save of a line must know: the scorecard it belongs to, and what it is about.
type LineTarget struct {
	Scorecard uuid.UUID
	Question  *hiring.AssessmentQuestion // of a question the interview asks; nil otherwise
	Value     bool                       // of a value some question of the requisition is about
}

// Known tells whether the line is about something the interview is held for.
func (t LineTarget) Known() bool { return t.Question != nil || t.Value }

// selectLineTarget finds a panelist's scorecard and what a line is about in one small read without gorm, because it
// runs at every save while people type.
const selectLineTarget = `SELECT c.id, g.questions, v.id, v.kind, v.wording,
	EXISTS (SELECT 1 FROM requisition_questions y JOIN question_versions u ON u.id = y.question_version_id
		JOIN questions q ON q.id = u.question_id WHERE y.requisition_id = i.requisition_id AND q.value_id = ?)
FROM scorecards c
JOIN interviews i ON i.id = c.interview_id
LEFT JOIN interview_guides g ON g.requisition_id = i.requisition_id
LEFT JOIN requisition_questions x ON x.requisition_id = i.requisition_id AND x.question_version_id = ?
	AND NOT EXISTS (SELECT 1 FROM waivers w WHERE w.application_id = i.application_id AND w.question_version_id = x.question_version_id)
LEFT JOIN question_versions v ON v.id = x.question_version_id
WHERE c.panelist_id = ?`

// LineTarget returns what a panelist's line of that subject belongs to, NotFound while the scorecard has not been
// begun.
func (s *Store) LineTarget(ctx context.Context, panelist uuid.UUID, of hiring.Subject, id uuid.UUID) (LineTarget, error) {
	var t LineTarget
	var asked jsonOf[[]uuid.UUID]
	var question uuid.NullUUID
	var kind sql.NullString
	var wording jsonOf[hiring.Wording]
	err := s.readPool(ctx).QueryRowContext(ctx, s.sql(selectLineTarget), id.String(), id.String(), panelist.String()).
		Scan(&t.Scorecard, &asked, &question, &kind, &wording, &t.Value)
	if errors.Is(err, sql.ErrNoRows) {
		return t, hiring.Missing("scorecard")
	}
	if err != nil {
		return t, s.translated(err, "scorecard")
	}
	t.Value = t.Value && of == hiring.OfValue
	if question.Valid && of == hiring.OfQuestion {
		wording.V.Kind = hiring.Kind(kind.String)
		q := hiring.AssessmentQuestion{QuestionVersion: hiring.QuestionVersion{ID: question.UUID, Wording: wording.V}}
		if len(hiring.InterviewGuide{Questions: asked.V}.Asked([]hiring.AssessmentQuestion{q})) > 0 {
			t.Question = &q
		}
	}
	return t, nil
}
