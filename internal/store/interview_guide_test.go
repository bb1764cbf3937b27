package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// newGuided stores a requisition and nothing more.
func newGuided(t testing.TB, s *store.Store) uuid.UUID {
	t.Helper()
	ctx := context.Background()
	u := user("owner-" + uuid.NewString() + "@example.org")
	must(t, s.CreateUser(ctx, u))
	position := hiring.Position{ID: uuid.New(), Name: "Desk", Level: hiring.Frontline, CreatedAt: noon()}
	must(t, s.CreatePosition(ctx, position))
	r := hiring.Requisition{ID: uuid.New(), Name: "r", PositionID: position.ID, OwnerID: u.ID, LinkDays: 7, CreatedAt: noon()}
	must(t, s.CreateRequisition(ctx, r))
	return r.ID
}

func TestAGuideIsWrittenByOneAtATimeAndStaysOnceFixed(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		requisition, at := newGuided(t, s), noon()
		if d := cmp.Diff(hiring.DefaultGuide(requisition), need(s.InterviewGuide(ctx, requisition))(t)); d != "" {
			t.Errorf("while nobody has written one (-want +got)\n%s", d)
		}
		g := hiring.InterviewGuide{
			RequisitionID: requisition, Questions: []uuid.UUID{uuid.New(), uuid.New()}, Opening: hiring.Words{hiring.Turkish: "Hoş geldiniz"},
			Closing: hiring.Words{hiring.English: "Thank you"}, Avoid: hiring.Words{hiring.Spanish: "El barrio"},
			Minutes: hiring.GuideMinutes{Opening: 4, Question: 7, Candidate: 9, Closing: 3}, ShowsAnswers: true,
			Practices: []string{hiring.PracticeTraining}, CreatedAt: noon(), Version: 1,
		}
		must(t, s.AddInterviewGuide(ctx, g))
		wantKey(t, s.AddInterviewGuide(ctx, g), hiring.Conflict, "error.changed_meanwhile")
		if d := cmp.Diff(g, need(s.InterviewGuide(ctx, requisition))(t)); d != "" {
			t.Errorf("as first written (-want +got)\n%s", d)
		}
		g.Questions, g.ShowsAnswers, g.Minutes.Question, g.FrozenAt = g.Questions[1:], false, 10, &at
		must(t, s.UpdateInterviewGuide(ctx, g))
		wantKey(t, s.UpdateInterviewGuide(ctx, g), hiring.Conflict, "error.changed_meanwhile")
		g.Version = 2
		if d := cmp.Diff(g, need(s.InterviewGuide(ctx, requisition))(t)); d != "" {
			t.Errorf("as changed (-want +got)\n%s", d)
		}
		g.FrozenAt = nil
		wantKey(t, s.UpdateInterviewGuide(ctx, g), hiring.Conflict, "error.changed_meanwhile")
		g.RequisitionID = uuid.New()
		wantKey(t, s.AddInterviewGuide(ctx, g), hiring.NotFound, "error.not_found")
	})
}
