package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Interview is a conversation with one candidate by the guide of the requisition, held by a panel.
type Interview struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	RequisitionID uuid.UUID
	StartsAt      time.Time
	Minutes       int
	TimeZone      string // IANA name: Europe/Istanbul
	Place         string
	Video         string // https address of a video call, or ""
	Language      Language
	ClosesAt      time.Time // when the window for scorecards closes
	CancelledAt   *time.Time
	CancelReason  string
	Sequence      int // of its calendar entry: counts changes of time, place or state
	CreatedBy     uuid.UUID
	CreatedAt     time.Time
	Version       int
}

// Limits of an interview.
const (
	MinInterviewMinutes = 10
	MaxInterviewMinutes = 480
	MaxPlace            = 300
	MaxPanel            = 12
	// ScorecardDays is how long after its start an interview's scorecards are waited for.
	ScorecardDays = 3
)

// Cancelled tells whether the interview does not take place.
func (i Interview) Cancelled() bool { return i.CancelledAt != nil }

// EndsAt is when the interview ends by its plan.
func (i Interview) EndsAt() time.Time { return i.StartsAt.Add(time.Duration(i.Minutes) * time.Minute) }

// WindowClosed tells whether scorecards are no longer waited for: what is not in by then does not hold up the others.
func (i Interview) WindowClosed(now time.Time) bool { return !now.Before(i.ClosesAt) }
