package chart

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// parse fails unless s is well-formed, and counts its elements by name.
func parse(t *testing.T, s string) map[string]int {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	counts := map[string]int{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return counts
		}
		if err != nil {
			t.Fatalf("%v in %s", err, s)
		}
		if e, ok := token.(xml.StartElement); ok {
			counts[e.Name.Local]++
		}
	}
}

func TestEveryRepIsOneDot(t *testing.T) {
	t.Parallel()
	svg := DotPlot("d", "Fits", "none", []DotRow{{Label: "Top", Class: "a", Fits: []float64{70, 70.5, 70, 101, -3}}, {Label: "Other", Class: "b"}})
	counts := parse(t, svg)
	if counts["circle"] != 5 || counts["title"] != 1 || counts["desc"] != 1 {
		t.Errorf("elements: %v", counts)
	}
	for _, at := range []string{`cx="2.50%"`, `cx="97.50%"`} { // off the axis stands at its end
		if !strings.Contains(svg, at) {
			t.Errorf("no dot at %s in %s", at, svg)
		}
	}
	if strings.Count(svg, `cy="50.0"`) != 3 { // the first of each stack stands on the floor
		t.Errorf("stacks: %s", svg)
	}
}

func TestChartEscapesWhatPeopleTyped(t *testing.T) {
	t.Parallel()
	evil := `"><script>alert(1)</script>`
	for _, svg := range []string{DotPlot("d", evil, evil, []DotRow{{Label: evil}}), Bar(evil, .5)} {
		if parse(t, svg)["script"] > 0 || strings.Contains(svg, "style=") {
			t.Errorf("not escaped: %s", svg)
		}
	}
}

func TestBarStaysInItsRail(t *testing.T) {
	t.Parallel()
	for share, want := range map[float64]string{-1: `width="0.0%"`, .625: `width="62.5%"`, 2: `width="100.0%"`} {
		if !strings.Contains(Bar("top", share), want) {
			t.Errorf("Bar(%v) is not %s", share, want)
		}
	}
}
