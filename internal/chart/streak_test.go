package chart

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"touchstone/web"
)

func fit(x float64) *float64 { return &x }

func streakRows() []StreakRow {
	return []StreakRow{
		{
			Name: `Honesty & <b>"truth"</b>`, Note: "must-have", Top: Band{50, 66, 80, 12}, Comparison: Band{20, 30, 41, 8},
			Fit: fit(68), Lo: fit(57), Hi: fit(77), Number: "68", Range: "57–77", Finding: "fit about 68, interval 57–77 <top>",
		},
		{Name: "Speed", Top: Band{40, 50, 60, 12}, Why: "Not scored: 1 of 3 answered", Finding: "Not scored: 1 of 3 answered"},
	}
}

func TestStreakEscapesWhatPeopleTyped(t *testing.T) {
	got := Streak("s", streakRows())
	for _, want := range []string{`Honesty &amp; &lt;b&gt;&#34;truth&#34;&lt;/b&gt;`, `57–77 &lt;top&gt;`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "<b>\"") || strings.Contains(got, "style=") {
		t.Errorf("typed mark-up, or a style attribute the policy forbids, in\n%s", got)
	}
	d := xml.NewDecoder(strings.NewReader(got))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, got)
		}
	}
}

func TestStreakIsReadOutRowByRow(t *testing.T) {
	got := Streak("s1", streakRows())
	for _, want := range []string{
		`role="img" aria-labelledby="s1-0-t s1-0-d"`, `<desc id="s1-0-d">fit about 68`, `<title id="s1-1-t">Speed</title>`,
		`<desc id="s1-1-d">Not scored: 1 of 3 answered</desc>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestARowThatIsNotScoredHasNoStreak(t *testing.T) {
	got := Streak("s", streakRows()[1:])
	if strings.Contains(got, "streak-dot") || strings.Contains(got, "streak-whisker") {
		t.Errorf("a streak without a fit:\n%s", got)
	}
	if strings.Contains(got, "streak-typical") {
		t.Errorf("a band of nobody:\n%s", got)
	}
}

func TestAStreakStaysOnTheAxis(t *testing.T) {
	for _, x := range []float64{-5, 0, 50, 100, 131} {
		got := Streak("s", []StreakRow{{Name: "v", Fit: fit(x), Lo: fit(x - 10), Hi: fit(x + 10), Top: Band{x, x, x + 30, 3}}})
		for _, m := range regexp.MustCompile(`(?:cx|x|x1|x2)="([0-9.-]+)%"`).FindAllStringSubmatch(got, -1) {
			if at, err := strconv.ParseFloat(m[1], 64); err != nil || at < 0 || at > 100 {
				t.Errorf("fit %v is drawn at %s%%", x, m[1])
			}
		}
	}
}

// luminance is the relative luminance of a colour such as #e0b454, by WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var r, g, b int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b); err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	sum := 0.0
	for i, c := range []int{r, g, b} {
		x := float64(c) / 255
		if x <= .04045 {
			x /= 12.92
		} else {
			x = math.Pow((x+.055)/1.055, 2.4)
		}
		sum += []float64{.2126, .7152, .0722}[i] * x
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func TestStreakColoursStandOutFromTheStone(t *testing.T) {
	read := func(name string) string {
		b, err := web.Files.ReadFile("css/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	tokens, css := read("tokens.css"), read("application.css")
	// value finds what a property of a rule, or a token, is set to, through tokens; dark is the second definition.
	var value func(s, pattern string, dark bool) string
	value = func(s, pattern string, dark bool) string {
		found := regexp.MustCompile(pattern+`(#[0-9a-f]{6}|var\(--[a-z0-9-]+\))`).FindAllStringSubmatch(s, -1)
		if len(found) == 0 {
			t.Fatalf("no %s", pattern)
		}
		at := 0
		if dark {
			at = len(found) - 1
		}
		v := found[at][1]
		if name, ok := strings.CutPrefix(v, "var("); ok {
			return value(tokens, strings.TrimSuffix(name, ")")+`:`, dark)
		}
		return v
	}
	for _, dark := range []bool{false, true} {
		stone := value(tokens, `--chart-bg:`, dark)
		for rule, least := range map[string]float64{
			`\.streak-dot\{fill:`: 3, `\.streak-whisker\{stroke:`: 3, `\.streak-top\{fill:var\(--exemplar\);stroke:`: 3,
			`\.streak-median\{stroke:`: 3, `\.streak-typical\{fill:var\(--comparison\);stroke:`: 3,
			`\.streak-axis text\{fill:`: 4.5, `\.streak-range\{font-size:\.8125rem;color:`: 4.5, `\.streak-none\{font-size:\.8125rem;color:`: 4.5,
			`\.streak-value\{font-family:var\(--serif\);color:`: 4.5,
		} {
			if got := contrast(t, value(css, rule, dark), stone); got < least {
				t.Errorf("%s on %s (dark %v): contrast %.2f, want %.1f", rule, stone, dark, got, least)
			}
		}
	}
}
