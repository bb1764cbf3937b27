package server

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/store"
)

// conflictPage says that something was changed since a form was opened, and by whom where the record tells; it keeps
// what was sent, to be copied, and leads back to the form as it stands now.
type conflictPage struct {
	Page
	By    string
	Typed []string
	Back  string
}

func (conflictPage) template() (layout, name string) { return "staff", "conflict" }

// told turns the refusal of a form that was opened before somebody changed the same thing into a page; forms that say
// so by themselves return no such error.
func (s *Server) told(c *request, r route, err error) error {
	if !isStale(err) || c.user == nil || r.method != http.MethodPost || wantsJSON(c) {
		return err
	}
	v, unreadable := c.form()
	if unreadable != nil {
		return err
	}
	page := conflictPage{Page: c.page("error.title.conflict"), Typed: typedTexts(v), Back: s.formOf(r.path, c.Request().URL.Path)}
	if page.By, err = s.changedBy(c, objectOf(r.path, c)); err != nil {
		return err
	}
	return c.render(http.StatusConflict, page)
}

// code is how ids, versions and choices are written: nothing that anybody typed.
var code = regexp.MustCompile(`^[a-z0-9_:.|-]*$`)

// typedTexts are the texts of a form, in the order of their fields' names: neither choices nor secrets.
func typedTexts(v url.Values) []string {
	var names, out []string
	for name := range v {
		if !strings.Contains(name, "password") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, text := range v[name] {
			if text = strings.TrimSpace(text); !code.MatchString(text) && uuid.Validate(text) != nil && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// formOf is the page that holds the form sent to an address: the one for editing, the one of the same address, or the
// nearest above it; pattern is the address as the route has it.
func (s *Server) formOf(pattern, path string) string {
	for _, end := range []string{"/edit", ""} {
		if _, there := s.pages[pattern+end]; there {
			return path + end
		}
	}
	if at := strings.LastIndex(path, "/"); at > 0 {
		return s.formOf(pattern[:strings.LastIndex(pattern, "/")], path[:at])
	}
	return "/"
}

// recorded is a thing as the record names it, and what its actions begin with.
type recorded struct {
	object, id string
	verbs      []string
}

// objectOf is the last thing that an address names.
func objectOf(pattern string, c *request) recorded {
	parts := strings.Split(pattern, "/")
	for i := len(parts) - 1; i > 1; i-- {
		if name, is := strings.CutPrefix(parts[i], ":"); is && uuid.Validate(c.Param(name)) == nil {
			noun := strings.TrimSuffix(parts[i-1], "s")
			if noun == "people" {
				noun = "user"
			}
			return recorded{noun, c.Param(name), []string{noun + ".", parts[len(parts)-1] + "."}}
		}
	}
	return recorded{object: "organization", verbs: []string{"organization."}}
}

// mostLookedBack is how many entries of the record are looked through for the last change of one thing.
const mostLookedBack = 50

// changedBy says who changed a thing last, as far as the record tells.
func (s *Server) changedBy(c *request, x recorded) (string, error) {
	f := store.AuditFilter{Object: x.object, ObjectID: x.id, Limit: mostLookedBack}
	entries, err := s.app.Store().AuditEntries(c.Request().Context(), f)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if by, err := uuid.Parse(e.ActorID); err == nil && e.Actor == "user" && x.changes(e.Action) {
			names, err := s.app.Store().NamesOfUsers(c.Request().Context(), []uuid.UUID{by})
			return c.byWhom(by, names[by], e.At), err
		}
	}
	return c.byWhom(uuid.Nil, "", time.Time{}), nil
}

// changes tells whether an action of the record changed the thing itself, and was no look at it.
func (x recorded) changes(action string) bool {
	ofIt := slices.ContainsFunc(x.verbs, func(verb string) bool { return strings.HasPrefix(action, verb) })
	return ofIt && !strings.HasSuffix(action, "_viewed") && !strings.HasSuffix(action, ".exported")
}

// byWhom says who made a change: the reader in another window, somebody by name, or nobody knows.
func (c *request) byWhom(by uuid.UUID, name string, at time.Time) string {
	when := c.words.DateTime(at)
	switch {
	case c.user != nil && by == c.user.ID:
		return c.words.T("error.changed_by.you", "When", when)
	case name != "":
		return c.words.T("error.changed_by", "Name", name, "When", when)
	}
	return c.words.T("error.changed_by.unknown")
}
