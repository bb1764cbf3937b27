package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// blindTo tells why a user may not see scores of an application, of which something has been read by readApplication.
func (a *App) blindTo(ctx context.Context, user uuid.UUID, v ApplicationView) (hiring.Blindness, error) {
	awaited, err := a.awaitedFrom(ctx, user, v.Application)
	if err != nil {
		return hiring.Blindness{Unrated: true, Nameless: true}, err
	}
	own, err := a.store.OwnRatings(ctx, v.ID, user)
	return hiring.BlindnessOf(user, v.Requisition, own, awaited), err
}

// PanelWork is what a requisition's list holds back from somebody on its panel.
type PanelWork struct {
	Unrated int  // candidates of whom answers wait for them
	Hidden  bool // something of a candidate is hidden: no order and no filter is to tell what it is
}

// PanelWork tells what of a requisition is held back from a user.
func (a *App) PanelWork(ctx context.Context, user uuid.UUID, r hiring.Requisition) (w PanelWork, err error) {
	if !r.OnPanel(user) {
		return w, nil
	}
	if r.Gives(user, hiring.RateAnswers, false) {
		if w.Unrated, err = a.store.PanelUnrated(ctx, r.ID, user); err != nil {
			return w, err
		}
	}
	switch r.Phase.Leave(hiring.SeatPanel, hiring.SeeScores) {
	case hiring.AfterOwn:
		w.Hidden, err = a.store.AnyOwnMissing(ctx, r.ID, user)
	case hiring.Never:
		w.Hidden = true
	}
	return w, err
}

// RatedSoFar sums up how far a user is with all answers of a requisition that are theirs to rate.
func (a *App) RatedSoFar(ctx context.Context, user, requisition uuid.UUID) (out hiring.RatingTally, err error) {
	tallies, err := a.store.RatingTallies(ctx, user, requisition)
	for _, t := range tallies {
		out.Waiting, out.Skipped, out.Draft, out.Sent = out.Waiting+t.Waiting, out.Skipped+t.Skipped, out.Draft+t.Draft, out.Sent+t.Sent
	}
	return out, err
}

// OwnWork is how a user's own ratings of some applications stand.
type OwnWork struct {
	In   map[uuid.UUID]bool // all that was asked of the user is in
	Open map[uuid.UUID]bool // answers wait for the user, and may be rated
}

// OwnWork tells how a user's own ratings of these applications of a requisition stand; of who is not on its panel,
// nothing.
func (a *App) OwnWork(ctx context.Context, user uuid.UUID, r hiring.Requisition, applications []uuid.UUID) (w OwnWork, err error) {
	if !r.OnPanel(user) {
		return w, nil
	}
	if w.In, err = a.store.OwnIn(ctx, user, applications); err == nil && r.Gives(user, hiring.RateAnswers, false) {
		w.Open, err = a.store.OwnOpen(ctx, user, applications)
	}
	return w, err
}

// awaitedFrom lists the interviews with a candidate for which a user's scorecard is not in.
func (a *App) awaitedFrom(ctx context.Context, user uuid.UUID, ap hiring.Application) ([]uuid.UUID, error) {
	list, err := a.store.AwaitedScorecards(ctx, ap.RequisitionID, user)
	var out []uuid.UUID
	for _, x := range list {
		if x.ApplicationID == ap.ID {
			out = append(out, x.InterviewID)
		}
	}
	return out, err
}

// answersHidden tells whether a user must not read what a candidate answered in the questionnaire: they are to
// interview the candidate, and the guide does not show it.
func (a *App) answersHidden(ctx context.Context, awaited []uuid.UUID, requisition uuid.UUID) (bool, error) {
	if len(awaited) == 0 {
		return false, nil
	}
	guide, err := a.Guide(ctx, requisition)
	return !guide.ShowsAnswers, err
}

// blinded is what somebody sees whose own ratings or scorecard come first: no answer, no score, no decision; and no
// name before they have rated the answers.
func blinded(v ApplicationView, b hiring.Blindness) ApplicationView {
	out := ApplicationView{Blind: true, Blindness: b, Requisition: v.Requisition, Application: hiring.Application{
		ID: v.ID, RequisitionID: v.RequisitionID, Number: v.Number, ReceivedAt: v.ReceivedAt,
	}}
	if !b.Nameless {
		out.Name = v.Name
	}
	return out
}

// Awaited lists, for a requisition's pipeline, the applications to which a user is blind until their scorecard is in,
// with the interview it is of.
func (a *App) Awaited(ctx context.Context, requisition, user uuid.UUID) (map[uuid.UUID]store.AwaitedScorecard, error) {
	list, err := a.store.AwaitedScorecards(ctx, requisition, user)
	out := map[uuid.UUID]store.AwaitedScorecard{}
	for _, x := range list {
		if _, there := out[x.ApplicationID]; !there {
			out[x.ApplicationID] = x
		}
	}
	return out, err
}

// Visible leaves of some applications of a requisition those whose scores a user may see.
func (a *App) Visible(ctx context.Context, user uuid.UUID, r hiring.Requisition, list []hiring.Application) ([]hiring.Application, error) {
	awaited, err := a.Awaited(ctx, r.ID, user)
	if err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	for _, x := range list {
		ids = append(ids, x.ID)
	}
	own, err := a.OwnWork(ctx, user, r, ids)
	if err != nil {
		return nil, err
	}
	var out []hiring.Application
	for _, x := range list {
		if _, blind := awaited[x.ID]; !blind && r.Gives(user, hiring.SeeScores, own.In[x.ID]) {
			out = append(out, x)
		}
	}
	return out, nil
}
