package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Limits of what the queue shows at once.
const (
	mostWaitingRequests = 200
	mostSettledRequests = 50
)

// ReviewItem is a request with whose it is, as somebody who may answer it sees it.
type ReviewItem struct {
	hiring.ReviewRequest
	Application hiring.Application
	Requisition hiring.Requisition
	Second      bool // the user decided, and another is to look again
	Overdue     bool
	Others      []string // the names of those who are to, where Second
	AnsweredBy  string   // a name
}

// ReviewQueue lists the requests a user answers: those that wait, the overdue first, and those answered last.
func (a *App) ReviewQueue(ctx context.Context, user hiring.User) (waiting, settled []ReviewItem, err error) {
	rounds, staff, err := a.reviewRounds(ctx, user)
	if err != nil || len(rounds) == 0 {
		return nil, nil, err
	}
	ids := make([]uuid.UUID, 0, len(rounds))
	for id := range rounds {
		ids = append(ids, id)
	}
	open, err := a.store.ReviewQueue(ctx, ids, true, mostWaitingRequests)
	if err != nil {
		return nil, nil, err
	}
	done, err := a.store.ReviewQueue(ctx, ids, false, mostSettledRequests)
	if err != nil {
		return nil, nil, err
	}
	if waiting, err = a.reviewItems(ctx, user, staff, rounds, open); err != nil {
		return nil, nil, err
	}
	settled, err = a.reviewItems(ctx, user, staff, rounds, done)
	return waiting, settled, err
}

// ReviewItem returns one request that a user answers; Missing where there is none, or another answers it.
func (a *App) ReviewItem(ctx context.Context, user hiring.User, id uuid.UUID) (ReviewItem, error) {
	r, err := a.store.ReviewRequest(ctx, id)
	if err != nil {
		return ReviewItem{}, err
	}
	rounds, staff, err := a.reviewRounds(ctx, user)
	if err != nil {
		return ReviewItem{}, err
	}
	rq, err := a.requisitionOf(ctx, r.ApplicationID)
	if err != nil {
		return ReviewItem{}, err
	}
	if _, mine := rounds[rq.ID]; !mine {
		return ReviewItem{}, hiring.Missing("review request")
	}
	items, err := a.reviewItems(ctx, user, staff, rounds, []hiring.ReviewRequest{r})
	if err != nil {
		return ReviewItem{}, err
	}
	return items[0], nil
}

// reviewRounds returns the requisitions whose requests a user answers, of those where something was asked for.
func (a *App) reviewRounds(ctx context.Context, user hiring.User) (map[uuid.UUID]hiring.Requisition, []hiring.User, error) {
	ids, err := a.store.RequisitionsWithRequests(ctx, user.ID, user.Is(hiring.HR))
	if err != nil || len(ids) == 0 {
		return nil, nil, err
	}
	staff, err := a.store.Users(ctx)
	if err != nil {
		return nil, nil, err
	}
	out := map[uuid.UUID]hiring.Requisition{}
	for _, id := range ids {
		r, err := a.store.Requisition(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if r.AnswersRequests(user, staff) {
			out[id] = r
		}
	}
	return out, staff, nil
}

func (a *App) reviewItems(ctx context.Context, user hiring.User, staff []hiring.User, rounds map[uuid.UUID]hiring.Requisition, requests []hiring.ReviewRequest) ([]ReviewItem, error) {
	out := make([]ReviewItem, len(requests))
	for i, r := range requests {
		ap, err := a.store.Application(ctx, r.ApplicationID)
		if err != nil {
			return nil, err
		}
		decisions, err := a.store.Decisions(ctx, r.ApplicationID)
		if err != nil {
			return nil, err
		}
		item := ReviewItem{ReviewRequest: r, Application: ap, Requisition: rounds[ap.RequisitionID], Overdue: r.Overdue(a.Now())}
		_, item.Second = item.Requisition.AnswersReview(user, staff, r, decidedBefore(decisions, r))
		if item.Second {
			for _, u := range item.Requisition.OthersAnswering(user, staff) {
				item.Others = append(item.Others, u.Name)
			}
		}
		for _, u := range staff {
			if r.AnsweredBy != nil && u.ID == *r.AnsweredBy {
				item.AnsweredBy = u.Name
			}
		}
		out[i] = item
	}
	return out, nil
}

// RequestsWaiting counts the requests that wait for a user: not those to look again at the user's own decision that
// somebody else can take.
func (a *App) RequestsWaiting(ctx context.Context, user hiring.User) (int, error) {
	rounds, staff, err := a.reviewRounds(ctx, user)
	if err != nil || len(rounds) == 0 {
		return 0, err
	}
	var alone, shared []uuid.UUID
	for id, r := range rounds {
		if len(r.OthersAnswering(user, staff)) > 0 {
			shared = append(shared, id)
		} else {
			alone = append(alone, id)
		}
	}
	n, err := a.store.CountReviewQueue(ctx, alone, uuid.Nil)
	if err != nil {
		return 0, err
	}
	m, err := a.store.CountReviewQueue(ctx, shared, user.ID)
	return n + m, err
}
