package testkit

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/app"
)

// Rate gives every answer of an application that waits for a rater the same level, and hands it in.
func (r *Round) Rate(rater, application uuid.UUID, level int) {
	r.t.Helper()
	r.Draft(rater, application, level)
	r.HandIn(rater)
}

// Draft gives every answer of an application that waits for a rater the same level, and hands nothing in.
func (r *Round) Draft(rater, application uuid.UUID, level int) {
	r.t.Helper()
	ctx := context.Background()
	items, err := r.App.Store().ItemsOf(ctx, application, rater)
	r.must(err)
	if len(items) == 0 {
		r.t.Fatalf("nothing of the application waits for the rater")
	}
	for _, i := range items {
		item, err := r.App.RatedItem(ctx, rater, i.RequisitionID, i.QuestionVersionID, i.ID)
		r.must(err)
		r.must(r.App.RateItem(ctx, item, app.GivenRating{Version: item.Version, Level: level, Evidence: "the mistake was mine"}))
	}
}

// HandIn hands in whatever a rater has drafted in the round.
func (r *Round) HandIn(rater uuid.UUID) {
	r.t.Helper()
	ctx := context.Background()
	queues, err := r.App.RatingQueues(ctx, rater, r.Requisition.ID)
	r.must(err)
	for _, q := range queues {
		_, err := r.App.HandIn(ctx, q)
		r.must(err)
	}
}
