package server

import (
	"net/http"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// accommodationPage asks what somebody needs to answer well, and shows what was agreed.
type accommodationPage struct {
	respondentPage
	Requests []accommodationAsked
	Open     bool // more can be asked for
	Form     Form
	Need     Field
}

type accommodationAsked struct {
	Title           string
	Message, Answer []string
	Answered        string // how the request was answered, or "" while it waits
}

func (accommodationPage) template() (layout, name string) {
	return "respondent", "questionnaire-accommodation"
}

func (s *Server) accommodationAsk(c *request, q app.Questionnaire) error {
	return c.renderAccommodation(http.StatusOK, q, newForm(c.rawPage(""), nil, nil))
}

// accommodationSend takes a request, before or after the start.
func (s *Server) accommodationSend(c *request, q app.Questionnaire) error {
	if q.State == hiring.LinkSubmitted {
		return c.seeOther(c.linkBase())
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	need := hiring.AccommodationNeed(v.Get("need"))
	err = s.app.RequestAccommodation(c.Request().Context(), q, need, v.Get("message"))
	if hiring.KindOf(err) == hiring.Invalid {
		form := newForm(c.rawPage(""), v, hiring.ProblemsOf(err))
		return c.renderAccommodation(http.StatusUnprocessableEntity, q, form)
	}
	if err != nil {
		return err
	}
	return c.seeOther(c.linkBase() + "/accommodation")
}

func (c *request) renderAccommodation(status int, q app.Questionnaire, form Form) error {
	rp, err := c.respondentPage(c.words.T("questionnaire.accommodation.ask.title"))
	if err != nil {
		return err
	}
	asked, err := c.s.app.AccommodationsOf(c.Request().Context(), q)
	if err != nil {
		return err
	}
	page := accommodationPage{respondentPage: rp.of(q, switchByLink), Form: form, Open: q.State != hiring.LinkSubmitted}
	if q.State != hiring.LinkUnused {
		page.Offered = nil
	}
	for _, a := range asked {
		page.Requests = append(page.Requests, rp.accommodationAsked(a))
	}
	var needs []Choice
	for _, n := range hiring.AccommodationNeeds() {
		needs = append(needs, Choice{Value: string(n), Label: c.words.T("questionnaire.accommodation.need." + string(n))})
	}
	page.Need = form.Choose("need", "questionnaire.accommodation.ask.need", needs)
	return c.render(status, page)
}

func (p Page) accommodationAsked(a hiring.Accommodation) accommodationAsked {
	r := accommodationAsked{Title: p.T("questionnaire.accommodation.need." + string(a.Need)), Message: nonEmpty(a.Message)}
	if a.AnsweredAt != nil {
		r.Answered, r.Answer = p.T("questionnaire.accommodation.answer."+a.Granted), nonEmpty(a.Answer)
		if a.ExtraDays > 0 {
			r.Answer = append(r.Answer, p.T("questionnaire.accommodation.answer.extra_days", "Count", a.ExtraDays))
		}
	}
	return r
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
