package server

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// TestWhoHasStillToRateIsLedToNoName: whoever rates written answers knows them by number. Pages on which somebody of their
// office could pass from the interview, which has a name, to the application, which has the number, do not join the two.
func TestWhoHasStillToRateIsLedToNoName(t *testing.T) {
	t.Parallel()
	m := newMetBy(t, "first", "interviewer")
	application, interview := pageOf(m.application), interviewPath(m.interview.ID)
	c := m.as("chair")
	look := func(named bool) {
		t.Helper()
		link := `href="` + application + `"`
		for _, page := range []struct{ path, tells string }{
			{interview, link}, {application + "/interviews/new", "Ada Lovelace"}, {application + "/spoken", "Ada Lovelace"},
		} {
			if got := c.get(page.path).is(http.StatusOK); named {
				got.has(page.tells)
			} else {
				got.hides(page.tells)
			}
		}
	}
	look(true)
	m.sitsOnRound("chair")
	look(false)
	m.rate("chair", m.application, 3, "mine")
	look(true)
}

// TestWhoInterviewsReadsNoAnswerThatSomebodyElseTyped: answers given aloud are the candidate's own, which whoever
// interviews reads before their scorecard is in only where the guide says so.
func TestWhoInterviewsReadsNoAnswerThatSomebodyElseTyped(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	path := "/applications/" + h.candidate.ID.String() + "/spoken"
	typist, reader := h.as("hr"), h.as("recruiter")
	typist.follow(typist.post(path, url.Values{"language": {"en"}, "agreed": {"1"}}))
	typist.post(path+"/1", url.Values{"text": {"said aloud and typed by HR"}, "version": {"0"}}).is(http.StatusSeeOther)
	reader.get(path).is(http.StatusOK).says("said aloud and typed by HR")
	u := h.users["recruiter"]
	must(t, h.store.AddPanelists(context.Background(), []hiring.Panelist{{
		ID: uuid.New(), InterviewID: h.interview.ID, UserID: &u.ID, Name: u.Name, Email: u.Email, Language: u.Language, AddedAt: h.app.Now(),
	}}))
	for _, at := range []string{path, path + "/1"} {
		reader.get(at).is(http.StatusConflict).says("hand in your scorecard first").hides("said aloud")
	}
	typist.get(path).is(http.StatusOK).says("said aloud and typed by HR")
	h.handIn(reader, h.base, "what I heard")
	reader.get(path).is(http.StatusOK).says("said aloud and typed by HR")
}
