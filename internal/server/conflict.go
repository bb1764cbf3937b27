package server

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// conflictPage says why a form that somebody wrote into was refused: something was changed since it was opened, and by
// whom where the record tells, or things stand so that it cannot be done. It keeps what was sent, to be copied, and leads
// back to the form as it stands now, or to what the form is about.
type conflictPage struct {
	Page
	Message string
	By      string // of a change
	Typed   []string
	Back    string
}

func (conflictPage) template() (layout, name string) { return "staff", "conflict" }

// told turns the refusal of a form that was opened before somebody changed the same thing into a page, and any other
// refusal that would lose words; forms that say so by themselves return no such error.
func (s *Server) told(c *request, r route, err error) error {
	if hiring.KindOf(err) != hiring.Conflict || c.user == nil || r.method != http.MethodPost || wantsJSON(c) {
		return err
	}
	v, unreadable := c.form()
	if unreadable != nil {
		return err
	}
	page := conflictPage{Page: c.page("error.title." + titleFor(err, http.StatusConflict)), Typed: typedTexts(v, r.path)}
	switch {
	case isStale(err):
		page.Message, page.Back = page.T("error.changed.look"), s.formOf(r.path, c.Request().URL.Path)
		if page.By, err = s.changedBy(c, objectOf(r.path, c)); err != nil {
			return err
		}
	case len(page.Typed) == 0:
		return err
	default:
		page.Message, page.Back = errorText(c, err, http.StatusConflict), s.thingOf(r.path, c.Request().URL.Path)
	}
	return c.render(http.StatusConflict, page)
}

// chosen are the fields that nobody writes into: ids, versions, choices, and figures, which are sooner typed than copied.
// Any other field holds words. What a name has after a full stop, as a language or an id, is no matter.
var chosen = sync.OnceValue(func() []string {
	return strings.Fields(`
a act agreed ai_use answers as asks at benchmark by choosing confirmed consent country coverage credit current date decide_by
decider disabled do every explanation_days extra_days for from granted group groups hash hi human_one human_several
identity incumbent instead kind language languages least level link_days linked_to lo lower metrics minutes mode
months most must need next notice_days number order other other_language outcome panel person phase picks planted points position
practices probes proposal query question questions raters_per_answer reasons recommendation record remind_days
review_days roles score scorecard second_person seen share shows_answers simple stage state subject subject_id
technique tenure text_length theme threshold time time_zone under use value values version waive weight with wording`)
})

// isChosen tells whether a field of the form at an address is chosen rather than written: a reason is chosen from a list
// where an answer is left to another or a score is reviewed, and so is whether a requisition's texts count.
func isChosen(name, pattern string) bool {
	name, part, _ := strings.Cut(name, ".")
	switch name {
	case "needs":
		return !strings.HasSuffix(part, ".text")
	case "reason":
		return strings.HasSuffix(pattern, "/abstention") || strings.HasSuffix(pattern, "/reviews")
	case "text":
		return strings.HasPrefix(pattern, "/requisitions") && strings.HasSuffix(pattern, "/:id")
	}
	return slices.Contains(chosen(), name) || strings.Contains(name, "password")
}

// typedTexts are the texts of the form at an address, in the order of their fields' names: neither choices nor secrets.
func typedTexts(v url.Values, pattern string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(v)) {
		for _, text := range v[name] {
			if text = strings.TrimSpace(text); text != "" && !isChosen(name, pattern) && !slices.Contains(out, text) {
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
