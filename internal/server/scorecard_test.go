package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// held is an interview of a round with one text question: the interviewer and a guest are on its panel.
type held struct {
	*world
	round     *testkit.Round
	candidate hiring.Application
	interview hiring.Interview
	base      string // of the interviewer's pages
	guest     string // of the guest's
	question  string // the question's id
	value     string // its value's
}

func newHeld(t *testing.T) *held {
	t.Helper()
	w, ctx := newWorld(t), context.Background()
	h := &held{world: w, round: testkit.NewRound(t, w.app, w.users["recruiter"], 5, nil)}
	h.candidate = h.round.Candidate("Rui Sá")
	rater := w.users["interviewer"].ID
	plan := hiring.Interview{
		ApplicationID: h.candidate.ID, StartsAt: w.app.Now().Add(time.Hour), Minutes: 45, TimeZone: "Europe/Madrid", Place: "Room 4", Language: hiring.English,
	}
	i, err := w.app.ScheduleInterview(ctx, w.users["recruiter"], plan, []hiring.Panelist{{UserID: &rater}, {Name: "Gül", Email: "gul@else.test", Language: hiring.Turkish}})
	must(t, err)
	panel, err := w.store.Panelists(ctx, i.ID)
	must(t, err)
	for _, p := range panel {
		if p.Guest() {
			h.guest, err = w.app.IssuePanelistLink(ctx, app.System(), p.ID)
			must(t, err)
		}
	}
	h.interview, h.base = i, interviewPath(i.ID)
	h.question, h.value = h.round.Questions[0].ID.String(), h.round.Honesty.String()
	return h
}

