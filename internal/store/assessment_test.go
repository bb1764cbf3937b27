package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// asking is a requisition that asks a bench's questions.
func (b bench) asking(t testing.TB, s *store.Store) hiring.Requisition {
	t.Helper()
	ctx := context.Background()
	owner := user("asking-" + uuid.NewString() + "@example.org")
	must(t, s.CreateUser(ctx, owner))
	p := hiring.Position{ID: uuid.New(), Name: "Service desk", Level: hiring.Frontline, CreatedAt: noon()}
	must(t, s.CreatePosition(ctx, p))
	decide := noon().AddDate(0, 1, 0)
	r := hiring.Requisition{
		ID: uuid.New(), Name: "REQ", PositionID: p.ID, OwnerID: owner.ID, Languages: []hiring.Language{hiring.Turkish},
		Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AIAllowed}, LinkDays: 7, DecideBy: &decide, CreatedAt: noon(),
	}
	must(t, s.CreateRequisition(ctx, r))
	must(t, s.SetRequisitionQuestions(ctx, r.ID, b.questions))
	return r
}

// applicant stores a candidacy.
func applicant(t testing.TB, s *store.Store, r hiring.Requisition) hiring.Application {
	t.Helper()
	person := hiring.Candidate{ID: uuid.New(), Name: "n", Email: uuid.NewString() + "@example.org", CreatedAt: noon()}
	return need(s.CreateApplication(context.Background(), person, hiring.Application{
		ID: uuid.New(), RequisitionID: r.ID, Language: hiring.Turkish, CreatedAt: noon(),
	}))(t)
}

// versionsOf lists the wordings an assessment holds, in order.
func versionsOf(qs []hiring.AssessmentQuestion) []uuid.UUID {
	out := []uuid.UUID{}
	for _, q := range qs {
		out = append(out, q.ID)
	}
	return out
}

func TestLinkHoldsWhatARespondentMayKnow(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newBench(t, s, 1).asking(t, s)
		a := applicant(t, s, r)
		inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: noon(), ExpiresAt: noon().AddDate(0, 0, 7)}
		must(t, s.CreateInvitation(ctx, inv, "hash"))
		if _, err := s.Link(ctx, "another"); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown token: got %v, want not found", err)
		}
		want := hiring.Link{
			Invitation: inv, RequisitionID: &r.ID, Requisition: "REQ", Position: "Service desk", Policy: r.Policy,
			DecideBy: r.DecideBy, IssuedAt: noon(), Wanted: r.Languages, Language: hiring.Turkish,
		}
		if diff := cmp.Diff(want, need(s.Link(ctx, "hash"))(t)); diff != "" {
			t.Errorf("before the start (-want +got)\n%s", diff)
		}
		consent := noon()
		spoken := hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByInterview, Language: hiring.Turkish, StartedAt: noon()}
		must(t, drop(s.StartAttempt(ctx, spoken)))
		if l := need(s.Link(ctx, "hash"))(t); l.Attempt != nil {
			t.Errorf("spoken answers belong to no link, and it has %v", l.Attempt)
		}
		written := hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByLink, Language: hiring.Turkish, StartedAt: noon(), ConsentAt: &consent}
		must(t, drop(s.StartAttempt(ctx, written)))
		want.Attempt = &written
		if diff := cmp.Diff(want, need(s.Link(ctx, "hash"))(t)); diff != "" {
			t.Errorf("after the start (-want +got)\n%s", diff)
		}
	})
}

// drop keeps only the error of a step whose result does not matter.
func drop[T any](_ T, err error) error { return err }

func TestLinkOfAnIncumbentNamesItsBenchmark(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 3)
		rep := b.incumbent(t, s)
		inv := hiring.Invitation{ID: uuid.New(), IncumbentID: &rep, CreatedAt: noon(), ExpiresAt: noon()}
		must(t, s.CreateInvitation(ctx, inv, "hash"))
		for i, q := range b.questions {
			must(t, s.AddBenchmarkQuestion(ctx, b.id, q, 3-i, noon()))
		}
		l := need(s.Link(ctx, "hash"))(t)
		want := hiring.Link{Invitation: inv, BenchmarkID: &b.id, IssuedAt: noon(), Wanted: hiring.Languages(), Language: hiring.English}
		if diff := cmp.Diff(want, l); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		at := noon()
		must(t, s.ExcludeBenchmarkQuestion(ctx, b.id, b.questions[1], "nobody agrees on it", nil, &at))
		asked := need(s.AssessmentOf(ctx, l))(t)
		if diff := cmp.Diff([]uuid.UUID{b.questions[2], b.questions[0]}, versionsOf(asked.Asked())); diff != "" {
			t.Errorf("asked in the benchmark's order, without the excluded one (-want +got)\n%s", diff)
		}
		if target := need(s.AnswerTarget(ctx, "hash", 2))(t); target.Question.ID != b.questions[0] || target.Link.Attempt != nil {
			t.Errorf("question 2 is %v, the attempt %v", target.Question.ID, target.Link.Attempt)
		}
		if target := need(s.AnswerTarget(ctx, "hash", 3))(t); target.Question != nil {
			t.Errorf("question 3 of 2 is %v", target.Question.ID)
		}
	})
}

