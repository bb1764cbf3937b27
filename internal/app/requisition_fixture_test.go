package app_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// opening is a requisition nobody is invited to yet, with a published benchmark of two values and three questions,
// the last of which is worded in English and Spanish only.
type opening struct {
	t           *testing.T
	app         *app.App
	store       *store.Store
	now         time.Time
	owner       hiring.User
	version     uuid.UUID
	values      []uuid.UUID
	questions   []uuid.UUID
	requisition hiring.Requisition
}

// newOpening starts one; change may set up mail.
func newOpening(t *testing.T, change func(*app.Config)) *opening {
	t.Helper()
	return newOpeningIn(t, testkit.Store(t), change)
}

// newOpeningIn starts one in a store of one's own.
func newOpeningIn(t *testing.T, st *store.Store, change func(*app.Config)) *opening {
	t.Helper()
	o := &opening{t: t, store: st, now: morning()}
	cfg := app.Config{
		BaseURL: "https://hire.test", Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return o.now },
	}
	if change != nil {
		change(&cfg)
	}
	o.app = app.New(o.store, cfg)
	ctx := context.Background()
	o.owner = o.user("deniz@hire.test", hiring.Recruiter)
	ok(t, o.store.CreateOrganization(ctx, hiring.Organization{
		ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "people@hire.test", CreatedAt: o.now,
	}))
	for _, n := range []int{2, 1} {
		o.addValue(n)
	}
	o.version = o.publish(o.questions...)
	position := hiring.Position{ID: uuid.New(), Name: "Service desk", Level: hiring.Frontline, CreatedAt: o.now}
	ok(t, o.store.CreatePosition(ctx, position))
	r, err := o.app.OpenRequisition(ctx, o.who(), hiring.Requisition{
		Name: "Autumn", PositionID: position.ID, OwnerID: o.owner.ID, BenchmarkVersionID: &o.version, LinkDays: 14,
		Languages: []hiring.Language{hiring.Spanish, hiring.English}, Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AIAllowed},
	})
	ok(t, err)
	o.requisition = r
	return o
}

func (o *opening) who() app.Actor { return app.UserActor(o.owner.ID) }

func (o *opening) user(email string, roles ...hiring.Role) hiring.User {
	u := hiring.User{ID: uuid.New(), Email: email, Name: email, Language: hiring.English, PasswordHash: "none", Roles: roles, CreatedAt: o.now}
	ok(o.t, o.store.CreateUser(context.Background(), u))
	return u
}

// addValue adds a value with n text questions; the only question of a value has no Turkish.
func (o *opening) addValue(n int) {
	ctx := context.Background()
	value := hiring.Value{ID: uuid.New(), Name: hiring.Words{hiring.English: "Value"}, Behaviors: []hiring.Words{}, Metrics: []string{}, CreatedAt: o.now}
	ok(o.t, o.store.CreateValue(ctx, value))
	o.values = append(o.values, value.ID)
	for i := range n {
		prompt := hiring.Words{hiring.English: "Why?", hiring.Spanish: "¿Por qué?", hiring.Turkish: "Neden?"}
		if n == 1 {
			delete(prompt, hiring.Turkish)
		}
		q := hiring.Question{ID: uuid.New(), ValueID: value.ID, Position: i, CreatedAt: o.now}
		q.Current = hiring.QuestionVersion{ID: uuid.New(), QuestionID: q.ID, Number: 1, CreatedAt: o.now, Wording: hiring.Wording{Kind: hiring.Text, Prompt: prompt}}
		ok(o.t, o.store.CreateQuestion(ctx, q))
		o.questions = append(o.questions, q.Current.ID)
	}
}

// publish stores a benchmark version of some of the questions, as a requisition sees it: which are asked, of what.
func (o *opening) publish(questions ...uuid.UUID) uuid.UUID {
	ctx := context.Background()
	b := hiring.Benchmark{ID: uuid.New(), Name: "Desk", Criterion: "CSAT", LinkDays: 14, CreatedBy: o.owner.ID, CreatedAt: o.now}
	ok(o.t, o.store.CreateBenchmark(ctx, b))
	d := scoring.Definition{Engine: scoring.Engine}
	for i, q := range o.questions {
		for _, asked := range questions {
			if asked == q {
				d.Questions = append(d.Questions, scoring.Question{ID: q.String(), Value: o.values[i/2].String(), Kind: hiring.Text, Weight: 1})
			}
		}
	}
	definition, err := json.Marshal(d)
	ok(o.t, err)
	v := hiring.BenchmarkVersion{
		ID: uuid.New(), BenchmarkID: b.ID, Number: 1, Hash: "h", Engine: scoring.Engine, Definition: definition, Health: []byte("{}"),
		PublishedBy: o.owner.ID, PublishedAt: o.now,
	}
	ok(o.t, o.store.AddBenchmarkVersion(ctx, v))
	return v.ID
}

// invite invites one person by hand.
func (o *opening) invite(email string) app.Invited {
	o.t.Helper()
	out, err := o.app.InviteCandidates(context.Background(), o.who(), o.requisition.ID, []app.NewCandidate{
		{Name: "Somebody", Email: email, Language: hiring.Spanish},
	})
	ok(o.t, err)
	return out[0]
}

func (o *opening) stands() hiring.Requisition {
	o.t.Helper()
	r, err := o.store.Requisition(context.Background(), o.requisition.ID)
	ok(o.t, err)
	return r
}

func (o *opening) asked() []uuid.UUID {
	o.t.Helper()
	ids, err := o.store.RequisitionQuestions(context.Background(), o.requisition.ID)
	ok(o.t, err)
	return ids
}

// wantProblem fails unless err has a problem with that key at that field.
func wantProblem(t *testing.T, err error, field, key string) {
	t.Helper()
	for _, p := range hiring.ProblemsOf(err) {
		if p.Field == field && p.Key == key {
			return
		}
	}
	t.Errorf("got %v with problems %v, want %s at %s", err, hiring.ProblemsOf(err), key, field)
}
