package server

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// spokenQuestionPage is one question to be asked, with room for what the candidate says.
type spokenQuestionPage struct {
	Page
	ID                              uuid.UUID
	Heading, Counter, Value, Prompt string
	Kind                            hiring.Kind
	AskedIn                         hiring.Language
	Probes                          []string
	Version                         int
	Action, Text, Problem           string
	LowEnd, HighEnd                 string
	Choices                         []Choice
	Ranks                           []rankedItem
	Positions                       []int
	First, Last                     bool
	Stands                          []string // what somebody else saved meanwhile
	Conflict                        bool
}

func (spokenQuestionPage) template() (layout, name string) { return "staff", "spoken-question" }

// spokenQuestionShow shows question n with what has been typed.
func (s *Server) spokenQuestionShow(c *request) error {
	sp, n, err := s.spokenAt(c)
	if err != nil {
		return err
	}
	return c.renderSpokenQuestion(http.StatusOK, sp, n, sp.Answers[sp.Questions[n-1].ID], nil, nil)
}

// spokenAt reads which question the address is about. Before the start and after the end it is not there.
func (s *Server) spokenAt(c *request) (app.Spoken, int, error) {
	sp, err := s.spokenOf(c)
	if err != nil {
		return sp, 0, err
	}
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || sp.Attempt == nil || sp.Submitted() {
		return sp, 0, hiring.Missing("question")
	}
	_, err = sp.Question(n)
	return sp, n, err
}

// spokenQuestionSave saves what was typed and goes where the button leads.
func (s *Server) spokenQuestionSave(c *request) error {
	sp, n, err := s.spokenAt(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	q := sp.Questions[n-1]
	version, _ := strconv.Atoi(form.Get("version"))
	body, problems := formAnswer(form, q.QuestionVersion)
	shown := hiring.Answer{Version: version, Body: body}
	if len(problems) > 0 {
		return c.renderSpokenQuestion(http.StatusUnprocessableEntity, sp, n, shown, problems, nil)
	}
	if !body.Same(sp.Answers[q.ID].Body) {
		stands, err := s.app.SaveSpoken(c.Request().Context(), sp, n, version, body)
		switch {
		case isStale(err):
			shown.Version = stands.Version
			return c.renderSpokenQuestion(http.StatusConflict, sp, n, shown, nil, &stands)
		case hiring.KindOf(err) == hiring.Invalid:
			return c.renderSpokenQuestion(http.StatusUnprocessableEntity, sp, n, shown, hiring.ProblemsOf(err), nil)
		case err != nil:
			return err
		}
	}
	return c.spokenGoOn(sp, n, form.Get("do"))
}

func (c *request) spokenGoOn(sp app.Spoken, n int, button string) error {
	switch {
	case button == "save":
		return c.seeOther(spokenPath(sp, n))
	case button == "back" && n > 1:
		return c.seeOther(spokenPath(sp, n-1))
	case button == "list" || button == "back" || n == len(sp.Questions):
		return c.seeOther(applicationPath(sp.Application.ID) + "/spoken")
	}
	return c.seeOther(spokenPath(sp, n+1))
}

func (c *request) renderSpokenQuestion(status int, sp app.Spoken, n int, shown hiring.Answer, problems hiring.Problems, stands *hiring.Answer) error {
	q, heading := sp.Questions[n-1], c.spokenHeading(sp)
	counter := c.words.T("spoken.counter", "Number", n, "Total", len(sp.Questions))
	p := spokenQuestionPage{
		Page: c.rawPage(counter + " · " + heading).in("requisitions"), ID: sp.Application.ID, Heading: heading, Counter: counter,
		Value: q.ValueName.In(c.words.Language), Prompt: q.Prompt.In(sp.Attempt.Language), Kind: q.Kind, AskedIn: sp.Attempt.Language,
		Version: shown.Version, Action: spokenPath(sp, n), Text: shown.Body.Text, First: n == 1, Last: n == len(sp.Questions),
	}
	for _, probe := range q.Probes {
		p.Probes = append(p.Probes, probe.In(sp.Attempt.Language))
	}
	if len(problems) > 0 {
		p.Problem = p.T(problems[0].Key, problems[0].Args...)
	}
	if stands != nil {
		p.Conflict, p.Stands = true, p.answerLines(q, stands.Body)
	}
	p.fill(q, shown.Body)
	return c.render(status, p)
}

// fill writes what the question's kind needs, in the language the candidate is asked in.
func (p *spokenQuestionPage) fill(q hiring.AssessmentQuestion, body hiring.AnswerBody) {
	for i, o := range q.Options {
		label := o.Label.In(p.AskedIn)
		p.Choices = append(p.Choices, Choice{Value: o.Key, Label: label, Checked: slices.Contains(body.Picks, o.Key)})
		p.Ranks = append(p.Ranks, rankedItem{Key: o.Key, Label: label, At: 1 + slices.Index(body.Picks, o.Key)})
		p.Positions = append(p.Positions, i+1)
	}
	if q.Kind != hiring.Numeric {
		return
	}
	p.LowEnd, p.HighEnd = q.LowEnd.In(p.AskedIn), q.HighEnd.In(p.AskedIn)
	for x := q.Lo; x <= q.Hi; x++ {
		number := strconv.Itoa(x)
		p.Choices = append(p.Choices, Choice{Value: number, Label: number, Checked: body.Number != nil && *body.Number == x})
	}
}
