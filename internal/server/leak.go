package server

import (
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// leakPage asks a rater which words give somebody away.
type leakPage struct {
	ratedAnswer
	Form Form
}

func (leakPage) template() (layout, name string) { return "staff", "leak" }

func (c *request) renderLeak(status int, i app.RatedItem, typed url.Values, problems hiring.Problems) error {
	p := leakPage{ratedAnswer: c.ratedAnswer("leak.title", i)}
	p.Form = newForm(p.Page, typed, problems)
	return c.render(status, p)
}

func (s *Server) leakNew(c *request) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	return c.renderLeak(http.StatusOK, i, nil, nil)
}

// leakReport passes on which words give somebody away, and goes back to the answer.
func (s *Server) leakReport(c *request) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	err = s.app.ReportLeak(c.Request().Context(), i, form.Get("words"))
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return c.renderLeak(http.StatusUnprocessableEntity, i, form, problems)
	}
	if err != nil {
		return err
	}
	c.flash("leak.reported")
	return c.seeOther(queuePath(i.Queue) + "/" + i.ID.String())
}

// leakCard is one report with its form.
type leakCard struct {
	app.LeakView
	Prompt, About, Heading, Came string
	Form                         Form
}

// leaksPage lists the reports of a requisition.
type leaksPage struct {
	Page
	Requisition hiring.Requisition
	Cards       []leakCard
}

func (leaksPage) template() (layout, name string) { return "staff", "leaks" }

// Outcomes offers what can come of a report.
func (p leaksPage) Outcomes() []Choice {
	return []Choice{
		{Value: string(hiring.LeakHidden), Label: p.T("leak.hide"), Help: p.T("leak.hide.help")},
		{Value: string(hiring.LeakDismissed), Label: p.T("leak.dismiss"), Help: p.T("leak.dismiss.help")},
	}
}

// leakRequisition is the requisition a path names, for whoever answers its reports: nobody who rates in it, since the
// words would tell them whose answers they are about to read, as long as there is somebody else.
func (s *Server) leakRequisition(c *request) (hiring.Requisition, error) {
	r, err := s.requisition(c)
	if err != nil {
		return r, err
	}
	answers, err := s.answersRequests(c, r)
	if err == nil && !answers {
		err = hiring.Missing("page")
	}
	return r, err
}

func (s *Server) leakList(c *request) error {
	r, err := s.leakRequisition(c)
	if err != nil {
		return err
	}
	return s.renderLeaks(c, http.StatusOK, r, uuid.Nil, nil, nil)
}

// renderLeaks shows the reports; what was typed and its problems belong to one of them.
func (s *Server) renderLeaks(c *request, status int, r hiring.Requisition, of uuid.UUID, typed url.Values, problems hiring.Problems) error {
	list, err := s.app.Leaks(c.Request().Context(), r.ID)
	if err != nil {
		return err
	}
	p := leaksPage{Page: c.page("leak.list").in("requisitions"), Requisition: r}
	for _, v := range list {
		card := leakCard{LeakView: v, Prompt: p.Say(v.Prompt), Heading: p.T("leak.practice")}
		if v.Number > 0 {
			card.Heading = p.candidateNumber(v.Number)
		}
		card.About = p.T("leak.by", "Name", v.By, "Date", p.DateTime(v.ReportedAt))
		if v.ClosedAt != nil {
			card.Came = p.T("leak.came."+string(v.Outcome), "Date", p.DateTime(*v.ClosedAt))
		}
		card.Form = newForm(p.Page, url.Values{"words": {v.Words}}, nil)
		if v.ID == of {
			card.Form = newForm(p.Page, typed, problems)
		}
		p.Cards = append(p.Cards, card)
	}
	return c.render(status, p)
}

// leakAnswer hides the words from everybody who rates the answer, or dismisses the report.
func (s *Server) leakAnswer(c *request) error {
	r, err := s.leakRequisition(c)
	if err != nil {
		return err
	}
	leak, err := c.id("leak")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	given := app.LeakAnswer{Outcome: hiring.LeakOutcome(form.Get("outcome")), Words: form.Get("words"), Reason: form.Get("reason")}
	err = s.app.AnswerLeak(c.Request().Context(), c.user.ID, r.ID, leak, given)
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return s.renderLeaks(c, http.StatusUnprocessableEntity, r, leak, form, problems)
	}
	if err != nil {
		return err
	}
	c.flash("leak.answered")
	return c.seeOther("/requisitions/" + r.ID.String() + "/leaks")
}
