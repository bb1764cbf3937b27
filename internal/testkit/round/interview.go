package round

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// Interview sets an interview of the round's first candidate, held by a guest, and returns the path of the guest's link
// and who they are.
func Interview(ctx context.Context, a *app.App) (link string, panelist uuid.UUID, err error) {
	st := a.Store()
	rounds, err := st.Requisitions(ctx, uuid.Nil, true)
	if err != nil {
		return "", uuid.Nil, err
	}
	candidates, err := st.Pipeline(ctx, rounds[0].ID, store.PipelineFilter{Limit: 1})
	if err != nil {
		return "", uuid.Nil, err
	}
	owner, err := st.User(ctx, rounds[0].OwnerID)
	if err != nil {
		return "", uuid.Nil, err
	}
	i, err := a.ScheduleInterview(ctx, owner, hiring.Interview{
		ApplicationID: candidates[0].ID, StartsAt: a.Now().Add(time.Hour), Minutes: 45, TimeZone: "UTC", Place: "Room 4", Language: hiring.English,
	}, []hiring.Panelist{{Name: "Guest", Email: "guest@round.example"}})
	if err != nil {
		return "", uuid.Nil, err
	}
	panel, err := st.Panelists(ctx, i.ID)
	if err != nil {
		return "", uuid.Nil, err
	}
	link, err = a.IssuePanelistLink(ctx, app.System(), panel[0].ID)
	return link, panel[0].ID, err
}
