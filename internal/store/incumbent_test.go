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

func TestIncumbentsStandByGroupThenName(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBenchmark(t, s, "Care")
		months := 18
		var want []hiring.Incumbent
		for _, i := range []hiring.Incumbent{
			{Name: "Zoe", Email: "z@example.org", Group: hiring.TopRep, TenureMonths: &months, Metrics: map[string]float64{"csat": 4.75}, Team: "A", Manager: "M"},
			{Name: "Ada", Email: "a@example.org", Group: hiring.ComparisonRep, Metrics: map[string]float64{}},
			{Name: "Bo", Email: "b@example.org", Metrics: map[string]float64{}},
		} {
			i.ID, i.BenchmarkID, i.Language, i.CreatedAt, i.Version = uuid.New(), b.ID, hiring.Spanish, noon(), 1
			must(t, s.CreateIncumbent(ctx, i))
			want = append(want, i)
		}
		if diff := cmp.Diff(want, need(s.Incumbents(ctx, b.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		again := want[0]
		again.ID = uuid.New()
		wantKey(t, s.CreateIncumbent(ctx, again), hiring.Conflict, "error.duplicate")
	})
}

func TestIncumbentIsMovedByOneAtATime(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		i := hiring.Incumbent{ID: uuid.New(), BenchmarkID: newBenchmark(t, s, "Care").ID, Name: "Ada", Email: "a@example.org", Metrics: map[string]float64{}, Language: hiring.English, CreatedAt: noon(), Version: 1}
		must(t, s.CreateIncumbent(ctx, i))
		i.Group, i.Proposed, i.GroupReason = hiring.TopRep, hiring.ComparisonRep, "her team knows why"
		must(t, s.UpdateIncumbent(ctx, i))
		wantKey(t, s.UpdateIncumbent(ctx, i), hiring.Conflict, "error.changed_meanwhile")
		i.Version = 2
		if diff := cmp.Diff(i, need(s.Incumbent(ctx, i.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
