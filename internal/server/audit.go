package server

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// auditPageSize is how many entries one page shows.
const auditPageSize = 100

type auditPage struct {
	Page
	Entries  []hiring.AuditEntry
	ObjectID string
	Users    map[string]string // names of users, by id: the entries themselves hold none
	Older    string            // address of the next page, or ""
	Checked  bool
	Count    int64
	Broken   int64 // the first entry that does not hold, or 0
}

func (auditPage) template() (layout, name string) { return "staff", "audit" }

// Who names the actor: a user by name, everybody else by what they are.
func (p auditPage) Who(e hiring.AuditEntry) string {
	if name, ok := p.Users[e.ActorID]; ok && e.Actor == "user" {
		return name
	}
	return p.T("audit.actor." + e.Actor)
}

// Short leaves of an id or hash what tells it apart on a page; entries about one thing show the whole.
func (p auditPage) Short(id string) string {
	if len(id) > 12 && p.ObjectID == "" {
		return "…" + id[len(id)-8:]
	}
	return id
}

// Did says in words what an entry records: what it is about, and what became of it. The code, which is what files and the
// chain hold, stands beside it; where there are no words it stands alone.
func (p auditPage) Did(e hiring.AuditEntry) string {
	noun, event, _ := strings.Cut(e.Action, ".")
	if noun, event = "audit.noun."+noun, "audit.event."+event; p.Has(noun) && p.Has(event) {
		return p.T("audit.did", "Noun", p.T(noun), "Event", p.T(event))
	}
	return e.Action
}

// Thing says in words what kind of thing an entry is on.
func (p auditPage) Thing(e hiring.AuditEntry) string {
	if key := "audit.noun." + e.Object; p.Has(key) {
		return p.T(key)
	}
	return e.Object
}

// auditDetail is one detail of an entry: its name in words, as it is recorded, and its value, likewise.
type auditDetail struct{ Label, Code, Value, ValueCode string }

// auditValues are where the words stand for the values of a detail that are codes: what their keys begin with.
func auditValues() map[string][]string {
	yesNo := []string{"common."}
	phases := []string{"phase.", "benchmark.group."}
	return map[string][]string{
		"outcome": {"decision.outcome.", "review_request.outcome."}, "stage": {"requisition.stage."}, "from": phases, "to": phases,
		"kind": {"review_request.kind."}, "act": {"review.was."}, "language": {"language."}, "mode": {"application.mode."},
		"granted": {"accommodation.granted."}, "group": {"benchmark.group."}, "of": {"rater.of."}, "roles": {"role."},
		"reason": {"rating.abstention.", "review.reason."}, "reasons": {"decision.reasons."}, "verdict": {"benchmark.verdict."},
		"table": {"export.table."}, "format": {"export.format."}, "late": yesNo, "shows_answers": yesNo, "confirmed": yesNo,
	}
}

// auditCode is how a code is written that there may be words for; ids, numbers and hashes are none.
var auditCode = regexp.MustCompile(`^[a-z][a-z_]*$`)

// valueWords says the value of a detail in words, where it is a code, or a list of codes, that has some; else as it is.
func (p auditPage) valueWords(name, value string) string {
	var out []string
	for _, code := range strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == ',' }) {
		word := code
		for _, prefix := range auditValues()[name] {
			if key := prefix + yesOrNo(code); auditCode.MatchString(code) && p.Has(key) {
				word = p.T(key)
				break
			}
		}
		out = append(out, word)
	}
	if key := mailName(value); name == "kind" && p.Has(key) {
		return p.T(key)
	}
	return strings.Join(out, ", ")
}

// yesOrNo is how the words call what the program records as true or false.
func yesOrNo(code string) string {
	switch code {
	case "true":
		return "yes"
	case "false":
		return "no"
	}
	return code
}

// Details lists an entry's details in a fixed order.
func (p auditPage) Details(e hiring.AuditEntry) []auditDetail {
	var out []auditDetail
	for k, v := range e.Detail {
		d := auditDetail{Label: k, Code: k, Value: v, ValueCode: v}
		if len(auditValues()[k]) > 0 {
			d.Value = p.valueWords(k, v)
		}
		if key := "audit.about." + k; p.Has(key) {
			d.Label = p.T(key)
		}
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}

func (s *Server) auditList(c *request) error {
	before, _ := strconv.ParseInt(c.QueryParam("before"), 10, 64)
	f := store.AuditFilter{ObjectID: c.QueryParam("object_id"), Before: before, Limit: auditPageSize}
	ctx := c.Request().Context()
	entries, err := s.app.Store().AuditEntries(ctx, f)
	if err != nil {
		return err
	}
	users, err := s.userNames(ctx)
	if err != nil {
		return err
	}
	p := auditPage{Page: c.page("audit.title").in("audit"), Entries: entries, ObjectID: f.ObjectID, Users: users}
	if n := len(entries); n == auditPageSize {
		p.Older = "/audit?object_id=" + url.QueryEscape(f.ObjectID) + "&before=" + strconv.FormatInt(entries[n-1].Seq, 10)
	}
	if c.QueryParam("verify") != "" {
		n, bad, err := s.app.Store().VerifyAudit(ctx)
		if err != nil {
			return err
		}
		p.Checked, p.Count = true, n
		if bad != nil {
			p.Broken = *bad
		}
	}
	return c.render(http.StatusOK, p)
}

// userNames returns everybody's name by id.
func (s *Server) userNames(ctx context.Context) (map[string]string, error) {
	users, err := s.app.Store().Users(ctx)
	names := make(map[string]string, len(users))
	for _, u := range users {
		names[u.ID.String()] = u.Name
	}
	return names, err
}
