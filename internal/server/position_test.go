package server

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

func TestPositionIsWrittenByHRAndReadByRecruiters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	hr.get("/positions").is(200).says("No position yet")
	hr.get("/positions/new").is(200)
	form := url.Values{
		"name": {" Service  desk "}, "level": {"frontline"},
		"needs.0.text": {"Turkish and English"}, "needs.0.hard": {"1"}, "needs.0.must": {"1"},
		"needs.1.text": {" "}, "needs.1.must": {"1"},
		"needs.2.text": {"Calm under pressure"}, "needs.2.hard": {"0"}, "needs.2.must": {"0"},
	}
	hr.follow(hr.post("/positions", form)).is(200).says("Service desk", "Turkish and English", "Calm under pressure")
	stored, err := w.store.Positions(context.Background())
	must(t, err)
	want := []hiring.Need{{Text: "Turkish and English", Hard: true, Must: true}, {Text: "Calm under pressure"}}
	if d := cmp.Diff(want, stored[0].Profile.Needs); d != "" || stored[0].Name != "Service desk" {
		t.Errorf("%q (-want +got)\n%s", stored[0].Name, d)
	}
	path := "/positions/" + stored[0].ID.String()
	w.as("recruiter").get("/positions").is(200).says("Service desk").hides(path)
	w.as("recruiter").get(path + "/edit").is(404)
	w.as("recruiter").post(path, form).is(404)
	w.as("interviewer").get("/positions").is(404)
	hr.get(path + "/edit").is(200).has(`value="Turkish and English"`)
	form.Set("version", "1")
	form.Set("name", "Help desk")
	hr.follow(hr.post(path, form)).says("Help desk")
	hr.post(path, form).is(http.StatusConflict)
}

func TestPositionWithProblemsKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	a := hr.post("/positions", url.Values{"name": {" "}, "level": {"king"}, "needs.0.text": {"Patience\x00"}, "needs.0.must": {"1"}}).is(422)
	a.says("This is needed.", "control characters").has("Patience")
	if stored, err := w.store.Positions(context.Background()); err != nil || len(stored) != 0 {
		t.Errorf("%v %v", stored, err)
	}
}
