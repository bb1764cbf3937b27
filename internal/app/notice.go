package app

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// opensAfter is when a questionnaire opens of which notice is given now.
func (a *App) opensAfter(now time.Time, p hiring.Promise) time.Time {
	return hiring.OpensAfter(now.In(a.cfg.Location), p.NoticeDays).UTC()
}

// noticeGiven records that an invitation's notice has reached its person, mailed, handed over or read at the link: from
// now its days count, and the invitation is mailed when they have passed. Call it in a transaction; a second notice
// changes nothing.
func (a *App) noticeGiven(ctx context.Context, id uuid.UUID) error {
	inv, err := a.store.Invitation(ctx, id)
	if err != nil || inv.OpensAt == nil || inv.NoticeAt != nil || inv.ApplicationID == nil {
		return err
	}
	r, err := a.requisitionOf(ctx, *inv.ApplicationID)
	if err != nil {
		return err
	}
	now := a.Now()
	opens := a.opensAfter(now, r.Policy.Promise)
	expires := opens.AddDate(0, 0, r.LinkDays)
	if inv.ExpiresAt.After(expires) {
		expires = inv.ExpiresAt
	}
	first, err := a.store.GiveNotice(ctx, id, now, opens, expires)
	if err != nil || !first {
		return err
	}
	if err := a.audit(ctx, System(), "notice.given", "invitation", id, "business_days", strconv.Itoa(r.Policy.NoticeDays)); err != nil {
		return err
	}
	inv.ExpiresAt = expires
	if err := a.queueReminder(ctx, inv, r.Policy.Promise); err != nil {
		return err
	}
	m := hiring.Mail{Kind: mailInvitation, Payload: []byte(id.String()), InvitationID: &id, DueAt: opens}
	return a.post(ctx, m, id.String()+":"+opens.Format(time.RFC3339Nano))
}

// outOfNotice is a Conflict while an application's notice has not passed: the questions are not asked by word of mouth
// either.
func (a *App) outOfNotice(ctx context.Context, application uuid.UUID, now time.Time) error {
	inv, err := a.store.InvitationOfApplication(ctx, application)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil
	}
	if err == nil && inv.InNotice(now) {
		err = hiring.Clash("questionnaire.not_open")
	}
	return err
}

// queueReminder queues the one reminder of a link that expires; the one who has handed in by then gets none, nor does
// one whose link was made to work for longer: that has another.
func (a *App) queueReminder(ctx context.Context, inv hiring.Invitation, p hiring.Promise) error {
	at := inv.ExpiresAt.AddDate(0, 0, -p.RemindDays)
	if p.RemindDays == 0 || inv.ApplicationID == nil || inv.RemindedAt != nil || !at.After(a.Now()) {
		return nil
	}
	m := hiring.Mail{Kind: mailReminder, Payload: []byte(inv.ID.String()), InvitationID: &inv.ID, DueAt: at}
	return a.post(ctx, m, inv.ID.String()+":"+inv.ExpiresAt.Format(time.RFC3339Nano))
}

// extendTo lets a link work until another time, and moves its reminder.
func (a *App) extendTo(ctx context.Context, inv hiring.Invitation, until time.Time) error {
	if err := a.store.ExtendInvitation(ctx, inv.ID, until); err != nil || inv.ApplicationID == nil {
		return err
	}
	r, err := a.requisitionOf(ctx, *inv.ApplicationID)
	if err != nil {
		return err
	}
	inv.ExpiresAt = until
	return a.queueReminder(ctx, inv, r.Policy.Promise)
}

// remindable tells whether a reminder still has something to say.
func (a *App) remindable(ctx context.Context, inv hiring.Invitation) (bool, error) {
	now := a.Now()
	if inv.ApplicationID == nil || inv.RemindedAt != nil || !inv.Open(now) || inv.InNotice(now) {
		return false, nil
	}
	ap, err := a.store.Application(ctx, *inv.ApplicationID)
	if err != nil || ap.ReceivedAt != nil {
		return false, err
	}
	r, err := a.store.Requisition(ctx, ap.RequisitionID)
	due := inv.ExpiresAt.AddDate(0, 0, -r.Policy.RemindDays)
	return err == nil && r.ClosedAt == nil && r.Policy.RemindDays > 0 && !now.Before(due), err
}
