package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// blindTo tells why a user may not see scores of an application, of which something has been read by readApplication.
// Where everything was left blank there is nothing to rate, and nothing to wait for but a scorecard.
func (a *App) blindTo(ctx context.Context, user uuid.UUID, v ApplicationView) (hiring.Blindness, error) {
	awaited, err := a.awaitedFrom(ctx, user, v.Application)
	b := hiring.BlindnessOf(user, v.Requisition, v.Ratings, awaited)
	if err != nil || !b.Unrated {
		return b, err
	}
	sheet, err := a.ratingSheet(ctx, user, v)
	b.Unrated = !sheet.Submitted || len(sheet.Questions) > 0
	return b, err
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
	if !b.Unrated {
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
