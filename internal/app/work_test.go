package app_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
	"touchstone/web"
)

// stuckMail is the address of a mail server that takes connections and then says nothing until hangUp. reached tells
// of each connection.
func stuckMail(t *testing.T) (address string, reached <-chan struct{}, hangUp func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	took, ended := make(chan struct{}, 100), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			defer func() { _ = c.Close() }()
			took <- struct{}{}
		}
	}()
	return "smtp+plain://" + ln.Addr().String(), took, func() {
		_ = ln.Close()
		<-ended
	}
}

// working starts the workers of an app on a store; they are told to stop, and waited for, before the test ends.
func working(t *testing.T, a *app.App) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); a.Work(ctx) }()
	t.Cleanup(func() {
		stop()
		<-ended
	})
}

func TestAScoreDoesNotWaitForASlowMailServer(t *testing.T) {
	t.Parallel()
	ctx, st := context.Background(), testkit.Store(t)
	ok(t, st.CreateOrganization(ctx, hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "hr@example.org", CreatedAt: morning()}))
	cfg := app.Config{BaseURL: "https://hire.test", Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	r := testkit.NewRound(t, app.New(st, cfg), scoringUser(t, st, "owner", hiring.Recruiter), 12, nil)
	ada := r.Candidate("Ada Lovelace")

	address, reached, hangUp := stuckMail(t)
	defer hangUp() // or the worker would wait for the time limit of a mail
	var err error
	cfg.Mail, err = mail.New(address, "hr@example.org")
	ok(t, err)
	cfg.Words, err = i18n.Load(web.Files, "words")
	ok(t, err)
	a := app.New(st, cfg)
	_, err = a.InviteCandidates(ctx, app.System(), r.Requisition.ID, []app.NewCandidate{{Name: "Grace Hopper", Email: "grace@example.org", Language: hiring.English}})
	ok(t, err)
	working(t, a)
	<-reached // the mail is under way, and stays so
	r.App = a
	r.Submit(ada, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		scores, err := st.Scores(ctx, ada.ID)
		ok(t, err)
		if len(scores) == 1 {
			break
		}
		if time.Since(began) > 5*time.Second {
			t.Fatalf("%d scores while a mail is stuck, want 1", len(scores))
		}
	}
	counts, err := st.JobCounts(ctx, "mail.invitation", a.Now())
	ok(t, err)
	if counts.Running != 1 {
		t.Errorf("the mail was over before the score: %+v", counts)
	}
}

// Taking over an old database puts one job for every rated application in the queue, all of them older than any score.
func TestAScoreDoesNotWaitForWhatFollowsFromRatings(t *testing.T) {
	t.Parallel()
	ctx, st := context.Background(), testkit.Store(t)
	ok(t, st.CreateOrganization(ctx, hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "hr@example.org", CreatedAt: morning()}))
	a := app.New(st, app.Config{BaseURL: "https://hire.test", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	r := testkit.NewRound(t, a, scoringUser(t, st, "owner", hiring.Recruiter), 12, nil)
	ada := r.Candidate("Ada Lovelace")
	r.Submit(ada, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	jobs := make([]store.NewJob, 20000)
	for i := range jobs {
		jobs[i] = store.NewJob{Kind: "combine", Dedupe: "combine:" + uuid.NewString(), Payload: []byte(ada.ID.String())}
	}
	ok(t, st.EnqueueAll(ctx, "", morning(), jobs...))
	working(t, a)
	for scored := false; !scored; time.Sleep(5 * time.Millisecond) {
		scores, err := st.Scores(ctx, ada.ID)
		ok(t, err)
		scored = len(scores) == 1
	}
	counts, err := st.JobCounts(ctx, "combine", a.Now())
	ok(t, err)
	if counts.Waiting == 0 {
		t.Errorf("the score came after all of them: %+v", counts)
	}
}
