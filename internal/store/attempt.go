package store

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type attemptRow struct {
	ID            uuid.UUID
	IncumbentID   *uuid.UUID
	ApplicationID *uuid.UUID
	Mode          hiring.AnswerMode
	Language      hiring.Language
	StartedAt     int64
	ConsentAt     *int64
	Credit        int
	SubmittedAt   *int64
	Receipt       string
	TypedBy       *uuid.UUID
}

// TableName implements gorm's schema.Tabler.
func (attemptRow) TableName() string { return "attempts" }

func rowOfAttempt(a hiring.Attempt) attemptRow {
	return attemptRow{
		ID: a.ID, IncumbentID: a.IncumbentID, ApplicationID: a.ApplicationID, Mode: a.Mode, Language: a.Language,
		StartedAt: millis(a.StartedAt), ConsentAt: millisOrNil(a.ConsentAt), Credit: flag(a.Credit),
		SubmittedAt: millisOrNil(a.SubmittedAt), Receipt: a.Receipt, TypedBy: a.TypedBy,
	}
}

func (r attemptRow) attempt() hiring.Attempt {
	return hiring.Attempt{
		ID: r.ID, IncumbentID: r.IncumbentID, ApplicationID: r.ApplicationID, Mode: r.Mode, Language: r.Language,
		StartedAt: moment(r.StartedAt), ConsentAt: momentOrNil(r.ConsentAt), Credit: r.Credit != 0,
		SubmittedAt: momentOrNil(r.SubmittedAt), Receipt: r.Receipt, TypedBy: r.TypedBy,
	}
}

// StartAttempt stores an attempt, unless the incumbent, or the application in that mode, has one: then that one is
// returned as it stands, so that opening a link twice starts once.
func (s *Store) StartAttempt(ctx context.Context, a hiring.Attempt) (hiring.Attempt, error) {
	row := rowOfAttempt(a)
	err := s.Tx(ctx, func(ctx context.Context) error {
		err := s.write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
		if err != nil {
			return mapped(err, "attempt")
		}
		if a.IncumbentID != nil {
			a, err = s.AttemptOfIncumbent(ctx, *a.IncumbentID)
		} else {
			a, err = s.AttemptOfApplication(ctx, *a.ApplicationID, a.Mode)
		}
		return err
	})
	return a, err
}

// Attempt returns the attempt with that id.
func (s *Store) Attempt(ctx context.Context, id uuid.UUID) (hiring.Attempt, error) {
	return one(s.read(ctx).Where("id = ?", id), "attempt", attemptRow.attempt)
}

// AttemptOfIncumbent returns an incumbent's attempt.
func (s *Store) AttemptOfIncumbent(ctx context.Context, incumbent uuid.UUID) (hiring.Attempt, error) {
	return one(s.read(ctx).Where("incumbent_id = ?", incumbent), "attempt", attemptRow.attempt)
}

// AttemptOfApplication returns an application's attempt in one mode; modes are never mixed.
func (s *Store) AttemptOfApplication(ctx context.Context, application uuid.UUID, mode hiring.AnswerMode) (hiring.Attempt, error) {
	return one(s.read(ctx).Where("application_id = ? AND mode = ?", application, mode), "attempt", attemptRow.attempt)
}

// AttemptsOfApplication returns an application's attempts in all modes, in the order in which they were started.
func (s *Store) AttemptsOfApplication(ctx context.Context, application uuid.UUID) ([]hiring.Attempt, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("started_at, id")
	return all(q, "attempt", attemptRow.attempt)
}

// AttemptsOfIncumbents returns the attempts of those incumbents, by incumbent; who has not begun is left out.
func (s *Store) AttemptsOfIncumbents(ctx context.Context, incumbents []uuid.UUID) (map[uuid.UUID]hiring.Attempt, error) {
	by := make(map[uuid.UUID]hiring.Attempt, len(incumbents))
	for ids := range slices.Chunk(incumbents, chunk) {
		found, err := all(s.read(ctx).Where("incumbent_id IN ?", ids).Order("id"), "attempt", attemptRow.attempt)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			by[*a.IncumbentID] = a
		}
	}
	return by, nil
}

// SetAttemptLanguage changes the language somebody answers in; a Conflict once submitted.
func (s *Store) SetAttemptLanguage(ctx context.Context, id uuid.UUID, l hiring.Language) error {
	return s.setUnsubmitted(ctx, id, map[string]any{"language": l})
}

// SetAttemptConsent records when somebody agreed to their answers being used; a Conflict once submitted.
func (s *Store) SetAttemptConsent(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.setUnsubmitted(ctx, id, map[string]any{"consent_at": millis(at)})
}

// SetAttemptCredit records whether an incumbent agrees to be named; a Conflict once submitted.
func (s *Store) SetAttemptCredit(ctx context.Context, id uuid.UUID, credit bool) error {
	return s.setUnsubmitted(ctx, id, map[string]any{"credit": flag(credit)})
}

// SubmitAttempt hands the answers in, once: a second time is a Conflict, and the first receipt stands.
func (s *Store) SubmitAttempt(ctx context.Context, id uuid.UUID, at time.Time, receipt string) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		err := s.setUnsubmitted(ctx, id, map[string]any{"submitted_at": millis(at), "receipt": receipt})
		if err != nil {
			return err
		}
		// A statement of its own: the one above may have waited for a save, whose answer only a later one sees.
		return mapped(s.write(ctx).Exec(keepAnswered, id).Error, "attempt")
	})
}

// keepAnswered keeps with a candidate's attempt by link which questions were answered, for the report, which would
// have to read all answers else.
const keepAnswered = `UPDATE attempts SET answered = COALESCE((
	SELECT string_agg(CASE WHEN ` + answeredBody + ` THEN '1' ELSE '0' END, '' ORDER BY x.position)
	FROM applications a JOIN requisition_questions x ON x.requisition_id = a.requisition_id
	JOIN question_versions v ON v.id = x.question_version_id
	LEFT JOIN answers n ON n.attempt_id = attempts.id AND n.question_version_id = x.question_version_id
	WHERE a.id = attempts.application_id), '')
WHERE id = ? AND mode = 'link' AND application_id IS NOT NULL`

func (s *Store) setUnsubmitted(ctx context.Context, id uuid.UUID, set map[string]any) error {
	res := s.write(ctx).Table(attemptRow{}.TableName()).Where("id = ? AND submitted_at IS NULL", id).Updates(set)
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "attempt")
	}
	return s.existsElse(ctx, attemptRow{}, id, alreadySubmitted())
}
