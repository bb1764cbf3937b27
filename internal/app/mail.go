package app

import (
	"context"
	"regexp"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/mail"
	"touchstone/internal/store"
)

// post queues a mail when mail is on, and puts it on the list of mails. once names it: a second mail of the same kind
// and name is left out.
func (a *App) post(ctx context.Context, m hiring.Mail, once string) error {
	if !a.MailOn() {
		return nil
	}
	m.ID, m.CreatedAt, m.Job = newID(), a.Now(), m.Kind+":"+once
	return a.store.PostMail(ctx, m)
}

// jobKey finds, in the context of a job, what names its work.
type jobKey struct{}

// withJob lets what a job does know which it is, so that what becomes of a mail stands in one place whoever wrote it.
func withJob(ctx context.Context, job store.Job) context.Context {
	return context.WithValue(ctx, jobKey{}, job.Dedupe)
}

// deliver hands a message to the mail server and records how that ended. Every mail goes out here.
func (a *App) deliver(ctx context.Context, msg mail.Message) error {
	cause := a.cfg.Mail.Send(ctx, msg)
	job, _ := ctx.Value(jobKey{}).(string)
	said := ""
	if cause != nil {
		said = withoutAddresses(sendFailure(cause))
	}
	if err := a.store.MarkMail(ctx, job, cause == nil, mail.Refused(cause), said, a.Now()); err != nil {
		a.log.Error("mail not marked", "error", err)
	}
	return cause
}

// address is what an e-mail address looks like in what a mail server says.
var address = regexp.MustCompile(`[^\s<>@]+@[^\s<>@]+`)

func withoutAddresses(s string) string { return address.ReplaceAllString(s, "…@…") }

// ResendMail sends a mail anew, as it would be written now. An invitation's link then works for as long as a new one
// would.
func (a *App) ResendMail(ctx context.Context, who Actor, id uuid.UUID) error {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		m, err := a.store.Mail(ctx, id)
		if err != nil {
			return err
		}
		if !a.MailOn() {
			return hiring.Clash("mail.off")
		}
		if err := a.store.MarkMailResent(ctx, id, a.Now()); err != nil {
			return err
		}
		if err := a.audit(ctx, who, "mail.resent", "mail", id, "kind", m.Kind); err != nil {
			return err
		}
		if m.Kind == mailInvitation || m.Kind == mailNotice {
			return a.resendInvitation(ctx, who, *m.InvitationID)
		}
		again := m
		again.DueAt, again.SentAt, again.BouncedAt = a.Now(), nil, nil
		return a.post(ctx, again, "again:"+id.String())
	})
	a.nudge()
	return err
}

func (a *App) resendInvitation(ctx context.Context, who Actor, id uuid.UUID) error {
	inv, err := a.store.Invitation(ctx, id)
	if err != nil {
		return err
	}
	days, err := a.linkDays(ctx, inv)
	if err != nil {
		return err
	}
	return a.Resend(ctx, who, id, days)
}

// linkDays is for how many days an invitation's link works.
func (a *App) linkDays(ctx context.Context, inv hiring.Invitation) (int, error) {
	if inv.ApplicationID == nil {
		i, err := a.store.Incumbent(ctx, *inv.IncumbentID)
		if err != nil {
			return 0, err
		}
		b, err := a.store.Benchmark(ctx, i.BenchmarkID)
		return b.LinkDays, err
	}
	r, err := a.requisitionOf(ctx, *inv.ApplicationID)
	return r.LinkDays, err
}

// requisitionOf returns the requisition of an application.
func (a *App) requisitionOf(ctx context.Context, application uuid.UUID) (hiring.Requisition, error) {
	ap, err := a.store.Application(ctx, application)
	if err != nil {
		return hiring.Requisition{}, err
	}
	return a.store.Requisition(ctx, ap.RequisitionID)
}
