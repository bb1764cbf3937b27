package server

import (
	"net/http"
	"net/url"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// representationRoutes are for whoever runs the installation: which service outside turns texts into numbers, if any.
func (s *Server) representationRoutes() []route {
	return []route{
		{http.MethodGet, "/representation", staff(hiring.Admin), s.representationShow},
		{http.MethodPost, "/representation", staff(hiring.Admin), s.representationUse},
		{http.MethodPost, "/representation/test", staff(hiring.Admin), s.representationTest},
		{http.MethodPost, "/representation/end", staff(hiring.Admin), s.representationEnd},
	}
}

type representationPage struct {
	Page
	Form    Form
	State   app.RepresentationState
	Trouble string // what is the matter with the one in use, in a sentence, or ""
	Tested  string // what a test found, in a sentence, or ""
	Waiting string // how many scores wait for it, in a sentence, or ""
	Size    string // of a vector
	Earlier []earlierRepresentation
}

// earlierRepresentation is a service that was in use once.
type earlierRepresentation struct{ Model, URL, When string }

func (representationPage) template() (layout, name string) { return "staff", "representation" }

func (s *Server) representationShow(c *request) error {
	return s.renderRepresentation(c, http.StatusOK, nil, nil, 0)
}

// renderRepresentation draws the page; size is what a test found, or 0.
func (s *Server) renderRepresentation(c *request, status int, v url.Values, ps hiring.Problems, size int) error {
	state, err := s.app.RepresentationState(c.Request().Context())
	if err != nil {
		return err
	}
	if v == nil {
		v = url.Values{}
		if state.InUse != nil {
			v.Set("url", state.InUse.URL)
			v.Set("model", state.InUse.Model)
		}
	}
	p := representationPage{Page: c.page("representation.title").in("representation"), State: state}
	p.Form = newForm(p.Page, v, ps)
	if size > 0 {
		p.Tested = p.T("representation.tested", "Size", p.Num(float64(size), 0))
	}
	p.fill(state)
	return c.render(status, p)
}

func (p *representationPage) fill(state app.RepresentationState) {
	if state.InUse != nil {
		p.Size = p.Num(float64(state.InUse.Size), 0)
	}
	if state.Trouble != "" {
		p.Trouble = p.T("representation.trouble." + state.Trouble)
	}
	if state.Waiting > 0 {
		p.Waiting = p.T("representation.waiting", "Count", state.Waiting)
	}
	for _, r := range state.Earlier {
		when := p.T("representation.from_to", "From", p.Date(r.SetAt), "To", p.Date(*r.EndedAt))
		p.Earlier = append(p.Earlier, earlierRepresentation{Model: r.Model, URL: r.URL, When: when})
	}
}

func (s *Server) representationTest(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	size, err := s.app.TryRepresentation(c.Request().Context(), v.Get("url"), v.Get("model"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderRepresentation(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err), 0)
	}
	if err != nil {
		return err
	}
	return s.renderRepresentation(c, http.StatusOK, v, nil, size)
}

func (s *Server) representationUse(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	_, err = s.app.UseRepresentation(c.Request().Context(), c.user.ID, v.Get("url"), v.Get("model"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderRepresentation(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err), 0)
	}
	if err != nil {
		return err
	}
	c.flash("representation.used")
	return c.seeOther("/representation")
}

func (s *Server) representationEnd(c *request) error {
	if err := s.app.EndRepresentation(c.Request().Context(), c.user.ID); err != nil {
		return err
	}
	c.flash("representation.ended")
	return c.seeOther("/representation")
}
