package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// sharedInterview is an interview that one guest holds on two devices, each of which talks to a replica of its own.
type sharedInterview struct {
	t               *testing.T
	store           *store.Store
	panelist        uuid.UUID
	question, value string
	devices         [2]string // the guest's link at each replica
}

func newSharedInterview(t *testing.T) *sharedInterview {
	t.Helper()
	address, ctx := testkit.PostgresDatabase(t), context.Background()
	st, err := store.Open(ctx, store.Config{DatabaseURL: address})
	ok(t, err)
	t.Cleanup(func() { _ = st.Close() })
	a := app.New(st, app.Config{})
	owner := hiring.User{ID: uuid.New(), Email: "owner@example.org", Name: "Owner", Language: hiring.English, PasswordHash: "none", Roles: []hiring.Role{hiring.HR}, CreatedAt: a.Now()}
	ok(t, st.CreateOrganization(ctx, hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "hr@example.org", CreatedAt: a.Now()}))
	ok(t, st.CreateUser(ctx, owner))
	r := testkit.NewRound(t, a, owner, 5, nil)
	i, err := a.ScheduleInterview(ctx, owner, hiring.Interview{
		ApplicationID: r.Candidate("Rui Sá").ID, StartsAt: a.Now().Add(time.Hour), Minutes: 45, TimeZone: "UTC", Place: "Room 4", Language: hiring.English,
	}, []hiring.Panelist{{Name: "Guest", Email: "guest@else.test"}})
	ok(t, err)
	panel, err := st.Panelists(ctx, i.ID)
	ok(t, err)
	link, err := a.IssuePanelistLink(ctx, app.System(), panel[0].ID)
	ok(t, err)
	x := &sharedInterview{t: t, store: st, panelist: panel[0].ID, question: r.Questions[0].ID.String(), value: r.Honesty.String()}
	for d := range x.devices {
		p := startProgram(t, []string{"DATABASE_URL=" + address}, "serve", "-addr", "127.0.0.1:0")
		t.Cleanup(func() { p.stop(t) })
		x.devices[d] = p.base + link
	}
	return x
}

// saved is what a device is told of its save.
type saved struct {
	Status  int
	Version int
	Title   string
	Stands  struct{ Notes, Summary string } // what stands instead of it
}

// saves puts a body from a device, as the page's script does.
func (x *sharedInterview) saves(device int, path string, body map[string]any) saved {
	b, err := json.Marshal(body)
	if err != nil {
		x.t.Error(err)
	}
	req, err := http.NewRequest(http.MethodPut, x.devices[device]+path, bytes.NewReader(b))
	if err != nil {
		x.t.Error(err)
		return saved{}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		x.t.Error(err)
		return saved{}
	}
	defer func() { _ = resp.Body.Close() }()
	out := saved{Status: resp.StatusCode}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		x.t.Errorf("status %d: %v", resp.StatusCode, err)
	}
	return out
}

// posts sends a form from a device, and returns the page it leads to.
func (x *sharedInterview) posts(device int, path string, form url.Values) string {
	resp, err := http.PostForm(x.devices[device]+path, form)
	if err != nil {
		x.t.Error(err)
		return ""
	}
	defer func() { _ = resp.Body.Close() }()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		x.t.Errorf("%s: status %d, %v", path, resp.StatusCode, err)
	}
	return string(page)
}

// at runs the same on both devices at the same moment.
func (x *sharedInterview) at(do func(device int)) {
	var both sync.WaitGroup
	start := make(chan struct{})
	for d := range x.devices {
		both.Go(func() { <-start; do(d) })
	}
	close(start)
	both.Wait()
}

func (x *sharedInterview) card() hiring.Scorecard {
	x.t.Helper()
	card, err := x.store.ScorecardOf(context.Background(), x.panelist)
	ok(x.t, err)
	return card
}

// TestTwoReplicasHoldOneInterviewAndOverwriteNothing: two devices write the same notes and the same overall word through
// two programs on one database. Of each two saves from one version one stands, the other is told what stands; what one
// saved the other shows; and once one hands in, nothing of the other's changes it.
func TestTwoReplicasHoldOneInterviewAndOverwriteNothing(t *testing.T) {
	t.Parallel()
	x := newSharedInterview(t)
	x.at(func(d int) { x.posts(d, "/scorecard", nil) })
	begun := x.card().ID
	line := "/lines/question/" + x.question
	const rounds = 25
	for version := range rounds {
		var told [2]saved
		say := func(d int) string { return fmt.Sprintf("round %d, device %d", version, d) }
		x.at(func(d int) {
			told[d] = x.saves(d, line, map[string]any{"version": version, "notes": say(d), "level": 4})
		})
		won := 0
		if told[1].Status == http.StatusOK {
			won = 1
		}
		if told[won].Status != http.StatusOK || told[won].Version != version+1 || told[1-won].Status != http.StatusConflict || told[1-won].Stands.Notes != say(won) {
			t.Fatalf("round %d: %+v", version, told)
		}
		resp, err := http.Get(x.devices[1-won] + "/questions/1")
		ok(t, err)
		page, err := io.ReadAll(resp.Body)
		ok(t, err)
		_ = resp.Body.Close()
		if !strings.Contains(string(page), say(won)) {
			t.Fatalf("round %d: the other replica does not show what stands", version)
		}
	}
	var told [2]saved
	x.at(func(d int) {
		told[d] = x.saves(d, "/overall", map[string]any{"version": 1, "recommendation": "yes", "summary": fmt.Sprint("device ", d)})
	})
	if told[0].Status+told[1].Status != http.StatusOK+http.StatusConflict || told[0].Stands.Summary+told[1].Stands.Summary != x.card().Summary {
		t.Errorf("the overall word: %+v; %q stands", told, x.card().Summary)
	}
	x.handsInWhileTheOtherWrites(line, rounds)
	if card := x.card(); card.ID != begun || !card.Submitted() {
		t.Errorf("two scorecards, or none that is in: %+v", card)
	}
}

// handsInWhileTheOtherWrites lets one device hand in while the other goes on saving: what was acknowledged is in the
// scorecard, and what came later is refused with words.
func (x *sharedInterview) handsInWhileTheOtherWrites(line string, version int) {
	x.t.Helper()
	if got := x.saves(1, line, map[string]any{"version": version, "notes": "the last words", "level": 4, "evidence": "“mine”"}); got.Status != http.StatusOK {
		x.t.Fatalf("%+v", got)
	}
	acknowledged, locked := version+1, saved{}
	x.at(func(d int) {
		if d == 0 {
			form := url.Values{"version." + x.value: {"0"}, "level." + x.value: {"3"}, "evidence." + x.value: {"Said so."}, "version": {"2"}, "recommendation": {"yes"}, "summary": {"Steady."}, "do": {"submit"}}
			if page := x.posts(0, "/values", form); !strings.Contains(page, "locked") {
				x.t.Errorf("not handed in:\n%s", page)
			}
			return
		}
		for {
			got := x.saves(1, line, map[string]any{"version": acknowledged, "notes": fmt.Sprint("still writing ", acknowledged), "level": 4, "evidence": "“mine”"})
			if got.Status != http.StatusOK {
				locked = got
				return
			}
			acknowledged = got.Version
		}
	})
	stands := x.card().Line(hiring.OfQuestion, uuid.MustParse(x.question))
	if locked.Status != http.StatusConflict || locked.Title == "" || stands.Version != acknowledged {
		x.t.Errorf("acknowledged version %d, stands %d; the later was told %+v", acknowledged, stands.Version, locked)
	}
}
