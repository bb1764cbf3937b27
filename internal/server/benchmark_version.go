package server

import (
	"net/http"
	"slices"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// benchmarkPublicationPage asks once more before a draft is frozen.
type benchmarkPublicationPage struct {
	Page
	Benchmark hiring.Benchmark
	Draft     app.Draft
	Health    benchmarkHealth
	Form      Form
}

func (benchmarkPublicationPage) template() (layout, name string) {
	return "staff", "benchmark-publication"
}

func (s *Server) benchmarkPublication(c *request) error {
	return s.renderBenchmarkPublication(c, http.StatusOK, nil)
}

func (s *Server) renderBenchmarkPublication(c *request, status int, ps hiring.Problems) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	draft, err := s.app.DraftOf(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	names, err := s.benchmarkNames(c, b.ID, draft.Health)
	if err != nil {
		return err
	}
	page := benchmarkPublicationPage{Page: c.page("benchmark.publish.title", "Number", draft.Next()).in("benchmarks"), Benchmark: b, Draft: draft}
	names.publishedAs(draft)
	page.Health = page.healthOf(draft.Health, names)
	if page.Health.Verdict.Href == benchmarkPath(b.ID)+"/publication" {
		page.Health.Verdict.First = "" // it would lead to this very page
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	page.Form = newForm(page.Page, v, ps)
	return c.render(status, page)
}

func (s *Server) benchmarkPublish(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	version, err := s.app.PublishBenchmark(c.Request().Context(), c.user.ID, id, v.Get("hash"), v.Get("note"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderBenchmarkPublication(c, http.StatusUnprocessableEntity, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("benchmark.published")
	return c.seeOther(benchmarkPath(id) + "/versions/" + strconv.Itoa(version.Number))
}

// benchmarkVersionsPage lists what was published.
type benchmarkVersionsPage struct {
	Page
	Benchmark hiring.Benchmark
	Versions  []benchmarkVersionLine
}

func (benchmarkVersionsPage) template() (layout, name string) { return "staff", "benchmark-versions" }

// benchmarkVersionLine is a version with the name of who published it.
type benchmarkVersionLine struct {
	hiring.BenchmarkVersion
	By         string
	Again      string // which version it publishes again, in a sentence; or ""
	Comparable bool   // there is one before it
}

func (s *Server) benchmarkVersionList(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	versions, err := s.app.Store().BenchmarkVersions(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	page := benchmarkVersionsPage{Page: c.rawPage(b.Name).in("benchmarks"), Benchmark: b}
	for _, v := range versions {
		by, err := s.app.User(c.Request().Context(), v.PublishedBy)
		if err != nil {
			return err
		}
		line := benchmarkVersionLine{BenchmarkVersion: v, By: by.Name, Again: page.republishes(v, versions)}
		line.Comparable = v.Number > versions[len(versions)-1].Number
		page.Versions = append(page.Versions, line)
	}
	return c.render(http.StatusOK, page)
}

// republishes says which of the versions a version holds unchanged, or "".
func (p Page) republishes(v hiring.BenchmarkVersion, versions []hiring.BenchmarkVersion) string {
	for _, x := range versions {
		if v.Republishes != nil && x.ID == *v.Republishes {
			return p.T("benchmark.republishes", "Number", x.Number, "Engine", v.Engine)
		}
	}
	return ""
}

// benchmarkVersionPage is a published version as it was frozen.
type benchmarkVersionPage struct {
	Page
	Benchmark hiring.Benchmark
	Version   hiring.BenchmarkVersion
	By        string
	Health    benchmarkHealth
	Quotes    bool // what top reps wrote may be read
	Shifts    []benchmarkShift
	Modes     []benchmarkShift
	Before    bool // there is a version before it
	Outdated  bool // made for another engine: nobody new is scored with it
}

func (benchmarkVersionPage) template() (layout, name string) { return "staff", "benchmark-version" }

// benchmarkVersion reads the benchmark and the published version a path names.
func (s *Server) benchmarkVersion(c *request) (hiring.Benchmark, hiring.BenchmarkVersion, error) {
	b, err := s.benchmark(c)
	if err != nil {
		return b, hiring.BenchmarkVersion{}, err
	}
	n, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return b, hiring.BenchmarkVersion{}, hiring.Missing("version")
	}
	version, err := s.app.Store().BenchmarkVersionNumber(c.Request().Context(), b.ID, n)
	return b, version, err
}

func (s *Server) benchmarkVersionShow(c *request) error {
	b, version, err := s.benchmarkVersion(c)
	if err != nil {
		return err
	}
	n, ctx := version.Number, c.Request().Context()
	judged, err := s.app.JudgmentOf(ctx, version)
	if err != nil {
		return err
	}
	names, err := s.benchmarkNames(c, b.ID, judged.Health)
	if err != nil {
		return err
	}
	names.published, names.frozen, names.version = true, true, version.ID.String()
	if names.act {
		people, err := s.app.ProgressOf(ctx, b.ID)
		if err != nil {
			return err
		}
		names.know(people)
	}
	if names.themes, err = app.ReadThemes(version.Themes); err != nil {
		return err
	}
	by, err := s.app.User(ctx, version.PublishedBy)
	if err != nil {
		return err
	}
	title := b.Name + " · " + c.words.T("benchmark.version_n", "Number", n)
	page := benchmarkVersionPage{Page: c.rawPage(title).in("benchmarks"), Benchmark: b, Version: version, By: by.Name, Quotes: c.user.Is(hiring.HR, hiring.Recruiter)}
	universal, err := s.app.UniversalOf(ctx, version, judged.Health)
	if err != nil {
		return err
	}
	page.Health = page.healthOf(judged.Health, names, slices.Concat(judged.Aged, universal)...)
	page.Before, page.Outdated = n > 1, version.Engine != scoring.Engine
	if err := s.fillShifts(c, &page, names); err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}
