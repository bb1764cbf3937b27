package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// Sight is whose scores one person may see of a requisition's candidates. Whoever is left out of it is left out of
// every list, order, filter and count that is made with it: none of them tells what a hidden score is.
type Sight struct {
	Nobody  bool        // the phase shows this person no scores of anybody
	RatedBy uuid.UUID   // only of those this user has rated; the zero value for everybody's
	Without []uuid.UUID // of none of these: an interview's scorecard is awaited
	Unrated int         // how many will be seen once they are rated
}

// SightOf is the rule for lists of candidates, seesScores the same rule for one: the phase says whether somebody sees
// scores, at once or once their own ratings are in, and a scorecard that is awaited comes first in any case.
func (a *App) SightOf(ctx context.Context, user uuid.UUID, r hiring.Requisition) (s Sight, err error) {
	if !r.Gives(user, hiring.SeeScores, true) {
		return Sight{Nobody: true}, nil
	}
	if !r.Gives(user, hiring.SeeScores, false) {
		s.RatedBy = user
		if s.Unrated, err = a.store.PanelUnrated(ctx, r.ID, user); err != nil {
			return s, err
		}
	}
	awaited, err := a.Awaited(ctx, r.ID, user)
	for id := range awaited {
		s.Without = append(s.Without, id)
	}
	return s, err
}

// seesScores tells whether a user may see the scores of an application, of which something has been read by
// readApplication.
func (a *App) seesScores(ctx context.Context, user uuid.UUID, v ApplicationView) (bool, error) {
	blind, err := a.blindTo(ctx, user, v)
	return err == nil && len(blind.Awaited) == 0 && v.Requisition.Gives(user, hiring.SeeScores, !blind.Unrated), err
}

// narrow leaves out of a filter whoever is out of sight.
func (s Sight) narrow(f store.PipelineFilter) store.PipelineFilter {
	f.RatedBy, f.Without = s.RatedBy, s.Without
	return f
}
