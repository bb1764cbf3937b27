package server

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// requisitionPath begins the address of every page of a requisition.
const requisitionPath = "/requisitions/:id"

// requisitionTab is one of the pages of a requisition that lie side by side.
type requisitionTab struct {
	path, key string
	under     []string // pages that hang below it
}

// requisitionTabs are those pages in their order; the route table says who may open which.
func requisitionTabs() []requisitionTab {
	return []requisitionTab{
		{"", "requisition.candidates", []string{"/phase", "/close", "/panel"}},
		{"/matrix", "matrix.tab", []string{"/comparison", "/views"}},
		{"/raters", "rater.tab", []string{"/calibration", "/leaks"}},
		{"/reviews", "review_rate.tab", nil},
		{"/guide", "interview_guide.tab", nil},
		{"/report", "report.link", nil},
		{"/experience", "experience.tab", nil},
		{"/exports", "export.link", nil},
		{"/invitations", "invitation.title", []string{"/accommodations"}},
		{"/edit", "requisition.tab", []string{"/rescorings"}},
	}
}

// tabs are the pages beside this one that the user may open: none where the page lies beside no other, or the user may
// open no second one. What cannot be read is not offered; the page itself says what is wrong.
func (c *request) tabs() []Nav {
	at, ok := strings.CutPrefix(c.Path(), requisitionPath)
	if !ok || c.user == nil {
		return nil
	}
	known, asked := false, map[uintptr]bool{}
	var out []Nav
	for _, t := range requisitionTabs() {
		current := t.path == at || slices.ContainsFunc(append(t.under, t.path), func(p string) bool { return p != "" && (at == p || strings.HasPrefix(at, p+"/")) })
		known = known || current
		if !c.mayOpen(requisitionPath+t.path, asked) {
			continue
		}
		out = append(out, Nav{Key: t.key, Href: "/requisitions/" + c.Param("id") + t.path, Current: current})
	}
	if !known || len(out) < 2 {
		return nil
	}
	return out
}

// mayOpen tells whether the route's guard lets the user in; asked remembers what was asked of the store.
func (c *request) mayOpen(path string, asked map[uintptr]bool) bool {
	a := c.s.pages[path]
	if a.owns == nil || c.user.Is(a.roles...) || !c.user.Is(a.own...) {
		ok, err := c.s.allowed(a, c)
		return ok && err == nil
	}
	rule := reflect.ValueOf(a.owns).Pointer()
	ok, known := asked[rule]
	if !known {
		var err error
		ok, err = a.owns(c.s, c)
		ok = ok && err == nil
		asked[rule] = ok
	}
	return ok
}

// pagesOf are the guards of the routes a browser opens, by path.
func pagesOf(routes []route) map[string]access {
	out := map[string]access{}
	for _, r := range routes {
		if r.method == http.MethodGet {
			out[r.path] = r.access
		}
	}
	return out
}
