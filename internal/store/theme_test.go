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

func TestAThemeIsEditedByOneAtATime(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 1)
		by, at := need(s.Benchmark(ctx, b.id))(t).CreatedBy, noon()
		theme := hiring.Theme{
			ID: uuid.New(), BenchmarkID: b.id, QuestionVersionID: b.questions[0], Language: hiring.Turkish, FirstFound: "k",
			Name: "Geri arar", Sentences: []string{"s1", "s2"}, CreatedAt: noon(), Version: 1,
		}
		must(t, s.AddTheme(ctx, theme))
		again := theme
		again.ID = uuid.New()
		wantKey(t, s.AddTheme(ctx, again), hiring.Conflict, "error.changed_meanwhile")
		theme.Name, theme.DroppedReason, theme.DroppedBy, theme.DroppedAt = "Arar", "says nothing", &by, &at
		theme.Sentences = []string{"s1"}
		must(t, s.UpdateTheme(ctx, theme))
		wantKey(t, s.UpdateTheme(ctx, theme), hiring.Conflict, "error.changed_meanwhile")
		theme.Version = 2
		if diff := cmp.Diff([]hiring.Theme{theme}, need(s.Themes(ctx, b.id))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		wantKey(t, s.RemoveTheme(ctx, theme.ID, 1), hiring.Conflict, "error.changed_meanwhile")
		must(t, s.RemoveTheme(ctx, theme.ID, 2))
		wantKey(t, s.RemoveTheme(ctx, theme.ID, 2), hiring.NotFound, "error.not_found")
	})
}
