package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type answerRow struct {
	AttemptID         uuid.UUID
	QuestionVersionID uuid.UUID
	Body              jsonOf[hiring.AnswerBody]
	Version           int
	SavedAt           int64
}

// TableName implements gorm's schema.Tabler.
func (answerRow) TableName() string { return "answers" }

func (r answerRow) answer() hiring.Answer {
	return hiring.Answer{
		AttemptID: r.AttemptID, QuestionVersionID: r.QuestionVersionID, Body: r.Body.V, Version: r.Version,
		SavedAt: moment(r.SavedAt),
	}
}

// Answers returns what has been saved in one attempt, in the order in which the questions' wordings were made.
func (s *Store) Answers(ctx context.Context, attempt uuid.UUID) ([]hiring.Answer, error) {
	q := s.read(ctx).Where("attempt_id = ?", attempt).Order("question_version_id")
	return all(q, "answer", answerRow.answer)
}

// AnswersOf returns what has been saved in each of several attempts.
func (s *Store) AnswersOf(ctx context.Context, attempts []uuid.UUID) (map[uuid.UUID][]hiring.Answer, error) {
	of := map[uuid.UUID][]hiring.Answer{}
	for ids := range slices.Chunk(attempts, chunk) {
		q := s.read(ctx).Where("attempt_id IN ?", ids).Order("attempt_id, question_version_id")
		answers, err := all(q, "answer", answerRow.answer)
		if err != nil {
			return nil, err
		}
		for _, a := range answers {
			of[a.AttemptID] = append(of[a.AttemptID], a)
		}
	}
	return of, nil
}

// SaveAnswer saves an answer made from version a.Version of it (0: there was none), and returns it as saved. When
// somebody saved meanwhile, or the attempt is submitted, it is a Conflict that returns the answer which stands. A
// save repeated because its acknowledgement got lost succeeds. Saves from outside a transaction that wait at the same
// time are committed together; each is acknowledged only after the commit.
func (s *Store) SaveAnswer(ctx context.Context, a hiring.Answer) (hiring.Answer, error) {
	return saved(ctx, s, func(ctx context.Context, db gorm.ConnPool) (hiring.Answer, error) { return s.saveAnswer(ctx, db, a) })
}

// The statements of a save. FOR SHARE keeps a submission of the same attempt waiting on PostgreSQL until the save is
// committed; SQLite has one writer anyway.
const (
	insertAnswer = `INSERT INTO answers (attempt_id, question_version_id, body, version, saved_at)
SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 1, CAST(? AS BIGINT)
WHERE EXISTS (SELECT 1 FROM attempts WHERE id = ? AND submitted_at IS NULL FOR SHARE)
ON CONFLICT DO NOTHING`
	updateAnswer = `UPDATE answers SET body = ?, saved_at = ?, version = version + 1
WHERE attempt_id = ? AND question_version_id = ? AND version = ?
AND EXISTS (SELECT 1 FROM attempts WHERE id = ? AND submitted_at IS NULL FOR SHARE)`
	selectAnswer  = `SELECT body, version, saved_at FROM answers WHERE attempt_id = ? AND question_version_id = ?`
	selectAttempt = `SELECT submitted_at FROM attempts WHERE id = ?`
)

// sql writes a statement of this file the way the database wants it.
func (s *Store) sql(statement string) string {
	if s.Dialect() == SQLite {
		return strings.ReplaceAll(statement, " FOR SHARE", "")
	}
	var b strings.Builder
	for i, part := range strings.Split(statement, "?") {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	return b.String()
}

// saveAnswer saves on an open transaction.
func (s *Store) saveAnswer(ctx context.Context, db gorm.ConnPool, a hiring.Answer) (hiring.Answer, error) {
	body, err := json.Marshal(a.Body)
	if err != nil {
		return hiring.Answer{}, err
	}
	var res sql.Result
	attempt, question := a.AttemptID.String(), a.QuestionVersionID.String()
	if a.Version == 0 {
		res, err = db.ExecContext(ctx, s.saves.sql.insertAnswer, attempt, question, string(body), millis(a.SavedAt), attempt)
	} else {
		res, err = db.ExecContext(ctx, s.saves.sql.updateAnswer, string(body), millis(a.SavedAt), attempt, question, a.Version, attempt)
	}
	if err != nil {
		return hiring.Answer{}, s.translated(err, "answer")
	}
	n, err := res.RowsAffected()
	if err != nil {
		return hiring.Answer{}, err
	}
	if n == 0 {
		return s.standingAnswer(ctx, db, a)
	}
	a.Version++
	a.SavedAt = moment(millis(a.SavedAt))
	return a, nil
}

// standingAnswer explains why a save touched nothing, with the answer that stands.
func (s *Store) standingAnswer(ctx context.Context, db gorm.ConnPool, a hiring.Answer) (hiring.Answer, error) {
	var submitted *int64
	err := db.QueryRowContext(ctx, s.sql(selectAttempt), a.AttemptID.String()).Scan(&submitted)
	if errors.Is(err, sql.ErrNoRows) {
		return hiring.Answer{}, hiring.Missing("attempt")
	}
	if err != nil {
		return hiring.Answer{}, s.translated(err, "attempt")
	}
	row := answerRow{AttemptID: a.AttemptID, QuestionVersionID: a.QuestionVersionID}
	err = db.QueryRowContext(ctx, s.sql(selectAnswer), a.AttemptID.String(), a.QuestionVersionID.String()).
		Scan(&row.Body, &row.Version, &row.SavedAt)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return hiring.Answer{}, s.translated(err, "answer")
	}
	stands := row.answer()
	switch {
	case err == nil && stands.Version == a.Version+1 && sameBody(stands.Body, a.Body):
		return stands, nil
	case submitted != nil:
		return stands, alreadySubmitted()
	default:
		return stands, changedMeanwhile()
	}
}

// sameBody tells whether two bodies are stored alike.
func sameBody(x, y hiring.AnswerBody) bool {
	return x.Text == y.Text && reflect.DeepEqual(x.Number, y.Number) && slices.Equal(x.Picks, y.Picks)
}

// translated maps an error of database/sql as gorm would have.
func (s *Store) translated(err error, what string) error {
	if t, ok := s.writer.Dialector.(gorm.ErrorTranslator); ok {
		err = t.Translate(err)
	}
	return mapped(err, what)
}

// alreadySubmitted is the Conflict of a change to answers that have been handed in.
func alreadySubmitted() error { return hiring.Clash("error.already_submitted") }
