package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type interviewRow struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	RequisitionID uuid.UUID
	StartsAt      int64
	Minutes       int
	TimeZone      string
	Place         string
	Video         string
	Language      hiring.Language
	ClosesAt      int64
	CancelledAt   *int64
	CancelReason  string
	Sequence      int
	NotifiedAt    *int64
	SendError     string
	CreatedBy     uuid.UUID
	CreatedAt     int64
	Version       int
}

// TableName implements gorm's schema.Tabler.
func (interviewRow) TableName() string { return "interviews" }

func rowOfInterview(i hiring.Interview) interviewRow {
	return interviewRow{
		ID: i.ID, ApplicationID: i.ApplicationID, RequisitionID: i.RequisitionID, StartsAt: millis(i.StartsAt),
		Minutes: i.Minutes, TimeZone: i.TimeZone, Place: i.Place, Video: i.Video, Language: i.Language,
		ClosesAt: millis(i.ClosesAt), CancelledAt: millisOrNil(i.CancelledAt), CancelReason: i.CancelReason,
		Sequence: i.Sequence, CreatedBy: i.CreatedBy, CreatedAt: millis(i.CreatedAt), Version: i.Version,
	}
}

func (r interviewRow) interview() hiring.Interview {
	return hiring.Interview{
		ID: r.ID, ApplicationID: r.ApplicationID, RequisitionID: r.RequisitionID, StartsAt: moment(r.StartsAt),
		Minutes: r.Minutes, TimeZone: r.TimeZone, Place: r.Place, Video: r.Video, Language: r.Language,
		ClosesAt: moment(r.ClosesAt), CancelledAt: momentOrNil(r.CancelledAt), CancelReason: r.CancelReason,
		Sequence: r.Sequence, NotifiedAt: momentOrNil(r.NotifiedAt), SendError: r.SendError, CreatedBy: r.CreatedBy,
		CreatedAt: moment(r.CreatedAt), Version: r.Version,
	}
}

// AddInterview stores a new interview; its version becomes 1.
func (s *Store) AddInterview(ctx context.Context, i hiring.Interview) error {
	row := rowOfInterview(i)
	row.Version = 1
	return mapped(s.write(ctx).Create(&row).Error, "interview")
}

// Interview returns one interview.
func (s *Store) Interview(ctx context.Context, id uuid.UUID) (hiring.Interview, error) {
	return one(s.read(ctx).Where("id = ?", id), "interview", interviewRow.interview)
}

// InterviewsOf lists an application's interviews, the earliest first.
func (s *Store) InterviewsOf(ctx context.Context, application uuid.UUID) ([]hiring.Interview, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("starts_at, id")
	return all(q, "interview", interviewRow.interview)
}

// UpdateInterview stores a changed time, place, language, window or cancellation, made from i.Version; a Conflict if
// that is no longer the newest.
func (s *Store) UpdateInterview(ctx context.Context, i hiring.Interview) error {
	return s.updateVersioned(ctx, interviewRow{}, i.ID, i.Version, map[string]any{
		"starts_at": millis(i.StartsAt), "minutes": i.Minutes, "time_zone": i.TimeZone, "place": i.Place, "video": i.Video,
		"language": i.Language, "closes_at": millis(i.ClosesAt), "cancelled_at": millisOrNil(i.CancelledAt),
		"cancel_reason": i.CancelReason, "sequence": i.Sequence,
	})
}

// MarkCandidateNotified records that the candidate was written to; an earlier failure is forgotten.
func (s *Store) MarkCandidateNotified(ctx context.Context, interview uuid.UUID, at time.Time) error {
	res := s.interviews(ctx, interview).Updates(map[string]any{"notified_at": millis(at), "send_error": ""})
	return oneRow(res, "interview", hiring.Missing("interview"))
}

// MarkCandidateUnnotified records why the candidate could not be written to.
func (s *Store) MarkCandidateUnnotified(ctx context.Context, interview uuid.UUID, why string) error {
	res := s.interviews(ctx, interview).Update("send_error", shortened(why))
	return oneRow(res, "interview", hiring.Missing("interview"))
}

// LockInterview makes those who change one interview's panel in a Tx wait for each other.
func (s *Store) LockInterview(ctx context.Context, id uuid.UUID) error {
	return oneRow(s.interviews(ctx, id).Update("version", gorm.Expr("version")), "interview", hiring.Missing("interview"))
}

func (s *Store) interviews(ctx context.Context, id uuid.UUID) *gorm.DB {
	return s.write(ctx).Table(interviewRow{}.TableName()).Where("id = ?", id)
}
