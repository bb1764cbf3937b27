package server

import (
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// spokenNotesPage turns the notes of a scorecard into the candidate's spoken answers, once they have been looked at.
type spokenNotesPage struct {
	Page
	Form    Form
	ID      uuid.UUID
	Heading string
	Exist   bool // spoken answers have been begun: nothing is overwritten
	Cards   []notedCard
}

// notedCard is one scorecard with what its notes would become.
type notedCard struct {
	ID, Panelist, When, Language string
	Lang                         hiring.Language
	Checked                      bool
	Answers                      []notedAnswer
}

// notedAnswer is one text question with the notes to it.
type notedAnswer struct {
	Prompt, Value string
	Lines         []string
}

func (spokenNotesPage) template() (layout, name string) { return "staff", "spoken-notes" }

// spokenNotesShow shows the notes of every scorecard the user may read, question by question.
func (s *Server) spokenNotesShow(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.renderSpokenNotes(http.StatusOK, id, nil, nil)
}

// spokenNotesUse makes the chosen notes the answers, and goes on to the questions that are still blank.
func (s *Server) spokenNotesUse(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	card, _ := uuid.Parse(form.Get("scorecard"))
	err = s.app.NotesToAnswers(c.Request().Context(), c.user.ID, id, card, form.Get("agreed") == "1")
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return c.renderSpokenNotes(http.StatusUnprocessableEntity, id, form, problems)
	}
	if err != nil {
		return err
	}
	c.flash("scorecard.answers.filled")
	return c.seeOther(applicationPath(id) + "/spoken")
}

func (c *request) renderSpokenNotes(status int, id uuid.UUID, typed url.Values, problems hiring.Problems) error {
	ctx := c.Request().Context()
	sp, err := c.s.app.SpokenAnswers(ctx, c.user.ID, id)
	if err != nil {
		return err
	}
	notes, err := c.s.app.InterviewNotes(ctx, c.user.ID, id)
	if err != nil {
		return err
	}
	p := spokenNotesPage{Page: c.page("scorecard.answers.title").in("requisitions"), ID: id, Heading: c.spokenHeading(sp), Exist: sp.Attempt != nil}
	p.Form = newForm(p.Page, typed, problems)
	for _, n := range notes {
		p.Cards = append(p.Cards, p.notedCard(sp, n, len(notes) == 1))
	}
	return c.render(status, p)
}

func (p spokenNotesPage) notedCard(sp app.Spoken, n app.InterviewNotes, only bool) notedCard {
	id := n.Scorecard.String()
	out := notedCard{
		ID: id, Panelist: n.Panelist, When: p.when(n.Interview), Lang: n.Interview.Language,
		Language: p.OwnName(n.Interview.Language), Checked: only || p.Form.Values.Get("scorecard") == id,
	}
	if out.Panelist == "" {
		out.Panelist = p.T("scorecard.answers.former")
	}
	for _, q := range sp.Questions {
		if q.Kind == hiring.Text {
			a := notedAnswer{Prompt: q.Prompt.In(out.Lang), Value: p.Say(q.ValueName), Lines: paragraphs(n.Notes[q.ID])}
			out.Answers = append(out.Answers, a)
		}
	}
	return out
}
