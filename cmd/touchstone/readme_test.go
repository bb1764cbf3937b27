package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the top of the project, seen from here.
const root = "../.."

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	ok(t, err)
	return string(b)
}

// quoted returns what stands between backticks in the README, and the lines of its code blocks.
func quoted(readme string) []string {
	var out []string
	for i, part := range strings.Split(readme, "```") {
		if i%2 == 1 {
			_, code, _ := strings.Cut(part, "\n")
			out = append(out, strings.Split(code, "\n")...)
			continue
		}
		for _, found := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(part, -1) {
			out = append(out, found[1])
		}
	}
	return out
}

func TestReadmeIsShort(t *testing.T) {
	t.Parallel()
	if n := strings.Count(readFile(t, "README.md"), "\n"); n > 150 {
		t.Errorf("the README has %d lines, want at most 150", n)
	}
}

func TestReadmeNamesCommandsAndTargetsThatExist(t *testing.T) {
	t.Parallel()
	targets := regexp.MustCompile(`(?m)^([a-z]+):`).FindAllStringSubmatch(readFile(t, "Makefile"), -1)
	var known []string
	for _, target := range targets {
		known = append(known, "make "+target[1])
	}
	for _, c := range commands() {
		known = append(known, "touchstone "+c.name)
	}
	named := map[string]bool{}
	for _, q := range quoted(readFile(t, "README.md")) {
		for _, found := range regexp.MustCompile(`\b(?:make|touchstone) [a-z]+\b`).FindAllString(q, -1) {
			named[found] = true
			if !slices.Contains(known, found) {
				t.Errorf("the README says %q, and there is no such thing", found)
			}
		}
	}
	for _, c := range commands() {
		if !named["touchstone "+c.name] {
			t.Errorf("the README does not name touchstone %s", c.name)
		}
	}
}

func TestReadmeNamesPathsThatExist(t *testing.T) {
	t.Parallel()
	readme := readFile(t, "README.md")
	paths := regexp.MustCompile(`!\[[^\]]+\]\(([^)]+)\)`).FindAllStringSubmatch(readme, -1)
	if len(paths) != 2 {
		t.Errorf("the README shows %d pictures, want 2", len(paths))
	}
	for _, q := range quoted(readme) {
		if regexp.MustCompile(`^(cmd|internal|web|seed)(/|$)`).MatchString(q) {
			paths = append(paths, []string{"", strings.NewReplacer("LANGUAGE", "en", "NOUN", "value").Replace(q)})
		}
	}
	if len(paths) < 10 {
		t.Errorf("found only %d paths in the README", len(paths))
	}
	for _, p := range paths {
		if _, err := os.Stat(filepath.Join(root, p[1])); err != nil {
			t.Errorf("the README names %s: %v", p[1], err)
		}
	}
}

// TestReadmeAndHelpNameTheEnvironmentThatIsRead compares three lists: what the program's own files read, what the
// README has in its table, what the help says. TZ is read by Go's own clock.
func TestReadmeAndHelpNameTheEnvironmentThatIsRead(t *testing.T) {
	t.Parallel()
	read := []string{"TZ"}
	ok(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testkit") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, found := range regexp.MustCompile(`os\.(?:Getenv|LookupEnv)\("([A-Z_]+)"\)`).FindAllSubmatch(b, -1) {
			read = append(read, string(found[1]))
		}
		return err
	}))
	slices.Sort(read)
	read = slices.Compact(read)
	var named []string
	for _, found := range regexp.MustCompile("(?m)^\\| `([A-Z_]+)(?:=1)?` \\|").FindAllStringSubmatch(readFile(t, "README.md"), -1) {
		named = append(named, found[1])
	}
	slices.Sort(named)
	if !slices.Equal(named, read) {
		t.Errorf("the README names %v, the program reads %v", named, read)
	}
	help := done(t, "help")
	for _, name := range read {
		if !strings.Contains(help, name) {
			t.Errorf("the help does not name %s", name)
		}
	}
}
