package server

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// benched is a world with one value, three questions, and a benchmark that HR began on its pages.
type benched struct {
	*world
	hr        *client
	path      string // /benchmarks/ID
	questions []hiring.BenchmarkQuestion
}

func newBenched(t *testing.T) *benched {
	t.Helper()
	w := newWorld(t)
	ctx := context.Background()
	actor := app.UserActor(w.users["hr"].ID)
	v, err := w.app.AddValue(ctx, actor, hiring.Value{Name: hiring.Words{"en": "Honesty", "es": "Honestidad"}})
	if err != nil {
		t.Fatal(err)
	}
	both := func(en, es string) hiring.Words { return hiring.Words{"en": en, "es": es} }
	form := url.Values{"name": {"Care 2026"}, "criterion": {"CSAT ≥ 4.7 for twelve months"}, "link_days": {"14"}}
	chosen := url.Values{}
	for _, wording := range []hiring.Wording{
		{Kind: hiring.Numeric, Technique: hiring.SelfRating, Prompt: both("How lucky are you?", "¿Cuánta suerte tienes?"), Lo: 1, Hi: 10, LowEnd: both("never", "nunca"), HighEnd: both("always", "siempre"), Mode: hiring.IdealPoint},
		{Kind: hiring.Single, Technique: hiring.Judgment, Prompt: both("What first?", "¿Qué primero?"), Options: []hiring.Option{{Label: both("Own up", "Reconocerlo")}, {Label: both("Wait", "Esperar")}, {Label: both("Hide it", "Ocultarlo")}}},
		{Kind: hiring.Text, Technique: hiring.PastBehavior, Prompt: both("Tell us of a mistake.", "Cuéntanos un error.")},
	} {
		q, err := w.app.AddQuestion(ctx, actor, v.ID, wording)
		if err != nil {
			t.Fatal(err)
		}
		chosen.Add("question", q.ID.String())
	}
	b := &benched{world: w, hr: w.as("hr")}
	made := b.hr.post("/benchmarks", form).is(http.StatusSeeOther)
	b.path = strings.TrimSuffix(made.Location, "/questions")
	b.hr.follow(b.hr.post(b.path+"/questions", chosen)).is(http.StatusOK).says("Nothing to judge yet")
	list, err := w.store.Benchmarks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if b.questions, err = w.store.BenchmarkQuestions(ctx, list[0].ID); err != nil || len(b.questions) != 3 {
		t.Fatalf("%d questions, %v", len(b.questions), err)
	}
	return b
}

// benchmarkID is the benchmark's id.
func (b *benched) benchmarkID() uuid.UUID {
	return uuid.MustParse(strings.TrimPrefix(b.path, "/benchmarks/"))
}

// rows is an answer file of so many reps in each group.
func (b *benched) rows(top, comparison int) string {
	var out strings.Builder
	out.WriteString("respondent,question,answer,language,name,group\n")
	rep := func(group string, i int, cells ...string) {
		for q, cell := range cells {
			fmt.Fprintf(&out, "%s%d@reps.test,%s,%q,en,%s rep %d,%s\n", group, i, b.questions[q].Handle(), cell, group, i, group)
		}
	}
	for i := range top {
		rep("top", i, "8", "Own up", fmt.Sprintf("I sent the wrong invoice to customer %d. I called at once, said that it was my mistake, and paid the difference the same day.", i))
	}
	for i := range comparison {
		rep("comparison", i, fmt.Sprint(1+i%10), string(rune('a'+i%3)), fmt.Sprintf("The system %d was slow, so I told my colleague and went to lunch before the queue grew.", i))
	}
	return out.String()
}

// uploaded posts a file the way a browser does.
func (b *benched) uploaded(path, name, content string) answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		b.t.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	_ = form.WriteField("rows", "")
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.hr.do(r)
}

