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

// noon is the time at which most tests happen.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func organization() hiring.Organization {
	return hiring.Organization{
		ID: uuid.New(), Name: "Çınar Destek", Language: hiring.Turkish, Purpose: "we help", CustomerWish: "they listened",
		Vision: "one call", VisionChecks: hiring.VisionChecks{Kind: true, Note: "too long"},
		Contact: "ik@cinar.example", CreatedAt: noon(),
	}
}

func TestOrganizationComesBackAsStored(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		if _, err := s.Organization(ctx); hiring.KindOf(err) != hiring.NotFound {
			t.Fatalf("before set-up: got %v, want not found", err)
		}
		want := organization()
		if err := s.CreateOrganization(ctx, want); err != nil {
			t.Fatal(err)
		}
		want.Version = 1
		got, err := s.Organization(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestThereIsOneOrganization(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		if err := s.CreateOrganization(ctx, organization()); err != nil {
			t.Fatal(err)
		}
		if err := s.CreateOrganization(ctx, organization()); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("a second one: got %v, want a conflict", err)
		}
	})
}

func TestOrganizationUpdateNeedsTheNewestVersion(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		o := organization()
		if err := s.CreateOrganization(ctx, o); err != nil {
			t.Fatal(err)
		}
		o.Version, o.Purpose, o.VisionChecks = 1, "", hiring.VisionChecks{Simple: true}
		if err := s.UpdateOrganization(ctx, o); err != nil {
			t.Fatal(err)
		}
		late := o
		late.Purpose = "overwritten"
		wantKey(t, s.UpdateOrganization(ctx, late), hiring.Conflict, "error.changed_meanwhile")
		got, err := s.Organization(ctx)
		if err != nil {
			t.Fatal(err)
		}
		o.Version = 2
		if diff := cmp.Diff(o, got); diff != "" {
			t.Errorf("the first edit stands (-want +got)\n%s", diff)
		}
		stranger := organization()
		stranger.Version = 1
		if err := s.UpdateOrganization(ctx, stranger); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown id: got %v, want not found", err)
		}
	})
}
