package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// reviewRequestRoutes are where candidates ask for a person to look again or for data to be put right, and where HR and
// the owner answer. Whoever rates finds nothing in the queue.
func (s *Server) reviewRequestRoutes() []route {
	answers := staff(hiring.HR, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/requests", answers, s.reviewQueue},
		{http.MethodPost, "/requests/:id", answers, s.reviewAnswer},
		{http.MethodGet, "/q/:token/requests", link(), s.recorded(s.reviewAsk)},
		{http.MethodPost, "/q/:token/requests", link(), s.recorded(s.reviewSend)},
	}
}

// reviewAskPage is where a candidate asks, and reads what was answered.
type reviewAskPage struct {
	respondentPage
	Requests []reviewAsked
	Open     bool // more can be asked for
	Form     Form
	Kind     Field
	Promise  string
	Sent     string // said once, after sending
}

// reviewAsked is one request as its candidate reads it.
type reviewAsked struct {
	Title, Message, When string
	Outcome, Answer      string // "" while it waits
}

func (reviewAskPage) template() (layout, name string) { return "respondent", "review-ask" }

func (s *Server) reviewAsk(c *request, q app.Questionnaire) error {
	return s.renderReviewAsk(c, http.StatusOK, q, nil, nil)
}

// reviewSend takes a request.
func (s *Server) reviewSend(c *request, q app.Questionnaire) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	err = s.app.AskReview(c.Request().Context(), q, hiring.ReviewRequestKind(v.Get("kind")), v.Get("message"))
	switch hiring.KindOf(err) {
	case hiring.Invalid:
		return s.renderReviewAsk(c, http.StatusUnprocessableEntity, q, v, hiring.ProblemsOf(err))
	case hiring.NotFound:
		return c.seeOther(c.linkBase())
	}
	if err != nil {
		return err
	}
	return c.seeOther(c.linkBase() + "/requests?sent=1")
}

func (s *Server) renderReviewAsk(c *request, status int, q app.Questionnaire, v url.Values, ps hiring.Problems) error {
	ctx := c.Request().Context()
	may, err := s.app.MayAsk(ctx, q)
	if err != nil {
		return err
	}
	if !may {
		return c.seeOther(c.linkBase())
	}
	asked, err := s.app.ReviewRequestsFor(ctx, q)
	if err != nil {
		return err
	}
	rp, err := c.respondentPage(c.words.T("review_request.ask.title"))
	if err != nil {
		return err
	}
	page := reviewAskPage{respondentPage: rp, Form: newForm(rp.Page, v, ps), Open: len(asked) < hiring.MaxReviewRequests}
	page.Promise = rp.T("review_request.ask.promise", "Count", q.Policy.Review())
	for _, r := range asked {
		page.Requests = append(page.Requests, rp.reviewAsked(r))
	}
	if n := len(asked); n > 0 && c.QueryParam("sent") != "" && asked[n-1].Waits() {
		page.Sent = rp.T("review_request.ask.sent", "Date", rp.Date(asked[n-1].DueAt))
	}
	var kinds []Choice
	for _, k := range hiring.ReviewRequestKinds() {
		kinds = append(kinds, Choice{Value: string(k), Label: rp.T("review_request.kind." + string(k))})
	}
	page.Kind = page.Form.Choose("kind", "review_request.ask.kind", kinds)
	return c.render(status, page)
}

func (p Page) reviewAsked(r hiring.ReviewRequest) reviewAsked {
	out := reviewAsked{Title: p.T("review_request.kind." + string(r.Kind)), Message: r.Message}
	if r.Waits() {
		out.When = p.T("review_request.ask.waits", "Date", p.Date(r.CreatedAt), "Due", p.Date(r.DueAt))
		return out
	}
	out.When = p.T("review_request.ask.answered", "Date", p.Date(r.CreatedAt), "Answered", p.Date(*r.AnsweredAt))
	out.Outcome, out.Answer = p.T("review_request.told."+string(r.Outcome)), r.Answer
	return out
}

// reviewQueuePage is the queue of requests: those that wait, the first due first, and those answered last.
type reviewQueuePage struct {
	Page
	Waiting, Settled []requestRow
}

func (reviewQueuePage) template() (layout, name string) { return "staff", "review-queue" }

// Numbered gives a field an id of its own, since every request has the same form.
func (p reviewQueuePage) Numbered(i int, f Field) Field {
	f.ID += "-" + strconv.Itoa(i)
	return f
}

// requestRow is one request, with the form that answers it.
type requestRow struct {
	app.ReviewItem
	Form     Form
	page     Page
	Language string // the candidate's
	Sent     bool   // its form was sent just now
}

// OutcomeChoices offers what a request can come to.
func (r requestRow) OutcomeChoices() []Choice {
	var out []Choice
	for _, o := range r.Kind.Outcomes() {
		key := "review_request.outcome." + string(o)
		out = append(out, Choice{Value: string(o), Label: r.page.T(key), Help: r.page.T(key + ".help")})
	}
	return out
}

// mostOthers is how many people are named of those who could answer in somebody's place.
const mostOthers = 5

// OthersNamed names those who are to answer, where whoever decided may not.
func (r requestRow) OthersNamed() string {
	names := slices.Clone(r.Others)
	i18n.Sort(r.page.words, names, func(name string) string { return name })
	return strings.Join(names[:min(mostOthers, len(names))], ", ")
}

// Path is the address of the application.
func (r requestRow) Path() string { return applicationPath(r.Application.ID) }

func (s *Server) reviewQueue(c *request) error {
	return s.renderReviewQueue(c, http.StatusOK, typed{})
}

func (s *Server) renderReviewQueue(c *request, status int, t typed) error {
	waiting, settled, err := s.app.ReviewQueue(c.Request().Context(), *c.user)
	if err != nil {
		return err
	}
	page := reviewQueuePage{Page: c.page("review_request.title").in("requests")}
	rows := func(items []app.ReviewItem) []requestRow {
		var out []requestRow
		for _, x := range items {
			row := requestRow{ReviewItem: x, Form: newForm(page.Page, nil, nil), page: page.Page, Language: page.OwnName(x.Application.Language)}
			if x.ID == t.id {
				row.Form, row.Sent = newForm(page.Page, t.values, t.problems), true
			}
			out = append(out, row)
		}
		return out
	}
	page.Waiting, page.Settled = rows(waiting), rows(settled)
	return c.render(status, page)
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
		return s.renderReviewQueue(c, http.StatusUnprocessableEntity, typed{id: id, values: v, problems: hiring.ProblemsOf(err)})
	case isStale(err):
		return s.renderReviewQueue(c, http.StatusConflict, typed{id: id, values: v})
	}
	if err != nil {
		return err
	}
	c.flash("review_request.was_answered")
	return c.seeOther("/requests")
}
