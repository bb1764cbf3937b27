package server

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// start begins the attempt of a link in a language.
func (c *client) start(base, lang string) {
	c.w.t.Helper()
	c.post(base+"/attempt", url.Values{"language": {lang}, "consent": {"1"}}).is(http.StatusSeeOther)
}

// fill posts answer n, whose version is the one on the page, and what the button does.
func (c *client) fill(base string, n int, do string, v url.Values) answer {
	c.w.t.Helper()
	path := base + "/questions/" + strconv.Itoa(n)
	v.Set("version", hidden(c.get(path).is(http.StatusOK).Body, "version"))
	v.Set("do", do)
	return c.post(path, v)
}

// hidden reads a hidden field of a page.
func hidden(page, name string) string {
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return m[1]
}

// stored reads a candidate's answers as they are in the database, in the order of the questions.
func (r *hiringRound) stored(i invited) []hiring.AnswerBody {
	r.t.Helper()
	q, err := r.app.OpenLink(context.Background(), i.token)
	must(r.t, err)
	answers, err := r.app.AnswersOf(context.Background(), q)
	must(r.t, err)
	out := make([]hiring.AnswerBody, len(r.questions))
	for n, question := range r.questions {
		out[n] = answers[question.ID].Body
	}
	return out
}

func TestCandidateAnswersWithoutScript(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.get(i.base).is(http.StatusOK).says("Service desk", "Alder & Finch", "A person decides", "5 questions, about 10 minutes",
		"counts as no evidence", "write without them", "people@alderfinch.test", "Need more time").hides("REQ-7", "Candidate Secret", "recruiter")
	c.start(i.base, "en")
	c.get(i.base+"/questions/1").is(http.StatusOK).says("Question 1 of 5", "Honesty", "Tell us about a mistake", "saved when you press Next").hides(" checked")
	c.fill(i.base, 1, "next", url.Values{"text": {"I told a caller\r\nthe wrong price."}}).is(http.StatusSeeOther).goesTo(i.base + "/questions/2")
	c.fill(i.base, 1, "back", url.Values{"text": {"I told a caller\r\nthe wrong price."}}).goesTo(i.base + "/about")
	c.get(i.base+"/about").is(http.StatusOK).says("A person decides", "Continue").hides("I have read this")
	c.get(i.base+"/questions/2").says("1 · Bad things find me", "10 · Good things find me").hides(" checked")
	c.fill(i.base, 2, "next", url.Values{"number": {"8"}, "text": {"Because"}}).goesTo(i.base + "/questions/3")
	c.fill(i.base, 3, "back", url.Values{"picks": {"a"}}).goesTo(i.base + "/questions/2")
	c.fill(i.base, 4, "save", url.Values{"picks": {"c", "a"}}).goesTo(i.base + "/questions/4")
	c.fill(i.base, 5, "next", url.Values{"position.a": {"3"}, "position.b": {"1"}, "position.c": {"2"}}).goesTo(i.base + "/summary")
	want := []hiring.AnswerBody{
		{Text: "I told a caller\nthe wrong price."}, {Number: new(8), Text: "Because"}, {Picks: []string{"a"}},
		{Picks: []string{"a", "c"}}, {Picks: []string{"b", "c", "a"}},
	}
	if diff := cmp.Diff(want, r.stored(i)); diff != "" {
		t.Errorf("stored (-want +got)\n%s", diff)
	}
	c.get(i.base).goesTo(i.base + "/questions/5")
	c.get(i.base+"/summary").is(http.StatusOK).says("the wrong price", "8 / 10", "1. Care", "Could you add an example?").hides("not answered")
}

// goesTo fails the test unless the answer leads there.
func (a answer) goesTo(path string) answer {
	a.t.Helper()
	a.is(http.StatusSeeOther)
	if got, _, _ := strings.Cut(a.Location, "#"); got != path {
		a.t.Errorf("leads to %s, want %s", a.Location, path)
	}
	return a
}

