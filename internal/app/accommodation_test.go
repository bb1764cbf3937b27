package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// request invites somebody who asks for another way to answer.
func (o *opening) request(email string) (app.Invited, hiring.Accommodation) {
	o.t.Helper()
	inv := o.invite(email)
	acc := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.Invitation, Need: hiring.MoreTime, Message: "a private matter", CreatedAt: o.now}
	ok(o.t, o.store.CreateAccommodation(context.Background(), acc))
	return inv, acc
}

func (o *opening) answer(id uuid.UUID, reply app.AccommodationReply) error {
	return o.app.AnswerAccommodation(context.Background(), o.who(), o.owner.ID, id, reply)
}

func TestExtraDaysAreAddedToWhatIsLeftOfTheLink(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ after, want int }{
		"while it works":      {after: 10, want: 14 + 5},
		"when it has expired": {after: 30, want: 30 + 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOpening(t, nil)
			inv, acc := o.request("asks@example.org")
			start := o.now
			o.now = start.AddDate(0, 0, c.after)
			ok(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestGranted, Answer: "Of course.", ExtraDays: 5}))
			got, err := o.store.Invitation(context.Background(), inv.Invitation)
			ok(t, err)
			if want := start.AddDate(0, 0, c.want); !got.ExpiresAt.Equal(want) {
				t.Errorf("expires %v, want %v", got.ExpiresAt, want)
			}
		})
	}
}

func TestWaivedQuestionIsNotAskedAndSomethingIsLeft(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	inv, acc := o.request("asks@example.org")
	reply := app.AccommodationReply{Granted: hiring.RequestOtherWay, Answer: "By phone.", Waive: o.questions}
	wantProblem(t, o.answer(acc.ID, reply), "waive", "accommodation.problem.nothing_left")
	reply.Waive = []uuid.UUID{uuid.New()}
	wantProblem(t, o.answer(acc.ID, reply), "waive", "problem.unknown_option")
	if again, err := o.store.Accommodation(context.Background(), acc.ID); err != nil || again.AnsweredAt != nil {
		t.Fatalf("a refused answer was stored: %+v %v", again, err)
	}
	reply.Waive = o.questions[1:]
	ok(t, o.answer(acc.ID, reply))
	assessment, err := o.store.ApplicationAssessment(context.Background(), inv.Application.ID)
	ok(t, err)
	if asked := assessment.Asked(); len(asked) != 1 || asked[0].ID != o.questions[0] {
		t.Errorf("asked: %v", asked)
	}
}

func TestNothingIsWaivedOnceTheAnswersAreIn(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	inv, acc := o.request("asks@example.org")
	ok(t, o.store.SetStage(context.Background(), inv.Application.ID, hiring.Submitted, o.now))
	err := o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestGranted, Answer: "Yes.", Waive: o.questions[:1]})
	wantProblem(t, err, "waive", "accommodation.problem.received")
}

func TestRequestIsAnsweredInWordsAndOnce(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	_, acc := o.request("asks@example.org")
	wantProblem(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestGranted, Answer: " "}), "answer", "problem.required")
	wantProblem(t, o.answer(acc.ID, app.AccommodationReply{Granted: "maybe", Answer: "Yes."}), "granted", "problem.required")
	wantProblem(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestDeclined, Answer: "No.", ExtraDays: 1}), "extra_days", "accommodation.problem.declined_days")
	wantProblem(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestGranted, Answer: "Yes.", ExtraDays: 91}), "extra_days", "problem.out_of_range")
	ok(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestDeclined, Answer: "Sorry, no."}))
	wantClash(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestGranted, Answer: "Yes."}), "error.changed_meanwhile")
	got, err := o.store.Accommodation(context.Background(), acc.ID)
	ok(t, err)
	if got.Answer != "Sorry, no." || got.AnsweredBy == nil || *got.AnsweredBy != o.owner.ID || !got.AnsweredAt.Equal(o.now.Truncate(time.Millisecond)) {
		t.Errorf("%+v", got)
	}
}

func TestAuditOfARequestHoldsNoneOfItsWords(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	_, acc := o.request("asks@example.org")
	ok(t, o.answer(acc.ID, app.AccommodationReply{Granted: hiring.RequestGranted, Answer: "we were told of it", ExtraDays: 2}))
	entries, err := o.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: acc.ID.String()})
	ok(t, err)
	if len(entries) != 1 || entries[0].Action != "accommodation.answered" || entries[0].Detail["extra_days"] != "2" {
		t.Fatalf("%+v", entries)
	}
	if s := fmt.Sprint(entries); strings.Contains(s, "told") || strings.Contains(s, "private") {
		t.Error(s)
	}
}
