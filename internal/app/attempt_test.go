package app_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// asked is a requisition with two questions, and one candidate with a link.
type asked struct {
	*app.App
	store       *store.Store
	questions   []uuid.UUID // versions: a text, a scale
	application hiring.Application
	invitation  uuid.UUID
	token       string
}

func newAsked(t *testing.T) asked {
	t.Helper()
	a, s := company(t)
	ctx := context.Background()
	owner := hiring.User{ID: uuid.New(), Email: "o@example.org", Name: "o", Language: hiring.English, Roles: []hiring.Role{hiring.HR}, CreatedAt: morning()}
	ok(t, s.CreateUser(ctx, owner))
	value := hiring.Value{ID: uuid.New(), Name: hiring.Words{"en": "Honesty"}, CreatedAt: morning()}
	ok(t, s.CreateValue(ctx, value))
	position := hiring.Position{ID: uuid.New(), Name: "Desk", Level: hiring.Frontline, CreatedAt: morning()}
	ok(t, s.CreatePosition(ctx, position))
	r := hiring.Requisition{ID: uuid.New(), Name: "R", PositionID: position.ID, OwnerID: owner.ID, Languages: hiring.Languages(), CreatedAt: morning()}
	ok(t, s.CreateRequisition(ctx, r))
	x := asked{App: a, store: s}
	both := func(text string) hiring.Words { return hiring.Words{"en": text, "tr": text} }
	for i, w := range []hiring.Wording{
		{Kind: hiring.Text, Prompt: both("What happened?")},
		{Kind: hiring.Numeric, Prompt: both("How lucky?"), Lo: 1, Hi: 10, LowEnd: both("not"), HighEnd: both("very"), Mode: hiring.IdealPoint},
	} {
		id := uuid.New()
		v := hiring.QuestionVersion{ID: uuid.New(), QuestionID: id, Number: 1, Wording: w, CreatedAt: morning()}
		ok(t, s.CreateQuestion(ctx, hiring.Question{ID: id, ValueID: value.ID, Position: i, Current: v, CreatedAt: morning()}))
		x.questions = append(x.questions, v.ID)
	}
	ok(t, s.SetRequisitionQuestions(ctx, r.ID, x.questions))
	person := hiring.Candidate{ID: uuid.New(), Name: "Ayşe", Email: "a@example.org", CreatedAt: morning()}
	var err error
	x.application, err = s.CreateApplication(ctx, person, hiring.Application{ID: uuid.New(), RequisitionID: r.ID, Language: hiring.Turkish, CreatedAt: morning()})
	ok(t, err)
	inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &x.application.ID, CreatedAt: morning(), ExpiresAt: morning().Add(time.Hour)}
	ok(t, s.CreateInvitation(ctx, inv, ""))
	link, err := a.IssueLink(ctx, hr(), inv.ID)
	ok(t, err)
	x.invitation, x.token = inv.ID, link[strings.LastIndex(link, "/")+1:]
	return x
}

// open resolves the token.
func (x asked) open(t *testing.T) app.Questionnaire {
	t.Helper()
	q, err := x.OpenLink(context.Background(), x.token)
	ok(t, err)
	return q
}

// started is the questionnaire after the start, in Turkish.
func (x asked) started(t *testing.T) app.Questionnaire {
	t.Helper()
	_, err := x.StartAttempt(context.Background(), x.open(t), app.AttemptStart{Language: hiring.Turkish, Consent: true})
	ok(t, err)
	return x.open(t)
}

func TestStartingTwiceStartsOnce(t *testing.T) {
	t.Parallel()
	x := newAsked(t)
	q := x.open(t)
	if diff := cmp.Diff([]hiring.Language{hiring.English, hiring.Turkish}, q.Languages); diff != "" {
		t.Errorf("the languages everything is worded in (-want +got)\n%s", diff)
	}
	ctx := context.Background()
	first, err := x.StartAttempt(ctx, q, app.AttemptStart{Language: hiring.Turkish, Consent: true, Credit: true})
	ok(t, err)
	again, err := x.StartAttempt(ctx, q, app.AttemptStart{Language: hiring.English, Consent: true})
	ok(t, err)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the second start (-first +second)\n%s", diff)
	}
	if first.ConsentAt == nil || first.Credit {
		t.Errorf("consent %v, and a candidate is credited: %v", first.ConsentAt, first.Credit)
	}
	if diff := cmp.Diff([]string{"attempt.started"}, acts(t, x.store, first.ID)); diff != "" {
		t.Errorf("audit (-want +got)\n%s", diff)
	}
	a, err := x.store.Application(ctx, x.application.ID)
	ok(t, err)
	if a.Stage != hiring.Started {
		t.Errorf("the application is %s", a.Stage)
	}
}

