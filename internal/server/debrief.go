package server

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// debriefRoutes are where a panel lays its scorecards side by side, and where a panelist changes a level of their own:
// of members with an account, and of guests. Whose own scorecard is not in finds nothing: the handler says so.
func (s *Server) debriefRoutes() []route {
	reader := staff(hiring.HR).orOwn(joinsInterview, hiring.Recruiter, hiring.Interviewer)
	panelist := staff().orOwn(sitsOnPanel, hiring.HR, hiring.Recruiter, hiring.Interviewer)
	return []route{
		{http.MethodGet, "/interviews/:id/debrief", reader, s.debriefShow},
		{http.MethodPost, "/interviews/:id/debrief", panelist, s.seated(s.debriefRevise)},
		{http.MethodGet, "/i/:token/debrief", link(), s.seated(s.guestDebrief)},
		{http.MethodPost, "/i/:token/debrief", link(), s.seated(s.debriefRevise)},
	}
}

// debriefShow shows the scorecards side by side, what differs most first.
func (s *Server) debriefShow(c *request) error {
	d, err := s.debriefOf(c)
	if err != nil {
		return err
	}
	return c.renderDebrief(http.StatusOK, d, interviewPath(d.Interview.ID), nil, nil)
}

func (s *Server) debriefOf(c *request) (app.Debrief, error) {
	id, err := c.id("id")
	if err != nil {
		return app.Debrief{}, err
	}
	return s.app.Debrief(c.Request().Context(), *c.user, id)
}

// guestDebrief shows the same to a guest, without what the program calculated.
func (s *Server) guestDebrief(c *request, at seat) error {
	d, err := s.app.GuestDebrief(c.Request().Context(), at.Panelist)
	if err != nil {
		return err
	}
	return c.renderDebrief(http.StatusOK, d, at.Base, nil, nil)
}

// debriefRevise changes one level of one's own scorecard, and keeps what it was.
func (s *Server) debriefRevise(c *request, at seat) error {
	form, err := c.form()
	if err != nil {
		return err
	}
	n := parseRevision(form)
	err = s.app.ReviseScorecard(c.Request().Context(), app.PanelistActor(at.Panelist), at.Panelist, n)
	if err == nil {
		if c.user != nil {
			c.flash("debrief.changed")
		}
		return c.seeOther(at.Base + "/debrief#t-" + n.Topic.ID.String())
	}
	problems, status := hiring.ProblemsOf(err), http.StatusUnprocessableEntity
	if len(problems) == 0 {
		if !isStale(err) {
			return err
		}
		problems, status = hiring.Problems{{Field: "level." + n.Topic.ID.String(), Key: "debrief.problem.changed_meanwhile"}}, http.StatusConflict
	}
	d, again := s.debriefAgain(c, at)
	if again != nil {
		return errors.Join(err, again)
	}
	return c.renderDebrief(status, d, at.Base, form, problems)
}

// debriefAgain reads a panelist's debrief once more, to show what was wrong in it.
func (s *Server) debriefAgain(c *request, at seat) (app.Debrief, error) {
	if at.Guest() {
		return s.app.GuestDebrief(c.Request().Context(), at.Panelist)
	}
	return s.debriefOf(c)
}

// parseRevision reads a changed level: of what, to which, why, and how many changes of it the page had shown.
func parseRevision(form url.Values) app.NewRevision {
	id, _ := uuid.Parse(form.Get("subject_id"))
	n := app.NewRevision{Topic: hiring.Topic{Of: hiring.Subject(form.Get("subject")), ID: id}}
	n.Level, _ = strconv.Atoi(form.Get("level." + id.String()))
	n.Seen, _ = strconv.Atoi(form.Get("seen"))
	n.Reason = form.Get("reason." + id.String())
	return n
}