// sends an autosave as the page's script does, and returns whatever comes back.
func (c *client) sends(path, body string) answer {
	r := httptest.NewRequest(http.MethodPut, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.do(r)
}

// written is the form of the question's page.
func (h *held) written(version int, notes, level, evidence, button string) url.Values {
	return url.Values{
		"version." + h.question: {fmt.Sprint(version)}, "notes." + h.question: {notes}, "level." + h.question: {level},
		"evidence." + h.question: {evidence}, "do": {button},
	}
}

// ended is the form of the last page.
func (h *held) ended(level, evidence, word, button string) url.Values {
	return url.Values{
		"version." + h.value: {"0"}, "level." + h.value: {level}, "evidence." + h.value: {evidence},
		"version": {"1"}, "recommendation": {word}, "summary": {"Steady."}, "do": {button},
	}
}

// handIn holds the interview without a script, to the locked scorecard.
func (h *held) handIn(c *client, base, notes string) {
	h.t.Helper()
	c.follow(c.post(base+"/scorecard", nil)).is(http.StatusOK)
	c.post(base+"/questions/1", h.written(0, notes, "4", "“mine”", "next")).is(http.StatusSeeOther)
	if got := c.post(base+"/values", h.ended("3", "Said so.", "yes", "submit")).is(http.StatusSeeOther); got.Location != base+"/scorecard" {
		h.t.Fatalf("handed in, and sent to %s", got.Location)
	}
}

func TestInterviewIsHeldWithoutAScriptToALockedScorecard(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	c := h.as("interviewer")
	c.get(h.base+"/scorecard").is(http.StatusOK).says("Rui Sá", "Say first", "What not to ask", "Tell us about a mistake", "28 min", "Begin the interview")
	if got := c.get(h.base + "/questions/1").is(http.StatusSeeOther); got.Location != h.base+"/scorecard" {
		t.Errorf("before the beginning a question leads to %s", got.Location)
	}
	c.follow(c.post(h.base+"/scorecard", nil)).says("Question 1 of 1", "What did you say first?", "Owns it aloud", "Blames others", "minutes 5 to 13 of 28")
	form := h.written(0, "She rang first.", "4", "", "next")
	form["probes."+h.question] = []string{"0"}
	c.follow(c.post(h.base+"/questions/1", form)).says("Values and overall word", "Question 1: 4 of 5")
	c.get(h.base+"/questions/1").has(`value="4" checked`, `id="probe-0" value="0" checked`, "She rang first.")

	missing := c.post(h.base+"/values", h.ended("", "typed before the level", "", "submit")).is(http.StatusUnprocessableEntity)
	missing.says("Not handed in yet", "Question 1: Quote a few words", "Honesty: Choose a level", "Give your overall word", "typed before the level", "Steady.")
	missing.has(h.base + "/questions/1#f-evidence-" + h.question)
	c.post(h.base+"/questions/1", h.written(1, "She rang first.", "na", "", "next")).is(http.StatusSeeOther)
	form = h.ended("3", "Said so.", "no_decision", "submit")
	form.Set("version."+h.value, "1")
	form.Set("version", "2")
	c.post(h.base+"/values", form).is(http.StatusUnprocessableEntity).says("Question 1: Say in a few words why it cannot be rated.")
	c.post(h.base+"/questions/1", h.written(2, "She rang first.", "4", "“first”", "next")).is(http.StatusSeeOther)
	form.Set("version."+h.value, "2")
	form.Set("version", "3")
	c.follow(c.post(h.base+"/values", form)).says("Your scorecard is in and locked.", "No decision", "4 of 5", "She rang first.", "Said so.")

	if got := c.get(h.base + "/questions/1").is(http.StatusSeeOther); got.Location != h.base+"/scorecard" {
		t.Errorf("a locked scorecard's question leads to %s", got.Location)
	}
	c.sends(h.base+"/lines/question/"+h.question, `{"version":3,"notes":"after all"}`).is(http.StatusConflict).has("can no longer be changed")
	c.get(h.base+"/scorecard").hides("after all", "Hand in and lock")
}

func TestNobodyElseOpensAnInterview(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	h.handIn(h.as("interviewer"), h.base, "only for the panel")
	for _, path := range []string{"/scorecard", "/questions/1", "/values"} {
		for _, who := range []string{"hr", "recruiter", "recruiter2", "admin", "compliance", "viewer"} {
			h.as(who).get(h.base+path).is(http.StatusNotFound).hides("Rui", "only for the panel")
		}
		h.anyone().get("/i/not-a-token" + path).is(http.StatusNotFound)
		if got := h.anyone().get(h.base + path).is(http.StatusSeeOther); !strings.HasPrefix(got.Location, "/sign-in") {
			t.Errorf("not signed in: %s", got.Location)
		}
		h.anyone().get(h.guest+path).hides("only for the panel", "4 of 5")
	}
	for _, who := range []string{"hr", "recruiter", "recruiter2"} {
		h.as(who).sends(h.base+"/lines/question/"+h.question, `{"notes":"mine"}`).is(http.StatusNotFound)
	}
	h.anyone().sends("/i/not-a-token/lines/question/"+h.question, `{"notes":"mine"}`).is(http.StatusNotFound)
}

func TestAutosaveSaysSavedOnlyOfWhatWasSaved(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	guest := h.anyone()
	line := h.guest + "/lines/question/" + h.question
	guest.sends(line, `{"notes":"x"}`).is(http.StatusConflict).has("görüşmeyi başlatın")
	guest.follow(guest.post(h.guest+"/scorecard", nil)).says("Soru 1 / 1")
	for _, step := range []struct {
		what, path, body string
		status           int
		has              string
	}{
		{"the first", line, `{"version":0,"notes":"one","level":4}`, 200, `"version":1`},
		{"once more, its acknowledgement lost", line, `{"version":0,"notes":"one","level":4}`, 200, `"version":1`},
		{"another device", line, `{"version":0,"notes":"theirs"}`, 409, `"notes":"one"`},
		{"the next", line, `{"version":1,"notes":"two","probes":[0]}`, 200, `"version":2`},
		{"a level that is none", line, `{"version":2,"level":6}`, 422, `"title"`},
		{"a probe that is none", line, `{"version":2,"probes":[1]}`, 422, `"title"`},
		{"too long", line, `{"version":2,"notes":"` + strings.Repeat("a", hiring.MaxNotes+1) + `"}`, 422, `"title"`},
		{"far too long", line, `{"version":2,"notes":"` + strings.Repeat("a", maxLineBody) + `"}`, 422, `"title"`},
		{"not UTF-8", line, "{\"version\":2,\"notes\":\"\xff\"}", 422, `"title"`},
		{"not JSON", line, `notes`, 422, `"title"`},
		{"no such question", h.guest + "/lines/question/" + uuid.NewString(), `{"notes":"x"}`, 404, `"title"`},
		{"no such subject", h.guest + "/lines/person/" + h.question, `{"notes":"x"}`, 404, `"title"`},
		{"a value", h.guest + "/lines/value/" + h.value, `{"level":2,"evidence":"e","notes":"not kept"}`, 200, `"version":1`},
		{"the overall word", h.guest + "/overall", `{"version":1,"recommendation":"yes","summary":"s"}`, 200, `"version":2`},
		{"the overall word, another device", h.guest + "/overall", `{"version":1,"recommendation":"no"}`, 409, `"recommendation":"yes"`},
		{"a word that is none", h.guest + "/overall", `{"version":2,"recommendation":"perhaps"}`, 422, `"title"`},
	} {
		got := guest.sends(step.path, step.body)
		if got.Status != step.status || !strings.Contains(got.Body, step.has) {
			t.Errorf("%s: %d %.300s, want %d with %s", step.what, got.Status, got.Body, step.status, step.has)
		}
		if !json.Valid([]byte(got.Body)) {
			t.Errorf("%s: not JSON: %.100s", step.what, got.Body)
		}
	}
	guest.get(h.guest+"/questions/1").has(">two<").hides("theirs", "not kept")
}

func TestTwoDevicesWithoutAScriptSeeBothTexts(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	c := h.as("interviewer")
	c.post(h.base+"/scorecard", nil).is(http.StatusSeeOther)
	c.post(h.base+"/questions/1", h.written(0, "from the laptop", "", "", "save")).is(http.StatusSeeOther)
	both := c.post(h.base+"/questions/1", h.written(0, "from the tablet", "", "", "next")).is(http.StatusConflict)
	both.says("from the laptop", "from the tablet", "Nothing is overwritten until you choose.")
	c.get(h.base + "/questions/1").has("from the laptop").hides("from the tablet")
	c.post(h.base+"/questions/1", h.written(1, "from the tablet", "", "", "save")).is(http.StatusSeeOther)
	c.get(h.base + "/questions/1").has("from the tablet").hides("from the laptop")
}

func TestInterviewShowsAnswersOnlyWhereTheGuideSaysAndNeverAScore(t *testing.T) {
	t.Parallel()
	for name, shows := range map[string]bool{"hidden, as by default": false, "shown": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seesWritten(t, shows)
		})
	}
}

