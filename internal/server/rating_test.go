package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/store"
	"touchstone/web"
)

// queueOf is the address of the queue of the round's n-th question.
func (j judged) queueOf(n int) string {
	return requisitionOf(j.Requisition.ID) + "/questions/" + j.Questions[n].ID.String() + "/ratings"
}

// items are what somebody has in the queue of the n-th question, in their order.
func (j judged) items(who string, n int) []hiring.RatingItem {
	j.t.Helper()
	q := store.Queue{Rater: j.users[who].ID, Requisition: j.Requisition.ID, Question: j.Questions[n].ID}
	out, err := j.store.RatingItems(context.Background(), q, append(hiring.OpenItemStates(), hiring.ItemSent), -1, 1000)
	must(j.t, err)
	return out
}

// itemOf is the address of an application's first item of somebody's.
func (j judged) itemOf(who string, a hiring.Application) string {
	j.t.Helper()
	items, err := j.store.ItemsOf(context.Background(), a.ID, j.users[who].ID)
	must(j.t, err)
	if len(items) == 0 {
		j.t.Fatalf("nothing of %s waits for %s", a.ID, who)
	}
	return requisitionOf(items[0].RequisitionID) + "/questions/" + items[0].QuestionVersionID.String() + "/ratings/" + items[0].ID.String()
}

// rate gives every answer of an application a level with that evidence, and hands it in.
func (j judged) rate(who string, a hiring.Application, level int, evidence string) {
	j.t.Helper()
	ctx, user := context.Background(), j.users[who].ID
	items, err := j.store.ItemsOf(ctx, a.ID, user)
	must(j.t, err)
	for _, i := range items {
		item, err := j.app.RatedItem(ctx, user, i.RequisitionID, i.QuestionVersionID, i.ID)
		must(j.t, err)
		must(j.t, j.app.RateItem(ctx, item, app.GivenRating{Version: item.Version, Level: level, Evidence: evidence}))
	}
	j.HandIn(user)
}

const givesAway = "My name is Ada Lovelace, ada@lovelace.example, +44 7700 900123. I worked at Brixley Telecom. She rang me, and in the Blue Heron choir they still talk of it: the mistake was mine, I said, and called again in the evening."

// TestRatersReadNothingThatTellsWhoAnswered: on every page of the queue, in every language, there is neither a name nor
// an address, no id of the person and no score; where something is hidden, a word says of what kind it is.
func TestRatersReadNothingThatTellsWhoAnswered(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", givesAway)
	stored, err := j.store.Application(context.Background(), a.ID)
	must(t, err)
	secrets := []string{"is Ada", "Lovelace", "900123", "Brixley", stored.Email, a.ID.String(), a.CandidateID.String(), "Candidate 1", "streak", "percentile", "top rep"}
	if stored.Fit == nil {
		t.Fatal("there is no score to be hidden")
	}
	secrets = append(secrets, fmt.Sprintf("%.0f (", *stored.Fit))
	rater, at := j.as("interviewer"), j.itemOf("interviewer", a)
	rater.get(at).is(http.StatusOK).says("hidden: name", "hidden: e-mail", "hidden: phone", "hidden: employer", "hidden: pronoun", "Blue Heron", "the mistake was mine")
	rater.post(at, url.Values{"level": {"3"}, "evidence": {"the mistake was mine"}, "version": {"1"}}).is(http.StatusSeeOther)
	for _, lang := range []string{"en", "es", "tr"} {
		for _, path := range []string{"/", "/ratings", j.queueOf(0), j.queueOf(0) + "/submission", at, at + "/abstention", at + "/leak", requisitionOf(j.Requisition.ID)} {
			page := rater.get(path+"?lang="+lang).is(http.StatusOK).hides("[rating.", "[leak.", "[redaction.", "<no value>")
			if path == at && lang != "en" {
				page.says("that reached a customer. ("+lang+")", "that reached a customer.") // asked in English, read in another
			}
			for _, s := range secrets {
				if path == requisitionOf(j.Requisition.ID) && s == "Candidate 1" {
					continue // the pipeline knows people by their number
				}
				if strings.Contains(mainOf(page), s) {
					t.Errorf("%s in %s shows %q", path, lang, s)
				}
			}
		}
	}
	if text := answerOf(t, j, a); text != givesAway {
		t.Errorf("the answer itself was changed: %q", text)
	}
}

