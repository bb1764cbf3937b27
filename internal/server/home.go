package server

import (
	"net/http"

	"touchstone/internal/app"
)

// homePage is what waits for the person who signed in.
type homePage struct {
	Page
	app.Waiting
}

func (homePage) template() (layout, name string) { return "staff", "home" }

func (s *Server) homeShow(c *request) error {
	w, err := s.app.WaitingFor(c.Request().Context(), *c.user)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, homePage{Page: c.page("home.title").in("home"), Waiting: w})
}
