package round

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// mostInterviews bounds the interviews of a round.
const mostInterviews = 1000

// Interview sets an interview of the round's first candidate, held by a guest, and returns the path of the guest's link
// and who they are.
func Interview(ctx context.Context, a *app.App) (link string, panelist uuid.UUID, err error) {
	candidates, owner, err := first(ctx, a, 1)
	if err != nil {
		return "", uuid.Nil, err
	}
	p, link, err := interview(ctx, a, owner, candidates[0].ID)
	return link, p.ID, err
}

// interviews sets an interview with each candidate of the round, held by a guest who has begun, and returns what saves
// the guest's notes of the first question.
func interviews(ctx context.Context, a *app.App) ([]Saver, error) {
	candidates, owner, err := first(ctx, a, mostInterviews)
	if err != nil {
		return nil, err
	}
	asked, err := a.Store().RequisitionQuestions(ctx, candidates[0].RequisitionID)
	if err != nil {
		return nil, err
	}
	var out []Saver
	for _, c := range candidates {
		p, link, err := interview(ctx, a, owner, c.ID)
		if err != nil {
			return nil, err
		}
		i, err := a.Store().Interview(ctx, p.InterviewID)
		if err != nil {
			return nil, err
		}
		if _, err := a.BeginScorecard(ctx, p, i); err != nil {
			return nil, err
		}
		out = append(out, Saver{Path: link + "/lines/question/" + asked[0].String(), Field: "notes"})
	}
	return out, nil
}

// first returns the round's first candidates and its owner.
func first(ctx context.Context, a *app.App, n int) ([]hiring.Application, hiring.User, error) {
	rounds, err := a.Store().RequisitionPage(ctx, store.RequisitionFilter{Everybodys: true, Limit: 1})
	if err != nil {
		return nil, hiring.User{}, err
	}
	candidates, err := a.Store().Pipeline(ctx, rounds.List[0].ID, store.PipelineFilter{Limit: n})
	if err != nil {
		return nil, hiring.User{}, err
	}
	owner, err := a.Store().User(ctx, rounds.List[0].OwnerID)
	return candidates, owner, err
}

// interview sets one interview with a guest, and returns the guest and the path of their link.
func interview(ctx context.Context, a *app.App, owner hiring.User, application uuid.UUID) (hiring.Panelist, string, error) {
	i, err := a.ScheduleInterview(ctx, owner, hiring.Interview{
		ApplicationID: application, StartsAt: a.Now().Add(time.Hour), Minutes: 45, TimeZone: "UTC", Place: "Room 4", Language: hiring.English,
	}, []hiring.Panelist{{Name: "Guest", Email: "guest@round.example"}})
	if err != nil {
		return hiring.Panelist{}, "", err
	}
	panel, err := a.Store().Panelists(ctx, i.ID)
	if err != nil {
		return hiring.Panelist{}, "", err
	}
	link, err := a.IssuePanelistLink(ctx, app.System(), panel[0].ID)
	return panel[0], link, err
}
