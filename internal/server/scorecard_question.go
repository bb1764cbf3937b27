package server

import (
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// scorecardQuestionPage is one question of an interview: what to ask, what to hold the answer against, and room to
// write.
type scorecardQuestionPage struct {
	desk
	Form            Form
	Number          int
	Counter, Prompt string
	Value, Action   string
	AskedIn         hiring.Language
	Rated           rated
	Written         []string // the candidate's answer by link, where the guide shows it
	Saved, Last     bool
}

func (scorecardQuestionPage) template() (layout, name string) { return "staff", "scorecard-question" }

// scorecardQuestionShow shows question n with what has been written.
func (s *Server) scorecardQuestionShow(c *request, at seat, sheet app.ScorecardSheet) error {
	n, _ := strconv.Atoi(c.Param("n"))
	return c.renderScorecardQuestion(newDeskView(at, sheet, nil), n)
}

// scorecardQuestionSave saves what the page's form holds, and goes where the pressed button leads.
func (s *Server) scorecardQuestionSave(c *request, at seat, sheet app.ScorecardSheet) error {
	form, err := c.form()
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(c.Param("n"))
	q, err := sheet.Question(n)
	if err != nil {
		return err
	}
	view := newDeskView(at, sheet, form)
	if err := s.saveLine(c, &view, hiring.OfQuestion, q.ID); err != nil {
		return err
	}
	if view.status() >= 400 {
		return c.renderScorecardQuestion(view, n)
	}
	return c.goOnFrom(at, n, len(sheet.Questions), form.Get("do"))
}

func (c *request) renderScorecardQuestion(v deskView, n int) error {
	q, err := v.sheet.Question(n)
	if err != nil {
		return err
	}
	counter := c.words.T("scorecard.counter", "Number", n, "Total", len(v.sheet.Questions))
	lang := v.at.Interview.Language
	p := scorecardQuestionPage{
		desk: c.desk(v.at, v.sheet, counter, n), Number: n, Counter: counter, Prompt: q.Prompt.In(lang), AskedIn: lang,
		Action: v.at.Base + "/questions/" + strconv.Itoa(n), Last: n == len(v.sheet.Questions),
	}
	p.Value = p.Say(q.ValueName)
	p.Form = newForm(p.Page, v.form, v.problems)
	p.Rated = p.rated(v, p.Form, hiring.OfQuestion, q.ID, q.Anchors)
	p.Saved = v.status() < 400 && v.sheet.Card.Line(hiring.OfQuestion, q.ID).Version > 0
	used := formLine(v.form, hiring.OfQuestion, q.ID).Body.ProbesUsed
	for i, probe := range q.Probes {
		ticked := len(used) > 0 && used[0] == i
		if ticked {
			used = used[1:]
		}
		p.Rated.Probes = append(p.Rated.Probes, Choice{Value: strconv.Itoa(i), Label: probe.In(lang), Checked: ticked})
	}
	p.Written = p.answerLines(q, v.sheet.Answers[q.ID])
	m := v.sheet.Guide.Minutes
	from := m.Opening + (n-1)*m.Question
	p.Plan = p.T("scorecard.plan.this", "From", from, "To", from+m.Question, "Total", m.Length(len(v.sheet.Questions)))
	return c.render(v.status(), p)
}
