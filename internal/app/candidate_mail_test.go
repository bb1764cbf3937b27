package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// promising is a mailing opening whose round promises something.
func promising(t *testing.T, p hiring.Promise) (*opening, *testkit.SMTP) {
	t.Helper()
	o, post := newMailing(t)
	r := o.stands()
	r.Policy.Promise = p
	ok(t, o.app.ChangeRequisition(context.Background(), o.who(), r, nil))
	return o, post
}

// arrived returns the subjects of what has arrived, and forgets nothing.
func arrived(t *testing.T, post *testkit.SMTP) []letter {
	t.Helper()
	var out []letter
	for _, m := range post.Received() {
		out = append(out, read(t, m))
	}
	return out
}

func TestNoticeGoesOutFirstAndTheQuestionnaireOpensWhenItHasPassed(t *testing.T) {
	t.Parallel()
	o, post := promising(t, hiring.Promise{NoticeDays: 10})
	ctx := context.Background()
	inv := o.invite("ana@example.org") // Monday 23 November 2026
	o.app.WorkAll(ctx)
	got := arrived(t, post)
	if len(got) != 1 || !strings.Contains(got[0].subject, "8 de diciembre de 2026") || !strings.Contains(got[0].plain, "Touchstone") {
		t.Fatalf("%+v", got)
	}
	token := linkPattern.FindStringSubmatch(got[0].plain)[1]
	start := func() error {
		q, err := o.app.OpenLink(ctx, token)
		ok(t, err)
		_, err = o.app.StartAttempt(ctx, q, app.AttemptStart{Language: hiring.Spanish, Consent: true})
		return err
	}
	wantClash(t, start(), "questionnaire.not_open")
	wantClash(t, o.app.StartSpoken(ctx, o.owner.ID, inv.ID, hiring.Spanish, true), "questionnaire.not_open")
	_, err := o.app.SaveAnswer(ctx, token, app.AnswerSave{Number: 1, Body: hiring.AnswerBody{Text: "early"}})
	if hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("an answer before it opens: %v", err)
	}
	o.now = time.Date(2026, 12, 7, 23, 59, 0, 0, time.UTC)
	o.app.WorkAll(ctx)
	wantClash(t, start(), "questionnaire.not_open")
	o.now = time.Date(2026, 12, 8, 0, 0, 0, 0, time.UTC)
	o.app.WorkAll(ctx)
	if got = arrived(t, post); len(got) != 2 || !strings.Contains(got[1].plain, "22 de diciembre de 2026") {
		t.Fatalf("when it opens: %+v", got)
	}
	ok(t, start())
}

func TestNoticeThatBouncedCountsFromWhenItArrives(t *testing.T) {
	t.Parallel()
	o, post := promising(t, hiring.Promise{NoticeDays: 1})
	ctx := context.Background()
	post.Refuse("ana@example.org", 550)
	inv := o.invite("ana@example.org")
	o.app.WorkAll(ctx)
	o.now = o.now.AddDate(0, 0, 5) // Saturday
	stands := func() hiring.Invitation {
		t.Helper()
		got, err := o.store.Invitation(ctx, inv.Invitation)
		ok(t, err)
		return got
	}
	if got := stands(); got.NoticeAt != nil || !got.InNotice(o.now) || got.SendError == "" {
		t.Fatalf("nobody was given notice: %+v", got)
	}
	post.Refuse("ana@example.org", 0)
	ok(t, o.app.Resend(ctx, o.who(), inv.Invitation, 14))
	o.app.WorkAll(ctx)
	if got, want := stands(), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC); got.NoticeAt == nil || !got.OpensAt.Equal(want) || !got.ExpiresAt.Equal(want.AddDate(0, 0, 14)) {
		t.Errorf("opens %v until %v, want %v", got.OpensAt, got.ExpiresAt, want)
	}
}

