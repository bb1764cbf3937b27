package server

import (
	"context"
	"net/http"
	"net/url"
	"sort"
	"strconv"

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

// Details lists an entry's details in a fixed order.
func (auditPage) Details(e hiring.AuditEntry) []Choice {
	var out []Choice
	for k, v := range e.Detail {
		out = append(out, Choice{Value: v, Label: k})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Label < out[j].Label })
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
