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

// CheckPanel names what is wrong with a panel: somebody is on it, not too many, nobody twice. Who has no account is
// known by name and address. Field is panel.
func CheckPanel(panel []Panelist) Problems {
	var ps Problems
	switch {
	case len(panel) == 0:
		ps.Add("panel", "panelist.problem.nobody")
	case len(panel) > MaxPanel:
		ps.Add("panel", "problem.too_many", "Most", MaxPanel)
	}
	seen := map[string]bool{}
	for _, p := range panel {
		if seen[p.Email] {
			ps.Add("panel", "panelist.problem.twice", "Email", p.Email)
		}
		seen[p.Email] = true
	}
	return ps
}
