package app

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// mailInvitation is the outbox job that mails one invitation; its payload is the invitation's id.
const mailInvitation = "mail.invitation"

// invite stores an invitation and, when mail is on, queues its mail; call it inside the transaction of what it
// belongs to. The invitation has no token yet: tokens are made when a link is shown or mailed.
func (a *App) invite(ctx context.Context, who Actor, inv hiring.Invitation, days int) (hiring.Invitation, error) {
	out, err := a.inviteAll(ctx, who, []hiring.Invitation{inv}, days, hiring.Promise{})
	return out[0], err
}

// inviteAll is invite for many at once. Where the round gives notice, the notice goes out first, and the days count from
// when the questionnaire opens.
func (a *App) inviteAll(ctx context.Context, who Actor, invitations []hiring.Invitation, days int, promise hiring.Promise) ([]hiring.Invitation, error) {
	now := a.Now()
	for i := range invitations {
		inv := &invitations[i]
		inv.ID, inv.CreatedAt, inv.ExpiresAt = newID(), now, now.AddDate(0, 0, days)
		if promise.NoticeDays > 0 {
			opens := a.opensAfter(now, promise)
			inv.OpensAt, inv.ExpiresAt = &opens, opens.AddDate(0, 0, days)
		}
		if id, err := uuid.Parse(who.ID); err == nil && who.Kind == "user" {
			inv.CreatedBy = &id
		}
	}
	if err := a.store.CreateInvitations(ctx, invitations); err != nil {
		return invitations, err
	}
	for _, inv := range invitations {
		if err := a.audit(ctx, who, "invitation.created", "invitation", inv.ID); err != nil {
			return invitations, err
		}
		if err := a.queueInvitationMail(ctx, inv, now); err != nil {
			return invitations, err
		}
		if err := a.queueReminder(ctx, inv, promise); err != nil {
			return invitations, err
		}
	}
	return invitations, nil
}

// queueInvitationMail queues the mail of an invitation when mail is on: its notice while the notice has not passed.
func (a *App) queueInvitationMail(ctx context.Context, inv hiring.Invitation, now time.Time) error {
	kind := mailInvitation
	if inv.InNotice(now) {
		kind = mailNotice
	}
	m := hiring.Mail{Kind: kind, Payload: []byte(inv.ID.String()), InvitationID: &inv.ID, DueAt: now}
	return a.post(ctx, m, inv.ID.String()+":"+now.Format(time.RFC3339Nano))
}

// IssueLink makes a further random token for an invitation and returns the whole address. It is the only moment at
// which the token exists outside the recipient's hands: the store keeps its hash.
func (a *App) IssueLink(ctx context.Context, who Actor, id uuid.UUID) (string, error) {
	token, hash := newToken()
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		inv, err := a.store.Invitation(ctx, id)
		if err != nil {
			return err
		}
		if inv.RevokedAt != nil {
			return hiring.Clash("error.link_revoked")
		}
		if err := a.store.AddInvitationToken(ctx, id, hash, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "invitation.link_issued", "invitation", id)
	})
	return a.cfg.BaseURL + "/q/" + token, err
}

// Resend lets an invitation's link work for some days from now, whatever it said before, and mails it again when
// mail is on.
func (a *App) Resend(ctx context.Context, who Actor, id uuid.UUID, days int) error {
	now := a.Now()
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		inv, err := a.store.Invitation(ctx, id)
		if err != nil {
			return err
		}
		from := now
		if inv.InNotice(now) && inv.OpensAt.After(now) {
			from = *inv.OpensAt
		}
		if err := a.extendTo(ctx, inv, from.AddDate(0, 0, days)); err != nil {
			return err
		}
		if err := a.audit(ctx, who, "invitation.resent", "invitation", id); err != nil {
			return err
		}
		return a.queueInvitationMail(ctx, inv, now)
	})
	a.nudge()
	return err
}

// Revoke ends an invitation: none of its links opens anything any more.
func (a *App) Revoke(ctx context.Context, who Actor, id uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.RevokeInvitation(ctx, id, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "invitation.revoked", "invitation", id)
	})
}
