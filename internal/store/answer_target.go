package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// AnswerTarget is what a save must know: whether its link is open, whose attempt it belongs to, and what is asked.
// Of the link it holds only what hiring.Link.State reads.
type AnswerTarget struct {
	Link     hiring.Link
	Question *hiring.QuestionVersion // nil when so many are not asked; a text question comes without its words
}

// selectTarget finds a link's attempt and the nth question it asks in one small read without gorm, because it runs
// at every save while people type. The order of questions is that of the assessment.
const selectTarget = `SELECT l.expires_at, l.revoked_at, l.closed_at, l.attempt_id, l.submitted_at, v.id, v.kind,
	CASE WHEN v.kind = 'text' THEN '{}' ELSE v.wording END
FROM (SELECT i.expires_at, i.revoked_at, i.application_id, ap.requisition_id, n.benchmark_id, r.closed_at,
		a.id AS attempt_id, a.submitted_at
	FROM invitation_tokens t
	JOIN invitations i ON i.id = t.invitation_id
	LEFT JOIN incumbents n ON n.id = i.incumbent_id
	LEFT JOIN applications ap ON ap.id = i.application_id
	LEFT JOIN requisitions r ON r.id = ap.requisition_id
	LEFT JOIN attempts a ON a.incumbent_id = i.incumbent_id OR (a.application_id = i.application_id AND a.mode = 'link')
	WHERE t.token_hash = ?) l
LEFT JOIN question_versions v ON v.id = COALESCE(
	(SELECT x.question_version_id FROM requisition_questions x
		WHERE x.requisition_id = l.requisition_id AND NOT EXISTS (SELECT 1 FROM waivers w
			WHERE w.application_id = l.application_id AND w.question_version_id = x.question_version_id)
		ORDER BY x.position, x.question_version_id LIMIT 1 OFFSET ?),
	(SELECT x.question_version_id FROM benchmark_questions x
		WHERE x.benchmark_id = l.benchmark_id AND x.excluded_at IS NULL
		ORDER BY x.position, x.question_version_id LIMIT 1 OFFSET ?))`

// AnswerTarget returns what the token with that hash lets somebody answer as question n, from 1.
func (s *Store) AnswerTarget(ctx context.Context, tokenHash string, n int) (AnswerTarget, error) {
	if n < 1 {
		return AnswerTarget{}, hiring.Missing("question")
	}
	var expires int64
	var revoked, closed, submitted *int64
	var attempt, question uuid.NullUUID
	var kind sql.NullString
	var wording jsonOf[hiring.Wording]
	err := s.readPool(ctx).QueryRowContext(ctx, s.sql(selectTarget), tokenHash, n-1, n-1).
		Scan(&expires, &revoked, &closed, &attempt, &submitted, &question, &kind, nullable{&wording})
	if errors.Is(err, sql.ErrNoRows) {
		return AnswerTarget{}, hiring.Missing("link")
	}
	if err != nil {
		return AnswerTarget{}, s.translated(err, "link")
	}
	t := AnswerTarget{Link: hiring.Link{
		Invitation: hiring.Invitation{ExpiresAt: moment(expires), RevokedAt: momentOrNil(revoked)}, ClosedAt: momentOrNil(closed),
	}}
	if attempt.Valid {
		t.Link.Attempt = &hiring.Attempt{ID: attempt.UUID, SubmittedAt: momentOrNil(submitted)}
	}
	if question.Valid {
		wording.V.Kind = hiring.Kind(kind.String)
		t.Question = &hiring.QuestionVersion{ID: question.UUID, Wording: wording.V}
	}
	return t, nil
}

// readPool is where a read starts that goes without gorm.
func (s *Store) readPool(ctx context.Context) gorm.ConnPool {
	if tx := s.tx(ctx); tx != nil {
		return tx.db.Statement.ConnPool
	}
	return s.reader.ConnPool
}

// nullable scans a column that may be null, leaving what it wraps alone then.
type nullable struct{ sql.Scanner }

// Scan implements sql.Scanner.
func (n nullable) Scan(src any) error {
	if src == nil {
		return nil
	}
	return n.Scanner.Scan(src)
}
