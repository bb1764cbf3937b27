package server

import (
	"net/http"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/store"
)

// shownLink is one person's link, shown this once.
type shownLink struct {
	Name, Email, URL string
}

// linksPage shows links that were just made: the only moment at which they can be read here.
type linksPage struct {
	Page
	Back  string
	Links []shownLink
}

func (linksPage) template() (layout, name string) { return "staff", "invitation-links" }

func (s *Server) showLinks(c *request, requisition uuid.UUID, invited []app.Invited) error {
	ids := make([]uuid.UUID, len(invited))
	for i, inv := range invited {
		ids[i] = inv.Invitation
	}
	links, err := s.app.ShowLinks(c.Request().Context(), c.actor(), ids)
	if err != nil {
		return err
	}
	page := linksPage{Page: c.page("invitation.links").in("requisitions"), Back: "/requisitions/" + requisition.String() + "/invitations"}
	for i, l := range links {
		page.Links = append(page.Links, shownLink{Name: invited[i].Name, Email: invited[i].Email, URL: l.URL})
	}
	return c.render(http.StatusOK, page)
}

// mostLinks is how many links one file holds.
const mostLinks = 5000

// invitationTable makes a further link for everybody whose answers are not in and whose invitation still stands, and
// sends them as a CSV file. A link that expired is not in it: it has to be sent anew first.
func (s *Server) invitationTable(c *request) error {
	ctx := c.Request().Context()
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	waiting, err := s.app.Store().UnfinishedInvitations(ctx, r.ID, 0, mostLinks)
	if err != nil {
		return err
	}
	var open []store.InvitedApplication
	var ids []uuid.UUID
	for _, w := range waiting {
		if w.Invitation.Open(c.now()) {
			open, ids = append(open, w), append(ids, w.Invitation.ID)
		}
	}
	links, err := s.app.ShowLinks(ctx, c.actor(), ids)
	if err != nil {
		return err
	}
	var rows [][]string
	for i, w := range open {
		rows = append(rows, []string{w.Name, w.Email, string(w.Language), links[i].URL, w.Invitation.ExpiresAt.In(s.cfg.Location).Format(day)})
	}
	return c.csv("links.csv", []string{"name", "email", "language", "link", "expires"}, rows)
}
