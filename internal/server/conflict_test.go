package server

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
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
		"b": {"two words", " "}, "a": {"Honesty", "ünlü"}, "c": {"two words"}, "kind": {"text"}, "id": {"6f1f64b1-6d6e-4f0e-8f6a-6a3f0f5c6a11"},
		"version": {"12"}, "new_password": {"Not for anybody"}, "lines": {"first\nsecond"},
	})
	want := []string{"Honesty", "ünlü", "two words", "first\nsecond"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %q, want %q", i, got[i], want[i])
		}
	}
}
