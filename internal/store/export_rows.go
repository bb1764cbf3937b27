package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// ExportedInvitation is an application's link, without what opens it.
type ExportedInvitation struct {
	hiring.Invitation
	Application uuid.UUID
}

// ExportedInvitations returns the invitations of applications, by application.
func (s *Store) ExportedInvitations(ctx context.Context, applications []uuid.UUID) ([]ExportedInvitation, error) {
	q := s.read(ctx).Where("application_id IN ?", applications).Order("application_id, created_at, id")
	return all(q, "invitation", func(r invitationRow) ExportedInvitation {
		return ExportedInvitation{Invitation: r.invitation(), Application: *r.ApplicationID}
	})
}

// ExportedAttempt is an attempt that was handed in. Nobody reads answers before.
type ExportedAttempt struct {
	hiring.Attempt
	Application uuid.UUID
	Answers     map[uuid.UUID]hiring.Answer
	Waived      map[uuid.UUID]bool // questions an accommodation left out
}

// ExportedAttempts returns the attempts of applications that were handed in, with their answers, by application.
func (s *Store) ExportedAttempts(ctx context.Context, applications []uuid.UUID) ([]ExportedAttempt, error) {
	q := s.read(ctx).Where("application_id IN ? AND submitted_at IS NOT NULL", applications).Order("application_id, submitted_at, id")
	out, err := all(q, "attempt", func(r attemptRow) ExportedAttempt {
		return ExportedAttempt{Attempt: r.attempt(), Application: *r.ApplicationID, Answers: map[uuid.UUID]hiring.Answer{}}
	})
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(out))
	for i, x := range out {
		ids[i] = x.ID
	}
	answers, err := s.AnswersOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	waived, err := s.waivedFor(ctx, applications)
	for i, x := range out {
		for _, a := range answers[x.ID] {
			x.Answers[a.QuestionVersionID] = a
		}
		out[i].Waived = waived[x.Application]
	}
	return out, err
}

// waivedFor returns the questions that accommodations left out, by application.
func (s *Store) waivedFor(ctx context.Context, applications []uuid.UUID) (map[uuid.UUID]map[uuid.UUID]bool, error) {
	var rows []struct{ ApplicationID, QuestionVersionID uuid.UUID }
	err := s.read(ctx).Table("waivers").Select("application_id, question_version_id").Where("application_id IN ?", applications).
		Order("application_id, question_version_id").Scan(&rows).Error
	out := map[uuid.UUID]map[uuid.UUID]bool{}
	for _, r := range rows {
		if out[r.ApplicationID] == nil {
			out[r.ApplicationID] = map[uuid.UUID]bool{}
		}
		out[r.ApplicationID][r.QuestionVersionID] = true
	}
	return out, mapped(err, "waiver")
}

// ExportedScore is a stored score with what it was made of.
type ExportedScore struct {
	hiring.StoredScore
	Mode    hiring.AnswerMode
	Version int // of the benchmark
}

// ExportedScores returns every score of applications, by application and the oldest first.
func (s *Store) ExportedScores(ctx context.Context, applications []uuid.UUID) ([]ExportedScore, error) {
	type row struct {
		Score  scoreRow `gorm:"embedded"`
		Mode   hiring.AnswerMode
		Number int
	}
	q := s.read(ctx).Table("scores AS s").Select("s.*, t.mode, v.number").
		Joins("JOIN attempts t ON t.id = s.attempt_id").Joins("JOIN benchmark_versions v ON v.id = s.benchmark_version_id").
		Where("s.application_id IN ?", applications).Order("s.application_id, s.created_at, s.id")
	return all(q, "score", func(r row) ExportedScore {
		return ExportedScore{StoredScore: r.Score.score(), Mode: r.Mode, Version: r.Number}
	})
}

// ExportedRatings returns the ratings of applications, by application and in the order in which they were sent.
func (s *Store) ExportedRatings(ctx context.Context, applications []uuid.UUID) ([]hiring.Rating, error) {
	q := s.read(ctx).Where("application_id IN ?", applications).Order("application_id, created_at, id")
	return all(q, "rating", ratingRow.rating)
}

