package server

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/mail"
	"touchstone/internal/pdf"
)

func TestAReleasedExplanationIsShownAsItIsAndAnotherBeginsWithItsFields(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	c, page := d.as("hr"), pageOf(d.application)+"/explanation"
	first := c.get(page).is(200).says("Exactly as the candidate reads it").hides("Write another", "A reason of our own")
	form := d.shown(first)
	form.Set("note", "We liked how plainly you write.")
	form.Set("decider", "name")
	form.Set("reason", "1")
	again := c.post(page, form).is(http.StatusConflict).says("We liked how plainly you write.", "word for word: A reason of our own.")
	form.Set("seen", d.shown(again).Get("seen"))
	after := c.follow(c.post(page, form)).is(200).says("Released on", "Write another")
	shown, behind, found := strings.Cut(after.Body, "<details")
	if !found || strings.HasPrefix(behind, " open") {
		t.Fatal("the form for another one does not stand folded behind what was released")
	}
	shown = text(shown[strings.Index(shown, "preview"):])
	for _, want := range []string{"Exactly as the candidate reads it", "We liked how plainly you write.", "The hr decided on", "A reason of our own."} {
		if !strings.Contains(shown, want) {
			t.Errorf("what is shown as released does not say %q:\n%s", want, shown)
		}
	}
	for _, want := range []string{">We liked how plainly you write.</textarea>", `name="reason"`, "As the candidate would read it if you release it"} {
		if !strings.Contains(behind, want) {
			t.Errorf("the form does not have %q", want)
		}
	}
	if n := strings.Count(behind, " checked"); n != 5 { // two values, the outcome, the reason, by name
		t.Errorf("%d of its fields are set", n)
	}
	form = d.shown(after)
	form.Set("do", "preview")
	form.Set("note", "Something else.")
	c.post(page, form).is(200).has("<details open").says("We liked how plainly you write.", "Something else.")
	candidate := d.anyone()
	candidate.get(d.link+"/explanation").is(200).says("We liked how plainly you write.", "The hr decided on", "A reason of our own.").hides("Something else.")
}

func TestOfTwoWhoReleaseAnExplanationTheLaterReadsTheOthersFirst(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	page := pageOf(d.application) + "/explanation"
	hr, owner := d.as("hr"), d.as("recruiter")
	forms := []url.Values{d.shown(hr.get(page)), d.shown(owner.get(page))}
	for i, c := range []*client{hr, owner} {
		forms[i].Set("note", "A note of number "+strconv.Itoa(i)+".")
		forms[i].Set("do", "preview")
		forms[i].Set("seen", d.shown(c.post(page, forms[i]).is(200)).Get("seen"))
		forms[i].Set("do", "release")
	}
	hr.follow(hr.post(page, forms[0])).is(200).says("Released on")
	late := owner.post(page, forms[1]).is(http.StatusConflict).says("An explanation has been released in the meantime", "A note of number 0.").has(">A note of number 1.</textarea>")
	d.anyone().get(d.link + "/explanation").says("A note of number 0.").hides("A note of number 1.")
	forms[1].Set("seen", d.shown(late).Get("seen"))
	owner.follow(owner.post(page, forms[1])).is(200)
	d.anyone().get(d.link + "/explanation").says("A note of number 1.").hides("A note of number 0.")
}

// TestAnExplanationInTheWrongPhaseIsCalledThat: nothing has changed in the meantime, and what was typed is kept.
func TestAnExplanationInTheWrongPhaseIsCalledThat(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	page, hr := pageOf(d.application)+"/explanation", d.as("hr")
	form := d.shown(hr.get(page).is(200))
	form.Set("note", "plainly")
	d.moveTo(hiring.PhaseRating)
	hr.get(page).is(http.StatusConflict).says("This phase of the round does not allow it", "no explanations are released").hides("in the meantime")
	late := hr.post(page, form).is(http.StatusConflict).says("This phase of the round does not allow it", "no explanations are released", "What you sent", "plainly")
	late.hides("in the meantime", "The last change on record").has(`href="` + pageOf(d.application) + `"`)
}

