package server

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// target is the answer to the n-th question, whose score can be reviewed.
func (j judged) target(a hiring.Application, n int) app.ReviewTarget {
	j.t.Helper()
	v, err := j.app.ViewApplication(context.Background(), j.users["recruiter"], a.ID)
	must(j.t, err)
	for _, t := range v.Reviewable() {
		if t.Question == j.Questions[n].ID {
			return t
		}
	}
	j.t.Fatalf("the score of question %d cannot be reviewed", n)
	return app.ReviewTarget{}
}

// reviewing is a filled-in form of a target, confirmed in case it would change much.
func reviewing(t app.ReviewTarget, act string, more ...string) url.Values {
	v := url.Values{"score": {t.Score.String()}, "question": {t.Question.String()}, "act": {act}}
	if t.Current != nil {
		v.Set("instead", t.Current.ID.String())
	}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	v.Set("record", confirmed(v))
	return v
}

const sheRings = "She says aloud that it was hers, and rings again."

func TestAScoreIsAdjustedAndBothNumbersAreShown(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	browser, path := j.as("recruiter"), pageOf(a)+"/reviews"
	target := j.target(a, 2)
	browser.get(pageOf(a)).is(http.StatusOK).says("Accept, adjust or void", "0 of 5 looked at").has(`action="` + path + `"`).hides("Fit as reviewed")
	browser.post(path, reviewing(target, "adjust", "points", "many", "words", sheRings)).is(http.StatusUnprocessableEntity).says("whole number from 0 to 100", sheRings).has(`value="many"`, "<details class=\"review\" open>")
	browser.post(path, reviewing(target, "adjust", "points", "35", "words", "no")).is(http.StatusUnprocessableEntity).says("Choose a reason", "at least 10 characters")
	form := reviewing(target, "adjust", "points", "35", "reason", "says_less", "words", sheRings, "from", "application")
	browser.post(path, form).is(http.StatusSeeOther)
	page := browser.get(pageOf(a)).is(http.StatusOK)
	page.says("Your review is recorded.", "Fit as reviewed", "1 score adjusted.", sheRings, "The recruiter", "Says less than its words suggest", "1 of 5 looked at", "Score adjusted: What do you do first?").
		has("<s>100</s>", "<strong>35</strong>")
	browser.post(path, form).is(http.StatusConflict).says("This score has been reviewed in the meantime", "yours, made in another tab or window", sheRings)
	browser.get("/requisitions/" + j.Requisition.ID.String()).is(http.StatusOK).says("as reviewed ")
}

// TestWhatWouldChangeMuchIsSaidBeforeItIsRecorded: without the three picked answers nothing of speed is left.
func TestWhatWouldChangeMuchIsSaidBeforeItIsRecorded(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	browser, path := j.as("recruiter"), pageOf(a)+"/reviews"
	void := func(n int, record bool) url.Values {
		form := reviewing(j.target(a, n), "void", "reason", "technical", "words", sheRings)
		if !record {
			form.Del("record")
		}
		return form
	}
	browser.post(path, void(2, true)).is(http.StatusSeeOther)
	last := void(3, false)
	page := browser.post(path, last).is(http.StatusUnprocessableEntity)
	page.hides("Read below what it would do").says("nothing is recorded yet", "Speed <b> would drop out", "The fit would go from ", sheRings, "Record it all the same").has(`href="#f-record"`, `id="f-record"`, `value="void"`)
	if got := j.target(a, 3).Current; got != nil {
		t.Fatalf("recorded before it was confirmed: %+v", got)
	}
	last.Set("record", "adjust 90")
	browser.post(path, last).is(http.StatusUnprocessableEntity)
	last.Set("record", "void")
	browser.post(path, last).is(http.StatusSeeOther)
	browser.get(pageOf(a)).says("2 scores voided.")
	browser.get(path).says("not counted: an answer was voided in review").hides("too little of it was answered")
	browser.get("/requisitions/" + j.Requisition.ID.String() + "/matrix").says("as reviewed: not counted, an answer was voided")
	slight := reviewing(j.target(a, 0), "adjust", "points", strconv.Itoa(int(j.target(a, 0).Points)-1), "reason", "says_less", "words", sheRings)
	slight.Del("record")
	browser.post(path, slight).is(http.StatusSeeOther)
}

