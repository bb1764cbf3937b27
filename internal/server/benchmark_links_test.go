package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// leads are the links of a page that stay inside a benchmark.
func leads(body, path string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		if strings.HasPrefix(m[1], path) {
			out = append(out, m[1])
		}
	}
	return out
}

// TestEveryWarningLeadsToWhereItIsActedOn: to the answers side by side, to the rep, to the form for one more, and no
// link of the page goes nowhere.
func TestEveryWarningLeadsToWhereItIsActedOn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		top, comparison int
		says, leads     string
	}{
		{4, 0, "Only 4 top reps answered", "/incumbents/new?group=top"},
		{11, 3, "Nobody knows yet", "/incumbents/new?group=comparison"},
	} {
		b := newBenched(t)
		b.hr.post(b.path+"/answers/import", map[string][]string{"rows": {b.rows(tc.top, tc.comparison)}})
		page := b.hr.get(b.path).is(http.StatusOK).says(tc.says)
		all := leads(page.Body, b.path)
		if !strings.Contains(strings.Join(all, " "), b.path+tc.leads) {
			t.Errorf("%s: nothing leads to %s: %v", tc.says, tc.leads, all)
		}
		for _, href := range all {
			b.hr.get(href).is(http.StatusOK)
		}
		b.hr.get(b.path + "/incumbents/new?group=comparison").has(`value="comparison" checked`)
	}
}

// TestTheListHasTheVerdict compares benchmarks at a glance.
func TestTheListHasTheVerdict(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.hr.get("/benchmarks").says("Nothing to judge yet")
	b.hr.post(b.path+"/answers/import", map[string][]string{"rows": {b.rows(12, 12)}})
	b.hr.get("/benchmarks").says("Usable with care", "No manager or team is recorded")
}