// answerOf is what an application answered to the first question, as it is stored.
func answerOf(t *testing.T, j judged, a hiring.Application) string {
	t.Helper()
	attempt, err := j.store.AttemptOfApplication(context.Background(), a.ID, hiring.ByLink)
	must(t, err)
	answers, err := j.store.Answers(context.Background(), attempt.ID)
	must(t, err)
	for _, x := range answers {
		if x.QuestionVersionID == j.Questions[0].ID {
			return x.Body.Text
		}
	}
	return ""
}

func TestARaterWorksThroughAQuestion(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	for i := range 3 {
		j.scored(fmt.Sprint("Ada ", i), ownsUp)
	}
	rater, queue := j.as("interviewer"), j.queueOf(0)
	rater.get(queue).is(200).says("Tell us about a mistake", "3 answers", "3 left", "about 3 minutes", "Blames others", "Who sees my ratings?", "200 words a minute", "Read the first answer")
	first := rater.get(queue + "/next").is(http.StatusSeeOther).Location
	form := func(version int, level, evidence, do string) url.Values {
		return url.Values{"version": {fmt.Sprint(version)}, "level": {level}, "evidence": {evidence}, "do": {do}}
	}
	rater.post(first, form(1, "6", "kept <b>", "")).is(422).says("Choose a level").has("kept &lt;b&gt;")
	second := rater.post(first, form(1, "4", "said so", "next")).is(http.StatusSeeOther).Location
	rater.get(second).is(200).says("1 of 3 rated")
	third := rater.post(second, form(1, "", "not sure yet", "skip")).is(http.StatusSeeOther).Location
	if first == second || second == third || first == third {
		t.Fatalf("the queue goes %s, %s, %s", first, second, third)
	}
	back := rater.post(third, form(1, "2", "passed it on", "next")).is(http.StatusSeeOther).Location
	if back != second {
		t.Errorf("after the last comes %s, want what was put off", back)
	}
	rater.get(second).is(200).has(">not sure yet</textarea>")
	rater.get(first).is(200).has(`value="4" checked`, ">said so</textarea>")
	rater.post(first, form(2, "5", "changed my mind", "next")).is(http.StatusSeeOther)
	rater.post(first, form(2, "1", "from another window", "next")).is(http.StatusConflict).
		says("rated in another window meanwhile", "Your rating: 5 of 5", "changed my mind", "Keep what is below").has(">from another window</textarea>", `name="version" value="3"`)
	summary := rater.get(queue+"/submission").is(200).says("1 answer has no rating yet", "Your rating: 5 of 5", "Your rating: 2 of 5", "Hand in 2 ratings")
	summary.hides("from another window", "What you handed in")
	summary.has(`lang="en">A bill went to the wrong family`)
	rater.get("/").says("1 of 3 answers is left to rate. 2 ratings are not handed in yet.")
	rater.get(requisitionOf(j.Requisition.ID)).says("3 people left to rate", "So far you have rated 2 of 3 answers", "2 ratings are not handed in yet.")
	rater.follow(rater.post(queue+"/submission", nil)).says("Your ratings are in", "2 of 3 rated")
	rater.post(first, form(3, "1", "too late", "next")).is(http.StatusConflict)
	rater.get(queue).is(200).says("Go on rating", "1 left", "2 handed in: read them again")
	rater.get("/ratings").has(`href="` + queue + `/submission#sent"`)
	sentPage := rater.get(queue+"/submission").is(200).says("What you handed in", "cannot be changed any more", "Your rating: 5 of 5", "changed my mind", "Your rating: 2 of 5").has(`href="`+first+`"`, "A bill went to the wrong family")
	sentPage.hides(`class="btn main">Hand in`, "Ada")
	rater.get(first).is(200).says("in and locked", "Your rating: 5 of 5", "changed my mind").hides("<textarea")
	rater.get("/").says("1 of 3 answers is left to rate.").hides("not handed in")
	j.as("hr").get(queue + "/submission").is(http.StatusNotFound)
	rater.get(queue + "/" + uuid.NewString()).is(http.StatusNotFound)
	rater.get(j.queueOf(1)).is(http.StatusNotFound)
	j.as("hr").get(first).is(http.StatusNotFound)
	entries, err := j.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: j.Requisition.ID.String()})
	must(t, err)
	sent := 0
	for _, e := range entries {
		if e.Action == "rating.sent" && e.Detail["answers"] == "2" && e.Detail["question"] == j.Questions[0].ID.String() && len(e.Detail) == 2 {
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("%d entries of the handing in", sent)
	}
}