func TestEverythingLeftIsAcceptedInOneAct(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	browser, path := j.as("hr"), pageOf(a)+"/reviews"
	page := browser.get(path).is(http.StatusOK).says("Accept all 5 that are left", "Read the answer", strings.TrimSpace(ownsUp), "Listen").hides(`class="btn main"`)
	if last, accept := strings.LastIndex(page.Body, "</article>"), strings.Index(page.Body, "/reviews/rest"); last < 0 || accept < last {
		t.Errorf("accepting all stands at %d, before the last answer at %d", accept, last)
	}
	browser.follow(browser.post(path+"/rest", nil)).says("The scores that were left are accepted.").hides("that are left")
	browser.get(pageOf(a)).says("5 scores accepted (The hr)", "5 of 5 looked at").hides("Fit as reviewed")
}

func TestOfTwoWhoReviewAScoreAtOnceOneIsShownTheOthers(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	target, path := j.target(a, 1), pageOf(a)+"/reviews"
	browsers := []*client{j.as("recruiter"), j.as("hr")}
	answers := make([]answer, 2)
	var wait sync.WaitGroup
	for i, points := range []string{"11", "22"} {
		wait.Go(func() {
			answers[i] = browsers[i].post(path, reviewing(target, "adjust", "points", points, "reason", "misread", "words", "Mine are "+points+" points here."))
		})
	}
	wait.Wait()
	for i, mine := range []string{"11", "22"} {
		if answers[i].Status == http.StatusConflict {
			answers[i].says("Mine are "+mine+" points here.", "Mine are "+[]string{"22", "11"}[i]+" points here.", "This score has been reviewed")
		}
	}
	if answers[0].Status+answers[1].Status != http.StatusSeeOther+http.StatusConflict {
		t.Errorf("statuses %d and %d", answers[0].Status, answers[1].Status)
	}
}

func TestWhoRatesFirstReviewsNothing(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, j.app.Now()))
	a := j.scored("Ada Lovelace", ownsUp)
	target, path := j.target(a, 0), pageOf(a)+"/reviews"
	j.as("hr").get(path).is(http.StatusOK).says("rate the answers before you decide").hides("Lovelace", "of 100", "percentile")
	j.as("hr").post(path, reviewing(target, "accept")).is(http.StatusConflict).hides("Lovelace")
	j.as("hr").post(path+"/rest", nil).is(http.StatusConflict)
	for _, who := range []string{"recruiter2", "interviewer", "compliance", "viewer", "admin"} {
		j.as(who).get(path).is(http.StatusNotFound).hides("Lovelace")
		j.as(who).post(path, reviewing(target, "accept")).is(http.StatusNotFound)
	}
}

