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
	"touchstone/web"
)

// TestWhoIsLaterIsToldByWhomAndKeepsWhatTheySent: the page of a conflict names who was quicker, or says that it was the
// reader in another window, keeps the texts that were sent and leads back to the form; it shows no secret and no code.
func TestWhoIsLaterIsToldByWhomAndKeepsWhatTheySent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("hr2", hiring.HR)
	w.change("hr2", func(u *hiring.User) { u.Name = "Zoe Adams" })
	hr, other := w.as("hr"), w.as("hr2")
	position := uuid.New()
	must(t, w.store.CreatePosition(context.Background(), hiring.Position{ID: position, Name: "Care", Level: hiring.Frontline}))
	path := "/positions/" + position.String()
	form := func(name string) url.Values {
		return url.Values{"name": {name}, "level": {string(hiring.Frontline)}, "version": {"1"}, "password": {"Secret of mine"}}
	}
	other.post(path, form("Care of guests")).is(http.StatusSeeOther)
	late := hr.post(path, form("Care <b>of all</b>")).is(http.StatusConflict)
	if n := strings.Count(late.Body, "since you opened it"); n > 0 {
		t.Errorf("what the title says is said again")
	}
	late.says("Something changed in the meantime", "The last change on record is by Zoe Adams", "What you sent", "Copy from here").hides("Somebody else", "Secret of mine")
	late.has(`<blockquote class="quote typed">Care &lt;b&gt;of all&lt;/b&gt;</blockquote>`, `<a class="btn main" href="`+path+`/edit">`)
	hr.get(path + "/edit").is(http.StatusOK).has(`value="Care of guests"`)
	other.post(path, form("Mine again")).is(http.StatusConflict).says("The last change on record is yours, made in another tab or window", "Mine again").hides("Zoe Adams,")
	for _, lang := range []hiring.Language{hiring.Spanish, hiring.Turkish} {
		w.change("hr", func(u *hiring.User) { u.Language = lang })
		w.as("hr").post(path, form("X y")).is(http.StatusConflict).says("Zoe Adams", "X y").hides("[error", "<no value>", "What you sent")
	}
}

// TestTheTextsOfAFormAreNeitherChoicesNorSecrets: what is kept for copying.
func TestTheTextsOfAFormAreNeitherChoicesNorSecrets(t *testing.T) {
	t.Parallel()
	got := typedTexts(url.Values{
		"b": {"two words", " "}, "aim": {"Honesty", "ünlü"}, "c": {"two words"}, "kind": {"text"}, "subject_id": {"6f1f64b1-6d6e-4f0e-8f6a-6a3f0f5c6a11"},
		"version": {"12"}, "new_password": {"Not for anybody"}, "lines": {"first\nsecond"}, "name": {"honesty"}, "note": {"6f1f64b1-6d6e-4f0e-8f6a-6a3f0f5c6a12"},
		"needs.0.text": {"spanish"}, "needs.0.must": {"1"}, "reason": {"late"}, "link_days": {"14"}, "prompt.en": {"why-not"},
	}, "/positions/:id")
	want := []string{"Honesty", "ünlü", "two words", "first\nsecond", "honesty", "spanish", "6f1f64b1-6d6e-4f0e-8f6a-6a3f0f5c6a12", "why-not", "late"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %q, want %q", i, got[i], want[i])
		}
	}
}

var (
	drawn  = regexp.MustCompile(`template "(textarea|input|words|select|radios|checkboxes|checkbox)"\s*\(([^{}]*?)\}\}`)
	field  = regexp.MustCompile(`(?:Field|Choose|Words)\s+"([a-z_]+)[^"]*"`)
	plain  = regexp.MustCompile(`<(input|select|textarea|button)([^>]*) name="([a-z_]+)[^"]*"`)
	figure = regexp.MustCompile(`"?type"? ?=?"(number|date|time|password)"`)
)

// TestEveryFieldOfAFormIsKnownToBeWrittenOrChosen reads the forms themselves: what is typed into is never taken for a
// choice, and what is chosen never for words.
func TestEveryFieldOfAFormIsKnownToBeWrittenOrChosen(t *testing.T) {
	t.Parallel()
	either := map[string]bool{"reason": true, "text": true, "needs": true, "file": true, "object_id": true}
	figures := map[string]bool{"human_one": true, "human_several": true, "raters_per_answer": true, "least": true, "most": true, "coverage": true}
	checked := 0
	see := func(file, name string, written bool) {
		if checked++; !either[name] && !figures[name] && isChosen(name, "/") == written {
			t.Errorf("%s: %s is written: %v, and is taken for the other", file, name, written)
		}
	}
	for _, dir := range []string{"pages", "partials"} {
		files, err := web.Files.ReadDir(dir)
		must(t, err)
		for _, f := range files {
			body, err := web.Files.ReadFile(dir + "/" + f.Name())
			must(t, err)
			for _, m := range drawn.FindAllStringSubmatch(string(body), -1) {
				if n := field.FindStringSubmatch(m[2]); n != nil {
					see(f.Name(), n[1], m[1] == "textarea" || m[1] == "words" || m[1] == "input" && !figure.MatchString(m[2]))
				}
			}
			for _, m := range plain.FindAllStringSubmatch(string(body), -1) {
				see(f.Name(), m[3], m[1] == "textarea" || m[1] == "input" && strings.Contains(m[2], `type="text"`))
			}
		}
	}
	if checked < 150 {
		t.Errorf("only %d fields were found", checked)
	}
}

// TestARefusalIsTitledByWhatItIs: that a phase does not allow something, or that something comes first, is no change.
func TestARefusalIsTitledByWhatItIs(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"error.changed_meanwhile": "conflict", "explanation.released_meanwhile": "conflict", "": "conflict", "explanation.not_in_phase": "phase",
		"phase.problem.review": "phase", "rating.phase_closed": "phase", "explanation.rate_first": "not_yet", "mail.off": "not_now",
	} {
		if got := titleFor(hiring.Clash(key), http.StatusConflict); got != want {
			t.Errorf("%q is titled %s, want %s", key, got, want)
		}
	}
	if got := titleFor(hiring.Missing("x"), http.StatusNotFound); got != "not_found" {
		t.Error(got)
	}
}
