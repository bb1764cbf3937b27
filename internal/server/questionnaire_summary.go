package server

import (
	"net/http"
	"strconv"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// summaryPage shows every answer before they are handed in.
type summaryPage struct {
	respondentPage
	Answers []summaryAnswer
	Blank   int
	Back    string
}

type summaryAnswer struct {
	Prompt, Counter, Href string
	Lines                 []string
	Short                 bool // a text that might be asked for an example
}

func (summaryPage) template() (layout, name string) { return "respondent", "questionnaire-summary" }

func (s *Server) summaryShow(c *request, q app.Questionnaire) error {
	answers, err := s.app.AnswersOf(c.Request().Context(), q)
	if err != nil {
		return err
	}
	rp, err := c.respondentPage(c.words.T("questionnaire.summary.title"))
	if err != nil {
		return err
	}
	page := summaryPage{respondentPage: rp.of(q, switchByForm), Back: rp.Base + "/questions/" + strconv.Itoa(len(q.Questions))}
	for i, question := range q.Questions {
		body := answers[question.ID].Body
		x := summaryAnswer{
			Prompt: rp.Say(question.Prompt), Href: rp.Base + "/questions/" + strconv.Itoa(i+1),
			Counter: c.words.T("questionnaire.counter", "Number", i+1, "Total", len(q.Questions)),
			Lines:   rp.answerLines(question, body), Short: body.Short(question.Kind),
		}
		if x.Lines == nil {
			page.Blank++
		}
		page.Answers = append(page.Answers, x)
	}
	return c.render(http.StatusOK, page)
}

// attemptSubmit hands the answers in; whoever comes a second time is led to the receipt before this is reached.
func (s *Server) attemptSubmit(c *request, q app.Questionnaire) error {
	if _, err := s.app.SubmitAttempt(c.Request().Context(), q); err != nil {
		return err
	}
	return c.seeOther(c.linkBase())
}

// receiptPage is what a link shows once its answers are in.
type receiptPage struct {
	respondentPage
	Code        string
	At          time.Time
	Next        []string
	Explanation bool // one was released and can be read
	SelfForm    bool // the voluntary form is offered
	Given       bool // the three questions have been answered
}

func (receiptPage) template() (layout, name string) { return "respondent", "questionnaire-receipt" }

func (c *request) renderReceipt(q app.Questionnaire) error {
	rp, err := c.respondentPage(c.words.T("questionnaire.receipt.title"))
	if err != nil {
		return err
	}
	rp.Candidate = q.Candidate()
	page := receiptPage{respondentPage: rp, Code: q.Attempt.Receipt, At: *q.Attempt.SubmittedAt}
	if err := c.fillAfterwards(&page, q); err != nil {
		return err
	}
	page.Next = []string{c.words.T(receiptKey(q), "Organization", rp.Organization)}
	if q.DecideBy != nil {
		page.Next = append(page.Next, c.words.T("questionnaire.receipt.decide_by", "Date", rp.Date(*q.DecideBy)))
	}
	return c.render(http.StatusOK, page)
}

// fillAfterwards says what a candidate can do once the answers are in.
func (c *request) fillAfterwards(page *receiptPage, q app.Questionnaire) error {
	if !q.Candidate() {
		return nil
	}
	page.SelfForm, page.Given = c.s.app.OffersSelfIdentification(q), q.ExperienceGiven
	_, err := c.s.app.ExplanationFor(c.Request().Context(), q)
	page.Explanation = err == nil
	if kind := hiring.KindOf(err); kind == hiring.NotFound || kind == hiring.Expired {
		err = nil
	}
	return err
}

func receiptKey(q app.Questionnaire) string {
	if q.Candidate() {
		return "questionnaire.receipt.next.candidate"
	}
	return "questionnaire.receipt.next.rep"
}
