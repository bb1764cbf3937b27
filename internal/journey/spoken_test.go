package journey

import "testing"

// TestSpokenAnswersAreTypedAndKeptApart: a recruiter types a candidate's answers during a call; they are scored like
// written ones and shown beside them, never mixed.
func TestSpokenAnswersAreTypedAndKeptApart(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	a := r.Candidate("Can Demir")
	r.Submit(a, r.Bodies("I had promised a visit. I told her that the mistake was mine and called again.", 8, "a", "ab", "abc"))
	b := r.signIn(t, r.owner.Email)
	b.open("/applications/" + a.ID.String())
	b.press("Type spoken answers")
	b.press("Begin")
	b.says("Ask first: without their agreement nothing is written down.")
	b.sound()
	b.click("#f-agreed")
	b.press("Begin")
	b.says("Question 1 of 5", "What did you say first?")
	b.fill("#a", "I booked the wrong day. I rang him and said that the mistake was mine.")
	b.sound()
	b.press("Save and next question")
	b.click(`[name=number][value="7"]`)
	b.sound()
	b.press("Save and next question")
	b.click(`[name=picks][value="b"]`)
	b.press("Back")
	b.says("Question 2 of 5")
	b.press("Save and next question")
	b.press("Save and next question")
	b.click(`[name=picks][value="c"]`)
	b.press("Save and next question")
	for place, key := range map[string]string{"1": "b", "2": "a", "3": "c"} {
		b.choose(`[name="position.`+key+`"]`, place)
	}
	b.sound()
	b.press("Save and look at all answers")
	b.says("I booked the wrong day.", "1. Proof")
	b.sound()
	b.press("Hand in the answers")
	b.says("The spoken answers are handed in and being scored.")
	r.works(t)
	b.open("/applications/" + a.ID.String())
	b.says("Can Demir", "by link", "spoken, typed during a conversation", "I booked the wrong day.", "I had promised a visit.")
	b.sound()
}
