package server

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"touchstone/internal/testkit"
)

// leadsSomewhere follows every link of a page: to another page, or to a place on this one.
func leadsSomewhere(t *testing.T, c *client, at string) {
	t.Helper()
	page := c.get(at).is(http.StatusOK)
	for _, href := range leads(page.Body, "#") {
		if !strings.Contains(page.Body, `id="`+strings.TrimPrefix(href, "#")+`"`) {
			t.Errorf("%s: %s is no place on it", at, href)
		}
	}
	for _, href := range leads(page.Body, "/") {
		if strings.HasPrefix(href, "/static/") {
			continue
		}
		path, place, _ := strings.Cut(html.UnescapeString(href), "#")
		got := c.get(path)
		if got.Status != http.StatusOK && got.Status != http.StatusSeeOther || place != "" && !strings.Contains(got.Body, `id="`+place+`"`) {
			t.Errorf("%s leads to %s: status %d", at, href, got.Status)
		}
	}
}

func TestEveryLinkOfVersionsSideBySideLeadsSomewhere(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	path := "/benchmarks/" + j.Benchmark.String() + "/versions"
	j.Publish(j.users["hr"], 2, testkit.WithoutQuestion(4), testkit.WithoutExemplar(), j.Reword(1))
	j.Publish(j.users["hr"], 3)
	for _, who := range []string{"hr", "viewer", "recruiter"} {
		for _, at := range []string{"", "/1", "/2", "/2/comparison", "/3/comparison?with=1"} {
			leadsSomewhere(t, j.as(who), path+at)
		}
	}
	a := j.scored("Ada", ownsUp)
	j.Rate(j.users["interviewer"].ID, a.ID, 4)
	for _, who := range []string{"hr", "recruiter"} {
		leadsSomewhere(t, j.as(who), pageOf(a))
	}
}
