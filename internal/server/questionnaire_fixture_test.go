package server

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// hiringRound is a requisition with one question of each kind, and whoever is invited to it.
type hiringRound struct {
	*world
	requisition hiring.Requisition
	questions   []hiring.QuestionVersion // text, numeric, single, multiple, ranking
}

// said is a text in all three languages, told apart by its language.
func said(s string) hiring.Words {
	return hiring.Words{hiring.English: s, hiring.Spanish: s + " (es)", hiring.Turkish: s + " (tr)"}
}

func options(labels ...string) []hiring.Option {
	var out []hiring.Option
	for i, l := range labels {
		out = append(out, hiring.Option{Key: string(rune('a' + i)), Label: said(l)})
	}
	return out
}

// wordings has one wording of each kind.
func wordings() []hiring.Wording {
	return []hiring.Wording{
		{Kind: hiring.Text, Prompt: said("Tell us about a mistake of yours."), Help: said("A real one.")},
		{Kind: hiring.Numeric, Prompt: said("How lucky are you?"), Lo: 1, Hi: 10, LowEnd: said("Bad things find me"), HighEnd: said("Good things find me"), Mode: hiring.IdealPoint},
		{Kind: hiring.Single, Prompt: said("What do you do first?"), Options: options("Listen", "Explain", "Refund")},
		{Kind: hiring.Multiple, Prompt: said("What helps you?"), Options: options("Notes", "Colleagues", "Quiet")},
		{Kind: hiring.Ranking, Prompt: said("Order these."), Options: options("Speed", "Care", "Proof")},
	}
}

// newRound starts a world with a round of these wordings, or of one of each kind.
func newRound(t *testing.T, asked ...hiring.Wording) *hiringRound {
	t.Helper()
	r := &hiringRound{world: newWorld(t)}
	ctx, now := context.Background(), r.app.Now()
	if asked == nil {
		asked = wordings()
	}
	value := hiring.Value{ID: uuid.New(), Name: said("Honesty"), Behaviors: []hiring.Words{}, Metrics: []string{}, CreatedAt: now}
	must(t, r.store.CreateValue(ctx, value))
	var versions []uuid.UUID
	for i, w := range asked {
		question := uuid.New()
		v := hiring.QuestionVersion{ID: uuid.New(), QuestionID: question, Number: 1, Wording: w, CreatedAt: now}
		must(t, r.store.CreateQuestion(ctx, hiring.Question{ID: question, ValueID: value.ID, Position: i, Current: v, CreatedAt: now}))
		r.questions, versions = append(r.questions, v), append(versions, v.ID)
	}
	position := hiring.Position{ID: uuid.New(), Name: "Service desk", Level: hiring.Frontline, CreatedAt: now}
	must(t, r.store.CreatePosition(ctx, position))
	r.requisition = hiring.Requisition{
		ID: uuid.New(), Name: "REQ-7", PositionID: position.ID, OwnerID: r.users["recruiter"].ID, LinkDays: 14,
		Languages: hiring.Languages(), Policy: hiring.Policy{AIUse: hiring.AINotAllowed}, CreatedAt: now,
	}
	must(t, r.store.CreateRequisition(ctx, r.requisition))
	must(t, r.store.SetRequisitionQuestions(ctx, r.requisition.ID, versions))
	return r
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// invited is a candidate with a link.
type invited struct {
	application hiring.Application
	invitation  hiring.Invitation
	base        string // /q/TOKEN
	token       string
}

// invite invites one more candidate, whose link lasts that many days from now.
func (r *hiringRound) invite(days int) invited {
	r.t.Helper()
	ctx, now := context.Background(), r.app.Now()
	person := hiring.Candidate{ID: uuid.New(), Name: "Candidate Secret", Email: fmt.Sprintf("%s@example.org", uuid.New()), CreatedAt: now}
	a, err := r.store.CreateApplication(ctx, person, hiring.Application{
		ID: uuid.New(), RequisitionID: r.requisition.ID, Language: hiring.English, CreatedAt: now,
	})
	must(r.t, err)
	inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: now, ExpiresAt: now.AddDate(0, 0, days)}
	must(r.t, r.store.CreateInvitation(ctx, inv, ""))
	return r.issued(invited{application: a, invitation: inv})
}

// inviteWithNotice invites a candidate whose questionnaire opens once notice has been given.
func (r *hiringRound) inviteWithNotice() invited {
	r.t.Helper()
	ctx, now := context.Background(), r.app.Now()
	person := hiring.Candidate{ID: uuid.New(), Name: "Candidate Secret", Email: fmt.Sprintf("%s@example.org", uuid.New()), CreatedAt: now}
	a, err := r.store.CreateApplication(ctx, person, hiring.Application{
		ID: uuid.New(), RequisitionID: r.requisition.ID, Language: hiring.English, CreatedAt: now,
	})
	must(r.t, err)
	opens := now.AddDate(0, 0, 14)
	inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &a.ID, CreatedAt: now, OpensAt: &opens, ExpiresAt: opens.AddDate(0, 0, 14)}
	must(r.t, r.store.CreateInvitation(ctx, inv, ""))
	return r.issued(invited{application: a, invitation: inv})
}

// nominate invites an incumbent of a benchmark that asks the round's questions.
func (r *hiringRound) nominate() invited {
	r.t.Helper()
	ctx, now := context.Background(), r.app.Now()
	b := hiring.Benchmark{ID: uuid.New(), Name: "Desk", LinkDays: 14, CreatedBy: r.users["hr"].ID, CreatedAt: now}
	must(r.t, r.store.CreateBenchmark(ctx, b))
	for n, q := range r.questions {
		must(r.t, r.store.AddBenchmarkQuestion(ctx, b.ID, q.ID, n, now))
	}
	rep := hiring.Incumbent{ID: uuid.New(), BenchmarkID: b.ID, Name: "Rui", Email: "rui@example.org", Language: hiring.English, CreatedAt: now}
	must(r.t, r.store.CreateIncumbent(ctx, rep))
	inv := hiring.Invitation{ID: uuid.New(), IncumbentID: &rep.ID, CreatedAt: now, ExpiresAt: now.AddDate(0, 0, 14)}
	must(r.t, r.store.CreateInvitation(ctx, inv, ""))
	return r.issued(invited{invitation: inv})
}

// issued gives an invitation its link.
func (r *hiringRound) issued(i invited) invited {
	r.t.Helper()
	link, err := r.app.IssueLink(context.Background(), app.System(), i.invitation.ID)
	must(r.t, err)
	i.base = strings.TrimPrefix(link, "http://touchstone.test")
	i.token = strings.TrimPrefix(i.base, "/q/")
	return i
}