func seesWritten(t *testing.T, shows bool) {
	h, ctx := newHeld(t), context.Background()
	g := hiring.DefaultGuide(h.round.Requisition.ID)
	g.ShowsAnswers = shows
	must(t, h.app.SaveGuide(ctx, app.System(), g))
	h.round.Submit(h.candidate, h.round.Bodies(testkit.Told()[0], 8, "a", "ab", "abc"))
	h.app.WorkAll(ctx)
	scored, err := h.store.Application(ctx, h.candidate.ID)
	must(t, err)
	if scored.Fit == nil {
		t.Fatal("nothing was scored: the test tests nothing")
	}
	c, wrote := h.as("interviewer"), "I booked the engineer"
	see := func(shown bool) {
		t.Helper()
		for _, path := range []string{"/scorecard", "/questions/1", "/values"} {
			page := c.get(h.base + path).is(http.StatusOK)
			page.hides(fmt.Sprintf("%.0f · ", *scored.Fit), "aligned", "streak", "top reps")
			if got := strings.Contains(page.Body, wrote); got != (shown && path == "/questions/1") {
				t.Errorf("%s shows the written answer: %v", path, got)
			}
		}
	}
	c.post(h.base+"/scorecard", nil).is(http.StatusSeeOther)
	see(shows)
}

