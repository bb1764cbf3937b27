package server

import (
	"net/http"
	"slices"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// guidePrintPage is the guide as a kit to hand out: a cover, what not to ask, one leaf a question, a last leaf.
type guidePrintPage struct {
	Page
	app.GuideView
	Company string
	Sheets  []kitQuestion
	PDF     bool // a PDF can be made
	Paper   bool // this is what becomes the PDF
}

func (p guidePrintPage) template() (layout, name string) {
	if p.Paper {
		return "paper", "interview-guide-print"
	}
	return "staff", "interview-guide-print"
}

// Base is the address of the requisition's pages.
func (p guidePrintPage) Base() string { return "/requisitions/" + p.Requisition.ID.String() }

// Manages tells whether the reader may go back to the guide itself.
func (p guidePrintPage) Manages() bool {
	return p.User != nil && (p.Can("hr") || p.User.ID == p.Requisition.OwnerID && p.Can("recruiter"))
}

// SaidFirst is the opening words in the page's language.
func (p guidePrintPage) SaidFirst() string {
	return openingWords(p.words, p.InterviewGuide, len(p.Questions))
}

// SaidLast is the closing words in the page's language.
func (p guidePrintPage) SaidLast() string {
	return closingWords(p.words, p.InterviewGuide, len(p.Questions))
}

// OwnAvoid is what the company adds to what not to ask.
func (p guidePrintPage) OwnAvoid() string { return p.InterviewGuide.Avoid.In(p.Lang) }

// Plan lists the parts of the interview in their order.
func (p guidePrintPage) Plan() []guidePart { return p.guidePlan(p.Minutes, len(p.Questions)) }

// Total is how long the interview takes by its plan.
func (p guidePrintPage) Total() int { return p.Minutes.Length(len(p.Questions)) }

// ValueScales are the values to be rated at the end.
func (p guidePrintPage) ValueScales() []kitQuestion {
	var out []kitQuestion
	for _, q := range p.Values() {
		out = append(out, p.kitValue(q.ValueName, nil))
	}
	return out
}

// speakOneOf answers in the language asked for if it is one of these, else in the first of them: a kit is handed out
// in a language the round is held in, whatever the reader's own.
func (c *request) speakOneOf(langs []hiring.Language) {
	if len(langs) > 0 && !slices.Contains(langs, c.words.Language) {
		c.words = c.s.words.For(langs[0])
	}
}

func (s *Server) guidePrintPage(c *request) (guidePrintPage, error) {
	v, err := s.guideView(c)
	if err != nil {
		return guidePrintPage{}, err
	}
	o, err := s.app.Store().Organization(c.Request().Context())
	if err != nil {
		return guidePrintPage{}, err
	}
	c.speakOneOf(v.Requisition.Languages)
	page := guidePrintPage{Page: c.page("interview_guide.title").in("requisitions"), GuideView: v, Company: o.Name, PDF: s.cfg.PDF != nil}
	for i, q := range v.Questions {
		sheet := page.kitQuestionOf(i+1, len(v.Questions), q, nil)
		sheet.Minutes = v.Minutes.Question
		page.Sheets = append(page.Sheets, sheet)
	}
	return page, nil
}

func (s *Server) guidePrint(c *request) error {
	page, err := s.guidePrintPage(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

func (s *Server) guidePDF(c *request) error {
	page, err := s.guidePrintPage(c)
	if err != nil {
		return err
	}
	page.Paper = true
	return c.pdf(page, "guide", page.Base()+"/guide/print?lang="+string(page.Lang))
}
