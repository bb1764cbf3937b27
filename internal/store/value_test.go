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

func honesty(position int) hiring.Value {
	return hiring.Value{
		ID: uuid.New(), Library: "honesty", Name: hiring.Words{"en": "Honesty", "tr": "Dürüstlük"},
		Meaning: hiring.Words{"es": "Nos pueden creer."}, Action: hiring.Words{"en": "Tell the truth"},
		Behaviors: []hiring.Words{{"en": "Owns up"}, {"tr": "Söyler"}}, Metrics: []string{"NPS", "QA"},
		Position: position, CreatedAt: noon(), Version: 1,
	}
}

func TestValueComesBackAsStored(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, want := context.Background(), honesty(1)
		must(t, s.CreateValue(ctx, want))
		if diff := cmp.Diff(want, need(s.Value(ctx, want.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if _, err := s.Value(ctx, uuid.New()); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown id: got %v, want not found", err)
		}
	})
}

func TestValuesStandInTheCompanysOrderAndRetiredOnesLast(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		retired, second, first := honesty(1), honesty(3), honesty(2)
		at := noon().Add(time.Hour)
		retired.RetiredAt = &at
		for _, v := range []hiring.Value{second, retired, first} {
			must(t, s.CreateValue(ctx, v))
		}
		if diff := cmp.Diff([]hiring.Value{first, second}, need(s.Values(ctx))(t)); diff != "" {
			t.Errorf("in use (-want +got)\n%s", diff)
		}
		must(t, s.SetValueOrder(ctx, []uuid.UUID{second.ID, first.ID}))
		second.Position, first.Position = 1, 2
		if diff := cmp.Diff([]hiring.Value{second, first, retired}, need(s.AllValues(ctx))(t)); diff != "" {
			t.Errorf("all, after moving (-want +got)\n%s", diff)
		}
		if err := s.SetValueOrder(ctx, []uuid.UUID{first.ID, uuid.New()}); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown id: got %v, want not found", err)
		}
		if got := need(s.Value(ctx, first.ID))(t); got.Position != 2 {
			t.Errorf("a failed order moved a value to %d", got.Position)
		}
	})
}

func TestValueUpdateNeedsTheNewestVersion(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, v := context.Background(), honesty(1)
		must(t, s.CreateValue(ctx, v))
		v.Action, v.Behaviors, v.Metrics = hiring.Words{}, []hiring.Words{}, []string{}
		must(t, s.UpdateValue(ctx, v))
		late := v
		late.Name = hiring.Words{"en": "Overwritten"}
		wantKey(t, s.UpdateValue(ctx, late), hiring.Conflict, "error.changed_meanwhile")
		v.Version = 2
		if diff := cmp.Diff(v, need(s.Value(ctx, v.ID))(t)); diff != "" {
			t.Errorf("the first edit stands, emptied fields are empty (-want +got)\n%s", diff)
		}
	})
}
