package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/server"
)

// TestTheHelpPageDocumentsWhatTheCommandsDo holds every option, column and example of the help page against what the
// command itself says with -h.
func TestTheHelpPageDocumentsWhatTheCommandsDo(t *testing.T) {
	t.Parallel()
	documented := 0
	for _, h := range server.HelpCommands() {
		if !slices.ContainsFunc(commands(), func(c command) bool { return c.name == h.Name }) {
			t.Logf("touchstone %s is documented and not there yet", h.Name)
			continue
		}
		documented++
		says := done(t, h.Name, "-h")
		for _, f := range h.Flags {
			if !regexp.MustCompile(`(?m)^  -` + f + `\b`).MatchString(says) {
				t.Errorf("touchstone %s has no option -%s", h.Name, f)
			}
		}
		for _, line := range regexp.MustCompile(`(?m)^  -([a-z]+)`).FindAllStringSubmatch(says, -1) {
			if !slices.Contains(h.Flags, line[1]) && line[1] != "date" {
				t.Errorf("the help page does not document -%s of touchstone %s", line[1], h.Name)
			}
		}
		for _, f := range h.Files {
			for _, c := range f.Columns {
				if !f.Output && !strings.Contains(says, c) {
					t.Errorf("touchstone %s -h does not name the column %s", h.Name, c)
				}
			}
		}
	}
	if documented == 0 {
		t.Error("no command is documented")
	}
}

func TestTheHelpPageNamesTheColumnsOfTheScores(t *testing.T) {
	t.Parallel()
	for _, h := range server.HelpCommands() {
		for _, f := range h.Files {
			if f.Name == "scores.csv" && !slices.Equal(f.Columns, scoreHeader()) {
				t.Errorf("documented %v, written %v", f.Columns, scoreHeader())
			}
		}
	}
}
