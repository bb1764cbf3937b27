package main

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestDemoAndServeRunOnPostgres(t *testing.T) {
	t.Parallel()
	env := []string{"DATABASE_URL=" + testkit.PostgresDatabase(t)}
	p := startProgram(t, env, "demo", "-addr", "127.0.0.1:0", "-data", t.TempDir())
	says := readDemo(p.output())
	says.works(t, p.base)
	if code := p.stop(t); code != 0 {
		t.Errorf("exit %d after SIGTERM, want 0", code)
	}
	again := startProgram(t, env, "serve", "-addr", "127.0.0.1:0", "-data", t.TempDir())
	says.works(t, again.base)
	again.stop(t)
}

// TestTwoReplicasDoAJobOnce lets candidates submit while nobody works, then starts two programs on the same database.
func TestTwoReplicasDoAJobOnce(t *testing.T) {
	t.Parallel()
	address, ctx := testkit.PostgresDatabase(t), context.Background()
	st, err := store.Open(ctx, store.Config{DatabaseURL: address})
	ok(t, err)
	defer func() { _ = st.Close() }()
	a := app.New(st, app.Config{})
	owner := hiring.User{ID: uuid.New(), Email: "owner@example.org", Name: "Owner", Language: hiring.English, PasswordHash: "none", Roles: []hiring.Role{hiring.HR}, CreatedAt: a.Now()}
	ok(t, st.CreateOrganization(ctx, hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "hr@example.org", CreatedAt: a.Now()}))
	ok(t, st.CreateUser(ctx, owner))
	r := testkit.NewRound(t, a, owner, 12, nil)
	const candidates = 16
	for range candidates {
		r.Submit(r.Candidate("Candidate"), r.Bodies("I rang the customer and said that the mistake was mine.", 8, "a", "ab", "abc"))
	}
	env := []string{"DATABASE_URL=" + address}
	replicas := []*process{
		startProgram(t, env, "serve", "-addr", "127.0.0.1:0"), startProgram(t, env, "serve", "-addr", "127.0.0.1:0"),
	}
	waitForScores(t, st, candidates)
	for _, p := range replicas {
		p.stop(t)
	}
	db, err := sql.Open("pgx", address)
	ok(t, err)
	defer func() { _ = db.Close() }()
	var jobs, attempts, scores int
	ok(t, db.QueryRow("SELECT COUNT(*), SUM(attempts) FROM outbox WHERE kind = 'score'").Scan(&jobs, &attempts))
	ok(t, db.QueryRow("SELECT COUNT(*) FROM scores").Scan(&scores))
	if jobs != candidates || attempts != candidates || scores != candidates {
		t.Errorf("%d jobs were taken %d times and made %d scores, want %d each", jobs, attempts, scores, candidates)
	}
}

func waitForScores(t *testing.T, st *store.Store, want int) {
	t.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		n, err := st.JobCounts(context.Background(), "score", time.Now())
		ok(t, err)
		if n.Done == want {
			return
		}
		if time.Now().After(until) {
			t.Fatalf("after a minute: %+v", n)
		}
	}
}
