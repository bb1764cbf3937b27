package server

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// compared is a round with three candidates who answered differently, the second of whom the interviewer has rated.
func compared(t *testing.T) (judged, []hiring.Application, string) {
	t.Helper()
	j := newJudged(t, 12, nil)
	as := []hiring.Application{
		j.scored("Ada Lovelace", ownsUp), j.scored("Bela Bartok", "I told the customer it was somebody else's fault and that nothing could be done."), j.Candidate("Cem Karaca"),
	}
	j.rate("interviewer", as[1], 3, "what they said they did")
	return j, as, "/requisitions/" + j.Requisition.ID.String()
}

func TestTheMatrixShowsFitsByValueWithTheirIntervalsAndRatings(t *testing.T) {
	t.Parallel()
	j, _, path := compared(t)
	page := j.as("recruiter").get(path + "/matrix").is(200)
	page.before("Ada Lovelace", "Bela Bartok", "Cem Karaca")
	page.says("Candidates by value", "Whole fit", "Honesty", "Speed <b>", "must-have", "not handed in", "not rated", "on 1 of 2 values · 1 rater", "top reps", "No. 1", "Lay side by side")
	page.has(`class="cell-dot"`, `class="cell-whisker"`, `class="cell-diamond"`, `class="cell-top"`, `<th role="columnheader" scope="col">`, `scope="row"`, `tabindex="0" role="region"`, "Speed &lt;b&gt;").
		hides("cell-ring", "<no value>", "NaN")
	if strings.Contains(page.Body, "Speed <b>") {
		t.Error("what a person typed is not escaped")
	}
	fits, err := j.store.FitsOf(context.Background(), []uuid.UUID{j.applicationNamed("Ada Lovelace").ID})
	must(t, err)
	for _, list := range fits {
		for _, f := range list {
			page.says(j.pageIn(hiring.English).whole(*f.Fit))
		}
	}
	j.as("recruiter").get(path+"/matrix?show=combined").is(200).has("cell-ring").hides("cell-dot", "cell-diamond").says("together")
	j.as("hr").get(path + "/matrix?col=" + j.Speed.String()).is(200).says("Speed").hides(`data-label="Honesty"`)
	j.as("hr").get(path).has(`href="` + path + `/matrix"`)
	seen := 0
	entries, err := j.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: j.Requisition.ID.String(), Limit: 50})
	must(t, err)
	for _, e := range entries {
		if e.Action == "requisition.scores_viewed" && e.ActorID == j.users["recruiter"].ID.String() && e.Detail["shown"] == "2" {
			seen++
		}
	}
	if seen != 2 {
		t.Errorf("%d views of scores in the audit, want 2", seen)
	}
}

// applicationNamed is the candidate's.
func (j judged) applicationNamed(name string) hiring.Application {
	j.t.Helper()
	all, err := j.store.Pipeline(context.Background(), j.Requisition.ID, store.PipelineFilter{Limit: 100})
	must(j.t, err)
	for _, a := range all {
		if a.Name == name {
			return a
		}
	}
	j.t.Fatalf("nobody is called %s", name)
	return hiring.Application{}
}

