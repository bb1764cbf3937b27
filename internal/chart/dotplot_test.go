package chart

import (
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strconv"
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
	if strings.Count(svg, `cy="43.0"`) != 3 { // the first of each stack stands on the floor
		t.Errorf("stacks: %s", svg)
	}
}

func TestEveryDotOfAStackCanBeCounted(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 4, 11, 12, 30} {
		svg := DotPlot("d", "Fits", "none", []DotRow{{Label: "Top", Class: "a", Fits: make([]float64, n)}, {Label: "Other", Class: "b", Fits: []float64{1}}})
		var at, sizes []float64
		for _, m := range regexp.MustCompile(`class="a" cx="[^"]*" cy="([^"]+)" r="([^"]+)"`).FindAllStringSubmatch(svg, -1) {
			y, _ := strconv.ParseFloat(m[1], 64)
			r, _ := strconv.ParseFloat(m[2], 64)
			at, sizes = append(at, y), append(sizes, r)
		}
		if len(at) != n {
			t.Fatalf("%d dots, want %d", len(at), n)
		}
		slices.Sort(at)
		if at[0]-sizes[0] <= dotLabelAt {
			t.Errorf("%d dots: the highest, at %v, lies on the row's label", n, at[0])
		}
		for i := 1; i < n; i++ {
			if at[i]-at[i-1] < 2*sizes[0] {
				t.Errorf("%d dots: two lie %v apart, their size is %v", n, at[i]-at[i-1], 2*sizes[0])
			}
		}
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
