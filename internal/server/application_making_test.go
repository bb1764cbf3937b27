package server

import (
	"fmt"
	"html"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// addedUp reads a table that tells how a fit came about: what its lines add, its sum, and the fit it says.
func addedUp(t *testing.T, table string) (adds, sum, fit float64) {
	t.Helper()
	number := func(s string) float64 {
		x, err := strconv.ParseFloat(strings.ReplaceAll(s, "−", "-"), 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, m := range regexp.MustCompile(`<td class="n">([−\d.]+)</td></tr>`).FindAllStringSubmatch(strings.Split(table, "<tfoot>")[0], -1) {
		adds += number(m[1])
	}
	foot := regexp.MustCompile(`fit (\d+)</th><td class="n">100%</td><td class="n">([−\d.]+)</td>`).FindStringSubmatch(table)
	if foot == nil {
		t.Fatalf("no sum in %s", table)
	}
	return adds, number(foot[2]), number(foot[1])
}

// Every figure on the way can be followed to its evidence in two clicks: the fit unfolds into the answers it is made
// of, and each of those leads to the answer.
func TestAFitUnfoldsIntoWhatItIsMadeOf(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	page := j.as("hr").get(pageOf(a)).is(http.StatusOK)
	tables := strings.Split(page.Body, `<details class="made">`)[1:]
	if len(tables) != 3 {
		t.Fatalf("%d fits unfold, want two values and the whole", len(tables))
	}
	for _, table := range tables {
		adds, sum, fit := addedUp(t, strings.Split(table, "</details>")[0])
		if math.Abs(adds-sum) > .35 || math.Round(math.Max(0, sum)) != fit && math.Abs(sum-fit) > .5001 {
			t.Errorf("lines %v, sum %v, fit %v: %s", adds, sum, fit, table[:200])
		}
		if !strings.Contains(table, fmt.Sprintf("<summary>How this %v came about</summary>", fit)) {
			t.Errorf("the button names another fit than %v: %.90s", fit, table)
		}
	}
	ends := 0
	for _, table := range tables {
		table = strings.Split(table, "</details>")[0]
		if _, said, ok := strings.Cut(table, "Where the interval "); ok {
			ends++
			for _, want := range []string{"worked out 2,000 times more", "from the 12 (", "#everybody"} {
				if !strings.Contains(said, want) {
					t.Errorf("where the interval comes from does not say %q: %s", want, said)
				}
			}
		}
	}
	if n := strings.Count(page.Body, `class="fit">`); ends == 0 || n == 0 {
		t.Errorf("%d intervals say where they come from, of %d fits", ends, n)
	}
	for _, q := range j.Questions {
		id := q.ID.String()
		page.has(`<a href="`+pageOf(a)+`#a-`+id+`">`, `id="a-`+id+`"`)
	}
	page.has(`<a href="`+pageOf(a)+`#v-`+j.Honesty.String()+`">`, `id="v-`+j.Honesty.String()+`"`)
	page.says("(100 = the best answer)").hides("score .")
}

// A fit that people changed unfolds as well, with their number beside the computed one.
func TestAReviewedFitUnfoldsWithTheNumberThatAPersonGave(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	target := j.target(a, 2)
	j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(target, "adjust", "points", "40", "reason", "says_less", "words", sheRings)).is(http.StatusSeeOther)
	body := html.UnescapeString(j.as("hr").get(pageOf(a)).is(http.StatusOK).Body)
	var seen int
	for _, table := range strings.Split(body, `<details class="made">`)[1:] {
		table = strings.Split(table, "</details>")[0]
		if !strings.Contains(table, "How the reviewed") {
			continue
		}
		seen++
		if adds, sum, fit := addedUp(t, table); math.Abs(adds-sum) > .35 || math.Abs(sum-fit) > .5001 {
			t.Errorf("lines %v, sum %v, fit %v", adds, sum, fit)
		}
	}
	if seen != 2 || !strings.Contains(body, ", reviewed 40<") {
		t.Errorf("%d reviewed fits unfold, want a value and the whole, with the 40 a person gave:\n%s", seen, body)
	}
}
