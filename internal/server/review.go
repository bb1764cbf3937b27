package server

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// reviewRoutes are what people make of computed scores, and how often they change them.
func (s *Server) reviewRoutes() []route {
	owner := staff(hiring.HR).orOwn(ownsApplication, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/applications/:id/reviews", owner, s.reviewList},
		{http.MethodPost, "/applications/:id/reviews", owner, s.reviewMake},
		{http.MethodPost, "/applications/:id/reviews/rest", owner, s.reviewAcceptRest},
		{http.MethodGet, "/requisitions/:id/reviews", staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter), s.reviewRatesOfRequisition},
		{http.MethodGet, "/reviews", staff(hiring.HR, hiring.Compliance), s.reviewRatesOfCompany},
	}
}

// reviewsPage lists every answer of an application whose score can be looked at, and every act on one.
type reviewsPage struct {
	Page
	Form        Form // for the summary of problems
	Application uuid.UUID
	Heading     string
	Requisition hiring.Requisition
	Blind, Held bool
	Awaited     string
	Given       bool // the phase lets the viewer review
	Rows        []reviewRow
	Left        int // answers nobody has looked at
	Acts        []reviewLine
	Fits        []reviewedCard
}

func (reviewsPage) template() (layout, name string) { return "staff", "reviews" }

// reviewRow is one answer with its computed score, what was made of it, and the form to review it.
type reviewRow struct {
	Prompt, Mode, Value string
	Points              string
	Answer              string       // where the answer stands, with what its score rests on
	Given               scoredAnswer // what was answered, so that nobody accepts unread
	Standing            *reviewLine
	Form                *reviewForm
}

// reviewLine is one act.
type reviewLine struct {
	Prompt, Mode      string
	Act               hiring.ReviewAct
	Before, After     string
	Text, Reason, By  string
	Words             string
	At                time.Time
	Past              bool
	BeforeIs, AfterIs string // what the two numbers are, for who does not see them struck
}

// reviewForm is the small form under an answer.
type reviewForm struct {
	Action, Score, Question, Instead string
	Label                            string // of the button that opens it, with the question for screen readers
	Prompt                           string
	Act, Points, Reason, Words       Field
	Open                             bool
	Send                             string
	Foreseen                         []string // what it would do, where that is much; then it is confirmed
	Record                           Field
}

// reviewForm makes the form of one answer; typed and its problems are shown when they are of it.
func (p Page) reviewForm(application uuid.UUID, t app.ReviewTarget, prompt string, n int, typed url.Values, problems hiring.Problems) *reviewForm {
	out := &reviewForm{
		Action: applicationPath(application) + "/reviews", Score: t.Score.String(), Question: t.Question.String(), Prompt: prompt,
		Label: p.T("review.open"), Send: p.T("review.send"),
	}
	if t.Current != nil {
		out.Instead, out.Label = t.Current.ID.String(), p.T("review.open_again")
	}
	out.Open = typed.Get("score") == out.Score && typed.Get("question") == out.Question
	if !out.Open {
		typed, problems = url.Values{}, nil
	}
	form := newForm(p, typed, problems)
	out.Act = form.Choose("act", "review.act", p.reviewActs(), "required", true)
	out.Points = form.Field("points", "review.points", "type", "number")
	out.Reason = form.Choose("reason", "review.reason", p.reviewReasons())
	out.Words = form.Field("words", "review.words", "rows", 2)
	if out.Open {
		return out // the summary of problems leads to these
	}
	for _, f := range []*Field{&out.Act, &out.Points, &out.Reason, &out.Words} {
		f.ID += "-" + strconv.Itoa(n)
	}
	return out
}

func (p Page) reviewActs() []Choice {
	var out []Choice
	for _, a := range hiring.ReviewActs() {
		key := "review.act." + string(a)
		out = append(out, Choice{Value: string(a), Label: p.T(key), Help: p.T(key + ".help")})
	}
	return out
}

func (p Page) reviewReasons() []Choice {
	out := []Choice{{Value: "", Label: p.T("review.reason.choose")}}
	for _, r := range hiring.ReviewReasons() {
		out = append(out, Choice{Value: string(r), Label: p.T("review.reason." + string(r))})
	}
	return out
}

func (s *Server) reviewList(c *request) error {
	return s.renderReviews(c, http.StatusOK, nil, nil, app.Foreseen{})
}

