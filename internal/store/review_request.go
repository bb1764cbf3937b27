package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type reviewRequestRow struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	Kind          hiring.ReviewRequestKind
	Message       string
	CreatedAt     int64
	DueAt         int64
	Outcome       hiring.ReviewOutcome
	Answer        string
	AnsweredBy    *uuid.UUID
	AnsweredAt    *int64
}

// TableName implements gorm's schema.Tabler.
func (reviewRequestRow) TableName() string { return "review_requests" }

func rowOfReviewRequest(r hiring.ReviewRequest) reviewRequestRow {
	return reviewRequestRow{
		ID: r.ID, ApplicationID: r.ApplicationID, Kind: r.Kind, Message: r.Message, CreatedAt: millis(r.CreatedAt),
		DueAt: millis(r.DueAt), Outcome: r.Outcome, Answer: r.Answer, AnsweredBy: r.AnsweredBy, AnsweredAt: millisOrNil(r.AnsweredAt),
	}
}

func (r reviewRequestRow) reviewRequest() hiring.ReviewRequest {
	return hiring.ReviewRequest{
		ID: r.ID, ApplicationID: r.ApplicationID, Kind: r.Kind, Message: r.Message, CreatedAt: moment(r.CreatedAt),
		DueAt: moment(r.DueAt), Outcome: r.Outcome, Answer: r.Answer, AnsweredBy: r.AnsweredBy, AnsweredAt: momentOrNil(r.AnsweredAt),
	}
}

// CreateReviewRequest stores a candidate's request.
func (s *Store) CreateReviewRequest(ctx context.Context, r hiring.ReviewRequest) error {
	row := rowOfReviewRequest(r)
	return mapped(s.write(ctx).Create(&row).Error, "review request")
}

// ReviewRequest returns the request with that id.
func (s *Store) ReviewRequest(ctx context.Context, id uuid.UUID) (hiring.ReviewRequest, error) {
	return one(s.read(ctx).Where("id = ?", id), "review request", reviewRequestRow.reviewRequest)
}

// ReviewRequestsOf returns what an application's candidate has asked for, oldest first.
func (s *Store) ReviewRequestsOf(ctx context.Context, application uuid.UUID) ([]hiring.ReviewRequest, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("created_at, id")
	return all(q, "review request", reviewRequestRow.reviewRequest)
}

// ReviewQueue returns the requests in some requisitions: those that wait, the one due first at the head, or those that
// were answered, the newest first. At most limit.
func (s *Store) ReviewQueue(ctx context.Context, requisitions []uuid.UUID, waiting bool, limit int) ([]hiring.ReviewRequest, error) {
	q := s.reviewRequestsIn(ctx, requisitions)
	if waiting {
		q = q.Where("answered_at IS NULL").Order("due_at, id")
	} else {
		q = q.Where("answered_at IS NOT NULL").Order("answered_at DESC, id DESC")
	}
	return all(q.Limit(limit), "review request", reviewRequestRow.reviewRequest)
}

// CountReviewQueue counts the requests that wait in some requisitions, without those to look again at what one user
// decided: the decision that stood when it was asked. uuid.Nil leaves out none.
func (s *Store) CountReviewQueue(ctx context.Context, requisitions []uuid.UUID, notDecidedBy uuid.UUID) (int, error) {
	if len(requisitions) == 0 {
		return 0, nil
	}
	var n int64
	q := s.reviewRequestsIn(ctx, requisitions).Model(&reviewRequestRow{}).Where("answered_at IS NULL")
	if notDecidedBy != uuid.Nil {
		q = q.Where(`kind <> ? OR COALESCE((SELECT d.decided_by FROM decisions d WHERE d.application_id = review_requests.application_id
			AND d.decided_at <= review_requests.created_at AND d.outcome <> 'reopened' ORDER BY d.decided_at DESC, d.id DESC LIMIT 1), '') <> ?`,
			hiring.AskReview, notDecidedBy.String())
	}
	err := q.Count(&n).Error
	return int(n), mapped(err, "review request")
}

func (s *Store) reviewRequestsIn(ctx context.Context, requisitions []uuid.UUID) *gorm.DB {
	return s.read(ctx).Where("EXISTS (SELECT 1 FROM applications a WHERE a.id = review_requests.application_id AND a.requisition_id IN ?)", requisitions)
}

// RequisitionsWithRequests returns the requisitions in which something was asked for: all, or those of one owner.
func (s *Store) RequisitionsWithRequests(ctx context.Context, owner uuid.UUID, everything bool) ([]uuid.UUID, error) {
	var out []uuid.UUID
	err := s.read(ctx).Raw(`SELECT DISTINCT r.id FROM review_requests q CROSS JOIN applications a JOIN requisitions r ON r.id = a.requisition_id
WHERE a.id = q.application_id AND (r.owner_id = ? OR 1 = ?) ORDER BY r.id`, owner, flag(everything)).Scan(&out).Error
	return out, mapped(err, "requisition")
}

// AnswerReviewRequest stores the answer to a request, once: a second is a Conflict.
func (s *Store) AnswerReviewRequest(ctx context.Context, r hiring.ReviewRequest) error {
	row := rowOfReviewRequest(r)
	res := s.write(ctx).Table(row.TableName()).Where("id = ? AND answered_at IS NULL", row.ID).Updates(map[string]any{
		"outcome": row.Outcome, "answer": row.Answer, "answered_by": row.AnsweredBy, "answered_at": row.AnsweredAt,
	})
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, "review request")
	}
	return s.existsElse(ctx, row, row.ID, changedMeanwhile())
}