func TestTheMatrixIsNarrowedAndOrderedByWhatIsOfferedOnly(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	c := j.as("recruiter")
	ask := func(q url.Values) answer { return c.get(path + "/matrix?" + q.Encode()) }
	ask(nil).is(200).hides("match the filter", "matches the filter")
	ask(url.Values{"stage": {"invited"}}).is(200).says("1 of 3 candidates matches the filter.", "Cem Karaca").hides("Ada Lovelace")
	ask(url.Values{"rated": {"yes"}}).is(200).says("Bela Bartok").hides("Ada Lovelace", "Cem Karaca")
	ask(url.Values{"rated": {"no"}}).is(200).says("Ada Lovelace").hides("Bela Bartok")
	ask(url.Values{"decision": {"none"}}).is(200).says("Ada Lovelace", "Bela Bartok")
	ask(url.Values{"decision": {"hire"}}).is(200).says("0 of 3 candidates match the filter.", "Nobody is like that.").hides("Ada Lovelace")
	ask(url.Values{"least": {"0"}, "of": {j.Honesty.String()}}).is(200).says("Ada Lovelace").hides("Cem Karaca")
	ask(url.Values{"coverage": {"1"}}).is(200).hides("Cem Karaca")
	ask(url.Values{"sort": {j.Honesty.String()}}).is(200).says("By the fit of Honesty alone").before("Ada Lovelace", "Cem Karaca")
	ask(url.Values{"sort": {"fit"}}).is(200).says("By fit, highest first", "No fit to compare")
	for _, sort := range []string{"name", "fit; DROP TABLE fits", uuid.NewString(), "stage", "value"} {
		ask(url.Values{"sort": {sort}, "stage": {"x"}, "decision": {"maybe"}, "rated": {"2"}, "of": {"'"}, "col": {"x"}, "show": {"all"}}).is(200).
			says("In the order in which the answers came in.").before("Ada Lovelace", "Bela Bartok", "Cem Karaca")
	}
	for field, typed := range map[string]string{"least": "much", "most": "101", "coverage": "-1"} {
		ask(url.Values{field: {typed}}).is(http.StatusUnprocessableEntity).says("Choose a number from 0 to 100.").
			has(`value="`+typed+`"`, `id="f-`+field+`"`).hides("Ada Lovelace")
	}
	ask(url.Values{"least": {"80"}, "most": {"20"}}).is(http.StatusUnprocessableEntity).says("This is under the least fit").hides("Ada Lovelace")
	ask(url.Values{"least": {"NaN"}}).is(http.StatusUnprocessableEntity).hides(as[0].Name)
}

func TestPagesOfTheMatrixFollowOneAnother(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	for i := range 2*matrixSize + 3 {
		o.scored("Person", float64(i%40), 3, i%5)
	}
	c := o.as("recruiter")
	for _, sort := range []string{"", "?sort=fit", "?sort=number", "?sort=combined"} {
		met, last := map[string]bool{}, ""
		for at, pages := o.path+"/matrix"+sort, 0; at != "" && pages < 5; pages++ {
			a := c.get(at).is(200)
			for _, m := range regexp.MustCompile(`id="a-([0-9a-f-]+)"`).FindAllStringSubmatch(a.Body, -1) {
				met[m[1]] = true
			}
			last, at = at, leadsTo(a, nextLink)
		}
		if len(met) != 2*matrixSize+3 {
			t.Errorf("%s: %d candidates on the pages, want %d", sort, len(met), 2*matrixSize+3)
		}
		if back := leadsTo(c.get(last), previousLink); back == "" || leadsTo(c.get(back).is(200), nextLink) == "" {
			t.Errorf("%s: the last page leads back to %q", sort, back)
		}
	}
}

// TestTheMatrixLeavesOutWhomOneMayNotSeeYet: neither name, nor number, nor order, nor filter tells of them.
func TestTheMatrixLeavesOutWhomOneMayNotSeeYet(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	must(t, j.app.AddToPanel(context.Background(), app.System(), j.Requisition.ID, j.users["hr"].ID))
	j.app.WorkAll(context.Background())
	hr := j.as("hr")
	for _, query := range []string{"", "?sort=fit", "?least=0", "?rated=yes", "?sort=" + j.Honesty.String(), "?stage=scored"} {
		hr.get(path+"/matrix"+query).is(200).says("2 people are left out until you have rated them").
			hides("Ada Lovelace", "Bela Bartok", as[0].ID.String(), as[1].ID.String(), "cell-dot", "cell-diamond")
	}
	j.rate("hr", as[0], 3, "what they said they did")
	hr.get(path+"/matrix").is(200).says("Ada Lovelace", "1 person is left out").hides("Bela Bartok", as[1].ID.String())
	for _, who := range []string{"interviewer", "recruiter2", "viewer", "compliance", "admin"} {
		j.as(who).get(path+"/matrix").is(404).hides("Ada Lovelace", "cell-dot")
	}
	rating := j.Requisition
	rating.Phase, rating.Panel = hiring.PhaseRating, append(rating.Panel, j.users["hr"].ID)
	if sight, err := j.app.SightOf(context.Background(), j.users["hr"].ID, rating); err != nil || !sight.Nobody {
		t.Errorf("while people rate the panel sees %+v, %v", sight, err)
	}
	if sight, err := j.app.SightOf(context.Background(), j.users["recruiter"].ID, rating); err != nil || sight.Nobody || sight.OwnIn != uuid.Nil {
		t.Errorf("who is responsible sees %+v, %v", sight, err)
	}
}

