package server

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// benchmarkImportPage takes a file, or its rows pasted; what was wrong with them stands beside what was sent.
type benchmarkImportPage struct {
	Page
	Benchmark hiring.Benchmark
	Form      Form
	File      string // the name of what was sent
	Lines     []string
	Questions []hiring.BenchmarkQuestion // for answers
}

// incumbentImportPage imports reps.
type incumbentImportPage struct{ benchmarkImportPage }

func (incumbentImportPage) template() (layout, name string) { return "staff", "incumbent-import" }

// answerImportPage imports answers gathered elsewhere.
type answerImportPage struct{ benchmarkImportPage }

func (answerImportPage) template() (layout, name string) { return "staff", "answer-import" }

// mostToMend is how much of a file comes back into the page to be mended there.
const mostToMend = 200_000

// upload reads the file of a form, or what was pasted in its place; name says which. A file's rows are put into the
// form's field rows, so that they can be mended where the problems are named.
func (c *request) upload(v url.Values) (data []byte, name string, err error) {
	if fh, notThere := c.FormFile("file"); notThere == nil && fh.Filename != "" {
		f, err := fh.Open()
		if err != nil {
			return nil, "", err
		}
		defer func() { _ = f.Close() }()
		data, err = io.ReadAll(f)
		if err == nil && len(data) <= mostToMend {
			v.Set("rows", strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "�"))
		}
		return data, fh.Filename, err
	}
	return []byte(v.Get("rows")), "", nil
}

func (s *Server) benchmarkImportPage(c *request, titleKey string, v url.Values, ps hiring.Problems, file string) (benchmarkImportPage, error) {
	page := benchmarkImportPage{Page: c.page(titleKey).in("benchmarks"), File: file}
	var err error
	if page.Benchmark, err = s.benchmark(c); err != nil {
		return page, err
	}
	page.Form = newForm(page.Page, v, nil)
	for _, p := range ps {
		page.Lines = append(page.Lines, page.T(p.Key, p.Args...))
	}
	page.Questions, err = s.app.Store().BenchmarkQuestions(c.Request().Context(), page.Benchmark.ID)
	return page, err
}

// benchmarkImport is a file of a benchmark's: what the page is called, what is done with the file, where that leads.
type benchmarkImport struct {
	title, flash string
	page         func(benchmarkImportPage) typedPage
	read         func(ctx context.Context, benchmark uuid.UUID, file io.Reader) error
	then         func(benchmark uuid.UUID) string
}

func (s *Server) incumbentFile(c *request) benchmarkImport {
	return benchmarkImport{
		title: "incumbent.import.title", flash: "incumbent.imported", then: incumbentsPath,
		page: func(p benchmarkImportPage) typedPage { return incumbentImportPage{p} },
		read: func(ctx context.Context, benchmark uuid.UUID, file io.Reader) error {
			_, err := s.app.ImportIncumbents(ctx, c.actor(), benchmark, file)
			return err
		},
	}
}

func (s *Server) answerFile(c *request) benchmarkImport {
	return benchmarkImport{
		title: "incumbent.answers.title", flash: "incumbent.answers.imported", then: benchmarkPath,
		page: func(p benchmarkImportPage) typedPage { return answerImportPage{p} },
		read: func(ctx context.Context, benchmark uuid.UUID, file io.Reader) error {
			_, _, err := s.app.ImportAnswers(ctx, c.actor(), benchmark, file)
			return err
		},
	}
}

func (s *Server) incumbentImportShow(c *request) error { return s.showImport(c, s.incumbentFile(c)) }
func (s *Server) incumbentImport(c *request) error     { return s.takeImport(c, s.incumbentFile(c)) }
func (s *Server) answerImportShow(c *request) error    { return s.showImport(c, s.answerFile(c)) }
func (s *Server) answerImport(c *request) error        { return s.takeImport(c, s.answerFile(c)) }

func (s *Server) showImport(c *request, in benchmarkImport) error {
	page, err := s.benchmarkImportPage(c, in.title, nil, nil, "")
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, in.page(page))
}

// takeImport takes a file in whole, or shows what is wrong with each of its lines.
func (s *Server) takeImport(c *request, in benchmarkImport) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	data, name, err := c.upload(v)
	if err != nil {
		return err
	}
	err = in.read(c.Request().Context(), b.ID, bytes.NewReader(data))
	if hiring.KindOf(err) == hiring.Invalid {
		page, fault := s.benchmarkImportPage(c, in.title, v, hiring.ProblemsOf(err), name)
		if fault != nil {
			return fault
		}
		return c.render(http.StatusUnprocessableEntity, in.page(page))
	}
	if err != nil {
		return err
	}
	c.flash(in.flash)
	return c.seeOther(in.then(b.ID))
}

