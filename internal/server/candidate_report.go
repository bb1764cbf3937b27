package server

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// candidateReportPage is one application on paper, for staff: what was asked and answered, how it was scored and rated,
// and what was decided.
type candidateReportPage struct {
	applicationPage
	Company string
	PDF     bool // a PDF can be made
	Paper   bool // this is what becomes the PDF
	Rated   []reportRating
	Cards   []reportCard
	Made    time.Time
}

// reportRating is one rating of a written answer.
type reportRating struct{ Rater, Question, Level, Evidence string }

// reportCard is one scorecard that is in.
type reportCard struct {
	Who, Recommendation, Summary string
	At                           time.Time
	Lines                        []reportCardLine
}

// reportCardLine is what an interviewer gave to one question or value.
type reportCardLine struct{ About, Level, Evidence string }

func (p candidateReportPage) template() (layout, name string) {
	if p.Paper {
		return "paper", "candidate-report"
	}
	return "staff", "candidate-report"
}

// Base is the address of the application's pages.
func (p candidateReportPage) Base() string { return applicationPath(p.ID) }

// candidateReportOf reads the application a path names, as the reader may see it.
func (s *Server) candidateReportOf(c *request) (candidateReportPage, error) {
	id, err := c.id("id")
	if err != nil {
		return candidateReportPage{}, err
	}
	ctx := c.Request().Context()
	v, err := s.app.ViewApplication(ctx, *c.user, id)
	if err != nil {
		return candidateReportPage{}, err
	}
	o, err := s.app.Store().Organization(ctx)
	if err != nil {
		return candidateReportPage{}, err
	}
	page := candidateReportPage{applicationPage: applicationPageOf(c, v), Company: o.Name, PDF: s.cfg.PDF != nil && !v.Blind, Made: c.now()}
	page.Title = page.T("report.candidate.title", "Name", page.Heading)
	if v.Blind {
		return page, nil
	}
	page.fillRated(v)
	page.fillCards(v)
	return page, nil
}

// fillRated lists the ratings of written answers in the order of the questions, each with what it rests on.
func (p *candidateReportPage) fillRated(v app.ApplicationView) {
	for _, q := range v.Asked {
		for _, r := range v.Ratings {
			if r.QuestionVersionID == q.ID {
				p.Rated = append(p.Rated, reportRating{v.Users[r.RaterID], p.Say(q.Prompt), p.levelOf(r.Level), r.Evidence})
			}
		}
	}
}

// levelOf writes a level of the rating scale; of none, a dash.
func (p Page) levelOf(level int) string {
	if level == 0 {
		return "–"
	}
	return p.T("benchmark.step.of", "Number", strconv.Itoa(level), "Total", hiring.RatingLevels)
}

// fillCards lists the scorecards that are in, with their lines in the order of the questions and then the values.
func (p *candidateReportPage) fillCards(v app.ApplicationView) {
	for _, c := range v.Scorecards {
		card := reportCard{Who: c.By.Name, Summary: c.Summary, At: *c.SubmittedAt}
		if c.Recommendation != "" {
			card.Recommendation = p.T("interview_guide.recommendation." + string(c.Recommendation))
		}
		add := func(of hiring.Subject, id uuid.UUID, about string) {
			at := slices.IndexFunc(c.Lines, func(l hiring.ScorecardLine) bool { return l.Subject == of && l.SubjectID == id })
			if at < 0 || !c.Lines[at].Body.Begun() {
				return
			}
			l := c.Lines[at]
			line := reportCardLine{About: about, Level: p.levelOf(l.Rated()), Evidence: l.Body.Evidence}
			if l.Body.NotRated {
				line.Level, line.Evidence = p.T("interview_guide.na"), l.Body.WhyNot
			}
			card.Lines = append(card.Lines, line)
		}
		for _, q := range v.Asked {
			add(hiring.OfQuestion, q.ID, p.Say(q.Prompt))
		}
		for _, id := range hiring.AskedValues(v.Asked) {
			add(hiring.OfValue, id, p.valueName(v, id.String()))
		}
		p.Cards = append(p.Cards, card)
	}
}

// candidateReportShow shows an application as a report to print.
func (s *Server) candidateReportShow(c *request) error {
	page, err := s.candidateReportOf(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

// candidateReportPDF prints it. Who has still to rate gets the page that says so.
func (s *Server) candidateReportPDF(c *request) error {
	page, err := s.candidateReportOf(c)
	if err != nil {
		return err
	}
	if page.Blind {
		return c.seeOther(page.Base() + "/report")
	}
	page.Paper = true
	return c.pdf(page, "candidate-report", page.Base()+"/report?lang="+string(page.Lang))
}
