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

func TestPositionIsStoredAndRefusesALateEdit(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		p := hiring.Position{
			ID: uuid.New(), Name: "Desk", Level: hiring.Manager, CreatedAt: noon(), Version: 1,
			Profile: hiring.RoleProfile{Needs: []hiring.Need{{Text: "Türkçe", Hard: true, Must: true}}},
		}
		must(t, s.CreatePosition(ctx, p))
		if d := cmp.Diff(p, need(s.Position(ctx, p.ID))(t)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		p.Name = "Help desk"
		must(t, s.UpdatePosition(ctx, p))
		wantKey(t, s.UpdatePosition(ctx, p), hiring.Conflict, "error.changed_meanwhile")
		_, err := s.Position(ctx, uuid.New())
		wantKey(t, err, hiring.NotFound, "error.not_found")
		must(t, s.CreatePosition(ctx, hiring.Position{ID: uuid.New(), Name: "Accounts", Level: hiring.Frontline, CreatedAt: noon()}))
		if ps := need(s.Positions(ctx))(t); len(ps) != 2 || ps[0].Name != "Accounts" {
			t.Errorf("%v", ps)
		}
	})
}

func TestRequisitionIsStoredWithValuesQuestionsAndPanel(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		if d := cmp.Diff(r.requisition, need(s.Requisition(ctx, r.requisition.ID))(t)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		order := []uuid.UUID{r.bench.questions[2], r.bench.questions[0]}
		must(t, s.SetRequisitionQuestions(ctx, r.requisition.ID, r.bench.questions))
		must(t, s.SetRequisitionQuestions(ctx, r.requisition.ID, order))
		if d := cmp.Diff(order, need(s.RequisitionQuestions(ctx, r.requisition.ID))(t)); d != "" {
			t.Errorf("questions (-want +got)\n%s", d)
		}
		changed := r.requisition
		decide := noon().AddDate(0, 1, 0)
		changed.Name, changed.DecideBy, changed.Policy.TextCounts = "Winter", &decide, false
		changed.Values = nil
		must(t, s.UpdateRequisition(ctx, changed))
		wantKey(t, s.UpdateRequisition(ctx, changed), hiring.Conflict, "error.changed_meanwhile")
		changed.Version, changed.Values = 2, []hiring.RequisitionValue{}
		if d := cmp.Diff(changed, need(s.Requisition(ctx, r.requisition.ID))(t)); d != "" {
			t.Errorf("changed (-want +got)\n%s", d)
		}
	})
}

func TestPanelTakesEachPersonOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		second := user("second-"+uuid.NewString()+"@example.org", hiring.Interviewer)
		must(t, s.CreateUser(ctx, second))
		must(t, s.AddPanel(ctx, r.requisition.ID, []uuid.UUID{r.owner.ID, second.ID}, noon().AddDate(0, 0, 1)))
		if d := cmp.Diff([]uuid.UUID{r.owner.ID, second.ID}, need(s.Requisition(ctx, r.requisition.ID))(t).Panel); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		must(t, s.RemoveFromPanel(ctx, r.requisition.ID, r.owner.ID))
		if d := cmp.Diff([]uuid.UUID{second.ID}, need(s.Requisition(ctx, r.requisition.ID))(t).Panel); d != "" {
			t.Errorf("after removing (-want +got)\n%s", d)
		}
	})
}

func TestRequisitionIsFrozenAndClosedOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		id := newOpenRound(t, s).requisition.ID
		for i, want := range []bool{true, false} {
			if first := need(s.FreezeRequisition(ctx, id, noon().AddDate(0, 0, i)))(t); first != want {
				t.Errorf("time %d: first %v", i, first)
			}
		}
		must(t, s.CloseRequisition(ctx, id, noon()))
		wantKey(t, s.CloseRequisition(ctx, id, noon()), hiring.Conflict, "error.requisition_closed")
		got := need(s.Requisition(ctx, id))(t)
		if !got.FrozenAt.Equal(noon()) || !got.ClosedAt.Equal(noon()) {
			t.Errorf("%v %v", got.FrozenAt, got.ClosedAt)
		}
	})
}

func TestRequisitionsAreListedForOwnerPanelAndHRWithCounts(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		mine, theirs := newOpenRound(t, s), newOpenRound(t, s)
		must(t, s.AddPanel(ctx, theirs.requisition.ID, []uuid.UUID{mine.owner.ID}, noon()))
		third := newOpenRound(t, s)
		mine.received(mine.apply("a", "a@example.org"), 1, 50)
		mine.apply("b", "b@example.org")
		listed := func(user uuid.UUID, everybodys bool) map[uuid.UUID]map[hiring.Stage]int {
			out := map[uuid.UUID]map[hiring.Stage]int{}
			for _, r := range need(s.RequisitionPage(ctx, store.RequisitionFilter{User: user, Everybodys: everybodys, Limit: 100}))(t).List {
				out[r.ID] = r.Counts
				if r.Position != "Desk" {
					t.Errorf("position %q", r.Position)
				}
			}
			return out
		}
		want := map[uuid.UUID]map[hiring.Stage]int{
			mine.requisition.ID: {hiring.Scored: 1, hiring.Invited: 1}, theirs.requisition.ID: nil,
		}
		if d := cmp.Diff(want, listed(mine.owner.ID, false)); d != "" {
			t.Errorf("owner (-want +got)\n%s", d)
		}
		want[third.requisition.ID] = nil
		if d := cmp.Diff(want, listed(uuid.New(), true)); d != "" {
			t.Errorf("HR (-want +got)\n%s", d)
		}
		if d := cmp.Diff(map[hiring.Stage]int{hiring.Scored: 1, hiring.Invited: 1}, need(s.StageCounts(ctx, mine.requisition.ID))(t)); d != "" {
			t.Errorf("counts (-want +got)\n%s", d)
		}
	})
}
