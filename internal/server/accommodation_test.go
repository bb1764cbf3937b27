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

// request lets somebody invited ask for another way to answer, and returns the request's id and their link.
func (o *opened) request(name, message string) (id uuid.UUID, link string) {
	o.t.Helper()
	a := o.as("recruiter").post(o.path+"/invitations", person(name, uuid.NewString()+"@example.org", "en")).is(200)
	link = shownURL.FindStringSubmatch(a.Body)[1]
	id = uuid.New()
	must(o.t, o.store.CreateAccommodation(context.Background(), hiring.Accommodation{
		ID: id, InvitationID: o.waiting(name), Need: hiring.MoreTime, Message: message, CreatedAt: o.app.Now(),
	}))
	return id, link
}

func TestRequestIsAnsweredAndThePersonReadsIt(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	id, link := o.request("Ana Ruiz", "my hands are slow")
	c := o.as("recruiter")
	c.get(o.path).says("1 request waits")
	page := o.path + "/accommodations"
	c.get(page).is(200).says("Ana Ruiz", "my hands are slow", "More time", "How lucky are you?")
	c.post(page+"/"+id.String(), url.Values{"granted": {"granted"}, "answer": {""}, "extra_days": {"400"}}).is(422).says("This is needed.")
	lucky := o.questions[1].ID.String()
	a := c.post(page+"/"+id.String(), url.Values{"granted": {"granted"}, "answer": {"Take a week more."}, "extra_days": {"7"}, "waive": {lucky}})
	c.follow(a).is(200).says("Answered.", "7 extra days", "Take a week more.")
	c.get(o.path + "/invitations").says("in 21 days")
	c.get(o.path).hides("request waits")
	o.anyone().get(link + "/accommodation").is(200).says("Take a week more.")
	c.post(page+"/"+id.String(), url.Values{"granted": {"declined"}, "answer": {"No."}}).is(http.StatusConflict)
}

func TestRaterLearnsNothingOfRequests(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx := context.Background()
	id, _ := o.request("Ana Ruiz", "my hands are slow")
	page := o.path + "/accommodations"
	o.as("hr").get(page).is(200).says("my hands are slow")
	o.as("hr").get("/").is(200).has(page)
	must(t, o.app.AddToPanel(ctx, app.System(), o.requisition.ID, o.users["hr"].ID))
	o.as("hr").get("/").is(200).hides(page)
	o.as("recruiter").get("/").is(200).has(page)
	must(t, o.app.AddToPanel(ctx, app.System(), o.requisition.ID, o.users["recruiter2"].ID))
	for _, who := range []string{"hr", "recruiter2", "interviewer", "admin", "compliance"} {
		o.as(who).get(page).is(404).hides("slow")
		o.as(who).post(page+"/"+id.String(), url.Values{"granted": {"granted"}, "answer": {"Yes."}}).is(404)
	}
	o.as("hr").get(o.path).is(200).hides("request waits", "my hands are slow")
	o.as("recruiter").get(page).is(200).says("my hands are slow")
	// the owner rates as well: another person of HR answers, and without one the owner still does
	must(t, o.app.AddToPanel(ctx, app.System(), o.requisition.ID, o.users["recruiter"].ID))
	o.as("recruiter").get(page).is(200)
	o.as("recruiter").get("/").is(200).has(page)
	o.addUser("hr2", hiring.HR)
	o.as("recruiter").get(page).is(404)
	o.as("hr2").get(page).is(200).says("my hands are slow")
}

func TestRequestBelongsToItsRequisition(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	id, _ := o.request("Ana Ruiz", "my hands are slow")
	theirs, err := o.app.OpenRequisition(context.Background(), app.System(), hiring.Requisition{
		Name: "Theirs", PositionID: o.requisition.PositionID, OwnerID: o.users["recruiter2"].ID, LinkDays: 14,
		Languages: hiring.Languages(), Policy: hiring.Policy{AIUse: hiring.AIAllowed},
	})
	must(t, err)
	crossed := "/requisitions/" + theirs.ID.String() + "/accommodations"
	o.as("recruiter2").get(crossed).is(200).says("Nobody has asked").hides("Ana")
	o.as("recruiter2").post(crossed+"/"+id.String(), url.Values{"granted": {"granted"}, "answer": {"Yes."}}).is(404)
}

func TestIncumbentsRequestIsAnsweredByHR(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx, now := context.Background(), o.app.Now()
	v, err := o.store.BenchmarkVersion(ctx, o.version)
	must(t, err)
	i := hiring.Incumbent{ID: uuid.New(), BenchmarkID: v.BenchmarkID, Name: "Rui", Email: "rui@example.org", Language: hiring.English, CreatedAt: now}
	must(t, o.store.CreateIncumbent(ctx, i))
	inv := hiring.Invitation{ID: uuid.New(), IncumbentID: &i.ID, CreatedAt: now, ExpiresAt: now.AddDate(0, 0, 3)}
	must(t, o.store.CreateInvitation(ctx, inv, ""))
	acc := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.ID, Need: hiring.APerson, CreatedAt: now}
	must(t, o.store.CreateAccommodation(ctx, acc))
	page := "/benchmarks/" + v.BenchmarkID.String() + "/accommodations"
	o.as("recruiter").get(page).is(404)
	o.as("recruiter").get("/").is(200).hides(page)
	hr := o.as("hr")
	hr.get("/").is(200).has(page)
	hr.get(page).is(200).says("Rui", "A person to talk to")
	hr.post(page+"/"+acc.ID.String(), url.Values{"granted": {"other_way"}, "answer": {"Call us."}, "waive": {o.questions[0].ID.String()}}).is(422)
	hr.follow(hr.post(page+"/"+acc.ID.String(), url.Values{"granted": {"other_way"}, "answer": {"Call us."}})).is(200).says("Call us.")
	hr.get("/").is(200).hides(page)
	if strings.Contains(hr.get(o.path+"/accommodations").Body, "Rui") {
		t.Error("an incumbent's request stands among the candidates'")
	}
}
