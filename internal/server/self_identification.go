package server

import (
	"net/http"
	"net/url"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// selfIdentificationRoutes are the voluntary form a candidate fills in about themselves. Nobody who works here has a page
// that shows one; whoever watches over fairness sees group_override.go's page.
func (s *Server) selfIdentificationRoutes() []route {
	return []route{
		{http.MethodGet, "/q/:token/self-identification", link(), s.afterwards(s.selfAsk)},
		{http.MethodPost, "/q/:token/self-identification", link(), s.afterwards(s.selfSend)},
		{http.MethodPost, "/q/:token/self-identification/deletion", link(), s.afterwards(s.selfDelete)},
		{http.MethodGet, "/self-identification", staff(hiring.Compliance), s.groupOverrides},
	}
}

// selfPage is the form. It is always empty: what was given is shown to nobody, the person included, since somebody of
// the company could open the link as well.
type selfPage struct {
	respondentPage
	Form             Form
	Sex, Groups, Age Field
	US               bool
	Done             string // what has just happened, or ""
}

func (selfPage) template() (layout, name string) { return "respondent", "self-identification-ask" }

func (s *Server) selfAsk(c *request, q app.Questionnaire) error {
	return s.renderSelf(c, http.StatusOK, q, nil, nil)
}

func (s *Server) selfSend(c *request, q app.Questionnaire) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	form := hiring.SelfIdentification{Sex: v.Get("sex"), Describe: v.Get("describe"), Groups: v["groups"], Age: v.Get("age")}
	err = s.app.IdentifySelf(c.Request().Context(), q, form)
	switch hiring.KindOf(err) {
	case hiring.Invalid:
		return s.renderSelf(c, http.StatusUnprocessableEntity, q, v, hiring.ProblemsOf(err))
	case hiring.NotFound:
		return c.seeOther(c.linkBase())
	}
	if err != nil {
		return err
	}
	return c.seeOther(c.linkBase() + "/self-identification?done=saved")
}

func (s *Server) selfDelete(c *request, q app.Questionnaire) error {
	err := s.app.ForgetSelf(c.Request().Context(), q)
	if hiring.KindOf(err) == hiring.NotFound {
		return c.seeOther(c.linkBase())
	}
	if err != nil {
		return err
	}
	return c.seeOther(c.linkBase() + "/self-identification?done=deleted")
}

func (s *Server) renderSelf(c *request, status int, q app.Questionnaire, v url.Values, ps hiring.Problems) error {
	if !s.app.OffersSelfIdentification(q) {
		return c.seeOther(c.linkBase())
	}
	rp, err := c.respondentPage(c.words.T("self_identification.title"))
	if err != nil {
		return err
	}
	page := selfPage{respondentPage: rp, Form: newForm(rp.Page, v, ps), US: q.Policy.Country == hiring.CountryUS}
	switch c.QueryParam("done") {
	case "saved":
		page.Done = rp.T("self_identification.saved")
	case "deleted":
		page.Done = rp.T("self_identification.deleted")
	}
	page.Sex = page.Form.Choose("sex", "self_identification.sex", rp.selfChoices("sex", hiring.SelfSexes(q.Policy.Country)))
	page.Groups = page.Form.Choose("groups", "self_identification.groups", rp.selfChoices("group", hiring.SelfGroups()))
	page.Age = page.Form.Choose("age", "self_identification.age", rp.selfChoices("age", hiring.SelfAges()))
	return c.render(status, page)
}

// selfChoices puts the options of a question into words; preferring not to say is worded alike everywhere.
func (p Page) selfChoices(what string, options []string) []Choice {
	var out []Choice
	for _, o := range options {
		key := "self_identification." + what + "." + o
		if o == hiring.PreferNotToSay {
			key = "self_identification.prefer_not"
		}
		out = append(out, Choice{Value: o, Label: p.T(key)})
	}
	return out
}