// reviewMake records what somebody makes of a score, in place of the review that was shown.
func (s *Server) reviewMake(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	n, ps := readReview(form)
	if len(ps) == 0 && form.Get("record") != confirmed(form) {
		would, err := s.app.ForeseeReview(c.Request().Context(), *c.user, id, n)
		if ps = hiring.ProblemsOf(err); err != nil && len(ps) == 0 {
			return err
		}
		if would.Much() {
			return s.renderReviews(c, http.StatusUnprocessableEntity, form, hiring.Problems{{Field: "record", Key: "review.problem.much"}}, would)
		}
	}
	if len(ps) == 0 {
		_, err = s.app.ReviewAnswer(c.Request().Context(), *c.user, id, n)
		ps = hiring.ProblemsOf(err)
	}
	status := http.StatusUnprocessableEntity
	if isStale(err) {
		who, err := s.reviewedLast(c, id, n)
		if err != nil {
			return err
		}
		ps, status = hiring.Problems{{Field: "act", Key: "review.problem.meanwhile", Args: []any{"Who", who}}}, http.StatusConflict
	}
	if len(ps) > 0 {
		return s.renderReviews(c, status, form, ps, app.Foreseen{})
	}
	if err != nil {
		return err
	}
	c.flash("review.made")
	if form.Get("from") == "application" {
		return c.seeOther(applicationPath(id) + "#a-" + n.Question.String())
	}
	return c.seeOther(applicationPath(id) + "/reviews")
}

// reviewedLast says whose review of a score stands.
func (s *Server) reviewedLast(c *request, application uuid.UUID, n app.NewReview) (string, error) {
	v, err := s.app.ViewApplication(c.Request().Context(), *c.user, application)
	if err != nil {
		return "", err
	}
	for _, t := range v.Reviewable() {
		if t.Score == n.Score && t.Question == n.Question && t.Current != nil {
			return c.byWhom(t.Current.By, v.Users[t.Current.By], t.Current.At), nil
		}
	}
	return c.byWhom(uuid.Nil, "", time.Time{}), nil
}

// confirmed is what the form holds once somebody confirmed exactly this act: another number is asked about anew.
func confirmed(v url.Values) string {
	return strings.TrimSpace(v.Get("act") + " " + strings.TrimSpace(v.Get("points")))
}

// readReview reads the small form.
func readReview(v url.Values) (app.NewReview, hiring.Problems) {
	var ps hiring.Problems
	n := app.NewReview{Act: hiring.ReviewAct(v.Get("act")), Reason: hiring.ReviewReason(v.Get("reason")), Words: v.Get("words")}
	n.Score, _ = uuid.Parse(v.Get("score")) // what is no id is no score
	n.Question, _ = uuid.Parse(v.Get("question"))
	if instead, err := uuid.Parse(v.Get("instead")); err == nil {
		n.Instead = &instead
	}
	if n.Act != hiring.Adjust {
		return n, nil
	}
	points, err := strconv.Atoi(strings.TrimSpace(v.Get("points")))
	if err != nil {
		ps.Add("points", "review.problem.points", "Lo", 0, "Hi", hiring.MaxPoints)
		return n, ps
	}
	x := float64(points)
	n.Points = &x
	return n, nil
}

// reviewAcceptRest accepts every score that nobody has looked at.
func (s *Server) reviewAcceptRest(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if _, err := s.app.AcceptRemaining(c.Request().Context(), *c.user, id); err != nil {
		return err
	}
	c.flash("review.rest_accepted")
	return c.seeOther(applicationPath(id) + "/reviews")
}

func (s *Server) renderReviews(c *request, status int, typed url.Values, problems hiring.Problems, would app.Foreseen) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := s.app.ViewApplication(c.Request().Context(), *c.user, id)
	if err != nil {
		return err
	}
	shown := applicationPageOf(c, v)
	page := reviewsPage{
		Page: c.page("review.title", "Name", shown.Heading).in("requisitions"), Application: v.ID, Heading: shown.Heading,
		Requisition: v.Requisition, Blind: v.Blind, Held: shown.Held, Awaited: shown.Interview,
	}
	page.Flash = shown.Flash // the first page made of a request takes it
	page.Form = newForm(page.Page, typed, problems)
	if !v.Blind {
		page.Given = shown.Reviews.Given
		page.Fits = shown.Reviews.Fits
		page.fill(v, typed, problems, would)
	}
	return c.render(status, page)
}

// fill lists the answers and the acts.
func (p *reviewsPage) fill(v app.ApplicationView, typed url.Values, problems hiring.Problems, would app.Foreseen) {
	several := v.SubmittedAttempts() > 1
	for i, t := range v.Reviewable() {
		q := v.Question(t.Question)
		row := reviewRow{Prompt: p.Say(q.Prompt), Value: p.Say(q.ValueName), Points: p.whole(t.Points), Answer: "/applications/" + v.ID.String() + "#a-" + q.ID.String()}
		row.Given = p.answerGiven(v, t, q)
		if several {
			row.Mode = p.T("application.mode." + string(t.Mode))
		}
		if t.Current != nil {
			line := p.reviewLine(v, *t.Current)
			row.Standing = &line
		} else {
			p.Left++
		}
		if p.Given {
			row.Form = p.reviewForm(v.ID, t, row.Prompt, i, typed, problems)
			if row.Form.Open && would.Much() {
				p.foresee(row.Form, v, would)
			}
		}
		p.Rows = append(p.Rows, row)
	}
	for i := len(v.Reviews) - 1; i >= 0; i-- {
		line := p.reviewLine(v, v.Reviews[i])
		line.Prompt = p.Say(v.Question(v.Reviews[i].QuestionVersionID).Prompt)
		p.Acts = append(p.Acts, line)
	}
}
