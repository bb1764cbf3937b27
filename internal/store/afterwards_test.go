package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestTheNewestExplanationIsReadAsItWasReleased(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, u, _ := judgedApplication(t, s)
		d := hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Decline, Reason: "why", By: u.ID, At: noon()}
		must(t, s.Decide(ctx, d, nil))
		_, err := s.ExplanationOf(ctx, a.ID)
		wantKey(t, err, hiring.NotFound, "error.not_found")
		for i, said := range []string{"first", "ikinci: şöyle"} {
			c := hiring.ExplanationContent{Language: hiring.Turkish, Title: said, Sections: []hiring.ExplanationSection{{Heading: "h", Values: []hiring.ExplainedValue{{Name: "v", Band: "b", Quotes: []string{"q"}}}}}}
			e := hiring.Explanation{ID: uuid.New(), ApplicationID: a.ID, DecisionID: d.ID, Content: c, Hash: c.Sum(), ReleasedBy: u.ID, ReleasedAt: noon().Add(time.Duration(i) * time.Hour)}
			if i > 0 { // older ones have none
				e.Choice = &hiring.ExplanationChoice{Values: []uuid.UUID{uuid.New()}, Note: "söz", TellReason: true}
			}
			must(t, s.ReleaseExplanation(ctx, e))
			got := need(s.ExplanationOf(ctx, a.ID))(t)
			if diff := cmp.Diff(e, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if again := need(s.Explanation(ctx, e.ID))(t); again.Hash != e.Hash {
				t.Errorf("by its id: %+v", again)
			}
		}
		must(t, s.Exec(ctx, "UPDATE explanations SET content = ? WHERE released_at = ?", `{"title":"forged"}`, noon().Add(time.Hour).UnixMilli()))
		if _, err := s.ExplanationOf(ctx, a.ID); err == nil {
			t.Error("a content that nobody released was read")
		}
	})
}

func TestRequestsStandInTheOrderTheyAreDueAndAreAnsweredOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, u, _ := judgedApplication(t, s)
		round := []uuid.UUID{a.RequisitionID}
		request := func(due int) hiring.ReviewRequest {
			r := hiring.ReviewRequest{ID: uuid.New(), ApplicationID: a.ID, Kind: hiring.AskReview, Message: fmt.Sprint(due), CreatedAt: noon(), DueAt: noon().AddDate(0, 0, due)}
			must(t, s.CreateReviewRequest(ctx, r))
			return r
		}
		late, soon := request(30), request(7)
		var order []string
		for _, r := range need(s.ReviewQueue(ctx, round, true, 10))(t) {
			order = append(order, r.Message)
		}
		if diff := cmp.Diff([]string{"7", "30"}, order); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if n := need(s.CountReviewQueue(ctx, round, uuid.Nil))(t); n != 2 {
			t.Errorf("%d wait", n)
		}
		at := noon().Add(time.Hour)
		soon.Outcome, soon.Answer, soon.AnsweredBy, soon.AnsweredAt = hiring.Upheld, "Read again.", &u.ID, &at
		must(t, s.AnswerReviewRequest(ctx, soon))
		wantKey(t, s.AnswerReviewRequest(ctx, soon), hiring.Conflict, "error.changed_meanwhile")
		missing := soon
		missing.ID = uuid.New()
		wantKey(t, s.AnswerReviewRequest(ctx, missing), hiring.NotFound, "error.not_found")
		if diff := cmp.Diff([]hiring.ReviewRequest{soon}, need(s.ReviewQueue(ctx, round, false, 10))(t)); diff != "" {
			t.Errorf("answered (-want +got)\n%s", diff)
		}
		if got := need(s.ReviewQueue(ctx, round, true, 10))(t); len(got) != 1 || got[0].ID != late.ID {
			t.Errorf("waiting: %v", got)
		}
		other := user("other@example.org")
		must(t, s.CreateUser(ctx, other))
		for _, c := range []struct {
			owner      uuid.UUID
			everything bool
			want       int
		}{{u.ID, false, 1}, {other.ID, false, 0}, {other.ID, true, 1}} {
			if got := need(s.RequisitionsWithRequests(ctx, c.owner, c.everything))(t); len(got) != c.want {
				t.Errorf("%+v: %v", c, got)
			}
		}
	})
}

