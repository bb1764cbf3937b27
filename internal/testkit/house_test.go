package testkit_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// imports returns what each of our packages imports, tests aside, from go list.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "touchstone/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		found[fields[0]] = fields[1:]
	}
	if len(found) < 10 {
		t.Fatalf("go list found %d packages", len(found))
	}
	return found
}

// ours lists, for each package that must stay low, the packages of ours it may import; "…" allows any.
func ours() map[string][]string {
	return map[string][]string{
		"hiring":   {},
		"stats":    {},
		"agree":    {"stats"},
		"text":     {},
		"redact":   {"text"},
		"mail":     {},
		"calendar": {},
		"chart":    {},
		"i18n":     {"hiring"},
		"records":  {},
		"sheet":    {},
		"export":   {"hiring", "scoring", "sheet", "store"},
		"figure":   {"stats"},
		"impact":   {"records", "figure", "stats"},
		"validity": {"records", "figure", "stats"},
		"scoring":  {"encode", "hiring", "stats", "text"},
		"encode":   {"encode/weights", "text"},
		"store":    {"hiring"},
		"report":   {"hiring", "scoring", "simulate", "stats"},
		"app":      {"agree", "calendar", "encode/remote", "export", "hiring", "i18n", "mail", "redact", "scoring", "sheet", "stats", "store"},
	}
}

func TestDependenciesRunOneWay(t *testing.T) {
	t.Parallel()
	all := imports(t)
	for name, allowed := range ours() {
		imported, ok := all["touchstone/internal/"+name]
		if !ok {
			t.Errorf("there is no package internal/%s", name)
		}
		for _, p := range imported {
			if low, is := strings.CutPrefix(p, "touchstone/"); is && !slices.Contains(allowed, strings.TrimPrefix(low, "internal/")) {
				t.Errorf("internal/%s imports %s", name, low)
			}
		}
	}
	for pkg, imported := range all {
		if strings.HasPrefix(pkg, "touchstone/cmd/") {
			continue
		}
		if slices.Contains(imported, "touchstone/internal/server") {
			t.Errorf("%s imports the server", pkg)
		}
	}
}

func TestEchoStaysInTheServerAndGormInTheStore(t *testing.T) {
	t.Parallel()
	for pkg, imported := range imports(t) {
		for _, p := range imported {
			if strings.HasPrefix(p, "github.com/labstack/") && pkg != "touchstone/internal/server" {
				t.Errorf("%s imports %s", pkg, p)
			}
			if strings.HasPrefix(p, "gorm.io/") && pkg != "touchstone/internal/store" {
				t.Errorf("%s imports %s", pkg, p)
			}
			if strings.Contains(strings.SplitN(p, "/", 2)[0], ".") && pkg == "touchstone/internal/hiring" && p != "github.com/google/uuid" {
				t.Errorf("hiring imports %s", p)
			}
		}
	}
}

func TestTheTopLevelIsAsAgreed(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("git", "-C", "../..", "ls-files").Output()
	if err != nil {
		t.Skip("not a git checkout")
	}
	want := []string{".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "cmd", "go.mod", "go.sum", "internal", "seed", "web"}
	for _, f := range strings.Fields(string(out)) {
		top := strings.Split(filepath.ToSlash(f), "/")[0]
		if !slices.Contains(want, top) {
			t.Errorf("%s stands at the top level", f)
		}
	}
}