func TestNotesBecomeAnswersOnceAndWithConsent(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	path := "/applications/" + h.candidate.ID.String() + "/spoken"
	hr := h.as("hr")
	hr.get(path + "/notes").is(http.StatusOK).says("There are no interview notes you may use yet.")
	h.handIn(h.as("interviewer"), h.base, "I booked the wrong day and said so.")
	h.handIn(h.anyone(), h.guest, "The guest heard it too.")
	cards, err := h.store.Scorecards(context.Background(), h.interview.ID)
	must(t, err)
	hr.get(path+"/notes").says("The interviewer", "Gül", "I booked the wrong day", "The guest heard it too.").hides("4 of 5", "“mine”")
	use := url.Values{"scorecard": {cards[0].ID.String()}}
	hr.post(path+"/notes", use).is(http.StatusUnprocessableEntity).says("Ask first")
	hr.post(path+"/notes", url.Values{"agreed": {"1"}}).is(http.StatusUnprocessableEntity).says("Choose whose notes")
	use.Set("agreed", "1")
	hr.follow(hr.post(path+"/notes", use)).says("I booked the wrong day and said so.", "4 questions are still blank").hides("The guest heard")
	hr.post(path+"/notes", use).is(http.StatusConflict).says("Notes do not overwrite them.")
	h.as("recruiter2").get(path + "/notes").is(http.StatusNotFound)
}

func TestOwnScorecardComesBeforeAnothersNotes(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	h.handIn(h.as("interviewer"), h.base, "what the other heard")
	ctx, u := context.Background(), h.users["recruiter"]
	must(t, h.store.AddPanelists(ctx, []hiring.Panelist{{ID: uuid.New(), InterviewID: h.interview.ID, UserID: &u.ID, Name: u.Name, Email: u.Email, Language: u.Language, AddedAt: h.app.Now()}}))
	path := "/applications/" + h.candidate.ID.String() + "/spoken"
	c := h.as("recruiter")
	c.get(path + "/notes").is(http.StatusConflict).says("Hand in your own scorecard first").hides("what the other heard")
	c.get(path).is(http.StatusOK).hides("what the other heard", path+"/notes")
	h.handIn(c, h.base, "what I heard")
	c.get(path+"/notes").says("what the other heard", "what I heard")
}

// TestALockedScorecardAsksForNothing: that the time for scorecards is over is said to whoever can still hand one in, and
// the clock stops being shown when no interview takes so long.
func TestALockedScorecardAsksForNothing(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	page := interviewPath(m.interview.ID) + "/scorecard"
	m.write("interviewer", 4, "mine", "mine too", "")
	m.as("interviewer").get(page).is(http.StatusOK).has(`id="clock"`).hides("The time for scorecards is over")
	m.expires()
	m.as("interviewer").get(page).is(http.StatusOK).says("The time for scorecards is over")
	m.as("first").get(page).is(http.StatusOK).says("and locked").hides("The time for scorecards is over", `id="clock"`)
	old := m.app.Now().Add(-9 * time.Hour)
	card, err := m.store.BeginScorecard(context.Background(), hiring.Scorecard{ID: uuid.New(), InterviewID: m.interview.ID, PanelistID: m.seats["hr"].ID, StartedAt: old})
	must(t, err)
	if !card.StartedAt.Equal(old.Truncate(time.Millisecond)) {
		t.Fatal(card.StartedAt)
	}
	m.as("hr").get(page).is(http.StatusOK).has("/questions/1").hides(`id="clock"`)
}
