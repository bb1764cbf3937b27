package server

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// benchmarkRoutes are the pages of benchmarks: HR works on them, the others read what was published.
func (s *Server) benchmarkRoutes() []route {
	hr := staff(hiring.HR)
	readers := staff(hiring.HR, hiring.Recruiter, hiring.Compliance, hiring.Viewer)
	return []route{
		{http.MethodGet, "/benchmarks", readers, s.benchmarkList},
		{http.MethodPost, "/benchmarks", hr, s.benchmarkAdd},
		{http.MethodGet, "/benchmarks/new", hr, s.benchmarkNew},
		{http.MethodGet, "/benchmarks/:id", readers, s.benchmarkShow},
		{http.MethodPost, "/benchmarks/:id", hr, s.benchmarkSave},
		{http.MethodGet, "/benchmarks/:id/edit", hr, s.benchmarkEdit},
		{http.MethodGet, "/benchmarks/:id/questions", hr, s.benchmarkQuestionsShow},
		{http.MethodPost, "/benchmarks/:id/questions", hr, s.benchmarkQuestionsSave},
		{http.MethodGet, "/benchmarks/:id/questions/:question", readers, s.benchmarkQuestionShow},
		{http.MethodPost, "/benchmarks/:id/questions/:question/wording", hr, s.benchmarkQuestionSwitch},
		{http.MethodPost, "/benchmarks/:id/questions/:question/exclusion", hr, s.benchmarkQuestionExclude},
		{http.MethodPost, "/benchmarks/:id/questions/:question/inclusion", hr, s.benchmarkQuestionInclude},
		{http.MethodGet, "/benchmarks/:id/publication", hr, s.benchmarkPublication},
		{http.MethodPost, "/benchmarks/:id/publication", hr, s.benchmarkPublish},
		{http.MethodGet, "/benchmarks/:id/versions", readers, s.benchmarkVersionList},
		{http.MethodGet, "/benchmarks/:id/versions/:number", readers, s.benchmarkVersionShow},
		{http.MethodGet, "/benchmarks/:id/versions/:number/manual", readers, s.manualShow},
		{http.MethodGet, "/benchmarks/:id/versions/:number/comparison", readers, s.benchmarkComparison},
		{http.MethodPost, "/benchmarks/:id/versions/:number/republication", hr, s.benchmarkRepublish},
	}
}

func benchmarkPath(id uuid.UUID) string { return "/benchmarks/" + id.String() }

// benchmark reads the benchmark a path names.
func (s *Server) benchmark(c *request) (hiring.Benchmark, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Benchmark{}, err
	}
	return s.app.Store().Benchmark(c.Request().Context(), id)
}

type benchmarksPage struct {
	Page
	Benchmarks []benchmarkListed
}

// benchmarkListed is one line of the list, with its verdict in short.
type benchmarkListed struct {
	store.ListedBenchmark
	Verdict benchmarkVerdict
}

func (benchmarksPage) template() (layout, name string) { return "staff", "benchmarks" }

// benchmarkList shows every benchmark to HR, and to others those that are published.
func (s *Server) benchmarkList(c *request) error {
	all, err := s.app.Store().Benchmarks(c.Request().Context())
	if err != nil {
		return err
	}
	if !c.user.Is(hiring.HR) {
		all = slices.DeleteFunc(all, func(b store.ListedBenchmark) bool { return b.Number == 0 })
	}
	verdicts, err := s.app.Verdicts(c.Request().Context(), all)
	if err != nil {
		return err
	}
	page := benchmarksPage{Page: c.page("benchmark.title").in("benchmarks")}
	for _, b := range all {
		page.Benchmarks = append(page.Benchmarks, benchmarkListed{b, page.verdictInShort(verdicts[b.ID])})
	}
	return c.render(http.StatusOK, page)
}

type benchmarkFormPage struct {
	Page
	Form      Form
	Benchmark hiring.Benchmark // the zero value when new
	Positions []Choice
	Lengths   []Choice
	Action    string
}

func (benchmarkFormPage) template() (layout, name string) { return "staff", "benchmark-edit" }

func (s *Server) renderBenchmarkForm(c *request, status int, b hiring.Benchmark, v url.Values, ps hiring.Problems) error {
	positions, err := s.app.Store().Positions(c.Request().Context())
	if err != nil {
		return err
	}
	page := benchmarkFormPage{Page: c.page("benchmark.new").in("benchmarks"), Benchmark: b, Action: "/benchmarks"}
	if b.ID != uuid.Nil {
		page.Page, page.Action = c.rawPage(b.Name).in("benchmarks"), benchmarkPath(b.ID)
	}
	page.Form = newForm(page.Page, v, ps)
	page.Positions = []Choice{{Value: "", Label: page.T("benchmark.no_position")}}
	for _, p := range positions {
		page.Positions = append(page.Positions, Choice{Value: p.ID.String(), Label: p.Name})
	}
	for _, l := range []hiring.LengthPolicy{hiring.LengthCapped, hiring.LengthResidual} {
		key := "benchmark.text_length." + string(l)
		page.Lengths = append(page.Lengths, Choice{Value: string(l), Label: page.T(key), Help: page.T(key + ".means")})
	}
	return c.render(status, page)
}

