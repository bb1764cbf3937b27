package server

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// explanationRoutes are what a candidate is told of how their answers were assessed: written and released by HR or the
// owner, read at the candidate's own link.
func (s *Server) explanationRoutes() []route {
	owner := staff(hiring.HR).orOwn(ownsApplication, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/applications/:id/explanation", owner, s.explanationDraft},
		{http.MethodPost, "/applications/:id/explanation", owner, s.explanationRelease},
		{http.MethodGet, "/applications/:id/explanation.pdf", owner, s.explanationPaper},
		{http.MethodPost, "/applications/:id/explanation/link", owner, s.explanationLink},
		{http.MethodGet, "/q/:token/explanation", link(), s.recorded(s.explanationRead)},
		{http.MethodGet, "/q/:token/explanation.pdf", link(), s.recorded(s.explanationKeep)},
	}
}

// explanationPage is where an explanation is prepared: what may be chosen, and what the candidate would read. Once one
// was released it shows that one, and another is written behind it.
type explanationPage struct {
	Page
	app.ExplanationDraft
	Form       Form
	Heading    string
	ReleasedBy string
	PDF        bool
	Mail       bool // the candidate is told by mail
	Writing    bool // another is being written
}

func (explanationPage) template() (layout, name string) { return "staff", "explanation" }

// Path is the address of the page.
func (p explanationPage) Path() string { return applicationPath(p.View.ID) + "/explanation" }

// ValueChoices offers the values whose reasons can be told.
func (p explanationPage) ValueChoices() []Choice {
	var out []Choice
	for _, q := range p.Values {
		out = append(out, Choice{Value: q.ValueID.String(), Label: p.Say(q.ValueName)})
	}
	return out
}

// Foreign says which words of a person would be told in another language than the candidate's; none while all is in it.
func (p explanationPage) Foreign() []string {
	var out []string
	found := p.OtherLanguages()
	for _, part := range []string{"note", "reason"} {
		if l, ok := found[part]; ok {
			out = append(out, p.T("explanation.form.other_language."+part, "Found", p.Named(l), "Wanted", p.Named(p.Content.Language)))
		}
	}
	return out
}

// isProblemOf tells whether an error is about a form's field.
func isProblemOf(err error, field string) bool {
	return slices.ContainsFunc(hiring.ProblemsOf(err), func(x hiring.Problem) bool { return x.Field == field })
}

// DeciderChoices offers how the person who decided is named.
func (p explanationPage) DeciderChoices() []Choice {
	return []Choice{{Value: "role", Label: p.T("explanation.form.by_role")}, {Value: "name", Label: p.T("explanation.form.by_name")}}
}

// explanationValues writes a choice into the form's fields.
func explanationValues(c hiring.ExplanationChoice) url.Values {
	v := url.Values{"note": {c.Note}, "decider": {"role"}, "outcome": {formFlag(c.TellOutcome)}, "reason": {formFlag(c.TellReason)}, "other_language": {formFlag(c.OtherLanguage)}}
	if c.NameDecider {
		v.Set("decider", "name")
	}
	for _, id := range c.Values {
		v.Add("values", id.String())
	}
	return v
}

// readExplanation reads a choice from the form.
func readExplanation(v url.Values) (hiring.ExplanationChoice, hiring.Problems) {
	var ps hiring.Problems
	c := hiring.ExplanationChoice{
		Note: v.Get("note"), TellOutcome: v.Get("outcome") == "1", TellReason: v.Get("reason") == "1", NameDecider: v.Get("decider") == "name",
		OtherLanguage: v.Get("other_language") == "1",
	}
	for _, s := range v["values"] {
		id, err := uuid.Parse(s)
		if err != nil {
			ps.Add("values", "problem.unknown_option")
			break
		}
		c.Values = append(c.Values, id)
	}
	return c, ps
}

func (s *Server) explanationDraft(c *request) error {
	return s.renderExplanation(c, http.StatusOK, nil, nil, nil)
}

// renderExplanation shows what would be released under a choice, or under the usual one.
func (s *Server) renderExplanation(c *request, status int, choice *hiring.ExplanationChoice, v url.Values, ps hiring.Problems) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	d, err := s.app.DraftExplanation(ctx, *c.user, id, s.words, choice)
	if problems := hiring.ProblemsOf(err); choice != nil && len(problems) > 0 {
		return s.renderExplanation(c, http.StatusUnprocessableEntity, nil, v, problems)
	}
	if err != nil {
		return err
	}
	page := explanationPage{ExplanationDraft: d, Heading: d.View.Name, PDF: s.cfg.PDF != nil, Mail: s.app.MailOn(), Writing: v != nil}
	if v == nil {
		v = explanationValues(d.Choice)
	}
	page.Page = c.page("explanation.form.title", "Name", d.View.Name).in("requisitions")
	page.Form = newForm(page.Page, v, ps)
	if d.Released != nil {
		u, err := s.app.Store().User(ctx, d.Released.ReleasedBy)
		if err != nil {
			return err
		}
		page.ReleasedBy = u.Name
	}
	return c.render(status, page)
}

