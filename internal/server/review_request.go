package server

import (
	"net/http"
	"net/url"
	"slices"
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
		{http.MethodGet, "/requests/:id", answers, s.reviewAnswerShow},
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
	Waiting, Settled []app.ReviewItem
}

func (reviewQueuePage) template() (layout, name string) { return "staff", "review-queue" }

func (s *Server) reviewQueue(c *request) (err error) {
	page := reviewQueuePage{Page: c.page("review_request.title").in("requests")}
	if page.Waiting, page.Settled, err = s.app.ReviewQueue(c.Request().Context(), *c.user); err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

// mostOthers is how many people are named of those who could act in somebody's place.
const mostOthers = 5

// OthersNamed names those who are to answer a request, where whoever decided may not.
func (p Page) OthersNamed(x app.ReviewItem) string { return p.firstNamed(x.Others) }

// firstNamed lists people in the order of names, a few of many.
func (p Page) firstNamed(names []string) string {
	names = slices.Clone(names)
	i18n.Sort(p.words, names, func(name string) string { return name })
	return strings.Join(names[:min(mostOthers, len(names))], ", ")
}
