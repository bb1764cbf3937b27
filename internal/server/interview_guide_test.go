package server

import (
	"bytes"
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/pdf"
	"touchstone/internal/store"
)

// spokenQuestions are two questions to ask aloud, the first of which lacks nothing, and one for the questionnaire.
func spokenQuestions() []hiring.Wording {
	var anchors []hiring.Words
	for _, a := range []string{"Hides it", "Is found out", "Admits it", "Tells it first", "Tells it and warns others"} {
		anchors = append(anchors, said(a))
	}
	return []hiring.Wording{
		{Kind: hiring.Text, Technique: hiring.PastBehavior, Prompt: said("Tell us about a mistake."), JobRelated: said("Mistakes reach customers"), Probes: []hiring.Words{said("Who noticed?"), said("What changed?")}, Anchors: anchors},
		{Kind: hiring.Text, Technique: hiring.Situational, Prompt: said("A customer shouts.")},
		{Kind: hiring.Single, Prompt: said("What do you do first?"), Options: options("Listen", "Explain")},
	}
}

// guided is a round with its guide's address, and an interview with a candidate of it.
type guided struct {
	*hiringRound
	path      string
	interview hiring.Interview
}

// newGuided starts one, with these people on the interview's panel.
func newGuided(t *testing.T, panel ...string) *guided {
	t.Helper()
	g := &guided{hiringRound: newRound(t, spokenQuestions()...)}
	ctx, now, who := context.Background(), g.app.Now(), g.invite(7)
	g.path = "/requisitions/" + g.requisition.ID.String()
	g.interview = hiring.Interview{
		ID: uuid.New(), ApplicationID: who.application.ID, RequisitionID: g.requisition.ID, StartsAt: now, Minutes: 60, TimeZone: "UTC",
		Language: hiring.English, ClosesAt: now.Add(time.Hour), CreatedBy: g.requisition.OwnerID, CreatedAt: now,
	}
	must(t, g.store.AddInterview(ctx, g.interview))
	for _, name := range panel {
		u := g.users[name]
		must(t, g.store.AddPanelists(ctx, []hiring.Panelist{{
			ID: uuid.New(), InterviewID: g.interview.ID, UserID: &u.ID, Name: u.Name, Email: u.Email, Language: u.Language, AddedAt: now,
		}}))
	}
	return g
}

// form is the guide's form as somebody fills it in: the second question first.
func (g *guided) form() url.Values {
	first, second := g.questions[0].ID.String(), g.questions[1].ID.String()
	return url.Values{
		"version": {"0"}, "questions": {first, second}, "order." + first: {"2"}, "order." + second: {"1"},
		"minutes.opening": {"3"}, "minutes.question": {"12"}, "minutes.candidate": {"9"}, "minutes.closing": {"4"},
		"opening.en": {"Good morning & welcome."}, "closing.tr": {"Güle güle."}, "avoid.es": {"El barrio."}, "practices": {"training", "no_documents"},
	}
}

func TestTheGuideIsWrittenByHRAndTheOwner(t *testing.T) {
	t.Parallel()
	g := newGuided(t)
	c := g.as("recruiter")
	c.get(g.path).has(g.path + "/guide")
	page := c.get(g.path+"/guide").is(200).says("Tell us about a mistake.", "Who noticed?", "Tells it and warns others", "1 question to pick an answer from stays", "36 minutes with 2 questions")
	page.before("Tell us about a mistake.", "A customer shouts.").hides("What do you do first?").has(`value="0"`)
	after := c.follow(c.post(g.path+"/guide", g.form())).is(200).says("The guide is saved.", "40 minutes with 2 questions")
	after.before("A customer shouts.", "Tell us about a mistake.").has("Good morning &amp; welcome.", "Güle güle.", "El barrio.", `value="12"`)
	for _, field := range []string{`value="training" checked`, `value="no_documents" checked`} {
		after.has(field)
	}
	after.hides(`value="same_panel" checked`)
	c.post(g.path+"/guide", g.form()).is(409).says("changed")
	stored, err := g.app.Guide(context.Background(), g.requisition.ID)
	must(t, err)
	if want := []uuid.UUID{g.questions[1].ID, g.questions[0].ID}; !slices.Equal(stored.Questions, want) || stored.ShowsAnswers {
		t.Errorf("stored %+v", stored)
	}
}

func TestWhatIsWrongWithAGuideIsShownAtItsField(t *testing.T) {
	t.Parallel()
	g := newGuided(t)
	c, form := g.as("hr"), g.form()
	form.Set("minutes.candidate", "none")
	form.Set("opening.en", strings.Repeat("a", hiring.MaxGuideWords+1))
	form.Del("questions")
	c.post(g.path+"/guide", form).is(422).says("Choose at least one question.", "Choose a number from 1 to 120.").
		has(`value="none"`, `id="f-minutes-candidate-problem"`, `id="f-opening-en-problem"`, "aaaa")
	form = g.form()
	form.Set("questions", g.questions[2].ID.String())
	form.Set("practices", "flattery")
	c.post(g.path+"/guide", form).is(422).has(`id="f-practices-problem"`)
	if stored, err := g.app.Guide(context.Background(), g.requisition.ID); err != nil || stored.Version != 0 {
		t.Errorf("stored %+v, %v", stored, err)
	}
}

