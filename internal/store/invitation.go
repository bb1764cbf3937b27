package store

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type invitationRow struct {
	ID            uuid.UUID
	IncumbentID   *uuid.UUID
	ApplicationID *uuid.UUID
	CreatedBy     *uuid.UUID
	CreatedAt     int64
	ExpiresAt     int64
	SentAt        *int64
	SendError     string
	OpenedAt      *int64
	RevokedAt     *int64
	NoticeAt      *int64
	OpensAt       *int64
	RemindedAt    *int64

	ExperienceGiven int
}

// TableName implements gorm's schema.Tabler.
func (invitationRow) TableName() string { return "invitations" }

type invitationTokenRow struct {
	TokenHash    string
	InvitationID uuid.UUID
	CreatedAt    int64
}

// TableName implements gorm's schema.Tabler.
func (invitationTokenRow) TableName() string { return "invitation_tokens" }

func rowOfInvitation(i hiring.Invitation) invitationRow {
	return invitationRow{
		ID: i.ID, IncumbentID: i.IncumbentID, ApplicationID: i.ApplicationID, CreatedBy: i.CreatedBy,
		CreatedAt: millis(i.CreatedAt), ExpiresAt: millis(i.ExpiresAt), SentAt: millisOrNil(i.SentAt),
		SendError: i.SendError, OpenedAt: millisOrNil(i.OpenedAt), RevokedAt: millisOrNil(i.RevokedAt),
		NoticeAt: millisOrNil(i.NoticeAt), OpensAt: millisOrNil(i.OpensAt), RemindedAt: millisOrNil(i.RemindedAt),
		ExperienceGiven: flag(i.ExperienceGiven),
	}
}

func (r invitationRow) invitation() hiring.Invitation {
	return hiring.Invitation{
		ID: r.ID, IncumbentID: r.IncumbentID, ApplicationID: r.ApplicationID, CreatedBy: r.CreatedBy,
		CreatedAt: moment(r.CreatedAt), ExpiresAt: moment(r.ExpiresAt), SentAt: momentOrNil(r.SentAt),
		SendError: r.SendError, OpenedAt: momentOrNil(r.OpenedAt), RevokedAt: momentOrNil(r.RevokedAt),
		NoticeAt: momentOrNil(r.NoticeAt), OpensAt: momentOrNil(r.OpensAt), RemindedAt: momentOrNil(r.RemindedAt),
		ExperienceGiven: r.ExperienceGiven != 0,
	}
}

// CreateInvitation stores an invitation with the hash of its first token, or with none yet when that is "". An incumbent or an application has one
// invitation: a second is a Conflict.
func (s *Store) CreateInvitation(ctx context.Context, i hiring.Invitation, tokenHash string) error {
	row := rowOfInvitation(i)
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return mapped(err, "invitation")
		}
		if tokenHash == "" {
			return nil
		}
		return s.AddInvitationToken(ctx, i.ID, tokenHash, i.CreatedAt)
	})
}

// AddInvitationToken stores the hash of a further token that opens the invitation.
func (s *Store) AddInvitationToken(ctx context.Context, id uuid.UUID, tokenHash string, at time.Time) error {
	row := invitationTokenRow{TokenHash: tokenHash, InvitationID: id, CreatedAt: millis(at)}
	return mapped(s.write(ctx).Create(&row).Error, "invitation")
}

// InvitationByToken returns the invitation a token opens, by the token's hash; open, expired or revoked.
func (s *Store) InvitationByToken(ctx context.Context, tokenHash string) (hiring.Invitation, error) {
	of := s.read(ctx).Table(invitationTokenRow{}.TableName()).Select("invitation_id").Where("token_hash = ?", tokenHash)
	return one(s.read(ctx).Where("id = (?)", of), "invitation", invitationRow.invitation)
}

// Invitation returns the invitation with that id.
func (s *Store) Invitation(ctx context.Context, id uuid.UUID) (hiring.Invitation, error) {
	return one(s.read(ctx).Where("id = ?", id), "invitation", invitationRow.invitation)
}

// InvitationOfIncumbent returns an incumbent's invitation.
func (s *Store) InvitationOfIncumbent(ctx context.Context, incumbent uuid.UUID) (hiring.Invitation, error) {
	return one(s.read(ctx).Where("incumbent_id = ?", incumbent), "invitation", invitationRow.invitation)
}

// InvitationOfApplication returns an application's invitation.
func (s *Store) InvitationOfApplication(ctx context.Context, application uuid.UUID) (hiring.Invitation, error) {
	return one(s.read(ctx).Where("application_id = ?", application), "invitation", invitationRow.invitation)
}

