package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// deciding is a filled-in form.
func deciding(outcome, group, reason, words string, more ...string) url.Values {
	v := url.Values{"outcome": {outcome}, "reasons." + group: {reason}, "reason": {words}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

func TestADecisionShowsAndKeepsWhatItIsHeldAgainst(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	browser, path := j.as("recruiter"), pageOf(a)+"/decision"
	shown := browser.get(path).is(http.StatusOK).says("What there is to see", "Beside the others", "Clearly above", "Bands, not ranks", "Reasons to advance or hire", "The answers show the values", "Reasons to decline", "Of the others")
	if n := strings.Count(text(shown.Body), "Beside the others"); n != 1 {
		t.Errorf("the heading over the others stands %d times, want once", n)
	}
	browser.post(path, url.Values{"outcome": {"hire"}, "reason": {"Owned up before anybody asked."}}).is(http.StatusUnprocessableEntity).says("Choose at least one reason").has(`id="f-reasons"`)
	browser.post(path, deciding("hire", "decline", "withdrew", "Owned up before anybody asked.")).is(http.StatusUnprocessableEntity).says("Choose at least one reason")
	page := browser.follow(browser.post(path, deciding("hire", "positive", "values_shown", "Owned up before anybody asked.")))
	page.says("0 ratings; 0 raters in all", "The decision is recorded.", "The answers show the values", "What there was to see", "Fit, computed", "Scorecards of interviews")
}

func TestADecisionAgainstTheEvidenceAsksForItsOwnReason(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	high := j.scored("Ada Lovelace", ownsUp)
	low := j.Candidate("Bea")
	j.Submit(low, j.Bodies(ownsUp, 5, "b", "ab", "acb"))
	j.app.WorkAll(context.Background())
	browser := j.as("recruiter")
	browser.post(pageOf(high)+"/decision", deciding("decline", "decline", "others_stronger", "Others were stronger that week.")).is(http.StatusSeeOther)
	path := pageOf(low) + "/decision"
	browser.get(path).is(http.StatusOK).says("Who they are").has(`<dt>Clearly above</dt><dd><a href="`+pageOf(high)+`">Candidate 1 · `, `href="`+pageOf(low)+`">How these figures came about`)
	browser.get(path).is(http.StatusOK).says("What a decision would go against", "Advancing or hiring:", "clearly above", "Ada Lovelace", "A must-have value is low, and not surely so: Honesty", "1 low, not surely so").hides("clearly low: Honesty")
	form := deciding("advance", "positive", "experience", "She has done this work before.")
	browser.post(path, form).is(http.StatusUnprocessableEntity).says("at least 10 characters").has(`href="#f-departure"`)
	form.Set("departure", "The work sample showed what the answers did not.")
	browser.follow(browser.post(path, form)).says("Why all the same:", "The work sample showed", "1 candidate who was declined is clearly above", "Candidate 1")
	browser.get(pageOf(high)+"/decision").says("Declining: 1 candidate who goes on is clearly below: Bea", "itself decided against the figures: “The work sample showed")
	browser.get(path).hides("itself decided")
}

func TestWhoCannotBeComparedHasARowOfTheirOwn(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	path := pageOf(a) + "/decision"
	j.as("recruiter").get(path).is(http.StatusOK).hides("No comparison possible")
	empty := j.Candidate("Empty")
	j.Submit(empty, make([]hiring.AnswerBody, 5))
	j.app.WorkAll(context.Background())
	browser := j.as("recruiter")
	browser.get(path).is(http.StatusOK).says("No comparison possible", "says nothing about how close they are", "no comparison possible with 1")
	browser.follow(browser.post(path, deciding("hire", "positive", "together", "Owned up before anybody asked."))).says("no comparison possible with 1")
}

func TestFitAndRatingsTogetherSayOnHowManyValuesTheyRest(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["interviewer"].ID}, j.app.Now()))
	j.Rate(j.users["interviewer"].ID, a.ID, 4)
	browser, round := j.as("recruiter"), "/requisitions/"+j.Requisition.ID.String()
	browser.get(pageOf(a) + "/decision").says("1 rating; 1 rater in all")
	for _, path := range []string{pageOf(a), pageOf(a) + "/decision", round, round + "/matrix?show=combined"} {
		browser.get(path).is(http.StatusOK).says("1 of 2 values")
	}
}

