package server

import (
	"net/http"
	"slices"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// readsScorecard: the user is on the panel of the interview a path names, or its requisition is the user's own.
func readsScorecard(s *Server, c *request) (bool, error) {
	id, err := c.id("id")
	if err != nil {
		return false, missingIsNo(err)
	}
	ctx, st := c.Request().Context(), s.app.Store()
	_, err = st.PanelistOf(ctx, id, c.user.ID)
	if hiring.KindOf(err) != hiring.NotFound {
		return err == nil, err
	}
	i, err := st.Interview(ctx, id)
	if err != nil {
		return false, missingIsNo(err)
	}
	r, err := st.Requisition(ctx, i.RequisitionID)
	return err == nil && r.OwnerID == c.user.ID && c.user.Is(hiring.Recruiter), missingIsNo(err)
}

// scorecardPrintPage is scorecards on paper: one's own, or, for who may read them, all that are in.
type scorecardPrintPage struct {
	Page
	app.PrintedScorecards
	Company string
	Papers  []scorecardPaper
	Only    string // the panelist whose scorecard alone is shown, or ""
	PDF     bool   // a PDF can be made
	Paper   bool   // this is what becomes the PDF
}

func (p scorecardPrintPage) template() (layout, name string) {
	if p.Paper {
		return "paper", "scorecard-print"
	}
	return "staff", "scorecard-print"
}

// Base is the address of the interview's pages.
func (p scorecardPrintPage) Base() string { return "/interviews/" + p.Interview.ID.String() }

// scorecardPaper is one scorecard as it was filled in.
type scorecardPaper struct {
	Who            string
	Submitted      *time.Time
	Recommendation []Choice
	Given          string // the recommendation in words, or ""
	Summary        string
	Questions      []kitQuestion
	Values         []kitQuestion
}

func (p Page) scorecardPaper(card app.PrintedScorecard, questions []hiring.AssessmentQuestion) scorecardPaper {
	out := scorecardPaper{
		Who: card.Panelist.Name, Submitted: card.SubmittedAt, Summary: card.Summary, Recommendation: p.Recommendations(card.Recommendation),
		Given: p.recommendation(card.Recommendation),
	}
	for i, q := range questions {
		line := card.Line(hiring.OfQuestion, q.ID)
		out.Questions = append(out.Questions, p.kitQuestionOf(i+1, len(questions), q, &line))
		if !slices.ContainsFunc(questions[:i], func(x hiring.AssessmentQuestion) bool { return x.ValueID == q.ValueID }) {
			value := card.Line(hiring.OfValue, q.ValueID)
			out.Values = append(out.Values, p.kitValue(q.ValueName, &value))
		}
	}
	return out
}

func (s *Server) scorecardPrintPage(c *request) (scorecardPrintPage, error) {
	id, err := c.id("id")
	if err != nil {
		return scorecardPrintPage{}, err
	}
	ctx := c.Request().Context()
	printed, err := s.app.PrintedScorecards(ctx, *c.user, id)
	if err != nil {
		return scorecardPrintPage{}, err
	}
	o, err := s.app.Store().Organization(ctx)
	if err != nil {
		return scorecardPrintPage{}, err
	}
	page := scorecardPrintPage{
		Page: c.page("interview_guide.scorecard").in("requisitions"), PrintedScorecards: printed, Company: o.Name, PDF: s.cfg.PDF != nil,
		Only: c.QueryParam("panelist"),
	}
	for _, card := range printed.Cards {
		if page.Only == "" || page.Only == card.PanelistID.String() {
			page.Papers = append(page.Papers, page.scorecardPaper(card, printed.Questions))
		}
	}
	if len(page.Papers) == 0 {
		return page, hiring.Missing("scorecard")
	}
	return page, nil
}

func (s *Server) scorecardPrint(c *request) error {
	page, err := s.scorecardPrintPage(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

func (s *Server) scorecardPDF(c *request) error {
	page, err := s.scorecardPrintPage(c)
	if err != nil {
		return err
	}
	page.Paper = true
	return c.pdf(page, "scorecard", page.Base()+"/scorecard/print?lang="+string(page.Lang))
}
