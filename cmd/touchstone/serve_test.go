package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var setupLink = regexp.MustCompile(`http://\S+/setup/\S+`)

func TestServeOnAnEmptyDatabasePrintsALinkAndNoPassword(t *testing.T) {
	t.Parallel()
	p := startProgram(t, nil, "serve", "-addr", "127.0.0.1:0", "-data", t.TempDir())
	said := strings.Join(p.output(), "\n")
	links := setupLink.FindAllString(said, -1)
	if len(links) != 1 || strings.Contains(strings.ToLower(said), "password") {
		t.Fatalf("%d set-up links, or a password:\n%s", len(links), said)
	}
	for address, want := range map[string]int{
		links[0]: http.StatusOK, links[0] + "x": http.StatusNotFound, p.base + "/sign-in": http.StatusOK,
	} {
		if status, _ := get(t, http.DefaultClient, address); status != want {
			t.Errorf("%s: status %d, want %d", address, status, want)
		}
	}
	if code := p.stop(t); code != 0 {
		t.Errorf("exit %d after SIGTERM, want 0", code)
	}
}

func TestTheFirstPersonAddedSetsTheCompanyUp(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	out := done(t, "user", "add", "Ada@example.org", "-name", "Ada", "-company", "Alder & Finch", "-data", data)
	p := startProgram(t, nil, "serve", "-addr", "127.0.0.1:0", "-data", data)
	if said := strings.Join(p.output(), "\n"); setupLink.MatchString(said) {
		t.Errorf("a set-up link though somebody can sign in:\n%s", said)
	}
	first := passwordOf(t, out, "ada@example.org")
	if !strings.Contains(out, "administrator and HR") || !signIn(t, p.base, "ada@example.org", first) {
		t.Errorf("does not get in with what was printed: %q", out)
	}
	second := passwordOf(t, done(t, "user", "reset", "ada@example.org", "-data", data), "ada@example.org")
	if signIn(t, p.base, "ada@example.org", first) || !signIn(t, p.base, "ada@example.org", second) {
		t.Error("after a reset the old password works, or the new one does not")
	}
	third := passwordOf(t, done(t, "user", "add", "bo@example.org", "-name", "Bo", "-role", "recruiter,interviewer", "-data", data), "bo@example.org")
	if !signIn(t, p.base, "bo@example.org", third) {
		t.Error("somebody added while the program serves does not get in")
	}
}
