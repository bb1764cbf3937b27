package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// actor is the person with that role, acting.
func (w *world) actor(role string) app.Actor { return app.UserActor(w.users[role].ID) }

// addValue stores a value with a name in English.
func (w *world) addValue(name string) hiring.Value {
	w.t.Helper()
	v, err := w.app.AddValue(context.Background(), w.actor("hr"), hiring.Value{Name: hiring.Words{"en": name}})
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// valueForm is a value with two behaviours and an empty row between them.
func valueForm() url.Values {
	return url.Values{
		"name.en": {"Honesty"}, "name.tr": {"Dürüstlük"}, "action.en": {"Honesty in all we do"}, "action.tr": {"Doğruyu söyleyin"},
		"behaviors.0.en": {"Owns up first"}, "behaviors.2.en": {"Gives bad news early"}, "metrics": {"QA", "NPS"}, "version": {"1"},
	}
}

func TestEmptyValuesPageSaysWhatToDoFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.as("hr").get("/values").is(http.StatusOK).says("No values yet", "Take from the library")
	w.as("recruiter").get("/values").is(http.StatusOK).says("No values yet").hides("/values/library")
}

func TestValueIsAddedAndItsActionStatementNudgedNotStopped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	hr.get("/values/new").is(http.StatusOK).says("A value of your own", "Behaviour 4")
	page := hr.follow(hr.post("/values", valueForm())).is(http.StatusOK)
	page.says("The value is added.", "Owns up first", "Gives bad news early", "The action statement in English does not seem to say what to do", "QA")
	page.hides("The action statement in Turkish")
	hr.get("/values").says("Honesty", "does not seem to have a verb", "nobody can be asked about this value")
	c := w.as("hr")
	c.get("/values?lang=tr").says("Dürüstlük", "Doğruyu söyleyin")
}

func TestValueProblemsStandAtTheRowAndKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := valueForm()
	v.Del("name.en")
	v.Del("name.tr")
	v.Set("behaviors.2.en", strings.Repeat("b", 241))
	page := w.as("hr").post("/values", v).is(http.StatusUnprocessableEntity)
	page.says("This is needed.", "Too long: 240 characters at most.", strings.Repeat("b", 241))
	if !strings.Contains(page.Body, `value="Honesty in all we do"`) {
		t.Error("the action statement typed is gone")
	}
	if !strings.Contains(page.Body, `href="#f-behaviors-1-en"`) || !strings.Contains(page.Body, `id="f-behaviors-1-en"`) {
		t.Error("the problem does not lead to the row that holds the text")
	}
	w.as("hr").get("/values").says("No values yet")
}

func TestValueIsEditedAndALateEditRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/values/" + w.addValue("Care").ID.String()
	hr := w.as("hr")
	hr.get(path + "/edit").is(http.StatusOK).says("Edit Care")
	hr.follow(hr.post(path, valueForm())).is(http.StatusOK).says("The value is saved.", "Honesty")
	hr.post(path, valueForm()).is(http.StatusConflict).says("Look at how it stands now", "The last change on record is")
	hr.get(path + "/edit").is(http.StatusOK)
}

func TestMoreThanFiveValuesAreNudged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, n := range []string{"A", "B", "C", "D", "E"} {
		w.addValue(n)
	}
	w.as("hr").get("/values").hides("About five can be remembered")
	w.addValue("F")
	w.as("hr").get("/values").says("That is 6 values. About five can be remembered")
}

func TestValuesAreMovedRetiredAndRestored(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addValue("First")
	second := w.addValue("Second")
	path := "/values/" + second.ID.String()
	hr := w.as("hr")
	before := hr.get("/values").Body
	hr.post(path+"/move", url.Values{"by": {"-1"}}).is(http.StatusSeeOther)
	after := hr.get("/values").Body
	if strings.Index(before, "First") > strings.Index(before, "Second") || strings.Index(after, "First") < strings.Index(after, "Second") {
		t.Error("the second value did not move up")
	}
	hr.post(path+"/retire", url.Values{"version": {"9"}}).is(http.StatusConflict)
	hr.follow(hr.post(path+"/retire", url.Values{"version": {"1"}})).says("The value is retired.", "1 retired value")
	hr.get(path).is(http.StatusOK).says("This value is retired")
	hr.follow(hr.post(path+"/restore", url.Values{"version": {"2"}})).says("The value is back in use.").hides("This value is retired")
}

func TestRecruitersReadValuesAndOthersDoNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.addValue("Care")
	path := "/values/" + v.ID.String()
	w.as("recruiter").get(path).is(http.StatusOK).says("Care").hides("/edit", "/retire", "/move", "questions/new")
	for _, p := range []string{path + "/edit", "/values/new", "/values/library", path + "/questions/new?kind=text"} {
		w.as("recruiter").get(p).is(http.StatusNotFound)
	}
	for _, p := range []string{"/values", path, path + "/move", path + "/retire", path + "/restore", path + "/questions", "/values/library"} {
		w.as("recruiter").post(p, valueForm()).is(http.StatusNotFound)
	}
	for _, r := range []string{"viewer", "interviewer", "compliance", "admin"} {
		w.as(r).get("/values").is(http.StatusNotFound)
		w.as(r).get(path).is(http.StatusNotFound)
	}
	w.anyone().get("/values").is(http.StatusSeeOther)
	w.as("hr").get("/values/" + uuid.NewString()).is(http.StatusNotFound)
	w.as("hr").get("/values/nonsense").is(http.StatusNotFound)
}

func TestSeveralLibraryValuesAreTakenAtOnceWithTheChosenQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	hr.get("/values/library").is(http.StatusOK).says("Honesty", "Respect", "Traits of people who serve well", "Adaptability", "Say what you mean").hides("Yours already")
	hr.get("/values/library?lang=tr").says("Dürüstlük")
	hr.post("/values/library", url.Values{"question": {"honesty-own-mistake"}}).is(http.StatusUnprocessableEntity).says("Tick at least one value")
	list := hr.follow(hr.post("/values/library", url.Values{
		"value": {"honesty", "respect", "no-such-value"}, "question": {"honesty-own-mistake", "honesty-unsure-answer", "respect-hard-to-like", "speed-anything"},
	})).is(http.StatusOK)
	list.says("Taken from the library.", "Honesty", "2 questions", "Free text, Scale", "Respect", "1 question")
	again := hr.get("/values/library").says("Yours already")
	if strings.Contains(again.Body, `name="value" value="honesty"`) || !strings.Contains(again.Body, `name="question" value="honesty-slow-line"`) {
		t.Error("a value in use is still on offer, or its missing questions are not")
	}
	hr.follow(hr.post("/values/library", url.Values{"question": {"honesty-slow-line"}})).says("3 questions")
}

func TestLibraryQuestionCheckboxesStandCheckedOnlyWithValuesNotTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	hr.post("/values/library", url.Values{"value": {"honesty"}}).is(http.StatusSeeOther)
	page := hr.get("/values/library").Body
	if !strings.Contains(page, `id="take-respect-hard-to-like" checked`) || strings.Contains(page, `id="take-honesty-own-mistake" checked`) {
		t.Error("questions of new values come with them unless unticked; of values in use only when ticked")
	}
}
