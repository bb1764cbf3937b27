package store

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type explanationRow struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	DecisionID    uuid.UUID
	Content       jsonOf[releasedContent]
	Hash          string
	ReleasedBy    uuid.UUID
	ReleasedAt    int64
}

// releasedContent is a content with what was chosen about it, which stands beside it: it is neither read nor hashed.
type releasedContent struct {
	hiring.ExplanationContent
	Choice *hiring.ExplanationChoice `json:"choice,omitempty"`
}

// TableName implements gorm's schema.Tabler.
func (explanationRow) TableName() string { return "explanations" }

func (r explanationRow) explanation() hiring.Explanation {
	return hiring.Explanation{
		ID: r.ID, ApplicationID: r.ApplicationID, DecisionID: r.DecisionID, Content: r.Content.V.ExplanationContent, Hash: r.Hash,
		Choice: r.Content.V.Choice, ReleasedBy: r.ReleasedBy, ReleasedAt: moment(r.ReleasedAt),
	}
}

// errOtherContent is what an explanation gets whose content is no longer the one that was released.
var errOtherContent = errors.New("an explanation does not have the content it was released with")

// ReleaseExplanation stores an explanation; it takes the place of an earlier one, which is kept.
func (s *Store) ReleaseExplanation(ctx context.Context, e hiring.Explanation) error {
	row := explanationRow{
		ID: e.ID, ApplicationID: e.ApplicationID, DecisionID: e.DecisionID, Content: asJSON(releasedContent{e.Content, e.Choice}), Hash: e.Hash,
		ReleasedBy: e.ReleasedBy, ReleasedAt: millis(e.ReleasedAt),
	}
	return mapped(s.write(ctx).Create(&row).Error, "explanation")
}

// ExplanationOf returns the explanation of an application that was released last. One whose content has been changed
// since is an error: nobody is to read what nobody released.
func (s *Store) ExplanationOf(ctx context.Context, application uuid.UUID) (hiring.Explanation, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("released_at DESC, id DESC").Limit(1)
	e, err := one(q, "explanation", explanationRow.explanation)
	if err == nil && e.Content.Sum() != e.Hash {
		err = mapped(errOtherContent, "explanation")
	}
	return e, err
}

// ExplanationsOf returns every explanation of an application that was released, the first one first.
func (s *Store) ExplanationsOf(ctx context.Context, application uuid.UUID) ([]hiring.Explanation, error) {
	return all(s.read(ctx).Where("application_id = ?", application).Order("released_at, id"), "explanation", explanationRow.explanation)
}

// Explanation returns the explanation with that id.
func (s *Store) Explanation(ctx context.Context, id uuid.UUID) (hiring.Explanation, error) {
	return one(s.read(ctx).Where("id = ?", id), "explanation", explanationRow.explanation)
}
