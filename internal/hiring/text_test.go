package hiring_test

import (
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

func TestTextIsBoundedReadableAndRunsOneWay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, key string }{
		"three languages":    {"Çok şanslıyım; ¿y tú? “Yes”, she said.\n\tNew line.", ""},
		"emoji":              {"Fine 👍🏽", ""},
		"just long enough":   {strings.Repeat("ş", 20), ""},
		"too long":           {strings.Repeat("ş", 21), "problem.too_long"},
		"not UTF-8":          {"caf\xe9", "problem.not_utf8"},
		"a NUL":              {"a\x00b", "problem.control_characters"},
		"turned around":      {"invoice\u202efdp.exe", "problem.control_characters"},
		"an isolate left on": {"name\u2066", "problem.control_characters"},
	} {
		most := 60
		if strings.Contains(name, "long") {
			most = 20
		}
		ps := hiring.CheckText("text", c.text, most)
		switch {
		case c.key == "" && len(ps) > 0:
			t.Errorf("%s: %v", name, ps)
		case c.key != "" && (len(ps) != 1 || ps[0].Key != c.key):
			t.Errorf("%s: %v, want %s", name, ps, c.key)
		}
	}
}
