package server

import (
	"context"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func TestTheOwnerMovesARoundThroughItsPhases(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	path := "/requisitions/" + j.Requisition.ID.String()
	owner := j.as("recruiter")
	owner.get(path).is(http.StatusOK).has(path+"/phase", `aria-current="step"`).says("Collecting")
	page := owner.get(path + "/phase").is(http.StatusOK)
	page.says("This round is in: Collecting", "The interviewer has 1 candidate still to rate", "1 candidate is scored and not decided", "Go on to “Rating”", "HR and the owner, when they do not rate", "Advance or hire", "after own ratings").has(`href="` + path + `?stage=scored"`)
	v := version(t, j)
	owner.follow(owner.post(path+"/phase", url.Values{"phase": {"rating"}, "version": {v}})).says("The phase is changed.", "This round is in: Rating", "Rating · The recruiter")
	owner.get(pageOf(a) + "/decision").is(http.StatusOK).says("nobody is advanced or hired").hides(`value="hire"`).has(`value="hold"`)
	owner.post(pageOf(a)+"/decision", url.Values{"outcome": {"hire"}, "reasons.positive": {"together"}, "reason": {"All the same, I hire her."}}).is(http.StatusConflict).says("nobody is advanced or hired")
	owner.post(path+"/phase", url.Values{"phase": {"collecting"}, "version": {version(t, j)}, "reason": {"no"}}).is(http.StatusUnprocessableEntity).
		says("at least 10 characters").has(`value="collecting" checked`, ">no</textarea>")
	owner.post(path+"/phase", url.Values{"phase": {"discussion"}, "version": {version(t, j)}}).is(http.StatusSeeOther)
	owner.post(path+"/invitations", url.Values{"name": {"Late"}, "email": {"late@example.org"}, "language": {"en"}}).is(http.StatusConflict).says("nobody new is invited")
}

// TestRatingDoesNotEndUnawaresOverWhatIsNotHandedIn: whoever ends rating reads whose ratings will not count and says so;
// one more than was ticked asks again.
func TestRatingDoesNotEndUnawaresOverWhatIsNotHandedIn(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a, b := j.scored("Ada Lovelace", ownsUp), j.scored("Bob Babbage", ownsUp)
	path := requisitionOf(j.Requisition.ID) + "/phase"
	j.moveTo(hiring.PhaseRating)
	hr, rater := j.as("hr"), j.users["interviewer"].ID
	hr.get(path).is(200).hides("saved and not handed in")
	j.Draft(rater, a.ID, 4)
	page := hr.get(path).is(200).says("1 rating is saved and not handed in. When rating ends", "The interviewer: 1 rating not handed in", "I know that 1 rating will not count")
	page.has(`name="strands" id="f-strands-0" value="1"`, `href="`+requisitionOf(j.Requisition.ID)+`?to_rate=`+rater.String()+`"`, `id="f-strands"`, `id="f-strands-elsewhere"`)
	on := url.Values{"phase": {"discussion"}, "version": {version(t, j)}}
	hr.post(path, on).is(http.StatusUnprocessableEntity).says("tick that it will not count, or ask for it first").hides("<details open")
	on.Set("strands", "1")
	j.Draft(rater, b.ID, 3)
	hr.post(path, on).is(http.StatusUnprocessableEntity).says("2 ratings are saved and not handed in: tick").has(`name="strands" id="f-strands-0" value="2"`).hides(`value="2" checked`)
	over := url.Values{"phase": {"decision"}, "version": {version(t, j)}}
	hr.post(path, over).is(http.StatusUnprocessableEntity).says("tick that they will not count").has("<details open")
	j.as("interviewer").get(requisitionOf(j.Requisition.ID)).is(200).hides("lead the discussion")
	hr.post(path, url.Values{"phase": {"collecting"}, "reason": {"We had begun too early."}, "version": {version(t, j)}}).is(http.StatusSeeOther) // nothing ends
	on.Set("strands", "2")
	on.Set("version", version(t, j))
	hr.follow(hr.post(path, on)).says("This round is in: Discussion", "When rating ended The interviewer had 2 candidates left to rate.", "2 answers were rated and not handed in: they do not count.").hides("When rating ends", "will not count", "still to rate", "count once")
	j.as("interviewer").get(requisitionOf(j.Requisition.ID)).is(200).says("Rating has ended. HR and the owner", "lead the discussion").hides("Ada", "Bob")
}

func TestWhoMovesARoundLaterIsTold(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	path := "/requisitions/" + j.Requisition.ID.String() + "/phase"
	v := version(t, j)
	statuses := make([]int, 2)
	browsers := []*client{j.as("recruiter"), j.as("hr")}
	var wait sync.WaitGroup
	for i, to := range []string{"rating", "decision"} {
		wait.Go(func() { statuses[i] = browsers[i].post(path, url.Values{"phase": {to}, "version": {v}}).Status })
	}
	wait.Wait()
	if statuses[0]+statuses[1] != http.StatusSeeOther+http.StatusConflict {
		t.Fatalf("statuses %v", statuses)
	}
	browsers[0].post(path, url.Values{"phase": {"discussion"}, "version": {v}, "reason": {"I meant to go on."}}).is(http.StatusConflict).
		says("The phase or the round has been changed", "I meant to go on.", "The last change on record is")
}

func TestWhoRatesSeesThePhasesAndMovesNothing(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	path := "/requisitions/" + j.Requisition.ID.String() + "/phase"
	j.as("interviewer").get(path).is(http.StatusOK).says("Whoever rates in this round").hides("still to rate", "Go on to", "Lovelace")
	j.as("interviewer").post(path, url.Values{"phase": {"decision"}, "version": {"1"}}).is(http.StatusNotFound)
	for _, who := range []string{"recruiter2", "compliance", "viewer", "admin"} {
		j.as(who).get(path).is(http.StatusNotFound)
	}
	for lang, says := range map[hiring.Language]string{hiring.Spanish: "Quién puede ver y hacer qué", hiring.Turkish: "Kim neyi görür"} {
		browser := j.as("hr")
		browser.get(path + "?lang=" + string(lang)).is(http.StatusOK).says(says)
	}
}

// moveTo takes the round to a phase, unless it is there.
func (j judged) moveTo(p hiring.Phase) {
	j.t.Helper()
	ctx := context.Background()
	r, err := j.store.Requisition(ctx, j.Requisition.ID)
	must(j.t, err)
	if r.Phase != p {
		must(j.t, j.app.ChangePhase(ctx, j.users["recruiter"], r.ID, app.NewPhase{To: p, Version: r.Version, Strands: 100}))
	}
}

// version is the requisition's version as it stands.
func version(t *testing.T, j judged) string {
	t.Helper()
	r, err := j.store.Requisition(context.Background(), j.Requisition.ID)
	must(t, err)
	return strconv.Itoa(r.Version)
}

// TestWhatIsStillUnderWayLeadsToThoseItCounts: the candidates who wait for a rater or a second person, and each scorecard
// that is not in; not for the owner who has still to rate.
func TestWhatIsStillUnderWayLeadsToThoseItCounts(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	ctx := context.Background()
	people := []hiring.Application{j.scored("Ada Lovelace", ownsUp), j.scored("Bob Babbage", ownsUp), j.scored("Cem Kaya", ownsUp)}
	j.rated(people[0], "interviewer", "quoted words")
	must(t, j.store.Propose(ctx, hiring.Proposal{Decision: hiring.Decision{ID: uuid.New(), ApplicationID: people[0].ID, Outcome: hiring.Hire, Reason: "reasoned words", By: j.users["recruiter"].ID, At: j.app.Now()}}))
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: people[1].ID, RequisitionID: j.Requisition.ID, StartsAt: j.app.Now().Add(-time.Hour), Minutes: 30, TimeZone: "UTC", Place: "here",
		Language: hiring.English, ClosesAt: j.app.Now(), CreatedBy: j.users["hr"].ID, CreatedAt: j.app.Now(),
	}
	must(t, j.store.AddInterview(ctx, i))
	must(t, j.store.AddPanelists(ctx, []hiring.Panelist{{ID: uuid.New(), InterviewID: i.ID, Name: "Guest of honour", Email: "guest@example.org", Language: hiring.English, AddedAt: j.app.Now()}}))
	path := "/requisitions/" + j.Requisition.ID.String()
	c := j.as("hr")
	page := c.get(path + "/phase").is(http.StatusOK)
	page.says("1 scorecard of an interview is not handed in. Guest of honour, about candidate 2").has(`<a href="/interviews/` + i.ID.String() + `">`)
	links := regexp.MustCompile(`<li><a href="(/requisitions/[^"]+\?[^"]+)">([^<]+)</a>`).FindAllStringSubmatch(page.Body, -1)
	counts := map[string]int{}
	for _, m := range links {
		list := c.get(html.UnescapeString(m[1])).is(http.StatusOK)
		counts[m[2]] = strings.Count(list.Body, `<a class="name" href="/applications/`)
		if !strings.Contains(m[1], "stage=") {
			list.says(m[2])
		}
	}
	want := map[string]int{"The interviewer has 2 candidates still to rate.": 2, "1 proposed decision waits for a second person.": 1, "3 candidates are scored and not decided.": 3}
	if !maps.Equal(counts, want) {
		t.Errorf("links lead to %v, want %v", counts, want)
	}
	c.get(path+"?to_rate="+j.users["interviewer"].ID.String()).hides("Ada Lovelace").says("Bob Babbage", "Cem Kaya")
	c.get(path + "?to_rate=nobody").says("Ada Lovelace").hides("Show everybody")
	must(t, j.store.AddPanel(ctx, j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, j.app.Now()))
	c.get(path+"/phase").is(http.StatusOK).says("The interviewer has 2 candidates still to rate").hides("to_rate=", "proposed=", "Lovelace", "Babbage")
}
