package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// opened is a round whose requisition compares with a published benchmark, and names its own recruiter.
type opened struct {
	*hiringRound
	version uuid.UUID
	path    string // /requisitions/ID
}

// newOpened starts one; everything was made through the pages' own verbs.
func newOpened(t *testing.T) *opened {
	t.Helper()
	o := &opened{hiringRound: newRound(t)}
	ctx := context.Background()
	o.version = o.publish("Service desk")
	r, err := o.app.OpenRequisition(ctx, app.System(), hiring.Requisition{
		Name: "Autumn round", PositionID: o.requisition.PositionID, OwnerID: o.users["recruiter"].ID, BenchmarkVersionID: &o.version,
		Languages: hiring.Languages(), LinkDays: 14, Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AIAllowed},
	})
	must(t, err)
	o.requisition, o.path = r, "/requisitions/"+r.ID.String()
	return o
}

// publish stores a benchmark version that was made with the round's questions.
func (r *hiringRound) publish(name string) uuid.UUID {
	r.t.Helper()
	ctx, now := context.Background(), r.app.Now()
	b := hiring.Benchmark{ID: uuid.New(), Name: name, Criterion: "CSAT", LinkDays: 14, CreatedBy: r.users["hr"].ID, CreatedAt: now}
	must(r.t, r.store.CreateBenchmark(ctx, b))
	values, err := r.store.Values(ctx)
	must(r.t, err)
	d := scoring.Definition{Engine: scoring.Engine}
	for _, q := range r.questions {
		d.Questions = append(d.Questions, scoring.Question{ID: q.ID.String(), Value: values[0].ID.String(), Kind: q.Kind, Weight: 1})
	}
	definition, err := json.Marshal(d)
	must(r.t, err)
	v := hiring.BenchmarkVersion{
		ID: uuid.New(), BenchmarkID: b.ID, Number: 1, Hash: "h", Engine: scoring.Engine, Definition: definition, Health: []byte("{}"),
		PublishedBy: r.users["hr"].ID, PublishedAt: now,
	}
	must(r.t, r.store.AddBenchmarkVersion(ctx, v))
	return v.ID
}

// scored adds a candidate whose answers came in and were scored; hours is how long ago.
func (o *opened) scored(name string, fit, half float64, hours int) hiring.Application {
	o.t.Helper()
	ctx, now := context.Background(), o.app.Now()
	a, err := o.store.CreateApplication(ctx, hiring.Candidate{ID: uuid.New(), Name: name, Email: uuid.NewString() + "@example.org", CreatedAt: now},
		hiring.Application{ID: uuid.New(), RequisitionID: o.requisition.ID, Language: hiring.English, CreatedAt: now})
	must(o.t, err)
	must(o.t, o.store.SetStage(ctx, a.ID, hiring.Submitted, now.Add(-time.Duration(hours)*time.Hour)))
	lo, hi := fit-half, fit+half
	must(o.t, o.store.SetFit(ctx, a.ID, store.FitColumns{Fit: &fit, Lo: &lo, Hi: &hi}))
	must(o.t, o.store.SetStage(ctx, a.ID, hiring.Scored, now))
	return a
}

// before fails unless the page says these in this order.
func (a answer) before(texts ...string) answer {
	a.t.Helper()
	page, at := text(a.Body), -1
	for _, s := range texts {
		i := strings.Index(page, s)
		if i < 0 || i < at {
			a.t.Errorf("%q is at %d, want it after %d\n%s", s, i, at, page)
		}
		at = i
	}
	return a
}