func TestADecisionBeforeAnInterviewOrItsScorecardsIsToldSoAndNotStopped(t *testing.T) {
	t.Parallel()
	h, ctx := newHeld(t), context.Background()
	browser, path := h.as("recruiter"), pageOf(h.candidate)+"/decision"
	browser.get(path).is(http.StatusOK).says("An interview with this candidate is still to come").hides("scorecards of interviews are missing")
	held, err := h.store.Interview(ctx, h.interview.ID)
	must(t, err)
	held.StartsAt = h.app.Now().Add(-time.Hour)
	must(t, h.store.UpdateInterview(ctx, held))
	browser.get(path).is(http.StatusOK).says("2 scorecards of interviews are missing, those of ", "Gül").hides("still to come:")
	browser.post(path, deciding("hire", "positive", "together", "Owned up before anybody asked.")).is(http.StatusSeeOther)
}

func TestADecisionIsProposedConfirmedAndReopened(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.SecondPerson = hiring.SecondAll })
	a := j.scored("Ada Lovelace", ownsUp)
	owner, hr, path := j.as("recruiter"), j.as("hr"), pageOf(a)+"/decision"
	owner.get(path).says("waits until another person has confirmed it")
	owner.follow(owner.post(path, deciding("hire", "positive", "together", "Owned up before anybody asked."))).says("It waits for a second person.", "Proposed: Hire")
	owner.get("/").hides("waits for you to confirm it")
	hr.get("/").is(http.StatusOK).says("Ada Lovelace", "a decision proposed by The recruiter waits for you to confirm it")
	v, err := j.app.ViewApplication(context.Background(), j.users["hr"], a.ID)
	must(t, err)
	proposal := v.Waiting().ID.String()
	owner.get(path).says("Withdraw the proposal", "confirms it or returns it: The hr").hides("Confirm the decision", "Record the decision")
	owner.post(path+"/confirmation", url.Values{"proposal": {proposal}}).is(http.StatusConflict).says("another person confirms it")
	hr.get(path).says("You are the second person", "Confirm the decision")
	hr.post(path+"/return", url.Values{"proposal": {proposal}, "answer": {"no"}}).is(http.StatusUnprocessableEntity).says("at least 10 characters").has(">no</textarea>")
	hr.follow(hr.post(path+"/confirmation", url.Values{"proposal": {proposal}})).says("The decision is confirmed", "Confirmed by The hr", "Decided: Hire (The recruiter, confirmed by The hr)")
	owner.post(path+"/return", url.Values{"proposal": {proposal}, "answer": {"I take it back, she wrote to me."}}).is(http.StatusConflict).
		says("The proposal has been answered", "Confirmed by The hr").has(">I take it back, she wrote to me.</textarea>")
	v, err = j.app.ViewApplication(context.Background(), j.users["hr"], a.ID)
	must(t, err)
	reopen := deciding("reopened", "reopened", "new_evidence", "no", "instead", v.Current().ID.String())
	hr.post(path, reopen).is(http.StatusUnprocessableEntity).says("at least 10 characters", "Reopen the candidacy")
	hr.post(path, url.Values{"outcome": {"reopened"}, "instead": {v.Current().ID.String()}}).is(http.StatusUnprocessableEntity).
		has(`href="#f-reopen-reason"`, `href="#f-reopen-reasons"`, `id="f-reopen-reason-problem"`, `id="f-reopen-reasons-problem"`).hides(`id="f-reason-problem"`)
	if page := hr.post(path, reopen).Body; strings.Count(page, `id="f-reason"`) != 1 || strings.Count(page, ">no</textarea>") != 1 {
		t.Errorf("what was typed to reopen stands in another field as well:\n%s", page)
	}
	reopen.Set("reason", "A reference has come in.")
	hr.follow(hr.post(path, reopen)).says("The candidacy is reopened.", "Decided: Reopened (The hr)")
	hr.get(path).says("Reopened: nothing is decided", "A reference has come in.")
	hr.get("/requisitions/" + j.Requisition.ID.String() + "?stage=scored").says("Ada Lovelace")
}

