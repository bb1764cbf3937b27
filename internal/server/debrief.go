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

// debriefRoutes are where a panel lays its scorecards side by side, and where a panelist changes a level of their own.
// Whose own scorecard is not in finds nothing: the handler says so.
func (s *Server) debriefRoutes() []route {
	reader := staff(hiring.HR).orOwn(joinsInterview, hiring.Recruiter, hiring.Interviewer)
	panelist := staff().orOwn(sitsOnPanel, hiring.HR, hiring.Recruiter, hiring.Interviewer)
	return []route{
		{http.MethodGet, "/interviews/:id/debrief", reader, s.debriefShow},
		{http.MethodPost, "/interviews/:id/debrief", panelist, s.debriefRevise},
	}
}

// sitsOnPanel tells whether the user is on the panel of the interview in the address.
func sitsOnPanel(s *Server, c *request) (bool, error) {
	id, err := c.id("id")
	if err != nil {
		return false, err
	}
	_, err = s.app.Store().PanelistOf(c.Request().Context(), id, c.user.ID)
	return err == nil, err
}

// debriefShow shows the scorecards side by side, what differs most first.
func (s *Server) debriefShow(c *request) error {
	d, err := s.debriefOf(c)
	if err != nil {
		return err
	}
	return c.renderDebrief(http.StatusOK, d, nil, nil)
}

func (s *Server) debriefOf(c *request) (app.Debrief, error) {
	id, err := c.id("id")
	if err != nil {
		return app.Debrief{}, err
	}
	return s.app.Debrief(c.Request().Context(), *c.user, id)
}

// debriefRevise changes one level of the user's own scorecard, and keeps what it was.
func (s *Server) debriefRevise(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	seat, err := s.app.Store().PanelistOf(c.Request().Context(), id, c.user.ID)
	if err != nil {
		return err
	}
	n := parseRevision(form)
	err = s.app.ReviseScorecard(c.Request().Context(), c.actor(), seat, n)
	if err == nil {
		c.flash("debrief.changed")
		return c.seeOther(interviewPath(id) + "/debrief#t-" + n.Topic.ID.String())
	}
	problems, status := hiring.ProblemsOf(err), http.StatusUnprocessableEntity
	if len(problems) == 0 {
		if !isStale(err) {
			return err
		}
		problems, status = hiring.Problems{{Field: "level." + n.Topic.ID.String(), Key: "debrief.problem.changed_meanwhile"}}, http.StatusConflict
	}
	d, again := s.debriefOf(c)
	if again != nil {
		return errors.Join(err, again)
	}
	return c.renderDebrief(status, d, form, problems)
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
