package journey

import (
	"testing"
	"time"
)

// TestWhoAsksForAnotherWayGetsAnAnswer: a candidate asks for more time and leaves one question to a talk; whoever runs
// the round agrees; the candidate reads the answer at the same link and is asked one question less.
func TestWhoAsksForAnotherWayGetsAnAnswer(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, p := r.invite(t, "Ayşe Yıldız"), newTab(t, r.URL)
	p.size(slim)
	p.open(i.path)
	p.press("Need more time or another format?")
	p.press("Send")
	p.says("This is needed.")
	p.click(`[name=need][value="more_time"]`)
	p.fill("#f-message", "I use a screen reader, and two of the questions take me long.")
	p.press("Send")
	p.says("The reply will stand here")
	p.sound()

	b := r.signIn(t, r.owner.Email)
	b.says("Care, Madrid")
	b.open("/requisitions/" + r.Requisition.ID.String())
	b.press("1 request waits")
	b.says("I use a screen reader")
	b.press("Send the answer")
	b.says("This is needed.")
	b.sound()
	b.click("#f-granted-0-0")
	b.fill("#f-answer-0", "You have a week more, and we leave one question out.")
	b.fill("#f-extra_days-0", "7")
	b.click(`[name=waive][value="` + r.Questions[1].ID.String() + `"]`)
	b.press("Send the answer")
	b.says("Answered. The person reads it at the same link.", "7 extra days")

	p.open(i.path)
	p.says("4 questions", r.app.Now().AddDate(0, 0, r.Requisition.LinkDays+7).In(time.UTC).Format("2 January 2006"))
	p.press("Need more time or another format?")
	p.says("Agreed", "You have a week more, and we leave one question out.")
	p.sound()
}
