package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

// philosophyForm is a philosophy whose vision fails the first check.
func philosophyForm() url.Values {
	return url.Values{
		"version": {"1"}, "name": {"Alder & Finch"}, "language": {"en"}, "contact": {"people@alderfinch.test"},
		"purpose": {"To get people <moving> again"}, "wish": {"They kept their word"}, "vision": {"Every call ends with a next step"},
		"kind": {"1"}, "identity": {"1"}, "note": {"Say which step"},
	}
}

func TestPhilosophyIsWrittenByHRAndReadByEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	hr.get("/philosophy").is(http.StatusOK).says("Nothing is written yet", "Write the purpose")
	w.as("viewer").get("/philosophy").is(http.StatusOK).says("Nothing is written yet").hides("/philosophy/edit")
	hr.get("/philosophy/edit").is(http.StatusOK).says("Simple to understand and act on", "it will not be used")
	page := hr.follow(hr.post("/philosophy", philosophyForm())).is(http.StatusOK).
		says("The philosophy is saved.", "To get people <moving> again", "Every call ends with a next step")
	if strings.Contains(page.Body, "<moving>") {
		t.Error("what was typed became mark-up")
	}
	for _, r := range hiring.Roles() {
		w.as(string(r)).get("/philosophy").is(http.StatusOK).says("They kept their word")
		w.as(string(r)).get("/philosophy/print").is(http.StatusOK).says("Our purpose at Alder & Finch")
	}
	for _, r := range []string{"recruiter", "interviewer", "compliance", "viewer", "admin"} {
		w.as(r).get("/philosophy/edit").is(http.StatusNotFound)
		w.as(r).post("/philosophy", philosophyForm()).is(http.StatusNotFound)
	}
}

func TestFailedVisionCheckSaysWhyItMattersToHROnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.as("hr").post("/philosophy", philosophyForm()).is(http.StatusSeeOther)
	w.as("hr").get("/philosophy").says("not yet simple to act on", "stays on the wall", "Say which step")
	w.as("viewer").get("/philosophy").hides("not yet simple to act on", "Say which step")
	v := philosophyForm()
	v.Set("version", "2")
	v.Set("simple", "1")
	w.as("hr").post("/philosophy", v).is(http.StatusSeeOther)
	w.as("hr").get("/philosophy").hides("not yet simple to act on")
}

func TestPhilosophyProblemsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := philosophyForm()
	v.Set("name", " ")
	v.Set("vision", strings.Repeat("v", 301))
	w.as("hr").post("/philosophy", v).is(http.StatusUnprocessableEntity).
		says("This is needed.", "Too long: 300 characters at most.", "They kept their word", strings.Repeat("v", 301))
	o, err := w.store.Organization(context.Background())
	if err != nil || o.Purpose != "" {
		t.Errorf("half written: %+v, %v", o, err)
	}
}

func TestLateEditOfThePhilosophyIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.as("hr").post("/philosophy", philosophyForm()).is(http.StatusSeeOther)
	late := philosophyForm()
	late.Set("purpose", "Overwritten")
	w.as("hr").post("/philosophy", late).is(http.StatusConflict).says("Look at how it stands now", "The last change on record is yours, made in another tab or window")
	w.as("hr").get("/philosophy").hides("Overwritten")
}

func TestPrintViewIsTheStatementWithItsTable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.as("hr").post("/philosophy", philosophyForm()).is(http.StatusSeeOther)
	ctx, actor := context.Background(), w.actor("hr")
	add := func(v hiring.Value) hiring.Value {
		v, err := w.app.AddValue(ctx, actor, v)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	add(hiring.Value{
		Name: hiring.Words{"en": "Honesty", "es": "Honestidad"}, Action: hiring.Words{"en": "Tell the truth"},
		Behaviors: []hiring.Words{{"en": "Owns up first"}}, Metrics: []string{"NPS", "QA"},
	})
	gone := add(hiring.Value{Name: hiring.Words{"en": "Thrift"}})
	if err := w.app.RetireValue(ctx, actor, gone.ID, 1); err != nil {
		t.Fatal(err)
	}
	w.as("viewer").get("/philosophy/print").is(http.StatusOK).
		says("How we live it", "Owns up first", "Key metrics", "Honesty Tell the truth NPS , QA").
		hides("Thrift")
	w.as("viewer").get("/philosophy/print?lang=es").is(http.StatusOK).says("Nuestra filosofía de servicio", "Honestidad")
}