// ExportedDecisions returns the decisions about applications, by application and the oldest first.
func (s *Store) ExportedDecisions(ctx context.Context, applications []uuid.UUID) ([]hiring.Decision, error) {
	q := s.read(ctx).Where("application_id IN ?", applications).Order("application_id, decided_at, id")
	return all(q, "decision", decisionRow.decision)
}

// ExportedInterview is an interview with how many sit on its panel and how many of them handed in.
type ExportedInterview struct {
	hiring.Interview
	Panelists, HandedIn int
}

// ExportedInterviews returns the interviews of applications, by application and the earliest first.
func (s *Store) ExportedInterviews(ctx context.Context, applications []uuid.UUID) ([]ExportedInterview, error) {
	type row struct {
		Interview           interviewRow `gorm:"embedded"`
		Panelists, HandedIn int
	}
	q := s.read(ctx).Table("interviews AS i").Select(`i.*,
(SELECT COUNT(*) FROM panelists p WHERE p.interview_id = i.id AND p.removed_at IS NULL) AS panelists,
(SELECT COUNT(*) FROM scorecards c WHERE c.interview_id = i.id AND c.submitted_at IS NOT NULL) AS handed_in`).
		Where("i.application_id IN ?", applications).Order("i.application_id, i.starts_at, i.id")
	return all(q, "interview", func(r row) ExportedInterview {
		return ExportedInterview{Interview: r.Interview.interview(), Panelists: r.Panelists, HandedIn: r.HandedIn}
	})
}

// ExportedScorecard is a scorecard that is in, with whose it is and what the debrief made of it.
type ExportedScorecard struct {
	hiring.Scorecard
	Application uuid.UUID
	Panelist    string
	Guest       bool
	ClosesAt    time.Time
	Revisions   []hiring.ScorecardRevision
}

// ExportedScorecards returns the scorecards of applications that are in, by application and the first handed in first.
func (s *Store) ExportedScorecards(ctx context.Context, applications []uuid.UUID) ([]ExportedScorecard, error) {
	type row struct {
		Card          scorecardRow `gorm:"embedded"`
		ApplicationID uuid.UUID
		Name          string
		UserID        *uuid.UUID
		ClosesAt      int64
	}
	q := s.read(ctx).Table("scorecards AS c").Select("c.*, i.application_id, i.closes_at, p.name, p.user_id").
		Joins("JOIN interviews i ON i.id = c.interview_id").Joins("JOIN panelists p ON p.id = c.panelist_id").
		Where("i.application_id IN ? AND c.submitted_at IS NOT NULL", applications).
		Order("i.application_id, c.submitted_at, c.id")
	out, err := all(q, "scorecard", func(r row) ExportedScorecard {
		return ExportedScorecard{
			Scorecard: r.Card.scorecard(), Application: r.ApplicationID, Panelist: r.Name, Guest: r.UserID == nil, ClosesAt: moment(r.ClosesAt),
		}
	})
	if err != nil {
		return nil, err
	}
	return out, s.addExportedLines(ctx, out)
}

// addExportedLines fills in the lines of scorecards, and what was changed in the debrief.
func (s *Store) addExportedLines(ctx context.Context, out []ExportedScorecard) error {
	cards, ids := make([]hiring.Scorecard, len(out)), make([]uuid.UUID, len(out))
	for i, c := range out {
		cards[i], ids[i] = c.Scorecard, c.ID
	}
	if err := s.addLines(ctx, cards); err != nil {
		return err
	}
	q := s.read(ctx).Where("scorecard_id IN ?", ids).Order("scorecard_id, created_at, id")
	revisions, err := all(q, "scorecard", scorecardRevisionRow.revision)
	for i := range out {
		out[i].Scorecard = cards[i]
		for _, r := range revisions {
			if r.ScorecardID == out[i].ID {
				out[i].Revisions = append(out[i].Revisions, r)
			}
		}
	}
	return err
}
