package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

const ownsUp = "A bill went to the wrong family & I saw it. I rang the customer, said that the mistake was mine. Then I called again in the evening to hear how it had gone."

// judged is a round of a recruiter's, with an interviewer on its panel.
type judged struct {
	*world
	*testkit.Round
}

func newJudged(t *testing.T, exemplars int, change func(*hiring.Requisition)) judged {
	t.Helper()
	w := newWorld(t)
	return judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], exemplars, func(r *hiring.Requisition) {
		r.Panel = []uuid.UUID{w.users["interviewer"].ID}
		if change != nil {
			change(r)
		}
	})}
}

// scored is a candidate who has answered, and whose answers are scored.
func (j judged) scored(name, text string) hiring.Application {
	j.t.Helper()
	a := j.Candidate(name)
	j.Submit(a, j.Bodies(text, 9, "a", "ac", "abc"))
	j.app.WorkAll(context.Background())
	return a
}

func pageOf(a hiring.Application) string { return "/applications/" + a.ID.String() }

func TestTheApplicationPageShowsFitAnswersAndReasons(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	page := j.as("recruiter").get(pageOf(a)).is(http.StatusOK)
	page.says("Ada Lovelace", "Candidate 1", "benchmark “Care 2026”, version 1", "about ", "Gold band", "12 top reps",
		"Tell us about a mistake", "Met what a top rep said", "percentile", "Most like your top reps: 1. Care, 2. Proof, 3. Haste",
		"Submitted after", "Scored, engine", "must-have")
	page.has(`<mark>I rang the customer, said that the mistake was mine.</mark>`, `the wrong family &amp; I saw it.`, `class="streak-dot"`, `Speed &lt;b&gt;`)
	page.says("that takes ten reps in each group", "See the benchmark").has(`href="/benchmarks/`+j.Benchmark.String()+`/versions/1"`, "/benchmarks/"+j.Benchmark.String()+"/versions/1#q-"+j.Questions[0].ID.String())
	page.hides("top0", "typ0", "<no value>", "&lt;no value&gt;")
}

func TestAChangedSentenceChangesTheReason(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	one := j.scored("One", ownsUp)
	two := j.scored("Two", strings.Replace(ownsUp, "Then I called again in the evening to hear how it had gone.", "My supervisor was warned by me as well, and then the contract was corrected.", 1))
	marks := regexp.MustCompile(`<mark>[^<]*</mark>`)
	first := strings.Join(marks.FindAllString(j.as("hr").get(pageOf(one)).is(200).Body, -1), "\n")
	second := strings.Join(marks.FindAllString(j.as("hr").get(pageOf(two)).is(200).Body, -1), "\n")
	if !strings.Contains(first, "called again in the evening") || strings.Contains(second, "called again in the evening") {
		t.Errorf("the sentence is the reason only where it stands:\n%s\n\n%s", first, second)
	}
	if !strings.Contains(second, "supervisor") {
		t.Errorf("the new sentence is no reason:\n%s", second)
	}
}

// How soon is for the bench to say; here it is that nobody has to ask for it.
func TestAScoreAppearsByItselfAfterSubmission(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { j.app.Work(ctx); close(done) }()
	defer func() { stop(); <-done }()
	a := j.Candidate("Ada")
	j.as("hr").get(pageOf(a)).says("Invited, and not begun yet")
	start := time.Now()
	j.Submit(a, j.Bodies(ownsUp, 9, "a", "ac", "abc"))
	for browser := j.as("hr"); !strings.Contains(browser.get(pageOf(a)).is(200).Body, "streak-dot"); time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > time.Minute {
			t.Fatal("no score, however long one waits")
		}
	}
}

func TestAHandedInApplicationSaysItIsBeingScored(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.Candidate("Ada")
	j.Submit(a, j.Bodies(ownsUp, 9, "a", "ac", "abc"))
	j.as("hr").get(pageOf(a)).is(200).says("being scored", "I rang the customer").hides("streak-dot")
}

