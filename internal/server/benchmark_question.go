package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// benchmarkQuestionsPage is the choice of questions.
type benchmarkQuestionsPage struct {
	Page
	Benchmark hiring.Benchmark
	Values    []benchmarkQuestionGroup
	Asked     bool // somebody has answered: later questions have no answers from them
	None      bool // the company has no questions
}

func (benchmarkQuestionsPage) template() (layout, name string) { return "staff", "benchmark-questions" }

// benchmarkQuestionGroup is a value with the questions that can be chosen.
type benchmarkQuestionGroup struct {
	Name      string
	Questions []benchmarkChoice
}

// benchmarkChoice is one question that can be chosen.
type benchmarkChoice struct {
	Question hiring.Question
	In       *hiring.BenchmarkQuestion // as it is in the benchmark, or nil
	Answers  int                       // to the benchmark's wording
	Checked  bool
}

// Fixed tells whether the question has answers and so cannot be taken out any more.
func (b benchmarkChoice) Fixed() bool { return b.In != nil && (b.Answers > 0 || b.In.Excluded()) }

// Switchable tells whether a newer wording can be put in place of the benchmark's.
func (b benchmarkChoice) Switchable() bool {
	return b.In != nil && b.In.Reworded() && b.Answers == 0
}

func (s *Server) benchmarkQuestionsShow(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	page := benchmarkQuestionsPage{Page: c.page("benchmark.questions.title").in("benchmarks"), Benchmark: b}
	if err := s.fillBenchmarkQuestions(c, &page); err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

// fillBenchmarkQuestions groups what can be chosen by value, retired questions the benchmark already has included.
func (s *Server) fillBenchmarkQuestions(c *request, page *benchmarkQuestionsPage) error {
	ctx, st := c.Request().Context(), s.app.Store()
	offered, err := st.Questions(ctx)
	if err != nil {
		return err
	}
	have, err := st.BenchmarkQuestions(ctx, page.Benchmark.ID)
	if err != nil {
		return err
	}
	counts, err := st.CountBenchmarkAnswers(ctx, page.Benchmark.ID)
	if err != nil {
		return err
	}
	values, err := st.AllValues(ctx)
	if err != nil {
		return err
	}
	page.Asked, page.None = len(counts) > 0, len(offered) == 0
	for _, v := range values {
		g := benchmarkQuestionGroup{Name: page.Say(v.Name)}
		for _, q := range offered {
			if q.ValueID == v.ID {
				g.Questions = append(g.Questions, benchmarkChoiceOf(q, have, counts))
			}
		}
		if len(g.Questions) > 0 {
			page.Values = append(page.Values, g)
		}
	}
	return nil
}

func benchmarkChoiceOf(q hiring.Question, have []hiring.BenchmarkQuestion, counts map[uuid.UUID]int) benchmarkChoice {
	out := benchmarkChoice{Question: q}
	if i := slices.IndexFunc(have, func(h hiring.BenchmarkQuestion) bool { return h.QuestionID == q.ID }); i >= 0 {
		out.In, out.Checked, out.Answers = &have[i], true, counts[have[i].ID]
	}
	return out
}

func (s *Server) benchmarkQuestionsSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	have, err := s.app.Store().BenchmarkQuestions(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	chosen := idsOf(v["question"])
	counts, err := s.app.Store().CountBenchmarkAnswers(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	for _, q := range have {
		if counts[q.ID] > 0 { // its box is not offered any more
			chosen = append(chosen, q.QuestionID)
		}
	}
	if err := s.app.ChooseQuestions(c.Request().Context(), c.actor(), b.ID, chosen); err != nil {
		return err
	}
	c.flash("benchmark.questions.saved")
	return c.seeOther(benchmarkPath(b.ID))
}

// idsOf reads ids from a form; what is none is left out.
func idsOf(values []string) []uuid.UUID {
	var out []uuid.UUID
	for _, s := range values {
		if id, err := uuid.Parse(s); err == nil {
			out = append(out, id)
		}
	}
	return out
}

// benchmarkQuestionPage is one question with everybody's answers side by side.
type benchmarkQuestionPage struct {
	Page
	Benchmark       hiring.Benchmark
	Question        hiring.BenchmarkQuestion
	Health          []benchmarkQuestionHealth
	Top, Comparison []benchmarkAnswer
	Form            Form // of excluding the question
	ExcludedBy      string
}

func (benchmarkQuestionPage) template() (layout, name string) { return "staff", "benchmark-question" }

// benchmarkAnswer is one rep's answer, and why it is left out if it is.
type benchmarkAnswer struct {
	ID       uuid.UUID // of the rep
	Name     string
	Language hiring.Language
	Text     string
	Lines    []string // picks in words
	Excluded *hiring.AnswerExclusion
	Problem  string // what is wrong with a reason just given
	Typed    string
}

// benchmarkQuestionShow shows the answers to HR; others go to the question in the newest published version.
func (s *Server) benchmarkQuestionShow(c *request) error {
	benchmark, question, err := c.ids("id", "question")
	if err != nil {
		return err
	}
	if !c.user.Is(hiring.HR) {
		newest, err := s.app.Store().NewestBenchmarkVersion(c.Request().Context(), benchmark)
		if err != nil {
			return err
		}
		return c.seeOther(benchmarkPath(benchmark) + "/versions/" + strconv.Itoa(newest.Number) + "#q-" + question.String())
	}
	page, err := s.benchmarkQuestionPage(c, nil, nil)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

// benchmarkQuestionPage gathers the page; v and ps are what was typed as a reason and what is wrong with it.
func (s *Server) benchmarkQuestionPage(c *request, v url.Values, ps hiring.Problems) (benchmarkQuestionPage, error) {
	page := benchmarkQuestionPage{Page: c.page("benchmark.question.title").in("benchmarks")}
	_, id, err := c.ids("id", "question")
	if err != nil {
		return page, err
	}
	if page.Benchmark, err = s.benchmark(c); err != nil {
		return page, err
	}
	ctx := c.Request().Context()
	have, err := s.app.Store().BenchmarkQuestions(ctx, page.Benchmark.ID)
	if err != nil {
		return page, err
	}
	i := slices.IndexFunc(have, func(q hiring.BenchmarkQuestion) bool { return q.ID == id })
	if i < 0 {
		return page, hiring.Missing("question")
	}
	page.Question = have[i]
	page.Form = newForm(page.Page, v, ps)
	if v.Get("incumbent") != "" {
		page.Form = newForm(page.Page, nil, nil)
	}
	if by := page.Question.ExcludedBy; by != nil {
		u, err := s.app.User(ctx, *by)
		if err != nil {
			return page, err
		}
		page.ExcludedBy = u.Name
	}
	if err := s.fillBenchmarkAnswers(c, &page, v, ps); err != nil {
		return page, err
	}
	return page, s.fillBenchmarkQuestionHealth(c, &page)
}

func (s *Server) fillBenchmarkAnswers(c *request, page *benchmarkQuestionPage, v url.Values, ps hiring.Problems) error {
	given, err := s.app.GivenAnswers(c.Request().Context(), page.Benchmark.ID)
	if err != nil {
		return err
	}
	for _, g := range given {
		body, answered := g.Answers[page.Question.ID]
		if !answered || body.Blank(page.Question.Kind) {
			continue
		}
		a := page.answerOf(g, body)
		if v.Get("incumbent") == a.ID.String() && ps.At("reason") != nil {
			a.Problem, a.Typed = page.T(ps.At("reason").Key, ps.At("reason").Args...), v.Get("reason")
		}
		if g.Incumbent.Group == hiring.TopRep {
			page.Top = append(page.Top, a)
		} else {
			page.Comparison = append(page.Comparison, a)
		}
	}
	return nil
}

// answerOf writes one rep's answer in words.
func (p benchmarkQuestionPage) answerOf(g app.Given, body hiring.AnswerBody) benchmarkAnswer {
	out := benchmarkAnswer{ID: g.Incumbent.ID, Name: g.Incumbent.Name, Language: g.Attempt.Language, Text: strings.TrimSpace(body.Text)}
	if e, ok := g.Excluded[p.Question.ID]; ok {
		out.Excluded = &e
	}
	if body.Number != nil {
		out.Lines = []string{strconv.Itoa(*body.Number)}
	}
	for _, key := range body.Picks {
		for _, o := range p.Question.Options {
			if o.Key == key {
				out.Lines = append(out.Lines, p.Say(o.Label))
			}
		}
	}
	return out
}

// fillBenchmarkQuestionHealth adds what the draft knows of the question; an excluded one is not in it.
func (s *Server) fillBenchmarkQuestionHealth(c *request, page *benchmarkQuestionPage) error {
	draft, err := s.app.DraftOf(c.Request().Context(), page.Benchmark.ID)
	if err != nil {
		return err
	}
	names, err := s.benchmarkNames(c, page.Benchmark.ID, draft.Health)
	if err != nil {
		return err
	}
	names.themes = draft.Themes
	for _, h := range draft.Health.Questions {
		if h.Question == page.Question.ID.String() {
			page.Health = append(page.Health, page.questionHealth(h, names))
		}
	}
	return nil
}

func (s *Server) benchmarkQuestionSwitch(c *request) error {
	benchmark, question, err := c.ids("id", "question")
	if err != nil {
		return err
	}
	if err := s.app.SwitchWording(c.Request().Context(), c.actor(), benchmark, question); err != nil {
		return err
	}
	c.flash("benchmark.questions.switched")
	return c.seeOther(benchmarkPath(benchmark) + "/questions")
}

// benchmarkQuestionExclude leaves the question out, or, with an incumbent in the form, that rep's answer to it.
func (s *Server) benchmarkQuestionExclude(c *request) error {
	benchmark, question, err := c.ids("id", "question")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if rep, notOne := uuid.Parse(v.Get("incumbent")); notOne == nil {
		err = s.app.ExcludeAnswer(ctx, c.user.ID, benchmark, rep, question, v.Get("reason"))
	} else {
		err = s.app.ExcludeQuestion(ctx, c.user.ID, benchmark, question, v.Get("reason"))
	}
	if hiring.KindOf(err) == hiring.Invalid {
		page, fault := s.benchmarkQuestionPage(c, v, hiring.ProblemsOf(err))
		if fault != nil {
			return fault
		}
		return c.render(http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	c.flash("benchmark.was_excluded")
	return c.seeOther(benchmarkPath(benchmark) + "/questions/" + question.String())
}

// benchmarkQuestionInclude takes the question, or one rep's answer to it, back.
func (s *Server) benchmarkQuestionInclude(c *request) error {
	benchmark, question, err := c.ids("id", "question")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if rep, notOne := uuid.Parse(v.Get("incumbent")); notOne == nil {
		err = s.app.IncludeAnswer(ctx, c.actor(), benchmark, rep, question)
	} else {
		err = s.app.IncludeQuestion(ctx, c.actor(), benchmark, question)
	}
	if err != nil {
		return err
	}
	c.flash("benchmark.was_included")
	return c.seeOther(benchmarkPath(benchmark) + "/questions/" + question.String())
}
