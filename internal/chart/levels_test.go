package chart

import (
	"strings"
	"testing"
)

func TestEveryLevelHasItsCountAndABarIfItWasGiven(t *testing.T) {
	t.Parallel()
	svg := Levels("l", `Levels of <b>`, "one high", []int{0, 3, 6, 0, 1})
	if counts := parse(t, svg); counts["rect"] != 3 || counts["text"] != 10 || counts["title"] != 1 || counts["desc"] != 1 {
		t.Errorf("elements: %v", counts)
	}
	for _, want := range []string{`Levels of &lt;b&gt;`, `height="44.0"`, `height="22.0"`} { // 6 is the highest, 3 half of it
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %s", want, svg)
		}
	}
	if counts := parse(t, Levels("l", "", "", nil)); counts["rect"] != 0 {
		t.Errorf("a scale without levels: %v", counts)
	}
}
