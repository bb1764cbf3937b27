package server

import "touchstone/internal/hiring"

// seat is somebody's place on the panel of one interview, with the address all their pages of it begin with.
type seat struct {
	hiring.Panelist
	Interview hiring.Interview
	Base      string // /interviews/ID, or /i/TOKEN of a guest
}

// panelistOf says who of an interview's panel makes the request: the signed-in user, of the interview the address names,
// or the guest whose token it holds. Whoever is not on the panel finds nothing.
func (s *Server) panelistOf(c *request) (seat, error) {
	if c.seat != nil {
		return *c.seat, nil
	}
	found, err := s.findSeat(c)
	if err == nil {
		c.seat = &found
	}
	return found, err
}

func (s *Server) findSeat(c *request) (seat, error) {
	ctx := c.Request().Context()
	if token := c.Param("token"); token != "" {
		p, i, err := s.app.PanelistByToken(ctx, token)
		return seat{Panelist: p, Interview: i, Base: "/i/" + token}, err
	}
	id, err := c.id("id")
	if err != nil {
		return seat{}, err
	}
	p, err := s.app.Store().PanelistOf(ctx, id, c.user.ID)
	if err != nil {
		return seat{}, err
	}
	i, err := s.app.Store().Interview(ctx, id)
	return seat{Panelist: p, Interview: i, Base: interviewPath(id)}, err
}

// sitsOnPanel tells whether the user is on the panel of the interview in the address.
func sitsOnPanel(s *Server, c *request) (bool, error) {
	_, err := s.panelistOf(c)
	return err == nil, err
}

// seatHandler is a handler for whoever is on an interview's panel.
type seatHandler func(c *request, at seat) error

// seated finds the seat; a guest is answered in their own language, and as nobody else: the link is one person's,
// whoever is signed in beside it.
func (s *Server) seated(handle seatHandler) func(*request) error {
	return func(c *request) error {
		at, err := s.panelistOf(c)
		if err != nil {
			return err
		}
		if at.Guest() {
			c.user = nil
			if _, asked := hiring.ParseLanguage(c.QueryParam("lang")); !asked {
				c.words = s.words.For(at.Language)
			}
		}
		return handle(c, at)
	}
}
