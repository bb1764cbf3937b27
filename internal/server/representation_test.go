package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/testkit"
)

func TestAServiceIsTestedUsedAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.as("admin")
	service := testkit.NewService(t)
	form := url.Values{"url": {service.URL + "/v1/embeddings"}, "model": {testkit.ServiceModel}}
	admin.get("/representation").is(http.StatusOK).says("No service outside is in use", "No key is set")
	admin.post("/representation/test", form).is(http.StatusOK).says("It answers. Each text becomes 64 numbers.", "No service outside is in use")
	admin.follow(admin.post("/representation", form)).is(http.StatusOK).says("The service in use", service.URL, testkit.ServiceModel, "It answered when it was asked last")
	w.as("compliance").get("/audit").says("representation.set")
	admin.follow(admin.post("/representation/end", nil)).is(http.StatusOK).says("No service outside is in use", "Used before", testkit.ServiceModel)
	admin.post("/representation/end", nil).is(http.StatusNotFound)
}

func TestAServiceThatDoesNotAnswerIsNotUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.as("admin")
	service := testkit.NewService(t)
	service.Down(true)
	for _, path := range []string{"/representation", "/representation/test"} {
		admin.post(path, url.Values{"url": {service.URL}, "model": {testkit.ServiceModel}}).is(http.StatusUnprocessableEntity).says("it has a fault of its own", "No service outside is in use")
		admin.post(path, url.Values{"url": {"file:///etc/passwd"}, "model": {""}}).is(http.StatusUnprocessableEntity).says("must be the address of a server", "Name the model")
		admin.post(path, url.Values{"url": {"http://127.0.0.1:1"}, "model": {"a b"}}).is(http.StatusUnprocessableEntity).says("one word of at most 200")
	}
}

func TestAScoreThatWaitsForTheServiceSaysSo(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), context.Background()
	service := testkit.NewService(t)
	if _, err := w.app.UseRepresentation(ctx, w.users["admin"].ID, service.URL, testkit.ServiceModel); err != nil {
		t.Fatal(err)
	}
	j := judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], 12, nil)}
	a := j.Candidate("Ada")
	j.Submit(a, j.Bodies(ownsUp, 8, "a", "ab", "abc"))
	service.Down(true)
	w.app.WorkAll(ctx)
	j.as("recruiter").get(pageOf(a)).is(http.StatusOK).says("scored as soon as the service", "nothing is lost")
	w.as("admin").get("/representation").is(http.StatusOK).says("has not answered since", "One score waits for it")
	service.Down(false)
	w.app.WorkAll(ctx)
	j.as("recruiter").get(pageOf(a)).is(http.StatusOK).hides("scored as soon as the service").says("Honesty")
	w.as("admin").get("/representation").is(http.StatusOK).says("It answered when it was asked last")
}

// A draft whose texts cannot be read must not take the list of all benchmarks with it.
func TestADraftWhoseServiceIsDownIsListedWithoutAVerdict(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.manualOf(12, 12) // one benchmark is published without a service
	service := testkit.NewService(t)
	if _, err := b.app.UseRepresentation(context.Background(), b.users["admin"].ID, service.URL, testkit.ServiceModel); err != nil {
		t.Fatal(err)
	}
	chosen := url.Values{}
	for _, q := range b.questions {
		chosen.Add("question", q.QuestionID.String())
	}
	made := b.hr.post("/benchmarks", url.Values{"name": {"Another"}, "criterion": {"CSAT"}, "link_days": {"14"}}).is(http.StatusSeeOther)
	other := strings.TrimSuffix(made.Location, "/questions")
	b.hr.follow(b.hr.post(other+"/questions", chosen)).is(http.StatusOK)
	service.Down(true)
	b.uploaded(other+"/answers/import", "answers.csv", b.rows(12, 12)).is(http.StatusSeeOther)
	page := b.hr.get("/benchmarks").is(http.StatusOK).says("Cannot be judged now", "The service that reads its texts does not answer.")
	page.hides("Nothing to judge yet")
	b.as("viewer").get("/benchmarks").is(http.StatusOK).says("Care 2026").hides("Cannot be judged now", "Another")
}
