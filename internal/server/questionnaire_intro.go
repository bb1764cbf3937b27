package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// questionnaireShow is where a link leads: the introduction, then the place where one stopped, then the receipt.
func (s *Server) questionnaireShow(c *request, q app.Questionnaire) error {
	switch q.State {
	case hiring.LinkSubmitted:
		return c.renderReceipt(q)
	case hiring.LinkStarted:
		at, err := s.whereStopped(c, q)
		if err != nil {
			return err
		}
		return c.seeOther(at)
	}
	if err := s.app.NoteOpened(c.Request().Context(), q); err != nil {
		return err
	}
	if q.State == hiring.LinkNotice {
		return s.noticeShow(c)
	}
	return c.renderIntro(http.StatusOK, q, nil, nil)
}

// questionnaireAbout shows the introduction again to whoever has started.
func (s *Server) questionnaireAbout(c *request, q app.Questionnaire) error {
	if q.State != hiring.LinkStarted {
		return c.seeOther(c.linkBase())
	}
	return c.renderIntro(http.StatusOK, q, nil, nil)
}

// whereStopped is the question whose answer was saved last, the later of two saved within a millisecond, or the first.
func (s *Server) whereStopped(c *request, q app.Questionnaire) (string, error) {
	answers, err := s.app.AnswersOf(c.Request().Context(), q)
	if err != nil {
		return "", err
	}
	last, n := hiring.Answer{}, 1
	for i, question := range q.Questions {
		if a, ok := answers[question.ID]; ok && !a.SavedAt.Before(last.SavedAt) {
			last, n = a, i+1
		}
	}
	return c.linkBase() + "/questions/" + strconv.Itoa(n), nil
}

// attemptStart begins the attempt; a second POST begins nothing new.
func (s *Server) attemptStart(c *request, q app.Questionnaire) error {
	if q.State != hiring.LinkUnused {
		return c.seeOther(c.linkBase())
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	lang, _ := hiring.ParseLanguage(v.Get("language"))
	_, err = s.app.StartAttempt(c.Request().Context(), q, app.AttemptStart{
		Language: lang, Consent: v.Get("consent") == "1", Credit: v.Get("credit") == "1",
	})
	if hiring.KindOf(err) == hiring.Invalid {
		if lang != "" {
			c.words = s.words.For(lang)
		}
		return c.renderIntro(http.StatusUnprocessableEntity, q, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	return c.seeOther(c.linkBase() + "/questions/1")
}

// attemptLanguage changes the language from a page without answers.
func (s *Server) attemptLanguage(c *request, q app.Questionnaire) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	lang, _ := hiring.ParseLanguage(v.Get("language"))
	if err := s.app.ChangeLanguage(c.Request().Context(), q, lang); err != nil {
		return err
	}
	return c.seeOther(c.linkBase() + "/summary")
}

// introPage says who asks, why, how long it takes, who reads it and what the program does.
type introPage struct {
	respondentPage
	Kicker, Lead, Consent string
	Facts                 []introFact
	Form                  Form
	Resume                string // where to go on, once started
}

type introFact struct{ Title, Text string }

func (introPage) template() (layout, name string) { return "respondent", "questionnaire-intro" }

func (c *request) renderIntro(status int, q app.Questionnaire, typed url.Values, ps hiring.Problems) error {
	rp, err := c.respondentPage("")
	if err != nil {
		return err
	}
	if rp.Replied, err = c.replied(q); err != nil {
		return err
	}
	page := introPage{respondentPage: rp.of(q, switchByLink)}
	if q.State == hiring.LinkStarted {
		page.Resume, page.Offered = rp.Base, nil
	}
	page.Form = newForm(page.Page, typed, ps)
	who := []any{"Organization", rp.Organization, "Position", q.Position}
	page.Title = c.words.T(introKey(q, "title"), who...)
	if q.Candidate() && q.Position == "" {
		page.Title = c.words.T("questionnaire.intro.candidate.title_plain", who...)
	}
	page.Kicker = c.words.T(introKey(q, "kicker"), who...)
	page.Lead, page.Consent = c.words.T(introKey(q, "lead"), who...), c.words.T(introKey(q, "consent"), who...)
	page.Facts = c.introFacts(q, who)
	return c.render(status, page)
}

// introKey is the key of a text that candidates and incumbents read differently.
func introKey(q app.Questionnaire, what string) string {
	if q.Candidate() {
		return "questionnaire.intro.candidate." + what
	}
	return "questionnaire.intro.rep." + what
}

func (c *request) introFacts(q app.Questionnaire, who []any) []introFact {
	until := c.rawPage("").Date(q.ExpiresAt)
	t := c.words.T
	howLong := t("questionnaire.intro.time", "Count", len(q.Questions), "Minutes", hiring.Minutes(q.Questions)) + " " +
		t("questionnaire.intro.resume", "Date", until)
	facts := []introFact{
		{t("questionnaire.intro.time.title"), howLong},
		{t("questionnaire.intro.readers.title"), t(introKey(q, "readers"), who...)},
		{t("questionnaire.intro.program.title"), t(introKey(q, "program"), who...)},
		{t("questionnaire.intro.blank.title"), t(introKey(q, "blank"))},
	}
	if tools := "questionnaire.intro.tools." + q.Policy.AIUse; q.Candidate() && c.words.Has(tools) {
		facts = append(facts, introFact{t("questionnaire.intro.tools.title"), t(tools)})
	}
	return facts
}