func TestBenchmarkFromNothingToPublished(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	page := b.hr.follow(b.uploaded(b.path+"/answers/import", "answers.csv", b.rows(10, 10)))
	page.is(http.StatusOK).says("Usable", "10 top reps", "10 comparison reps", "Honesty", "How lucky are you?", "Draft of version 1")
	page.has(`class="dotplot"`, `<circle class="dot-top"`, `class="share-fill"`).hides("[benchmark.", "[warning.", "<no value>", "%!", "style=")
	confirm := b.hr.get(b.path + "/publication").is(http.StatusOK).says("Publish version 1?")
	hash := between(confirm.Body, `name="hash" value="`, `"`)
	version := b.hr.follow(b.hr.post(b.path+"/publication", url.Values{"hash": {hash}, "note": {"The first."}}))
	version.is(http.StatusOK).says("Version 1", "The first.", hash, "The hr")
	b.hr.post(b.path+"/publication", url.Values{"hash": {hash}}).is(http.StatusConflict)
	b.hr.get(b.path).is(http.StatusOK).says("The same as version 1")
}

func TestWhetherLengthCountsIsChosenWhereABenchmarkIsEdited(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	edit := b.hr.get(b.path+"/edit").is(http.StatusOK).says("Length of written answers", ".36 instead of .53")
	edit.has(`value="capped" checked`)
	form := url.Values{
		"version": {between(edit.Body, `name="version" value="`, `"`)}, "name": {"Care 2026"}, "criterion": {"CSAT"},
		"link_days": {"14"}, "text_length": {"none"},
	}
	b.hr.post(b.path, form).is(http.StatusUnprocessableEntity).says("Choose among the options offered")
	form.Set("text_length", "residual")
	b.hr.post(b.path, form).is(http.StatusSeeOther)
	b.hr.get(b.path + "/edit").is(http.StatusOK).has(`value="residual" checked`)
}

// between returns what stands between two pieces of a page.
func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}

func TestOthersReadOnlyWhatIsPublished(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	for _, role := range []string{"recruiter", "compliance", "viewer"} {
		b.as(role).get("/benchmarks").is(http.StatusOK).hides("Care 2026")
	}
	b.hr.post(b.path+"/answers/import", url.Values{"rows": {b.rows(5, 2)}}).is(http.StatusSeeOther)
	hash := between(b.hr.get(b.path+"/publication").Body, `name="hash" value="`, `"`)
	b.hr.post(b.path+"/publication", url.Values{"hash": {hash}}).is(http.StatusUnprocessableEntity).says("Give the reason", "ten comparison reps")
	b.hr.post(b.path+"/publication", url.Values{"hash": {hash}, "note": {"for the workshop on Friday"}}).is(http.StatusSeeOther)
	for _, role := range []string{"recruiter", "compliance", "viewer"} {
		c := b.as(role)
		c.follow(c.get(b.path)).is(http.StatusOK).says("Version 1").hides("/incumbents")
		c.get(b.path+"/versions/1").is(http.StatusOK).says("How lucky are you?").hides("top rep 1", "reps.test")
		c.get(b.path + "/versions/9").is(http.StatusNotFound)
		c.get(b.path + "/incumbents").is(http.StatusNotFound)
		c.post(b.path+"/publication", url.Values{"hash": {hash}}).is(http.StatusNotFound)
		c.get(b.path + "/questions/" + b.questions[2].ID.String()).is(http.StatusSeeOther)
	}
	b.as("viewer").get(b.path + "/versions/1").hides("wrong invoice")
	b.as("interviewer").get("/benchmarks").is(http.StatusNotFound)
}

func TestUnderThreeTopRepsThePageSaysSo(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.hr.post(b.path+"/answers/import", url.Values{"rows": {b.rows(2, 0)}}).is(http.StatusSeeOther)
	b.hr.get(b.path).says("Do not use yet", "Only 2 top reps answered", "at least three").hides(`href="` + b.path + `/publication"><`)
	b.hr.get(b.path + "/publication").says("At least 3 top reps").hides("Publish version 1</button>")
	b.hr.post(b.path+"/publication", url.Values{"hash": {"x"}}).is(http.StatusConflict)
}

func TestWrongFileIsNamedAndComesBackToBeMended(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	bad := strings.Replace(b.rows(3, 0), `"8"`, `"80"`, 1)
	page := b.uploaded(b.path+"/answers/import", "workshop.csv", bad)
	page.is(http.StatusUnprocessableEntity).says("Nothing was imported", "workshop.csv", "Line 2: the answer is a whole number from 1 to 10.")
	page.has("top0@reps.test").hides("[incumbent.")
	b.hr.post(b.path+"/answers/import", url.Values{"rows": {"respondent,question\n\"broken"}}).is(http.StatusUnprocessableEntity).says("Line 2 cannot be read")
	b.hr.get(b.path).says("Nothing to judge yet")
}