func TestNoticeHandedOverOrReadAtTheLinkIsGiven(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	r := o.stands()
	r.Policy.NoticeDays = 2
	ok(t, o.app.ChangeRequisition(ctx, o.who(), r, nil))
	handed, opened := o.invite("handed@example.org"), o.invite("opened@example.org")
	o.now = o.now.AddDate(0, 0, 1)
	_, err := o.app.ShowLinks(ctx, o.who(), []uuid.UUID{handed.Invitation})
	ok(t, err)
	link, err := o.app.IssueLink(ctx, o.who(), opened.Invitation)
	ok(t, err)
	for range 2 {
		q, err := o.app.OpenLink(ctx, link[strings.LastIndex(link, "/")+1:])
		ok(t, err)
		ok(t, o.app.NoteOpened(ctx, q))
		o.now = o.now.Add(time.Hour)
	}
	for _, inv := range []app.Invited{handed, opened} {
		got, err := o.store.Invitation(ctx, inv.Invitation)
		ok(t, err)
		if want := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC); got.NoticeAt == nil || !got.OpensAt.Equal(want) {
			t.Errorf("notice %v, opens %v, want %v", got.NoticeAt, got.OpensAt, want)
		}
	}
}

func TestWhoHasNotFinishedIsRemindedOnce(t *testing.T) {
	t.Parallel()
	o, post := promising(t, hiring.Promise{RemindDays: 3})
	ctx := context.Background()
	late, done, longer := o.invite("late@example.org"), o.invite("done@example.org"), o.invite("longer@example.org")
	o.app.WorkAll(ctx)
	ok(t, o.store.SetStage(ctx, done.ID, hiring.Submitted, o.now))
	o.now = o.now.AddDate(0, 0, 5)
	ok(t, o.app.Resend(ctx, o.who(), longer.Invitation, 14))
	reminded := func() (to []string) {
		for _, m := range post.Received() {
			if strings.Contains(read(t, m).subject, "siguen abiertas") {
				to = append(to, m.To)
			}
		}
		return to
	}
	for range 12 {
		o.app.WorkAll(ctx)
		o.now = o.now.AddDate(0, 0, 1)
	}
	if got := strings.Join(reminded(), " "); got != "late@example.org longer@example.org" {
		t.Errorf("reminded: %q", got)
	}
	got, err := o.store.Invitation(ctx, late.Invitation)
	ok(t, err)
	if want := morning().AddDate(0, 0, 11); got.RemindedAt == nil || !got.RemindedAt.Equal(want) {
		t.Errorf("reminded %v, want %v", got.RemindedAt, want)
	}
	ok(t, o.app.Resend(ctx, o.who(), late.Invitation, 14))
	o.now = o.now.AddDate(0, 0, 12)
	o.app.WorkAll(ctx)
	if n := len(reminded()); n != 2 {
		t.Errorf("%d reminders after the link was made to work again", n)
	}
}