func TestAnApplicationThatCannotBeScoredSaysSo(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a, ctx, now := j.Candidate("Ada"), context.Background(), time.Now()
	j.Submit(a, j.Bodies(ownsUp, 9, "a", "ac", "abc"))
	for range store.MostJobAttempts {
		now = now.Add(2 * time.Hour)
		job, ok, err := j.store.Claim(ctx, now, time.Minute, "score")
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		if _, err := j.store.Fail(ctx, job, errors.New("on purpose"), now); err != nil {
			t.Fatal(err)
		}
	}
	j.as("hr").get(pageOf(a)).is(200).says("could not score them", "I rang the customer").hides("being scored", "on purpose")
}

func TestABenchmarkTooSmallShowsNoScoreAndSaysWhy(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 4, nil)
	a := j.scored("Ada", ownsUp)
	j.as("hr").get(pageOf(a)).is(200).says("fewer than five top reps", "I rang the customer").
		hides("streak-dot", "percentile", "(100 =", `class="fit"`, "Fit about")
}

func TestTextsThatAreEvidenceOnlyAreSaidToBe(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.TextCounts = false })
	a := j.scored("Ada", ownsUp)
	j.as("hr").get(pageOf(a)).is(200).says("Shown as evidence; texts do not enter the fit here.", "Met what a top rep said")
}

func TestOtherRecruitersFindNoApplication(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	for _, who := range []string{"recruiter2", "interviewer", "compliance", "viewer", "admin"} {
		for _, path := range []string{"", "/decision", "/spoken", "/spoken/1"} {
			j.as(who).get(pageOf(a)+path).is(http.StatusNotFound).hides("Lovelace", "mistake was mine")
		}
	}
	for _, who := range []string{"recruiter2", "recruiter", "hr", "compliance"} {
		j.as(who).get(j.itemOf("interviewer", a)).is(http.StatusNotFound).hides("mistake was mine")
	}
	j.as("hr").get("/applications/" + uuid.NewString()).is(http.StatusNotFound)
}

func TestWhoIsOnThePanelSeesNothingUntilTheirRatingsAreIn(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	ctx := context.Background()
	must(t, j.store.AddPanel(ctx, j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, j.app.Now()))
	a := j.scored("Ada Lovelace", ownsUp)
	recruiter := j.as("recruiter")
	recruiter.post(pageOf(a)+"/decision", url.Values{"outcome": {"hold"}, "reasons.hold": {"awaits_ratings"}, "reason": {"We wait for the panel."}}).is(http.StatusSeeOther)
	browser := j.as("hr")
	secrets := []string{"Lovelace", "streak-dot", "We wait for the panel", "mistake was mine", "percentile", "Hold"}
	browser.get(pageOf(a)).is(200).says("Candidate 1", "Rate first").hides(secrets...)
	browser.get(pageOf(a) + "/decision").is(200).says("rate the answers before you decide").hides(secrets...)
	browser.post(pageOf(a)+"/decision", url.Values{"outcome": {"hire"}, "reasons.positive": {"values_shown"}, "reason": {"I decide all the same."}}).is(http.StatusConflict).hides(secrets...)
	at := j.itemOf("hr", a)
	sheet := browser.get(at).is(200)
	sheet.says("Owns it and follows through", "mistake was mine").hides("Lovelace", "Met what a top rep said", "<mark>", "percentile", "Hold")
	browser.post(at, url.Values{"level": {"4"}, "version": {"1"}}).is(http.StatusUnprocessableEntity).says("Quote a few words").has(`value="4" checked`)
	browser.get(pageOf(a)).hides(secrets...)
	form := url.Values{"level": {"4"}, "evidence": {"“the mistake was mine”"}, "version": {"1"}}
	browser.follow(browser.post(at, form)).says("Look over and hand in", "Your rating: 4 of 5", "can still be changed")
	browser.get(pageOf(a)).hides(secrets...)
	hand := j.queueOf(0) + "/submission"
	browser.follow(browser.post(hand, nil)).says("Your ratings are in", "1 of 1 rated")
	browser.post(hand, nil).is(http.StatusConflict)
	browser.post(at, form).is(http.StatusConflict)
	browser.get(at).is(200).says("Your rating: 4 of 5", "locked").hides("Lovelace")
	browser.get(pageOf(a)).is(200).says("Lovelace", "We wait for the panel", "4.0 of 5", "1 rating: 4").has("streak-dot")
}