func TestOfTwoWhoDecideAtOnceTheLaterReadsTheOthersDecision(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	browsers := []*client{j.as("recruiter"), j.as("hr")}
	words := []string{"She rang back before anybody asked.", "The text says nothing of what was done."}
	forms := []url.Values{deciding("hire", "positive", "together", words[0]), deciding("decline", "decline", "values_not_shown", words[1])}
	answers := make([]answer, 2)
	var wait sync.WaitGroup
	for i := range forms {
		wait.Go(func() { answers[i] = browsers[i].post(pageOf(a)+"/decision", forms[i]) })
	}
	wait.Wait()
	for i := range answers {
		if answers[i].Status == http.StatusConflict {
			answers[i].says(words[0], words[1], "A decision has been made in the meantime")
		}
	}
	if answers[0].Status+answers[1].Status != http.StatusSeeOther+http.StatusConflict {
		t.Errorf("statuses %d and %d", answers[0].Status, answers[1].Status)
	}
}

func TestTheSecondPersonIsPartOfTheFrozenPolicy(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.SecondPerson = hiring.SecondDepartures })
	path := "/requisitions/" + j.Requisition.ID.String() + "/edit"
	j.as("recruiter").get(path).is(http.StatusOK).has(`name="second_person"`, `value="departures" checked`)
	j.scored("Ada", ownsUp)
	j.as("recruiter").get(path).is(http.StatusOK).says("Second person", "where a decision goes against the evidence").hides(`name="second_person"`)
}

// TestABandNamesItsPeopleInNoOrderOfNearness: by their numbers, since a band is no rank.
func TestABandNamesItsPeopleInNoOrderOfNearness(t *testing.T) {
	t.Parallel()
	p := decisionPage{Page: newWorld(t).pageIn(hiring.English)}
	var around []hiring.Lying
	for _, n := range []int{7, 3, 9, 4} {
		around = append(around, hiring.Lying{Band: hiring.PlacedAlike, Application: hiring.Application{Number: n}})
	}
	around[2].Band = hiring.PlacedAbove
	var got []string
	for _, o := range p.lying(around, hiring.PlacedAlike) {
		got = append(got, o.Label)
	}
	if s := strings.Join(got, ", "); s != "Candidate 3, Candidate 4, Candidate 7" {
		t.Error(s)
	}
}

// A fit that has lost its lowest value to reviews stands higher beside others, and the page says why.
func TestADecisionSaysWhichValuesTheFigureIsWithout(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	j.scored("Bea", ownsUp)
	path := pageOf(a) + "/decision"
	j.as("recruiter").get(path).is(http.StatusOK).says("Beside the others").hides("is without")
	for _, n := range []int{2, 3, 4} {
		j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, n), "void", "reason", "not_job", "words", sheRings)).is(http.StatusSeeOther)
	}
	j.app.WorkAll(context.Background())
	j.as("recruiter").get(path).is(http.StatusOK).says("Fit as reviewed", "Reviews left no fit of Speed <b>, so this figure is without it", "1 of 2 values")
	for _, n := range []int{0, 1} {
		j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, n), "void", "reason", "not_job", "words", sheRings)).is(http.StatusSeeOther)
	}
	j.app.WorkAll(context.Background())
	j.as("recruiter").get(path).is(http.StatusOK).hides("0 of 2 values")
}
