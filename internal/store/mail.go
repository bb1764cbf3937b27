package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type mailRow struct {
	ID            uuid.UUID
	Job           string
	Kind          string
	Payload       string
	InvitationID  *uuid.UUID
	ApplicationID *uuid.UUID
	PanelistID    *uuid.UUID
	UserID        *uuid.UUID
	CreatedAt     int64
	DueAt         int64
	SentAt        *int64
	BouncedAt     *int64
	ResentAt      *int64
	Error         string
}

// TableName implements gorm's schema.Tabler.
func (mailRow) TableName() string { return "mails" }

func (r mailRow) mail() hiring.Mail {
	return hiring.Mail{
		ID: r.ID, Job: r.Job, Kind: r.Kind, Payload: []byte(r.Payload), InvitationID: r.InvitationID, ApplicationID: r.ApplicationID,
		PanelistID: r.PanelistID, UserID: r.UserID, CreatedAt: moment(r.CreatedAt), DueAt: moment(r.DueAt), SentAt: momentOrNil(r.SentAt),
		BouncedAt: momentOrNil(r.BouncedAt), ResentAt: momentOrNil(r.ResentAt), Error: r.Error,
	}
}

// PostMail puts the job that sends a mail into the outbox, and the mail on the list. A job that is there already is left
// alone, and its mail with it.
func (s *Store) PostMail(ctx context.Context, m hiring.Mail) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.Enqueue(ctx, m.Kind, m.Job, m.Payload, m.DueAt); err != nil {
			return err
		}
		row := mailRow{
			ID: m.ID, Job: m.Job, Kind: m.Kind, Payload: string(m.Payload), InvitationID: m.InvitationID, ApplicationID: m.ApplicationID,
			PanelistID: m.PanelistID, UserID: m.UserID, CreatedAt: millis(m.CreatedAt), DueAt: millis(m.DueAt),
		}
		once := clause.OnConflict{Columns: []clause.Column{{Name: "job"}}, DoNothing: true}
		return mapped(s.write(ctx).Clauses(once).Create(&row).Error, "mail")
	})
}

// MarkMail records how an attempt to send the mail of a job ended: sent, refused for good, or failed with what the
// server said. A job of a mail that is not on the list changes nothing.
func (s *Store) MarkMail(ctx context.Context, job string, sent, bounced bool, said string, at time.Time) error {
	set := map[string]any{"error": shortened(said)}
	switch {
	case sent:
		set["sent_at"], set["error"] = millis(at), ""
	case bounced:
		set["bounced_at"] = millis(at)
	}
	return mapped(s.write(ctx).Table("mails").Where("job = ?", job).Updates(set).Error, "mail")
}

// MarkMailResent records that a mail was sent anew; it happens once, and is a Conflict otherwise.
func (s *Store) MarkMailResent(ctx context.Context, id uuid.UUID, at time.Time) error {
	res := s.write(ctx).Table("mails").Where("id = ? AND resent_at IS NULL", id).Update("resent_at", millis(at))
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "mail")
	}
	return s.existsElse(ctx, mailRow{}, id, changedMeanwhile())
}

// Mail returns the mail with that id.
func (s *Store) Mail(ctx context.Context, id uuid.UUID) (hiring.Mail, error) {
	return one(s.read(ctx).Where("id = ?", id), "mail", mailRow.mail)
}

// MailLine is a mail with what became of it and whom it goes to; the name is "" once that person is erased.
type MailLine struct {
	hiring.Mail
	State hiring.MailState
	Name  string
}

// mailFailed is what somebody has to look at: refused or given up, and not sent anew since.
const mailFailed = "m.sent_at IS NULL AND m.resent_at IS NULL AND (m.bounced_at IS NOT NULL OR o.dead_at IS NOT NULL)"

const fromMails = ` FROM mails m LEFT JOIN outbox o ON o.dedupe = m.job
LEFT JOIN invitations i ON i.id = m.invitation_id
LEFT JOIN applications a ON a.id = COALESCE(m.application_id, i.application_id)
LEFT JOIN candidates c ON c.id = a.candidate_id AND c.erased_at IS NULL
LEFT JOIN incumbents n ON n.id = i.incumbent_id AND n.erased_at IS NULL
LEFT JOIN panelists p ON p.id = m.panelist_id
LEFT JOIN users u ON u.id = m.user_id`

// Mails lists mails, the newest first, those that failed alone if asked for, from an offset.
func (s *Store) Mails(ctx context.Context, failed bool, offset, limit int) ([]MailLine, error) {
	where := ""
	if failed {
		where = " WHERE " + mailFailed
	}
	type row struct {
		Row mailRow `gorm:"embedded"`

		DoneAt, DeadAt *int64
		Name           string
	}
	var rows []row
	err := s.read(ctx).Raw("SELECT m.*, o.done_at, o.dead_at, COALESCE(c.name, n.name, p.name, u.name, '') AS name"+fromMails+where+
		" ORDER BY m.created_at DESC, m.id DESC LIMIT ? OFFSET ?", limit, offset).Scan(&rows).Error
	out := make([]MailLine, len(rows))
	for i, r := range rows {
		m := r.Row.mail()
		out[i] = MailLine{Mail: m, State: m.State(r.DoneAt != nil, r.DeadAt != nil), Name: r.Name}
	}
	return out, mapped(err, "mail")
}

// CountFailedMails counts the mails somebody has to look at.
func (s *Store) CountFailedMails(ctx context.Context) (int, error) {
	var n int
	err := s.read(ctx).Raw("SELECT COUNT(*) FROM mails m LEFT JOIN outbox o ON o.dedupe = m.job WHERE " + mailFailed).Scan(&n).Error
	return n, mapped(err, "mail")
}

// GiveNotice records that an invitation's notice went out, from when its questionnaire is open and until when: once.
// It tells whether this was the first.
func (s *Store) GiveNotice(ctx context.Context, id uuid.UUID, at, opens, expires time.Time) (bool, error) {
	res := s.invitations(ctx, id).Where("opens_at IS NOT NULL AND notice_at IS NULL").Updates(map[string]any{
		"notice_at": millis(at), "opens_at": millis(opens), "expires_at": millis(expires),
	})
	return res.RowsAffected > 0, mapped(res.Error, "invitation")
}

// MarkReminded records that somebody was reminded; it keeps its first value.
func (s *Store) MarkReminded(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.markFirst(ctx, id, "reminded_at", at)
}
