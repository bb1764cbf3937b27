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
	out, err := a.inviteAll(ctx, who, []hiring.Invitation{inv}, days)
	return out[0], err
}

// inviteAll is invite for many at once.
func (a *App) inviteAll(ctx context.Context, who Actor, invitations []hiring.Invitation, days int) ([]hiring.Invitation, error) {
	now := a.Now()
	for i := range invitations {
		inv := &invitations[i]
		inv.ID, inv.CreatedAt, inv.ExpiresAt = newID(), now, now.AddDate(0, 0, days)
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
		if err := a.queueInvitationMail(ctx, inv.ID, now); err != nil {
			return invitations, err
		}
	}
	return invitations, nil
}

// queueInvitationMail queues the mail of an invitation when mail is on.
func (a *App) queueInvitationMail(ctx context.Context, id uuid.UUID, now time.Time) error {
	if !a.MailOn() {
		return nil
	}
	return a.store.Enqueue(ctx, mailInvitation, mailInvitation+":"+id.String()+":"+now.Format(time.RFC3339Nano), []byte(id.String()), now)
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
		if err := a.store.ExtendInvitation(ctx, id, now.AddDate(0, 0, days)); err != nil {
			return err
		}
		if err := a.audit(ctx, who, "invitation.resent", "invitation", id); err != nil {
			return err
		}
		return a.queueInvitationMail(ctx, id, now)
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
