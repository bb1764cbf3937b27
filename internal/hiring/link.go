package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Link is what a token opens: an invitation, whose it is, and how far that person has come. It holds what a
// respondent may know of the round they are in, and nothing about others.
type Link struct {
	Invitation
	BenchmarkID   *uuid.UUID // of an incumbent
	RequisitionID *uuid.UUID // of an application
	Requisition   string     // its name, as candidates see it
	Position      string
	Policy        Policy
	ClosedAt      *time.Time // of the requisition
	DecideBy      *time.Time // of the requisition: when it means to decide
	IssuedAt      time.Time  // when this link, of the invitation's, was made
	Wanted        []Language // the languages the round is held in
	Language      Language   // the person's own, as far as known
	Attempt       *Attempt   // nil until started
}

// LinkState is how far a link has come.
type LinkState int

// The states of a link. A revoked one is Closed to whoever holds it, just as one that never existed.
const (
	LinkClosed LinkState = iota
	LinkExpired
	LinkUnused
	LinkStarted
	LinkSubmitted
	LinkNotice // the questionnaire opens later
)

// State says what the holder of a link may do: a submitted one shows its receipt for ever, an expired one (or one of
// a closed requisition) takes no more answers, one whose notice has not passed says from when it opens, and a revoked
// one opens nothing at all.
func (l Link) State(now time.Time) LinkState {
	switch {
	case l.RevokedAt != nil:
		return LinkClosed
	case l.Attempt != nil && l.Attempt.SubmittedAt != nil:
		return LinkSubmitted
	case !l.Open(now) || l.ClosedAt != nil:
		return LinkExpired
	case l.Attempt == nil && l.InNotice(now):
		return LinkNotice
	case l.Attempt != nil:
		return LinkStarted
	default:
		return LinkUnused
	}
}
