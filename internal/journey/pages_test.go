package journey

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
	"touchstone/seed"
)

// mostPages bounds a walk.
const mostPages = 400

// TestEveryPageAPersonCanReachIsSound follows every link from home, as each role of the demo company, and from the
// open links of a candidate and a rep. HR, who sees most, goes first; the others need not look with axe again at the
// kinds of page HR has seen.
func TestEveryPageAPersonCanReachIsSound(t *testing.T) {
	t.Parallel()
	s, open := demoSite(t)
	seen := map[string]bool{}
	t.Run("work after the answers", func(t *testing.T) { reviewsTheDemo(t, s, open) })
	t.Run("hr", func(t *testing.T) {
		for kind := range walkAs(t, s, open, hiring.HR, nil, 1).covers(40).kinds {
			seen[kind] = true
		}
	})
	for _, l := range open.Logins {
		if l.Role != hiring.HR {
			t.Run(string(l.Role), func(t *testing.T) {
				t.Parallel()
				walkAs(t, s, open, l.Role, seen, 1).covers(5)
			})
		}
	}
	t.Run("hr in Turkish", func(t *testing.T) {
		t.Parallel()
		speaks(t, s, open, hiring.HR, hiring.Turkish)
		walkAs(t, s, open, hiring.HR, seen, 1).covers(40)
	})
	for name, link := range map[string]string{"candidate": open.CandidateURL, "rep": open.RepURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u, err := url.Parse(link)
			if err != nil {
				t.Fatal(err)
			}
			w := walk{tab: newTab(t, s.URL), known: seen, kinds: map[string]int{}, most: 1}
			w.from(u.Path)
			w.covers(2)
		})
	}
}

// demoSite serves the demo company.
func demoSite(t *testing.T) (*site, seed.DemoOpen) {
	t.Helper()
	st, _ := testkit.FileStore(t)
	clock := seed.NewDemoClock(time.Now().Add(-seed.DemoAge))
	began := time.Now()
	open, err := seed.FillDemo(context.Background(), app.New(st, app.Config{BaseURL: "http://demo.example", Now: clock.Now}), clock, func() string { return secret })
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the demo company took %s", time.Since(began).Round(time.Millisecond))
	return serve(t, st), open
}

// speaks gives the demo's person with the role another language.
func speaks(t *testing.T, s *site, open seed.DemoOpen, role hiring.Role, lang hiring.Language) {
	t.Helper()
	u, err := s.store.UserByEmail(context.Background(), loginOf(open, role))
	if err != nil {
		t.Fatal(err)
	}
	u.Language = lang
	if err := s.app.ChangeUser(context.Background(), app.System(), u); err != nil {
		t.Fatal(err)
	}
}

// loginOf is the address of the demo's person with the role.
func loginOf(open seed.DemoOpen, role hiring.Role) string {
	return open.Logins[slices.IndexFunc(open.Logins, func(l seed.DemoLogin) bool { return l.Role == role })].Email
}

// walkAs signs in as the demo's person with the role and follows every link, to so many pages of a kind at most.
func walkAs(t *testing.T, s *site, open seed.DemoOpen, role hiring.Role, seen map[string]bool, most int) *walk {
	t.Helper()
	w := &walk{tab: s.signIn(t, loginOf(open, role)), known: seen, kinds: map[string]int{}, most: most}
	w.from("/")
	return w
}

// walk follows links from page to page of one site.
type walk struct {
	*tab
	known map[string]bool // kinds of page somebody else has looked at with axe
	kinds map[string]int  // how many of each kind this walk has been to
	most  int             // of a kind
	pages []string
}

// from goes to a page and everywhere it leads.
func (w *walk) from(path string) {
	w.t.Helper()
	for ahead := []string{path}; len(ahead) > 0 && len(w.pages) < mostPages; ahead = ahead[1:] {
		at := ahead[0]
		kind := kindOf(at)
		if w.kinds[kind] >= w.most || slices.Contains(w.pages, at) {
			continue
		}
		w.kinds[kind]++
		w.pages = append(w.pages, at)
		if savedFile.MatchString(at) {
			w.downloads(at)
			continue
		}
		w.visit(at, w.kinds[kind] == 1 && !w.known[kind])
		ahead = append(ahead, eval[[]string](w.tab, `[...document.querySelectorAll("a[href]")].map(a=>new URL(a.href)).filter(u=>u.origin===location.origin).map(u=>u.pathname+u.search)`)...)
	}
}

// visit looks at one page.
func (w *walk) visit(path string, withAxe bool) {
	w.t.Helper()
	w.open(path)
	if status := eval[int](w.tab, `performance.getEntriesByType("navigation")[0].responseStatus`); status != http.StatusOK {
		w.t.Errorf("%s answers %d", path, status)
	}
	if withAxe {
		w.sound()
	} else {
		w.narrow()
		w.size(1440)
	}
}

// downloads fetches what the browser would save.
func (w *walk) downloads(path string) {
	w.t.Helper()
	if status := eval[int](w.tab, fmt.Sprintf(`fetch(%q).then(r=>r.status)`, path)); status != http.StatusOK {
		w.t.Errorf("%s answers %d", path, status)
	}
}

// covers fails the test when the walk came to fewer kinds of page than there surely are.
func (w *walk) covers(least int) *walk {
	w.t.Helper()
	w.t.Logf("%d pages of %d kinds", len(w.pages), len(w.kinds))
	if len(w.kinds) < least || len(w.pages) >= mostPages {
		w.t.Errorf("the walk came to %d kinds of page, want %d or more, and to %d pages, want fewer than %d: %v", len(w.kinds), least, len(w.pages), mostPages, w.pages)
	}
	return w
}

// savedFile is an address whose answer the browser saves.
var savedFile = regexp.MustCompile(`\.(csv|ics|jsonl?|pdf|xlsx)(\?|$)`)

// queryValue is what a query asks for.
var queryValue = regexp.MustCompile(`=[^&]*`)

// kindOf is a page's address without what differs between pages of one kind: ids, numbers, what a query asks for.
func kindOf(address string) string {
	path, query, _ := strings.Cut(address, "?")
	return idInPath.ReplaceAllString(path, "/*") + queryValue.ReplaceAllString(query, "=")
}