func TestSubmittingAtTheSameTimeSubmitsOnce(t *testing.T) {
	t.Parallel()
	x := newAsked(t)
	q, ctx := x.started(t), context.Background()
	receipts := make([]string, 8)
	var wg sync.WaitGroup
	for i := range receipts {
		wg.Go(func() {
			a, err := x.SubmitAttempt(ctx, q)
			if err != nil {
				t.Error(err)
			}
			receipts[i] = a.Receipt
		})
	}
	wg.Wait()
	for _, r := range receipts {
		if r == "" || r != receipts[0] {
			t.Fatalf("receipts %v", receipts)
		}
	}
	if diff := cmp.Diff([]string{"attempt.started", "attempt.submitted"}, acts(t, x.store, q.Attempt.ID)); diff != "" {
		t.Errorf("audit (-want +got)\n%s", diff)
	}
	jobs, err := x.store.JobCounts(ctx, "score", morning())
	ok(t, err)
	if jobs.Waiting != 1 {
		t.Errorf("%d jobs to score, want 1", jobs.Waiting)
	}
}

func TestSaveSaysWhyItIsRefused(t *testing.T) {
	t.Parallel()
	x := newAsked(t)
	ctx := context.Background()
	save := func(s app.AnswerSave) error { _, err := x.SaveAnswer(ctx, x.token, s); return err }
	words := hiring.AnswerBody{Text: "We talked."}
	wantKind(t, "before the start", save(app.AnswerSave{Number: 1, Body: words}), hiring.Conflict)
	q := x.started(t)
	wantKind(t, "a good one", save(app.AnswerSave{Number: 1, Body: words}), 0)
	wantKind(t, "from an old version", save(app.AnswerSave{Number: 1, Body: hiring.AnswerBody{Text: "else"}}), hiring.Conflict)
	wantKind(t, "for another question", save(app.AnswerSave{Number: 2, Question: x.questions[0], Body: words}), hiring.Conflict)
	wantKind(t, "out of range", save(app.AnswerSave{Number: 2, Body: hiring.AnswerBody{Number: new(11)}}), hiring.Invalid)
	wantKind(t, "of a question that is not asked", save(app.AnswerSave{Number: 3, Body: words}), hiring.NotFound)
	ok(t, x.store.ExtendInvitation(ctx, x.invitation, morning()))
	wantKind(t, "after the end", save(app.AnswerSave{Number: 1, Version: 1, Body: hiring.AnswerBody{Text: "late"}}), hiring.Expired)
	if _, err := x.OpenLink(ctx, x.token); hiring.KindOf(err) != hiring.Expired {
		t.Errorf("an expired link: %v", err)
	}
	ok(t, x.store.ExtendInvitation(ctx, x.invitation, morning().Add(time.Hour)))
	_, err := x.SubmitAttempt(ctx, q)
	ok(t, err)
	wantKind(t, "after submission", save(app.AnswerSave{Number: 1, Version: 1, Body: hiring.AnswerBody{Text: "late"}}), hiring.Conflict)
	ok(t, x.store.ExtendInvitation(ctx, x.invitation, morning()))
	if got := x.open(t); got.State != hiring.LinkSubmitted {
		t.Errorf("a submitted link that ran out shows %v, want its receipt", got.State)
	}
	ok(t, x.Revoke(ctx, hr(), x.invitation))
	wantKind(t, "after the link was revoked", save(app.AnswerSave{Number: 1, Body: words}), hiring.NotFound)
}

// wantKind fails unless err is of that kind; 0 means none.
func wantKind(t *testing.T, what string, err error, kind hiring.ErrorKind) {
	t.Helper()
	if hiring.KindOf(err) != kind || (kind == 0 && err != nil) {
		t.Errorf("a save %s: got %v", what, err)
	}
}

func TestAccommodationRequestsAreBounded(t *testing.T) {
	t.Parallel()
	x := newAsked(t)
	q, ctx := x.open(t), context.Background()
	for i := range hiring.MaxAccommodations {
		ok(t, x.RequestAccommodation(ctx, q, hiring.OtherNeed, strings.Repeat("!", i+1)))
	}
	if err := x.RequestAccommodation(ctx, q, hiring.MoreTime, ""); hiring.KindOf(err) != hiring.Invalid {
		t.Errorf("one more: got %v", err)
	}
	ok(t, x.RequestAccommodation(ctx, q, hiring.OtherNeed, strings.Repeat("!", hiring.MaxAccommodations)))
	got, err := x.AccommodationsOf(ctx, q)
	ok(t, err)
	if len(got) != hiring.MaxAccommodations {
		t.Errorf("%d requests", len(got))
	}
	if diff := cmp.Diff([]string{"accommodation.requested"}, acts(t, x.store, got[0].ID)); diff != "" {
		t.Errorf("audit (-want +got)\n%s", diff)
	}
}
