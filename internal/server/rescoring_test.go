package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// orders has HR order second scores under a version, and does the work.
func (j judged) orders(version uuid.UUID) {
	j.t.Helper()
	path := "/requisitions/" + j.Requisition.ID.String() + "/rescorings"
	form := url.Values{"under": {version.String()}, "reason": {"Two more top reps have answered."}}
	j.as("hr").post(path, form).is(http.StatusSeeOther)
	j.app.WorkAll(context.Background())
}

func TestSecondScoresAreOrderedByHRAndShownBesideTheFirst(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	path := "/requisitions/" + j.Requisition.ID.String()
	j.as("hr").get(path + "/rescorings").is(200).says("There is no newer version").hides("<textarea")
	version := j.Publish(j.users["hr"], 2, testkit.WithoutQuestion(2), testkit.WithoutExemplar())
	j.as("recruiter").get(path + "/rescorings").is(200).says("version 1").hides("<textarea")
	j.as("hr").post(path+"/rescorings", url.Values{"under": {version.String()}, "reason": {"short"}}).is(422).says("short", "at least")
	before := j.as("hr").get(pageOf(a)).is(200).hides("Second score, under version")
	j.orders(version)
	j.as("hr").get(path+"/rescorings").is(200).says("Done: 1 candidate has a second score", "Two more top reps have answered.", "What changed from version 1 to 2")
	page := j.as("hr").get(pageOf(a)).is(200).says("score of record", "Second score, under version 2", "Two more top reps", "12 top reps then, 11 now", "1 question was added, taken out or reworded", "The hr")
	if fit(before.Body) != fit(page.Body) {
		t.Errorf("the score of record changed from %s to %s", fit(before.Body), fit(page.Body))
	}
	list := j.as("hr").get(path).is(200).says("Shown are the scores of record, under version 1", "Second scores (version 2)")
	orders, err := j.store.Rescorings(context.Background(), j.Requisition.ID)
	must(t, err)
	list.has("scores=" + orders[0].ID.String())
	j.as("hr").get(path+"?sort=fit&scores="+orders[0].ID.String()).is(200).says("Shown are second scores, under version 2", "The scores of record, under version 1, stay")
}

// fit is the whole fit a page shows first.
func fit(html string) string {
	return text(fitPattern.FindString(html))
}

func TestWhoRatesFirstSeesNeitherScore(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, func(r *hiring.Requisition) {})
	must(t, j.store.AddPanel(context.Background(), j.Requisition.ID, []uuid.UUID{j.users["hr"].ID}, time.Now()))
	a := j.scored("Ada Lovelace", ownsUp)
	j.orders(j.Publish(j.users["hr"], 2))
	j.as("hr").get(pageOf(a)).is(200).hides("Second score", "score of record", "Ada", `class="fit"`)
	orders, err := j.store.Rescorings(context.Background(), j.Requisition.ID)
	must(t, err)
	j.as("hr").get("/requisitions/"+j.Requisition.ID.String()+"?sort=fit&scores="+orders[0].ID.String()).is(200).hides("Ada", "–7", "By fit, highest first")
	j.as("interviewer").get("/requisitions/"+j.Requisition.ID.String()+"?scores="+orders[0].ID.String()).is(200).hides("Ada", "Second scores")
}

// TestADatabaseOfAnOlderEngineHasAWayOut walks it as HR does: the page says what waits and why, one press publishes
// the version again, another orders second scores.
func TestADatabaseOfAnOlderEngineHasAWayOut(t *testing.T) {
	t.Parallel()
	s, file := testkit.FileStore(t)
	w := worldIn(t, s)
	j := judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], 12, nil)}
	old := j.scored("Old Hand", ownsUp)
	j.MadeByAnotherEngine(testkit.Raw(t, file))
	w.app = app.New(s, app.Config{BaseURL: "http://touchstone.test"})
	w.server.app, j.Round.App = w.app, w.app
	late := j.Candidate("New Hand")
	j.Submit(late, j.Bodies(ownsUp, 9, "a", "ac", "abc"))
	j.app.WorkAll(context.Background())
	path := "/requisitions/" + j.Requisition.ID.String()
	j.as("hr").get(path).is(200).says("made by scoring engine "+testkit.AnotherEngine, "waits: the benchmark version needs another engine")
	j.as("hr").get(pageOf(old)).is(200).says("about ", "I rang the customer")
	j.as("hr").get(pageOf(late)).is(200).says("The answers are in and kept", testkit.AnotherEngine, scoring.Engine, "Second scores").hides("being scored", "could not score")
	j.as("recruiter").get(path + "/rescorings").is(200).says("Ask HR to publish").hides("Publish version 1 again")
	j.as("hr").get(path + "/rescorings").is(200).says("Publish version 1 again, unchanged").hides("<textarea")
	j.as("hr").post("/benchmarks/"+j.Benchmark.String()+"/versions/1/republication", url.Values{"for": {j.Requisition.ID.String()}}).is(303)
	j.as("hr").get(path+"/rescorings").is(200).says("Version 2", "Score everybody again").has("<textarea")
	j.as("viewer").get("/benchmarks/" + j.Benchmark.String() + "/versions").is(200).says("Version 1 again, unchanged, for engine " + scoring.Engine)
	v, err := j.store.BenchmarkVersionNumber(context.Background(), j.Benchmark, 2)
	must(t, err)
	j.orders(v.ID)
	j.as("hr").get(pageOf(late)).is(200).says("The second score below was made under a version", "Second score, under version 2", "none: this program cannot make it")
	j.as("hr").get(pageOf(old)).is(200).says("score of record", "The scoring engine is another one: "+testkit.AnotherEngine+" then, "+scoring.Engine+" now")
	j.as("hr").get(path).is(200).says("whoever hands in now has no score of record")
}

