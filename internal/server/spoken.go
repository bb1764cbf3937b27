package server

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// spokenPage begins the typing of spoken answers, and lists how far it has come.
type spokenPage struct {
	Page
	Form      Form
	ID        uuid.UUID
	Heading   string
	Begun     bool
	Noted     bool // interview notes wait that could be the answers
	Submitted bool
	Language  string
	Offered   []hiring.Language
	Questions []spokenLine
	Blank     int
}

// spokenLine is one question in the list.
type spokenLine struct {
	Prompt, Value string
	Href          string
	Lines         []string
}

func (spokenPage) template() (layout, name string) { return "staff", "spoken" }

// Speak offers the languages every question is worded in.
func (p spokenPage) Speak() Field {
	var choices []Choice
	for _, l := range p.Offered {
		choices = append(choices, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return p.Form.Choose("language", "spoken.language", choices)
}

// spokenShow shows the start, or the list of questions once begun.
func (s *Server) spokenShow(c *request) error {
	sp, err := s.spokenOf(c)
	if err != nil {
		return err
	}
	return c.renderSpoken(http.StatusOK, sp, nil, nil)
}

// spokenStart begins the typing.
func (s *Server) spokenStart(c *request) error {
	sp, err := s.spokenOf(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	err = s.app.StartSpoken(c.Request().Context(), c.user.ID, sp.Application.ID, hiring.Language(form.Get("language")), form.Get("agreed") == "1")
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return c.renderSpoken(http.StatusUnprocessableEntity, sp, form, problems)
	}
	if err != nil {
		return err
	}
	return c.seeOther(spokenPath(sp, 1))
}

// spokenSubmit hands the typed answers in.
func (s *Server) spokenSubmit(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.SubmitSpoken(c.Request().Context(), c.user.ID, id); err != nil {
		return err
	}
	c.flash("spoken.handed_in")
	return c.seeOther(applicationPath(id))
}

func (s *Server) spokenOf(c *request) (app.Spoken, error) {
	id, err := c.id("id")
	if err != nil {
		return app.Spoken{}, err
	}
	return s.app.SpokenAnswers(c.Request().Context(), c.user.ID, id)
}

// spokenPath is the address of question n.
func spokenPath(sp app.Spoken, n int) string {
	return applicationPath(sp.Application.ID) + "/spoken/" + strconv.Itoa(n)
}

// spokenHeading is the candidate's name, or the number while names are hidden from whoever types.
func (c *request) spokenHeading(sp app.Spoken) string {
	if sp.Blind || sp.Application.Name == "" {
		return c.words.T("application.candidate", "Number", sp.Application.Number)
	}
	return sp.Application.Name
}

func (c *request) renderSpoken(status int, sp app.Spoken, typed url.Values, problems hiring.Problems) error {
	heading := c.spokenHeading(sp)
	p := spokenPage{Page: c.page("spoken.title", "Name", heading).in("requisitions"), ID: sp.Application.ID, Heading: heading, Offered: sp.Languages}
	p.Begun, p.Submitted = sp.Attempt != nil, sp.Submitted()
	if !p.Begun {
		notes, err := c.s.app.InterviewNotes(c.Request().Context(), c.user.ID, sp.Application.ID)
		if err != nil && hiring.KindOf(err) != hiring.Conflict { // Conflict: one's own scorecard comes first
			return err
		}
		p.Noted = len(notes) > 0
	}
	if typed == nil {
		typed = url.Values{"language": {string(sp.Application.Language)}}
	}
	p.Form = newForm(p.Page, typed, problems)
	if sp.Attempt != nil {
		p.Language = p.OwnName(sp.Attempt.Language)
	}
	for i, q := range sp.Questions {
		line := spokenLine{Prompt: p.Say(q.Prompt), Value: p.Say(q.ValueName), Href: spokenPath(sp, i+1)}
		line.Lines = p.answerLines(q, sp.Answers[q.ID].Body)
		if len(line.Lines) == 0 {
			p.Blank++
		}
		p.Questions = append(p.Questions, line)
	}
	return c.render(status, p)
}
