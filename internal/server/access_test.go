package server

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

var update = flag.Bool("update", false, "write the golden files anew")

// owned is a requisition, an application in it and an interview of that.
type owned struct{ requisition, application, interview uuid.UUID }

// newOwned opens a requisition of that recruiter, with these people on its panel, and one application, whom the same
// people interview.
func (w *world) newOwned(owner string, panel ...string) owned {
	w.t.Helper()
	ctx, now := context.Background(), w.app.Now()
	p := hiring.Position{ID: uuid.New(), Name: "Service desk", Level: hiring.Frontline, CreatedAt: now}
	must(w.t, w.store.CreatePosition(ctx, p))
	r := hiring.Requisition{
		ID: uuid.New(), Name: "Round of " + owner, PositionID: p.ID, OwnerID: w.users[owner].ID, LinkDays: 14, CreatedAt: now,
		Languages: hiring.Languages(), Policy: hiring.Policy{AIUse: hiring.AIAllowed},
	}
	for _, name := range panel {
		r.Panel = append(r.Panel, w.users[name].ID)
	}
	must(w.t, w.store.CreateRequisition(ctx, r))
	a, err := w.store.CreateApplication(ctx,
		hiring.Candidate{ID: uuid.New(), Name: "Cem", Email: "cem@mail.test", CreatedAt: now},
		hiring.Application{ID: uuid.New(), RequisitionID: r.ID, Language: hiring.Turkish, CreatedAt: now})
	must(w.t, err)
	return owned{r.ID, a.ID, w.newInterview(r, a, append([]string{owner}, panel...)...)}
}

// newInterview sets an interview in two days, with these people on its panel.
func (w *world) newInterview(r hiring.Requisition, a hiring.Application, panel ...string) uuid.UUID {
	w.t.Helper()
	ctx, now := context.Background(), w.app.Now()
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: a.ID, RequisitionID: r.ID, StartsAt: now.AddDate(0, 0, 2), Minutes: 60, TimeZone: "UTC",
		Place: "Room 4", Language: hiring.English, ClosesAt: now.AddDate(0, 0, 5), CreatedBy: r.OwnerID, CreatedAt: now,
	}
	must(w.t, w.store.AddInterview(ctx, i))
	var members []hiring.Panelist
	for _, name := range panel {
		u := w.users[name]
		members = append(members, hiring.Panelist{ID: uuid.New(), InterviewID: i.ID, UserID: &u.ID, Name: u.Name, Email: u.Email, Language: u.Language, AddedAt: now})
	}
	must(w.t, w.store.AddPanelists(ctx, members))
	return i.ID
}

// fill puts ids into a route's path: those of what is owned where the path names it, unknown ones elsewhere.
func (o owned) fill(path string) string {
	switch {
	case strings.HasPrefix(path, "/requisitions/:id"):
		path = strings.Replace(path, ":id", o.requisition.String(), 1)
	case strings.HasPrefix(path, "/applications/:id"):
		path = strings.Replace(path, ":id", o.application.String(), 1)
	case strings.HasPrefix(path, "/interviews/:id"):
		path = strings.Replace(path, ":id", o.interview.String(), 1)
	}
	parts := strings.Split(path, "/")
	for i, p := range parts {
		switch {
		case p == ":n" || p == ":number":
			parts[i] = "1"
		case strings.HasPrefix(p, ":"):
			parts[i] = uuid.NewString()
		}
	}
	return strings.Join(parts, "/")
}

// may asks the rule of a route, without its handler, whether somebody gets through.
func (w *world) may(r route, role string, o owned) bool {
	w.t.Helper()
	path := o.fill(r.path)
	ec := w.server.echo.NewContext(httptest.NewRequest(r.method, path, nil), httptest.NewRecorder())
	w.server.echo.Router().Find(r.method, path, ec)
	c := &request{Context: ec, s: w.server, words: w.server.words.For(hiring.English)}
	if u, ok := w.users[role]; ok {
		c.user = &u
	}
	ok, err := w.server.allowed(r.access, c)
	if err != nil && hiring.KindOf(err) != hiring.NotFound {
		w.t.Errorf("%s %s as %s: %v", r.method, path, role, err)
	}
	return ok && err == nil
}

// TestAccess holds every route × role × {own, other's} against the golden file, so that a new route, or a new right,
// shows in the diff. "own" is a requisition one owns or is on the panel of.
func TestAccess(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	panelists := map[string]string{"hr": "recruiter2", "recruiter": "recruiter", "interviewer": "recruiter2"}
	theirs := w.newOwned("recruiter2")
	var out strings.Builder
	for _, r := range w.server.routes() {
		fmt.Fprintf(&out, "%-4s %s:", r.method, r.path)
		if w.may(r, "nobody", theirs) {
			who := " anyone"
			if r.access.link {
				who = " whoever holds the link"
			}
			fmt.Fprintln(&out, who)
			continue
		}
		for _, role := range hiring.Roles() {
			owner, panel := panelists[string(role)], []string{string(role)}
			if owner == "" {
				owner = "recruiter2"
			}
			if owner == string(role) {
				panel = nil
			}
			mine := w.newOwned(owner, panel...)
			switch own, other := w.may(r, string(role), mine), w.may(r, string(role), theirs); {
			case own && other:
				fmt.Fprintf(&out, " %s", role)
			case own:
				fmt.Fprintf(&out, " %s(own)", role)
			case other:
				t.Errorf("%s %s: %s may touch only what is another's", r.method, r.path, role)
			}
		}
		fmt.Fprintln(&out)
	}
	const golden = "testdata/access.txt"
	if *update {
		must(t, os.WriteFile(golden, []byte(out.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("who may do what has changed; look at the difference, then run go test ./internal/server -run TestAccess -update\n%s", diff)
	}
}

// TestGuards sends a request for every route as everybody who may not, and expects what they get to say nothing.
func TestGuards(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	theirs := w.newOwned("recruiter2")
	clients := map[string]*client{}
	for _, role := range hiring.Roles() {
		clients[string(role)] = w.as(string(role))
	}
	send := func(c *client, r route) answer {
		req := httptest.NewRequest(r.method, theirs.fill(r.path), nil)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		return c.do(req)
	}
	for _, r := range w.server.routes() {
		if r.access.public || r.access.link {
			continue
		}
		if got := send(w.anyone(), r); got.Status != http.StatusSeeOther || !strings.HasPrefix(got.Location, "/sign-in") {
			t.Errorf("%s %s, not signed in: %d %s", r.method, r.path, got.Status, got.Location)
		}
		for role, c := range clients {
			if w.may(r, role, theirs) {
				continue
			}
			got := send(c, r)
			if got.Status != http.StatusNotFound {
				t.Errorf("%s %s as %s: %d, want 404", r.method, r.path, role, got.Status)
			}
			got.hides("Round of", "Cem")
		}
	}
}

func TestARouteThatNamesNobodyLetsNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name := range w.users {
		if w.may(route{method: http.MethodGet, path: "/people"}, name, owned{}) {
			t.Errorf("%s gets through an empty access", name)
		}
	}
}
