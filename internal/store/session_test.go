package store_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestSessionsAreFoundReplacedAndEnded(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		sessions, soon := s.Sessions(), time.Now().Add(time.Hour)
		for _, data := range [][]byte{{0, 255, '"', 0xc3}, {1}} {
			must(t, sessions.Commit("a", data, soon))
			if found, ok, err := sessions.Find("a"); !ok || err != nil || !bytes.Equal(found, data) {
				t.Errorf("found %v, %v, %v; want %v", found, ok, err, data)
			}
		}
		must(t, sessions.Delete("a"))
		must(t, sessions.Delete("a"))
		if _, ok, err := sessions.Find("a"); ok || err != nil {
			t.Errorf("an ended session: found %v, %v", ok, err)
		}
	})
}

func TestAnExpiredSessionIsNotFoundAndSwept(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, now := context.Background(), time.Now()
		must(t, s.Sessions().Commit("old", []byte{1}, now.Add(-time.Second)))
		must(t, s.Sessions().Commit("new", []byte{1}, now.Add(time.Hour)))
		if _, ok, err := s.Sessions().Find("old"); ok || err != nil {
			t.Errorf("an expired session: found %v, %v", ok, err)
		}
		if n := need(s.SweepSessions(ctx, now))(t); n != 1 {
			t.Errorf("%d swept, want 1", n)
		}
		if _, ok, err := s.Sessions().Find("new"); !ok || err != nil {
			t.Errorf("a live session: found %v, %v", ok, err)
		}
	})
}

func TestTheSessionManagerKeepsOnlyHashes(t *testing.T) {
	t.Parallel()
	s := testkit.Store(t)
	manager := scs.New()
	manager.Store, manager.HashTokenInStore = s.Sessions(), true
	handler := manager.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		manager.Put(r.Context(), "seen", manager.GetInt(r.Context(), "seen")+1)
	}))
	first := httptest.NewRecorder()
	handler.ServeHTTP(first, httptest.NewRequest(http.MethodGet, "/", nil))
	cookies := first.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies, want 1", len(cookies))
	}
	if _, ok, err := s.Sessions().Find(cookies[0].Value); ok || err != nil {
		t.Errorf("the token itself opens a session: %v, %v", ok, err)
	}
	again := httptest.NewRequest(http.MethodGet, "/", nil)
	again.AddCookie(cookies[0])
	handler.ServeHTTP(httptest.NewRecorder(), again)
	ctx := need(manager.Load(context.Background(), cookies[0].Value))(t)
	if seen := manager.GetInt(ctx, "seen"); seen != 2 {
		t.Errorf("the session remembers %d visits, want 2", seen)
	}
}

func TestASetupLinkWorksOnceUntilItExpires(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, expires := context.Background(), noon().Add(time.Hour)
		must(t, s.PutSetupLink(ctx, "first", noon(), expires))
		must(t, s.PutSetupLink(ctx, "second", noon(), expires))
		open := func(hash string, at time.Time) bool { return need(s.SetupLinkOpen(ctx, hash, at))(t) }
		if open("first", noon()) || !open("second", noon()) || open("second", expires) || open("third", noon()) {
			t.Error("not just the newest link is open, until it expires")
		}
		for name, err := range map[string]error{
			"replaced": s.UseSetupLink(ctx, "first", noon()),
			"expired":  s.UseSetupLink(ctx, "second", expires),
			"unknown":  s.UseSetupLink(ctx, "third", noon()),
		} {
			if hiring.KindOf(err) != hiring.NotFound {
				t.Errorf("%s: got %v, want not found", name, err)
			}
		}
		must(t, s.UseSetupLink(ctx, "second", noon()))
		if err := s.UseSetupLink(ctx, "second", noon()); hiring.KindOf(err) != hiring.NotFound || open("second", noon()) {
			t.Errorf("used twice: got %v, want not found", err)
		}
	})
}