func TestSubmittingHappensOnce(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	c.get(i.base+"/summary").says("5 questions are not answered yet", "lowers the fit")
	c.fill(i.base, 1, "summary", url.Values{"text": {"An answer."}}).goesTo(i.base + "/summary")
	c.get(i.base + "/summary").says("4 questions are not answered yet")
	c.post(i.base+"/submission", nil).goesTo(i.base)
	first := c.get(i.base).is(http.StatusOK).says("Your answers have arrived", "Your receipt code", "people@alderfinch.test").hides("Candidate Secret", "An answer.", "example.org")
	c.post(i.base+"/submission", nil).goesTo(i.base)
	code := regexp.MustCompile(`<dd>([0-9A-Z]{4}-[0-9A-Z]{4})</dd>`).FindStringSubmatch(first.Body)
	if code == nil {
		t.Fatalf("no receipt code\n%s", first.Body)
	}
	c.get(i.base).is(http.StatusOK).says(code[1])
	ctx := context.Background()
	a, err := r.store.Application(ctx, i.application.ID)
	must(t, err)
	if a.Stage != hiring.Submitted || a.ReceivedAt == nil {
		t.Errorf("the application is %s, received %v", a.Stage, a.ReceivedAt)
	}
	jobs, err := r.store.JobCounts(ctx, "score", r.app.Now())
	must(t, err)
	if jobs.Waiting != 1 {
		t.Errorf("%d jobs to score, want 1", jobs.Waiting)
	}
	for _, page := range []string{"/questions/1", "/summary", "/about"} {
		c.get(i.base + page).goesTo(i.base)
	}
	c.post(i.base+"/questions/1", url.Values{"text": {"late"}, "version": {"1"}}).goesTo(i.base)
	c.post(i.base+"/attempt", url.Values{"language": {"tr"}, "consent": {"1"}}).goesTo(i.base)
	if got := r.stored(i)[0].Text; got != "An answer." {
		t.Errorf("after submission the answer reads %q", got)
	}
}

func TestLinkThatOpensNothingIsKindAndTellsNothing(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	revoked, expired, started := r.invite(14), r.invite(-1), r.invite(14)
	c := r.anyone()
	must(t, r.app.Revoke(context.Background(), app.System(), revoked.invitation.ID))
	c.start(started.base, "en")
	c.fill(started.base, 1, "next", url.Values{"text": {"Half an answer"}})
	must(t, r.app.Revoke(context.Background(), app.System(), started.invitation.ID))
	wrong := c.get("/q/nobody-ever-had-this").is(http.StatusNotFound).says("people@alderfinch.test", "ask for a new one")
	for _, path := range []string{revoked.base, started.base, started.base + "/questions/1", started.base + "/summary", revoked.base + "/accommodation"} {
		got := c.get(path).is(http.StatusNotFound)
		if diff := cmp.Diff(wrong.Body, strings.ReplaceAll(got.Body, path, "/q/nobody-ever-had-this")); diff != "" {
			t.Errorf("%s differs from a wrong link (-wrong +got)\n%s", path, diff)
		}
	}
	c.get(expired.base).is(http.StatusGone).says("The time for this link is over", "people@alderfinch.test").hides("Service desk", "Candidate Secret")
	c.post(expired.base+"/attempt", url.Values{"language": {"en"}, "consent": {"1"}}).is(http.StatusGone)
	c.lang = "tr"
	c.get("/q/nobody-ever-had-this").is(http.StatusNotFound).has(`<html lang="tr">`).says("Kime sorabilirsiniz")
}

func TestLinkOpensOnlyItsOwnAnswers(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	mine, other, c := r.invite(14), r.invite(14), r.anyone()
	c.start(mine.base, "en")
	c.start(other.base, "en")
	c.fill(mine.base, 1, "next", url.Values{"text": {"Mine alone"}})
	c.get(other.base + "/questions/1").is(http.StatusOK).hides("Mine alone")
	c.get(other.base + "/summary").is(http.StatusOK).hides("Mine alone")
	if got := r.stored(other)[0].Text; got != "" {
		t.Errorf("the other's answer reads %q", got)
	}
}