func TestWhoAbstainsLeavesTheAnswerToTheNext(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.RatersPerAnswer = 1 })
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["recruiter2"].ID}, j.app.Now()))
	a := j.scored("Ada Lovelace", ownsUp)
	who, next := "interviewer", "recruiter2"
	if len(j.items(who, 0)) == 0 {
		who, next = next, who
	}
	at := j.itemOf(who, a)
	rater := j.as(who)
	rater.get(at+"/abstention").is(200).says("I know this person", "conflict of interest", "cannot be taken back").hides("Lovelace")
	rater.post(at+"/abstention", nil).is(422).has(`role="alert"`)
	rater.post(at+"/abstention", url.Values{"reason": {"cannot_judge"}}).is(422).has(`value="cannot_judge"`, "checked")
	rater.follow(rater.post(at+"/abstention", url.Values{"reason": {"knows"}})).is(200).says("left to somebody else", "Nothing waits for your rating")
	rater.get(at).is(http.StatusNotFound)
	j.as(next).get("/ratings").says("0 of 1 rated")
	j.as(next).get(j.itemOf(next, a)).is(200).says("mistake was mine")
	j.rate(next, a, 4, "said so")
	ratings, err := j.store.Ratings(context.Background(), a.ID)
	must(t, err)
	if len(ratings) != 1 || ratings[0].RaterID != j.users[next].ID {
		t.Errorf("%+v", ratings)
	}
}

// TestWhoDoesNotReadTheLanguageLeavesItsTexts: they go to the next of the panel, never to somebody who has said the same, who
// is given no further ones either; HR reads how many were left and why.
func TestWhoDoesNotReadTheLanguageLeavesItsTexts(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.RatersPerAnswer = 1 })
	ctx := context.Background()
	must(t, j.store.AddPanel(ctx, j.Requisition.ID, []uuid.UUID{j.users["recruiter2"].ID}, j.app.Now()))
	raters := []string{"interviewer", "recruiter2"}
	first := func(a hiring.Application) (who, next string) {
		if items, err := j.store.ItemsOf(ctx, a.ID, j.users[raters[0]].ID); err != nil || len(items) == 0 {
			return raters[1], raters[0]
		}
		return raters[0], raters[1]
	}
	a := j.scored("Ada Lovelace", ownsUp)
	who, next := first(a)
	at := j.itemOf(who, a)
	rater := j.as(who)
	rater.get(at).is(200).says("do not read this language")
	rater.get(at+"/abstention").is(200).says("I do not read this language (English)", "every text of this person")
	rater.follow(rater.post(at+"/abstention", url.Values{"reason": {"cannot_read"}})).is(200).says("left to somebody else")
	items, err := j.store.ItemsOf(ctx, a.ID, j.users[who].ID)
	must(t, err)
	for _, i := range items {
		if i.State != hiring.ItemAbstained || i.Reason != hiring.CannotRead || i.Unread != hiring.English {
			t.Errorf("%+v", i)
		}
	}
	if len(j.items(next, 0)) != 1 {
		t.Error("the text went to nobody")
	}
	hr := j.as("hr")
	hr.get(requisitionOf(j.Requisition.ID)+"/raters").is(200).says("Left to others", "1 time a rater left", "Does not read the language: English").hides("rated by nobody now")
	then := j.as(next)
	then.follow(then.post(j.itemOf(next, a)+"/abstention", url.Values{"reason": {"cannot_read"}})).is(200)
	hr.get(requisitionOf(j.Requisition.ID)+"/raters").is(200).says("2 times a rater left", "1 answer is rated by nobody now")
	for _, lang := range []string{"es", "tr"} {
		hr.get(requisitionOf(j.Requisition.ID)+"/raters?lang="+lang).is(200).hides("[rater", "<no value>", "Left to others")
	}
	items, err = j.store.ItemsOf(ctx, j.scored("Bea Byron", ownsUp).ID, uuid.Nil)
	must(t, err)
	if len(items) != 0 {
		t.Errorf("texts go on to people who have said that they do not read the language: %+v", items)
	}
	j.as("compliance").get(requisitionOf(j.Requisition.ID) + "/raters").is(200).hides("Left to others")
}