func TestRatesOfChangeStandBesideTheirIntervalAndNobodyIsRanked(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	rates := "/requisitions/" + j.Requisition.ID.String() + "/reviews"
	j.as("hr").get(rates).is(http.StatusOK).says("No score has been reviewed yet")
	for i, name := range []string{"Ada", "Bea", "Cem"} {
		a := j.scored(name, testkit.Told()[i])
		_, err := j.app.ReviewAnswer(context.Background(), j.users["hr"], a.ID, app.NewReview{
			Score: j.target(a, 2).Score, Question: j.target(a, 2).Question, Act: hiring.Adjust, Points: new(float64), Reason: hiring.Misread, Words: sheRings,
		})
		must(t, err)
		v, err := j.app.ViewApplication(context.Background(), j.users["hr"], a.ID)
		must(t, err)
		for _, x := range v.Reviewable() {
			if x.Current == nil {
				_, err = j.app.ReviewAnswer(context.Background(), j.users["hr"], a.ID, app.NewReview{Score: x.Score, Question: x.Question, Act: hiring.Accept})
				must(t, err)
			}
		}
	}
	_, err := j.app.AcceptRemaining(context.Background(), j.users["hr"], j.scored("Deb", ownsUp).ID)
	must(t, err)
	hr := j.as("hr").get(rates).is(http.StatusOK)
	hr.says("17 scores : 14 accepted , 3 adjusted , 0 voided. 5 of the accepted were accepted together", "14 (5 at once)", "25%", "(9% to 53%)", "By person", "The hr", "too few", "−100", "(0 up, 3 down)", "What do you do first?", "alphabetical order").hides("Ada", "Bea", sheRings)
	id := j.Questions[2].ID.String()
	hr.says("The scores that were changed", "Candidate 1 : 100 → 0", "Candidate 3 : 100 → 0").has(`<a href="#changed">25%</a>`, `id="changed-`+id+`"`, `#a-`+id+`">Candidate 2</a>`)
	links := regexp.MustCompile(`<a href="(`+rates+`\?[^"]+)#changed">([0-9]+)</a>`).FindAllStringSubmatch(hr.Body, -1)
	for _, m := range links {
		_, list, _ := strings.Cut(j.as("hr").get(html.UnescapeString(m[1])).is(http.StatusOK).Body, `<h2 id="changed">`)
		if n := strings.Count(list, `<li><a href="/applications/`); strconv.Itoa(n) != m[2] {
			t.Errorf("%s counts %s and lists %d", m[1], m[2], n)
		}
	}
	tops := regexp.MustCompile(`<a href="(`+rates+`\?[^"]+)#changed">([0-9]+) (?:scores|accepted|adjusted)</a>`).FindAllStringSubmatch(hr.Body, -1)
	for _, m := range tops {
		_, list, _ := strings.Cut(j.as("hr").get(html.UnescapeString(m[1])).is(http.StatusOK).Body, `<h2 id="changed">`)
		if n := strings.Count(list, `<li><a href="/applications/`); strconv.Itoa(n) != m[2] {
			t.Errorf("%s counts %s and lists %d", m[1], m[2], n)
		}
	}
	if len(tops) != 3 {
		t.Errorf("%d of the counts at the top lead to their reviews", len(tops))
	}
	hr.has(`<a href="` + rates + `?act=adjust#changed">Adjustments moved`)
	if len(links) != 14 { // of five questions and a person: all, and accepted or adjusted
		t.Errorf("%d numbers lead to their reviews", len(links))
	}
	person := j.as("hr").get(rates + "?act=adjust&person=" + j.users["hr"].ID.String())
	person.says("The hr · adjusted", "Candidate 1 : 100 → 0", "All scores that were changed").hides("accepted </li>")
	j.as("recruiter").get(rates + "?person=" + j.users["hr"].ID.String()).says("The scores that were changed").hides("The hr")
	if n := strings.Count(hr.Body, ": 100 → 0"); n != 3 {
		t.Errorf("%d changed scores are listed, want the three that are counted", n)
	}
	j.as("recruiter").get(rates).is(http.StatusOK).says("By question", "Candidate 1 : 100 → 0").hides("By person", "The hr")
	company := j.as("hr").get("/reviews").is(http.StatusOK).has(`<a href="`+rates+`?act=any#changed">17</a>`, `<a href="`+rates+`?act=adjust#changed">3</a>`, `<a href="#by-requisition">17 scores</a>`)
	company.has(`<a href="/reviews?question=` + id + `#by-requisition">4</a>`)
	one := j.as("hr").get("/reviews?question="+id).is(http.StatusOK).says("What do you do first?", "4 scores", "the whole company").hides("By question", "By person")
	one.has(`<a href="` + rates + `?act=adjust&amp;question=` + id + `#changed">3</a>`)
	j.as("hr").get("/reviews?person="+j.users["hr"].ID.String()).says("The hr", "17 scores").has(`person=` + j.users["hr"].ID.String() + `#changed">17</a>`)
	j.as("hr").get("/reviews?person="+id+"&question=x&act=any").says("No longer known", "No score has been reviewed yet")
	compliance := j.as("compliance").get("/reviews").is(http.StatusOK)
	compliance.says("By requisition", "Care, Madrid", "By person", "25%").hides("Ada", sheRings, `href="`+rates+`"`, "/applications/")
	j.as("compliance").get(rates).is(http.StatusNotFound)
	j.as("recruiter").get("/reviews").is(http.StatusNotFound)
	if strings.Contains(hr.Body, "NaN") {
		t.Error("an undefined share is shown as a number")
	}
}

// Whoever has still to rate a candidate is not told on the way that their score was changed, nor to what.
func TestChangedScoresOfWhomOneStillRatesAreNotListed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, 2), "adjust", "points", "35", "reason", "says_less", "words", sheRings)).is(http.StatusSeeOther)
	rates := "/requisitions/" + j.Requisition.ID.String() + "/reviews"
	j.as("hr").get(rates).is(http.StatusOK).says("Candidate 1 : 100 → 35")
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, j.app.Now()))
	j.as("hr").get(rates).is(http.StatusOK).hides("Candidate 1", "→ 35", pageOf(a))
}
