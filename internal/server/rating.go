package server

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// ratingPage is what a member of the panel rates: questions with their anchors and answers; no name, no score, and
// nothing of what top reps said.
type ratingPage struct {
	Page
	Form        Form
	ID          uuid.UUID
	Number      string
	Requisition string
	Spoken      bool
	Language    string
	Waiting     bool // nothing has been handed in yet
	Nothing     bool // everything was left blank
	Locked      bool
	Follows     bool // may open the application page afterwards
	Answers     []ratedAnswer
}

// ratedAnswer is one answer to rate.
type ratedAnswer struct {
	ID, Prompt, Value string
	Lang              hiring.Language
	Text              string
	Lines             []string
	Levels            []ratedLevel // the highest first
	Level             Field        // for its ids and problem
	Evidence          Field
	Mine              string // what was given, once locked
	MyEvidence        string
}

// ratedLevel is a level with the behaviour that shows it.
type ratedLevel struct {
	Level   int
	Anchor  string
	Checked bool
}

func (ratingPage) template() (layout, name string) { return "staff", "rating" }

// ratingShow shows what is to be rated, or what was.
func (s *Server) ratingShow(c *request) error {
	sheet, err := s.ratingSheet(c)
	if err != nil {
		return err
	}
	return c.renderRating(http.StatusOK, sheet, nil, nil)
}

// ratingSend sends all ratings of an application at once; then they are locked.
func (s *Server) ratingSend(c *request) error {
	sheet, err := s.ratingSheet(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	given := map[uuid.UUID]hiring.Rating{}
	for _, q := range sheet.Questions {
		level, _ := strconv.Atoi(form.Get("level." + q.ID.String()))
		given[q.ID] = hiring.Rating{Level: level, Evidence: form.Get("evidence." + q.ID.String())}
	}
	err = s.app.Rate(c.Request().Context(), c.user.ID, sheet.Application, given)
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return c.renderRating(http.StatusUnprocessableEntity, sheet, form, problems)
	}
	if err != nil {
		return err
	}
	c.flash("rating.sent")
	return c.seeOther(applicationPath(sheet.Application) + "/rating")
}

func (s *Server) ratingSheet(c *request) (app.RatingSheet, error) {
	id, err := c.id("id")
	if err != nil {
		return app.RatingSheet{}, err
	}
	return s.app.RatingSheet(c.Request().Context(), c.user.ID, id)
}

func (c *request) renderRating(status int, sheet app.RatingSheet, typed url.Values, problems hiring.Problems) error {
	p := ratingPage{
		Page: c.page("rating.title", "Number", sheet.Number).in("home"), ID: sheet.Application,
		Requisition: sheet.Requisition.Name, Spoken: sheet.Mode == hiring.ByInterview,
		Waiting: !sheet.Submitted, Nothing: sheet.Submitted && len(sheet.Questions) == 0, Locked: len(sheet.Mine) > 0,
		Follows: c.user.Is(hiring.HR, hiring.Recruiter),
	}
	p.Number = p.candidateNumber(sheet.Number)
	p.Form = newForm(p.Page, typed, problems)
	if sheet.Submitted {
		p.Language = p.OwnName(sheet.Language)
	}
	for _, q := range sheet.Questions {
		p.Answers = append(p.Answers, p.ratedAnswer(q, sheet))
	}
	return c.render(status, p)
}

// ratedAnswer is one answer with its scale: the question's own anchors, or the plain levels where it has none.
func (p ratingPage) ratedAnswer(q hiring.AssessmentQuestion, sheet app.RatingSheet) ratedAnswer {
	id, body := q.ID.String(), sheet.Answers[q.ID].Body
	out := ratedAnswer{
		ID: id, Prompt: q.Prompt.In(sheet.Language), Value: p.Say(q.ValueName), Lang: sheet.Language,
		Level: p.Form.Field("level."+id, "rating.level"), Evidence: p.Form.Field("evidence."+id, "rating.evidence", "rows", 2),
	}
	if q.Kind == hiring.Text {
		out.Text = sheet.Text(q.ID, p.T("rating.name_hidden"))
	} else {
		body.Text = sheet.Text(q.ID, p.T("rating.name_hidden"))
		out.Lines = p.answerLines(q, body)
	}
	out.Levels = p.levels(q.QuestionVersion, out.Level.Value)
	for _, r := range sheet.Mine {
		if r.QuestionVersionID == q.ID {
			out.Mine, out.MyEvidence = p.T("rating.given", "Level", r.Level, "Levels", hiring.RatingLevels), r.Evidence
		}
	}
	return out
}

// mostToRate is how many waiting applications the list shows at once.
const mostToRate = 200

// ratingsPage lists what waits for a person's ratings.
type ratingsPage struct {
	Page
	Waiting   []queueRow
	Practises bool // practice answers are among them
}

func (ratingsPage) template() (layout, name string) { return "staff", "ratings" }

// ratingList lists the applications that wait for the user's ratings, by number and without names.
func (s *Server) ratingList(c *request) error {
	waiting, err := s.app.Store().WaitingForRating(c.Request().Context(), c.user.ID, mostToRate)
	if err != nil {
		return err
	}
	plants, err := s.app.Store().WaitingPlants(c.Request().Context(), c.user.ID)
	if err != nil {
		return err
	}
	p := ratingsPage{Page: c.page("rating.list").in("home")}
	p.Waiting = p.queue(waiting, plants)
	meets, err := s.app.Store().MeetsPlants(c.Request().Context(), c.user.ID)
	if err != nil {
		return err
	}
	p.Practises = meets || len(plants) > 0
	return c.render(http.StatusOK, p)
}
