package server

import (
	"net/http"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// applicationRoutes are the application page and spoken answers.
func (s *Server) applicationRoutes() []route {
	owner := staff(hiring.HR).orOwn(ownsApplication, hiring.Recruiter)
	viewer := staff(hiring.HR).orOwn(followsApplication, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/applications/:id", viewer, s.applicationShow},
		{http.MethodGet, "/applications/:id/spoken", owner, s.spokenShow},
		{http.MethodPost, "/applications/:id/spoken", owner, s.spokenStart},
		{http.MethodPost, "/applications/:id/spoken/submission", owner, s.spokenSubmit},
		{http.MethodGet, "/applications/:id/spoken/:n", owner, s.spokenQuestionShow},
		{http.MethodPost, "/applications/:id/spoken/:n", owner, s.spokenQuestionSave},
	}
}

// ownsApplication tells whether the application in the address belongs to a requisition of the user's own.
func ownsApplication(s *Server, c *request) (bool, error) {
	r, err := s.requisitionOfApplication(c)
	return err == nil && r.OwnerID == c.user.ID, err
}

// followsApplication tells whether the user owns the application's requisition or is on its panel.
func followsApplication(s *Server, c *request) (bool, error) {
	r, err := s.requisitionOfApplication(c)
	return err == nil && (r.OwnerID == c.user.ID || r.OnPanel(c.user.ID)), err
}

func (s *Server) requisitionOfApplication(c *request) (hiring.Requisition, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Requisition{}, err
	}
	a, err := s.app.Store().Application(c.Request().Context(), id)
	if err != nil {
		return hiring.Requisition{}, err
	}
	return s.app.Store().Requisition(c.Request().Context(), a.RequisitionID)
}

// applicationShow shows an application: fit by value, every answer with its reasons, ratings, decisions.
func (s *Server) applicationShow(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := s.app.ViewApplication(c.Request().Context(), *c.user, id)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, applicationPageOf(c, v))
}

// applicationPath is the address of an application's page.
func applicationPath(id uuid.UUID) string { return "/applications/" + id.String() }

// candidateNumber is what a candidate is called where names are hidden.
func (p Page) candidateNumber(n int) string { return p.T("application.candidate", "Number", n) }
