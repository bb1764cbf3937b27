package server

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"testing"

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
		says("Somebody else has changed the phase", "I meant to go on.")
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
		must(j.t, j.app.ChangePhase(ctx, j.users["recruiter"], r.ID, app.NewPhase{To: p, Version: r.Version}))
	}
}

// version is the requisition's version as it stands.
func version(t *testing.T, j judged) string {
	t.Helper()
	r, err := j.store.Requisition(context.Background(), j.Requisition.ID)
	must(t, err)
	return strconv.Itoa(r.Version)
}