func TestCandidateIsMailedWhatHappensAfterwards(t *testing.T) {
	t.Parallel()
	o, post := promising(t, hiring.Promise{ReviewDays: 7})
	ctx := context.Background()
	hr := o.user("hr@hire.test", hiring.HR)
	inv := o.invite("ana@example.org")
	q := linkOf(t, o.app, inv.ID)
	_, err := o.app.StartAttempt(ctx, q, app.AttemptStart{Language: hiring.Spanish, Consent: true})
	ok(t, err)
	attempt, err := o.app.SubmitAttempt(ctx, linkOf(t, o.app, inv.ID))
	ok(t, err)
	_, err = o.app.Decide(ctx, o.owner, inv.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Somebody with more experience."})
	ok(t, err)
	d, err := o.app.DraftExplanation(ctx, o.owner, inv.ID, words(t), nil)
	ok(t, err)
	_, err = o.app.ReleaseExplanation(ctx, o.owner, inv.ID, words(t), d.Choice, d.Content.Sum())
	ok(t, err)
	q = linkOf(t, o.app, inv.ID)
	ok(t, o.app.AskReview(ctx, q, hiring.AskCorrection, "My name is spelt otherwise."))
	asked, err := o.app.ReviewRequestsFor(ctx, q)
	ok(t, err)
	o.app.WorkAll(ctx)
	ok(t, o.app.AnswerReview(ctx, hr, asked[0].ID, app.ReviewAnswer{Outcome: hiring.Corrected, Answer: "Corregido."}))
	o.app.WorkAll(ctx)
	all := ""
	for _, l := range arrived(t, post) {
		all += l.subject + "\n" + l.plain + l.html + "\n"
		for _, never := range []string{"spelt otherwise", "Corregido.", "experience", "no seguimos", "<no value>", "[mail"} {
			if strings.Contains(l.subject+l.plain+l.html, never) {
				t.Errorf("a mail says %q:\n%s", never, l.plain)
			}
		}
	}
	for what, want := range map[string]string{
		"receipt": attempt.Receipt, "explanation": "/explanation", "received": "a más tardar el 30 de noviembre de 2026", "answered": "tu petición tiene respuesta",
		"staff": "Candidate 1 (Autumn)", "requests": "/requests",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s (%q) in\n%s", what, want, all)
		}
	}
	if n := len(post.Received()); n != 6 {
		t.Errorf("%d mails, want an invitation, a receipt, an explanation, two about the request and one to the owner", n)
	}
}

func TestMailThatBouncedIsListedAndSentAgain(t *testing.T) {
	t.Parallel()
	o, post := newMailing(t)
	ctx := context.Background()
	post.Refuse("gone@example.org", 550)
	o.invite("gone@example.org")
	o.app.WorkAll(ctx)
	failed, err := o.store.Mails(ctx, true, 0, 10)
	ok(t, err)
	if len(failed) != 1 || failed[0].State != hiring.MailBounced || !strings.Contains(failed[0].Error, "mailbox unavailable") || strings.Contains(failed[0].Error, "gone@") {
		t.Fatalf("%+v", failed)
	}
	w, err := o.app.WaitingFor(ctx, hiring.User{ID: o.owner.ID, Roles: []hiring.Role{hiring.Admin}})
	ok(t, err)
	if w.FailedMails != 1 || w.Nobody {
		t.Errorf("%+v", w)
	}
	post.Refuse("gone@example.org", 0)
	o.now = o.now.Add(time.Minute)
	ok(t, o.app.ResendMail(ctx, o.who(), failed[0].ID))
	wantClash(t, o.app.ResendMail(ctx, o.who(), failed[0].ID), "error.changed_meanwhile")
	o.app.WorkAll(ctx)
	lines, err := o.store.Mails(ctx, false, 0, 10)
	ok(t, err)
	if n, err := o.store.CountFailedMails(ctx); len(post.Received()) != 1 || n != 0 || err != nil || lines[0].State != hiring.MailSent {
		t.Errorf("%d mails, %d failed, %+v", len(post.Received()), n, lines)
	}
}

func TestEveryTemplateIsWrittenInEveryLanguage(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	seen := map[string]string{}
	for _, name := range app.MailTemplates() {
		for _, l := range hiring.Languages() {
			m, err := o.app.PreviewMail(context.Background(), words(t).For(l), name)
			ok(t, err)
			for _, s := range []string{m.Subject, m.Plain, m.HTML} {
				if len(s) < 20 || strings.Contains(s, "[") || strings.Contains(s, "{{") || strings.Contains(s, "<no value>") {
					t.Errorf("%s in %s: %q", name, l, s)
				}
			}
			if other, twice := seen[m.Plain]; twice {
				t.Errorf("%s in %s says what %s says", name, l, other)
			}
			seen[m.Plain] = name + " " + string(l)
		}
	}
	if _, err := o.app.PreviewMail(context.Background(), words(t).For(hiring.English), "mail.unknown"); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("a template there is not: %v", err)
	}
}