// explanationRelease shows again what would be released, or releases what was shown. What nobody has read is not
// released: with another choice than the one shown, it is shown first.
func (s *Server) explanationRelease(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	choice, ps := readExplanation(v)
	if len(ps) > 0 {
		return s.renderExplanation(c, http.StatusUnprocessableEntity, nil, v, ps)
	}
	if v.Get("do") != "release" {
		return s.renderExplanation(c, http.StatusOK, &choice, v, nil)
	}
	_, err = s.app.ReleaseExplanation(c.Request().Context(), *c.user, id, s.words, choice, v.Get("seen"))
	switch {
	case err == nil:
		c.flash("explanation.form.was_released")
		return c.seeOther(applicationPath(id) + "/explanation")
	case isProblemOf(err, "other_language"), isProblemOf(err, "values"):
		return s.renderExplanation(c, http.StatusUnprocessableEntity, &choice, v, hiring.ProblemsOf(err))
	case hiring.KindOf(err) == hiring.Invalid:
		return s.renderExplanation(c, http.StatusUnprocessableEntity, nil, v, hiring.ProblemsOf(err))
	}
	for _, key := range []string{"explanation.changed_meanwhile", "explanation.released_meanwhile"} {
		if isKey(err, key) {
			return s.renderExplanation(c, http.StatusConflict, &choice, v, hiring.Problems{{Field: "note", Key: key}})
		}
	}
	return err
}

// explanationLinkPage shows a link to an explanation that was just made: the only moment at which it can be read here.
type explanationLinkPage struct {
	Page
	Back, Name, URL string
}

func (explanationLinkPage) template() (layout, name string) { return "staff", "explanation-link" }

// explanationLink makes a link to what was released, for whoever hands it over where no mail is sent.
func (s *Server) explanationLink(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	ap, err := s.app.Store().Application(ctx, id)
	if err != nil {
		return err
	}
	link, err := s.app.ExplanationLink(ctx, *c.user, id)
	if err != nil {
		return err
	}
	page := explanationLinkPage{Page: c.page("explanation.link.title").in("requisitions"), Back: applicationPath(id) + "/explanation", Name: ap.Name, URL: link}
	return c.render(http.StatusOK, page)
}

// explanationReadPage is an explanation as its candidate reads it, and, as paper, as they keep it.
type explanationReadPage struct {
	respondentPage
	Explanation hiring.Explanation
	Released    string
	PDF, Paper  bool
	Failed      bool // a PDF was asked for and could not be made
}

func (p explanationReadPage) template() (layout, name string) {
	if p.Paper {
		return "paper", "explanation-paper"
	}
	return "respondent", "explanation-read"
}

// explanationOf begins the page of an explanation, in the language it was written in.
func (c *request) explanationOf(e hiring.Explanation) (explanationReadPage, error) {
	c.words = c.s.words.For(e.Content.Language)
	rp, err := c.respondentPage(e.Content.Title)
	page := explanationReadPage{respondentPage: rp, Explanation: e, PDF: c.s.cfg.PDF != nil}
	page.Released = page.T("explanation.released", "Date", page.Date(e.ReleasedAt), "Company", rp.Organization)
	return page, err
}

// explanationRead shows a candidate what was released to them; while nothing was, the link leads where it always leads.
func (s *Server) explanationRead(c *request, q app.Questionnaire) error {
	e, err := s.app.ExplanationFor(c.Request().Context(), q)
	switch hiring.KindOf(err) {
	case hiring.NotFound:
		return c.seeOther(c.linkBase())
	case hiring.Expired:
		return c.renderOver()
	}
	if err != nil {
		return err
	}
	page, err := c.explanationOf(e)
	if err != nil {
		return err
	}
	page.Failed = c.QueryParam("pdf") == "none"
	return c.render(http.StatusOK, page)
}

// renderOver answers when the time for which an explanation can be read has passed.
func (c *request) renderOver() error {
	rp, err := c.respondentPage(c.words.T("explanation.over.title"))
	if err != nil {
		return err
	}
	return c.render(http.StatusGone, closedPage{respondentPage: rp, Say: []string{c.words.T("explanation.over")}})
}

func (s *Server) explanationKeep(c *request, q app.Questionnaire) error {
	e, err := s.app.ExplanationFor(c.Request().Context(), q)
	if kind := hiring.KindOf(err); kind == hiring.NotFound || kind == hiring.Expired {
		return c.seeOther(c.linkBase() + "/explanation")
	}
	if err != nil {
		return err
	}
	return c.explanationPDF(e, c.linkBase()+"/explanation?pdf=none") // there is no session that would say it
}

// explanationPaper is the explanation that was released last, for whoever hands it over by another way than mail.
func (s *Server) explanationPaper(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	e, err := s.app.Store().ExplanationOf(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return c.explanationPDF(e, applicationPath(id)+"/explanation")
}

func (c *request) explanationPDF(e hiring.Explanation, instead string) error {
	page, err := c.explanationOf(e)
	if err != nil {
		return err
	}
	page.Paper = true
	return c.pdf(page, "explanation-"+e.ReleasedAt.Format(day), instead)
}
