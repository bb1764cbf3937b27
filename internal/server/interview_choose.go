package server

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// interviewChoosePage asks with whom: a candidate's number in the requisition.
type interviewChoosePage struct {
	Page
	Form        Form
	Requisition hiring.Requisition
}

func (interviewChoosePage) template() (layout, name string) { return "staff", "interview-choose" }

// interviewChoose leads from a requisition to the form for one of its candidates.
func (s *Server) interviewChoose(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	page := interviewChoosePage{Page: c.page("interview.schedule").in("requisitions"), Requisition: r}
	page.Form = newForm(page.Page, c.QueryParams(), nil)
	typed := strings.TrimSpace(c.QueryParam("number"))
	if typed == "" {
		return c.render(http.StatusOK, page)
	}
	id, err := s.applicationNumbered(c, r.ID, typed)
	if hiring.KindOf(err) == hiring.NotFound {
		page.Form.Problems.Add("number", "interview.problem.number")
		return c.render(http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return c.seeOther(applicationPath(id) + "/interviews/new")
}

func (s *Server) applicationNumbered(c *request, requisition uuid.UUID, typed string) (uuid.UUID, error) {
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > 1<<30 {
		return uuid.Nil, hiring.Missing("application")
	}
	ap, err := s.app.Store().ApplicationNumbered(c.Request().Context(), requisition, n)
	return ap.ID, err
}