// experienced lets somebody else of the round say how it felt.
func experienced(t *testing.T, s *store.Store, requisition uuid.UUID, e hiring.Experience) (invitation uuid.UUID) {
	t.Helper()
	ctx := context.Background()
	a := need(s.CreateApplication(ctx, hiring.Candidate{ID: uuid.New(), Name: "N", Email: uuid.NewString() + "@example.org", CreatedAt: noon()},
		hiring.Application{ID: uuid.New(), RequisitionID: requisition, Language: hiring.English, CreatedAt: noon()}))(t)
	inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: noon(), ExpiresAt: noon()}
	must(t, s.CreateInvitation(ctx, inv, ""))
	must(t, s.AddExperience(ctx, inv.ID, requisition, "2026-12", hiring.English, e))
	return inv.ID
}

func TestExperiencesAreShownInLotsOfFiveAndBelongToNobody(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, _, _ := judgedApplication(t, s)
		var last uuid.UUID
		for i := range 9 {
			last = experienced(t, s, a.RequisitionID, hiring.Experience{Answers: [3]int{5, 1 + i%5, 0}, Comment: fmt.Sprint("comment ", i)})
			report := need(s.ExperienceReport(ctx, a.RequisitionID))(t)
			if want := (i + 1) / 5 * 5; report.Forms != want || len(report.Comments) != want || report.N(0) != want || report.N(2) != 0 {
				t.Errorf("after %d: %d forms, %d comments, %d and %d answers", i+1, report.Forms, len(report.Comments), report.N(0), report.N(2))
			}
		}
		err := s.AddExperience(ctx, last, a.RequisitionID, "2026-12", hiring.English, hiring.Experience{Comment: "again"})
		wantKey(t, err, hiring.Conflict, "experience.given")
		if inv := need(s.Invitation(ctx, last))(t); !inv.ExperienceGiven {
			t.Error("the link does not note that it was used")
		}
		var rows int
		must(t, s.ReadValue(ctx, &rows, "SELECT COUNT(*) FROM experiences"))
		if rows != 1 {
			t.Errorf("nine people left %d rows; one counts them all", rows)
		}
	})
}

func TestALongListOfCommentsGoesOnInAnotherPart(t *testing.T) {
	t.Parallel()
	s, ctx := testkit.Store(t), context.Background()
	a, _, _ := judgedApplication(t, s)
	n := hiring.MostExperienceTogether + 5
	for i := range n {
		experienced(t, s, a.RequisitionID, hiring.Experience{Answers: [3]int{3, 3, 3}, Comment: fmt.Sprint("comment ", i)})
	}
	report := need(s.ExperienceReport(ctx, a.RequisitionID))(t)
	slices.Sort(report.Comments)
	if kept := len(slices.Compact(report.Comments)); report.Forms != n || kept != n {
		t.Errorf("%d forms, %d comments of %d", report.Forms, kept, n)
	}
}

func TestSelfIdentificationIsReplacedDeletedAndGivenBackToNobody(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		count := func(want int) {
			t.Helper()
			if n := need(s.CountSelfIdentifications(ctx))(t); n != want {
				t.Errorf("%d forms, want %d", n, want)
			}
		}
		must(t, s.PutSelfIdentification(ctx, "one", hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female"}))
		must(t, s.PutSelfIdentification(ctx, "one", hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "male"}))
		must(t, s.PutSelfIdentification(ctx, "two", hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "male"}))
		count(2)
		must(t, s.DeleteSelfIdentification(ctx, "one"))
		must(t, s.DeleteSelfIdentification(ctx, "never given"))
		count(1)
	})
}

// TestNoMethodGivesSelfIdentificationBack looks at every method of the store: none returns a form, whatever it takes.
func TestNoMethodGivesSelfIdentificationBack(t *testing.T) {
	t.Parallel()
	form := reflect.TypeFor[hiring.SelfIdentification]()
	methods := reflect.TypeFor[*store.Store]()
	looked := 0
	for i := range methods.NumMethod() {
		m := methods.Method(i)
		for out := range m.Type.NumOut() {
			looked++
			if holds(m.Type.Out(out), form, map[reflect.Type]bool{}) {
				t.Errorf("%s returns what somebody said of themselves", m.Name)
			}
		}
		if strings.Contains(m.Name, "SelfIdentification") {
			for in := range m.Type.NumIn() {
				if m.Type.In(in) == reflect.TypeFor[uuid.UUID]() {
					t.Errorf("%s takes an id: a form stands under a pseudonym alone", m.Name)
				}
			}
		}
	}
	if looked < 100 {
		t.Fatalf("only %d results were looked at", looked)
	}
}

// holds tells whether a type is, or anywhere holds, another.
func holds(t, what reflect.Type, seen map[reflect.Type]bool) bool {
	if t == what {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		return holds(t.Elem(), what, seen)
	case reflect.Map:
		return holds(t.Key(), what, seen) || holds(t.Elem(), what, seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if holds(t.Field(i).Type, what, seen) {
				return true
			}
		}
	}
	return false
}

func TestMailIsListedWithWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, u, _ := judgedApplication(t, s)
		post := func(kind string, at time.Time) hiring.Mail {
			m := hiring.Mail{ID: uuid.Must(uuid.NewV7()), Job: kind + ":1", Kind: kind, Payload: []byte("p"), CreatedAt: at, DueAt: at}
			if kind == "mail.staff" {
				m.UserID = &u.ID
			} else {
				m.ApplicationID = &a.ID
			}
			must(t, s.PostMail(ctx, m))
			return m
		}
		first := post("mail.first", noon())
		post("mail.staff", noon().Add(time.Minute))
		must(t, s.PostMail(ctx, hiring.Mail{ID: uuid.New(), Job: first.Job, Kind: first.Kind, Payload: []byte("p"), CreatedAt: noon(), DueAt: noon()}))
		states := func() (out []string) {
			for _, l := range need(s.Mails(ctx, false, 0, 10))(t) {
				out = append(out, l.Kind+" "+string(l.State)+" "+l.Name)
			}
			return out
		}
		if diff := cmp.Diff([]string{"mail.staff waiting " + u.Name, "mail.first waiting Ada"}, states()); diff != "" {
			t.Errorf("a second mail of the same name is none (-want +got)\n%s", diff)
		}
		must(t, s.MarkMail(ctx, first.Job, false, false, "421 busy", noon()))
		if got := states(); got[1] != "mail.first retried Ada" {
			t.Errorf("%v", got)
		}
		job, _, err := s.Claim(ctx, noon(), time.Minute, "mail.first")
		must(t, err)
		if job.Dedupe != first.Job {
			t.Errorf("the job calls itself %q", job.Dedupe)
		}
		for range store.MostJobAttempts {
			if dead, err := s.Fail(ctx, job, errors.New("busy"), noon()); err != nil || dead {
				break
			}
			must(t, s.Exec(ctx, "UPDATE outbox SET run_at = 0, locked_until = 0 WHERE dedupe = ?", first.Job))
			if job, _, err = s.Claim(ctx, noon(), time.Minute, "mail.first"); err != nil {
				t.Fatal(err)
			}
		}
		if got := states(); got[1] != "mail.first failed Ada" {
			t.Errorf("%v", got)
		}
		if n := need(s.CountFailedMails(ctx))(t); n != 1 {
			t.Errorf("%d failed", n)
		}
		must(t, s.MarkMail(ctx, "mail.staff:1", false, true, "550", noon()))
		if failed := need(s.Mails(ctx, true, 0, 10))(t); len(failed) != 2 || failed[0].State != hiring.MailBounced {
			t.Errorf("%+v", failed)
		}
		must(t, s.MarkMailResent(ctx, first.ID, noon()))
		wantKey(t, s.MarkMailResent(ctx, first.ID, noon()), hiring.Conflict, "error.changed_meanwhile")
		if n := need(s.CountFailedMails(ctx))(t); n != 1 {
			t.Errorf("%d failed once one was sent anew", n)
		}
	})
}

func TestNoticeIsGivenOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, _, _ := judgedApplication(t, s)
		opens := noon().AddDate(0, 0, 14)
		inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: noon(), ExpiresAt: opens, OpensAt: &opens}
		must(t, s.CreateInvitation(ctx, inv, "hash"))
		first := need(s.GiveNotice(ctx, inv.ID, noon().Add(time.Hour), opens.Add(time.Hour), opens.AddDate(0, 0, 14)))(t)
		again := need(s.GiveNotice(ctx, inv.ID, noon().Add(2*time.Hour), opens.Add(48*time.Hour), opens))(t)
		got := need(s.Invitation(ctx, inv.ID))(t)
		if !first || again || !got.NoticeAt.Equal(noon().Add(time.Hour)) || !got.OpensAt.Equal(opens.Add(time.Hour)) || !got.ExpiresAt.Equal(opens.AddDate(0, 0, 14)) {
			t.Errorf("%v %v %+v", first, again, got)
		}
		if l := need(s.Link(ctx, "hash"))(t); l.State(noon()) != hiring.LinkNotice || l.State(opens.Add(time.Hour)) != hiring.LinkUnused {
			t.Errorf("the link: %v, then %v", l.State(noon()), l.State(opens.Add(time.Hour)))
		}
		must(t, s.MarkReminded(ctx, inv.ID, noon()))
		must(t, s.MarkReminded(ctx, inv.ID, opens))
		if got := need(s.Invitation(ctx, inv.ID))(t); !got.RemindedAt.Equal(noon()) {
			t.Errorf("reminded %v", got.RemindedAt)
		}
	})
}
