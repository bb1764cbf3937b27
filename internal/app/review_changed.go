package app

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// MostChanged is how many changed scores are listed at once.
const MostChanged = 300

// ChangedScores lists the scores of a requisition that people changed, of those candidates whose scores the user may
// see; more tells that there are others beyond those looked at.
func (a *App) ChangedScores(ctx context.Context, user uuid.UUID, r hiring.Requisition) (out []store.ChangedScore, more bool, err error) {
	list, err := a.store.ChangedScores(ctx, r.ID, MostChanged+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(list) > MostChanged; more {
		list = list[:MostChanged]
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