func TestAClosedPhaseTakesNoRatings(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	at, rater := j.itemOf("interviewer", a), j.as("interviewer")
	form := url.Values{"version": {"1"}, "level": {"4"}, "evidence": {"said so"}}
	j.moveTo(hiring.PhaseRating)
	words, err := i18n.Load(web.Files, "words")
	must(t, err)
	today := words.For(hiring.English).Date(j.app.Now())
	const stranded = "1 of your ratings was saved but not handed in, and does not count."
	rater.post(at, form).is(http.StatusSeeOther)
	form.Set("version", "2")
	for _, p := range []hiring.Phase{hiring.PhaseDiscussion, hiring.PhaseDecision} {
		j.moveTo(p)
		rater.get(j.queueOf(0)).is(200).says("Rating ended on "+today, stranded, "take it back to an earlier phase").hides("Go on rating", "Look over and hand in", "1 left", "about 1 minute")
		rater.get("/ratings").is(200).says("Rating ended on "+today, stranded).hides("not handed in yet")
		rater.get(j.queueOf(0)+"/submission").is(200).says(stranded, "Your rating: 4 of 5").hides("can still be changed", "Go on rating", "Hand in 1")
		rater.follow(rater.get(j.queueOf(0) + "/next")).is(200).hides("Go on rating")
		rater.get(at).is(200).says("Your rating: 4 of 5", "mistake was mine", "was saved but not handed in, and does not count").hides("Save and next", "locked")
		rater.follow(rater.get(at + "/abstention")).is(200).says("Rating ended on").hides("Leave it to somebody else")
		rater.post(at, form).is(http.StatusConflict).hides("Save and next")
		rater.post(at+"/abstention", url.Values{"reason": {"knows"}}).is(http.StatusConflict)
		rater.post(j.queueOf(0)+"/submission", nil).is(http.StatusConflict)
		rater.get("/").hides("waits for your rating")
	}
	r, err := j.store.Requisition(context.Background(), j.Requisition.ID)
	must(t, err)
	back := app.NewPhase{To: hiring.PhaseRating, Reason: "One of us had not handed in.", Version: r.Version}
	must(t, j.app.ChangePhase(context.Background(), j.users["recruiter"], r.ID, back))
	rater.follow(rater.post(j.queueOf(0)+"/submission", nil)).says("Your ratings are in")
}

// TestAPhaseOpensWhatItHides: while a round is rated nobody on its panel sees a name or a score, whoever was not asked
// to rate the person too; from the discussion on everybody does.
func TestAPhaseOpensWhatItHides(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["recruiter"].ID}, j.app.Now())) // and was asked nothing
	for _, p := range hiring.Phases() {
		j.moveTo(p)
		page, list := j.as("recruiter").get(pageOf(a)).is(200), j.as("recruiter").get(requisitionOf(j.Requisition.ID)).is(200)
		if p == hiring.PhaseDiscussion || p == hiring.PhaseDecision {
			page.says("Lovelace").has("streak-dot")
			list.says("Lovelace", "Sort by fit")
			continue
		}
		page.says("Later in this round").hides("Lovelace", "Rate first", "streak-dot")
		list.says("stay hidden from you until the discussion").hides("Lovelace", "Sort by fit")
	}
}

