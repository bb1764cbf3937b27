package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

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

// EverPanelist returns one who is or was a member of a panel.
func (s *Store) EverPanelist(ctx context.Context, id uuid.UUID) (hiring.Panelist, error) {
	return one(s.read(ctx).Where("id = ?", id), "panelist", panelistRow.panelist)
}

// EverPanelistByEmail returns who is or was a member of a panel with that address.
func (s *Store) EverPanelistByEmail(ctx context.Context, interview uuid.UUID, email string) (hiring.Panelist, error) {
	return one(s.read(ctx).Where("interview_id = ? AND email = ?", interview, email), "panelist", panelistRow.panelist)
}

// RestorePanelist puts somebody who was taken off a panel on it again, with what is known of them now; NotFound unless
// they were off it.
func (s *Store) RestorePanelist(ctx context.Context, p hiring.Panelist) error {
	res := s.panelists(ctx, p.ID).Where("removed_at IS NOT NULL").Updates(map[string]any{
		"user_id": p.UserID, "name": p.Name, "language": p.Language, "added_at": millis(p.AddedAt), "removed_at": nil,
		"notified_at": nil, "send_error": "",
	})
	return oneRow(res, "panelist", hiring.Missing("panelist"))
}

// RemovePanelist takes somebody off a panel and forgets their links; NotFound unless they were on it.
func (s *Store) RemovePanelist(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		res := s.panelists(ctx, id).Where("removed_at IS NULL").Update("removed_at", millis(at))
		if err := oneRow(res, "panelist", hiring.Missing("panelist")); err != nil {
			return err
		}
		return mapped(s.write(ctx).Where("panelist_id = ?", id).Delete(&panelistTokenRow{}).Error, "panelist")
	})
}

// SetPanelistLanguage records in which language a panelist reads; NotFound once they are off the panel.
func (s *Store) SetPanelistLanguage(ctx context.Context, id uuid.UUID, lang hiring.Language) error {
	res := s.panelists(ctx, id).Where("removed_at IS NULL").Update("language", lang)
	return oneRow(res, "panelist", hiring.Missing("panelist"))
}

// MarkPanelistNotified records that a panelist was written to, or given a link; an earlier failure is forgotten.
func (s *Store) MarkPanelistNotified(ctx context.Context, id uuid.UUID, at time.Time) error {
	res := s.panelists(ctx, id).Updates(map[string]any{"notified_at": millis(at), "send_error": ""})
	return oneRow(res, "panelist", hiring.Missing("panelist"))
}

// MarkPanelistUnnotified records why a panelist could not be written to.
func (s *Store) MarkPanelistUnnotified(ctx context.Context, id uuid.UUID, why string) error {
	res := s.panelists(ctx, id).Update("send_error", shortened(why))
	return oneRow(res, "panelist", hiring.Missing("panelist"))
}

func (s *Store) panelists(ctx context.Context, id uuid.UUID) *gorm.DB {
	return s.write(ctx).Table(panelistRow{}.TableName()).Where("id = ?", id)
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
