package journey

import (
	"context"
	"strings"
	"testing"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
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

// TestRepWhoAsksForAnotherWayIsFoundByHR: what a rep asks for at their link stands where HR keeps the reps.
func TestRepWhoAsksForAnotherWayIsFoundByHR(t *testing.T) {
	t.Parallel()
	r, ctx := newDesk(t), context.Background()
	for n, q := range r.Questions {
		if err := r.store.AddBenchmarkQuestion(ctx, r.Benchmark, q.ID, n, r.app.Now()); err != nil {
			t.Fatal(err)
		}
	}
	_, err := r.app.NominateIncumbent(ctx, app.UserActor(r.owner.ID), hiring.Incumbent{
		BenchmarkID: r.Benchmark, Name: "Marek Novak", Email: "marek@alderfinch.example", Language: hiring.English, Group: hiring.TopRep,
	})
	if err != nil {
		t.Fatal(err)
	}
	b := r.signIn(t, r.owner.Email)
	b.open("/benchmarks/" + r.Benchmark.String() + "/incumbents")
	b.press("Make links")
	b.sound()
	p := newTab(t, r.URL)
	p.open(strings.TrimPrefix(eval[string](b, `document.querySelector("main td .copy").innerText.trim()`), r.URL))
	p.says("Your way of working becomes the standard")
	p.press("Need more time or another format?")
	p.click(`[name=need][value="a_person"]`)
	p.fill("#f-message", "I would rather tell it than write it.")
	p.press("Send")

	b.open("/benchmarks/" + r.Benchmark.String() + "/incumbents")
	b.press("Another way to answer")
	b.says("Marek Novak", "I would rather tell it than write it.")
	b.sound()
	b.click("#f-granted-0-1")
	b.fill("#f-answer-0", "Carmen rings you on Thursday.")
	b.press("Send the answer")
	b.says("Answered. The person reads it at the same link.")
	p.open(p.path())
	p.says("Carmen rings you on Thursday.")
}
