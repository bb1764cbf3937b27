package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// calibrating is a round whose reps have answered, with HR and the recruiter as a panel of an agreed set.
type calibrating struct {
	judged
	set  hiring.CalibrationSet
	path string
}

func newCalibrating(t *testing.T) calibrating {
	t.Helper()
	c := calibrating{judged: newJudged(t, 12, nil)}
	c.Reps(c.users["hr"])
	c.set = c.Calibration(c.users["hr"], []hiring.User{c.users["hr"], c.users["recruiter2"]}, 1, 2, 4, 5)
	c.path = calibrationPath(c.set.ID)
	return c
}

// secrets are what no page of somebody who rates may hold: names, addresses, groups, and which attempt it was.
func (c calibrating) secrets() []string {
	out := []string{"@reps.test", "Abernathy", "top rep", "typical", "comparison", "exemplar", "incumbent"}
	for _, name := range testkit.RepNames() {
		out = append(out, strings.Fields(name)...)
	}
	for _, x := range c.set.Answers {
		out = append(out, x.AttemptID.String(), x.ID.String())
	}
	return out
}

func level(n int) url.Values {
	return url.Values{"level": {fmt.Sprint(n)}, "evidence": {"said that the mistake was mine"}}
}

func TestARaterPractisesOneAnonymousAnswerAtATime(t *testing.T) {
	t.Parallel()
	c := newCalibrating(t)
	rater := c.as("interviewer")
	blind := append(c.secrets(), "as the panel said", "Agreed level")
	rater.get("/calibrations").is(http.StatusOK).says("Owning up", "not begun").hides(blind...)
	rater.get(c.path).is(http.StatusOK).says("4 answers wait").hides(blind...)
	rater.get(c.path + "/practice/1").is(http.StatusNotFound)
	page := rater.follow(rater.post(c.path+"/passes", nil)).is(http.StatusOK)
	page.says("Answer 1 of 4", "Tell us about a mistake", "Owns it and follows through", "The keys 1 to 5").hides(blind...)
	rater.post(c.path+"/practice/1", url.Values{"level": {"9"}, "evidence": {"kept <b>"}}).is(http.StatusUnprocessableEntity).
		says("Choose a level from 1 to 5").has("kept &lt;b&gt;").hides(blind...)
	rater.follow(rater.post(c.path+"/practice/2", level(4))).is(http.StatusOK).says("Answer 3 of 4").hides(blind...)
	rater.get("/calibrations").says("1 of 4 rated")
	rater.get(c.path + "/practice").is(http.StatusOK).says("3 answers still need a level").hides(blind...)
	rater.post(c.path+"/practice", nil).is(http.StatusConflict)
	rater.follow(rater.post(c.path+"/practice/3", level(4))).says("Answer 4 of 4")
	rater.follow(rater.post(c.path+"/practice/4", level(4))).says("Answer 1 of 4").hides(blind...)
	rater.follow(rater.post(c.path+"/practice/1", level(4))).says("Before you finish", "Your rating: 4 of 5").hides(blind...)
	rater.get(c.path + "/practice/5").is(http.StatusNotFound)
	done := rater.post(c.path+"/practice", nil).is(http.StatusSeeOther)
	result := rater.follow(done).is(http.StatusOK)
	result.says("You beside the panel", "1.0 points higher", "&#43;1.0", "1.5", "Fewer than eight answers", "as the panel said",
		"Levels agreed by The hr, The recruiter2", "difference &#43;3", "difference −1", "the same").hides(c.secrets()...)
	rater.post(c.path+"/practice/1", level(1)).is(http.StatusConflict)
	rater.get(c.path).says("Practise once more", "Your passes").hides(c.secrets()...)
	for _, other := range []string{"recruiter", "hr", "recruiter2"} {
		c.as(other).get(done.Location).is(http.StatusNotFound).hides("1.0 points")
	}
	c.as("hr").get(c.path+"/edit").is(http.StatusOK).says("The interviewer", "1 pass, last on", "shown from three on").hides("1.0 points")
}

