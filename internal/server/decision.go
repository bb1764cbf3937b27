package server

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// decisionPage is the form in which a person decides, with the decision that stands.
type decisionPage struct {
	Page
	Form    Form
	ID      uuid.UUID
	Heading string
	Blind   bool
	Held    bool   // blind, and not for want of the own ratings
	Awaited string // blind until the scorecard of this interview is in; or ""
	Early   bool   // nothing has been answered yet
	Discuss []string
	Current *decisionLine
	Instead string
}

func (decisionPage) template() (layout, name string) { return "staff", "decision" }

// Outcomes offers what can be decided.
func (p decisionPage) Outcomes() Field {
	var choices []Choice
	for _, o := range hiring.Outcomes() {
		choices = append(choices, Choice{Value: string(o), Label: p.T("decision.outcome." + string(o)), Help: p.T("decision.outcome." + string(o) + ".help")})
	}
	return p.Form.Choose("outcome", "decision.outcome", choices, "required", true)
}

// decisionShow shows the form.
func (s *Server) decisionShow(c *request) error {
	v, err := s.decisionView(c)
	if err != nil {
		return err
	}
	return c.renderDecision(http.StatusOK, v, nil, nil)
}

// decisionMake records a decision, in place of the one that was shown.
func (s *Server) decisionMake(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	decision := app.NewDecision{Outcome: hiring.Outcome(form.Get("outcome")), Reason: form.Get("reason")}
	if instead, err := uuid.Parse(form.Get("instead")); err == nil {
		decision.Instead = &instead
	}
	_, err = s.app.Decide(c.Request().Context(), *c.user, id, decision)
	if err == nil {
		c.flash("decision.made")
		return c.seeOther(applicationPath(id))
	}
	problems, status := hiring.ProblemsOf(err), http.StatusUnprocessableEntity
	if len(problems) == 0 {
		if !isStale(err) {
			return err
		}
		problems, status = hiring.Problems{{Field: "outcome", Key: "decision.problem.decided_meanwhile"}}, http.StatusConflict
	}
	v, viewErr := s.decisionView(c)
	if viewErr != nil {
		return errors.Join(err, viewErr)
	}
	return c.renderDecision(status, v, form, problems)
}

func (s *Server) decisionView(c *request) (app.ApplicationView, error) {
	id, err := c.id("id")
	if err != nil {
		return app.ApplicationView{}, err
	}
	return s.app.ViewApplication(c.Request().Context(), *c.user, id)
}

func (c *request) renderDecision(status int, v app.ApplicationView, typed url.Values, problems hiring.Problems) error {
	shown := applicationPageOf(c, v)
	page := decisionPage{
		Page: c.page("decision.title", "Name", shown.Heading).in("requisitions"), ID: v.ID, Heading: shown.Heading,
		Blind: v.Blind, Held: shown.Held, Awaited: shown.Interview, Early: !v.Shown(), Discuss: shown.Discuss, Current: shown.Current,
	}
	if current := v.Current(); current != nil {
		page.Instead = current.ID.String()
	}
	page.Form = newForm(page.Page, typed, problems)
	return c.render(status, page)
}
