package store_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestApplicationsAreNumberedWithinTheirRequisition(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r, other := newOpenRound(t, s), newOpenRound(t, s)
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() { r.apply("p", string(rune('a'+i))+"@example.org") })
		}
		wg.Wait()
		numbers := map[int]bool{}
		for _, a := range need(s.Pipeline(ctx, r.requisition.ID, store.PipelineFilter{Limit: 100}))(t) {
			numbers[a.Number] = true
		}
		if d := cmp.Diff(map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true}, numbers); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		if a := other.apply("p", "a@example.org"); a.Number != 1 {
			t.Errorf("another requisition begins at %d", a.Number)
		}
		_, err := s.CreateApplication(ctx, hiring.Candidate{ID: uuid.New(), Name: "again", Email: "a@example.org", CreatedAt: noon()},
			hiring.Application{ID: uuid.New(), RequisitionID: r.requisition.ID, Language: hiring.English, CreatedAt: noon()})
		wantKey(t, err, hiring.Conflict, "error.duplicate")
		if n := len(need(s.ApplicationEmails(ctx, r.requisition.ID))(t)); n != 6 {
			t.Errorf("%d addresses", n)
		}
	})
}

func TestApplicationNeverMovesBack(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a := r.apply("Ana", "ana@example.org")
		for _, step := range []struct{ set, want hiring.Stage }{
			{hiring.Started, hiring.Started}, {hiring.Submitted, hiring.Submitted}, {hiring.Started, hiring.Submitted},
			{hiring.Decided, hiring.Decided}, {hiring.Scored, hiring.Decided},
		} {
			must(t, s.SetStage(ctx, a.ID, step.set, noon()))
			if got := need(s.Application(ctx, a.ID))(t); got.Stage != step.want {
				t.Errorf("after %s: %s, want %s", step.set, got.Stage, step.want)
			}
		}
		if got := need(s.Application(ctx, a.ID))(t); got.ReceivedAt == nil || got.Name != "Ana" || got.Email != "ana@example.org" {
			t.Errorf("%+v", got)
		}
	})
}

func TestPipelineOrders(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		first, second, third, fourth := r.apply("1", "1@x.org"), r.apply("2", "2@x.org"), r.apply("3", "3@x.org"), r.apply("4", "4@x.org")
		r.received(second, 3, 40)
		r.received(third, 1, -1)
		r.received(fourth, 2, 90)
		must(t, s.SetStage(ctx, fourth.ID, hiring.Decided, noon()))
		newOpenRound(t, s).apply("other", "1@x.org")
		_ = first
		for _, c := range []struct {
			filter store.PipelineFilter
			want   string
		}{
			{store.PipelineFilter{}, "3421"},
			{store.PipelineFilter{Sort: store.ByNumber}, "1234"},
			{store.PipelineFilter{Sort: store.ByFit}, "4213"},
			{store.PipelineFilter{Sort: store.ByStage}, "1324"},
			{store.PipelineFilter{Sort: "fit DESC; --"}, "3421"},
			{store.PipelineFilter{Stage: hiring.Scored}, "2"},
			{store.PipelineFilter{Stage: "nonsense"}, ""},
			{store.PipelineFilter{Sort: store.ByNumber, From: place(t, 0, 0, 1), Limit: 2}, "23"},
			{store.PipelineFilter{Sort: store.ByNumber, From: place(t, 0, 0, 9)}, ""},
		} {
			if c.filter.Limit == 0 {
				c.filter.Limit = 10
			}
			got := ""
			for _, a := range need(s.Pipeline(ctx, r.requisition.ID, c.filter))(t) {
				got += a.Name
			}
			if got != c.want {
				t.Errorf("%+v: %s, want %s", c.filter, got, c.want)
			}
		}
	})
}
