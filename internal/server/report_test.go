package server

import (
	"context"
	"fmt"
	"html"
	"maps"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/pdf"
	"touchstone/internal/testkit"
)

func (j judged) report() string {
	return "/requisitions/" + j.Requisition.ID.String() + "/report"
}

// TestARequisitionReportCountsWithoutNames: funnel, time, drop-off, fits, flags, agreement and health, each with its n
// and in words; nobody is named in it.
func TestARequisitionReportCountsWithoutNames(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	for i := range 3 {
		a := j.scored(fmt.Sprint("Ada Lovelace ", i), ownsUp)
		j.rated(a, "interviewer", "quoted")
		must(t, j.store.Decide(context.Background(), hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hold, Reason: "reasoned words", By: j.users["hr"].ID, At: j.app.Now()}, nil))
	}
	j.Candidate("Bob Babbage")
	for _, who := range []string{"hr", "recruiter", "compliance"} {
		page := j.as(who).get(j.report()).is(http.StatusOK)
		page.says("Shares of 4 candidates invited", "Invited 4 100%", "Handed in 3 75% 30% to 95%", "Decided: hold 3 75%", "3 people began by link and 3 handed in: 100%",
			"Nobody who began has stopped", "Begun → handed in", "The fits of 3 candidates", "Gold band: the middle 80% of 12 top reps", "It is no forecast",
			"Must-haves to discuss first", "Care 2026, version 1", "How far raters agree", "English 3 3 100%")
		page.has(`class="shares-plot"`, `class="histogram"`, `class="plot-band"`, `<details>`)
		page.hides("Ada", "Bob", "@example.org", "quoted", "reasoned words", "The interviewer", "NaN", "<no value>", "[report", "/applications/")
	}
	j.as("compliance").get("/audit").says("requisition.report_viewed")
	for _, who := range []string{"recruiter2", "interviewer", "admin", "viewer"} {
		for _, path := range []string{"", ".pdf"} {
			j.as(who).get(j.report()+path).is(http.StatusNotFound).hides("Care, Madrid", "Shares of")
		}
	}
	for _, lang := range []string{"es", "tr"} {
		j.as("hr").get(j.report()+"?lang="+lang).is(http.StatusOK).hides("[report", "<no value>", "Shares of", "Invited")
	}
	j.as("hr").get("/requisitions/"+j.Requisition.ID.String()).has(j.report()+`"`, j.exports()+`"`)
}

