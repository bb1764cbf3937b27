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
	OwnIn   uuid.UUID   // only of those of whom this user's own ratings are in; the zero value for everybody's
	Without []uuid.UUID // of none of these: an interview's scorecard is awaited
	Unrated int         // how many wait for this user's ratings
	Held    bool        // some are held back that do not wait for this user, until the discussion
}

// SightOf is for lists of candidates what blindTo is for one: the phase says whether somebody sees scores, at once or
// once their own ratings are in, and a scorecard that is awaited comes first in any case.
func (a *App) SightOf(ctx context.Context, user uuid.UUID, r hiring.Requisition) (s Sight, err error) {
	if !r.Gives(user, hiring.SeeScores, true) {
		return Sight{Nobody: true}, nil
	}
	if !r.Gives(user, hiring.SeeScores, false) {
		work, err := a.PanelWork(ctx, user, r)
		if err != nil {
			return s, err
		}
		s.OwnIn, s.Unrated, s.Held = user, work.Unrated, work.Hidden && work.Unrated == 0
	}
	awaited, err := a.Awaited(ctx, r.ID, user)
	for id := range awaited {
		s.Without = append(s.Without, id)
	}
	return s, err
}

// narrow leaves out of a filter whoever is out of sight.
func (s Sight) narrow(f store.PipelineFilter) store.PipelineFilter {
	f.OwnIn, f.Without = s.OwnIn, s.Without
	return f
}
