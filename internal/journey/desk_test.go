package journey

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// secret is everybody's password here.
const secret = "a password for tests only"

// desk is a site with a requisition whose benchmark is published, one question of each kind, and who runs it.
type desk struct {
	*site
	*testkit.Round
	owner hiring.User
}

// newDesk starts a site with a round; Deniz, who has the roles HR and recruiter, runs it.
func newDesk(t *testing.T) *desk {
	t.Helper()
	s, ctx := newSite(t), context.Background()
	org := hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "people@alderfinch.example", CreatedAt: s.app.Now()}
	if err := s.store.CreateOrganization(ctx, org); err != nil {
		t.Fatal(err)
	}
	owner, err := s.app.AddUser(ctx, app.System(), hiring.User{
		Name: "Deniz Aksoy", Email: "deniz@alderfinch.example", Language: hiring.English, Roles: []hiring.Role{hiring.HR, hiring.Recruiter},
	}, secret)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{site: s, Round: testkit.NewRound(t, s.app, owner, 12, nil), owner: owner}
}

// invited is a candidate and the path of their link.
type invited struct {
	hiring.Application
	path  string // /q/TOKEN
	token string
}

// invite invites one more candidate.
func (r *desk) invite(t *testing.T, name string) invited {
	t.Helper()
	ctx, a := context.Background(), r.Candidate(name)
	inv, err := r.store.InvitationOfApplication(ctx, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	link, err := r.app.IssueLink(ctx, app.System(), inv.ID)
	if err != nil {
		t.Fatal(err)
	}
	token := link[strings.LastIndex(link, "/")+1:]
	return invited{Application: a, path: "/q/" + token, token: token}
}

// started invites a candidate who has pressed Start.
func (r *desk) started(t *testing.T, name string) invited {
	t.Helper()
	i, ctx := r.invite(t, name), context.Background()
	q, err := r.app.OpenLink(ctx, i.token)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = r.app.StartAttempt(ctx, q, app.AttemptStart{Language: hiring.English, Consent: true}); err != nil {
		t.Fatal(err)
	}
	return i
}

// stored reads a candidate's answers from the database, in the order of the questions.
func (r *desk) stored(t *testing.T, i invited) []hiring.AnswerBody {
	t.Helper()
	ctx := context.Background()
	q, err := r.app.OpenLink(ctx, i.token)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := r.app.AnswersOf(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]hiring.AnswerBody, len(r.Questions))
	for n, question := range r.Questions {
		out[n] = answers[question.ID].Body
	}
	return out
}

// question is the path of a candidate's question n.
func (i invited) question(n int) string { return fmt.Sprint(i.path, "/questions/", n) }

// signIn opens a window in which the person with that address is signed in. All windows come from one address, and a fast
// machine opens more of them than an address has tries: then it waits and tries again, as the page asks for.
func (s *site) signIn(t *testing.T, email string) *tab {
	t.Helper()
	b := newTab(t, s.URL)
	for deadline := time.Now().Add(2 * time.Minute); ; {
		b.open("/sign-in")
		b.fill("#f-email", email)
		b.fill("#f-password", secret)
		b.click("button.main")
		for sent := time.Now(); strings.HasPrefix(b.path(), "/sign-in") && time.Since(sent) < stepTime && !b.refused(); {
			time.Sleep(60 * time.Millisecond)
		}
		if !b.refused() || time.Now().After(deadline) {
			b.leaves("/sign-in")
			return b
		}
		time.Sleep(5 * time.Second)
	}
}

// refused tells whether the page says that there were too many tries.
func (b *tab) refused() bool { return strings.Contains(b.text(), "Too many tries") }
