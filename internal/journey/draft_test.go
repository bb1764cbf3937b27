package journey

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// reasoned fails the test unless the reason of a decision holds this text.
func (b *tab) reasoned(want string) {
	b.t.Helper()
	if got := eval[string](b, `document.querySelector("#f-reason").value`); got != want {
		b.t.Fatalf("at %s: the reason is %q, want %q", b.address(), got, want)
	}
}

// kept counts what is kept in the tab.
func (b *tab) kept(want int) {
	b.t.Helper()
	if got := eval[int](b, `Object.keys(sessionStorage).length`); got != want {
		b.t.Fatalf("at %s: %d things are kept in the tab, want %d: %s", b.address(), got, want, eval[string](b, `JSON.stringify(sessionStorage)`))
	}
}

// handedIn is a candidate whose answers are scored: the path of the page that decides about them.
func (r *desk) handedIn(t *testing.T, name string) string {
	t.Helper()
	a := r.Candidate(name)
	r.Submit(a, r.Bodies(told, 8, "a", "ab", "abc"))
	r.works(t)
	return fmt.Sprintf("/applications/%s/decision", a.ID)
}

const wordsBack = "What you had typed here and not saved is back."

// TestADecisionThatCouldNotBeSentIsThereAgain is Carmen's bad moment: the server goes while she presses Record.
func TestADecisionThatCouldNotBeSentIsThereAgain(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	first, second := r.handedIn(t, "Ada Lovelace"), r.handedIn(t, "Bela Bartok")
	const reason = "Twice in the answers: owns the mistake, and says so."
	b := r.signIn(t, r.owner.Email)
	b.open(first)
	b.click("[name=outcome][value=hold]")
	b.click("#f-reasons-hold-0")
	b.do(chromedp.Focus(chromedp.CSS("#f-reason")))
	b.types(reason)
	r.gate.set(true)
	b.click("form.decide .btn.main")
	if eval[bool](b, `document.querySelector("form") !== null`) {
		t.Fatal("the server answered: there was nothing to test")
	}
	r.gate.set(false)
	b.do(chromedp.NavigateBack()) // the page of the error has taken the place of the form
	b.settle()
	b.open(first)
	b.says(wordsBack)
	b.reasoned(reason)
	if !eval[bool](b, `document.querySelector("[name=outcome][value=hold]").checked && document.querySelector("#f-reasons-hold-0").checked`) {
		t.Error("what was ticked is not")
	}
	b.sound()
	b.open(second)
	b.reasoned("")
	b.open(first)
	b.reasoned(reason)
	b.press("Discard it")
	b.reasoned("")
	b.kept(0)

	b.fill("#f-reason", reason)
	if _, err := r.store.SweepSessions(t.Context(), time.Now().AddDate(1, 0, 0)); err != nil { // the session has run out
		t.Fatal(err)
	}
	b.press("Record the decision") // leads to the page to sign in
	b.fill("#f-email", r.owner.Email)
	b.fill("#f-password", secret)
	b.click("button.main")
	b.leaves("/sign-in")
	b.open(first)
	b.says(wordsBack)
	b.reasoned(reason)
	b.press("Discard it")

	b.fill("#f-reason", "x")
	b.press("Record the decision") // refused: nothing is chosen
	b.reasoned("x")
	b.kept(1)
	b.click("[name=outcome][value=hold]")
	b.click("#f-reasons-hold-0")
	b.fill("#f-reason", reason)
	b.press("Record the decision")
	b.says("Hold", reason)
	b.kept(0)
}

// TestNothingTypedIsLeftInATabAfterSigningOut from it or from another one.
func TestNothingTypedIsLeftInATabAfterSigningOut(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	path := r.handedIn(t, "Ada Lovelace")
	one := r.signIn(t, r.owner.Email)
	one.open(path)
	one.fill("#f-reason", "Somebody wrote this of Ada.")
	one.kept(1)
	other := one.another()
	other.open("/")
	other.click("form[action='/sign-out'] button")
	one.open("/sign-in")
	one.kept(0)

	again := r.signIn(t, r.owner.Email)
	again.open(path)
	again.fill("#f-reason", "Somebody wrote this of Ada.")
	again.click("form[action='/sign-out'] button")
	again.kept(0)
}
