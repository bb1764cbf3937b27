package app_test

import (
	"context"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// parcel is a mail with everything in it, by type.
type parcel struct {
	to, subject string
	parts       map[string]string
	method      string // of the calendar
}

func unpack(t *testing.T, m testkit.ReceivedMail) parcel {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(m.Data))
	ok(t, err)
	p := parcel{to: m.To, parts: map[string]string{}}
	p.subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	ok(t, err)
	p.add(t, msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), msg.Body)
	return p
}

func (p *parcel) add(t *testing.T, contentType, encoding string, body io.Reader) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	ok(t, err)
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return
			}
			ok(t, err)
			p.add(t, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part)
		}
	}
	switch encoding {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(body)
	ok(t, err)
	p.parts[kind] = string(b)
	if kind == "text/calendar" {
		p.method = params["method"]
	}
}

// calendar is the calendar entry's lines, unfolded.
func (p parcel) calendar() []string {
	s := strings.ReplaceAll(p.parts["text/calendar"], "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(s, "\n ", ""), "\n")
}

// deliver does what is due and returns the mails that came of it, by whom they went to.
func (o *interviewing) deliver(post *testkit.SMTP) map[string]parcel {
	o.t.Helper()
	before := len(post.Received())
	o.app.WorkAll(context.Background())
	out := map[string]parcel{}
	for _, m := range post.Received()[before:] {
		if _, twice := out[m.To]; twice {
			o.t.Errorf("two mails at once to %s", m.To)
		}
		out[m.To] = unpack(o.t, m)
	}
	return out
}

// told lists whom mails went to.
func told(mails map[string]parcel) string {
	var to []string
	for address := range mails {
		to = append(to, address)
	}
	slices.Sort(to)
	return strings.Join(to, " ")
}

const everybody = "ana@example.org gul@else.test rater@hire.test"

// newMailedInterview is one whose candidate, panel and mail server are there; the invitation to the questionnaire has
// been mailed.
func newMailedInterview(t *testing.T) (*interviewing, *testkit.SMTP) {
	t.Helper()
	st, path := testkit.FileStore(t)
	opening, post := newMailingIn(t, st)
	o := newInterviewing(t, opening)
	o.path = path
	o.app.WorkAll(context.Background())
	return o, post
}

func (p parcel) wants(t *testing.T, parts map[string]string, never ...string) {
	t.Helper()
	for what, want := range parts {
		if !strings.Contains(p.parts["text/plain"], want) {
			t.Errorf("to %s: no %s (%q) in\n%s", p.to, what, want, p.parts["text/plain"])
		}
	}
	for _, s := range never {
		for kind, body := range p.parts {
			if strings.Contains(body, s) {
				t.Errorf("to %s: %q must not be in the %s\n%s", p.to, s, kind, body)
			}
		}
	}
}

func (p parcel) wantLines(t *testing.T, lines ...string) {
	t.Helper()
	for _, l := range lines {
		if !slices.Contains(p.calendar(), l) {
			t.Errorf("to %s: no line %q in the calendar entry\n%s", p.to, l, strings.Join(p.calendar(), "\n"))
		}
	}
}

var guestLink = regexp.MustCompile(`https://hire\.test/i/([A-Za-z0-9_-]{32})`)

func TestEverybodyIsToldOfAnInterviewInTheirLanguageWithACalendarEntry(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	i, panel := o.scheduled()
	mails := o.deliver(post)
	if told(mails) != everybody {
		t.Fatalf("told %s", told(mails))
	}
	ana, rater, guest := mails["ana@example.org"], mails["rater@hire.test"], mails["gul@else.test"]
	ana.wants(t, map[string]string{
		"when": "25 de noviembre de 2026, 10:00–11:00, hora de Madrid (UTC+1)", "place": "Room 4", "names": "Gül Guest",
		"what to expect": "las mismas preguntas en el mismo orden", "another arrangement": "otro modo", "whom to ask": "people@hire.test",
	}, "rater@hire.test\"", "gul@else.test", "/i/", "/interviews/")
	rater.wants(t, map[string]string{
		"when": "Wednesday, 25 November 2026, 10:00–11:00, Madrid time (UTC+1)", "who": "Somebody", "page": "https://hire.test/interviews/" + i.ID.String(),
	}, "/i/", "gul@else.test")
	guest.wants(t, map[string]string{"who": "Somebody", "alone": "solo tuyo"}, "/interviews/", "rater@hire.test ")
	for _, m := range mails {
		m.wantLines(t, "METHOD:REQUEST", "UID:"+i.ID.String()+"@hire.test", "SEQUENCE:0", "DTSTART:20261125T090000Z", "DTEND:20261125T100000Z",
			"LOCATION:Room 4", `ORGANIZER;CN="Alder & Finch":mailto:people@hire.test`)
		if m.method != "REQUEST" || m.parts["application/ics"] != m.parts["text/calendar"] {
			t.Errorf("to %s: method %q, file\n%s", m.to, m.method, m.parts["application/ics"])
		}
		if n := strings.Count(m.parts["text/calendar"], "ATTENDEE"); n != 1 {
			t.Errorf("to %s: %d attendees", m.to, n)
		}
	}
	if strings.Contains(guest.parts["text/calendar"], "/i/") {
		t.Error("a personal link stands in a calendar entry")
	}
	token := guestLink.FindStringSubmatch(guest.parts["text/plain"])
	if token == nil || !strings.Contains(guest.parts["text/html"], token[0]) {
		t.Fatalf("no link in\n%s", guest.parts["text/plain"])
	}
	if p, of, err := o.app.PanelistByToken(context.Background(), token[1]); err != nil || p.ID != panel[1].ID || of.ID != i.ID {
		t.Errorf("the link opens %v %v %v", p.ID, of.ID, err)
	}
	got, err := o.store.Interview(context.Background(), i.ID)
	ok(t, err)
	for _, p := range o.panelOf(i.ID) {
		if p.NotifiedAt == nil || got.NotifiedAt == nil {
			t.Errorf("not marked as told: %+v", p)
		}
	}
}

func TestMovedInterviewKeepsItsEntryAndOldRemindersAreNotSent(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	ctx := context.Background()
	i, _ := o.scheduled()
	o.deliver(post)
	to := i
	to.StartsAt = i.StartsAt.AddDate(0, 0, 2)
	ok(t, o.app.MoveInterview(ctx, o.who(), to))
	mails := o.deliver(post)
	if told(mails) != everybody {
		t.Fatalf("told %s", told(mails))
	}
	for _, m := range mails {
		m.wantLines(t, "METHOD:REQUEST", "UID:"+i.ID.String()+"@hire.test", "SEQUENCE:1", "DTSTART:20261127T090000Z")
	}
	mails["rater@hire.test"].wants(t, map[string]string{"that it changed": "has changed", "when": "Friday, 27 November 2026"})
	o.now = i.StartsAt.Add(-time.Hour)
	if got := o.deliver(post); len(got) != 0 {
		t.Errorf("reminded of the old time: %s", told(got))
	}
	o.now = to.StartsAt.Add(-24 * time.Hour)
	mails = o.deliver(post)
	if told(mails) != everybody {
		t.Errorf("reminded: %s", told(mails))
	}
	mails["ana@example.org"].wants(t, map[string]string{"reminder": "Te recordamos"}, "gul@else.test")
	if got := o.actions(i.ID); got != "interview.scheduled interview.moved" {
		t.Errorf("audit: %s", got)
	}
}

func TestWordQueuedBeforeAMoveSaysOnlyWhatHoldsNow(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	i, _ := o.scheduled()
	i.Place = "Room 9"
	ok(t, o.app.MoveInterview(context.Background(), o.who(), i))
	mails := o.deliver(post) // fails on two mails to one person
	mails["rater@hire.test"].wants(t, map[string]string{"place": "Room 9"}, "Room 4")
	if told(mails) != everybody {
		t.Errorf("told %s", told(mails))
	}
}

func TestCancelledInterviewIsTakenOutOfCalendarsAndNobodyIsReminded(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	ctx := context.Background()
	i, _ := o.scheduled()
	token := guestLink.FindStringSubmatch(o.deliver(post)["gul@else.test"].parts["text/plain"])
	ok(t, o.app.CancelInterview(ctx, o.who(), i.ID, i.Version, "The position was filled inside."))
	mails := o.deliver(post)
	if told(mails) != everybody {
		t.Fatalf("told %s", told(mails))
	}
	for _, m := range mails {
		m.wants(t, nil, "position was filled", "/i/", "/interviews/")
		m.wantLines(t, "METHOD:CANCEL", "UID:"+i.ID.String()+"@hire.test", "SEQUENCE:1", "STATUS:CANCELLED")
	}
	o.now = i.StartsAt.Add(-time.Hour)
	if got := o.deliver(post); len(got) != 0 {
		t.Errorf("reminded: %s", told(got))
	}
	o.now = i.StartsAt.AddDate(0, 0, 2)
	if got := o.deliver(post); len(got) != 0 {
		t.Errorf("asked for scorecards: %s", told(got))
	}
	if _, _, err := o.app.PanelistByToken(ctx, token[1]); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("the guest's link still opens: %v", err)
	}
	if err := o.app.MoveInterview(ctx, o.who(), i); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("moved after it was cancelled: %v", err)
	}
}

