package server

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"touchstone/internal/hiring"
)

// plantingPage asks that practice answers be planted among those a requisition's panel rates.
type plantingPage struct {
	Page
	Requisition hiring.Requisition
	Form        Form
	Every       int // what holds now; 0 is never
}

func (plantingPage) template() (layout, name string) { return "staff", "calibration-planting" }

func (s *Server) plantingShow(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	every, err := s.app.Store().PlantEvery(c.Request().Context(), r.ID)
	if err != nil {
		return err
	}
	typed := url.Values{"every": {strconv.Itoa(hiring.UsualPlantEvery)}}
	if every > 0 {
		typed = url.Values{"every": {strconv.Itoa(every)}, "planted": {"1"}}
	}
	return c.renderPlanting(http.StatusOK, r, every, typed, nil)
}

func (c *request) renderPlanting(status int, r hiring.Requisition, every int, typed url.Values, problems hiring.Problems) error {
	p := plantingPage{Page: c.page("calibration.planting").in("requisitions"), Requisition: r, Every: every}
	p.Form = newForm(p.Page, typed, problems)
	return c.render(status, p)
}

func (s *Server) plantingSave(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	every := 0
	if form.Get("planted") == "1" {
		var problem error
		if every, problem = strconv.Atoi(strings.TrimSpace(form.Get("every"))); problem != nil || every == 0 {
			every = -1 // asked for, and not a number: out of range
		}
	}
	err = s.app.PlantEvery(c.Request().Context(), c.user.ID, r.ID, every)
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return c.renderPlanting(http.StatusUnprocessableEntity, r, 0, form, problems)
	}
	if err != nil {
		return err
	}
	c.flash("calibration.planting.saved")
	return c.seeOther("/requisitions/" + r.ID.String() + "/calibration")
}
