package journey

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

// TestCandidateAnswersWithJavaScriptOff is Tom's way: an old browser on a small screen, every kind of question, one
// step back, one answer changed from the summary, and the receipt.
func TestCandidateAnswersWithJavaScriptOff(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, b := r.invite(t, "Tom Barrow"), newTab(t, r.URL)
	b.scripts(false)
	b.size(320)
	b.open(i.path)
	b.says("A person decides", "5 questions")
	b.press("Start")
	b.says("Please confirm this before you start.")
	b.click("#f-consent")
	b.press("Start")

	b.says("Question 1 of 5", "Your answers are saved when you press Next, Back or Save.")
	b.narrow()
	b.fill("#a", "I gave a caller the wrong date.")
	b.press("Next")
	b.click(`[name=number][value="8"]`)
	b.fill("#a", "Most days go well.")
	b.narrow()
	b.press("Next")
	b.click(`[name=picks][value="b"]`)
	b.narrow()
	b.press("Back")
	b.says("Question 2 of 5")
	if !eval[bool](b, `document.querySelector('[name=number][value="8"]').checked`) {
		t.Error("the number chosen before going back is gone")
	}
	b.click(`[name=number][value="9"]`)
	b.press("Next")
	b.press("Next")
	b.click(`[name=picks][value="a"]`)
	b.click(`[name=picks][value="c"]`)
	b.narrow()
	b.press("Save")
	b.says("Question 4 of 5", "Saved")
	b.press("Next")
	b.choose(`[name="position.a"]`, "1")
	b.narrow()
	b.press("Review answers")
	b.says("Give each of the 3 items its own place.")
	b.choose(`[name="position.b"]`, "3")
	b.choose(`[name="position.c"]`, "2")
	b.press("Save")
	b.click(`[value="up:c"]`)
	b.press("Review answers")

	b.says("I gave a caller the wrong date.", "9 / 10", "Explain", "1. Haste")
	b.narrow()
	b.click(`.answers li:nth-child(1) a`)
	b.fill("#a", "I gave a caller the wrong date, and rang back.")
	b.press("See all my answers")
	b.says("and rang back.")
	want := []hiring.AnswerBody{
		{Text: "I gave a caller the wrong date, and rang back."}, {Number: new(9), Text: "Most days go well."}, {Picks: []string{"b"}},
		{Picks: []string{"a", "c"}}, {Picks: []string{"c", "a", "b"}},
	}
	if diff := cmp.Diff(want, r.stored(t, i)); diff != "" {
		t.Errorf("stored (-want +got)\n%s", diff)
	}
	b.press("Submit my answers")
	b.says("Thank you. Your answers have arrived.", "Your receipt code")
	b.narrow()
	b.open(i.question(1))
	b.says("Your receipt code")
}