func TestAFixedGuideIsShownWithWhyAndNoForm(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "interviewer")
	ctx, i := context.Background(), g.interview
	p, err := g.store.PanelistOf(ctx, i.ID, g.users["interviewer"].ID)
	must(t, err)
	guide := hiring.DefaultGuide(g.requisition.ID)
	guide.Avoid = hiring.Words{hiring.English: "The neighbourhood."}
	at := g.app.Now()
	guide.FrozenAt, guide.CreatedAt = &at, at
	must(t, g.store.AddInterviewGuide(ctx, guide))
	_, err = g.store.BeginScorecard(ctx, hiring.Scorecard{ID: uuid.New(), InterviewID: i.ID, PanelistID: p.ID, StartedAt: at})
	must(t, err)
	c := g.as("recruiter")
	c.get(g.path+"/guide").is(200).says("Fixed since", "every candidate after that one is asked the same", "The neighbourhood.", "Who noticed?", "Welcome, and thank you for coming").
		hides("<textarea", `name="questions"`, `method="post" action="`+g.path+`/guide"`)
	form := g.form()
	form.Set("version", "1")
	c.post(g.path+"/guide", form).is(409).says("The first interview has been begun by this guide")
}

func TestTheChecklistSaysWhatIsMissingAndWhereItIsMended(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "interviewer", "hr")
	c := g.as("hr")
	page := c.get(g.path + "/guide").is(200)
	page.says("of 15 components", "Questions with scripted probes in each language of the round: 1 of 2.", "No value has a weight yet", "Every candidate meets two people or more.").
		has(`href="/questions/`+g.questions[1].QuestionID.String()+`"`, `href="#practices"`, `href="`+g.path+`/edit"`)
	if n := strings.Count(page.Body, `class="number"`); n != 15 {
		t.Errorf("%d components, want 15", n)
	}
	form := g.form()
	form["practices"] = hiring.Practices()
	c.follow(c.post(g.path+"/guide", form)).hides("Nobody says that interviewers have been trained.")
}

func TestWhoInterviewsReadsTheGuideOnPaperOnly(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "interviewer")
	must(t, g.app.SaveGuide(context.Background(), app.System(), guideWith(g, hiring.Words{hiring.English: "The school."})))
	c := g.as("interviewer")
	page := c.get(g.path+"/guide/print").is(200).says("Service desk", "Question 1 of 2", "Tell us about a mistake.", "Who noticed?", "Tells it and warns others",
		"Works against the value", "Whether they have the right to work here", "The school.", "what would you like to know", "Definitely not", "Signature")
	if n := strings.Count(page.Body, `class="kit-prompt"`); n != 2 {
		t.Errorf("%d question leaves, want 2", n)
	}
	page.hides("What do you do first?", `href="`+g.path+`/guide"`, "Candidate Secret")
	c.get(g.path+"/guide/print?lang=tr").says("Görüşme kılavuzu", "Tell us about a mistake. (tr)", "Hoş geldiniz").has(`<html lang="tr">`)
	c.get(g.path + "/guide").is(404)
	c.post(g.path+"/guide", g.form()).is(404)
	for _, stranger := range []string{"recruiter2", "compliance", "viewer", "admin"} {
		g.as(stranger).get(g.path + "/guide/print").is(404).hides("mistake")
	}
}

func guideWith(g *guided, avoid hiring.Words) hiring.InterviewGuide {
	out := hiring.DefaultGuide(g.requisition.ID)
	out.Avoid = avoid
	return out
}

func TestWithoutABrowserNoPDFIsOffered(t *testing.T) {
	t.Parallel()
	g := newGuided(t)
	c := g.as("hr")
	for _, page := range []string{"/guide", "/guide/print"} {
		c.get(g.path + page).is(200).hides("guide.pdf")
	}
	c.get(g.path + "/guide/print").says("Print this page from your browser: one leaf")
	c.get(g.path + "/guide.pdf").is(404)
}

func TestTheKitIsAPDFWhereABrowserIsInstalled(t *testing.T) {
	g := newGuided(t)
	if g.server.cfg.PDF = pdf.Find(pdf.Config{}); g.server.cfg.PDF == nil {
		t.Skip("no Chromium is installed")
	}
	c := g.as("hr")
	c.get(g.path+"/guide/print?lang=es").is(200).has(g.path+"/guide.pdf?lang=es", "paper=letter")
	a := c.get(g.path + "/guide.pdf?lang=es&paper=letter").is(200)
	if a.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("content type %q", a.Header.Get("Content-Type"))
	}
	for _, want := range []string{"%PDF-", "/Lang (es)", "/StructTreeRoot", "/Count 6"} { // cover, what not to ask, two questions, closing, recommendation
		if !bytes.Contains([]byte(a.Body), []byte(want)) {
			t.Errorf("the PDF has no %q", want)
		}
	}
}