func TestStartingNeedsConsentAndAWordedLanguage(t *testing.T) {
	t.Parallel()
	w := wordings()[0]
	w.Prompt = hiring.Words{hiring.English: "What happened?", hiring.Turkish: "Ne oldu?"}
	r := newRound(t, w)
	i, c := r.invite(14), r.anyone()
	c.get(i.base).is(http.StatusOK).has("Türkçe").hides("Español")
	c.get(i.base + "?lang=es").is(http.StatusOK).has(`<html lang="en">`)
	c.get(i.base + "?lang=tr").is(http.StatusOK).has(`<html lang="tr">`).says("Kararı insan verir")
	c.post(i.base+"/attempt", url.Values{"language": {"tr"}}).is(http.StatusUnprocessableEntity).has(`<html lang="tr">`, `aria-invalid="true"`).says("lütfen bunu onaylayın")
	c.post(i.base+"/attempt", url.Values{"language": {"es"}, "consent": {"1"}}).is(http.StatusUnprocessableEntity).says("no está disponible")
	c.get(i.base + "/questions/1").goesTo(i.base)
	c.start(i.base, "tr")
	c.get(i.base + "/questions/1").has(`<html lang="tr">`).says("Ne oldu?")
}

func TestLanguageSwitchKeepsTheAnswer(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	c.fill(i.base, 1, "lang:es", url.Values{"text": {"typed before switching"}}).goesTo(i.base + "/questions/1")
	c.get(i.base+"/questions/1").has(`<html lang="es">`).says("Tell us about a mistake of yours. (es)", "typed before switching", "Pregunta 1 de 5")
	c.post(i.base+"/language", url.Values{"language": {"tr"}}).goesTo(i.base + "/summary")
	c.get(i.base + "/summary").has(`<html lang="tr">`).says("typed before switching")
}

func TestQuestionsAnAccommodationWaivedAreNotAsked(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	hr := r.users["hr"].ID
	must(t, r.store.Waive(context.Background(), i.application.ID, []uuid.UUID{r.questions[1].ID}, hr, r.app.Now()))
	c.get(i.base+"/questions/2").says("Question 2 of 4", "What do you do first?")
	c.get(i.base + "/summary").hides("How lucky")
	c.get(i.base + "/questions/5").is(http.StatusNotFound).says("no question with that number").has(i.base)
}

func TestIncumbentIsAskedWithDignity(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	rep, c := r.nominate(), r.anyone()
	c.get(rep.base).is(http.StatusOK).says("Your way of working becomes the standard", "not an appraisal", "You may name me").hides("lowers the fit", "application")
	c.post(rep.base+"/attempt", url.Values{"language": {"en"}, "consent": {"1"}, "credit": {"1"}}).goesTo(rep.base + "/questions/1")
	c.fill(rep.base, 1, "next", url.Values{"text": {"I rang them back."}}).goesTo(rep.base + "/questions/2")
	c.post(rep.base+"/submission", nil).goesTo(rep.base)
	c.get(rep.base).is(http.StatusOK).says("Thank you for setting the standard").hides("A decision is planned")
	q, err := r.app.OpenLink(context.Background(), rep.token)
	must(t, err)
	if !q.Attempt.Credit || q.Attempt.ConsentAt == nil {
		t.Errorf("credit %v, consent at %v", q.Attempt.Credit, q.Attempt.ConsentAt)
	}
	jobs, err := r.store.JobCounts(context.Background(), "score", r.app.Now())
	must(t, err)
	if jobs.Waiting != 0 {
		t.Errorf("%d jobs to score an incumbent, want none", jobs.Waiting)
	}
}
