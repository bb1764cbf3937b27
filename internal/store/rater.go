package store

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// mayKnow leaves out the applications to whose ratings somebody is still blind: their own ratings are not in, or their
// scorecard of an interview is awaited. Whether own ratings have a say is own's, which is @own: 0 or 1.
const mayKnow = ` AND (@own = 0 OR ` + ownIn + `)
AND NOT EXISTS (SELECT 1 FROM panelists w JOIN interviews wi ON wi.id = w.interview_id
  WHERE w.user_id = @user AND w.removed_at IS NULL AND wi.cancelled_at IS NULL AND wi.application_id = a.id
  AND NOT EXISTS (SELECT 1 FROM scorecards wc WHERE wc.panelist_id = w.id AND wc.submitted_at IS NOT NULL))`

// givenAnswers are the levels given for written answers, of the newest application first. Only applications with
// raters are looked at: their number is kept with the ratings.
const givenAnswers = `SELECT a.id, a.number, r.question_version_id, q.value_id, r.rater_id, r.level, '' AS body, r.created_at
FROM applications a JOIN ratings r ON r.application_id = a.id
JOIN question_versions v ON v.id = r.question_version_id JOIN questions q ON q.id = v.question_id
WHERE a.requisition_id = @requisition AND a.raters > 0` + mayKnow + `
ORDER BY a.number DESC, r.question_version_id, r.rater_id LIMIT @limit`

// givenInterviews are the levels of submitted scorecards, of the newest interview first: as they were before the
// debrief, whose changes stand beside them.
const givenInterviews = `SELECT a.id, a.number, l.subject_id, q.value_id, COALESCE(p.user_id, p.id), 0, l.body, s.submitted_at
FROM interviews i JOIN applications a ON a.id = i.application_id
JOIN scorecards s ON s.interview_id = i.id AND s.submitted_at IS NOT NULL
JOIN panelists p ON p.id = s.panelist_id
JOIN scorecard_lines l ON l.scorecard_id = s.id AND l.subject = 'question'
JOIN question_versions v ON v.id = l.subject_id JOIN questions q ON q.id = v.question_id
WHERE i.requisition_id = @requisition` + mayKnow + `
ORDER BY i.starts_at DESC, i.id, s.submitted_at, s.id, l.subject_id LIMIT @limit`

// EachGivenLevel hands out the levels given in a requisition that a user may know of, one at a time, the newest
// candidates' first, at most limit. sees is when scores are shown to the user: always, once their own ratings of a
// candidate are in, or never. A question that an interviewer did not rate comes with level 0.
func (s *Store) EachGivenLevel(ctx context.Context, requisition uuid.UUID, of hiring.RatingSource, user uuid.UUID, sees hiring.Leave, limit int, each func(hiring.GivenLevel) error) error {
	if sees != hiring.Always && sees != hiring.AfterOwn {
		return nil
	}
	query := givenAnswers
	if of == hiring.RatedInterviews {
		query = givenInterviews
	}
	rows, err := s.read(ctx).Raw(query, map[string]any{
		"requisition": requisition, "user": user, "own": flag(sees == hiring.AfterOwn), "limit": limit,
	}).Rows()
	if err != nil {
		return mapped(err, "rating")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var g hiring.GivenLevel
		var body string
		var at int64
		if err := rows.Scan(&g.ApplicationID, &g.Number, &g.QuestionVersionID, &g.ValueID, &g.RaterID, &g.Level, &body, &at); err != nil {
			return mapped(err, "rating")
		}
		if g.At = moment(at); body != "" {
			if g.Level, err = levelOf(body); err != nil {
				return mapped(err, "scorecard")
			}
		}
		if err := each(g); err != nil {
			return err
		}
	}
	return mapped(rows.Err(), "rating")
}

// CountRatingsBy counts the ratings that one person has handed in for answers of a requisition.
func (s *Store) CountRatingsBy(ctx context.Context, requisition, rater uuid.UUID) (int, error) {
	var n int
	err := s.read(ctx).Raw(`SELECT COUNT(*) FROM applications a JOIN ratings r ON r.application_id = a.id
WHERE a.requisition_id = ? AND a.raters > 0 AND r.rater_id = ?`, requisition, rater).Row().Scan(&n)
	return n, mapped(err, "rating")
}

// levelOf reads the level of a scorecard's line, without what was written; 0 where it was not rated.
func levelOf(body string) (int, error) {
	var line struct {
		Level    int  `json:"level"`
		NotRated bool `json:"not_rated"`
	}
	err := json.Unmarshal([]byte(body), &line)
	if line.NotRated {
		return 0, err
	}
	return line.Level, err
}

// anyGiven asks whether levels were given in a requisition, by where.
const (
	anyGivenAnswers = `SELECT COUNT(*) FROM (SELECT 1 FROM applications a JOIN ratings r ON r.application_id = a.id
WHERE a.requisition_id = ? AND a.raters > 0 LIMIT 1) x`
	anyGivenInterviews = `SELECT COUNT(*) FROM (SELECT 1 FROM interviews i JOIN scorecards s ON s.interview_id = i.id
WHERE i.requisition_id = ? AND s.submitted_at IS NOT NULL LIMIT 1) x`
)

// HasGivenLevels tells whether levels were given in a requisition: to written answers, or in interviews.
func (s *Store) HasGivenLevels(ctx context.Context, requisition uuid.UUID, of hiring.RatingSource) (bool, error) {
	query := anyGivenAnswers
	if of == hiring.RatedInterviews {
		query = anyGivenInterviews
	}
	var n int
	err := s.read(ctx).Raw(query, requisition).Row().Scan(&n)
	return n > 0, mapped(err, "rating")
}

// RaterNames returns the names of raters: users, and guests of interviews.
func (s *Store) RaterNames(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	out := map[uuid.UUID]string{}
	for from := 0; from < len(ids); from += chunk {
		some := ids[from:min(len(ids), from+chunk)]
		for _, table := range []string{"users", "panelists"} {
			var rows []struct {
				ID   uuid.UUID
				Name string
			}
			if err := s.read(ctx).Table(table).Select("id, name").Where("id IN ?", some).Order("id").Scan(&rows).Error; err != nil {
				return nil, mapped(err, "rater")
			}
			for _, r := range rows {
				out[r.ID] = r.Name
			}
		}
	}
	return out, nil
}

// SitsOnPanel tells whether a user is, or was until it was cancelled, on the panel of an interview of a requisition.
func (s *Store) SitsOnPanel(ctx context.Context, requisition, user uuid.UUID) (bool, error) {
	var n int
	err := s.read(ctx).Raw(`SELECT COUNT(*) FROM (SELECT 1 FROM panelists p JOIN interviews i ON i.id = p.interview_id
WHERE p.user_id = ? AND p.removed_at IS NULL AND i.requisition_id = ? LIMIT 1) x`, user, requisition).Row().Scan(&n)
	return n > 0, mapped(err, "panelist")
}
