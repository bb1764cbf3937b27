package server

import (
	"net/http"
	"slices"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func (s *Server) questionnaireRoutes() []route {
	return []route{
		{http.MethodGet, "/q/:token", link(), s.opened(s.questionnaireShow)},
		{http.MethodGet, "/q/:token/about", link(), s.opened(s.questionnaireAbout)},
		{http.MethodPost, "/q/:token/attempt", link(), s.opened(s.attemptStart)},
		{http.MethodPost, "/q/:token/language", link(), s.begun(s.attemptLanguage)},
		{http.MethodGet, "/q/:token/questions/:n", link(), s.begun(s.askedShow)},
		{http.MethodPost, "/q/:token/questions/:n", link(), s.begun(s.askedSave)},
		{http.MethodPut, "/q/:token/answers/:n", link(), s.answerAutosave},
		{http.MethodGet, "/q/:token/summary", link(), s.begun(s.summaryShow)},
		{http.MethodPost, "/q/:token/submission", link(), s.begun(s.attemptSubmit)},
		{http.MethodGet, "/q/:token/accommodation", link(), s.opened(s.accommodationAsk)},
		{http.MethodPost, "/q/:token/accommodation", link(), s.opened(s.accommodationSend)},
	}
}

// respondentHandler is a handler for whoever holds a link that opens something.
type respondentHandler func(c *request, q app.Questionnaire) error

// opened resolves the token, the one place where pages do, and chooses the language. What a wrong, revoked or
// expired token gets is the same kind page, whatever was asked for.
func (s *Server) opened(handle respondentHandler) func(*request) error {
	return func(c *request) error {
		q, err := s.app.OpenLink(c.Request().Context(), c.Param("token"))
		if kind := hiring.KindOf(err); kind == hiring.NotFound || kind == hiring.Expired {
			return c.renderClosed(err)
		}
		if err != nil {
			return err
		}
		c.words = s.words.For(c.respondentLanguage(q))
		return handle(c, q)
	}
}

// begun lets only those through who have started and not yet submitted; others are sent to where they are.
func (s *Server) begun(handle respondentHandler) func(*request) error {
	return s.opened(func(c *request, q app.Questionnaire) error {
		if q.State != hiring.LinkStarted {
			return c.seeOther(c.linkBase())
		}
		return handle(c, q)
	})
}

// linkBase is the address all pages of a link begin with.
func (c *request) linkBase() string { return "/q/" + c.Param("token") }

// respondentLanguage is the language of the attempt; before one is started, the first of these every question is
// worded in: the one asked for, the person's own, the browser's.
func (c *request) respondentLanguage(q app.Questionnaire) hiring.Language {
	if q.Attempt != nil {
		return q.Attempt.Language
	}
	asked, _ := hiring.ParseLanguage(c.QueryParam("lang"))
	for _, l := range append([]hiring.Language{asked, q.Language, c.language()}, q.Languages...) {
		if slices.Contains(q.Languages, l) {
			return l
		}
	}
	return c.language()
}

// The ways in which a respondent's page lets the language be changed.
const (
	switchByLink   = "link"   // before the start: nothing is stored yet
	switchByForm   = "form"   // a form of its own
	switchByAnswer = "answer" // the answer's form, so that what is typed is saved first
)

// respondentPage is what every page of a link has.
type respondentPage struct {
	Page
	Base                  string
	Organization, Contact string
	Offered               []hiring.Language
	Switch                string
	Candidate             bool
	Replied               bool // a request for another way to answer has been answered
}

// respondentPage begins a page of a link; the organization's name and contact stand on each.
func (c *request) respondentPage(title string) (respondentPage, error) {
	p := respondentPage{Page: c.rawPage(title), Base: c.linkBase()}
	org, err := c.s.app.Store().Organization(c.Request().Context())
	if err != nil && hiring.KindOf(err) != hiring.NotFound {
		return p, err
	}
	p.Organization, p.Contact = org.Name, org.Contact
	return p, nil
}

// of adds what depends on the questionnaire.
func (p respondentPage) of(q app.Questionnaire, languageSwitch string) respondentPage {
	p.Candidate, p.Offered, p.Switch = q.Candidate(), q.Languages, languageSwitch
	return p
}

// replied tells whether somebody has answered a request for another way to answer; the answer stands on its own page.
func (c *request) replied(q app.Questionnaire) (bool, error) {
	asked, err := c.s.app.AccommodationsOf(c.Request().Context(), q)
	return slices.ContainsFunc(asked, func(a hiring.Accommodation) bool { return a.AnsweredAt != nil }), err
}

// closedPage is the kind page: what is not there, why that may be, and whom to ask.
type closedPage struct {
	respondentPage
	Say  []string
	Href string
}

func (closedPage) template() (layout, name string) { return "respondent", "questionnaire-closed" }

func (c *request) renderClosed(err error) error {
	title, say := "questionnaire.closed.title", "questionnaire.closed"
	if hiring.KindOf(err) == hiring.Expired {
		title, say = "questionnaire.expired.title", "questionnaire.expired"
	}
	rp, orgErr := c.respondentPage(c.words.T(title))
	if orgErr != nil {
		return orgErr
	}
	ask := c.words.T("questionnaire.ask_sender")
	if rp.Contact != "" {
		ask = c.words.T("questionnaire.ask_contact", "Contact", rp.Contact)
	}
	rp.Contact = ""
	return c.render(statusOf(err), closedPage{respondentPage: rp, Say: []string{c.words.T(say), ask}})
}

// renderNoQuestion answers a question number that does not exist.
func (c *request) renderNoQuestion() error {
	rp, err := c.respondentPage(c.words.T("questionnaire.no_question.title"))
	if err != nil {
		return err
	}
	say := []string{c.words.T("questionnaire.no_question")}
	return c.render(http.StatusNotFound, closedPage{respondentPage: rp, Say: say, Href: rp.Base})
}
