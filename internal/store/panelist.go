package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type panelistRow struct {
	ID          uuid.UUID
	InterviewID uuid.UUID
	UserID      *uuid.UUID
	Name        string
	Email       string
	Language    hiring.Language
	AddedAt     int64
	RemovedAt   *int64
	NotifiedAt  *int64
	SendError   string
}

// TableName implements gorm's schema.Tabler.
func (panelistRow) TableName() string { return "panelists" }

func (r panelistRow) panelist() hiring.Panelist {
	return hiring.Panelist{
		ID: r.ID, InterviewID: r.InterviewID, UserID: r.UserID, Name: r.Name, Email: r.Email, Language: r.Language,
		AddedAt: moment(r.AddedAt), RemovedAt: momentOrNil(r.RemovedAt), NotifiedAt: momentOrNil(r.NotifiedAt), SendError: r.SendError,
	}
}

// AddPanelists stores members of a panel. Somebody who is on it already is a Conflict.
func (s *Store) AddPanelists(ctx context.Context, panel []hiring.Panelist) error {
	rows := make([]panelistRow, len(panel))
	for i, p := range panel {
		rows[i] = panelistRow{
			ID: p.ID, InterviewID: p.InterviewID, UserID: p.UserID, Name: p.Name, Email: p.Email, Language: p.Language,
			AddedAt: millis(p.AddedAt),
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Create(&rows).Error, "panelist")
}

// Panelists lists the panel of an interview in the order in which it was put together, without those removed.
func (s *Store) Panelists(ctx context.Context, interview uuid.UUID) ([]hiring.Panelist, error) {
	q := s.read(ctx).Where("interview_id = ? AND removed_at IS NULL", interview).Order("added_at, id")
	return all(q, "panelist", panelistRow.panelist)
}

// Panelist returns one member of a panel, NotFound when removed.
func (s *Store) Panelist(ctx context.Context, id uuid.UUID) (hiring.Panelist, error) {
	return one(s.read(ctx).Where("id = ? AND removed_at IS NULL", id), "panelist", panelistRow.panelist)
}

// PanelistOf returns a user's place on the panel of an interview, NotFound when there is none.
func (s *Store) PanelistOf(ctx context.Context, interview, user uuid.UUID) (hiring.Panelist, error) {
	q := s.read(ctx).Where("interview_id = ? AND user_id = ? AND removed_at IS NULL", interview, user)
	return one(q, "panelist", panelistRow.panelist)
}

type panelistTokenRow struct {
	TokenHash  string
	PanelistID uuid.UUID
	CreatedAt  int64
}

// TableName implements gorm's schema.Tabler.
func (panelistTokenRow) TableName() string { return "panelist_tokens" }

// AddPanelistToken stores the hash of a further token that opens a guest's interview.
func (s *Store) AddPanelistToken(ctx context.Context, panelist uuid.UUID, tokenHash string, at time.Time) error {
	row := panelistTokenRow{TokenHash: tokenHash, PanelistID: panelist, CreatedAt: millis(at)}
	return mapped(s.write(ctx).Create(&row).Error, "panelist")
}

// PanelistByToken returns whose a token is, by the token's hash; NotFound once they are off the panel.
func (s *Store) PanelistByToken(ctx context.Context, tokenHash string) (hiring.Panelist, error) {
	of := s.read(ctx).Table(panelistTokenRow{}.TableName()).Select("panelist_id").Where("token_hash = ?", tokenHash)
	return one(s.read(ctx).Where("id = (?) AND removed_at IS NULL", of), "panelist", panelistRow.panelist)
}
