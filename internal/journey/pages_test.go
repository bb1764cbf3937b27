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

// TestEveryPageAPersonCanReachIsSound follows every link from home, as each person of the demo company, and from the
// open links of a candidate and a rep. HR, who sees most, goes first, in English; the others need not look with axe
// again at the kinds of page HR has seen. HR goes once more in Turkish, everybody else in Spanish, and what only HR
// comes to is looked at in Spanish last: so every page is seen in every language.
func TestEveryPageAPersonCanReachIsSound(t *testing.T) {
	t.Parallel()
	s, open := demoSite(t)
	hr := loginOf(open, hiring.HR)
	var inEnglish *walk
	t.Run("work after the answers", func(t *testing.T) { reviewsTheDemo(t, s, open) })
	t.Run("hr", func(t *testing.T) { inEnglish = walkAs(t, s, hr, nil).covers(40) })
	if inEnglish == nil {
		return
	}
	seen, inSpanish := map[string]bool{}, make([]*walk, len(open.Logins))
	for kind := range inEnglish.kinds {
		seen[kind] = true
	}
	t.Run("others", func(t *testing.T) {
		for i, l := range open.Logins {
			if l.Role != hiring.HR {
				t.Run(l.Email, func(t *testing.T) {
					t.Parallel()
					speaks(t, s, l.Email, hiring.Spanish)
					inSpanish[i] = walkAs(t, s, l.Email, seen).covers(5)
				})
			}
		}
		t.Run("hr in Turkish", func(t *testing.T) {
			t.Parallel()
			speaks(t, s, hr, hiring.Turkish)
			walkAs(t, s, hr, seen).covers(40)
		})
		for name, link := range map[string]string{"candidate": open.CandidateURL, "rep": open.RepURL} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				u, err := url.Parse(link)
				if err != nil {
					t.Fatal(err)
				}
				w := walk{tab: newTab(t, s.URL), known: seen, kinds: map[string]int{}}
				w.from(u.Path)
				w.covers(2)
			})
		}
	})
	t.Run("hr in Spanish", func(t *testing.T) {
		speaks(t, s, hr, hiring.Spanish)
		looksAtTheRest(t, s.signIn(t, hr), inEnglish.pages, inSpanish)
	})
}

// looksAtTheRest looks at those pages that no other walk came to one of the kind of.
func looksAtTheRest(t *testing.T, b *tab, pages []string, others []*walk) {
	t.Helper()
	rest := walk{tab: b, kinds: map[string]int{}}
	for _, at := range pages {
		been := slices.ContainsFunc(others, func(w *walk) bool { return w != nil && w.kinds[kindOf(at)] > 0 })
		if !been && !savedFile.MatchString(at) {
			rest.visit(at, false)
			rest.pages = append(rest.pages, at)
		}
	}
	t.Logf("%d pages", len(rest.pages))
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

// speaks gives a person another language.
func speaks(t *testing.T, s *site, email string, lang hiring.Language) {
	t.Helper()
	u, err := s.store.UserByEmail(context.Background(), email)
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

// walkAs signs in as a person and follows every link.
func walkAs(t *testing.T, s *site, email string, seen map[string]bool) *walk {
	t.Helper()
	w := &walk{tab: s.signIn(t, email), known: seen, kinds: map[string]int{}}
	w.from("/")
	return w
}

// walk follows links from page to page of one site, to one page of each kind.
type walk struct {
	*tab
	known map[string]bool // kinds of page somebody else has looked at with axe
	kinds map[string]int  // how many of each kind this walk has been to
	pages []string
}

// from goes to a page and everywhere it leads.
func (w *walk) from(path string) {
	w.t.Helper()
	for ahead := []string{path}; len(ahead) > 0 && len(w.pages) < mostPages; ahead = ahead[1:] {
		at := ahead[0]
		kind := kindOf(at)
		if w.kinds[kind] > 0 {
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
