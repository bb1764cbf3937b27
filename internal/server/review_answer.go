package server

import (
	"net/http"
	"net/url"
	"slices"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// reviewAnswerPage is one request beside what it is about: what was asked, what was decided, and every answer with what
// was made of its score. Nobody answers without having it before them.
type reviewAnswerPage struct {
	Page
	Item      app.ReviewItem
	Form      Form
	Language  string // the candidate's
	Path      string // of the application
	Awaited   string // the interview whose scorecard the reader hands in before
	Held      bool
	Current   *decisionLine
	Since     bool // it was decided after it was asked
	Rows      []answeredRow
	Mail      bool // the candidate is told by mail
	Meanwhile bool // somebody else has answered what was sent just now
}

// answeredRow is one answer, with what was made of its score; without points it says why it has none.
type answeredRow struct {
	reviewRow
	Why string
}

func (reviewAnswerPage) template() (layout, name string) { return "staff", "review-answer" }

// OutcomeChoices offers what the request can come to.
func (p reviewAnswerPage) OutcomeChoices() []Choice {
	var out []Choice
	for _, o := range p.Item.Kind.Outcomes() {
		key := "review_request.outcome." + string(o)
		out = append(out, Choice{Value: string(o), Label: p.T(key), Help: p.T(key + ".help")})
	}
	return out
}

// Looks tells whether what the request is about is before the reader.
func (p reviewAnswerPage) Looks() bool { return p.Awaited == "" && !p.Held }

func (s *Server) reviewAnswerShow(c *request) error {
	return s.renderReviewAnswer(c, http.StatusOK, nil, nil)
}

// renderReviewAnswer shows a request with its matter. That the scores are seen with it is audited.
func (s *Server) renderReviewAnswer(c *request, status int, typed url.Values, problems hiring.Problems) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	item, err := s.app.ReviewItem(c.Request().Context(), *c.user, id)
	if err != nil {
		return err
	}
	v, err := s.app.ViewApplication(c.Request().Context(), *c.user, item.Application.ID)
	if err != nil {
		return err
	}
	shown := applicationPageOf(c, v)
	page := reviewAnswerPage{
		Page: c.page("review_request.one", "Name", item.Application.Name).in("requests"), Item: item, Path: applicationPath(item.Application.ID),
		Awaited: shown.Interview, Held: shown.Held, Meanwhile: status == http.StatusConflict, Mail: s.app.MailOn(),
	}
	page.Flash = shown.Flash // the first page made of a request takes it
	page.Form, page.Language = newForm(page.Page, typed, problems), page.OwnName(item.Application.Language)
	if !v.Blind {
		matter := reviewsPage{Page: page.Page}
		matter.fill(v, nil, nil, app.Foreseen{})
		page.Rows, page.Current = page.answered(v, matter.Rows), shown.Current
		page.Since = page.Current != nil && page.Current.At.After(item.CreatedAt)
	}
	return c.render(status, page)
}

// answered lists every answer that was handed in, whether or not the program compared it: reviewed are those whose score
// can be looked at.
func (p reviewAnswerPage) answered(v app.ApplicationView, reviewed []reviewRow) []answeredRow {
	targets, several := v.Reviewable(), v.SubmittedAttempts() > 1
	var out []answeredRow
	for _, t := range v.Attempts {
		if !t.Submitted() {
			continue
		}
		for _, q := range v.Asked {
			at := slices.IndexFunc(targets, func(x app.ReviewTarget) bool { return t.Score != nil && x.Score == t.ScoreID && x.Question == q.ID })
			if at >= 0 {
				out = append(out, answeredRow{reviewRow: reviewed[at]})
				continue
			}
			row := answeredRow{reviewRow: reviewRow{Prompt: p.Say(q.Prompt), Value: p.Say(q.ValueName), Given: p.givenIn(v, t, q)}, Why: p.whyUnscored(t, q)}
			if several {
				row.Mode = p.T("application.mode." + string(t.Mode))
			}
			if !q.Waived && !(several && row.Given.Blank) {
				out = append(out, row)
			}
		}
	}
	return out
}

// whyUnscored says why an answer has no score, or "" where none was computed at all.
func (p Page) whyUnscored(t app.AttemptView, q hiring.AssessmentQuestion) string {
	if t.Score == nil {
		return ""
	}
	at := slices.IndexFunc(t.Score.Answers, func(x scoring.AnswerScore) bool { return x.Question == q.ID.String() })
	if at < 0 || t.Score.Answers[at].Alignment.Defined() { // defined, and yet not shown: too few people to compare with
		return ""
	}
	return p.status(t.Score.Answers[at], t.Score.Answers[at].Status)
}

func (s *Server) reviewAnswer(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	answer := app.ReviewAnswer{Outcome: hiring.ReviewOutcome(v.Get("outcome")), Answer: v.Get("answer")}
	err = s.app.AnswerReview(c.Request().Context(), *c.user, id, answer)
	switch {
	case hiring.KindOf(err) == hiring.Invalid:
		return s.renderReviewAnswer(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	case isStale(err):
		return s.renderReviewAnswer(c, http.StatusConflict, v, nil)
	}
	if err != nil {
		return err
	}
	c.flash("review_request.was_answered")
	return c.seeOther("/requests")
}
