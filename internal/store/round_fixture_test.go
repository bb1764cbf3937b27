package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// openRound is a requisition in the store, with three questions it can ask.
type openRound struct {
	t           *testing.T
	store       *store.Store
	owner       hiring.User
	bench       bench
	value       uuid.UUID
	requisition hiring.Requisition
}

func newOpenRound(t *testing.T, s *store.Store) *openRound {
	t.Helper()
	ctx := context.Background()
	r := &openRound{t: t, store: s, owner: user("owner-"+uuid.NewString()+"@example.org", hiring.Recruiter), bench: newBench(t, s, 3)}
	must(t, s.CreateUser(ctx, r.owner))
	var value string
	must(t, s.ReadValue(ctx, &value, `SELECT value_id FROM questions LIMIT 1`))
	r.value = uuid.MustParse(value)
	p := hiring.Position{ID: uuid.New(), Name: "Desk", Level: hiring.Manager, CreatedAt: noon()}
	must(t, s.CreatePosition(ctx, p))
	low := 35.5
	r.requisition = hiring.Requisition{
		ID: uuid.New(), Name: "Autumn", PositionID: p.ID, OwnerID: r.owner.ID, Languages: []hiring.Language{hiring.Turkish, hiring.English},
		Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AIDeclared}, LinkDays: 10, CreatedAt: noon(), Phase: hiring.PhaseCollecting, Version: 1,
		Values: []hiring.RequisitionValue{{ValueID: r.value, Must: true, Weight: 2.5, Threshold: &low}}, Panel: []uuid.UUID{r.owner.ID},
	}
	must(t, s.CreateRequisition(ctx, r.requisition))
	return r
}

// apply stores an application to the round.
func (r *openRound) apply(name, email string) hiring.Application {
	r.t.Helper()
	c := hiring.Candidate{ID: uuid.New(), Name: name, Email: email, CreatedAt: noon()}
	a := hiring.Application{ID: uuid.New(), RequisitionID: r.requisition.ID, Language: hiring.Turkish, CreatedAt: noon()}
	return need(r.store.CreateApplication(context.Background(), c, a))(r.t)
}

// invited stores an application with its invitation, which ends some days from noon.
func (r *openRound) invited(name string, days int) (hiring.Application, hiring.Invitation) {
	r.t.Helper()
	a := r.apply(name, name+"@example.org")
	i := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: noon(), ExpiresAt: noon().AddDate(0, 0, days)}
	must(r.t, r.store.CreateInvitation(context.Background(), i, "hash of "+name))
	return a, i
}

// received hands the application's answers in, some hours after noon, with a fit unless it is negative.
func (r *openRound) received(a hiring.Application, hours int, fit float64) {
	r.t.Helper()
	ctx := context.Background()
	must(r.t, r.store.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Duration(hours)*time.Hour)))
	if fit >= 0 {
		must(r.t, r.store.SetFit(ctx, a.ID, store.FitColumns{Fit: &fit}))
		must(r.t, r.store.SetStage(ctx, a.ID, hiring.Scored, noon()))
	}
}
