package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Mail is one mail the program was asked to send, by ids: whom it goes to is looked up when it is sent or listed.
type Mail struct {
	ID            uuid.UUID
	Job           string // the outbox job that sends it
	Kind          string
	Payload       []byte // what the job carries, so that it can be sent again
	InvitationID  *uuid.UUID
	ApplicationID *uuid.UUID
	PanelistID    *uuid.UUID
	UserID        *uuid.UUID
	CreatedAt     time.Time
	DueAt         time.Time
	SentAt        *time.Time
	BouncedAt     *time.Time // the mail server refused the address for good
	ResentAt      *time.Time
	Error         string // what the mail server said last, without addresses
}

// MailState is what became of a mail.
type MailState string

// The states. Moot: there was nothing to say any more when its turn came.
const (
	MailWaiting MailState = "waiting"
	MailRetried MailState = "retried" // it failed and is tried again
	MailSent    MailState = "sent"
	MailFailed  MailState = "failed"
	MailBounced MailState = "bounced"
	MailMoot    MailState = "moot"
)

// State is what became of a mail, given whether its job is done or was given up.
func (m Mail) State(done, dead bool) MailState {
	switch {
	case m.SentAt != nil:
		return MailSent
	case m.BouncedAt != nil:
		return MailBounced
	case dead:
		return MailFailed
	case done:
		return MailMoot
	case m.Error != "":
		return MailRetried
	}
	return MailWaiting
}
