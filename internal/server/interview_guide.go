package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// interviewGuideRoutes are the guide of a requisition: HR and the owner write it, and who interviews by it reads it on
// paper.
func (s *Server) interviewGuideRoutes() []route {
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	reads := staff(hiring.HR).orOwn(readsGuide, hiring.Recruiter, hiring.Interviewer)
	rates := staff(hiring.HR).orOwn(readsScorecard, hiring.Recruiter, hiring.Interviewer)
	return []route{
		{http.MethodGet, "/requisitions/:id/guide", manages, s.guideShow},
		{http.MethodPost, "/requisitions/:id/guide", manages, s.guideSave},
		{http.MethodGet, "/requisitions/:id/guide/print", reads, s.guidePrint},
		{http.MethodGet, "/requisitions/:id/guide.pdf", reads, s.guidePDF},
		{http.MethodGet, "/interviews/:id/scorecard/print", rates, s.scorecardPrint},
		{http.MethodGet, "/interviews/:id/scorecard.pdf", rates, s.scorecardPDF},
	}
}

// readsGuide: the requisition is the user's own, or the user is on the panel of one of its interviews.
func readsGuide(s *Server, c *request) (bool, error) {
	r, err := s.requisition(c)
	if err != nil {
		return false, missingIsNo(err)
	}
	if r.OwnerID == c.user.ID && c.user.Is(hiring.Recruiter) {
		return true, nil
	}
	return s.app.Store().Interviews(c.Request().Context(), r.ID, c.user.ID)
}

// guidePage is the guide as HR works on it, with how structured it makes the interviews.
type guidePage struct {
	Page
	app.GuideView
	Form Form
	PDF  bool // a PDF can be made
}

func (guidePage) template() (layout, name string) { return "staff", "interview-guide" }

// Fixed tells whether the guide can no longer be changed.
func (p guidePage) Fixed() bool { return p.Frozen() || p.Requisition.ClosedAt != nil }

// Base is the address of the requisition's pages.
func (p guidePage) Base() string { return "/requisitions/" + p.Requisition.ID.String() }

// guideRow is one question that can be asked, with its fields.
type guideRow struct {
	hiring.AssessmentQuestion
	Chosen bool
	Order  Field
	Levels []kitLevel
}

// Rows makes a row for each question that can be asked aloud: the chosen ones first, in their order.
func (p guidePage) Rows() []guideRow {
	var chosen, others []guideRow
	places := p.places()
	for _, q := range p.Offered {
		if q.Kind != hiring.Text {
			continue
		}
		row := guideRow{
			AssessmentQuestion: q, Chosen: slices.Contains(p.Form.Values["questions"], q.ID.String()),
			Order: p.Form.Choose("order."+q.ID.String(), "interview_guide.place", places), Levels: kitLevels(p.Page, q, nil),
		}
		if row.Chosen {
			chosen = append(chosen, row)
		} else {
			others = append(others, row)
		}
	}
	slices.SortStableFunc(chosen, func(a, b guideRow) int { return orderOf(a.Order) - orderOf(b.Order) })
	return append(chosen, others...)
}

func (p guidePage) places() []Choice {
	var out []Choice
	for _, q := range p.Offered {
		if q.Kind == hiring.Text {
			n := strconv.Itoa(len(out) + 1)
			out = append(out, Choice{Value: n, Label: n})
		}
	}
	return out
}

// OnPaper counts the questions that stay with the questionnaire.
func (p guidePage) OnPaper() int { return len(p.Offered) - len(p.places()) }

// Texts makes a field for a text in each language of the round, which is all that is ever said in it.
func (p guidePage) Texts(name, labelKey string) WordsField {
	w := p.Form.Words(name, labelKey, "rows", 7)
	w.Fields = slices.DeleteFunc(w.Fields, func(f Field) bool {
		return !slices.Contains(p.Requisition.Languages, hiring.Language(f.Lang))
	})
	return w
}

// guideSpoken is what is said in one language.
type guideSpoken struct {
	Lang hiring.Language
	Text string
	Own  bool // the program's words, since nobody wrote others
}

// Opening lists what is said first in each language of the round.
func (p guidePage) Opening() []guideSpoken { return p.spoken(p.InterviewGuide.Opening, openingWords) }

// Closing lists what is said last in each language of the round.
func (p guidePage) Closing() []guideSpoken { return p.spoken(p.InterviewGuide.Closing, closingWords) }

func (p guidePage) spoken(written hiring.Words, say func(*i18n.Words, hiring.InterviewGuide, int) string) []guideSpoken {
	var out []guideSpoken
	for _, l := range p.Requisition.Languages {
		out = append(out, guideSpoken{l, say(p.server.words.For(l), p.InterviewGuide, len(p.Questions)), !written.Has(l)})
	}
	return out
}

// Defaults lists the program's own opening or closing words in each language of the round.
func (p guidePage) Defaults(what string) []guideSpoken {
	g := p.InterviewGuide
	g.Opening, g.Closing = nil, nil
	p.InterviewGuide = g
	if what == "closing" {
		return p.Closing()
	}
	return p.Opening()
}

