package journey

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/seed"
)

// reviewsTheDemo is HR's and a rater's work after the answers are in, with the demo's candidates: rate blind, compare,
// adjust one score and void one, decide five times, release two explanations, answer one request.
func reviewsTheDemo(t *testing.T, s *site, open seed.DemoOpen) {
	t.Helper()
	rater := s.signIn(t, loginOf(open, hiring.Interviewer))
	rater.open("/ratings")
	rater.click(".queue a")
	rater.press("Go on rating")
	for range 3 {
		rater.hidden("Hannah Beecroft", "Samuel Oyelaran", "@mail.example")
		rater.types("4")
		rater.fill("#f-evidence", "Says what was done, and for whom.")
		rater.press("Save and next")
	}
	rater.says("8 of")

	hr := s.signIn(t, loginOf(open, hiring.HR))
	hr.open("/requisitions")
	hr.press("Customer care, Leeds")
	hr.press("By value")
	for _, name := range []string{"Hannah Beecroft", "Samuel Oyelaran", "Jodie Millward"} {
		hr.click(fmt.Sprintf("tr:has(a[href*=%q]) input[name=a]", hr.applicationOf(name)))
	}
	hr.press("Lay side by side")
	hr.says("Hannah Beecroft", "Samuel Oyelaran", "Jodie Millward")
	hr.sound()

	before := hr.person("Hannah Beecroft")
	hr.reviews("Hannah Beecroft", 0, "adjust", "40", "says_less")
	hr.says("adjusted")
	hr.reviews("Samuel Oyelaran", 1, "void", "", "technical")
	hr.says("voided")
	hr.sound()
	s.works(t)
	if after := hr.person("Hannah Beecroft"); after != before {
		t.Errorf("the computed fit was %q and is %q: a review stands beside it", before, after)
	}
	hr.says("as reviewed")

	for i, name := range []string{"Hannah Beecroft", "Samuel Oyelaran", "Jodie Millward", "Kyle Brannigan", "Patrick Delahaye"} {
		outcome := []string{"advance", "hold", "decline"}[i%3]
		hr.decides(name, outcome)
	}
	for _, name := range []string{"Hannah Beecroft", "Patrick Delahaye"} {
		hr.person(name)
		hr.press("Explanation")
		hr.press("Release")
		hr.says("Released on", name)
	}

	owner := s.signIn(t, loginOf(open, hiring.Recruiter))
	owner.press("Requests")
	owner.says("You made this decision. Somebody else is to look again")
	owner.sound()
	hr.press("Requests")
	hr.sound()
	hr.click("a[href^='/requests/']")
	hr.says("What was asked", "How it stands", "The answers")
	hr.sound()
	hr.click("[name=outcome]")
	hr.fill("[name=answer]", "We read it again, with the sentence you name. It was read the first time as well.")
	hr.press("Send the answer")
	hr.says("Answered.", "with the sentence you name")
}

// applicationOf is the id of the candidate the page has a link to.
func (b *tab) applicationOf(name string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf(`[...document.querySelectorAll("a[href^='/applications/']")].find(a=>a.innerText.trim()===%q)?.pathname.split("/")[2]||"nobody"`, name))
}

// person opens a candidate from the list, and returns the fit that stands there.
func (b *tab) person(name string) string {
	b.t.Helper()
	b.open("/requisitions")
	b.press("Customer care, Leeds")
	b.press(name)
	b.says(name)
	return eval[string](b, `document.querySelector(".card .fit")?.innerText||""`)
}

// reviews makes something of one of a candidate's scores.
func (b *tab) reviews(name string, question int, act, points, reason string) {
	b.t.Helper()
	b.person(name)
	b.click(`a[href$="/reviews"]`)
	form := func(field string) string { return fmt.Sprintf("#f-%s-%d", field, question) }
	eval[bool](b, fmt.Sprintf(`document.querySelectorAll("details.review")[%d].open=true`, question))
	b.click(fmt.Sprintf(`#f-act-%d input[value=%s]`, question, act))
	if points != "" {
		b.fill(form("points"), points)
	}
	b.choose(form("reason"), reason)
	b.fill(form("words"), "It repeats the question and tells nothing of its own.")
	b.click(fmt.Sprintf(`details.review:has(#f-act-%d) button`, question))
	if eval[bool](b, `document.querySelector("#f-record") !== null`) { // it would change much, and is confirmed
		b.click("#f-record-0")
		b.click(`details.review[open] button`)
	}
}

// decides decides about a candidate, with a reason of each kind the page asks for.
func (b *tab) decides(name, outcome string) {
	b.t.Helper()
	b.person(name)
	b.press("Decide")
	b.click("[name=outcome][value=" + outcome + "]")
	group := map[string]string{"advance": "positive", "hold": "hold", "decline": "decline"}[outcome]
	b.click("#f-reasons-" + group + "-0")
	b.fill("#f-reason", "What was told in the answers, read by two people.")
	if eval[bool](b, `!!document.querySelector("#f-departure")`) {
		b.fill("#f-departure", "The ratings of those who read it weigh more here.")
	}
	b.press("Record the decision")
	if strings.Contains(b.path(), "/decision") {
		b.t.Fatalf("%s: not decided\n%s", name, b.text())
	}
}