func TestWhoIsNotToPractiseFindsNothing(t *testing.T) {
	t.Parallel()
	c := newCalibrating(t)
	for _, who := range []string{"recruiter2", "hr"} {
		c.as(who).get(c.path).is(http.StatusOK).says("nothing more to rate here").hides("Begin")
		c.as(who).post(c.path+"/passes", nil).is(http.StatusConflict)
	}
	c.as("viewer").get("/calibrations").is(http.StatusNotFound)
	c.as("interviewer").get(c.path + "/edit").is(http.StatusNotFound).hides("Owning up")
	must(t, c.app.RetireCalibration(context.Background(), c.users["hr"].ID, c.set.ID))
	c.as("interviewer").get(c.path).is(http.StatusNotFound).hides("Owning up")
	c.as("interviewer").get("/calibrations").is(http.StatusOK).hides("Owning up")
}

func TestHRMakesASetWithAPanel(t *testing.T) {
	t.Parallel()
	c := newCalibrating(t)
	hr, rater := c.as("hr"), c.as("interviewer")
	hr.post("/calibrations", url.Values{"name": {" "}, "language": {"xx"}}).is(http.StatusUnprocessableEntity).has(`aria-invalid="true"`)
	made := hr.post("/calibrations", url.Values{"name": {"Second <set>"}, "benchmark": {c.Benchmark.String()}, "value": {c.Honesty.String()}, "language": {"en"}})
	page := hr.follow(made).is(http.StatusOK).says("Second <set>", "ask each person whose answer you choose", "Whose it is").hides("[calibration.")
	path := strings.TrimSuffix(made.Location, "/edit")
	keys := strings.Split(page.Body, `name="answers" value="`)[1:]
	chosen := url.Values{"choosing": {"1"}}
	for _, k := range keys[:5] {
		chosen.Add("answers", k[:strings.Index(k, `"`)])
	}
	hr.post(path+"/answers", chosen).is(http.StatusUnprocessableEntity).says("Ask the people first").has(`id="answer-4" checked`).hides(`id="answer-5" checked`)
	chosen.Set("confirmed", "1")
	hr.follow(hr.post(path+"/answers", chosen)).says("The answers are in the set.", "The hr confirmed on")
	hr.post(path+"/panel", url.Values{"panel": {c.users["hr"].ID.String()}}).is(http.StatusUnprocessableEntity).says("Name 2 to 12 people")
	panel := url.Values{"panel": {c.users["hr"].ID.String(), c.users["interviewer"].ID.String()}}
	hr.follow(hr.post(path+"/panel", panel)).says("Still waiting for The hr, The interviewer").hides("Record the agreed level")
	set, err := c.store.CalibrationSet(context.Background(), uuid.MustParse(strings.TrimPrefix(path, "/calibrations/")))
	must(t, err)
	answer := path + "/answers/" + set.Answers[0].ID.String()
	hr.post(answer+"/blanks", url.Values{"words": {"no such words"}}).is(http.StatusUnprocessableEntity).says("“no such words” does not stand in the text.")
	hr.follow(hr.post(answer+"/blanks", url.Values{"words": {strings.Fields(set.Answers[0].Text)[0]}})).says("The words are blanked")
	hr.post(answer+"/agreement", url.Values{"level": {"4"}, "reason": {"owns it"}}).is(http.StatusConflict)
	rater.get(path).is(http.StatusOK).says("You are on the panel")
	c.Practise(c.users["interviewer"], set.ID, 2)
	hr.get(path + "/edit").says("Still waiting for The hr").hides("The interviewer: 2")
	c.Practise(c.users["hr"], set.ID, 5)
	hr.get(path+"/edit").says("All of the panel are in", "The interviewer: 2", "The hr: 5", "3 points apart").hides("Release for practice")
	hr.post(answer+"/agreement", url.Values{"level": {"0"}, "reason": {""}}).is(http.StatusUnprocessableEntity).says("Choose a level from 1 to 5")
	for _, x := range set.Answers {
		hr.follow(hr.post(path+"/answers/"+x.ID.String()+"/agreement", url.Values{"level": {"4"}, "reason": {"owns it"}})).says("The level is recorded.")
	}
	hr.follow(hr.post(path+"/release", nil)).says("ready for practice")
	hr.follow(hr.post(answer+"/withdrawal", nil)).says("The texts are gone.", "Withdrawn on")
	hr.follow(hr.post(path+"/retirement", nil)).says("The set is retired.")
}

