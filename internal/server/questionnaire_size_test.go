package server

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

// firstLoad is what fits in the first round trips of a slow connection.
const firstLoad = 14336

// perAnswer is about what the headers of one answer take.
const perAnswer = 700

// wire is how many bytes a page and all it refers to take, compressed, headers counted loosely.
func (c *client) wire(path string) int {
	c.w.t.Helper()
	zipped := func(path string) (int, string) {
		req := httptest.NewRequest(http.MethodGet, path, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		a := c.do(req).is(http.StatusOK)
		if a.Header.Get("Content-Encoding") != "gzip" {
			c.w.t.Errorf("%s is not compressed", path)
		}
		return len(a.Body) + perAnswer, a.Body
	}
	sum, _ := zipped(path)
	page := c.get(path).is(http.StatusOK).Body
	refs := regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(refs) < 2 {
		c.w.t.Fatalf("%s refers to %v", path, refs)
	}
	for _, ref := range refs {
		n, _ := zipped(ref[1])
		sum += n
	}
	return sum
}

func TestFirstLoadIsSmall(t *testing.T) {
	t.Parallel()
	w := wordings()
	for l := range w[4].Options[0].Label {
		w[4].Prompt[l] = strings.Repeat("A long prompt about a day on which much went wrong at once. ", 8)
	}
	w[4].Options = options("One long statement about service", "Another long statement about care", "A third about the time it takes",
		"A fourth about what can be proved", "A fifth on who is told of it first", "A sixth on how it is written down")
	r := newRound(t, append(w, wordings()[:4]...)...)
	i, c := r.invite(14), r.anyone()
	for _, l := range hiring.Languages() {
		path := i.base + "?lang=" + string(l)
		n := c.wire(path)
		t.Logf("introduction in %s: %d bytes", l, n)
		if n > firstLoad {
			t.Errorf("the introduction in %s takes %d bytes, more than %d", l, n, firstLoad)
		}
	}
	c.start(i.base, "tr")
	for _, q := range []string{"1", "2", "5"} {
		n := c.wire(i.base + "/questions/" + q)
		t.Logf("question %s: %d bytes", q, n)
		if n > firstLoad {
			t.Errorf("question %s takes %d bytes, more than %d", q, n, firstLoad)
		}
	}
}
