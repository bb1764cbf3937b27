package journey

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/server"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// site is a running application on a database in a file, with its worker.
type site struct {
	*httptest.Server
	gate  *gate
	app   *app.App
	store *store.Store
}

// newSite starts the application on an empty database.
func newSite(t *testing.T) *site {
	t.Helper()
	st, _ := testkit.FileStore(t)
	return serve(t, st)
}

// serve starts the application on a store.
func serve(t *testing.T, st *store.Store) *site {
	t.Helper()
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	front := httptest.NewUnstartedServer(nil)
	g := &gate{Listener: front.Listener, conns: map[*gated]bool{}}
	front.Listener = g
	base := "http://" + front.Listener.Addr().String()
	a := app.New(st, app.Config{BaseURL: base, Log: quiet})
	s, err := server.New(a, server.Config{BaseURL: base, Location: time.UTC, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	front.Config.Handler = s.Handler()
	front.Start()
	ctx, stop := context.WithCancel(context.Background())
	worked := make(chan struct{})
	go func() { defer close(worked); a.Work(ctx) }()
	t.Cleanup(func() {
		front.Close()
		stop()
		<-worked
	})
	return &site{Server: front, gate: g, app: a, store: st}
}

// works does all that is due, and waits until the server's own worker has done what it had begun: jobs may lead to jobs.
func (s *site) works(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	for end := time.Now().Add(stepTime); ; time.Sleep(5 * time.Millisecond) {
		s.app.WorkAll(ctx)
		n, err := s.store.JobCounts(ctx, "", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if n.Running == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the work does not end: %+v", n)
		}
	}
}

// setUp opens the one-time link and becomes the first user, with the interface in that language.
func setUp(t *testing.T, s *site, lang string) *tab {
	t.Helper()
	link, err := s.app.SetupLink(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, s.URL)
	b.open(link + "?lang=" + lang)
	b.sound()
	b.fill("#f-organization", "Alder & Finch")
	b.fill("#f-name", "Carmen Ortuño")
	b.fill("#f-email", "carmen@alderfinch.example")
	b.choose("#f-language", lang)
	b.fill("#f-password", "a password for tests only")
	b.click("button.main")
	return b
}
