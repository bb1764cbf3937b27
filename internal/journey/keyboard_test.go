package journey

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

// mostTabs is how often somebody presses Tab before giving up.
const mostTabs = 200

// tabTo presses Tab until the focus is on what the selector names, or says so in words; at every stop one must see
// where one is.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	there := fmt.Sprintf(`(()=>{const e=document.activeElement,want=%q;try{if(e.matches(want))return true}catch{}
		return e.innerText?.trim()===want||e.getAttribute("aria-label")===want})()`, selector)
	path := ""
	for range mostTabs {
		b.types(kb.Tab)
		b.seesFocus()
		if eval[bool](b, there) {
			return
		}
		path += "\n" + eval[string](b, `document.activeElement.outerHTML.slice(0,90)`)
	}
	b.t.Fatalf("at %s: Tab never comes to %s; it went to%s", b.address(), selector, path)
}

// seesFocus fails the test unless the focus is on something one can see, with a ring around it or around its label.
func (b *tab) seesFocus() {
	b.t.Helper()
	lost := eval[string](b, `(()=>{const e=document.activeElement;if(!e||e===document.body||e===document.documentElement)return "";
		const shows=x=>{const s=getComputedStyle(x),r=x.getBoundingClientRect();
			return s.visibility!=="hidden"&&r.width>4&&r.height>4&&r.bottom>0&&r.top<innerHeight&&r.right>0&&r.left<innerWidth&&
				s.outlineStyle!=="none"&&parseFloat(s.outlineWidth)>=2};
		for(let x=e,n=0;x&&n<2;x=x.parentElement,n++)if(shows(x))return "";
		const l=e.labels&&e.labels[0];return l&&shows(l)?"":e.outerHTML.slice(0,200)})()`)
	if lost != "" {
		b.t.Errorf("at %s: the focus cannot be seen on %s", b.path(), lost)
	}
}

// enter presses Enter on what has the focus, and waits for the page that follows.
func (b *tab) enter() {
	b.t.Helper()
	b.types(kb.Enter)
	b.settle()
}

// clickByKeyboard goes where the selector leads and presses what a keyboard has for it there.
func (b *tab) clickByKeyboard(selector string) {
	b.t.Helper()
	b.tabTo(selector)
	if eval[bool](b, `document.activeElement.matches("input[type=checkbox],input[type=radio]")`) {
		b.types(" ")
	} else {
		b.types(kb.Enter)
	}
	b.settle()
}

// chooseByKeyboard walks through a select until it holds the value; anything else is ticked.
func (b *tab) chooseByKeyboard(selector, value string) {
	b.t.Helper()
	b.tabTo(selector)
	if !eval[bool](b, `document.activeElement.matches("select")`) {
		b.types(" ")
		return
	}
	b.types(kb.Home)
	for range mostTabs {
		if eval[string](b, "document.activeElement.value") == value {
			return
		}
		b.types(kb.ArrowDown)
	}
	b.t.Fatalf("at %s: the arrows never come to %q in %s", b.address(), value, selector)
}

// TestCandidateAnswersByKeyboardAlone is Ayşe's way: Tab, Space, arrows, digits and Enter, and nothing else.
func TestCandidateAnswersByKeyboardAlone(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, b := r.invite(t, "Ayşe Yıldız"), newTab(t, r.URL)
	b.open(i.path)
	b.types(kb.Tab)
	b.says("Skip to content")
	b.tabTo("#f-consent")
	b.types(" ")
	b.tabTo("Start")
	b.enter()

	b.says("Question 1 of 5")
	b.tabTo("#a")
	b.types("I rang her at once. The mistake was mine.")
	b.tabTo("Next")
	b.enter()
	b.waits("Question 2 of 5")
	b.tabTo("[name=number]")
	b.types("8")
	b.types(kb.ArrowRight)
	b.seesFocus()
	b.tabTo("#a")
	b.types("I was lucky with colleagues.")
	b.tabTo("Next")
	b.enter()
	b.waits("Question 3 of 5")
	b.tabTo("[name=picks]")
	b.types(" ")
	b.types(kb.ArrowDown)
	b.seesFocus()
	b.tabTo("Next")
	b.enter()
	b.waits("Question 4 of 5")
	b.tabTo(`[value="a"]`)
	b.types(" ")
	b.tabTo(`[value="c"]`)
	b.types(" ")
	b.tabTo("Next")
	b.enter()
	b.waits("Question 5 of 5")
	b.ranksByKeyboard()

	b.tabTo("Review answers")
	b.enter()
	b.waits("Read them once more.")
	b.says("9 / 10", "1. Haste")
	b.tabTo(".answers li:nth-child(1) a")
	b.enter()
	b.tabTo("#a")
	b.types(kb.End + " Then I wrote it down.")
	b.tabTo("See all my answers")
	b.enter()
	b.waits("Then I wrote it down.")
	want := []hiring.AnswerBody{
		{Text: "I rang her at once. The mistake was mine. Then I wrote it down."}, {Number: new(9), Text: "I was lucky with colleagues."},
		{Picks: []string{"b"}}, {Picks: []string{"a", "c"}}, {Picks: []string{"c", "a", "b"}},
	}
	if diff := cmp.Diff(want, r.stored(t, i)); diff != "" {
		t.Errorf("stored (-want +got)\n%s", diff)
	}
	b.tabTo("Submit my answers")
	b.enter()
	b.waits("Your receipt code")
}

// ranksByKeyboard moves the last item to the first place: the focus stays with the item, and each move is said aloud.
func (b *tab) ranksByKeyboard() {
	b.t.Helper()
	b.tabTo("Move up: Haste")
	b.types(kb.Enter)
	b.says("Place 2: Haste")
	b.seesFocus()
	if !eval[bool](b, `document.activeElement.getAttribute("aria-label")==="Move up: Haste"`) {
		b.t.Errorf("the focus left the item that was moved for %s", eval[string](b, `document.activeElement.outerHTML.slice(0,120)`))
	}
	b.types(" ")
	b.says("Place 1: Haste")
	b.waits("Saved")
	if got := eval[string](b, `[...document.querySelectorAll(".rank li")].map(e=>e.dataset.key).join("")`); got != "cab" {
		b.t.Errorf("the list reads %q, want cab", got)
	}
}

// TestStaffDecideByKeyboardAlone goes from the sign-in to a recorded decision without a mouse.
func TestStaffDecideByKeyboardAlone(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	a := r.Candidate("Can Demir")
	r.Submit(a, r.Bodies("I had promised a visit. I told her that the mistake was mine and called again.", 8, "a", "ab", "abc"))
	b := newTab(t, r.URL)
	b.open("/")
	b.tabTo("#f-email")
	b.types(r.owner.Email)
	b.tabTo("#f-password")
	b.types(secret)
	b.tabTo("Sign in")
	b.enter()
	b.tabTo("Requisitions")
	b.enter()
	b.tabTo(r.Requisition.Name)
	b.enter()
	b.tabTo("[href$=\"/applications/" + a.ID.String() + "\"]")
	b.enter()
	b.says("Can Demir")
	b.tabTo("Decide")
	b.enter()
	b.tabTo("[name=outcome]")
	b.types(" ")
	b.seesFocus()
	b.tabTo("[name='reasons.positive']")
	b.types(" ")
	b.tabTo("#f-reason")
	b.types("She names the mistake and what she did about it.")
	b.tabTo("Record the decision")
	b.enter()
	b.says("The decision is recorded.", "She names the mistake and what she did about it.")
}