// csv answers with a file to download, separated as spreadsheets of the reader's language want it.
func (c *request) csv(name string, header []string, rows [][]string) error {
	var out bytes.Buffer
	_, sep := c.separatorOf()
	if err := app.WriteTable(&out, sep, header, rows); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", out.Bytes())
}

func (s *Server) answerTemplate(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	header, rows, err := s.app.AnswerTemplate(c.Request().Context(), b.ID, c.words.Language)
	if err != nil {
		return err
	}
	return c.csv("answers.csv", header, rows)
}

func (s *Server) incumbentTemplate(c *request) error {
	if _, err := s.benchmark(c); err != nil {
		return err
	}
	header := []string{"name", "email", "team", "manager", "tenure", "group", "language", "csat", "qa"}
	return c.csv("reps.csv", header, [][]string{{"Ana Ruiz", "ana@example.com", "Team 1", "L. Ortega", "26", "", string(c.words.Language), c.words.Number(4.8, 1), "94"}})
}

// incumbentGroupsPage chooses the rule by which groups are proposed.
type incumbentGroupsPage struct {
	Page
	Benchmark hiring.Benchmark
	Form      Form
	Metrics   []incumbentMetric
	Shares    []Choice
}

func (incumbentGroupsPage) template() (layout, name string) { return "staff", "incumbent-groups" }

// incumbentMetric is a figure that can be chosen: its place among the figures names its fields.
type incumbentMetric struct {
	Name       string
	Use, Lower Field
}

func (s *Server) renderIncumbentGroups(c *request, status int, v url.Values, ps hiring.Problems) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	people, err := s.app.Store().Incumbents(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	page := incumbentGroupsPage{Page: c.page("incumbent.groups.title").in("benchmarks"), Benchmark: b}
	page.Form = newForm(page.Page, v, ps)
	for i, name := range hiring.MetricNames(people) {
		n := strconv.Itoa(i)
		page.Metrics = append(page.Metrics, incumbentMetric{
			Name: name, Use: page.Form.Field("use."+n, "", "label", name), Lower: page.Form.Field("lower."+n, "incumbent.groups.lower"),
		})
	}
	if v.Get("share") == "" {
		v.Set("share", usualShare(len(people)))
	}
	for _, share := range topShares() {
		page.Shares = append(page.Shares, Choice{Value: share, Label: page.T("incumbent.groups.share_" + share)})
	}
	return c.render(status, page)
}

func (s *Server) incumbentGroupsShow(c *request) error {
	return s.renderIncumbentGroups(c, http.StatusOK, url.Values{"months": {"6"}}, nil)
}

// topShares lists, in percent, how large a share of the reps may be proposed as top reps.
func topShares() []string { return []string{"20", "25", "33", "50"} }

// usualShare is the quarter, or for few people the smallest share that still gives the five top reps with whom
// candidates are shown scores.
func usualShare(people int) string {
	const fewest = 5
	for _, share := range topShares()[1:] {
		if percent, err := strconv.Atoi(share); err == nil && people*percent >= fewest*100 {
			return share
		}
	}
	return topShares()[3]
}

func (s *Server) incumbentGroupsPropose(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	people, err := s.app.Store().Incumbents(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	rule, ps := readNominationRule(v, hiring.MetricNames(people))
	if err = ps.Err(); err == nil {
		_, err = s.app.ProposeGroups(c.Request().Context(), c.actor(), b.ID, rule)
	}
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderIncumbentGroups(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("incumbent.groups.proposed")
	return c.seeOther(incumbentsPath(b.ID))
}

// readNominationRule reads the rule from its form; metrics stand there by their place.
func readNominationRule(v url.Values, metrics []string) (hiring.NominationRule, hiring.Problems) {
	var ps hiring.Problems
	rule := hiring.NominationRule{TopShare: float64(number(v, "share", 5, 50, &ps)) / 100}
	if strings.TrimSpace(v.Get("months")) != "" {
		rule.FewestMonths = number(v, "months", 0, hiring.MaxTenureMonths, &ps)
	}
	for i, name := range metrics {
		n := strconv.Itoa(i)
		if v.Get("use."+n) != "" {
			rule.Metrics = append(rule.Metrics, hiring.NominationMetric{Name: name, LowIsGood: v.Get("lower."+n) != ""})
		}
	}
	return rule, ps
}
