package server

import (
	"net/http"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// requisitionRoutes are the hiring rounds: HR's are all of them, a recruiter's the own ones. Whoever is on a panel
// sees the candidates of that round, blind.
func (s *Server) requisitionRoutes() []route {
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	sees := staff(hiring.HR).orOwn(onRequisition, hiring.Recruiter, hiring.Interviewer)
	recruits := staff(hiring.HR, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/requisitions", recruits, s.requisitionList},
		{http.MethodGet, "/requisitions/new", recruits, s.requisitionNew},
		{http.MethodPost, "/requisitions", recruits, s.requisitionAdd},
		{http.MethodGet, "/requisitions/:id", sees, s.requisitionShow},
		{http.MethodGet, "/requisitions/:id/edit", manages, s.requisitionEdit},
		{http.MethodPost, "/requisitions/:id", manages, s.requisitionSave},
		{http.MethodPost, "/requisitions/:id/panel", manages, s.requisitionPanelAdd},
		{http.MethodPost, "/requisitions/:id/panel/remove", manages, s.requisitionPanelRemove},
		{http.MethodPost, "/requisitions/:id/close", manages, s.requisitionClose},
		{http.MethodGet, "/requisitions/:id/rescorings", manages, s.rescoringList},
		{http.MethodPost, "/requisitions/:id/rescorings", staff(hiring.HR), s.rescoringOrder},
	}
}

// ownsRequisition: the requisition a path names was opened by the user.
func ownsRequisition(s *Server, c *request) (bool, error) {
	r, err := s.requisition(c)
	return err == nil && r.OwnerID == c.user.ID, missingIsNo(err)
}

// onRequisition: the requisition a path names is the user's own, or the user is on its panel. An interviewer owns
// none.
func onRequisition(s *Server, c *request) (bool, error) {
	r, err := s.requisition(c)
	owns := r.OwnerID == c.user.ID && c.user.Is(hiring.Recruiter)
	return err == nil && (owns || r.OnPanel(c.user.ID)), missingIsNo(err)
}

// missingIsNo lets a guard answer no for what does not exist.
func missingIsNo(err error) error {
	if hiring.KindOf(err) == hiring.NotFound {
		return nil
	}
	return err
}

// requisition reads the requisition a path names.
func (s *Server) requisition(c *request) (hiring.Requisition, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Requisition{}, err
	}
	return s.app.Store().Requisition(c.Request().Context(), id)
}

func (s *Server) requisitionClose(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.CloseRequisition(c.Request().Context(), c.actor(), id); err != nil {
		return err
	}
	c.flash("requisition.was_closed")
	return c.seeOther("/requisitions/" + id.String())
}

func (s *Server) requisitionPanelAdd(c *request) error {
	id, person, err := requisitionPanelForm(c)
	if err != nil {
		return err
	}
	if err := s.app.AddToPanel(c.Request().Context(), c.actor(), id, person); err != nil {
		return err
	}
	c.flash("requisition.panel.was_added")
	return c.seeOther("/requisitions/" + id.String() + "/edit#panel")
}

func (s *Server) requisitionPanelRemove(c *request) error {
	id, person, err := requisitionPanelForm(c)
	if err != nil {
		return err
	}
	if err := s.app.RemoveFromPanel(c.Request().Context(), c.actor(), id, person); err != nil {
		return err
	}
	c.flash("requisition.panel.was_removed")
	return c.seeOther("/requisitions/" + id.String() + "/edit#panel")
}

// requisitionPanelForm reads whom a form puts on, or takes off, which panel.
func requisitionPanelForm(c *request) (requisition, person uuid.UUID, err error) {
	v, err := c.form()
	if err != nil {
		return uuid.Nil, uuid.Nil, err
	}
	if requisition, err = c.id("id"); err != nil {
		return uuid.Nil, uuid.Nil, err
	}
	if person, err = uuid.Parse(v.Get("person")); err != nil {
		ps := hiring.Problems{{Field: "person", Key: "problem.required"}}
		return uuid.Nil, uuid.Nil, ps.Err()
	}
	return requisition, person, nil
}
