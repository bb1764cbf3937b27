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

// invite stores an invitation of a new incumbent, opened by the hash "h-" and its id.
func (b bench) invite(t *testing.T, s *store.Store) hiring.Invitation {
	t.Helper()
	incumbent := b.incumbent(t, s)
	i := hiring.Invitation{ID: uuid.New(), IncumbentID: &incumbent, CreatedAt: noon(), ExpiresAt: noon().AddDate(0, 0, 14)}
	must(t, s.CreateInvitation(context.Background(), i, "h-"+i.ID.String()))
	return i
}

func TestEveryTokenOfAnInvitationOpensIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 0)
		i, other := b.invite(t, s), b.invite(t, s)
		must(t, s.AddInvitationToken(ctx, i.ID, "second", noon()))
		for _, hash := range []string{"h-" + i.ID.String(), "second"} {
			if diff := cmp.Diff(i, need(s.InvitationByToken(ctx, hash))(t)); diff != "" {
				t.Errorf("by %s (-want +got)\n%s", hash, diff)
			}
		}
		if _, err := s.InvitationByToken(ctx, "third"); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown token: got %v, want not found", err)
		}
		wantKey(t, s.AddInvitationToken(ctx, other.ID, "second", noon()), hiring.Conflict, "error.duplicate")
		if err := s.AddInvitationToken(ctx, uuid.New(), "third", noon()); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("a token of no invitation: got %v, want not found", err)
		}
	})
}

func TestAnIncumbentHasOneInvitation(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		i := newBench(t, s, 0).invite(t, s)
		again := i
		again.ID = uuid.New()
		wantKey(t, s.CreateInvitation(ctx, again, "other"), hiring.Conflict, "error.duplicate")
		if diff := cmp.Diff(i, need(s.InvitationOfIncumbent(ctx, *i.IncumbentID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if _, err := s.InvitationOfApplication(ctx, *i.IncumbentID); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an incumbent's invitation taken for an application's: %v", err)
		}
	})
}

func TestWhatHappensToAnInvitationIsMarked(t *testing.T) {
	t.Parallel()
	later, latest := noon().Add(time.Hour), noon().Add(2*time.Hour)
	tests := map[string]struct {
		do   func(ctx context.Context, s *store.Store, id uuid.UUID) error
		want func(i *hiring.Invitation)
	}{
		"sent after a failure": {
			func(ctx context.Context, s *store.Store, id uuid.UUID) error {
				if err := s.MarkInvitationUnsent(ctx, id, "mailbox full"); err != nil {
					return err
				}
				return s.MarkInvitationSent(ctx, id, later)
			},
			func(i *hiring.Invitation) { i.SentAt = &later },
		},
		"a failure after it was sent": {
			func(ctx context.Context, s *store.Store, id uuid.UUID) error {
				if err := s.MarkInvitationSent(ctx, id, later); err != nil {
					return err
				}
				return s.MarkInvitationUnsent(ctx, id, "mailbox full")
			},
			func(i *hiring.Invitation) { i.SentAt, i.SendError = &later, "mailbox full" },
		},
		"opened twice": {
			func(ctx context.Context, s *store.Store, id uuid.UUID) error {
				if err := s.MarkInvitationOpened(ctx, id, later); err != nil {
					return err
				}
				return s.MarkInvitationOpened(ctx, id, latest)
			},
			func(i *hiring.Invitation) { i.OpenedAt = &later },
		},
		"revoked twice": {
			func(ctx context.Context, s *store.Store, id uuid.UUID) error {
				if err := s.RevokeInvitation(ctx, id, later); err != nil {
					return err
				}
				return s.RevokeInvitation(ctx, id, latest)
			},
			func(i *hiring.Invitation) { i.RevokedAt = &later },
		},
		"extended": {
			func(ctx context.Context, s *store.Store, id uuid.UUID) error {
				return s.ExtendInvitation(ctx, id, latest)
			},
			func(i *hiring.Invitation) { i.ExpiresAt = latest },
		},
	}
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 0)
		for name, tt := range tests {
			i := b.invite(t, s)
			must(t, tt.do(ctx, s, i.ID))
			tt.want(&i)
			if diff := cmp.Diff(i, need(s.Invitation(ctx, i.ID))(t)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", name, diff)
			}
			if err := tt.do(ctx, s, uuid.New()); hiring.KindOf(err) != hiring.NotFound {
				t.Errorf("%s, of an unknown invitation: got %v, want not found", name, err)
			}
		}
	})
}

func TestARevokedInvitationIsNotExtended(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		i := newBench(t, s, 0).invite(t, s)
		must(t, s.RevokeInvitation(ctx, i.ID, noon()))
		wantKey(t, s.ExtendInvitation(ctx, i.ID, noon().AddDate(1, 0, 0)), hiring.Conflict, "error.link_revoked")
		if expires := need(s.Invitation(ctx, i.ID))(t).ExpiresAt; !expires.Equal(i.ExpiresAt) {
			t.Errorf("expires %v, want %v", expires, i.ExpiresAt)
		}
	})
}

func TestInvitationsAreFoundForAWholeList(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 0)
		one, two := b.invite(t, s), b.invite(t, s)
		byID := map[uuid.UUID]hiring.Invitation{one.ID: one, two.ID: two}
		byIncumbent := map[uuid.UUID]hiring.Invitation{*one.IncumbentID: one, *two.IncumbentID: two}
		many := make([]uuid.UUID, 1200) // more than one statement's worth
		for i := range many {
			many[i] = uuid.New()
		}
		if diff := cmp.Diff(byID, need(s.Invitations(ctx, append(many, one.ID, two.ID)))(t)); diff != "" {
			t.Errorf("by id (-want +got)\n%s", diff)
		}
		incumbents := append(many, *one.IncumbentID, *two.IncumbentID)
		if diff := cmp.Diff(byIncumbent, need(s.InvitationsOfIncumbents(ctx, incumbents))(t)); diff != "" {
			t.Errorf("by incumbent (-want +got)\n%s", diff)
		}
		if found := need(s.InvitationsOfApplications(ctx, incumbents))(t); len(found) != 0 {
			t.Errorf("by application: %v, want none", found)
		}
		if found := need(s.Invitations(ctx, nil))(t); len(found) != 0 {
			t.Errorf("of nobody: %v, want none", found)
		}
	})
}
