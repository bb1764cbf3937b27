package store_test

import (
	"context"
	"slices"
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

// interviewed stores an interview with a new candidate, or with that application, and its panel.
func interviewed(t testing.TB, s *store.Store, requisition uuid.UUID, application uuid.UUID, panel ...hiring.Panelist) hiring.Interview {
	t.Helper()
	ctx := context.Background()
	r := need(s.Requisition(ctx, requisition))(t)
	if application == uuid.Nil {
		a := need(s.CreateApplication(ctx, hiring.Candidate{ID: uuid.New(), Name: "c", Email: uuid.NewString() + "@example.org", CreatedAt: noon()},
			hiring.Application{ID: uuid.New(), RequisitionID: requisition, Language: hiring.English, CreatedAt: noon()}))(t)
		application = a.ID
	}
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: application, RequisitionID: requisition, StartsAt: noon(), Minutes: 60, TimeZone: "UTC",
		Language: hiring.English, ClosesAt: noon(), CreatedBy: r.OwnerID, CreatedAt: noon(), Version: 1,
	}
	must(t, s.AddInterview(ctx, i))
	for k := range panel {
		panel[k].ID, panel[k].InterviewID, panel[k].AddedAt, panel[k].Language = uuid.New(), i.ID, noon(), hiring.English
	}
	must(t, s.AddPanelists(ctx, panel))
	return i
}

func TestThePanelsOfARequisitionAreThoseOfItsInterviewsByCandidate(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		requisition, other := newGuided(t, s), newGuided(t, s)
		u := user("ida-" + uuid.NewString() + "@example.org")
		must(t, s.CreateUser(ctx, u))
		ida, guest := hiring.Panelist{UserID: &u.ID, Name: "Ida", Email: u.Email}, hiring.Panelist{Name: "G", Email: "g@example.org"}
		first := interviewed(t, s, requisition, uuid.Nil, guest)
		interviewed(t, s, requisition, first.ApplicationID, hiring.Panelist{Name: "H", Email: "h@example.org"})
		off := interviewed(t, s, requisition, uuid.Nil, ida)
		off.CancelledAt = &off.StartsAt
		must(t, s.UpdateInterview(ctx, off))
		interviewed(t, s, other, uuid.Nil, ida)
		panels := need(s.RequisitionPanels(ctx, requisition))(t)
		var people []string
		for _, p := range panels[0] {
			people = append(people, p.Email)
		}
		slices.Sort(people)
		if d := cmp.Diff([]string{"g@example.org", "h@example.org"}, people); d != "" || len(panels) != 1 {
			t.Errorf("%d candidates; whom the first meets (-want +got)\n%s", len(panels), d)
		}
		for requisition, want := range map[uuid.UUID]bool{requisition: false, other: true} {
			if got := need(s.Interviews(ctx, requisition, u.ID))(t); got != want {
				t.Errorf("interviews there: %t, want %t", got, want)
			}
		}
		interviewed(t, s, requisition, uuid.Nil, ida)
		if !need(s.Interviews(ctx, requisition, u.ID))(t) || len(need(s.RequisitionPanels(ctx, requisition))(t)) != 2 {
			t.Error("a second candidate's panel is not seen")
		}
	})
}