func TestWithoutMailALinkToTheExplanationIsShownOnceAndWithMailNone(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	c, page := d.as("hr"), pageOf(d.application)+"/explanation"
	c.get(page).is(200).says("No mail server is set up").hides("The candidate gets a mail with the link", "Show a link to copy")
	c.post(page+"/link", nil).is(http.StatusNotFound)
	d.release("hr")
	c.get(page).is(200).says("Show a link to copy").hides("/q/")
	made := c.post(page+"/link", nil).is(200).says("It opens the explanation for Ada Lovelace", "It is shown this once")
	link := regexp.MustCompile(`http://touchstone\.test(/q/[^/<]+/explanation)`).FindStringSubmatch(made.Body)
	if link == nil {
		t.Fatalf("no link\n%s", text(made.Body))
	}
	d.anyone().get(link[1]).is(200).says("Hello Ada Lovelace", "How your answers were read")
	c.get(page).is(200).hides("/q/")
	d.as("recruiter2").post(page+"/link", nil).is(http.StatusNotFound)
	d.as("interviewer").post(page+"/link", nil).is(http.StatusNotFound)

	m, err := mail.New("smtp://127.0.0.1:1", "hr@hire.test")
	must(t, err)
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	d.app = app.New(d.store, app.Config{BaseURL: "http://touchstone.test", Log: quiet, Mail: m})
	d.server, err = New(d.app, Config{BaseURL: "http://touchstone.test", Location: time.UTC, Log: quiet})
	must(t, err)
	d.as("hr").get(page).is(200).says("The candidate gets a mail with the link").hides("No mail server is set up", "Show a link to copy")
}

func TestACandidateIsToldThatTheirPDFCouldNotBeMade(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	d.release("hr")
	made := d.as("hr").post(pageOf(d.application)+"/explanation/link", nil).is(200)
	link := regexp.MustCompile(`http://touchstone\.test(/q/[^/<]+/explanation)`).FindStringSubmatch(made.Body)[1]
	d.server.cfg.PDF = pdf.Find(pdf.Config{Chromium: "false"})
	d.anyone().get(link).is(200).hides("could not be made")
	c := d.anyone()
	c.follow(c.get(link+".pdf")).is(200).says("The PDF could not be made just now.", "Hello Ada Lovelace")
}

// TestWordsInAnotherLanguageAreReleasedOnlyWhenThatIsMeant: an English candidate is not handed a Spanish note by mistake.
func TestWordsInAnotherLanguageAreReleasedOnlyWhenThatIsMeant(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	c, page := d.as("hr"), pageOf(d.application)+"/explanation"
	first := c.get(page).is(200).hides("two languages")
	form := d.shown(first)
	form.Set("note", "Nos gustó mucho que usted dijera con toda claridad lo que había pasado y lo que hizo después.")
	warned := c.post(page, form).is(http.StatusUnprocessableEntity).says("Your own words seem to be in Spanish; this candidate reads English.", "Put it in their language", "two languages all the same", "Nos gustó mucho")
	d.anyone().get(d.link + "/explanation").is(http.StatusSeeOther)
	form.Set("seen", d.shown(warned).Get("seen"))
	c.post(page, form).is(http.StatusUnprocessableEntity)
	form.Set("other_language", "1")
	c.follow(c.post(page, form)).is(200).says("Released.")
	d.anyone().get(d.link + "/explanation").is(200).says("Nos gustó mucho")
}

// TestWhatWasReleasedCanBeReadInEveryPhaseAndNothingLeadsToARefusal.
func TestWhatWasReleasedCanBeReadInEveryPhaseAndNothingLeadsToARefusal(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	page := pageOf(d.application) + "/explanation"
	d.release("hr")
	other := d.scored("Grace Hopper", ownsUp)
	_, err := d.app.Decide(context.Background(), d.users["hr"], other.ID, app.NewDecision{Outcome: hiring.Hold, Reasons: []hiring.DecisionReason{hiring.ReasonAwaitsOthers}, Reason: "Others are still to come."})
	must(t, err)
	hr := d.as("hr")
	hr.get(pageOf(other)).has(`href="` + pageOf(other) + `/explanation"`)
	hr.get(requisitionOf(d.Requisition.ID) + "/invitations").is(http.StatusOK).hides("nobody new is invited")
	form := d.shown(hr.get(page))
	d.moveTo(hiring.PhaseDiscussion)
	hr.get(pageOf(other)).is(http.StatusOK).hides(pageOf(other) + "/explanation")
	hr.get(pageOf(d.application)).has(`href="` + page + `"`)
	hr.get(page).is(http.StatusOK).says("Released on", "In this phase of the round no explanations are released.").hides("Write another")
	hr.post(page, form).is(http.StatusConflict)
	hr.get(requisitionOf(d.Requisition.ID) + "/invitations").is(http.StatusOK).says("In this phase of the round nobody new is invited.").hides(`name="name"`)
}
