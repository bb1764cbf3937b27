package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// InvitedApplication is an application with its invitation.
type InvitedApplication struct {
	hiring.Application
	Invitation hiring.Invitation
}

// CreateInvitations stores invitations that have no token yet.
func (s *Store) CreateInvitations(ctx context.Context, invitations []hiring.Invitation) error {
	rows := make([]invitationRow, len(invitations))
	for i, inv := range invitations {
		rows[i] = rowOfInvitation(inv)
	}
	return mapped(s.write(ctx).CreateInBatches(rows, chunk).Error, "invitation")
}

// unfinished starts a query over a requisition's invitations whose answers are not in.
func (s *Store) unfinished(ctx context.Context, requisition uuid.UUID) *gorm.DB {
	return s.read(ctx).Table("invitations").Joins("JOIN applications ON applications.id = invitations.application_id").
		Where("applications.requisition_id = ? AND applications.stage IN ?", requisition, []hiring.Stage{hiring.Invited, hiring.Started})
}

// UnfinishedInvitations returns a page of a requisition's invitations whose answers are not in: those that could not
// be sent first, then by when they expire.
func (s *Store) UnfinishedInvitations(ctx context.Context, requisition uuid.UUID, offset, limit int) ([]InvitedApplication, error) {
	q := s.unfinished(ctx, requisition).Select("invitations.*").
		Order("CASE WHEN invitations.send_error <> '' THEN 0 ELSE 1 END, invitations.expires_at, invitations.id").
		Offset(offset).Limit(limit)
	invitations, err := all(q, "invitation", invitationRow.invitation)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(invitations))
	for i, inv := range invitations {
		ids[i] = *inv.ApplicationID
	}
	by, err := s.applicationsByID(ctx, ids)
	out := make([]InvitedApplication, len(invitations))
	for i, inv := range invitations {
		out[i] = InvitedApplication{Application: by[*inv.ApplicationID], Invitation: inv}
	}
	return out, err
}

// CountUnfinished counts a requisition's invitations whose answers are not in.
func (s *Store) CountUnfinished(ctx context.Context, requisition uuid.UUID) (int, error) {
	var n int64
	err := s.unfinished(ctx, requisition).Count(&n).Error
	return int(n), mapped(err, "invitation")
}

// ReopenInvitation lets a revoked invitation work again until a new expiry. The links it had stay shut for good:
// their tokens are forgotten, and it needs a new one. A Conflict when it was not revoked.
func (s *Store) ReopenInvitation(ctx context.Context, i hiring.Invitation) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		res := s.invitations(ctx, i.ID).Where("revoked_at IS NOT NULL").Updates(map[string]any{
			"revoked_at": nil, "sent_at": nil, "send_error": "", "expires_at": millis(i.ExpiresAt),
		})
		if err := oneRow(res, "invitation", changedMeanwhile()); err != nil {
			return err
		}
		return mapped(s.write(ctx).Where("invitation_id = ?", i.ID).Delete(&invitationTokenRow{}).Error, "invitation")
	})
}

func (s *Store) applicationsByID(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]hiring.Application, error) {
	out := make(map[uuid.UUID]hiring.Application, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), chunk)
		found, err := all(s.applications(ctx).Where("applications.id IN ?", ids[:n]).Order("applications.id"), "application", applicationRow.application)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			out[a.ID] = a
		}
		ids = ids[n:]
	}
	return out, nil
}
