package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type ratingRow struct {
	ID                uuid.UUID
	ApplicationID     uuid.UUID
	QuestionVersionID uuid.UUID
	RaterID           uuid.UUID
	Level             int
	Evidence          string
	CreatedAt         int64
}

// TableName implements gorm's schema.Tabler.
func (ratingRow) TableName() string { return "ratings" }

func (r ratingRow) rating() hiring.Rating {
	return hiring.Rating{
		ID: r.ID, ApplicationID: r.ApplicationID, QuestionVersionID: r.QuestionVersionID, RaterID: r.RaterID,
		Level: r.Level, Evidence: r.Evidence, CreatedAt: moment(r.CreatedAt),
	}
}

// AddRatings stores all of one rater's ratings of one application, or none: a question that rater has rated already
// is a Conflict, since a rating is locked once it is sent.
func (s *Store) AddRatings(ctx context.Context, ratings []hiring.Rating) error {
	rows := make([]ratingRow, len(ratings))
	for i, r := range ratings {
		rows[i] = ratingRow{
			ID: r.ID, ApplicationID: r.ApplicationID, QuestionVersionID: r.QuestionVersionID, RaterID: r.RaterID,
			Level: r.Level, Evidence: r.Evidence, CreatedAt: millis(r.CreatedAt),
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Create(&rows).Error, "rating")
}

// Ratings lists the ratings of an application, in the order in which they were sent.
func (s *Store) Ratings(ctx context.Context, application uuid.UUID) ([]hiring.Rating, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("created_at, id")
	return all(q, "rating", ratingRow.rating)
}

// RatedBy returns which applications of a requisition a user has rated: of those, blind first lets them see scores.
func (s *Store) RatedBy(ctx context.Context, requisition, rater uuid.UUID) (map[uuid.UUID]bool, error) {
	var ids []uuid.UUID
	err := s.read(ctx).Table("ratings").Distinct("ratings.application_id").
		Joins("JOIN applications ON applications.id = ratings.application_id").
		Where("applications.requisition_id = ? AND ratings.rater_id = ?", requisition, rater).
		Order("ratings.application_id").Pluck("ratings.application_id", &ids).Error
	out := make(map[uuid.UUID]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, mapped(err, "rating")
}

// ToRate is an application that waits for a user's rating; it has a number and no name.
type ToRate struct {
	ID          uuid.UUID
	Number      int
	Requisition string
}

// WaitingForRating lists the applications a user on the panel has still to rate, those of one requisition together,
// first come first; at most limit. Whom the user interviews without having seen the questionnaire comes after that.
func (s *Store) WaitingForRating(ctx context.Context, rater uuid.UUID, limit int) ([]ToRate, error) {
	var out []ToRate
	err := s.read(ctx).Table("applications AS a").Select("a.id, a.number, r.name AS requisition").
		Joins("JOIN requisitions AS r ON r.id = a.requisition_id").
		Joins("JOIN requisition_panel AS p ON p.requisition_id = r.id").
		Where("p.user_id = ? AND r.closed_at IS NULL AND a.received_at IS NOT NULL", rater).
		Where("NOT EXISTS (SELECT 1 FROM ratings t WHERE t.application_id = a.id AND t.rater_id = p.user_id)").
		Where("a.id NOT IN (SELECT wi.application_id"+awaitsUser+hidesAnswers+")", rater).
		Order("r.name, r.id, a.received_at, a.number").Limit(limit).Scan(&out).Error
	return out, mapped(err, "rating")
}
