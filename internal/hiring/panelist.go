package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Panelist is one member of an interview's panel: a user, or a guest who has a personal link to this interview alone.
type Panelist struct {
	ID          uuid.UUID
	InterviewID uuid.UUID
	UserID      *uuid.UUID // nil: a guest
	Name        string
	Email       string // lower case
	Language    Language
	AddedAt     time.Time
	RemovedAt   *time.Time
	NotifiedAt  *time.Time
	SendError   string
}

// Guest tells whether the panelist has no account.
func (p Panelist) Guest() bool { return p.UserID == nil }

// Rater is who the panelist is among all who rate: the user, or the guest of that interview.
func (p Panelist) Rater() uuid.UUID {
	if p.UserID != nil {
		return *p.UserID
	}
	return p.ID
}

// Is tells whether the panelist is that user.
func (p Panelist) Is(user uuid.UUID) bool { return p.UserID != nil && *p.UserID == user }
