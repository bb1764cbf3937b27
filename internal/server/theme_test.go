package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/testkit"
)

// themesOf is the path of the themes of the benchmark's text question, once reps have answered.
func (b *benched) themesOf() string {
	b.t.Helper()
	b.hr.follow(b.uploaded(b.path+"/answers/import", "answers.csv", b.rows(6, 2))).is(http.StatusOK)
	return b.path + "/questions/" + b.questions[2].ID.String() + "/themes"
}

// themeForm is what the first form of a page's theme sends along.
func themeForm(page string, more url.Values) url.Values {
	out := url.Values{"theme": {between(page, `name="theme" value="`, `"`)}, "language": {"en"}, "version": {between(page, `name="version" value="`, `"`)}}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func TestHRNamesATheme(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := b.themesOf()
	page := b.hr.get(at).is(http.StatusOK).says("What top reps share", "Expressed by 6 of 6 top reps", "Not named yet").hides("[theme.", "rep 1")
	b.hr.get(b.path + "/questions/" + b.questions[2].ID.String()).has(`href="` + at + `"`)
	form := themeForm(page.Body, url.Values{"name": {"Pays <at once>"}})
	b.hr.follow(b.hr.post(at+"/name", form)).is(http.StatusOK).says("The theme has its name.", "Pays <at once>").has("Pays &lt;at once&gt;")
	b.hr.post(at+"/name", form).is(http.StatusConflict)
	b.hr.get(b.path).is(http.StatusOK).says("Pays <at once>")
}

func TestADroppedThemeNeedsAReasonAndStaysToBeSeen(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := b.themesOf()
	page := b.hr.get(at).is(http.StatusOK)
	b.hr.post(at+"/exclusion", themeForm(page.Body, url.Values{"reason": {"x"}})).is(http.StatusUnprocessableEntity).has(`aria-invalid="true"`, `<details open>`)
	page = b.hr.follow(b.hr.post(at+"/exclusion", themeForm(page.Body, url.Values{"reason": {"every company says so"}})))
	page.is(http.StatusOK).says("Dropped by The hr", "every company says so", "Take it back")
	_, dropped, _ := strings.Cut(page.Body, "/inclusion")
	b.hr.follow(b.hr.post(at+"/inclusion", themeForm(dropped, nil))).is(http.StatusOK).says("The theme is back.").hides("every company says so")
}

func TestTwoThemesAreMergedAndTheMergerUndone(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := b.themesOf()
	page := b.hr.get(at).is(http.StatusOK)
	other := between(page.Body[strings.Index(page.Body, `name="other"`):], `<option value="`, `"`)
	if other == "" {
		other = between(page.Body[strings.Index(page.Body, `Choose a theme`):], `<option value="`, `"`)
	}
	b.hr.post(at+"/merger", themeForm(page.Body, nil)).is(http.StatusUnprocessableEntity)
	page = b.hr.follow(b.hr.post(at+"/merger", themeForm(page.Body, url.Values{"other": {other}})))
	page.is(http.StatusOK).says("The two themes are one now.", "Made of 2 found themes.")
	b.hr.follow(b.hr.post(at+"/reset", themeForm(page.Body, nil))).is(http.StatusOK).says("The theme is as it is found.").hides("Made of 2")
}

func TestAThemeGoesIntoTheRatingScaleForHRToWord(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := b.themesOf()
	page := b.hr.get(at)
	b.hr.post(at+"/name", themeForm(page.Body, url.Values{"name": {"Says that it was their mistake"}})).is(http.StatusSeeOther)
	key := between(b.hr.get(at).Body, `name="theme" value="`, `"`)
	question := "/questions/" + b.questions[2].QuestionID.String()
	q := url.Values{"benchmark": {b.benchmarkID().String()}, "wording": {b.questions[2].ID.String()}, "theme": {key}, "level": {"4"}}
	form := b.hr.get(question + "/edit?" + q.Encode()).is(http.StatusOK).says("A theme of top reps stands in the level you chose")
	if got := between(form.Body, `name="anchors.3.en"`, `</textarea>`); !strings.HasSuffix(got, ">Says that it was their mistake") {
		t.Errorf("level 4 holds %q", got)
	}
	q.Set("theme", "gone")
	b.hr.get(question + "/edit?" + q.Encode()).is(http.StatusConflict)
	q.Set("level", "6")
	b.hr.get(question + "/edit?" + q.Encode()).is(http.StatusOK).hides("A theme of top reps")
}

func TestOnlyHRSeesTheThemesOfADraft(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	at := b.themesOf()
	for _, role := range []string{"recruiter", "interviewer", "compliance", "viewer", "admin"} {
		if status := b.as(role).get(at).Status; status == http.StatusOK {
			t.Errorf("%s reads the themes", role)
		}
	}
	closed := b.path + "/questions/" + b.questions[0].ID.String() + "/themes"
	b.hr.get(closed).is(http.StatusNotFound)
}

// newNamed is a round whose benchmark was published again with names for its themes, the second of them dropped.
func newNamed(t *testing.T) judged {
	t.Helper()
	w, ctx := newWorld(t), context.Background()
	return judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], 12, func(r *hiring.Requisition) {
		r.Panel = []uuid.UUID{w.users["interviewer"].ID}
		v, err := w.store.BenchmarkVersion(ctx, *r.BenchmarkVersionID)
		must(t, err)
		var h scoring.Health
		must(t, json.Unmarshal(v.Health, &h))
		v.ID, v.Number = uuid.New(), 2
		v.Themes, err = json.Marshal(namedThemes(h.Questions[0]))
		must(t, err)
		must(t, w.store.AddBenchmarkVersion(ctx, v))
		r.BenchmarkVersionID = &v.ID
	})}
}

// namedThemes names what is found A, B, C … and drops B.
func namedThemes(q scoring.QuestionHealth) []hiring.ThemeRecord {
	var out []hiring.ThemeRecord
	for i, f := range q.Themes {
		r := hiring.ThemeRecord{Question: q.Question, Language: q.Language, Exemplars: f.Exemplars, Of: q.N, Parts: []string{f.ID}, Edited: true}
		r.Name, r.Dropped = "Theme no. "+string(rune('A'+i)), i == 1
		for _, s := range f.Sentences {
			r.Sentences = append(r.Sentences, hiring.ThemeSentence{ID: s.ID, Text: s.Text, Reps: 1})
		}
		out = append(out, r)
	}
	return out
}

func TestAnApplicationSaysWhichNamedThemesAreFoundAndRatersNeverSeeThem(t *testing.T) {
	t.Parallel()
	j := newNamed(t)
	a := j.scored("Ada Lovelace", ownsUp)
	page := j.as("hr").get(pageOf(a)).is(http.StatusOK).says("Themes found", "Theme no. A")
	page.hides("Theme no. B")
	other := j.scored("Bea", "The printer jammed again on Monday, so we ordered a new one and read the manual together until it printed every page as it should.")
	j.as("hr").get(pageOf(other)).is(http.StatusOK).says("Themes not found", "Theme no. A").hides("Themes found", "Theme no. B")
	j.as("interviewer").get(j.itemOf("interviewer", a)).is(http.StatusOK).hides("Theme no.")
	j.as("recruiter").get(benchmarkPath(j.Benchmark) + "/versions/2").is(http.StatusOK).says("Theme no. A").hides("Theme no. B")
	j.as("viewer").get(benchmarkPath(j.Benchmark) + "/versions/2").is(http.StatusOK).hides("Theme no. A")
}
