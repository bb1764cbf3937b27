package server

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// newQuestion posts the form of a new question of a fresh value and returns the question's address.
func newQuestion(t *testing.T, c *client, value hiring.Value, form url.Values) string {
	t.Helper()
	a := c.post("/values/"+value.ID.String()+"/questions", form).is(http.StatusSeeOther)
	return a.Location
}

// versionOn reads the hidden version of an edit form.
func versionOn(t *testing.T, page answer) string {
	t.Helper()
	m := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page.Body)
	if m == nil {
		t.Fatal("the form carries no version")
	}
	return m[1]
}

// questionForms holds one good form of each kind.
func questionForms() map[hiring.Kind]url.Values {
	return map[hiring.Kind]url.Values{
		hiring.Text: {
			"kind": {"text"}, "technique": {"past_behavior"}, "prompt.en": {"Tell us about a time"}, "prompt.es": {"Cuéntanos una ocasión"},
			"probes.0.en": {"What then?"}, "anchors.0.en": {"Blamed"}, "anchors.1.en": {"Waited"}, "anchors.2.en": {"Mended"}, "anchors.3.en": {"Told"}, "anchors.4.en": {"Told first"},
		},
		hiring.Numeric: {
			"kind": {"numeric"}, "technique": {"self_rating"}, "prompt.en": {"How lucky are you?"}, "lo": {"1"}, "hi": {"10"},
			"low.en": {"Things go wrong"}, "high.en": {"Things go well"}, "mode": {"ideal_point"},
		},
		hiring.Single: {
			"kind": {"single"}, "technique": {"judgment"}, "prompt.en": {"What first?"}, "asks": {"most"},
			"options.0.en": {"Ask"}, "options.3.en": {"Act"},
		},
		hiring.Multiple: {
			"kind": {"multiple"}, "technique": {"judgment"}, "prompt.en": {"Which of these?"}, "options.0.en": {"Ask"}, "options.1.en": {"Act"},
		},
		hiring.Ranking: {
			"kind": {"ranking"}, "technique": {"priorities"}, "prompt.en": {"In which order?"}, "options.0.en": {"Ask"}, "options.9.en": {"Act"},
		},
	}
}

func TestEveryKindOfQuestionIsWrittenShownAndSavedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.addValue("Care")
	hr := w.as("hr")
	for kind, form := range questionForms() {
		hr.get("/values/"+v.ID.String()+"/questions/new?kind="+string(kind)).is(http.StatusOK).says("The question", "Why it is about the job")
		path := newQuestion(t, hr, v, form)
		hr.get(path).is(http.StatusOK).says("The question is added.", form.Get("prompt.en"), "As respondents see it", "Version 1")
		w.as("recruiter").get(path).is(http.StatusOK).says(form.Get("prompt.en")).hides("/edit", "/retire")
		edit := hr.get(path + "/edit").is(http.StatusOK)
		form.Set("version", versionOn(t, edit))
		form.Set("prompt.en", form.Get("prompt.en")+" Really?")
		hr.follow(hr.post(path, form)).is(http.StatusOK).says("The question is saved.", "Really?", "Version 1").hides("Version 2")
		form.Set("prompt.en", "Late")
		hr.post(path, form).is(http.StatusConflict).says("Look at how it stands now", "made in another tab or window")
	}
	hr.get("/values/" + v.ID.String() + "/questions/new?kind=essay").is(http.StatusNotFound)
	hr.post("/values/"+v.ID.String()+"/questions", url.Values{"kind": {"essay"}}).is(http.StatusNotFound)
	hr.get("/questions/" + uuid.NewString()).is(http.StatusNotFound)
}

func TestPreviewShowsOnlyLanguagesTheQuestionCanBeAskedIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	page := hr.get(newQuestion(t, hr, w.addValue("Care"), questionForms()[hiring.Text]))
	page.says("Cuéntanos una ocasión", "cannot be asked in Turkish yet").hides("cannot be asked in Spanish", `lang="tr" disabled`)
	if !strings.Contains(page.Body, `lang="es" disabled`) {
		t.Error("no Spanish preview")
	}
}

func TestQuestionProblemsStandTogetherAndKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.addValue("Care")
	path := "/values/" + v.ID.String() + "/questions"
	hr := w.as("hr")
	spoilt := func(k hiring.Kind, set ...string) url.Values {
		form := questionForms()[k]
		for i := 0; i+1 < len(set); i += 2 {
			form.Set(set[i], set[i+1])
		}
		return form
	}
	for name, c := range map[string]struct {
		form url.Values
		want []string
	}{
		"scale is no number":     {spoilt(hiring.Numeric, "hi", "ten", "low.en", ""), []string{"Choose a number from 0 to 100.", "This is needed.", "Things go well"}},
		"scale too short":        {spoilt(hiring.Numeric, "hi", "2"), []string{"at least three points"}},
		"at least without why":   {spoilt(hiring.Numeric, "mode", "at_least"), []string{"This is needed."}},
		"one option":             {spoilt(hiring.Single, "options.3.en", " "), []string{"Give 2 to 10 options."}},
		"option without Spanish": {spoilt(hiring.Ranking, "prompt.es", "¿En qué orden?"), []string{"In this language something is still missing", "¿En qué orden?"}},
		"four levels":            {spoilt(hiring.Text, "anchors.2.en", ""), []string{"Describe all 5 levels, or none.", "Told first"}},
		"oversize":               {spoilt(hiring.Text, "prompt.en", strings.Repeat("p", 601)), []string{"Too long: 600 characters at most."}},
		"control character":      {spoilt(hiring.Text, "help.en", "a\x00b"), []string{"invisible control characters"}},
		"invalid UTF-8":          {spoilt(hiring.Text, "help.en", "a\xffb"), []string{"not valid UTF-8"}},
		"unknown technique":      {spoilt(hiring.Text, "technique", "magic"), []string{"This is needed."}},
		"unknown partner":        {spoilt(hiring.Single, "linked_to", "nobody"), []string{"Choose among the options offered."}},
	} {
		t.Log(name)
		hr.post(path, c.form).is(http.StatusUnprocessableEntity).says(c.want...)
	}
	hr.get("/values/" + v.ID.String()).says("No questions yet")
}

func TestQuestionThatSoundsPrivateIsWarnedAboutNotBlocked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	form := questionForms()[hiring.Text]
	form.Set("prompt.es", "¿Tienes hijos?")
	hr.get(newQuestion(t, hr, w.addValue("Care"), form)).is(http.StatusOK).says("sound like private life", "hijos", "family")
}

func TestOptionKeysSurviveAnEditByForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as("hr")
	path := newQuestion(t, hr, w.addValue("Care"), questionForms()[hiring.Single])
	edit := hr.get(path + "/edit")
	if !strings.Contains(edit.Body, `name="options.0.key" value="a"`) || !strings.Contains(edit.Body, `name="options.1.key" value="b"`) {
		t.Fatal("the form does not carry the options' keys")
	}
	form := questionForms()[hiring.Single]
	form.Set("version", versionOn(t, edit))
	for _, field := range []string{"options.0.en", "options.3.en"} {
		form.Del(field)
	}
	form.Set("options.0.key", "a") // emptied: dropped
	form.Set("options.1.key", "b")
	form.Set("options.1.en", "Act at once")
	form.Set("options.2.en", "Wait")
	hr.post(path, form).is(http.StatusSeeOther)
	id := uuid.MustParse(strings.TrimPrefix(path, "/questions/"))
	q, err := w.store.Question(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, o := range q.Current.Options {
		got += o.Key + "=" + o.Label["en"] + " "
	}
	if got != "b=Act at once c=Wait " {
		t.Errorf("options %q", got)
	}
}

func TestMostAndLeastPairNameEachOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.addValue("Care")
	hr := w.as("hr")
	most := newQuestion(t, hr, v, questionForms()[hiring.Single])
	form := questionForms()[hiring.Single]
	form.Set("prompt.en", "And least likely?")
	form.Set("asks", "least")
	form.Set("linked_to", strings.TrimPrefix(most, "/questions/"))
	least := newQuestion(t, hr, v, form)
	hr.get(least).says("The other of the pair What first?")
	hr.get(most).says("The other of the pair And least likely?")
}

func TestQuestionsAreMovedRetiredAndRestored(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.addValue("Care")
	hr := w.as("hr")
	newQuestion(t, hr, v, questionForms()[hiring.Text])
	second := newQuestion(t, hr, v, questionForms()[hiring.Ranking])
	list := hr.follow(hr.post(second+"/move", url.Values{"by": {"-1"}})).Body
	if strings.Index(list, "In which order?") > strings.Index(list, "Tell us about a time") {
		t.Error("the second question did not move up")
	}
	hr.follow(hr.post(second+"/retire", url.Values{"version": {"1"}})).says("The question is retired.", "1 retired question")
	hr.get(second).says("This question is retired")
	hr.post(second+"/restore", url.Values{"version": {"1"}}).is(http.StatusConflict)
	hr.follow(hr.post(second+"/restore", url.Values{"version": {"2"}})).says("The question is back in use.")
	for _, p := range []string{"", "/move", "/retire", "/restore"} {
		w.as("recruiter").post(second+p, url.Values{"version": {"3"}}).is(http.StatusNotFound)
	}
	w.as("recruiter").get(second + "/edit").is(http.StatusNotFound)
	w.as("viewer").get(second).is(http.StatusNotFound)
}