// TestWhoInterviewsSeesNoFitBeforeTheScorecard in the matrix or side by side.
func TestWhoInterviewsSeesNoFitBeforeTheScorecard(t *testing.T) {
	t.Parallel()
	j, as, path := compared(t)
	j.newInterview(j.Requisition, as[0], "recruiter")
	c := j.as("recruiter")
	c.get(path+"/matrix").is(200).says("Bela Bartok", "1 person is left out until your scorecard").hides("Ada Lovelace", as[0].ID.String())
	c.get(beside(path, as[0], as[1])).is(200).says("Candidate 1 is left out", "Bela Bartok").hides("Ada Lovelace", "I rang the customer")
}

func TestViewsAreSavedRenamedAndRemoved(t *testing.T) {
	t.Parallel()
	j, _, path := compared(t)
	c := j.as("recruiter")
	query := url.Values{"rated": {"yes"}, "sort": {"number"}, "rubbish": {"x"}}.Encode()
	c.follow(c.post(path+"/views", url.Values{"name": {" Rated <b> "}, "query": {query}})).is(200).says("The view is saved.", "Rated <b>", "Bela Bartok").
		hides("rubbish", "Ada Lovelace")
	page := c.get(path + "/matrix").is(200).has(`href="` + path + `/matrix?rated=yes&amp;sort=number"`)
	c.post(path+"/views", url.Values{"name": {"Rated <b>"}, "query": {""}}).is(http.StatusUnprocessableEntity).says("You have a view by this name").has(`value="Rated &lt;b&gt;"`)
	c.post(path+"/views", url.Values{"name": {""}}).is(http.StatusUnprocessableEntity).says("This is needed.", "Ada Lovelace")
	c.post(path+"/views", url.Values{"name": {strings.Repeat("x", hiring.MaxSavedViewName+1)}}).is(http.StatusUnprocessableEntity).says("Too long")
	m := regexp.MustCompile(`action="(` + regexp.QuoteMeta(path) + `/views/[0-9a-f-]+)"`).FindStringSubmatch(page.Body)
	if m == nil {
		t.Fatal("no form for the view")
	}
	one := html.UnescapeString(m[1])
	c.post(one, url.Values{"name": {"a\u202eb"}}).is(http.StatusUnprocessableEntity).says("invisible control characters")
	c.follow(c.post(one, url.Values{"name": {"People have rated"}})).is(200).says("People have rated")
	j.as("hr").get(path + "/matrix").is(200).hides("People have rated")
	j.as("hr").post(one, url.Values{"name": {"Mine"}}).is(404)
	j.as("hr").post(one+"/remove", nil).is(404)
	j.as("recruiter2").post(one+"/remove", nil).is(404)
	c.follow(c.post(one+"/remove", nil)).is(200).says("The view is removed.").hides("People have rated")
	for i := range hiring.MaxSavedViews {
		c.post(path+"/views", url.Values{"name": {strings.Repeat("v", i+1)}}).is(http.StatusSeeOther)
	}
	c.post(path+"/views", url.Values{"name": {"one more"}}).is(http.StatusUnprocessableEntity).says("You have 20 views here already")
}

func TestTheListAndTheMatrixRoundRatingsAlike(t *testing.T) {
	t.Parallel()
	page, human := newWorld(t).pageIn(hiring.English), 62.5
	a := hiring.Application{Human: &human, Raters: 2, CombinedValues: 1, CombinedOf: 4}
	got := requisitionPage{Page: page}.combined(a)
	if want := page.whole(human); want != "63" || !strings.Contains(got, want+", on 1 of 4") {
		t.Errorf("the list says %q, the matrix %s", got, want)
	}
	beside := (&sideBySidePage{Page: page}).head(app.ApplicationView{Application: a}, true).Combined
	if want := "rated 63, on 1 of 4 values · 2 raters"; beside != want {
		t.Errorf("side by side: %q, want %q: ratings of one value are none of the whole", beside, want)
	}
}
