package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

// manualOf publishes the benchmark with so many reps and returns the path of its manual.
func (b *benched) manualOf(top, comparison int) string {
	b.t.Helper()
	named := strings.ReplaceAll(b.rows(top, comparison), ",top rep 0,", ",Zelda Quux,")
	b.hr.follow(b.uploaded(b.path+"/answers/import", "answers.csv", named)).is(http.StatusOK)
	given, err := b.app.GivenAnswers(context.Background(), b.benchmarkID())
	must(b.t, err)
	for _, g := range given {
		if g.Incumbent.Name == "Zelda Quux" {
			must(b.t, b.app.ExcludeAnswer(context.Background(), b.users["hr"].ID, b.benchmarkID(), g.Incumbent.ID, b.questions[2].ID, "Zelda Quux copied it from a colleague"))
		}
	}
	themes := b.path + "/questions/" + b.questions[2].ID.String() + "/themes"
	if page := b.hr.get(themes).is(http.StatusOK).Body; strings.Contains(page, `name="theme"`) {
		b.hr.post(themes+"/exclusion", themeForm(page, url.Values{"reason": {"only Zelda says so, and not at work"}})).is(http.StatusSeeOther)
	}
	hash := between(b.hr.get(b.path+"/publication").Body, `name="hash" value="`, `"`)
	return b.hr.post(b.path+"/publication", url.Values{"hash": {hash}, "note": {"Quux asked for it before her holiday"}}).is(http.StatusSeeOther).Location + "/manual"
}

func TestTheManualIsReadInThreeLanguagesByWhoeverReadsTheVersion(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := strings.TrimPrefix(b.manualOf(12, 12), "http://touchstone.test")
	version, err := b.store.BenchmarkVersionNumber(context.Background(), b.benchmarkID(), 1)
	must(t, err)
	for _, role := range []string{"hr", "recruiter", "compliance", "viewer"} {
		page := b.as(role).get(at).is(http.StatusOK).says("Technical manual: Care 2026, version 1", version.Hash, version.Engine, "Maintenance and expiry", "copied it from a colleague", "asked for it before her holiday", "says so, and not at work")
		page.hides("[manual.", "[benchmark.", "<no value>", "%!", "NaN", "style=", "Zelda", "Quux", "@reps.test")
	}
	for _, role := range []string{"interviewer", "admin"} {
		if b.as(role).get(at).Status == http.StatusOK {
			t.Errorf("%s reads the manual", role)
		}
	}
	for _, l := range hiring.Languages() {
		b.hr.get(at+"?lang="+string(l)).is(http.StatusOK).has(`<html lang="`+string(l)+`"`).hides("[manual.", "<no value>")
	}
	b.hr.get(strings.Replace(at, "/1/", "/2/", 1)).is(http.StatusNotFound)
	b.hr.get(b.path + "/versions/1").has(`href="` + at + `"`)
}

func TestEveryHeadingOfTheContentsLeadsToItsSection(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	page := b.hr.get(strings.TrimPrefix(b.manualOf(5, 0), "http://touchstone.test")).is(http.StatusOK)
	contents := between(page.Body, `<nav class="manual-contents"`, `</nav>`)
	links := strings.Split(contents, `href="#`)[1:]
	if len(links) != 21 {
		t.Errorf("%d sections", len(links))
	}
	for _, l := range links {
		id, _, _ := strings.Cut(l, `"`)
		if strings.Count(page.Body, `<section class="stack tight" id="`+id+`"`) != 1 {
			t.Errorf("#%s leads nowhere", id)
		}
	}
	if tables, captions := strings.Count(page.Body, "<table"), strings.Count(page.Body, "<caption>"); tables == 0 || tables != captions {
		t.Errorf("%d tables, %d captions", tables, captions)
	}
}

func TestTheSameVersionGivesTheSameManual(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := strings.TrimPrefix(b.manualOf(12, 12), "http://touchstone.test")
	one := b.as("viewer").get(at).is(http.StatusOK)
	if two := b.as("viewer").get(at).is(http.StatusOK); one.Body != two.Body {
		t.Error("the manual differs from one time to the next")
	}
}

func TestTheHelpPageDocumentsEveryCommandInThreeLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.anyone().get("/help").is(http.StatusSeeOther)
	for _, l := range hiring.Languages() {
		page := w.as("interviewer").get("/help?lang="+string(l)).is(http.StatusOK).hides("[help.", "<no value>")
		for _, c := range HelpCommands() {
			page.says(c.Line())
			for _, f := range c.Files {
				page.says(f.Columns...)
			}
		}
	}
	w.as("viewer").get("/").has(`href="/help"`, `href="/help#commands"`, `href="/help#recorded"`, `href="/account">Name, language and password</a>`)
	w.as("viewer").get("/help").is(http.StatusOK).has(`id="commands"`, `id="recorded"`).says("is recorded with who and when")
}

func TestTheVerdictOfAVersionIsThatOfItsManual(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	manual := strings.TrimPrefix(b.manualOf(12, 12), "http://touchstone.test")
	page := b.hr.get(strings.TrimSuffix(manual, "/manual")).is(http.StatusOK)
	word := between(between(page.Body, `id="verdict">`, `</section>`), "<h2>", "</h2>")
	b.hr.get(manual).is(http.StatusOK).says("Verdict: " + word)
	publication := b.hr.get(b.path + "/publication").is(http.StatusOK)
	if strings.Contains(publication.Body, `href="`+b.path+`/publication"`) {
		t.Error("the page on which to publish leads to itself")
	}
}
