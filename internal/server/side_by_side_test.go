package server

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// beside is the address of candidates side by side.
func beside(path string, as ...hiring.Application) string {
	v := url.Values{}
	for _, a := range as {
		v.Add("a", a.ID.String())
	}
	return path + "/comparison?" + v.Encode()
}

func TestCandidatesStandSideBySideQuestionByQuestion(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	page := j.as("recruiter").get(beside(path, as[1], as[0])).is(200)
	page.before("Bela Bartok", "Ada Lovelace").says("Fits on one scale", "Tell us about a mistake", "in English, by link", "I rang the customer", "somebody else's fault", "(100 = the",
		"1 rating", "Most like your top reps", "It never decides.", "answers in English")
	if said := text(page.Body); !regexp.MustCompile(`cannot be told apart\.|can be told from|Nothing shows whether`).MatchString(said) {
		t.Errorf("nothing is said of who can be told apart\n%s", said)
	}
	page.has(`class="streak-dot"`, `<mark>I rang the customer, said that the mistake was mine.</mark>`, `<h2 id="v-`+j.Speed.String()+`">Speed &lt;b&gt;</h2>`).hides("<no value>", "NaN", "Without this one")
	three := j.as("hr").get(beside(path, as...)).is(200).says("Cem Karaca", "not handed in", "No answers handed in.", "Without this one")
	three.has(`href="` + path + `/comparison?a=` + as[1].ID.String() + `&amp;a=` + as[2].ID.String() + `"`)
	for _, a := range as[:2] {
		entries, err := j.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: a.ID.String(), Limit: 50})
		must(t, err)
		seen := 0
		for _, e := range entries {
			if e.Action == "application.scores_viewed" && e.Detail["beside"] != "" {
				seen++
			}
		}
		if seen != 2 {
			t.Errorf("%d views of the scores of %s side by side in the audit, want 2", seen, a.Name)
		}
	}
}

func TestTwoToFiveCandidatesOfOneRequisitionAreChosen(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	c := j.as("recruiter")
	for i := range 4 {
		as = append(as, j.Candidate(string(rune('A'+i))+"nother"))
	}
	for name, at := range map[string]string{
		"nobody": path + "/comparison", "one": beside(path, as[0]), "one twice": beside(path, as[0], as[0]), "six": beside(path, as[:6]...),
		"no id": path + "/comparison?a=x&a=" + as[0].ID.String() + "&a=" + as[1].ID.String(),
	} {
		if got := c.get(at); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", name, got.Status)
		} else {
			got.says("Choose from 2 to 5 candidates").hides("I rang the customer")
		}
	}
	c.get(beside(path, as[:5]...)).is(200).hides(`name="add"`)
	c.get(beside(path, as[0])+"&add=2").is(200).says("Ada Lovelace", "Bela Bartok")
	c.get(beside(path, as[0], as[1])+"&add=99").is(http.StatusUnprocessableEntity).says("no candidate with this number").has(`value="99"`, as[0].ID.String())
	for _, wrong := range []string{"x", "-1", "99999999999", "1' OR 1=1"} {
		c.get(beside(path, as[0], as[1]) + "&add=" + url.QueryEscape(wrong)).is(http.StatusUnprocessableEntity)
	}
	other := j.as("hr")
	elsewhere := j.newOwned("recruiter")
	stranger := hiring.Application{ID: elsewhere.application}
	other.get(beside(path, as[0], stranger)).is(404).hides("Ada Lovelace", "Cem")
	other.get(beside(path, as[0], hiring.Application{ID: uuid.New()})).is(404)
}

func TestSideBySideHidesWhomOneHasStillToRate(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	must(t, j.app.AddToPanel(context.Background(), app.System(), j.Requisition.ID, j.users["hr"].ID))
	j.app.WorkAll(context.Background())
	hr := j.as("hr")
	hr.get(beside(path, as[0], as[1])).is(200).says("Candidates 1, 2 are left out").hides("Ada Lovelace", "Bela Bartok", "I rang the customer", "streak-dot", "somebody else")
	j.rate("hr", as[0], 3, "what they said they did")
	hr.get(beside(path, as[0], as[1])).is(200).says("Candidate 2 is left out", "Ada Lovelace", "I rang the customer").hides("Bela Bartok", "somebody else")
	for _, who := range []string{"interviewer", "recruiter2", "viewer", "compliance", "admin"} {
		j.as(who).get(beside(path, as[0], as[1])).is(404).hides("Ada Lovelace", "I rang the customer")
	}
}

func TestSideBySideSaysWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	small := newJudged(t, 3, nil) // a benchmark too small for any fit
	a, b := small.scored("Ada", ownsUp), small.scored("Bela", "Something else entirely, about a different day at work.")
	path := "/requisitions/" + small.Requisition.ID.String()
	small.as("recruiter").get(beside(path, a, b)).is(200).says("Ada", "Bela").hides("streak-dot", "NaN", "Fits on one scale")
	small.as("recruiter").get(path+"/matrix").is(200).says("Ada", "benchmark too small").hides(`%" cy="9"`, "NaN")
	for lang, want := range map[string]string{"es": "Candidaturas en paralelo", "tr": "Adaylar yan yana"} {
		small.as("recruiter").get(beside(path, a, b)+"&lang="+lang).is(200).says(want).hides("[side_by_side.", "[matrix.")
		small.as("recruiter").get(path+"/matrix?lang="+lang).is(200).hides("[side_by_side.", "[matrix.")
	}
}

func TestEveryLinkOfTheMatrixAndSideBySideLeadsSomewhere(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	j.Publish(j.users["hr"], 2, testkit.WithoutQuestion(4))
	for _, who := range []string{"hr", "recruiter"} {
		leadsSomewhere(t, j.as(who), path+"/matrix?sort=fit")
		leadsSomewhere(t, j.as(who), beside(path, as...))
	}
}

func TestCandidatesAreChosenInThePipelineToo(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	page := j.as("recruiter").get(path).is(200).says("Lay side by side").has(`action="` + path + `/comparison"`)
	for _, a := range as {
		page.has(`name="a" value="` + a.ID.String() + `"`)
	}
	must(t, j.app.AddToPanel(context.Background(), app.System(), j.Requisition.ID, j.users["hr"].ID))
	j.app.WorkAll(context.Background())
	j.as("hr").get(path).is(200).hides(`name="a"`, "Lay side by side")
	j.as("interviewer").get(path).is(200).hides(`name="a"`, "Lay side by side")
}

// What people made of a score stands beside the answer there too.
func TestSideBySideAnswersSayHowTheyWereReviewed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a, b := j.scored("Ada", ownsUp), j.scored("Bela", ownsUp)
	path := beside("/requisitions/"+j.Requisition.ID.String(), a, b)
	j.as("recruiter").get(path).is(http.StatusOK).hides(`class="review-standing"`)
	j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, 2), "adjust", "points", "40", "reason", "says_less", "words", sheRings)).is(http.StatusSeeOther)
	j.as("recruiter").get(path).is(http.StatusOK).has(`class="review-standing"`, "<strong>40</strong>").says("As reviewed 40", sheRings)
}

func TestSideBySideNamesWhoChangedAScore(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	j.as("hr").post(pageOf(as[0])+"/reviews", reviewing(j.target(as[0], 0), "adjust", "points", "40", "reason", "says_less", "words", sheRings)).is(http.StatusSeeOther)
	j.as("recruiter").get(beside(path, as[0], as[1])).is(200).says("Says less than its words suggest · The hr ·", sheRings)
}

// Whoever decides is held against the fits as people reviewed them; laid side by side they are no other.
func TestSideBySideComparesFitsAsReviewed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a, b := j.scored("Ada", ownsUp), j.scored("Bela", ownsUp)
	path := beside("/requisitions/"+j.Requisition.ID.String(), a, b)
	j.as("recruiter").get(path).is(http.StatusOK).says("Ada and Bela cannot be told apart.").hides("as reviewed")
	for _, n := range []int{1, 2} {
		j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, n), "adjust", "points", "0", "reason", "says_less", "words", sheRings)).is(http.StatusSeeOther)
	}
	j.app.WorkAll(context.Background())
	now, err := j.store.Application(context.Background(), a.ID)
	must(t, err)
	if now.ReviewedFit == nil || *now.Fit-*now.ReviewedFit < 20 {
		t.Fatalf("fit %v, as reviewed %v", now.Fit, now.ReviewedFit)
	}
	p := j.world.pageIn(hiring.English)
	page := j.as("recruiter").get(path).is(http.StatusOK).says("as reviewed", "Ada "+p.whole(*now.ReviewedFit)+" ").hides("Ada " + p.whole(*now.Fit) + " ")
	if said := text(page.Body); !strings.Contains(said, "lies "+p.whole(*now.Fit-*now.ReviewedFit)+" higher") && !strings.Contains(said, "Bela and Ada cannot be told apart.") && !strings.Contains(said, "whether Bela and Ada") {
		t.Errorf("the two are not compared as reviewed\n%s", said)
	}
}

// A value that reviews left without a fit was answered: the charts say who took it away, and the head of the candidate that
// the figure is without it.
func TestSideBySideSaysWhichFitsReviewsTookAway(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a, b := j.scored("Ada", ownsUp), j.scored("Bela", ownsUp)
	path := beside("/requisitions/"+j.Requisition.ID.String(), a, b)
	j.as("recruiter").get(path).is(http.StatusOK).hides("voided", "is without")
	for _, n := range []int{2, 3, 4} {
		j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, n), "void", "reason", "not_job", "words", sheRings)).is(http.StatusSeeOther)
	}
	j.app.WorkAll(context.Background())
	j.as("recruiter").get(path).is(http.StatusOK).says("Not scored: answers were voided in review", "Reviews left no fit of Speed <b>, so this figure is without it").hides("too little was answered")
}