func TestAnswerIsLeftOutOnlyWithAReason(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.hr.post(b.path+"/answers/import", url.Values{"rows": {b.rows(4, 1)}}).is(http.StatusSeeOther)
	at := b.path + "/questions/" + b.questions[2].ID.String()
	page := b.hr.get(at).is(http.StatusOK).says("top rep 0", "comparison rep 0", "I called at once")
	rep := between(page.Body, `name="incumbent" value="`, `"`)
	b.hr.post(at+"/exclusion", url.Values{"incumbent": {rep}, "reason": {"no"}}).is(http.StatusUnprocessableEntity).says("at least 10 characters").has(">no</textarea>")
	b.hr.follow(b.hr.post(at+"/exclusion", url.Values{"incumbent": {rep}, "reason": {"about another company"}})).says("about another company", "Take back")
	b.hr.follow(b.hr.post(at+"/inclusion", url.Values{"incumbent": {rep}})).hides("about another company")
	b.hr.post(at+"/exclusion", url.Values{"reason": {""}}).is(http.StatusUnprocessableEntity)
	b.hr.follow(b.hr.post(at+"/exclusion", url.Values{"reason": {"nobody understood it"}})).says("Left out by The hr", "nobody understood it")
	b.hr.get(b.path).says("nobody understood it")
}

func TestBenchmarkFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	hr.get("/benchmarks").says("No benchmark yet")
	page := hr.post("/benchmarks", url.Values{"name": {"Care <b>"}, "criterion": {" "}, "link_days": {"0"}})
	page.is(http.StatusUnprocessableEntity).says("This is needed.", "Choose a number from 1 to").has("Care &lt;b&gt;").hides("<b>\"")
}

func TestBenchmarkPagesSpeakEveryLanguage(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.hr.post(b.path+"/answers/import", url.Values{"rows": {b.rows(10, 10)}}).is(http.StatusSeeOther)
	question := b.path + "/questions/" + b.questions[0].ID.String()
	for _, lang := range []string{"en", "es", "tr"} {
		for _, path := range []string{
			"/benchmarks", "/benchmarks/new", b.path, b.path + "/edit", b.path + "/questions", question, b.path + "/publication",
			b.path + "/versions", b.path + "/incumbents", b.path + "/incumbents/new", b.path + "/incumbents/import",
			b.path + "/incumbents/groups", b.path + "/answers/import",
		} {
			b.hr.get(path+"?lang="+lang).is(http.StatusOK).hides("[benchmark.", "[incumbent.", "[warning.", "[common.", "<no value>", "&lt;no value&gt;", "%!")
		}
	}
}

func TestEveryWarningIsAWholeSentence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	always := map[string][]string{ // the figures the engine gives with a code, whatever the question's kind
		scoring.TooFewExemplars: {"n"}, scoring.NoConsensus: nil, scoring.WeakConsensus: {"n"}, scoring.Polarised: {"n"},
		scoring.SeparationNotShown: {"auc", "lo", "hi"}, scoring.DoesNotSeparate: {"auc", "lo", "hi"}, scoring.Inverted: {"auc", "lo", "hi"},
		scoring.SeparationUnknown: nil, scoring.UniversalAnswer: {"top", "typical"}, scoring.Ceiling: {"mean"}, scoring.InconsistentExample: nil,
		scoring.LowAlpha: {"alpha", "people", "questions"}, scoring.ModestAlpha: {"alpha", "people", "questions"}, scoring.Stale: {"months"},
		scoring.ManagersUnknown: {"exemplars"}, scoring.SingleManager: nil, scoring.DominatingManager: {"share", "n"}, scoring.LengthDriven: nil, scoring.SelfRating: nil, scoring.MixedModes: {"spoken", "written"},
	}
	for _, lang := range hiring.Languages() {
		page := Page{Lang: lang, words: w.server.words.For(lang), server: w.server}
		for code, names := range always {
			warning := scoring.Warning{Code: code, Figures: map[string]float64{}}
			for _, n := range names {
				warning.Figures[n] = .5
			}
			if s := page.warning(warning); s == "" || strings.Contains(s, "<no value>") || strings.Contains(s, "[") || !page.Has("warning."+code+".do") {
				t.Errorf("%s: %s: %q", lang, code, s)
			}
		}
	}
}
