package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// CardState is how far a panelist's scorecard has come, which is all that others may know of it.
type CardState string

// The states of a scorecard.
const (
	CardNone  CardState = ""
	CardBegun CardState = "begun"
	CardIn    CardState = "in"
)

func cardState(started, submitted *int64) CardState {
	switch {
	case submitted != nil:
		return CardIn
	case started != nil:
		return CardBegun
	}
	return CardNone
}

// CardStates returns how far each panelist's scorecard of an interview has come, by panelist; those not begun are left
// out.
func (s *Store) CardStates(ctx context.Context, interview uuid.UUID) (map[uuid.UUID]CardState, error) {
	var rows []struct {
		PanelistID  uuid.UUID
		StartedAt   *int64
		SubmittedAt *int64
	}
	err := s.read(ctx).Table("scorecards").Select("panelist_id, started_at, submitted_at").
		Where("interview_id = ?", interview).Order("panelist_id").Find(&rows).Error
	out := map[uuid.UUID]CardState{}
	for _, r := range rows {
		out[r.PanelistID] = cardState(r.StartedAt, r.SubmittedAt)
	}
	return out, mapped(err, "scorecard")
}

// InterviewLine is one interview in a list.
type InterviewLine struct {
	hiring.Interview
	Candidate   string
	Requisition string
	Mine        CardState // of whose list it is; of a list of everybody's, CardNone
}

type interviewLineRow struct {
	Interview   interviewRow `gorm:"embedded"`
	Candidate   string
	Requisition string
	StartedAt   *int64
	SubmittedAt *int64
}

func (r interviewLineRow) line() InterviewLine {
	return InterviewLine{
		Interview: r.Interview.interview(), Candidate: r.Candidate, Requisition: r.Requisition, Mine: cardState(r.StartedAt, r.SubmittedAt),
	}
}

// InterviewPlace is a place in a list of interviews that runs from the latest to the earliest: those after it have an
// earlier start. The zero value is before the first.
type InterviewPlace struct {
	StartsAt time.Time
	ID       uuid.UUID
}

func (p InterviewPlace) after(q *gorm.DB) *gorm.DB {
	if p.StartsAt.IsZero() {
		return q
	}
	return q.Where("(interviews.starts_at < ? OR (interviews.starts_at = ? AND interviews.id < ?))", millis(p.StartsAt), millis(p.StartsAt), p.ID)
}

// interviewLines starts a query over interviews with the names of candidates and requisitions.
func (s *Store) interviewLines(ctx context.Context) *gorm.DB {
	return s.read(ctx).Table("interviews").
		Joins("JOIN applications ON applications.id = interviews.application_id").
		Joins("JOIN candidates ON candidates.id = applications.candidate_id").
		Joins("JOIN requisitions ON requisitions.id = interviews.requisition_id")
}

const interviewNames = "interviews.*, candidates.name AS candidate, requisitions.name AS requisition"

// interviewsOf starts a query over the interviews a user is on the panel of.
func (s *Store) interviewsOf(ctx context.Context, user uuid.UUID) *gorm.DB {
	return s.interviewLines(ctx).Select(interviewNames+", scorecards.started_at, scorecards.submitted_at").
		Joins("JOIN panelists ON panelists.interview_id = interviews.id").
		Joins("LEFT JOIN scorecards ON scorecards.panelist_id = panelists.id").
		Where("panelists.user_id = ? AND panelists.removed_at IS NULL", user)
}

// InterviewsBetween lists a user's interviews that take place and start from one moment on and before another, the
// earliest first.
func (s *Store) InterviewsBetween(ctx context.Context, user uuid.UUID, from, before time.Time, most int) ([]InterviewLine, error) {
	q := s.interviewsOf(ctx, user).Where("interviews.cancelled_at IS NULL").
		Where("interviews.starts_at >= ? AND interviews.starts_at < ?", millis(from), millis(before)).
		Order("interviews.starts_at, interviews.id").Limit(most)
	return all(q, "interview", interviewLineRow.line)
}

// ScorecardsDue lists a user's interviews that have begun and still wait for the user's scorecard, the earliest first:
// those whose time is over too, as long as a late one is still welcome.
func (s *Store) ScorecardsDue(ctx context.Context, user uuid.UUID, now time.Time, most int) ([]InterviewLine, error) {
	q := s.interviewsOf(ctx, user).Where("interviews.cancelled_at IS NULL AND scorecards.submitted_at IS NULL").
		Where("interviews.starts_at <= ? AND interviews.closes_at > ?", millis(now), millis(now.AddDate(0, 0, -hiring.GuestDays))).
		Order("interviews.starts_at, interviews.id").Limit(most)
	return all(q, "interview", interviewLineRow.line)
}

// PastInterviews lists a user's interviews that started before a moment, or were cancelled, the latest first.
func (s *Store) PastInterviews(ctx context.Context, user uuid.UUID, before time.Time, after InterviewPlace, most int) ([]InterviewLine, error) {
	q := after.after(s.interviewsOf(ctx, user)).
		Where("(interviews.starts_at < ? OR interviews.cancelled_at IS NOT NULL)", millis(before)).
		Order("interviews.starts_at DESC, interviews.id DESC").Limit(most)
	return all(q, "interview", interviewLineRow.line)
}

// InterviewsManaged lists the interviews of open requisitions, the latest first: a user's own ones, or everything.
func (s *Store) InterviewsManaged(ctx context.Context, owner uuid.UUID, everything bool, after InterviewPlace, most int) ([]InterviewLine, error) {
	q := after.after(s.interviewLines(ctx).Select(interviewNames)).
		Where("requisitions.closed_at IS NULL AND (requisitions.owner_id = ? OR 1 = ?)", owner, flag(everything)).
		Order("interviews.starts_at DESC, interviews.id DESC").Limit(most)
	return all(q, "interview", interviewLineRow.line)
}

// ApplicationNumbered returns the application with that number in a requisition.
func (s *Store) ApplicationNumbered(ctx context.Context, requisition uuid.UUID, number int) (hiring.Application, error) {
	q := s.applications(ctx).Where("applications.requisition_id = ? AND applications.number = ?", requisition, number)
	return one(q, "application", applicationRow.application)
}