// openingWords is what is said first: the guide's words, or the program's own.
func openingWords(w *i18n.Words, g hiring.InterviewGuide, asked int) string {
	if g.Opening.Has(w.Language) {
		return g.Opening[w.Language]
	}
	return w.T("interview_guide.opening_words", "Minutes", g.Minutes.Length(asked), "Count", asked)
}

// closingWords is what is said last: the candidate's own questions, then what happens next.
func closingWords(w *i18n.Words, g hiring.InterviewGuide, _ int) string {
	if g.Closing.Has(w.Language) {
		return g.Closing[w.Language]
	}
	return w.T("interview_guide.closing_words")
}

// Practices offers what the company can say it keeps to.
func (p guidePage) Practices() []Choice {
	var out []Choice
	for _, k := range hiring.Practices() {
		out = append(out, Choice{
			Value: k, Label: p.T("interview_guide.practice." + k), Help: p.T("interview_guide.practice." + k + ".why"), Checked: p.Keeps(k),
		})
	}
	return out
}

func (s *Server) guideShow(c *request) error {
	v, err := s.guideView(c)
	if err != nil {
		return err
	}
	return s.renderGuide(c, http.StatusOK, v, guideValues(v), nil)
}

func (s *Server) guideView(c *request) (app.GuideView, error) {
	id, err := c.id("id")
	if err != nil {
		return app.GuideView{}, err
	}
	return s.app.GuideView(c.Request().Context(), id)
}

func (s *Server) renderGuide(c *request, status int, v app.GuideView, values url.Values, ps hiring.Problems) error {
	page := guidePage{Page: c.page("interview_guide.title").in("requisitions"), GuideView: v, PDF: s.cfg.PDF != nil}
	page.Form = newForm(page.Page, values, ps)
	return c.render(status, page)
}

func (s *Server) guideSave(c *request) error {
	values, err := c.form()
	if err != nil {
		return err
	}
	v, err := s.guideView(c)
	if err != nil {
		return err
	}
	g, ps := readGuide(values, v)
	if len(ps) == 0 {
		err = s.app.SaveGuide(c.Request().Context(), c.actor(), g)
		ps = hiring.ProblemsOf(err)
	}
	if len(ps) > 0 {
		return s.renderGuide(c, http.StatusUnprocessableEntity, v, values, ps)
	}
	if err != nil {
		return err
	}
	c.flash("interview_guide.was_saved")
	return c.seeOther("/requisitions/" + v.Requisition.ID.String() + "/guide")
}

// guideValues writes a guide into the form's fields.
func guideValues(v app.GuideView) url.Values {
	out, m := versionField(v.Version), v.Minutes
	for i, q := range v.Questions {
		out.Add("questions", q.ID.String())
		out.Set("order."+q.ID.String(), strconv.Itoa(i+1))
	}
	putWords(out, "opening", v.Opening)
	putWords(out, "closing", v.Closing)
	putWords(out, "avoid", v.Avoid)
	for part, n := range map[string]int{"opening": m.Opening, "question": m.Question, "candidate": m.Candidate, "closing": m.Closing} {
		out.Set("minutes."+part, strconv.Itoa(n))
	}
	out.Set("shows_answers", formFlag(v.ShowsAnswers))
	out["practices"] = v.Practices
	return out
}

// readGuide reads the form's fields over a guide. What is said in languages the round is not held in stays.
func readGuide(v url.Values, stands app.GuideView) (hiring.InterviewGuide, hiring.Problems) {
	var ps hiring.Problems
	g := stands.InterviewGuide
	g.Version, g.Questions = formVersion(v), readQuestions(v)
	offered := slices.ContainsFunc(stands.Offered, func(q hiring.AssessmentQuestion) bool { return q.Kind == hiring.Text })
	if offered && len(g.Questions) == 0 {
		ps.Add("questions", "interview_guide.problem.no_questions")
	}
	for name, w := range map[string]*hiring.Words{"opening": &g.Opening, "closing": &g.Closing, "avoid": &g.Avoid} {
		read := hiring.Words{}
		for l, s := range *w {
			read[l] = s
		}
		for _, l := range stands.Requisition.Languages {
			read[l] = v.Get(name + "." + string(l))
		}
		*w = read
	}
	g.Minutes = hiring.GuideMinutes{
		Opening: number(v, "minutes.opening", 1, hiring.MaxPart, &ps), Question: number(v, "minutes.question", 1, hiring.MaxPart, &ps),
		Candidate: number(v, "minutes.candidate", 1, hiring.MaxPart, &ps), Closing: number(v, "minutes.closing", 1, hiring.MaxPart, &ps),
	}
	g.ShowsAnswers, g.Practices = v.Get("shows_answers") != "", v["practices"]
	if len(ps) > 0 {
		ps = append(ps, g.Check(stands.Offered)...)
	}
	return g, ps
}
