package store_test

import (
	"context"
	"errors"
	"testing"

	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

var errOnPurpose = errors.New("on purpose")

func TestATransactionKeepsAllOrNothing(t *testing.T) {
	t.Parallel()
	two := func(ctx context.Context, s *store.Store, t *testing.T) {
		must(t, s.CreateUser(ctx, user("one@example.org")))
		must(t, s.CreateUser(ctx, user("two@example.org")))
	}
	inner := func(err error) func(context.Context, *store.Store, *testing.T) error {
		return func(ctx context.Context, s *store.Store, t *testing.T) error {
			two(ctx, s, t)
			return err
		}
	}
	tests := map[string]struct {
		do   func(ctx context.Context, s *store.Store, t *testing.T) error
		want int
		err  error
	}{
		"all went well": {do: inner(nil), want: 2},
		"an error":      {do: inner(errOnPurpose), want: 0, err: errOnPurpose},
		"joined, well": {want: 2, do: func(ctx context.Context, s *store.Store, t *testing.T) error {
			return s.Tx(ctx, func(ctx context.Context) error { return inner(nil)(ctx, s, t) })
		}},
		"joined, then the outer part fails": {want: 0, err: errOnPurpose, do: func(ctx context.Context, s *store.Store, t *testing.T) error {
			must(t, s.Tx(ctx, func(ctx context.Context) error { return inner(nil)(ctx, s, t) }))
			return errOnPurpose
		}},
		"the outer part swallows the inner error": {want: 0, err: errOnPurpose, do: func(ctx context.Context, s *store.Store, t *testing.T) error {
			_ = s.Tx(ctx, func(ctx context.Context) error { return inner(errOnPurpose)(ctx, s, t) })
			return nil
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Stores(t, func(t *testing.T, s *store.Store) {
				ctx := context.Background()
				err := s.Tx(ctx, func(ctx context.Context) error { return tt.do(ctx, s, t) })
				if !errors.Is(err, tt.err) {
					t.Errorf("got error %v, want %v", err, tt.err)
				}
				if n := need(s.CountUsers(ctx))(t); n != tt.want {
					t.Errorf("%d users, want %d", n, tt.want)
				}
			})
		})
	}
}

func TestAPanicUndoesTheTransactionAndFreesTheWriter(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = s.Tx(ctx, func(ctx context.Context) error {
				must(t, s.CreateUser(ctx, user("one@example.org")))
				panic("on purpose")
			})
		}()
		if n := need(s.CountUsers(ctx))(t); n != 0 {
			t.Errorf("%d users, want none", n)
		}
		must(t, s.CreateUser(ctx, user("two@example.org")))
	})
}

func TestReadsInsideATransactionSeeItAndOthersDoNotYet(t *testing.T) {
	t.Parallel()
	s, _ := testkit.FileStore(t) // readers of their own
	ctx := context.Background()
	must(t, s.Tx(ctx, func(inside context.Context) error {
		must(t, s.CreateUser(inside, user("one@example.org")))
		if n := need(s.CountUsers(inside))(t); n != 1 {
			t.Errorf("inside: %d users, want 1", n)
		}
		if n := need(s.CountUsers(ctx))(t); n != 0 {
			t.Errorf("outside: %d users, want 0", n)
		}
		return nil
	}))
	if n := need(s.CountUsers(ctx))(t); n != 1 {
		t.Errorf("afterwards: %d users, want 1", n)
	}
}
