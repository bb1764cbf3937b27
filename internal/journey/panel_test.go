package journey

import (
	"context"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// TestPanelRatesBlind: whoever is on the panel sees neither name nor score before their own ratings are in, not even
// by editing the address; afterwards HR sees both.
func TestPanelRatesBlind(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	ctx := context.Background()
	rater, err := r.app.AddUser(ctx, app.System(), hiring.User{
		Name: "Priya Raman", Email: "priya@alderfinch.example", Language: hiring.English, Roles: []hiring.Role{hiring.Interviewer},
	}, secret)
	if err != nil {
		t.Fatal(err)
	}
	owner := r.signIn(t, r.owner.Email)
	owner.open("/requisitions/" + r.Requisition.ID.String() + "/edit")
	for _, person := range []hiring.User{rater, r.owner} {
		owner.choose("#f-person", person.ID.String())
		owner.press("Add to the panel")
	}
	a := r.Candidate("Can Demir")
	r.Submit(a, r.Bodies("My name is Can Demir. I told her that the mistake was mine and called again.", 8, "a", "ab", "abc"))
	r.works(t)

	b := r.signIn(t, rater.Email)
	b.hidden("Can Demir")
	b.open("/applications/" + a.ID.String())
	b.says("This page was not found")
	rates(b)
	b.says("Your ratings are in")
	b.hidden("Can Demir")
	b.sound()

	owner.open("/applications/" + a.ID.String())
	owner.says("Rate first")
	owner.hidden("Can Demir", "about", "Priya Raman")
	owner.sound()
	owner.open("/requisitions/" + r.Requisition.ID.String())
	owner.hidden("Can Demir", "about", "Sort by fit")
	rates(owner)
	owner.open("/applications/" + a.ID.String())
	owner.says("Can Demir", "Ratings by people", "Priya Raman", "(100 = the")
	owner.sound()
}

// rates goes from the list to the first answer, misses one rating, reports what gives the writer away, rates by the
// keyboard and hands in.
func rates(b *tab) {
	b.t.Helper()
	b.open("/ratings")
	b.sound()
	b.press("Tell us about a mistake of yours that reached a customer.")
	b.says("1 answer", "Why do I see no names and no scores?")
	b.sound()
	b.press("Read the first answer")
	b.says("Answer in English", "hidden:", "report it")
	b.sound()
	b.press("Save and next")
	b.says("Choose a level from 1 to 5.")
	b.hidden("Can Demir")
	b.sound()
	b.press("report it")
	b.fill("#f-words", "called again")
	b.sound()
	b.press("Report the words")
	b.says("Reported. Thank you")
	b.press("abstain")
	b.says("cannot be taken back")
	b.sound()
	b.press("Back to the answer")
	b.types("4")
	b.fill("#f-evidence", "Says what was done.")
	b.press("Save and next")
	b.says("Look over and hand in", "Your rating: 4 of 5")
	b.sound()
	b.press("Hand in 1 rating")
}

// hidden fails the test if the page, or its mark-up, contains any of these.
func (b *tab) hidden(never ...string) {
	b.t.Helper()
	page := eval[string](b, `document.querySelector("main").innerText+document.querySelector("main").outerHTML`)
	for _, s := range never {
		if strings.Contains(page, s) {
			b.t.Errorf("%s shows %q\n%s", b.path(), s, b.text())
		}
	}
}
