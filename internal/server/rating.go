package server

import (
	"net/http"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/redact"
)

// ratingRoutes are the raters' queues: what waits, one question of a requisition, and one answer at a time. They are
// the panel's, whatever else somebody may be. Reports of leaks are answered by whoever answers for the round.
func (s *Server) ratingRoutes() []route {
	rater := staff().orOwn(ratesRequisition, hiring.HR, hiring.Recruiter, hiring.Interviewer)
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	const queue = "/requisitions/:id/questions/:question/ratings"
	return []route{
		{http.MethodGet, "/ratings", staff(hiring.HR, hiring.Recruiter, hiring.Interviewer), s.ratingList},
		{http.MethodGet, queue, rater, s.ratingQuestionShow},
		{http.MethodGet, queue + "/next", rater, s.ratingNext},
		{http.MethodGet, queue + "/submission", rater, s.ratingSubmissionShow},
		{http.MethodPost, queue + "/submission", rater, s.ratingHandIn},
		{http.MethodGet, queue + "/:item", rater, s.ratingShow},
		{http.MethodPost, queue + "/:item", rater, s.ratingSave},
		{http.MethodGet, queue + "/:item/abstention", rater, s.ratingAbstentionShow},
		{http.MethodPost, queue + "/:item/abstention", rater, s.ratingAbstain},
		{http.MethodGet, queue + "/:item/leak", rater, s.leakNew},
		{http.MethodPost, queue + "/:item/leak", rater, s.leakReport},
		{http.MethodGet, "/requisitions/:id/leaks", manages, s.leakList},
		{http.MethodPost, "/requisitions/:id/leaks/:leak", manages, s.leakAnswer},
	}
}

// ratesRequisition: the user is on the panel of the requisition a path names.
func ratesRequisition(s *Server, c *request) (bool, error) {
	r, err := s.requisition(c)
	return err == nil && r.OnPanel(c.user.ID), missingIsNo(err)
}

// queuePath is the address of a rater's queue of one question.
func queuePath(q app.RatingQueue) string {
	return "/requisitions/" + q.Requisition.ID.String() + "/questions/" + q.Question.ID.String() + "/ratings"
}

// ratingQueue reads the user's queue that a path names.
func (s *Server) ratingQueue(c *request) (app.RatingQueue, error) {
	requisition, question, err := c.ids("id", "question")
	if err != nil {
		return app.RatingQueue{}, err
	}
	return s.app.RatingQueue(c.Request().Context(), c.user.ID, requisition, question)
}

// queueLine is one question in the list of what waits.
type queueLine struct {
	Href, Prompt, Value string
	Tally               hiring.RatingTally
	Ended               ratingEnd
}

// ratingEnd says that and when the phase has ended rating, and what became of ratings that were not handed in; "" while
// the rater can rate.
type ratingEnd struct{ When, Saved, Ask string }

// ratingEnd puts the end of a rater's queue into words.
func (p Page) ratingEnd(q app.RatingQueue) (out ratingEnd) {
	if q.Open {
		return out
	}
	out.When = p.T("rating.phase_closed")
	if q.Ended != nil {
		out.When = p.T("rating.ended", "Date", p.Date(*q.Ended))
	}
	if n := q.Tally.Draft; n > 0 {
		out.Saved, out.Ask = p.T("rating.ended.saved", "Count", n), p.T("rating.ended.ask", "Count", n)
	}
	return out
}

// queueGroup is a requisition in the list of what waits.
type queueGroup struct {
	ID    uuid.UUID
	Name  string
	Lines []queueLine
}

// ratingsPage lists what waits for a person's ratings.
type ratingsPage struct {
	Page
	Groups    []queueGroup
	Practises bool // practice answers are among them
}

func (ratingsPage) template() (layout, name string) { return "staff", "ratings" }

// ratingList lists the user's queues by requisition and question.
func (s *Server) ratingList(c *request) error {
	ctx := c.Request().Context()
	queues, err := s.app.RatingQueues(ctx, c.user.ID, uuid.Nil)
	if err != nil {
		return err
	}
	p := ratingsPage{Page: c.page("rating.list").in("home")}
	for _, q := range queues {
		if n := len(p.Groups); n == 0 || p.Groups[n-1].ID != q.Requisition.ID {
			p.Groups = append(p.Groups, queueGroup{ID: q.Requisition.ID, Name: q.Requisition.Name})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Lines = append(g.Lines, queueLine{queuePath(q), p.Say(q.Question.Prompt), p.Say(q.Question.ValueName), q.Tally, p.ratingEnd(q)})
	}
	if p.Practises, err = s.app.Store().MeetsPlants(ctx, c.user.ID); err != nil {
		return err
	}
	return c.render(http.StatusOK, p)
}

// ratingQuestionPage is what a rater reads before the first answer: how much there is, what is rated and why so.
type ratingQuestionPage struct {
	Page
	Queue       app.RatingQueue
	Ended       ratingEnd
	Path        string
	Requisition string
	Value       string
	Action      string
	Prompt      string
	Levels      []ratedLevel
	PerMinute   int
	Seconds     int
}

func (ratingQuestionPage) template() (layout, name string) { return "staff", "rating-question" }

func (s *Server) ratingQuestionShow(c *request) error {
	q, err := s.ratingQueue(c)
	if err != nil {
		return err
	}
	p := ratingQuestionPage{
		Page: c.page("rating.question").in("home"), Queue: q, Path: queuePath(q), Requisition: q.Requisition.Name,
		PerMinute: hiring.WordsPerMinute, Seconds: hiring.SecondsPerRating,
	}
	p.Value, p.Action, p.Prompt = p.Say(q.Question.ValueName), p.Say(q.Action), p.Say(q.Question.Prompt)
	p.Levels, p.Ended = p.levels(q.Question.QuestionVersion, ""), p.ratingEnd(q)
	return c.render(http.StatusOK, p)
}

// ratingNext goes on in a queue: to the first answer that waits, else to what can be handed in.
func (s *Server) ratingNext(c *request) error {
	q, err := s.ratingQueue(c)
	if err != nil {
		return err
	}
	if !q.Open {
		return c.seeOther(queuePath(q))
	}
	return s.goOnRating(c, q, uuid.Nil, -1)
}

// goOnRating leads to the next answer after a place, or, when there is none but the one just seen, to the summary.
func (s *Server) goOnRating(c *request, q app.RatingQueue, seen uuid.UUID, place int64) error {
	next, err := s.app.NextToRate(c.Request().Context(), q, place)
	if err != nil {
		return err
	}
	if next == uuid.Nil || next == seen {
		return c.seeOther(queuePath(q) + "/submission")
	}
	return c.seeOther(queuePath(q) + "/" + next.String())
}

// ratedLevel is a level with the behaviour that shows it.
type ratedLevel struct {
	Level   int
	Anchor  string
	Checked bool
}

// ratedPiece is a part of an answer: words, or what kind of thing is hidden in their place.
type ratedPiece struct{ Text, Hidden string }

// ratedPieces puts what is hidden into words.
func (p Page) ratedPieces(pieces []redact.Piece) []ratedPiece {
	out := make([]ratedPiece, len(pieces))
	for i, x := range pieces {
		if out[i].Text = x.Text; x.Kind != "" {
			out[i].Hidden = p.T("redaction.kind." + string(x.Kind))
		}
	}
	return out
}
