package server

import (
	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// recorded resolves a candidate's token for what comes after the questionnaire. It goes on working when the
// questionnaire's time is over; whether there is anything to show is the handler's to say.
func (s *Server) recorded(handle respondentHandler) func(*request) error {
	return func(c *request) error {
		q, err := s.app.OpenRecord(c.Request().Context(), c.Param("token"))
		if hiring.KindOf(err) == hiring.NotFound {
			return c.renderClosed(err)
		}
		if err != nil {
			return err
		}
		c.words = s.words.For(c.respondentLanguage(q))
		return handle(c, q)
	}
}

// afterwards lets only those through whose answers are in; others are sent to where they are.
func (s *Server) afterwards(handle respondentHandler) func(*request) error {
	return s.recorded(func(c *request, q app.Questionnaire) error {
		if q.State != hiring.LinkSubmitted {
			return c.seeOther(c.linkBase())
		}
		return handle(c, q)
	})
}