func TestALeakIsReportedAnsweredAndHidden(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["recruiter2"].ID}, j.app.Now()))
	a := j.scored("Ada Lovelace", givesAway)
	b := j.scored("Bea Byron", "Here the Blue Heron is only a pub where the mistake was mine and I said so to everybody who had ordered.")
	at, rater, leaks := j.itemOf("interviewer", a), j.as("interviewer"), requisitionOf(j.Requisition.ID)+"/leaks"
	rater.get(at+"/leak").is(200).says("Blue Heron", "hidden: name").hides("Lovelace")
	rater.post(at+"/leak", url.Values{"words": {"Lovelace"}}).is(422).says("do not stand in the answer")
	rater.post(at+"/leak", url.Values{"words": {strings.Repeat("x", 201)}}).is(422)
	rater.follow(rater.post(at+"/leak", url.Values{"words": {" blue  heron "}})).is(200).says("Reported. Thank you")
	j.as("recruiter").get(requisitionOf(j.Requisition.ID)).says("1 report of a leak waits")
	for _, who := range []string{"interviewer", "recruiter2"} {
		j.as(who).get(leaks).is(http.StatusNotFound)
		j.as(who).get(requisitionOf(j.Requisition.ID)).hides("report of a leak")
	}
	hr := j.as("hr")
	page := hr.get(leaks).is(200).says("Candidate 1", "blue heron", "The interviewer", "Brixley Telecom")
	act := leaks + "/" + between(page.Body, `action="`+leaks+`/`, `"`)
	hr.post(act, nil).is(422).has(`role="alert"`)
	hr.post(act, url.Values{"outcome": {"dismissed"}, "reason": {"no"}}).is(422).says("at least 10 characters")
	hr.post(act, url.Values{"outcome": {"hidden"}, "words": {"red heron"}}).is(422).says("do not stand in the answer").has(`value="red heron"`)
	hr.follow(hr.post(act, url.Values{"outcome": {"hidden"}, "words": {"Blue Heron choir"}})).says("The report is answered", "Hidden from all raters")
	hr.post(act, url.Values{"outcome": {"hidden"}, "words": {"Blue Heron"}}).is(http.StatusConflict)
	for _, who := range []string{"interviewer", "recruiter2"} {
		j.as(who).get(j.itemOf(who, a)).is(200).says("hidden: words").hides("Heron")
		j.as(who).get(j.itemOf(who, b)).is(200).says("Blue Heron")
	}
	j.as("hr").get(pageOf(a)).is(200).says("Blue Heron choir")
	entries, err := j.store.AuditEntries(context.Background(), store.AuditFilter{})
	must(t, err)
	told := map[string]int{}
	for _, e := range entries {
		told[e.Action]++
		if s := fmt.Sprint(e); strings.Contains(strings.ToLower(s), "heron") {
			t.Errorf("the audit tells the words: %s", s)
		}
	}
	if told["leak.reported"] != 1 || told["leak.hidden"] != 1 {
		t.Errorf("%v", told)
	}
	for _, lang := range []string{"es", "tr"} {
		j.as("hr").get(leaks+"?lang="+lang).is(200).hides("[leak.", "{{")
		rater.get(at+"/leak?lang="+lang).is(200).hides("[leak.", "{{")
	}
}

// TestAnAnswerIsRatedByAsManyAsThePolicySays: of a panel of four, two; whoever joins later takes over what too few rate.
func TestAnAnswerIsRatedByAsManyAsThePolicySays(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.RatersPerAnswer = 2 })
	ctx := context.Background()
	asked := func(a hiring.Application) int {
		items, err := j.store.ItemsOf(ctx, a.ID, uuid.Nil)
		must(t, err)
		return len(items)
	}
	first := j.scored("Ada", ownsUp)
	if n := asked(first); n != 1 {
		t.Errorf("%d rate, and the panel has one", n)
	}
	for _, who := range []string{"hr", "recruiter2"} {
		must(t, j.app.AddToPanel(ctx, app.System(), j.Requisition.ID, j.users[who].ID))
	}
	j.app.WorkAll(ctx)
	if n := asked(first); n != 2 {
		t.Errorf("%d rate after the panel has grown to three, want 2", n)
	}
	if n := asked(j.scored("Bo", ownsUp)); n != 2 {
		t.Errorf("%d of three rate, want 2", n)
	}
}
