package app

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// MostReviewsListed is how many reviews are listed at once.
const MostReviewsListed = 300

// StandingReviews lists what people made of the scores of a requisition, of those candidates whose scores the user may
// see; more tells that there are others beyond those looked at.
func (a *App) StandingReviews(ctx context.Context, user uuid.UUID, r hiring.Requisition, f store.ReviewFilter) (out []store.StandingReview, more bool, err error) {
	list, err := a.store.StandingReviews(ctx, r.ID, f, MostReviewsListed+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(list) > MostReviewsListed; more {
		list = list[:MostReviewsListed]
	}
	var of []hiring.Application
	for _, x := range list {
		of = append(of, hiring.Application{ID: x.ApplicationID})
	}
	visible, err := a.Visible(ctx, user, r, of)
	if err != nil {
		return nil, false, err
	}
	for _, x := range list {
		if slices.ContainsFunc(visible, func(v hiring.Application) bool { return v.ID == x.ApplicationID }) {
			out = append(out, x)
		}
	}
	return out, more, nil
}
