package server

import (
	"net/http"
	"strconv"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// scorecardRoutes are the pages a panelist interviews with: of a member with an account, and, with the same handlers, of
// a guest with a personal link. The notes of a scorecard can become answers: that is the application's.
func (s *Server) scorecardRoutes() []route {
	panel := staff().orOwn(sitsOnPanel, hiring.HR, hiring.Recruiter, hiring.Interviewer)
	owner := staff(hiring.HR).orOwn(ownsApplication, hiring.Recruiter)
	out := []route{
		{http.MethodGet, "/applications/:id/spoken/notes", owner, s.spokenNotesShow},
		{http.MethodPost, "/applications/:id/spoken/notes", owner, s.spokenNotesUse},
	}
	for _, x := range []struct {
		base string
		who  access
	}{{"/interviews/:id", panel}, {"/i/:token", link()}} {
		out = append(out,
			route{http.MethodGet, x.base + "/scorecard", x.who, s.seated(s.scorecardShow)},
			route{http.MethodPost, x.base + "/scorecard", x.who, s.seated(s.scorecardBegin)},
			route{http.MethodGet, x.base + "/questions/:n", x.who, s.seated(s.atOpenCard(s.scorecardQuestionShow))},
			route{http.MethodPost, x.base + "/questions/:n", x.who, s.seated(s.atOpenCard(s.scorecardQuestionSave))},
			route{http.MethodGet, x.base + "/values", x.who, s.seated(s.atOpenCard(s.scorecardValuesShow))},
			route{http.MethodPost, x.base + "/values", x.who, s.seated(s.atOpenCard(s.scorecardValuesSave))},
			route{http.MethodPut, x.base + "/lines/:subject/:subjectid", x.who, s.seated(s.lineAutosave)},
			route{http.MethodPut, x.base + "/overall", x.who, s.seated(s.overallAutosave)},
		)
	}
	return out
}

// desk is what every page of a scorecard has: whom one interviews, how far one is, and the time.
type desk struct {
	Page
	Base, Heading, Requisition string
	Card                       string // its id, under which the page keeps what is not sent yet
	Steps                      []deskStep
	Seconds                    int    // since the scorecard was begun
	Elapsed, Plan              string // no clock once it has run for longer than any interview takes
	Over                       bool   // the window has closed
	Cancelled                  bool
	Front                      bool // the first page, which names the candidate itself
}

// deskStep is one question, or the values and the overall word at the end.
type deskStep struct {
	Label, Name, Href string
	State             string // done, begun or ""
	Now               bool
}

func (c *request) desk(at seat, sheet app.ScorecardSheet, title string, now int) desk {
	d := desk{Page: c.rawPage(title).in("interviews"), Base: at.Base, Requisition: sheet.Requisition, Front: now == 0}
	d.Heading = d.candidateOf(sheet)
	d.Title = title + " · " + d.Heading
	d.Cancelled = at.Interview.Cancelled()
	if sheet.Card != nil {
		d.Card = sheet.Card.ID.String()
	}
	if sheet.Card != nil && sheet.Card.Submitted() {
		return d
	}
	if d.Over = at.Interview.WindowClosed(c.now()); sheet.Card == nil {
		return d
	}
	if d.Seconds = int(c.now().Sub(sheet.Card.StartedAt).Seconds()); d.Seconds <= hiring.MaxInterviewMinutes*60 {
		d.Elapsed = d.T("scorecard.clock", "Minutes", d.Seconds/60)
	}
	for i, q := range sheet.Questions {
		state := lineState(sheet.Card.Line(hiring.OfQuestion, q.ID))
		d.Steps = append(d.Steps, deskStep{
			Label: strconv.Itoa(i + 1), Name: d.T("scorecard.step."+orNone(state), "Number", i+1), Now: now == i+1,
			Href: at.Base + "/questions/" + strconv.Itoa(i+1), State: state,
		})
	}
	d.Steps = append(d.Steps, deskStep{
		Label: d.T("scorecard.values.step"), Href: at.Base + "/values", Now: now == len(sheet.Questions)+1, State: endState(sheet),
	})
	return d
}

// endState tells how far the values and the overall word are.
func endState(sheet app.ScorecardSheet) string {
	done, begun := sheet.Card.Recommendation != "", sheet.Card.Recommendation != "" || sheet.Card.Summary != ""
	for _, v := range sheet.Values {
		l := sheet.Card.Line(hiring.OfValue, v.ID)
		done, begun = done && l.Complete(), begun || l.Body.Begun()
	}
	switch {
	case done:
		return "done"
	case begun:
		return "begun"
	}
	return ""
}

// candidateOf is the candidate's name, or the number once the person is erased.
func (p Page) candidateOf(sheet app.ScorecardSheet) string {
	if sheet.Candidate != "" {
		return sheet.Candidate
	}
	return p.candidateNumber(sheet.Number)
}

// lineState tells how far a line is: done, begun, or "" for untouched.
func lineState(l hiring.ScorecardLine) string {
	switch {
	case l.Complete():
		return "done"
	case l.Body.Begun():
		return "begun"
	}
	return ""
}

func orNone(state string) string {
	if state == "" {
		return "none"
	}
	return state
}

// scorecardPage is the first page of an interview: what to say first, what not to ask, the questions; and, once handed
// in, the scorecard as it stands.
type scorecardPage struct {
	desk
	Begun, Submitted, Late bool
	When, Submission       string
	Language               hiring.Language
	Opening, Closing       []string
	OwnAvoid               []string // what the company adds to what not to ask
	Parts                  []guidePart
	Total                  int
	Questions              []cardLine
	Values                 []cardLine
	Recommendation         string
	Summary                string
}

func (scorecardPage) template() (layout, name string) { return "staff", "scorecard" }

// scorecardShow shows the first page of an interview.
func (s *Server) scorecardShow(c *request, at seat) error {
	sheet, err := s.app.ScorecardSheet(c.Request().Context(), at.Panelist, at.Interview)
	if err != nil {
		return err
	}
	d := c.desk(at, sheet, c.words.T("scorecard.title"), 0)
	if at.Guest() {
		d.Switch = at.Base
	}
	p := scorecardPage{desk: d, Begun: sheet.Card != nil, Language: at.Interview.Language, When: d.when(at.Interview)}
	spoken, asked := c.s.words.For(p.Language), len(sheet.Questions)
	p.Opening = paragraphs(openingWords(spoken, sheet.Guide, asked))
	p.Closing = paragraphs(closingWords(spoken, sheet.Guide, asked))
	p.OwnAvoid = paragraphs(p.Say(sheet.Guide.Avoid))
	p.Parts, p.Total = p.guidePlan(sheet.Guide.Minutes, asked), sheet.Guide.Minutes.Length(asked)
	if sheet.Card != nil && sheet.Card.Submitted() {
		p.Submitted, p.Late, p.Submission = true, sheet.Card.Late(at.Interview), p.DateTime(*sheet.Card.SubmittedAt)
		p.Recommendation, p.Summary = p.recommendation(sheet.Card.Recommendation), sheet.Card.Summary
	}
	p.fillLines(sheet)
	return c.render(http.StatusOK, p)
}

// scorecardBegin begins the scorecard and goes to the first question; who has begun goes on.
func (s *Server) scorecardBegin(c *request, at seat) error {
	if _, err := s.app.BeginScorecard(c.Request().Context(), at.Panelist, at.Interview); err != nil {
		return err
	}
	return c.seeOther(at.Base + "/questions/1")
}

// paragraphs splits a text into its lines.
func paragraphs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
}
