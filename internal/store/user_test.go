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

func user(email string, roles ...hiring.Role) hiring.User {
	return hiring.User{
		ID: uuid.New(), Email: email, Name: "Ayşe Öz", Language: hiring.English, PasswordHash: "$argon2id$x",
		Roles: roles, CreatedAt: noon(), Version: 1,
	}
}

func TestUserIsFoundByIDAndByEmailInAnyCase(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		want := user("ayse@example.org", hiring.HR, hiring.Recruiter)
		disabled := noon().Add(time.Hour)
		want.DisabledAt = &disabled
		must(t, s.CreateUser(ctx, want))
		for name, find := range map[string]func() (hiring.User, error){
			"id":    func() (hiring.User, error) { return s.User(ctx, want.ID) },
			"email": func() (hiring.User, error) { return s.UserByEmail(ctx, "AYSE@example.org") },
		} {
			u, err := find()
			must(t, err)
			if diff := cmp.Diff(want, u); diff != "" {
				t.Errorf("by %s (-want +got)\n%s", name, diff)
			}
		}
		if _, err := s.User(ctx, uuid.New()); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown id: got %v, want not found", err)
		}
	})
}

func TestAnEmailBelongsToOneUserAndAFailedCreationLeavesNothing(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.CreateUser(ctx, user("one@example.org", hiring.Admin)))
		wantKey(t, s.CreateUser(ctx, user("One@example.org")), hiring.Conflict, "error.duplicate")
		if err := s.CreateUser(ctx, user("two@example.org", "owner")); err == nil {
			t.Error("an unknown role was stored")
		}
		if n := need(s.CountUsers(ctx))(t); n != 1 {
			t.Errorf("%d users, want 1", n)
		}
	})
}

func TestUsersAreListedByNameWithTheirRoles(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b, a, none := user("b@example.org", hiring.Viewer, hiring.Admin), user("a@example.org", hiring.HR), user("c@example.org")
		b.Name, a.Name, none.Name = "B", "A", "C"
		for _, u := range []hiring.User{b, a, none} {
			must(t, s.CreateUser(ctx, u))
		}
		b.Roles = []hiring.Role{hiring.Admin, hiring.Viewer} // the order of hiring.Roles
		if diff := cmp.Diff([]hiring.User{a, b, none}, need(s.Users(ctx))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestUserUpdateReplacesRolesAndNeedsTheNewestVersion(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		u := user("a@example.org", hiring.Admin, hiring.HR)
		disabled := noon()
		u.DisabledAt = &disabled
		must(t, s.CreateUser(ctx, u))
		u.Name, u.Language, u.Roles, u.DisabledAt = "Renamed", hiring.Spanish, []hiring.Role{hiring.Viewer}, nil
		must(t, s.UpdateUser(ctx, u))
		late := u
		late.Roles = []hiring.Role{hiring.Admin}
		wantKey(t, s.UpdateUser(ctx, late), hiring.Conflict, "error.changed_meanwhile")
		must(t, s.SetPasswordHash(ctx, u.ID, "new"))
		u.Version, u.PasswordHash = 2, "new"
		if diff := cmp.Diff(u, need(s.User(ctx, u.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if err := s.SetPasswordHash(ctx, uuid.New(), "x"); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown user: got %v, want not found", err)
		}
	})
}
