package app_test

import (
	"context"
	"io"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"mime"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
	"touchstone/web"
)

// newMailing is an opening that mails.
func newMailing(t *testing.T) (*opening, *testkit.SMTP) {
	t.Helper()
	return newMailingIn(t, testkit.Store(t))
}

// newMailingIn is one in a store of one's own.
func newMailingIn(t *testing.T, st *store.Store) (*opening, *testkit.SMTP) {
	t.Helper()
	post := testkit.StartSMTP(t)
	o := newOpeningIn(t, st, func(cfg *app.Config) {
		m, err := mail.New(post.Address, "hr@hire.test")
		ok(t, err)
		words, err := i18n.Load(web.Files, "words")
		ok(t, err)
		cfg.Mail, cfg.Words = m, words
	})
	return o, post
}

// letter is a mail as its reader sees it.
type letter struct{ subject, plain, html string }

func read(t *testing.T, m testkit.ReceivedMail) letter {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(m.Data))
	ok(t, err)
	var l letter
	l.subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	ok(t, err)
	_, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	ok(t, err)
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return l
		}
		ok(t, err)
		b, err := io.ReadAll(quotedprintable.NewReader(p))
		ok(t, err)
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			l.html = string(b)
		} else {
			l.plain = string(b)
		}
	}
}

var linkPattern = regexp.MustCompile(`https://hire\.test/q/([A-Za-z0-9_-]{32})`)

func TestInvitationIsMailedInTheCandidatesLanguageWithALinkThatWorks(t *testing.T) {
	t.Parallel()
	o, post := newMailing(t)
	inv := o.invite("ana@example.org")
	o.app.WorkAll(context.Background())
	got := post.Received()
	if len(got) != 1 || got[0].To != "ana@example.org" {
		t.Fatalf("%+v", got)
	}
	l := read(t, got[0])
	for what, want := range map[string]string{"company": "Alder & Finch", "round": "Autumn"} {
		if !strings.Contains(l.subject, want) {
			t.Errorf("subject without %s: %q", what, l.subject)
		}
	}
	for what, want := range map[string]string{
		"name": "Hola, Somebody", "how long": "15 minutos", "until": "7 de diciembre de 2026", "contact": "people@hire.test", "another way": "otra forma de responder",
	} {
		if !strings.Contains(l.plain, want) || !strings.Contains(l.html, want) {
			t.Errorf("no %s (%q) in\n%s\n%s", what, want, l.plain, l.html)
		}
	}
	if !strings.Contains(l.html, `lang="es"`) || !strings.Contains(l.html, "Alder &amp; Finch") {
		t.Errorf("html\n%s", l.html)
	}
	token := linkPattern.FindStringSubmatch(l.plain)
	if token == nil || !strings.Contains(l.html, token[0]) {
		t.Fatalf("no link in\n%s\n%s", l.plain, l.html)
	}
	q, err := o.app.OpenLink(context.Background(), token[1])
	ok(t, err)
	if q.Invitation.ID != inv.Invitation || q.Invitation.SentAt == nil {
		t.Errorf("%+v", q.Invitation)
	}
}

func TestRefusedAddressIsShownAndNotTriedAgain(t *testing.T) {
	t.Parallel()
	o, post := newMailing(t)
	post.Refuse("gone@example.org", 550)
	inv := o.invite("gone@example.org")
	o.app.WorkAll(context.Background())
	got, err := o.store.Invitation(context.Background(), inv.Invitation)
	ok(t, err)
	if got.SentAt != nil || !strings.Contains(got.SendError, "mailbox unavailable") {
		t.Errorf("sent %v, error %q", got.SentAt, got.SendError)
	}
	if n, err := o.store.JobCounts(context.Background(), "", o.now); err != nil || n.Waiting != 0 || n.Done != 1 {
		t.Errorf("jobs %+v %v", n, err)
	}
}

func TestBusyServerIsTriedAgainAndTheFailureForgotten(t *testing.T) {
	t.Parallel()
	o, post := newMailing(t)
	ctx := context.Background()
	post.Refuse("ana@example.org", 451)
	inv := o.invite("ana@example.org")
	o.app.WorkAll(ctx)
	got, err := o.store.Invitation(ctx, inv.Invitation)
	ok(t, err)
	if got.SendError == "" {
		t.Fatal("the failure is not shown")
	}
	post.Refuse("ana@example.org", 0)
	o.now = o.now.Add(time.Minute)
	o.app.WorkAll(ctx)
	got, err = o.store.Invitation(ctx, inv.Invitation)
	ok(t, err)
	if len(post.Received()) != 1 || got.SendError != "" || got.SentAt == nil {
		t.Errorf("%d mails, %+v", len(post.Received()), got)
	}
}

func TestMailQueueHoldsNoTokenAndNoAddress(t *testing.T) {
	t.Parallel()
	o, _ := newMailing(t)
	inv := o.invite("ana@example.org")
	job, there, err := o.store.Claim(context.Background(), o.now, time.Minute)
	ok(t, err)
	if !there || string(job.Payload) != inv.Invitation.String() {
		t.Errorf("payload %q", job.Payload)
	}
}

func TestRevokedInvitationIsNotMailedAndAResentOneIs(t *testing.T) {
	t.Parallel()
	o, post := newMailing(t)
	ctx := context.Background()
	revoked, resent := o.invite("revoked@example.org"), o.invite("resent@example.org")
	ok(t, o.app.Revoke(ctx, o.who(), revoked.Invitation))
	o.app.WorkAll(ctx)
	o.now = o.now.AddDate(0, 0, 30)
	ok(t, o.app.Resend(ctx, o.who(), resent.Invitation, 14))
	o.app.WorkAll(ctx)
	var to []string
	for _, m := range post.Received() {
		to = append(to, m.To)
	}
	if strings.Join(to, " ") != "resent@example.org resent@example.org" {
		t.Errorf("mailed to %v", to)
	}
}

func TestIncumbentIsMailedInTheirLanguage(t *testing.T) {
	t.Parallel()
	o, post := newMailing(t)
	ctx := context.Background()
	v, err := o.store.BenchmarkVersion(ctx, o.version)
	ok(t, err)
	i := hiring.Incumbent{ID: uuid.New(), BenchmarkID: v.BenchmarkID, Name: "Rui", Email: "rui@hire.test", Language: hiring.Turkish, CreatedAt: o.now}
	ok(t, o.store.CreateIncumbent(ctx, i))
	inv := hiring.Invitation{ID: uuid.New(), IncumbentID: &i.ID, CreatedAt: o.now, ExpiresAt: o.now.AddDate(0, 0, 7)}
	ok(t, o.store.CreateInvitation(ctx, inv, ""))
	ok(t, o.app.Resend(ctx, o.who(), inv.ID, 7))
	o.app.WorkAll(ctx)
	got := post.Received()
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	if l := read(t, got[0]); !strings.Contains(l.plain, "Merhaba Rui") || !strings.Contains(l.subject, "Alder & Finch") {
		t.Errorf("%+v", l)
	}
}
