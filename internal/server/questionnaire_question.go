package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// askedShow shows one question, with the answer as it stands.
func (s *Server) askedShow(c *request, q app.Questionnaire) error {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 1 || n > len(q.Questions) {
		return c.renderNoQuestion()
	}
	answers, err := s.app.AnswersOf(c.Request().Context(), q)
	if err != nil {
		return err
	}
	view := askedView{q: q, n: n, answers: answers}
	view.shown = answers[view.question().ID]
	return c.renderAsked(http.StatusOK, view)
}

// askedSave saves what the question's form holds, and goes where the pressed button leads.
func (s *Server) askedSave(c *request, q app.Questionnaire) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	n := askedNumber(q, v.Get("question"), c.Param("n"))
	if n == 0 {
		return c.renderNoQuestion()
	}
	answers, err := s.app.AnswersOf(c.Request().Context(), q)
	if err != nil {
		return err
	}
	view := askedView{q: q, n: n, answers: answers, typed: v}
	version, _ := strconv.Atoi(v.Get("version"))
	body, ps := postedAnswer(v, view.question().QuestionVersion)
	view.shown = hiring.Answer{Version: version, Body: body}
	if len(ps) > 0 {
		view.problems = ps
		return c.renderAsked(http.StatusUnprocessableEntity, view)
	}
	if !body.Same(answers[view.question().ID].Body) {
		if done, err := s.saveShown(c, &view); done || err != nil {
			return err
		}
	}
	return s.goOn(c, view, v.Get("do"))
}

// saveShown saves the answer of a view. When that is refused it answers the request with the reason, and is done.
func (s *Server) saveShown(c *request, view *askedView) (done bool, err error) {
	stands, err := s.app.SaveAnswer(c.Request().Context(), c.Param("token"), app.AnswerSave{
		Number: view.n, Question: view.question().ID, Version: view.shown.Version, Body: view.shown.Body,
	})
	switch {
	case err == nil:
		return false, nil
	case hiring.KindOf(err) == hiring.Invalid:
		view.problems = hiring.ProblemsOf(err)
		return true, c.renderAsked(http.StatusUnprocessableEntity, *view)
	case isStale(err):
		view.stands, view.shown.Version = &stands, stands.Version
		return true, c.renderAsked(http.StatusConflict, *view)
	case hiring.KindOf(err) == hiring.Conflict, hiring.KindOf(err) == hiring.NotFound:
		return true, c.seeOther(c.linkBase())
	}
	return true, err
}

// askedNumber finds the question a form was about: by its id, should the numbers have changed since, else by the
// number in the address; 0 when it is not asked.
func askedNumber(q app.Questionnaire, id, number string) int {
	if id, err := uuid.Parse(id); err == nil {
		return 1 + slices.IndexFunc(q.Questions, func(x hiring.AssessmentQuestion) bool { return x.ID == id })
	}
	if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(q.Questions) {
		return n
	}
	return 0
}

// postedAnswer reads the answer after what the pressed button does to it.
func postedAnswer(v url.Values, q hiring.QuestionVersion) (hiring.AnswerBody, hiring.Problems) {
	do, key, _ := strings.Cut(v.Get("do"), ":")
	switch {
	case do == "clear":
		return hiring.AnswerBody{}, nil
	case do == "up" && q.Kind == hiring.Ranking:
		return hiring.AnswerBody{Picks: moved(v, q, key, -1)}, nil
	case do == "down" && q.Kind == hiring.Ranking:
		return hiring.AnswerBody{Picks: moved(v, q, key, +1)}, nil
	}
	return formAnswer(v, q)
}

// goOn leads to where the pressed button says, once the answer is safe.
func (s *Server) goOn(c *request, view askedView, button string) error {
	do, arg, _ := strings.Cut(button, ":")
	at := func(n int) error { return c.seeOther(c.linkBase() + "/questions/" + strconv.Itoa(n)) }
	switch {
	case do == "lang":
		lang, _ := hiring.ParseLanguage(arg)
		if err := s.app.ChangeLanguage(c.Request().Context(), view.q, lang); err != nil {
			return err
		}
		return at(view.n)
	case do == "up" || do == "down":
		return c.seeOther(c.linkBase() + "/questions/" + strconv.Itoa(view.n) + "#o-" + url.PathEscape(arg))
	case do == "save" || do == "clear":
		return at(view.n)
	case do == "back" && view.n == 1:
		return c.seeOther(c.linkBase() + "/about")
	case do == "back":
		return at(view.n - 1)
	case do == "summary" || view.n == len(view.q.Questions):
		return c.seeOther(c.linkBase() + "/summary")
	}
	return at(view.n + 1)
}