func TestRequisitionIsOpenedEditedAndFrozenByTheFirstInvitation(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	version := r.publish("Desk benchmark")
	c := r.as("recruiter")
	c.get("/requisitions/new").is(http.StatusOK).says("Desk benchmark, version 1", "Service desk")
	wrong := c.post("/requisitions", url.Values{"name": {"Spring"}, "languages": {"en"}}).is(http.StatusUnprocessableEntity)
	wrong.says("This is needed.").has(`value="Spring"`)
	a := c.post("/requisitions", url.Values{
		"name": {"Spring"}, "position": {r.requisition.PositionID.String()}, "benchmark": {version.String()}, "languages": {"en", "tr"},
	})
	c.follow(a).is(http.StatusOK).says("How lucky are you?", "Honesty", "Must-have")
	path := strings.TrimSuffix(a.Location, "/edit")
	values, err := r.store.Values(context.Background())
	must(t, err)
	value, first, second := values[0].ID.String(), r.questions[0].ID.String(), r.questions[1].ID.String()
	form := url.Values{
		"version": {"1"}, "name": {"Spring"}, "position": {r.requisition.PositionID.String()}, "benchmark": {version.String()},
		"languages": {"en"}, "link_days": {"10"}, "decide_by": {"2026-12-31"}, "text": {"evidence"}, "ai_use": {"declared"},
		"value": {value}, "must." + value: {"1"}, "weight." + value: {"2,5"}, "threshold." + value: {"40"},
		"questions": {first, second}, "order." + first: {"2"}, "order." + second: {"1"},
	}
	bad := url.Values{}
	for k, v := range form {
		bad[k] = v
	}
	bad.Set("weight."+value, "heavy")
	c.post(path, bad).is(http.StatusUnprocessableEntity).says("Choose a number from 1 to 100.").has(`value="heavy"`)
	bad.Set("weight."+value, "1")
	bad.Del("questions")
	c.post(path, bad).is(http.StatusUnprocessableEntity).says("Choose at least one question.")
	c.follow(c.post(path, form)).is(http.StatusOK).says("Nobody is invited yet")
	c.get(path+"/edit").before("How lucky are you?", "Tell us about a mistake").has(`value="2.5"`, `value="40"`, `value="2026-12-31"`)
	c.post(path, form).is(http.StatusConflict) // made from an older version
	c.post(path+"/invitations", url.Values{"name": {"Ana"}, "email": {"ana@example.org"}, "language": {"en"}}).is(http.StatusOK)
	form.Set("version", "2")
	c.post(path, form).is(http.StatusConflict).says("The first candidate has been invited")
	c.get(path+"/edit").is(http.StatusOK).says("Fixed since the first invitation").hides("<textarea", `name="questions"`, `name="languages"`)
}

func TestRequisitionIsOnlyForWhoseItIs(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	o.scored("Visible Name", 60, 5, 1)
	for who, want := range map[string]int{"hr": 200, "recruiter": 200, "recruiter2": 404, "interviewer": 404, "admin": 404, "viewer": 404, "compliance": 404} {
		for _, page := range []string{"", "/edit", "/invitations", "/accommodations"} {
			a := o.as(who).get(o.path + page).is(want)
			if want == 404 {
				a.hides("Visible Name", "Autumn round")
			}
		}
	}
	o.as("recruiter").get("/requisitions").is(200).says("Autumn round")
	o.as("recruiter2").get("/requisitions").is(200).hides("Autumn round")
	o.as("hr").get("/requisitions").says("Autumn round")
	o.as("interviewer").get("/requisitions").is(404)
	o.as("recruiter2").post(o.path+"/close", nil).is(404)
	o.as("recruiter2").post(o.path+"/invitations", url.Values{"name": {"X"}, "email": {"x@example.org"}, "language": {"en"}}).is(404)
}

