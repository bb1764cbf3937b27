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

// AddRatings stores ratings, all or none: an answer that its rater has rated already is a Conflict, since a rating is
// locked once it is handed in.
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
	return mapped(s.write(ctx).CreateInBatches(rows, chunk).Error, "rating")
}

// Ratings lists the ratings of an application, in the order in which they were sent.
func (s *Store) Ratings(ctx context.Context, application uuid.UUID) ([]hiring.Rating, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("created_at, id")
	return all(q, "rating", ratingRow.rating)
}