func TestWaivedQuestionIsMarkedAndNotAsked(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 3)
		r := b.asking(t, s)
		a, other := applicant(t, s, r), applicant(t, s, r)
		must(t, s.Waive(ctx, a.ID, b.questions[:1], r.OwnerID, noon()))
		whole := need(s.ApplicationAssessment(ctx, a.ID))(t)
		if diff := cmp.Diff(b.questions, versionsOf(whole.Questions)); diff != "" {
			t.Errorf("offered (-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(b.questions[1:], versionsOf(whole.Asked())); diff != "" {
			t.Errorf("asked (-want +got)\n%s", diff)
		}
		inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: noon(), ExpiresAt: noon()}
		must(t, s.CreateInvitation(ctx, inv, "hash"))
		if target := need(s.AnswerTarget(ctx, "hash", 1))(t); target.Question.ID != b.questions[1] {
			t.Errorf("question 1 is %v, want the first that is asked", target.Question.ID)
		}
		if target := need(s.AnswerTarget(ctx, "hash", 3))(t); target.Question != nil {
			t.Errorf("question 3 of 2 is %v", target.Question.ID)
		}
		if _, err := s.AnswerTarget(ctx, "hash", 0); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("question 0: got %v, want not found", err)
		}
		if _, err := s.AnswerTarget(ctx, "another", 1); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("an unknown token: got %v, want not found", err)
		}
		if got := need(s.ApplicationAssessment(ctx, other.ID))(t); len(got.Asked()) != 3 {
			t.Errorf("the other is asked %d questions, want 3", len(got.Asked()))
		}
	})
}

func TestAnswerTargetKnowsWhatALinkAllows(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 1)
		r := b.asking(t, s)
		a := applicant(t, s, r)
		inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: noon(), ExpiresAt: noon().AddDate(0, 0, 7)}
		must(t, s.CreateInvitation(ctx, inv, "hash"))
		state := func() hiring.LinkState { return need(s.AnswerTarget(ctx, "hash", 1))(t).Link.State(noon()) }
		wantState := func(when string, want hiring.LinkState) {
			t.Helper()
			whole := need(s.Link(ctx, "hash"))(t).State(noon())
			if got := state(); got != want || whole != want {
				t.Errorf("%s: target says %v, link says %v, want %v", when, got, whole, want)
			}
		}
		wantState("before the start", hiring.LinkUnused)
		at := need(s.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByLink, Language: hiring.English, StartedAt: noon()}))(t)
		wantState("after the start", hiring.LinkStarted)
		must(t, s.ExtendInvitation(ctx, inv.ID, noon()))
		wantState("expired", hiring.LinkExpired)
		must(t, s.ExtendInvitation(ctx, inv.ID, noon().AddDate(0, 0, 1)))
		must(t, s.CloseRequisition(ctx, r.ID, noon()))
		wantState("requisition closed", hiring.LinkExpired)
		must(t, s.SubmitAttempt(ctx, at.ID, noon(), "CODE"))
		wantState("submitted", hiring.LinkSubmitted)
		must(t, s.RevokeInvitation(ctx, inv.ID, noon()))
		wantState("revoked", hiring.LinkClosed)
	})
}

func TestAccommodationsComeBackOldestFirst(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		rep := newBench(t, s, 1).incumbent(t, s)
		inv := hiring.Invitation{ID: uuid.New(), IncumbentID: &rep, CreatedAt: noon(), ExpiresAt: noon()}
		must(t, s.CreateInvitation(ctx, inv, ""))
		first := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.ID, Need: hiring.APerson, Message: "by phone", CreatedAt: noon()}
		second := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.ID, Need: hiring.MoreTime, CreatedAt: noon().AddDate(0, 0, 1)}
		must(t, s.CreateAccommodation(ctx, second))
		must(t, s.CreateAccommodation(ctx, first))
		got := need(s.AccommodationsOfInvitation(ctx, inv.ID))(t)
		if diff := cmp.Diff([]hiring.Accommodation{first, second}, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