func TestTwoVersionsStandSideBySide(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	path := "/benchmarks/" + j.Benchmark.String() + "/versions/"
	j.as("hr").get(path + "1/comparison").is(404)
	j.Publish(j.users["hr"], 2, testkit.WithoutQuestion(4), testkit.WithoutExemplar(), j.Reword(1))
	j.Publish(j.users["hr"], 3)
	page := j.as("hr").get(path + "2/comparison").is(200)
	page.says("Version 1 beside version 2", "1 question was taken out", "1 question was reworded", "Before: How lucky are you?", "12 before, 11 now",
		"1 is no longer in it", "Top above comparison (AUC, 95% interval)", "keeps it, and its scores stay", "Care, Madrid")
	page.has("/requisitions/"+j.Requisition.ID.String()+"/rescorings").hides("<no value>", "NaN")
	j.as("hr").get(path + "1/comparison?with=2").is(200).says("Version 1 beside version 2")
	j.as("viewer").get(path+"2/comparison").is(200).says("1 question was reworded").hides("Care, Madrid", "rescorings")
	j.as("recruiter").get(path + "2/comparison").is(200).says("Care, Madrid").hides("/rescorings")
	j.as("recruiter2").get(path + "2/comparison").is(200).says("No requisition of yours compares with version 1").hides("Care, Madrid")
	for _, wrong := range []string{"9/comparison", "x/comparison", "2/comparison?with=2", "2/comparison?with=x"} {
		j.as("hr").get(path + wrong).is(404)
	}
}

func TestFitAndRatingsStandTogetherAndRatedApartFromUnrated(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	rated, unrated := j.scored("Ada Rated", ownsUp), j.scored("Bea Unrated", ownsUp)
	j.Rate(j.users["interviewer"].ID, rated.ID, 4)
	j.as("hr").get(pageOf(rated)).is(200).says("Fit and ratings together", "Ratings weigh 50", "75")
	j.as("hr").get(pageOf(unrated)).is(200).hides("Fit and ratings together")
	list := j.as("hr").get("/requisitions/" + j.Requisition.ID.String() + "?sort=combined").is(200)
	list.says("1 person with a fit and ratings", "Not rated, or without a fit", "fit and ratings 75", "· 1 rater").hides("Ratings stand apart")
}

// TestRatingsThatAreNotPutTogetherWithTheFitAreToldFromThoseThatAre: each in a line of its own words, and why once for
// the whole list.
func TestRatingsThatAreNotPutTogetherWithTheFitAreToldFromThoseThatAre(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada", ownsUp)
	human := 63.0
	for _, name := range []string{"Bea", "Cem"} {
		a := j.scored(name, ownsUp)
		must(t, j.store.SetCombined(context.Background(), a.ID, store.CombinedColumns{Raters: 2, Human: &human, Values: 1, Of: 4}))
	}
	list := j.as("hr").get("/requisitions/" + j.Requisition.ID.String()).is(200).says("rated 63, on 1 of 4 values · 2 raters")
	if n := strings.Count(text(list.Body), "Ratings stand apart from the fit"); n != 1 {
		t.Errorf("why ratings are not put together with the fit is said %d times, want once", n)
	}
	list.hides("too few to put together")
}

func TestAFewTopRepsAreShownAsDotsInPlaceOfAPercentile(t *testing.T) {
	t.Parallel()
	few, many := newJudged(t, 7, nil), newJudged(t, 12, nil)
	few.as("hr").get(pageOf(few.scored("Ada", ownsUp))).is(200).says("Fewer than ten, so each is shown", "The 7 top reps").has(`class="dotplot"`)
	many.as("hr").get(pageOf(many.scored("Ada", ownsUp))).is(200).says("among the 12 top reps, each scored without their own answers", "by link").hides(`class="dotplot"`)
}

func TestTheWeightOfRatingsIsSetUntilTheFirstInvitation(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	path := "/requisitions/" + j.Requisition.ID.String()
	form := func(one string) url.Values {
		return url.Values{
			"name": {"Care, Madrid"}, "position": {j.Requisition.PositionID.String()}, "benchmark": {j.Requisition.BenchmarkVersionID.String()},
			"languages": {"en"}, "link_days": {"14"}, "text": {"counts"}, "ai_use": {"allowed"}, "version": {"1"}, "human_one": {one},
			"raters_per_answer": {"5"},
			"questions":         {j.Questions[0].ID.String()},
		}
	}
	j.as("hr").post(path, form("140")).is(422).says("100")
	j.as("hr").post(path, form("30")).is(303)
	j.as("hr").get(path+"/edit").is(200).has(`value="30"`, `name="raters_per_answer"`, `value="5" id="f-raters_per_answer"`)
	j.Candidate("Ada")
	j.as("hr").get(path+"/edit").is(200).says("with one rater", "30").hides(`name="human_one"`)
}