func TestPipelineIsInTheOrderReceivedUnlessAskedOtherwise(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	o.scored("Second Low", 40, 3, 2)
	o.scored("Third High", 80, 3, 1)
	o.scored("First Middle", 76, 3, 3)
	c := o.as("recruiter")
	c.get(o.path).is(200).before("First Middle", "Second Low", "Third High").says("80 (77–83)", "Scored 3", "All 3")
	fit := c.get(o.path+"?sort=fit").is(200).before("Third High", "First Middle", "Second Low")
	fit.says("These 2 are not distinguishable from the first of them")
	if all, alike := strings.Count(fit.Body, "<tbody"), strings.Count(fit.Body, `<tbody class="band"`); all != 2 || alike != 1 {
		t.Errorf("%d groups, %d of several, want 2 and 1", all, alike)
	}
	c.get(o.path+"?sort=number").before("Second Low", "Third High", "First Middle")
	for _, sort := range []string{"fit;drop table applications", "name", "1) --", "%27"} {
		c.get(o.path+"?sort="+url.QueryEscape(sort)).is(200).before("First Middle", "Second Low", "Third High")
	}
	c.get(o.path + "?stage=invited").is(200).says("Nobody is here.").hides("Third High")
	c.get(o.path + "?after=-3&stage=x").is(200).says("Third High")
}

func TestUndefinedFitIsSaidWhyAndNeverANumber(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	a := o.scored("Nobody Like", 0, 0, 1)
	must(t, o.store.SetFit(context.Background(), a.ID, store.FitColumns{Undefined: "too_small"}))
	b := o.scored("Odd Reason", 0, 0, 1)
	must(t, o.store.SetFit(context.Background(), b.ID, store.FitColumns{Undefined: "something new"}))
	o.as("hr").get(o.path).says("benchmark too small", "no score").hides("0 (0–0)", "NaN")
	o.as("hr").get(o.path + "?sort=fit").hides("not distinguishable from")
}

func TestPanelMemberSeesNeitherNameNorScoreBeforeRating(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx := context.Background()
	low, high := o.scored("Secret Low", 41, 3, 2), o.scored("Secret High", 87, 3, 1)
	must(t, o.store.SetStage(ctx, high.ID, hiring.Decided, o.app.Now()))
	for _, who := range []string{"hr", "recruiter", "recruiter2", "interviewer"} {
		must(t, o.app.AddToPanel(ctx, app.System(), o.requisition.ID, o.users[who].ID))
		o.asks(low.ID, who)
		o.asks(high.ID, who)
	}
	for _, who := range []string{"hr", "recruiter", "recruiter2", "interviewer"} {
		for _, query := range []string{"", "?sort=fit", "?sort=stage", "?stage=submitted", "?stage=decided"} {
			o.as(who).get(o.path+query).is(200).hides("Secret", "41 (", "87 (", "/applications/"+low.ID.String()+`"`, "sort=fit")
		}
		o.as(who).get(o.path).says("Candidate 1", "Candidate 2", "2 people left to rate").before("Candidate 1", "Candidate 2").
			has(`href="/ratings"`).hides("Decided</td>", "Scored</td>", low.ID.String())
		for _, query := range []string{"?sort=fit", "?sort=stage", "?stage=decided"} {
			o.as(who).get(o.path+query).before("Candidate 1", "Candidate 2").hides("Decided")
		}
	}
	o.rate(low.ID, "recruiter", "interviewer")
	o.as("recruiter").get(o.path).says("Secret Low", "41 (38–44)", "Candidate 2", "1 person left to rate").hides("Secret High", "87 (")
	o.as("interviewer").get(o.path).hides("Secret", "41 (").says("rated", "Candidate 1")
	o.rate(high.ID, "recruiter")
	o.as("recruiter").get(o.path+"?sort=fit").before("Secret High", "Secret Low")
	o.as("interviewer").get(o.path + "/edit").is(404)
	o.as("recruiter2").get(o.path + "/invitations").is(404)
}

func TestSeeingFitsIsAuditedAndSeeingNoneIsNot(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx := context.Background()
	o.scored("Ana", 60, 5, 1)
	must(t, o.app.AddToPanel(ctx, app.System(), o.requisition.ID, o.users["hr"].ID))
	o.as("hr").get(o.path).is(200)
	o.as("recruiter").get(o.path + "?sort=fit").is(200)
	entries, err := o.store.AuditEntries(ctx, store.AuditFilter{ObjectID: o.requisition.ID.String()})
	must(t, err)
	var seen []string
	for _, e := range entries {
		if e.Action == "requisition.scores_viewed" {
			seen = append(seen, e.ActorID+" "+e.Detail["sort"]+" "+e.Detail["shown"])
		}
	}
	if want := o.users["recruiter"].ID.String() + " fit 1"; len(seen) != 1 || seen[0] != want {
		t.Errorf("audit has %v, want only %q", seen, want)
	}
}