// Invitations returns the invitations with those ids, by id; those that do not exist are left out.
func (s *Store) Invitations(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]hiring.Invitation, error) {
	return s.invitationsBy(ctx, "id IN ?", ids, func(i hiring.Invitation) uuid.UUID { return i.ID })
}

// InvitationsOfIncumbents returns the invitations of those incumbents, by incumbent.
func (s *Store) InvitationsOfIncumbents(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]hiring.Invitation, error) {
	return s.invitationsBy(ctx, "incumbent_id IN ?", ids, func(i hiring.Invitation) uuid.UUID { return *i.IncumbentID })
}

// InvitationsOfApplications returns the invitations of those applications, by application.
func (s *Store) InvitationsOfApplications(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]hiring.Invitation, error) {
	return s.invitationsBy(ctx, "application_id IN ?", ids, func(i hiring.Invitation) uuid.UUID { return *i.ApplicationID })
}

func (s *Store) invitationsBy(ctx context.Context, where string, ids []uuid.UUID, key func(hiring.Invitation) uuid.UUID) (map[uuid.UUID]hiring.Invitation, error) {
	by := make(map[uuid.UUID]hiring.Invitation, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		found, err := all(s.read(ctx).Where(where, part).Order("id"), "invitation", invitationRow.invitation)
		if err != nil {
			return nil, err
		}
		for _, i := range found {
			by[key(i)] = i
		}
	}
	return by, nil
}

// ExtendInvitation gives an invitation a new expiry. A revoked one stays shut: that is a Conflict.
func (s *Store) ExtendInvitation(ctx context.Context, id uuid.UUID, expires time.Time) error {
	res := s.invitations(ctx, id).Where("revoked_at IS NULL").Update("expires_at", millis(expires))
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "invitation")
	}
	return s.existsElse(ctx, invitationRow{}, id, hiring.Clash("error.link_revoked"))
}

// MarkInvitationSent records that the link was mailed, or shown to be copied; an earlier failure is forgotten.
func (s *Store) MarkInvitationSent(ctx context.Context, id uuid.UUID, at time.Time) error {
	res := s.invitations(ctx, id).Updates(map[string]any{"sent_at": millis(at), "send_error": ""})
	return oneRow(res, "invitation", hiring.Missing("invitation"))
}

// MarkInvitationUnsent records why the link could not be mailed.
func (s *Store) MarkInvitationUnsent(ctx context.Context, id uuid.UUID, why string) error {
	res := s.invitations(ctx, id).Update("send_error", shortened(why))
	return oneRow(res, "invitation", hiring.Missing("invitation"))
}

// MarkInvitationOpened records when the link was first opened; later openings change nothing.
func (s *Store) MarkInvitationOpened(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.markFirst(ctx, id, "opened_at", at)
}

// RevokeInvitation shuts a link for good; that it was shut before changes nothing.
func (s *Store) RevokeInvitation(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.markFirst(ctx, id, "revoked_at", at)
}

// markFirst sets a time that keeps its first value.
func (s *Store) markFirst(ctx context.Context, id uuid.UUID, column string, at time.Time) error {
	res := s.invitations(ctx, id).Where(column+" IS NULL").Update(column, millis(at))
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "invitation")
	}
	return s.existsElse(ctx, invitationRow{}, id, nil)
}

func (s *Store) invitations(ctx context.Context, id uuid.UUID) *gorm.DB {
	return s.write(ctx).Table(invitationRow{}.TableName()).Where("id = ?", id)
}

// Recipient returns whom an invitation goes to, or Missing once that person is erased.
func (s *Store) Recipient(ctx context.Context, i hiring.Invitation) (hiring.Recipient, error) {
	q := s.read(ctx).Table("incumbents AS p").Select("p.name, p.email, p.language, b.name AS for_name").
		Joins("JOIN benchmarks AS b ON b.id = p.benchmark_id").Where("p.id = ? AND p.erased_at IS NULL", i.IncumbentID)
	if i.ApplicationID != nil {
		q = s.read(ctx).Table("applications AS p").Select("c.name, p.email, p.language, r.name AS for_name").
			Joins("JOIN candidates AS c ON c.id = p.candidate_id").Joins("JOIN requisitions AS r ON r.id = p.requisition_id").
			Where("p.id = ? AND c.erased_at IS NULL", i.ApplicationID)
	}
	type row struct {
		Name, Email string
		Language    hiring.Language
		ForName     string
	}
	return one(q, "recipient", func(r row) hiring.Recipient {
		return hiring.Recipient{Name: r.Name, Email: r.Email, Language: r.Language, For: r.ForName}
	})
}
