package server

import (
	"html/template"
	"net/http"
	"slices"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// reportRoutes are the report of a requisition, which says nothing of anybody in particular, and that of one candidate.
func (s *Server) reportRoutes() []route {
	reads := staff(hiring.HR, hiring.Compliance).orOwn(ownsRequisition, hiring.Recruiter)
	viewer := staff(hiring.HR).orOwn(followsApplication, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/requisitions/:id/report", reads, s.reportShow},
		{http.MethodGet, "/requisitions/:id/report.pdf", reads, s.reportPDF},
		{http.MethodGet, "/applications/:id/report", viewer, s.candidateReportShow},
		{http.MethodGet, "/applications/:id/report.pdf", viewer, s.candidateReportPDF},
	}
}

// reportPage is a requisition's report.
type reportPage struct {
	Page
	Requisition hiring.Requisition
	Company     string
	PDF         bool // a PDF can be made
	Paper       bool // this is what becomes the PDF
	Few         bool // nothing can be told
	Hidden      string
	LeftOut     int
	Way, Known  reportPlot
	Spans       []reportSpan
	Completed   string // how many of those who began handed in
	Languages   []reportLanguage
	Questions   []reportQuestion
	Drop        template.HTML
	Most        string      // at which question most stopped, or ""
	Unsent      reportCount // who answered the last question and has not handed in
	Fits        reportFits
	Flags       []reportFlag
	Flagged     string
	Ratings     []ratersPage
	Benchmark   string
	VersionPath string
	Health      benchmarkHealth
	Basis       []string
	lists       bool // the reader may open the lists that the counts are of
}

// reportPlot is a drawing of shares with the same as a table.
type reportPlot struct {
	N    int
	Plot template.HTML
	Rows []reportLine
}

// reportLine is one line of a table of shares.
type reportLine struct {
	Label, N, Share, Interval string
	Href                      string // of the list of whom N counts, or ""
}

// reportSpan is how long one stretch takes.
type reportSpan struct {
	Label, Half, Middle string
	N, Over, Waiting    reportCount
}

// reportLanguage is who began by link in one language.
type reportLanguage struct {
	Name, Share, Interval string
	Begun, HandedIn       reportCount
}

// reportQuestion is one question of the questionnaire.
type reportQuestion struct {
	Number        int
	Prompt, Share string
	Cells         []reportCount // in the order of store.Dids
}

// reportFits is how the fits are spread.
type reportFits struct {
	N         int
	Plot      template.HTML
	Rows      []reportLine
	Undefined []reportLine
	Caption   string
	Band      bool // where the top reps lie is drawn
}

// reportCount is a count that leads to the list of those it is of, where there is one.
type reportCount struct {
	N     int
	Label string // of whom, where the link is read by itself
	Href  string
}

// reportFlag is what was decided about those whose must-have is clearly low, and about the others.
type reportFlag struct {
	Label string
	N     reportCount
	Cells []reportCount // in the order of hiring.Outcomes, then undecided
}

func (p reportPage) template() (layout, name string) {
	if p.Paper {
		return "paper", "requisition-report"
	}
	return "staff", "requisition-report"
}

// Base is the address of the requisition's pages.
func (p reportPage) Base() string { return "/requisitions/" + p.Requisition.ID.String() }

// Manages tells whether the reader may open the requisition's own page.
func (p reportPage) Manages() bool { return p.opensRequisition(p.Requisition) }

// Lists tells whether counts lead to the lists of those they are of.
func (p reportPage) Lists() bool { return p.lists && !p.Paper }

// Outcomes heads the columns of the table of flags.
func (p reportPage) Outcomes() []string {
	var out []string
	for _, o := range hiring.Outcomes() {
		out = append(out, p.T("decision.outcome."+string(o)))
	}
	return append(out, p.T("report.undecided"))
}

// Counted heads the columns of what is counted at a question, in the order of its cells.
func (p reportPage) Counted() []string {
	var out []string
	for _, d := range store.Dids() {
		out = append(out, p.T("report.question."+string(d)))
	}
	return out
}

// reportOf reads the report a path names and puts it into words.
func (s *Server) reportOf(c *request) (reportPage, error) {
	id, err := c.id("id")
	if err != nil {
		return reportPage{}, err
	}
	ctx := c.Request().Context()
	r, err := s.app.Report(ctx, *c.user, id)
	if err != nil {
		return reportPage{}, err
	}
	o, err := s.app.Store().Organization(ctx)
	if err != nil {
		return reportPage{}, err
	}
	page := reportPage{
		Page: c.page("report.title", "Name", r.Requisition.Name).in("requisitions"), Requisition: r.Requisition, Company: o.Name,
		PDF: s.cfg.PDF != nil, Few: r.Few, LeftOut: r.LeftOut,
	}
	if r.Hidden != nil {
		page.Hidden = errorText(c, r.Hidden, http.StatusConflict)
	}
	if page.Few {
		return page, nil
	}
	if page.Manages() && r.Hidden == nil {
		work, err := s.app.PanelWork(ctx, c.user.ID, r.Requisition)
		if err != nil {
			return page, err
		}
		page.lists = !work.Hidden && (c.user.Is(hiring.HR, hiring.Recruiter))
	}
	page.fillWay(r)
	page.fillQuestions(r)
	if r.Hidden == nil {
		page.fillKnown(r)
	}
	return page, s.fillReportHealth(c, &page, r)
}

// fillReportHealth puts the benchmark's health into words, as it was when it was published.
func (s *Server) fillReportHealth(c *request, page *reportPage, r app.RequisitionReport) error {
	page.Basis = append(page.Basis, page.T("report.basis.made", "When", page.DateTime(r.At)))
	if r.Requisition.BenchmarkVersionID == nil {
		return nil
	}
	b := r.Benchmark
	page.Benchmark = page.T("requisition.benchmark_n", "Name", b.Name, "Number", b.Number)
	page.VersionPath = benchmarkVersionPath(b.BenchmarkID, b.Number)
	page.Basis = append(page.Basis, page.T("report.basis.benchmark", "Name", page.Benchmark, "Engine", b.Engine, "Hash", b.Hash[:min(12, len(b.Hash))]))
	names, err := s.benchmarkNames(c, b.BenchmarkID, r.Health)
	if err != nil {
		return err
	}
	names.published, names.frozen, names.version = true, true, r.Requisition.BenchmarkVersionID.String()
	page.Health = page.healthOf(r.Health, names)
	return nil
}

// reportShow shows a requisition's report.
func (s *Server) reportShow(c *request) error {
	page, err := s.reportOf(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

// reportPDF prints a requisition's report.
func (s *Server) reportPDF(c *request) error {
	page, err := s.reportOf(c)
	if err != nil {
		return err
	}
	page.Paper = true
	return c.pdf(page, "report", page.Base()+"/report?lang="+string(page.Lang))
}

// sumOf adds up counts.
func sumOf[K comparable](counts map[K]int) int {
	n := 0
	for _, x := range counts {
		n += x
	}
	return n
}

// mostOf is the place of the largest count, and whether one alone has it.
func mostOf(counts []int) (at int, alone bool) {
	if len(counts) == 0 || slices.Max(counts) == 0 {
		return 0, false
	}
	most := slices.Max(counts)
	at = slices.Index(counts, most)
	return at, !slices.Contains(counts[at+1:], most)
}