// TestEveryCountOfTheFunnelLeadsToExactlyThose who are counted, wherever they stand now.
func TestEveryCountOfTheFunnelLeadsToExactlyThose(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	for i := range 4 {
		a := j.scored(fmt.Sprint("Ada Lovelace ", i), ownsUp)
		if i < 2 {
			j.rated(a, "interviewer", "quoted")
		}
		if i == 0 {
			must(t, j.store.Decide(context.Background(), hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hold, Reason: "reasoned words", By: j.users["hr"].ID, At: j.app.Now()}, nil))
		}
	}
	j.Candidate("Bob Babbage")
	c, base := j.as("hr"), "/requisitions/"+j.Requisition.ID.String()
	page := c.get(j.report()).is(http.StatusOK).says("who has ever come so far").has(`<details open><summary>`)
	links := regexp.MustCompile(`<td[^>]* class="n"[^>]*><a href="(`+base+`[^"]*)" aria-label="(\d+): ([^"]*)">`).FindAllStringSubmatch(page.Body, -1)
	said := map[string]string{}
	for _, m := range links {
		list := c.get(html.UnescapeString(m[1])).is(http.StatusOK)
		if rows := strings.Count(list.Body, `<a class="name" href="/applications/`); strconv.Itoa(rows) != m[2] {
			t.Errorf("%s: the report says %s, the list %s holds %d", m[3], m[2], m[1], rows)
		}
		if label := m[3]; label != "Invited" && !strings.HasPrefix(label, "None to discuss") && !strings.Contains(label, ", ") && !strings.Contains(label, "→") {
			list.says(m[2]+" candidate", label, "Show everybody")
		}
		said[m[3]] = m[2]
	}
	bins := 0
	for label, n := range said {
		if strings.Contains(label, " · ") || strings.Contains(label, "→") || strings.Contains(label, "English") {
			delete(said, label) // of the questionnaire and the times, which have a test of their own
		} else if strings.Contains(label, "–") {
			count, err := strconv.Atoi(n)
			must(t, err)
			bins += count
			delete(said, label)
		}
	}
	if bins != 4 {
		t.Errorf("the bins of fits lead to %d candidates", bins)
	}
	c.get(j.report()).has(`href="` + base + `?begun=en" aria-label="4: English, Began"`)
	c.get(base+"?begun=en").says("4 candidates who began by link in English", "Ada Lovelace 3").hides("Bob Babbage")
	c.get(base + "?no_fit=insufficient").says("0 candidates without a fit").hides("Ada Lovelace")
	c.get(base + "?begun=xx&fit_from=7&no_fit=%3Cb").says("Bob Babbage").hides("Show everybody")
	if want := map[string]string{"Invited": "5", "Opened the link": "4", "Began": "4", "Handed in": "4", "Scored": "4", "Rated by people": "2", "Decided": "1", "Decided: hold": "1",
		"None to discuss first": "4", "None to discuss first, Hold": "1", "None to discuss first, Undecided": "3"}; !maps.Equal(want, said) {
		t.Errorf("links of %v, want %v", said, want)
	}
	c.get(base+"?reached=submitted&sort=number").has(`?reached=submitted"`, `reached=submitted&amp;sort=fit`, `?sort=number&amp;stage=invited`)
	c.get(base + "?reached=nowhere&decision=maybe").says("Bob Babbage").hides("Show everybody")
	c.get(j.report()).has(base + `/raters?of=answers"`)
	j.as("compliance").get(j.report()).is(http.StatusOK).hides(`href="`+base+`?`, "who has ever come so far")
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, j.app.Now()))
	c.get(base + "?reached=decided").is(http.StatusOK).says("Candidate 5").hides("Show everybody") // whoever has still to rate filters nothing
}

// TestAReportTellsTheBlindNothingOfWhomTheyRate: what became of candidates is told of those they have rated alone, and
// not of fewer than five; of so few that were invited, nothing; in a round that compares, nothing before the discussion.
func TestAReportTellsTheBlindNothingOfWhomTheyRate(t *testing.T) {
	t.Parallel()
	st, path := testkit.FileStore(t)
	j := judgedIn(t, st)
	ctx := context.Background()
	must(t, j.store.AddPanel(ctx, j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, j.app.Now()))
	var people []hiring.Application
	more := func() {
		a := j.scored(fmt.Sprint("Ada ", len(people)), ownsUp)
		must(t, j.store.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hire, Reason: "good reasons", By: j.users["recruiter"].ID, At: j.app.Now()}, nil))
		people = append(people, a)
	}
	for range 4 {
		more()
	}
	never := []string{"The fits of", "Decided", "to discuss first", "clearly low", "Scored", `class="histogram"`, "Rated by people"}
	hr := j.as("hr")
	hr.get(j.report()).is(http.StatusOK).says("Nothing to report yet").hides(append(never, "Handed in")...)
	for range 3 {
		more()
	}
	for _, a := range people[:4] {
		j.rated(a, "hr", "seen")
	}
	hr.get(j.report()).is(http.StatusOK).says("Shares of 7 candidates invited", "Handed in 7", "fewer than 5").hides(never...)
	j.rated(people[4], "hr", "seen")
	hr.get(j.report()).is(http.StatusOK).says("What became of 2 candidates is left out", "Shares of 5 candidates", "Decided: hire 5", "The fits of 5 candidates", "Handed in 7").hides("hire 7", "The fits of 7")
	j.as("recruiter").get(j.report()).says("Decided: hire 7", "The fits of 7 candidates")
	_, err := testkit.Raw(t, path).Exec(`UPDATE requisitions SET phase = 'rating'`)
	must(t, err)
	hr.get(j.report()).is(http.StatusOK).says("until the discussion begins", "Handed in 7").hides(never...)
}