func TestWhoseScorecardIsNotInIsRemindedADayAfter(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	i, panel := o.scheduled()
	o.now = i.EndsAt()
	o.deliver(post)
	o.begin(i, panel[0], false)
	o.begin(i, panel[1], true)
	o.now = i.EndsAt().Add(24*time.Hour - time.Minute)
	if got := o.deliver(post); len(got) != 0 {
		t.Errorf("too early: %s", told(got))
	}
	o.now = i.EndsAt().Add(24 * time.Hour)
	mails := o.deliver(post)
	if told(mails) != "rater@hire.test" {
		t.Fatalf("reminded %s", told(mails))
	}
	mails["rater@hire.test"].wants(t, map[string]string{"until": "28 November 2026, 10:00"})
	if mails["rater@hire.test"].method != "" {
		t.Error("a reminder of a scorecard changes a calendar")
	}
}

func TestReminderOfAnInterviewThatIsCloseIsNotQueued(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	plan := o.plan()
	plan.StartsAt = o.now.Add(24 * time.Hour)
	_, err := o.app.ScheduleInterview(context.Background(), o.owner, plan, o.panel())
	ok(t, err)
	o.deliver(post)
	o.now = o.now.Add(time.Hour)
	if got := o.deliver(post); len(got) != 0 {
		t.Errorf("reminded at once: %s", told(got))
	}
}

