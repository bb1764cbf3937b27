package journey

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// reasoned fails the test unless the reason of a decision holds this text.
func (b *tab) reasoned(want string) {
	b.t.Helper()
	if got := eval[string](b, `document.querySelector("#f-reason").value`); got != want {
		b.t.Fatalf("at %s: the reason is %q, want %q", b.address(), got, want)
	}
}

// kept counts what is kept in the browser.
func (b *tab) kept(want int) {
	b.t.Helper()
	if got := eval[int](b, `Object.keys(localStorage).filter(k => k.startsWith("draft ")).length`); got != want {
		b.t.Fatalf("at %s: %d things are kept in the browser, want %d: %s", b.address(), got, want, eval[string](b, `JSON.stringify(localStorage)`))
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

// TestNothingTypedIsLeftInABrowserAfterSigningOut from it or from another one.
func TestNothingTypedIsLeftInABrowserAfterSigningOut(t *testing.T) {
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

// rated fails the test unless the form of an answer holds this level, or none, and these words.
func (b *tab) rated(level, want string) {
	b.t.Helper()
	got := eval[[]string](b, `[document.querySelector("[name=level]:checked")?.value || "", document.querySelector("#f-evidence").value]`)
	if got[0] != level || got[1] != want {
		b.t.Fatalf("at %s: the form holds %q, want %q and %q\n%s", b.address(), got, level, want, b.text())
	}
}

// toRate is a member of the panel, for whom the answers of so many candidates wait.
func (r *desk) toRate(t *testing.T, candidates int) hiring.User {
	t.Helper()
	ctx := t.Context()
	rater, err := r.app.AddUser(ctx, app.System(), hiring.User{
		Name: "Priya Raman", Email: "priya@alderfinch.example", Language: hiring.English, Roles: []hiring.Role{hiring.Interviewer},
	}, secret)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.app.AddToPanel(ctx, app.System(), r.Requisition.ID, rater.ID); err != nil {
		t.Fatal(err)
	}
	for n := range candidates {
		r.handedIn(t, fmt.Sprintf("Ada Lovelace %d", n))
	}
	return rater
}

// TestWhatARaterTypedIsThereAgain after reloading, after a send that failed and in another tab; it is forgotten once it
// is saved, and two tabs lose nothing of each other's.
func TestWhatARaterTypedIsThereAgain(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	rater := r.toRate(t, 2)
	b := r.signIn(t, rater.Email)
	b.open("/ratings")
	b.click(".queue a")
	b.press("Read the first answer")
	path := b.path()
	b.types("4")
	b.rated("4", "")
	b.fill("#f-evidence", "Says it first.")
	b.do(chromedp.Reload())
	b.settle()
	b.says(wordsBack)
	b.rated("4", "Says it first.")
	b.sound()
	b.click("a[data-key]") // is asked nothing, and takes nothing along
	b.rated("", "")
	b.open(path)
	b.fill("#f-evidence", "Says it first, unasked.")
	r.gate.set(true)
	b.press("Save and next")
	r.gate.set(false)
	b.do(chromedp.NavigateBack())
	b.settle()
	b.open(path)
	b.says(wordsBack)
	b.rated("4", "Says it first, unasked.")
	b.kept(1)

	other := b.another()
	other.open(path)
	other.says(wordsBack)
	other.rated("4", "Says it first, unasked.")
	other.kept(1)
	other.fill("#f-evidence", "From the other tab.")
	b.types("2")
	b.fill("#f-evidence", "From the first tab.")
	other.open(path)
	other.rated("4", "From the other tab.")
	const offered = "Something else that you typed here is kept"
	other.says(wordsBack, offered)
	other.sound()
	other.press("Swap with what is shown")
	other.rated("2", "From the first tab.")
	other.press("Swap with what is shown")
	other.rated("4", "From the other tab.")
	other.press("Save and next")
	other.rated("", "")
	other.kept(1) // what the first tab holds

	b.open(path)
	b.rated("4", "From the other tab.")
	b.says(offered)
	b.press("Swap with what is shown")
	b.rated("2", "From the first tab.")
	b.press("Save and next")
	b.kept(0)
	b.open(path)
	b.rated("2", "From the first tab.")
	if strings.Contains(b.text(), offered) || strings.Contains(b.text(), wordsBack) {
		t.Error("what is saved is offered again")
	}
	b.fill("#f-evidence", "Somebody wrote this.")
	b.kept(1)
	other.click("form[action='/sign-out'] button")
	other.kept(0)
}
