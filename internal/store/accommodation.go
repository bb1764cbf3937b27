package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type accommodationRow struct {
	ID           uuid.UUID
	InvitationID uuid.UUID
	Need         hiring.AccommodationNeed
	Message      string
	CreatedAt    int64
	Answer       string
	Granted      string
	ExtraDays    int
	AnsweredBy   *uuid.UUID
	AnsweredAt   *int64
}

// TableName implements gorm's schema.Tabler.
func (accommodationRow) TableName() string { return "accommodations" }

func rowOfAccommodation(a hiring.Accommodation) accommodationRow {
	return accommodationRow{
		ID: a.ID, InvitationID: a.InvitationID, Need: a.Need, Message: a.Message, CreatedAt: millis(a.CreatedAt),
		Answer: a.Answer, Granted: a.Granted, ExtraDays: a.ExtraDays, AnsweredBy: a.AnsweredBy,
		AnsweredAt: millisOrNil(a.AnsweredAt),
	}
}

func (r accommodationRow) accommodation() hiring.Accommodation {
	return hiring.Accommodation{
		ID: r.ID, InvitationID: r.InvitationID, Need: r.Need, Message: r.Message, CreatedAt: moment(r.CreatedAt),
		Answer: r.Answer, Granted: r.Granted, ExtraDays: r.ExtraDays, AnsweredBy: r.AnsweredBy,
		AnsweredAt: momentOrNil(r.AnsweredAt),
	}
}

// CreateAccommodation stores a respondent's request.
func (s *Store) CreateAccommodation(ctx context.Context, a hiring.Accommodation) error {
	row := rowOfAccommodation(a)
	return mapped(s.write(ctx).Create(&row).Error, "accommodation")
}

// AccommodationsOfInvitation returns what was asked for through an invitation, oldest first.
func (s *Store) AccommodationsOfInvitation(ctx context.Context, invitation uuid.UUID) ([]hiring.Accommodation, error) {
	q := s.read(ctx).Where("invitation_id = ?", invitation).Order("created_at, id")
	return all(q, "accommodation", accommodationRow.accommodation)
}
