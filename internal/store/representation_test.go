package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestOneRepresentationIsInUse(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, u := context.Background(), user("admin@example.org")
		must(t, s.CreateUser(ctx, u))
		if _, err := s.Representation(ctx); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("a new store: %v, want none", err)
		}
		must(t, s.EndRepresentation(ctx, u.ID, noon()))
		service := func(model string) hiring.Representation {
			return hiring.Representation{
				ID: uuid.Must(uuid.NewV7()), URL: "https://example.org", Model: model, Size: 3, Key: "remote:example.org/" + model + "/3", SetBy: u.ID, SetAt: noon(),
			}
		}
		first, second := service("a"), service("b")
		must(t, s.AddRepresentation(ctx, first))
		if err := s.AddRepresentation(ctx, second); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("a second one beside the first: %v, want a conflict", err)
		}
		must(t, s.EndRepresentation(ctx, u.ID, noon().Add(time.Hour)))
		must(t, s.AddRepresentation(ctx, second))
		if diff := cmp.Diff(second, need(s.Representation(ctx))(t)); diff != "" {
			t.Error(diff)
		}
		all := need(s.Representations(ctx, 10))(t)
		if len(all) != 2 || all[0].ID != second.ID || all[1].InUse() || *all[1].EndedBy != u.ID {
			t.Errorf("%+v", all)
		}
	})
}

func TestVectorsAreKeptOnceAndForgottenWithTheirSubject(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.KeepVectors(ctx, "r", "", nil))
		must(t, s.KeepVectors(ctx, "r", "", map[string][]float32{"shared": {1, -.5, 1e-30}}))
		must(t, s.KeepVectors(ctx, "r", "ada", map[string][]float32{"shared": {9}, "own": {0, 1, 0}}))
		must(t, s.KeepVectors(ctx, "other", "ada", map[string][]float32{"own": {7}}))
		want := map[string][]float32{"shared": {1, -.5, 1e-30}, "own": {0, 1, 0}}
		if diff := cmp.Diff(want, need(s.Vectors(ctx, "r", []string{"own", "shared", "never"}))(t)); diff != "" {
			t.Error(diff)
		}
		must(t, s.ForgetVectors(ctx, ""))
		must(t, s.ForgetVectors(ctx, "ada"))
		delete(want, "own")
		if diff := cmp.Diff(want, need(s.Vectors(ctx, "r", []string{"own", "shared"}))(t)); diff != "" {
			t.Error(diff)
		}
		if left := need(s.Vectors(ctx, "other", []string{"own"}))(t); len(left) != 0 {
			t.Errorf("of another representation %v is left", left)
		}
	})
}

func TestHeldJobSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.Enqueue(ctx, "score", "score:1", nil, noon()))
		job, _, err := s.Claim(ctx, noon(), time.Minute)
		must(t, err)
		if got := need(s.JobWaitsFor(ctx, "score:1"))(t); got != "" {
			t.Errorf("a job that runs waits for %q", got)
		}
		must(t, s.Hold(ctx, job, "a service"))
		if got, n := need(s.JobWaitsFor(ctx, "score:1"))(t), need(s.HeldFor(ctx, "a service"))(t); got != "a service" || n != 1 {
			t.Errorf("%d jobs held, this one for %q", n, got)
		}
		must(t, s.Wake(ctx, "a service"))
		if n := need(s.HeldFor(ctx, "a service"))(t); n != 0 {
			t.Errorf("%d jobs are still held", n)
		}
	})
}