func TestAnInterviewerFindsWhatToRateByQuestionOnly(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	j.as("interviewer").get("/ratings").is(200).says("Care, Madrid", "Tell us about a mistake", "0 of 1 rated").has(j.queueOf(0)).hides("Lovelace", "Candidate 1", a.ID.String())
	j.as("recruiter").get("/ratings").is(200).says("Nothing waits for your rating").hides("Tell us about a mistake")
	j.as("viewer").get("/ratings").is(http.StatusNotFound)
}

func TestADecisionWithoutAReasonKeepsWhatWasChosen(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	browser := j.as("recruiter")
	browser.post(pageOf(a)+"/decision", url.Values{"outcome": {"hire"}, "reasons.positive": {"values_shown"}, "reason": {"yes"}}).is(http.StatusUnprocessableEntity).
		says("at least 10 characters").has(`value="hire" checked`, ">yes</textarea>")
	browser.follow(browser.post(pageOf(a)+"/decision", url.Values{"outcome": {"hire"}, "reasons.positive": {"values_shown"}, "reason": {"Owned up before anybody asked."}})).
		says("The decision is recorded.", "Owned up before anybody asked.", "The recruiter")
	browser.post(pageOf(a)+"/decision", url.Values{"outcome": {"decline"}, "reasons.decline": {"values_not_shown"}, "reason": {"From a page of yesterday."}}).is(http.StatusConflict).
		says("A decision has been made in the meantime", "Owned up before anybody asked.", "From a page of yesterday.")
}

func TestSpokenAnswersAreTypedQuestionByQuestion(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	browser, spoken := j.as("recruiter"), pageOf(a)+"/spoken"
	browser.get(spoken + "/1").is(http.StatusNotFound)
	browser.post(spoken, url.Values{"language": {"es"}}).is(http.StatusUnprocessableEntity).says("Ask first").has(`value="es" selected`)
	first := browser.follow(browser.post(spoken, url.Values{"language": {"en"}, "agreed": {"1"}}))
	first.says("Question 1 of 5", "Tell us about a mistake", "What did you say first?").hides("mistake was mine")
	for n, form := range []url.Values{
		{"text": {"He said: it was my own fault, and I told them so the same day when they rang us about it."}},
		{"number": {"4"}}, {"picks": {"b"}}, {"picks": {"a", "b"}}, {"position.a": {"3"}, "position.b": {"2"}, "position.c": {"1"}},
	} {
		form.Set("version", "0")
		browser.post(spoken+"/"+string(rune('1'+n)), form).is(http.StatusSeeOther)
	}
	browser.post(spoken+"/2", url.Values{"number": {"11"}, "version": {"1"}}).is(http.StatusUnprocessableEntity).says("from 1 to 10")
	browser.post(spoken+"/5", url.Values{"position.a": {"1"}, "version": {"1"}}).is(http.StatusUnprocessableEntity).says("Give each of the 3 items")
	browser.post(spoken+"/1", url.Values{"text": {"from another window"}, "version": {"0"}}).is(http.StatusConflict).
		says("typed in another window in the meantime", "it was my own fault").has(">from another window</textarea>")
	browser.get(spoken).is(200).says("it was my own fault", "1. Haste")
	browser.follow(browser.post(spoken+"/submission", nil)).says("being scored")
	j.app.WorkAll(context.Background())
	browser.get(pageOf(a)).is(200).says("by link", "spoken, typed during a conversation", "it was my own fault", "mistake was mine")
	browser.get(spoken + "/1").is(http.StatusNotFound)
}

func TestThePageSpeaksEveryLanguage(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	for lang, want := range map[string]string{"es": "Coincide con lo que dijo", "tr": "En iyi çalışanlardan birinin sözüyle"} {
		for _, path := range []string{"", "/decision", "/spoken"} {
			j.as("hr").get(pageOf(a)+path+"?lang="+lang).is(200).hides("[score.", "[application.", "[decision.", "[spoken.", "[warning.")
		}
		j.as("hr").get(pageOf(a) + "?lang=" + lang).says(want)
	}
}