func TestAPDFThatCannotBeMadeLeadsToThePage(t *testing.T) {
	t.Parallel()
	g := newGuided(t)
	g.server.cfg.PDF = pdf.Find(pdf.Config{Chromium: "false"})
	c := g.as("hr")
	c.follow(c.get(g.path + "/guide.pdf")).is(200).says("The PDF could not be made.")
}

// fill begins and fills in the scorecard of a member of the panel; what is written carries their name.
func (g *guided) fill(name string, submit bool) {
	g.t.Helper()
	ctx, now := context.Background(), g.app.Now()
	p, err := g.store.PanelistOf(ctx, g.interview.ID, g.users[name].ID)
	must(g.t, err)
	card, err := g.store.BeginScorecard(ctx, hiring.Scorecard{ID: uuid.New(), InterviewID: g.interview.ID, PanelistID: p.ID, StartedAt: now})
	must(g.t, err)
	for _, l := range []hiring.ScorecardLine{
		{Subject: hiring.OfQuestion, SubjectID: g.questions[0].ID, Body: hiring.ScorecardBody{Level: 4, Evidence: "evidence of " + name, Notes: "notes of " + name, ProbesUsed: []int{1}}},
		{Subject: hiring.OfQuestion, SubjectID: g.questions[1].ID, Body: hiring.ScorecardBody{NotRated: true, WhyNot: "no time, says " + name}},
	} {
		l.ScorecardID, l.SavedAt = card.ID, now
		_, err := g.store.SaveLine(ctx, l)
		must(g.t, err)
	}
	card.Recommendation, card.Summary = hiring.Yes, "summary of "+name
	_, err = g.store.SaveOverall(ctx, card)
	must(g.t, err)
	if submit {
		must(g.t, g.store.SubmitScorecard(ctx, card.ID, now))
	}
}

func TestAScorecardOnPaperIsOnesOwn(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "interviewer", "recruiter2")
	g.fill("interviewer", true)
	g.fill("recruiter2", true)
	path := "/interviews/" + g.interview.ID.String() + "/scorecard"
	page := g.as("interviewer").get(path+"/print").is(200).says("Candidate Secret", "The interviewer", "evidence of interviewer", "notes of interviewer", "no time, says interviewer", "summary of interviewer", "Tells it first")
	page.hides("of recruiter2", "says recruiter2").has(`class="on">`)
	g.as("interviewer").get(path + "/print?panelist=" + uuid.NewString()).is(404)
	g.as("interviewer").get(path + ".pdf").is(404) // no browser
	for _, stranger := range []string{"compliance", "viewer", "admin"} {
		g.as(stranger).get(path + "/print").is(404).hides("evidence of")
	}
}

func TestHRAndTheOwnerReadTheScorecardsThatAreIn(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "interviewer", "recruiter2")
	path := "/interviews/" + g.interview.ID.String() + "/scorecard/print"
	g.as("hr").get(path).is(404)
	g.fill("interviewer", true)
	g.fill("recruiter2", false)
	for _, who := range []string{"hr", "recruiter"} {
		g.as(who).get(path).is(200).says("evidence of interviewer").hides("of recruiter2")
	}
	entries, err := g.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: g.interview.ID.String()})
	must(t, err)
	if len(entries) != 2 || entries[0].Action != "scorecard.viewed" || entries[0].Detail["shown"] != "1" {
		t.Errorf("audit %+v", entries)
	}
}

func TestHRWhoInterviewsReadsNothingOfOthersBeforeTheirOwnIsIn(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "hr", "interviewer")
	path := "/interviews/" + g.interview.ID.String() + "/scorecard/print"
	g.fill("interviewer", true)
	g.as("hr").get(path).is(404).hides("of interviewer")
	g.fill("hr", false)
	g.as("hr").get(path).is(200).says("evidence of hr", "not yet").hides("of interviewer", "says interviewer")
	second := newGuided(t, "hr", "interviewer")
	second.fill("interviewer", true)
	second.fill("hr", true)
	path = "/interviews/" + second.interview.ID.String() + "/scorecard/print"
	second.as("hr").get(path).is(200).before("evidence of hr", "evidence of interviewer")
	p, err := second.store.PanelistOf(context.Background(), second.interview.ID, second.users["interviewer"].ID)
	must(t, err)
	second.as("hr").get(path + "?panelist=" + p.ID.String()).is(200).says("evidence of interviewer").hides("evidence of hr").
		has("lang=tr&amp;panelist=" + p.ID.String())
}

func TestWhoHasStillToRateTheAnswersReadsNoScorecard(t *testing.T) {
	t.Parallel()
	g := newGuided(t, "interviewer")
	g.fill("interviewer", true)
	must(t, g.store.AddPanel(context.Background(), g.requisition.ID, []uuid.UUID{g.users["hr"].ID}, g.app.Now()))
	g.as("hr").get("/interviews/" + g.interview.ID.String() + "/scorecard/print").is(404).hides("of interviewer")
}