// TestAPlantedAnswerStandsUnmarkedInTheQueue: its page, its address and the tallies are like those of any answer, and
// the queue says that there are some.
func TestAPlantedAnswerStandsUnmarkedInTheQueue(t *testing.T) {
	t.Parallel()
	c := newCalibrating(t)
	setting := requisitionOf(c.Requisition.ID) + "/calibration"
	rater := c.as("interviewer")
	rater.get("/ratings").is(http.StatusOK).hides("Practice answers are among")
	c.as("recruiter").get(setting).is(http.StatusOK).says("At the moment none are planted")
	c.as("recruiter").post(setting, url.Values{"planted": {"1"}, "every": {"3"}}).is(http.StatusUnprocessableEntity).has(`value="3"`, `aria-invalid="true"`)
	c.as("recruiter").follow(c.as("recruiter").post(setting, url.Values{"planted": {"1"}, "every": {"5"}})).says("One for every 5 real answers")
	rater.get("/ratings").says("Practice answers are among what you rate, unmarked")
	for i := range 5 {
		c.scored(fmt.Sprint("Ada ", i), ownsUp)
	}
	rater.get("/ratings").is(http.StatusOK).says("Care, Madrid", "0 of 6 rated")
	rater.get("/").says("6 of 6 answers are left to rate.")
	planted, real := "", ""
	for _, i := range c.items("interviewer", 0) {
		if i.PlantID != nil {
			planted = c.queueOf(0) + "/" + i.ID.String()
		} else {
			real = c.queueOf(0) + "/" + i.ID.String()
		}
	}
	c.as("recruiter").get(planted).is(http.StatusNotFound)
	page := rater.get(planted).is(http.StatusOK).says("Tell us about a mistake", "Owns it and follows through", "Answer in English").has(`class="blank"`)
	main := mainOf(page)
	for _, mark := range append(c.secrets(), "alibration", "ractice", "greed", "[…]") {
		if strings.Contains(main, mark) {
			t.Errorf("the page says %q", mark)
		}
	}
	if got, want := shapeOf(main), shapeOf(mainOf(rater.get(real))); got != want {
		t.Errorf("a planted answer is told by its page:\n%s\n%s", got, want)
	}
	form := level(2)
	form.Set("version", "1")
	rater.post(planted, form).is(http.StatusSeeOther)
	rater.get("/ratings").says("1 of 6 rated")
	rater.follow(rater.post(c.queueOf(0)+"/submission", nil)).is(http.StatusOK).says("Your ratings are in", "1 of 6 rated")
	rater.get(planted).is(http.StatusOK).says("Your rating: 2 of 5").hides("Agreed level")
	rater.get("/calibrations").says("Your levels over time", "1 practice answer").hides("as the panel said")
	c.as("recruiter").follow(c.as("recruiter").post(setting, url.Values{"every": {"5"}})).says("At the moment none are planted")
}

// mainOf is the main part of a page.
func mainOf(a answer) string {
	return a.Body[strings.Index(a.Body, "<main"):strings.Index(a.Body, "</main>")]
}

// shapeOf is a page's mark-up without what an answer's words, length and place in the queue make of it.
func shapeOf(main string) string {
	main = regexp.MustCompile(`(?s)<p class="answer-text".*?</p>`).ReplaceAllString(main, "TEXT")
	main = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`).ReplaceAllString(main, "ID")
	main = regexp.MustCompile(`· \d+ words`).ReplaceAllString(main, "WORDS")
	return regexp.MustCompile(`<nav class="actions".*?</nav>`).ReplaceAllString(main, "NAV")
}

func requisitionOf(id uuid.UUID) string { return "/requisitions/" + id.String() }

func TestCalibrationPagesSpeakThreeLanguages(t *testing.T) {
	t.Parallel()
	c := newCalibrating(t)
	pass := c.Practise(c.users["interviewer"], c.set.ID, 4)
	for _, lang := range []string{"es", "tr"} {
		for _, path := range []string{"/calibrations", c.path, c.path + "/passes/" + pass.ID.String()} {
			c.as("interviewer").get(path+"?lang="+lang).is(http.StatusOK).hides("[calibration.", "panel agreed", "{{")
		}
		for _, path := range []string{"/calibrations", "/calibrations/new", c.path + "/edit", requisitionOf(c.Requisition.ID) + "/calibration"} {
			c.as("hr").get(path+"?lang="+lang).is(http.StatusOK).hides("[calibration.", "{{")
		}
	}
}