func TestAddressesThatRefuseAreShownAndNotTriedAgain(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	ctx := context.Background()
	for _, a := range []string{"ana@example.org", "gul@else.test"} {
		post.Refuse(a, 550)
	}
	post.Refuse("rater@hire.test", 451)
	i, panel := o.scheduled()
	if mails := o.deliver(post); len(mails) != 0 {
		t.Fatalf("told %s", told(mails))
	}
	got, err := o.store.Interview(ctx, i.ID)
	ok(t, err)
	if got.NotifiedAt != nil || !strings.Contains(got.SendError, "mailbox unavailable") {
		t.Errorf("candidate: %v %q", got.NotifiedAt, got.SendError)
	}
	for _, p := range o.panelOf(i.ID) {
		if p.NotifiedAt != nil || !strings.Contains(p.SendError, "mailbox unavailable") {
			t.Errorf("%s: %v %q", p.Name, p.NotifiedAt, p.SendError)
		}
	}
	for _, a := range strings.Fields(everybody) {
		post.Refuse(a, 0)
	}
	o.now = o.now.Add(time.Minute)
	if mails := o.deliver(post); told(mails) != "rater@hire.test" {
		t.Errorf("tried again: %s", told(mails))
	}
	ok(t, o.app.TellAgain(ctx, o.who(), i.ID, &panel[1].ID))
	ok(t, o.app.TellAgain(ctx, o.who(), i.ID, nil))
	if mails := o.deliver(post); told(mails) != "ana@example.org gul@else.test" {
		t.Errorf("told again: %s", told(mails))
	}
	for _, p := range o.panelOf(i.ID) {
		if p.NotifiedAt == nil || p.SendError != "" {
			t.Errorf("%s: %v %q", p.Name, p.NotifiedAt, p.SendError)
		}
	}
}

func TestWhoLeavesAPanelIsToldAndWhoComesBackIsToldAgain(t *testing.T) {
	t.Parallel()
	o, post := newMailedInterview(t)
	ctx := context.Background()
	i, panel := o.scheduled()
	token := guestLink.FindStringSubmatch(o.deliver(post)["gul@else.test"].parts["text/plain"])
	ok(t, o.app.RemovePanelist(ctx, o.who(), i.ID, panel[1].ID))
	mails := o.deliver(post)
	if told(mails) != "gul@else.test" {
		t.Fatalf("told %s", told(mails))
	}
	mails["gul@else.test"].wantLines(t, "METHOD:CANCEL", "STATUS:CANCELLED")
	mails["gul@else.test"].wants(t, map[string]string{"that it stands": "Ya no formas parte"}, "/i/")
	opens := func() error { _, _, err := o.app.PanelistByToken(ctx, token[1]); return err }
	if err := opens(); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("the link of one removed: %v", err)
	}
	o.now = o.now.Add(time.Minute)
	ok(t, o.app.AddPanelist(ctx, o.who(), i.ID, hiring.Panelist{Name: "Gül G.", Email: "gul@else.test"}))
	mails = o.deliver(post)
	if told(mails) != "gul@else.test" {
		t.Fatalf("told %s", told(mails))
	}
	mails["gul@else.test"].wantLines(t, "METHOD:REQUEST")
	if err := opens(); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("an old link opens again: %v", err)
	}
	o.now = i.StartsAt.Add(-24 * time.Hour)
	if got := o.deliver(post); told(got) != everybody {
		t.Errorf("reminded: %s", told(got))
	}
	if got := o.actions(panel[1].ID); !strings.HasPrefix(got, "panelist.link_issued panelist.removed panelist.added panelist.link_issued") {
		t.Errorf("audit: %s", got)
	}
}

func TestInterviewJobsHoldIdsAlone(t *testing.T) {
	t.Parallel()
	o, _ := newMailedInterview(t)
	i, _ := o.scheduled()
	for range 3 {
		job, there, err := o.store.Claim(context.Background(), o.now, time.Minute)
		ok(t, err)
		payload := string(job.Payload)
		if !there || !strings.Contains(payload, i.ID.String()) || strings.Contains(payload, "@") || strings.Contains(payload, "Room") {
			t.Errorf("payload %q", payload)
		}
	}
}
