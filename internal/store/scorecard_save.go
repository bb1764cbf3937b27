package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

// BeginScorecard stores a panelist's scorecard unless there is one: then that one is returned as it stands, so that
// beginning twice begins once.
func (s *Store) BeginScorecard(ctx context.Context, c hiring.Scorecard) (hiring.Scorecard, error) {
	row := scorecardRow{
		ID: c.ID, InterviewID: c.InterviewID, PanelistID: c.PanelistID, StartedAt: millis(c.StartedAt),
		SavedAt: millis(c.StartedAt), Version: 1,
	}
	err := s.Tx(ctx, func(ctx context.Context) error {
		err := s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
		if err != nil {
			return mapped(err, "scorecard")
		}
		c, err = s.ScorecardOf(ctx, c.PanelistID)
		return err
	})
	return c, err
}

// SubmitScorecard locks a scorecard, once: a second time is a Conflict. It waits for saves that are on their way, so
// that what is read after it in the same transaction is what was handed in.
func (s *Store) SubmitScorecard(ctx context.Context, id uuid.UUID, at time.Time) error {
	res := s.write(ctx).Table(scorecardRow{}.TableName()).Where("id = ? AND submitted_at IS NULL", id).
		Updates(map[string]any{"submitted_at": millis(at)})
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "scorecard")
	}
	return s.existsElse(ctx, scorecardRow{}, id, alreadySubmitted())
}

// SaveLine saves a line made from version l.Version of it (0: there was none), and returns it as saved. When somebody
// saved meanwhile, or the scorecard is in, it is a Conflict that returns the line which stands. A save repeated
// because its acknowledgement got lost succeeds. Like answers, lines that wait at the same time are committed
// together, each acknowledged only after the commit.
func (s *Store) SaveLine(ctx context.Context, l hiring.ScorecardLine) (hiring.ScorecardLine, error) {
	return saved(ctx, s, func(ctx context.Context, db gorm.ConnPool) (hiring.ScorecardLine, error) {
		return s.saveLine(ctx, db, l)
	})
}

// SaveOverall saves a scorecard's recommendation and summary, made from version c.Version of them, by the rules of
// SaveLine. The lines of what it returns are left out.
func (s *Store) SaveOverall(ctx context.Context, c hiring.Scorecard) (hiring.Scorecard, error) {
	return saved(ctx, s, func(ctx context.Context, db gorm.ConnPool) (hiring.Scorecard, error) {
		return s.saveOverall(ctx, db, c)
	})
}

// The statements of a save, as those of answers.
const (
	insertLine = `INSERT INTO scorecard_lines (scorecard_id, subject, subject_id, body, version, saved_at)
SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 1, CAST(? AS BIGINT)
WHERE EXISTS (SELECT 1 FROM scorecards WHERE id = ? AND submitted_at IS NULL FOR SHARE)
ON CONFLICT DO NOTHING`
	updateLine = `UPDATE scorecard_lines SET body = ?, saved_at = ?, version = version + 1
WHERE scorecard_id = ? AND subject = ? AND subject_id = ? AND version = ?
AND EXISTS (SELECT 1 FROM scorecards WHERE id = ? AND submitted_at IS NULL FOR SHARE)`
	selectLine    = `SELECT body, version, saved_at FROM scorecard_lines WHERE scorecard_id = ? AND subject = ? AND subject_id = ?`
	updateOverall = `UPDATE scorecards SET recommendation = ?, summary = ?, saved_at = ?, version = version + 1
WHERE id = ? AND version = ? AND submitted_at IS NULL`
	selectOverall = `SELECT interview_id, panelist_id, recommendation, summary, started_at, submitted_at, saved_at, version
FROM scorecards WHERE id = ?`
)

func (s *Store) saveLine(ctx context.Context, db gorm.ConnPool, l hiring.ScorecardLine) (hiring.ScorecardLine, error) {
	body, err := json.Marshal(l.Body)
	if err != nil {
		return hiring.ScorecardLine{}, err
	}
	var res sql.Result
	card, subject, id, at := l.ScorecardID.String(), string(l.Subject), l.SubjectID.String(), millis(l.SavedAt)
	if l.Version == 0 {
		res, err = db.ExecContext(ctx, s.saves.sql.insertLine, card, subject, id, string(body), at, card)
	} else {
		res, err = db.ExecContext(ctx, s.saves.sql.updateLine, string(body), at, card, subject, id, l.Version, card)
	}
	if err != nil {
		return hiring.ScorecardLine{}, s.translated(err, "scorecard")
	}
	n, err := res.RowsAffected()
	if err != nil {
		return hiring.ScorecardLine{}, err
	}
	if n == 0 {
		return s.standingLine(ctx, db, l)
	}
	l.Version++
	l.SavedAt = moment(at)
	return l, nil
}

// standingLine explains why a save touched nothing, with the line that stands.
func (s *Store) standingLine(ctx context.Context, db gorm.ConnPool, l hiring.ScorecardLine) (hiring.ScorecardLine, error) {
	card, err := s.standingOverall(ctx, db, l.ScorecardID)
	if err != nil {
		return hiring.ScorecardLine{}, err
	}
	row := scorecardLineRow{ScorecardID: l.ScorecardID, Subject: l.Subject, SubjectID: l.SubjectID}
	err = db.QueryRowContext(ctx, s.sql(selectLine), l.ScorecardID.String(), string(l.Subject), l.SubjectID.String()).
		Scan(&row.Body, &row.Version, &row.SavedAt)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return hiring.ScorecardLine{}, s.translated(err, "scorecard")
	}
	stands := row.line()
	if err == nil && stands.Version == l.Version+1 && stands.Body.Same(l.Body) {
		return stands, nil
	}
	return stands, notSaved(card)
}

func (s *Store) saveOverall(ctx context.Context, db gorm.ConnPool, c hiring.Scorecard) (hiring.Scorecard, error) {
	res, err := db.ExecContext(ctx, s.saves.sql.updateOverall, string(c.Recommendation), c.Summary, millis(c.SavedAt), c.ID.String(), c.Version)
	if err != nil {
		return hiring.Scorecard{}, s.translated(err, "scorecard")
	}
	n, err := res.RowsAffected()
	if err != nil {
		return hiring.Scorecard{}, err
	}
	stands, err := s.standingOverall(ctx, db, c.ID)
	if err != nil || n > 0 {
		return stands, err
	}
	if stands.Version == c.Version+1 && stands.Recommendation == c.Recommendation && stands.Summary == c.Summary {
		return stands, nil
	}
	return stands, notSaved(stands)
}

// standingOverall reads a scorecard without its lines on an open transaction.
func (s *Store) standingOverall(ctx context.Context, db gorm.ConnPool, id uuid.UUID) (hiring.Scorecard, error) {
	row := scorecardRow{ID: id}
	err := db.QueryRowContext(ctx, s.sql(selectOverall), id.String()).
		Scan(&row.InterviewID, &row.PanelistID, &row.Recommendation, &row.Summary, &row.StartedAt, &row.SubmittedAt, &row.SavedAt, &row.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return hiring.Scorecard{}, hiring.Missing("scorecard")
	}
	if err != nil {
		return hiring.Scorecard{}, s.translated(err, "scorecard")
	}
	return row.scorecard(), nil
}

// notSaved is the Conflict of a save that touched nothing: the scorecard is in, or another version was saved.
func notSaved(c hiring.Scorecard) error {
	if c.Submitted() {
		return alreadySubmitted()
	}
	return changedMeanwhile()
}
