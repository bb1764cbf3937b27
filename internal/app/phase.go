package app

import (
	"context"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// NewPhase is a phase somebody takes a requisition to, as seen at a version of it.
type NewPhase struct {
	To      hiring.Phase
	Reason  string
	Version int
	Strands int // how many ratings, saved and not handed in, whoever moves it knows will not count
}

// PhaseView is where a requisition stands and what is still under way in it.
type PhaseView struct {
	hiring.Requisition
	Changes []hiring.PhaseChange // the earliest first
	Open    store.OpenWork
	Cards   []store.OpenCard     // those of Open.Cards, at most MostOpenCards
	Users   map[uuid.UUID]string // names of who changed
}

// MostOpenCards is how many scorecards that are not in a page names.
const MostOpenCards = 100

// ViewPhase gathers what the page of a requisition's phases shows.
func (a *App) ViewPhase(ctx context.Context, requisition uuid.UUID) (v PhaseView, err error) {
	if v.Requisition, err = a.store.Requisition(ctx, requisition); err != nil {
		return v, err
	}
	if v.Changes, err = a.store.PhaseChanges(ctx, requisition); err != nil {
		return v, err
	}
	if v.Open, err = a.store.OpenWork(ctx, requisition, a.Now()); err != nil {
		return v, err
	}
	if v.Open.Cards > 0 {
		if v.Cards, err = a.store.OpenCards(ctx, requisition, a.Now(), MostOpenCards); err != nil {
			return v, err
		}
	}
	var ids []uuid.UUID
	for _, c := range v.Changes {
		ids = append(ids, c.By)
	}
	v.Users, err = a.store.NamesOfUsers(ctx, ids)
	return v, err
}

// ChangePhase takes a requisition to another phase. Of two who do so at once the later is told. Ratings that are saved and
// not handed in count no more once rating ends: whoever ends it says that they know of how many.
func (a *App) ChangePhase(ctx context.Context, user hiring.User, requisition uuid.UUID, n NewPhase) error {
	n.Reason = strings.TrimSpace(n.Reason)
	return a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.RequisitionForUpdate(ctx, requisition)
		if err != nil {
			return err
		}
		if r.Version != n.Version {
			return hiring.Clash("error.changed_meanwhile")
		}
		ps := r.CheckPhase(n.To, n.Reason)
		if r.Phase.EndsRating(n.To) {
			saved, err := a.store.SavedRatings(ctx, r.ID)
			if err != nil {
				return err
			}
			if saved > n.Strands {
				ps.Add("strands", "phase.problem.strands", "Count", saved)
			}
		}
		if err := ps.Err(); err != nil {
			return err
		}
		c := hiring.PhaseChange{ID: newID(), RequisitionID: r.ID, Phase: n.To, Reason: n.Reason, By: user.ID, At: a.Now()}
		if err := a.store.ChangePhase(ctx, c, n.Version); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "requisition.phase_changed", "requisition", r.ID,
			"from", string(r.Phase), "to", string(n.To), "reason_characters", strconv.Itoa(len([]rune(n.Reason))))
	})
}

// phaseGives is nil when the phase of an application's requisition gives a user a right, else says what has to come
// first: the own ratings, the own scorecard, or another phase.
func phaseGives(r hiring.Requisition, user uuid.UUID, right hiring.Right, b hiring.Blindness) error {
	switch {
	case !r.Gives(user, right, true) || b.Held:
		return hiring.Clash("phase.problem." + string(right))
	case b.Unrated:
		return hiring.Clash("decision.rate_first")
	case len(b.Awaited) > 0:
		return hiring.Clash("decision.scorecard_first")
	}
	return nil
}