// TestACandidateReportIsTheApplicationOnPaper: fit with its interval, reasons, ratings, scorecards and the decision; blind
// first holds, and every view is audited.
func TestACandidateReportIsTheApplicationOnPaper(t *testing.T) {
	t.Parallel()
	r := newAttacked(t)
	a := r.candidates[8] // Muñoz
	path := pageOf(a) + "/report"
	page := r.as("recruiter").get(path).is(http.StatusOK)
	page.says(`Candidate report: Muñoz "Ñandú", Íñigo`, "about ", "It is no forecast", "Gold band", "Met what a top rep said", "Tell us about a mistake",
		"The interviewer", "3 of 5", "4 of 5", "Mixed", "Hold", "Submitted after").has(`class="streak-dot"`, `<details>`)
	page.hides("<no value>", "[report", "top0", "typ0")
	r.as("compliance").get("/audit?object_id=" + a.ID.String()).says("application.scores_viewed")
	r.as("hr").get(pageOf(a)).has(path + `"`)
	for _, who := range []string{"recruiter2", "interviewer", "compliance", "admin", "viewer"} {
		r.as(who).get(path).is(http.StatusNotFound).hides("Muñoz")
		r.as(who).get(path + ".pdf").is(http.StatusNotFound)
	}
	must(t, r.store.AddPanel(context.Background(), r.Requisition.ID, []uuid.UUID{r.users["hr"].ID}, r.app.Now()))
	r.as("hr").get(path).is(http.StatusOK).says("Rate first").hides("Muñoz", "Hold", "streak-dot", "mistake was mine", "about ")
}

// TestReportsArePrintedAsTaggedPDF where Chromium is installed: with every table open.
func TestReportsArePrintedAsTaggedPDF(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	j.as("hr").get(j.report() + ".pdf").is(http.StatusNotFound)
	if j.server.cfg.PDF = pdf.Find(pdf.Config{}); j.server.cfg.PDF == nil {
		t.Skip("no Chromium here")
	}
	for _, path := range []string{j.report(), pageOf(a) + "/report"} {
		j.as("hr").get(path).has(path+".pdf?lang=en", "paper=letter")
		out := j.as("hr").get(path + ".pdf?lang=tr").is(http.StatusOK)
		if !strings.HasPrefix(out.Body, "%PDF-") || out.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: no PDF of %d bytes", path, len(out.Body))
		}
		for _, want := range []string{"/StructTreeRoot", "/Lang (tr)", "/Title", "/DisplayDocTitle true"} {
			if !strings.Contains(out.Body, want) {
				t.Errorf("%s: the PDF has no %s", path, want)
			}
		}
	}
}

func TestTheCandidateReportSaysWhatPeopleChangedAndWhatADecisionWentAgainst(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a, browser := j.scored("Ada Lovelace", ownsUp), j.as("recruiter")
	browser.post(pageOf(a)+"/reviews", reviewing(j.target(a, 0), "adjust", "points", "40", "reason", "says_less", "words", sheRings)).is(http.StatusSeeOther)
	low := j.Candidate("Bea")
	j.Submit(low, j.Bodies(ownsUp, 5, "b", "ab", "acb"))
	j.app.WorkAll(context.Background())
	browser.get(pageOf(a)+"/report").is(http.StatusOK).says("Fit as reviewed", "1 score adjusted", "As reviewed", "Says less than its words suggest", sheRings)
	browser.post(pageOf(low)+"/decision", deciding("advance", "positive", "experience", "She has done this work before.", "departure", "The work sample showed what the answers did not.")).is(http.StatusSeeOther)
	browser.get(pageOf(low)+"/report").is(http.StatusOK).says("Experience that the job needs was shown", "A must-have value is low, and not surely so: Honesty", "Why all the same:",
		"The work sample showed what the answers did not.", "What there was to see", "Scorecards of interviews").hides("Fit as reviewed")
}