// asks puts the first answer of an application into somebody's queue.
func (o *opened) asks(application uuid.UUID, who string) {
	o.t.Helper()
	ctx := context.Background()
	attempt, err := o.store.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &application, Mode: hiring.ByLink, Language: hiring.English, StartedAt: o.app.Now()})
	if hiring.KindOf(err) == hiring.Conflict {
		attempt, err = o.store.AttemptOfApplication(ctx, application, hiring.ByLink)
	}
	must(o.t, err)
	must(o.t, o.store.AddRatingItems(ctx, []hiring.RatingItem{{
		ID: uuid.New(), RequisitionID: o.requisition.ID, QuestionVersionID: o.questions[0].ID, RaterID: o.users[who].ID, ApplicationID: &application,
		AttemptID: &attempt.ID, State: hiring.ItemWaiting, MadeAt: o.app.Now(),
	}}))
}

// rate stores a rating of one answer by each of these people, in whose queue it was.
func (o *opened) rate(application uuid.UUID, who ...string) {
	o.t.Helper()
	ctx := context.Background()
	for _, w := range who {
		items, err := o.store.ItemsOf(ctx, application, o.users[w].ID)
		must(o.t, err)
		for _, i := range items {
			i.State, i.Level, i.Evidence = hiring.ItemDraft, 3, "said so"
			must(o.t, o.store.SaveRatingItem(ctx, i))
			_, err = o.store.SendDrafts(ctx, store.Queue{Rater: i.RaterID, Requisition: i.RequisitionID, Question: i.QuestionVersionID}, 10)
			must(o.t, err)
		}
		must(o.t, o.store.AddRatings(ctx, []hiring.Rating{{
			ID: uuid.New(), ApplicationID: application, QuestionVersionID: o.questions[0].ID, RaterID: o.users[w].ID, Level: 3,
			Evidence: "said so", CreatedAt: o.app.Now(),
		}}))
	}
}

func TestClosingEndsInvitingAndSaysSo(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	c.follow(c.post(o.path+"/close", nil)).is(200).says("The requisition is closed.")
	c.post(o.path+"/close", nil).is(http.StatusConflict)
	c.post(o.path+"/invitations", url.Values{"name": {"Ana"}, "email": {"ana@example.org"}, "language": {"en"}}).is(http.StatusConflict)
	c.get("/requisitions").says("2 requisitions", "Closed")
	c.get("/requisitions?state=closed").says("1 of 2 requisitions is like that.", "Autumn round")
}

func TestPagesSpeakTheUsersLanguage(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	o.scored("Ana", 60, 5, 1)
	c := o.as("recruiter")
	for lang, want := range map[string]string{"es": "En el orden en que llegaron", "tr": "Yanıtların geliş sırasıyla"} {
		c.get(o.path + "?lang=" + lang).is(200).says(want).hides("[requisition.")
		for _, page := range []string{"/edit", "/invitations", "/accommodations"} {
			c.get(o.path+page+"?lang="+lang).is(200).hides("[requisition.", "[invitation.", "[accommodation.")
		}
		c.get("/requisitions?lang=" + lang).is(200).hides("[requisition.")
		c.get("/positions?lang=" + lang).is(200).hides("[position.")
	}
}

// upload posts a file as a browser does.
func (c *client) upload(path, field, name, content string) answer {
	c.w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, name)
	must(c.w.t, err)
	_, err = fmt.Fprint(part, content)
	must(c.w.t, err)
	must(c.w.t, form.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.do(r)
}
