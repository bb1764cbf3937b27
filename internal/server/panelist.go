package server

import (
	"net/http"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// panelistAdd puts a user, or a guest, on an interview's panel.
func (s *Server) panelistAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	p := readGuest(v, ".0")
	if !v.Has("guest_name.0") {
		person, err := uuid.Parse(v.Get("person"))
		if err != nil {
			return s.renderInterview(c, http.StatusUnprocessableEntity, v, hiring.Problems{{Field: "person", Key: "problem.required"}})
		}
		p = hiring.Panelist{UserID: &person}
	}
	err = s.app.AddPanelist(c.Request().Context(), c.actor(), id, p)
	if ps := hiring.ProblemsOf(err); len(ps) > 0 {
		return s.renderInterview(c, http.StatusUnprocessableEntity, v, ps)
	}
	if err != nil {
		return err
	}
	c.flash("panelist.was_added")
	return c.seeOther(interviewPath(id) + "#panel")
}

func (s *Server) panelistRemove(c *request) error {
	id, panelist, err := c.ids("id", "panelist")
	if err != nil {
		return err
	}
	if err := s.app.RemovePanelist(c.Request().Context(), c.actor(), id, panelist); err != nil {
		return err
	}
	c.flash("panelist.was_removed")
	return c.seeOther(interviewPath(id) + "#panel")
}

func (s *Server) panelistTell(c *request) error {
	id, panelist, err := c.ids("id", "panelist")
	if err != nil {
		return err
	}
	if err := s.app.TellAgain(c.Request().Context(), c.actor(), id, &panelist); err != nil {
		return err
	}
	c.flash("interview.was_mailed")
	return c.seeOther(interviewPath(id) + "#panel")
}

// panelistLink makes a guest's personal link and shows it, this once.
func (s *Server) panelistLink(c *request) error {
	id, panelist, err := c.ids("id", "panelist")
	if err != nil {
		return err
	}
	p, url, err := s.app.ShowPanelistLink(c.Request().Context(), c.actor(), id, panelist)
	if err != nil {
		return err
	}
	page := linksPage{Page: c.page("invitation.links").in("interviews"), Back: interviewPath(id)}
	page.Links = []shownLink{{Name: p.Name, Email: p.Email, URL: url}}
	return c.render(http.StatusOK, page)
}

// guest resolves the token of a guest's personal link, and speaks the guest's language unless another is asked for.
func (s *Server) guest(c *request) (hiring.Panelist, hiring.Interview, error) {
	p, i, err := s.app.PanelistByToken(c.Request().Context(), c.Param("token"))
	if err != nil {
		return p, i, err
	}
	if _, asked := hiring.ParseLanguage(c.QueryParam("lang")); !asked {
		c.words = s.words.For(p.Language)
	}
	return p, i, nil
}

// guestInterview shows a guest their interview.
func (s *Server) guestInterview(c *request) error {
	p, i, err := s.guest(c)
	if err != nil {
		return err
	}
	v, err := s.app.ViewInterviewAs(c.Request().Context(), p, i)
	if err != nil {
		return err
	}
	c.user = nil // the link is one person's, whoever is signed in beside it
	page := interviewPageOf(c, v, "/i/"+c.Param("token"))
	page.Switch = page.Base
	return c.render(http.StatusOK, page)
}

// guestLanguage changes the language in which a guest reads, for good, and goes back to where it was chosen: to one of
// the two pages without anything to fill in.
func (s *Server) guestLanguage(c *request, at seat) error {
	form, err := c.form()
	if err != nil {
		return err
	}
	if err := s.app.SpeakTo(c.Request().Context(), at.Panelist, hiring.Language(form.Get("language"))); err != nil {
		return err
	}
	if form.Get("at") == at.Base+"/scorecard" {
		return c.seeOther(at.Base + "/scorecard")
	}
	return c.seeOther(at.Base)
}

func (s *Server) guestCalendar(c *request) error {
	p, i, err := s.guest(c)
	if err != nil {
		return err
	}
	return c.calendar(i, &p)
}