func (s *Server) benchmarkNew(c *request) error {
	return s.renderBenchmarkForm(c, http.StatusOK, hiring.Benchmark{}, url.Values{"link_days": {"14"}, "text_length": {string(hiring.LengthCapped)}}, nil)
}

func (s *Server) benchmarkEdit(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	v := versionField(b.Version)
	v.Set("name", b.Name)
	v.Set("criterion", b.Criterion)
	v.Set("link_days", strconv.Itoa(b.LinkDays))
	v.Set("text_length", string(cmp.Or(b.TextLength, hiring.LengthCapped)))
	if b.PositionID != nil {
		v.Set("position", b.PositionID.String())
	}
	return s.renderBenchmarkForm(c, http.StatusOK, b, v, nil)
}

// readBenchmark reads the form of a benchmark into one that exists, or a new one. Days that are no number are 0, which
// no benchmark may have.
func readBenchmark(v url.Values, b hiring.Benchmark) hiring.Benchmark {
	b.Name, b.Criterion, b.PositionID = v.Get("name"), v.Get("criterion"), nil
	b.LinkDays, _ = strconv.Atoi(strings.TrimSpace(v.Get("link_days")))
	b.TextLength = hiring.LengthPolicy(v.Get("text_length"))
	if id, err := uuid.Parse(v.Get("position")); err == nil {
		b.PositionID = &id
	}
	return b
}

func (s *Server) benchmarkAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	b, err := s.app.CreateBenchmark(c.Request().Context(), c.user.ID, readBenchmark(v, hiring.Benchmark{}))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderBenchmarkForm(c, http.StatusUnprocessableEntity, hiring.Benchmark{}, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	return c.seeOther(benchmarkPath(b.ID) + "/questions")
}

func (s *Server) benchmarkSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	old, err := s.benchmark(c)
	if err != nil {
		return err
	}
	b := readBenchmark(v, old)
	b.Version = formVersion(v)
	err = s.app.ChangeBenchmark(c.Request().Context(), c.actor(), b)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderBenchmarkForm(c, http.StatusUnprocessableEntity, old, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("benchmark.saved")
	return c.seeOther(benchmarkPath(b.ID))
}

// benchmarkPage is a benchmark being worked on.
type benchmarkPage struct {
	Page
	Benchmark hiring.Benchmark
	Position  string
	Draft     app.Draft
	Health    benchmarkHealth
	Steps     []benchmarkStep
	Excluded  []hiring.BenchmarkQuestion
	Apart     int // reps who have answered and are in neither group
}

func (benchmarkPage) template() (layout, name string) { return "staff", "benchmark" }

// benchmarkStep is one step of the way to a published version, with how far it has come.
type benchmarkStep struct {
	Key, Href, State, Note string
	Done                   bool
}

// benchmarkShow shows HR the draft; whoever only reads goes to what was published.
func (s *Server) benchmarkShow(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	if !c.user.Is(hiring.HR) {
		return c.seeOther(benchmarkPath(b.ID) + "/versions")
	}
	ctx := c.Request().Context()
	draft, err := s.app.DraftOf(ctx, b.ID)
	if err != nil {
		return err
	}
	people, err := s.app.ProgressOf(ctx, b.ID)
	if err != nil {
		return err
	}
	page := benchmarkPage{Page: c.rawPage(b.Name).in("benchmarks"), Benchmark: b, Draft: draft}
	if page.Position, err = s.positionName(c, b.PositionID); err != nil {
		return err
	}
	names, err := s.benchmarkNames(c, b.ID, draft.Health)
	if err != nil {
		return err
	}
	names.know(people)
	names.publishedAs(draft)
	health, aged, err := s.draftToday(c, draft)
	if err != nil {
		return err
	}
	page.Excluded, names.themes = names.excluded, draft.Themes
	page.Health = page.healthOf(health, names, aged...)
	page.Steps = page.stepsOf(b, draft, people)
	page.Apart = answeredApart(people)
	return c.render(http.StatusOK, page)
}

// answeredApart counts the reps who have answered and are in neither group, so that nobody wonders where their
// answers went.
func answeredApart(people []app.Progress) int {
	n := 0
	for _, x := range people {
		if x.Group == hiring.NoGroup && x.Attempt != nil && x.Attempt.SubmittedAt != nil {
			n++
		}
	}
	return n
}

