package chart

import (
	"strings"
	"testing"
)

func TestEveryShareHasItsBarAndItsWhisker(t *testing.T) {
	t.Parallel()
	lo, hi := .2, .6
	svg := Shares("s", "How <far>", "half", []ShareRow{{Label: "Opened & read", Number: "40%", Share: .4, Lo: &lo, Hi: &hi}, {Label: "None", Number: "–"}, {Label: "All", Share: 1.5}})
	counts := parse(t, svg)
	if counts["rect"] != 3+2 || counts["line"] != 1 || counts["title"] != 1 || counts["desc"] != 1 {
		t.Errorf("elements: %v", counts)
	}
	for _, want := range []string{`How &lt;far&gt;`, `Opened &amp; read`, `width="38.00%"`, `width="95.00%" height="12" rx="2"/>`, `x1="21.50%" x2="59.50%"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %s", want, svg)
		}
	}
}

func TestAHistogramHasABarForEveryBinThatHoldsAny(t *testing.T) {
	t.Parallel()
	counts := make([]int, 20)
	counts[0], counts[19] = 3, 1
	svg := Histogram("h", "Fits", "two", counts, Band{Lo: 60, Mid: 80, Hi: 90, N: 12}, "Top <reps>")
	got := parse(t, svg)
	if got["rect"] != 2+1 || got["title"] != 1 || got["desc"] != 1 {
		t.Errorf("elements: %v", got)
	}
	for _, want := range []string{`Top &lt;reps&gt;`, `class="plot-count"`, `class="plot-middle"`, `height="96.0"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %s", want, svg)
		}
	}
	counts[1] = 40
	if svg := Histogram("h", "", "", counts, Band{}, ""); strings.Contains(svg, "plot-count") || strings.Contains(svg, "plot-band") {
		t.Errorf("counts or a band where there is no room or nobody: %s", svg)
	}
}