// positionName returns the name of a benchmark's position, or "".
func (s *Server) positionName(c *request, id *uuid.UUID) (string, error) {
	if id == nil {
		return "", nil
	}
	p, err := s.app.Store().Position(c.Request().Context(), *id)
	return p.Name, err
}

// stepsOf lists the way to a published version.
func (p benchmarkPage) stepsOf(b hiring.Benchmark, d app.Draft, people []app.Progress) []benchmarkStep {
	at := benchmarkPath(b.ID)
	reps, links, submitted := 0, 0, 0
	for _, x := range people {
		if x.Group == hiring.NoGroup {
			continue
		}
		reps++
		handedIn := x.Attempt != nil && x.Attempt.SubmittedAt != nil
		if handedIn {
			submitted++
		}
		if handedIn || x.Invitation != nil {
			links++
		}
	}
	published := p.T("benchmark.step.unpublished")
	if d.Newest != nil {
		published = p.T("benchmark.version_n", "Number", d.Newest.Number)
	}
	late := ""
	if d.Newest != nil && submitted < reps {
		late = p.T("benchmark.step.unneeded")
	}
	count := func(n, of int) string { return p.T("benchmark.step.of", "Number", n, "Total", of) }
	questions := len(d.Definition.Questions)
	return []benchmarkStep{
		{Key: "criterion", Href: at + "/edit", Done: b.Criterion != ""},
		{Key: "questions", Href: at + "/questions", Done: questions > 0, State: strconv.Itoa(questions)},
		{Key: "reps", Href: at + "/incumbents", Done: reps > 0, State: strconv.Itoa(reps)},
		{Key: "links", Href: at + "/incumbents", Done: reps > 0 && links == reps, State: count(links, reps)},
		{Key: "answers", Href: at + "/incumbents", Done: reps > 0 && submitted == reps, State: count(submitted, reps), Note: late},
		{Key: "publish", Href: at + "/publication", Done: d.Newest != nil && !d.Changed(), State: published},
	}
}

// draftToday is a draft's health as it reads today: one that is the same as its newest version has that one's age and
// candidates; one that has changed is new.
func (s *Server) draftToday(c *request, d app.Draft) (scoring.Health, []scoring.Warning, error) {
	if d.Newest == nil || d.Changed() {
		return d.Health, nil, nil
	}
	j, err := s.app.JudgmentOf(c.Request().Context(), *d.Newest)
	return j.Health, j.Aged, err
}

// benchmarkNames is what the ids in a health report stand for, and what its reader may do about it.
type benchmarkNames struct {
	benchmark uuid.UUID
	act       bool // the reader may work on the benchmark
	published bool // what is read is the newest version
	frozen    bool // what is read is a version: its questions are read on its own page, not in the draft
	version   string
	questions map[string]hiring.QuestionVersion
	values    map[string]hiring.Words
	people    map[string]string // only for those who may know
	here      map[string]bool   // the questions the benchmark has now; a version may ask others
	excluded  []hiring.BenchmarkQuestion
	themes    []hiring.ThemeRecord
}

// benchmarkNames looks up the questions and values a report is about, also those no longer in the benchmark.
func (s *Server) benchmarkNames(c *request, benchmark uuid.UUID, h scoring.Health) (benchmarkNames, error) {
	n := benchmarkNames{benchmark: benchmark, act: c.user.Is(hiring.HR), questions: map[string]hiring.QuestionVersion{}, values: map[string]hiring.Words{}, people: map[string]string{}, here: map[string]bool{}}
	ctx := c.Request().Context()
	have, err := s.app.Store().BenchmarkQuestions(ctx, benchmark)
	if err != nil {
		return n, err
	}
	for _, q := range have {
		n.questions[q.ID.String()], n.here[q.ID.String()] = q.QuestionVersion, true
		if q.Excluded() {
			n.excluded = append(n.excluded, q)
		}
	}
	for _, q := range h.Questions {
		id, err := uuid.Parse(q.Question)
		if _, known := n.questions[q.Question]; known || err != nil {
			continue
		}
		if n.questions[q.Question], err = s.app.Store().QuestionVersion(ctx, id); err != nil {
			return n, err
		}
	}
	values, err := s.app.Store().AllValues(ctx)
	for _, v := range values {
		n.values[v.ID.String()] = v.Name
	}
	return n, err
}

// publishedAs tells the names whether a draft is the same as its newest version, and as which.
func (n *benchmarkNames) publishedAs(d app.Draft) {
	if n.published = d.Newest != nil && !d.Changed(); n.published {
		n.version = d.Newest.ID.String()
	}
}

// know adds the names of the reps.
func (n benchmarkNames) know(people []app.Progress) {
	for _, p := range people {
		n.people[p.ID.String()] = p.Name
	}
}
