package server

import (
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// incumbentRoutes are the pages of a benchmark's reps. They are HR's alone: who answered what, and who is thought of
// as a top rep, is nobody else's business.
func (s *Server) incumbentRoutes() []route {
	hr := staff(hiring.HR)
	return []route{
		{http.MethodGet, "/benchmarks/:id/incumbents", hr, s.incumbentList},
		{http.MethodPost, "/benchmarks/:id/incumbents", hr, s.incumbentAdd},
		{http.MethodGet, "/benchmarks/:id/incumbents/new", hr, s.incumbentNew},
		{http.MethodGet, "/benchmarks/:id/incumbents/import", hr, s.incumbentImportShow},
		{http.MethodPost, "/benchmarks/:id/incumbents/import", hr, s.incumbentImport},
		{http.MethodGet, "/benchmarks/:id/incumbents/template.csv", hr, s.incumbentTemplate},
		{http.MethodGet, "/benchmarks/:id/incumbents/groups", hr, s.incumbentGroupsShow},
		{http.MethodPost, "/benchmarks/:id/incumbents/groups", hr, s.incumbentGroupsPropose},
		{http.MethodPost, "/benchmarks/:id/incumbents/links", hr, s.incumbentLinks},
		{http.MethodGet, "/benchmarks/:id/incumbents/:incumbent", hr, s.incumbentShow},
		{http.MethodPost, "/benchmarks/:id/incumbents/:incumbent/group", hr, s.incumbentMove},
		{http.MethodPost, "/benchmarks/:id/incumbents/:incumbent/link", hr, s.incumbentResend},
		{http.MethodPost, "/benchmarks/:id/incumbents/:incumbent/revocation", hr, s.incumbentRevoke},
		{http.MethodGet, "/benchmarks/:id/answers/import", hr, s.answerImportShow},
		{http.MethodPost, "/benchmarks/:id/answers/import", hr, s.answerImport},
		{http.MethodGet, "/benchmarks/:id/answers/template.csv", hr, s.answerTemplate},
	}
}

func incumbentsPath(benchmark uuid.UUID) string { return benchmarkPath(benchmark) + "/incumbents" }

// incumbentLine is one rep in the list.
type incumbentLine struct {
	app.Progress
	State  string
	Note   string // expires in 3 days
	Asking bool   // can be given a link now
}

type incumbentsPage struct {
	Page
	Benchmark  hiring.Benchmark
	Reps       []incumbentLine
	Groups     []incumbentCount
	HasMetrics bool
	MailOn     bool
}

func (incumbentsPage) template() (layout, name string) { return "staff", "incumbents" }

// incumbentCount is how many of a group there are, and have handed in.
type incumbentCount struct {
	Group            hiring.RepGroup
	Reps, Handed, To int
}

func (s *Server) incumbentList(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	people, err := s.app.ProgressOf(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	page := incumbentsPage{Page: c.page("incumbent.title").in("benchmarks"), Benchmark: b, MailOn: s.app.MailOn()}
	counts := map[hiring.RepGroup]*incumbentCount{hiring.TopRep: {Group: hiring.TopRep}, hiring.ComparisonRep: {Group: hiring.ComparisonRep}}
	for _, p := range people {
		line := page.incumbentLine(p)
		page.HasMetrics = page.HasMetrics || len(p.Metrics) > 0
		page.Reps = append(page.Reps, line)
		if n := counts[p.Group]; n != nil {
			n.Reps++
			if line.State == "submitted" {
				n.Handed++
			}
		}
	}
	page.Groups = []incumbentCount{*counts[hiring.TopRep], *counts[hiring.ComparisonRep]}
	return c.render(http.StatusOK, page)
}

// incumbentLine says in words how far a rep has come.
func (p Page) incumbentLine(x app.Progress) incumbentLine {
	l := incumbentLine{Progress: x, State: x.State(p.server.app)}
	switch l.State {
	case "none", "expired", "sent", "unsent", "opened", "started", "failed":
		l.Asking = x.Group != hiring.NoGroup
	}
	if x.Invitation != nil && slices.Contains([]string{"sent", "unsent", "opened", "started"}, l.State) {
		days := int(math.Ceil(x.Invitation.ExpiresAt.Sub(p.server.app.Now()).Hours() / 24))
		l.Note = p.T("incumbent.expires", "Count", days)
	}
	if l.State == "submitted" {
		l.Note = p.Date(*x.Attempt.SubmittedAt)
	}
	return l
}

type incumbentFormPage struct {
	Page
	Benchmark hiring.Benchmark
	Form      Form
	Groups    []Choice
	Langs     []Choice
}

func (incumbentFormPage) template() (layout, name string) { return "staff", "incumbent-new" }

func groupChoices(p Page) []Choice {
	var out []Choice
	for _, g := range []string{"top", "comparison", "none"} {
		out = append(out, Choice{Value: g, Label: p.T("benchmark.group." + g), Help: p.T("benchmark.group." + g + ".help")})
	}
	return out
}

func (s *Server) renderIncumbentForm(c *request, status int, b hiring.Benchmark, v url.Values, ps hiring.Problems) error {
	page := incumbentFormPage{Page: c.page("incumbent.new").in("benchmarks"), Benchmark: b}
	page.Form, page.Groups = newForm(page.Page, v, ps), groupChoices(page.Page)
	for _, l := range hiring.Languages() {
		page.Langs = append(page.Langs, Choice{Value: string(l), Label: page.OwnName(l)})
	}
	return c.render(status, page)
}

func (s *Server) incumbentNew(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	group := "top"
	if asked := c.QueryParam("group"); asked == string(hiring.ComparisonRep) {
		group = asked // a warning leads here from the benchmark's page
	}
	return s.renderIncumbentForm(c, http.StatusOK, b, url.Values{"group": {group}, "language": {string(c.words.Language)}}, nil)
}

func (s *Server) incumbentAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	_, err = s.app.NominateIncumbent(c.Request().Context(), c.actor(), readIncumbentForm(v, b.ID))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderIncumbentForm(c, http.StatusUnprocessableEntity, b, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("incumbent.added")
	return c.seeOther(incumbentsPath(b.ID))
}

// readIncumbentForm reads the form of one rep. A tenure that is no number is −1, which nobody may have.
func readIncumbentForm(v url.Values, benchmark uuid.UUID) hiring.Incumbent {
	i := hiring.Incumbent{
		BenchmarkID: benchmark, Name: v.Get("name"), Email: v.Get("email"), Team: v.Get("team"), Manager: v.Get("manager"),
		Language: hiring.Language(v.Get("language")),
	}
	if s := strings.TrimSpace(v.Get("tenure")); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			n = -1
		}
		i.TenureMonths = &n
	}
	i.Group, _ = hiring.ParseRepGroup(v.Get("group"))
	return i
}

// incumbentPage is one rep.
type incumbentPage struct {
	Page
	Benchmark hiring.Benchmark
	Rep       incumbentLine
	Metrics   []Choice
	Form      Form
	Groups    []Choice
	MailOn    bool
}

func (incumbentPage) template() (layout, name string) { return "staff", "incumbent" }

func (s *Server) incumbentShow(c *request) error {
	return s.renderIncumbent(c, http.StatusOK, nil, nil)
}

func (s *Server) renderIncumbent(c *request, status int, v url.Values, ps hiring.Problems) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	id, err := c.id("incumbent")
	if err != nil {
		return err
	}
	people, err := s.app.ProgressOf(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(people, func(p app.Progress) bool { return p.ID == id })
	if i < 0 {
		return hiring.Missing("incumbent")
	}
	page := incumbentPage{Page: c.rawPage(people[i].Name).in("benchmarks"), Benchmark: b, MailOn: s.app.MailOn()}
	page.Rep, page.Groups = page.incumbentLine(people[i]), groupChoices(page.Page)
	for _, name := range hiring.MetricNames([]hiring.Incumbent{people[i].Incumbent}) {
		page.Metrics = append(page.Metrics, Choice{Label: name, Value: page.metric(people[i].Metrics[name])})
	}
	if v == nil {
		v = url.Values{"group": {groupKey(people[i].Group)}, "reason": {people[i].GroupReason}}
	}
	page.Form = newForm(page.Page, v, ps)
	return c.render(status, page)
}

// metric writes a figure with no more decimals than it needs.
func (p Page) metric(x float64) string {
	if x == math.Trunc(x) {
		return p.Num(x, 0)
	}
	return p.Num(x, 2)
}

// groupKey names a group in forms and word keys.
func groupKey(g hiring.RepGroup) string {
	if g == hiring.NoGroup {
		return "none"
	}
	return string(g)
}

// GroupKey names a rep's group in word keys.
func (incumbentLine) GroupKey(g hiring.RepGroup) string { return groupKey(g) }

func (s *Server) incumbentMove(c *request) error {
	benchmark, id, err := c.ids("id", "incumbent")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	g, known := hiring.ParseRepGroup(v.Get("group"))
	if !known {
		return s.renderIncumbent(c, http.StatusUnprocessableEntity, v, hiring.Problems{{Field: "group", Key: "problem.unknown_option"}})
	}
	err = s.app.MoveIncumbent(c.Request().Context(), c.actor(), benchmark, id, formVersion(v), g, v.Get("reason"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderIncumbent(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("incumbent.moved")
	return c.seeOther(incumbentsPath(benchmark))
}

// incumbentLinksPage shows links, once.
type incumbentLinksPage struct {
	Page
	Benchmark hiring.Benchmark
	Links     []app.RepLink
	Until     time.Time
}

func (incumbentLinksPage) template() (layout, name string) { return "staff", "incumbent-links" }

// incumbentLinks gives the chosen reps, or all, a link: shown, or as a file, or mailed when mail is on.
func (s *Server) incumbentLinks(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	links, err := s.app.InviteIncumbents(c.Request().Context(), c.actor(), b.ID, idsOf(v["incumbent"]))
	if err != nil {
		return err
	}
	if s.app.MailOn() {
		c.flash("incumbent.mailed")
		return c.seeOther(incumbentsPath(b.ID))
	}
	if v.Get("as") == "csv" {
		var rows [][]string
		for _, l := range links {
			rows = append(rows, []string{l.Name, l.Email, string(l.Language), l.URL})
		}
		return c.csv("links.csv", []string{"name", "email", "language", "link"}, rows)
	}
	return s.renderIncumbentLinks(c, b, links)
}

func (s *Server) renderIncumbentLinks(c *request, b hiring.Benchmark, links []app.RepLink) error {
	page := incumbentLinksPage{Page: c.page("incumbent.links.title").in("benchmarks"), Benchmark: b, Links: links}
	page.Until = s.app.Now().AddDate(0, 0, b.LinkDays)
	return c.render(http.StatusOK, page)
}

func (s *Server) incumbentResend(c *request) error {
	benchmark, id, err := c.ids("id", "incumbent")
	if err != nil {
		return err
	}
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	link, err := s.app.ResendIncumbent(c.Request().Context(), c.actor(), benchmark, id)
	if err != nil {
		return err
	}
	if s.app.MailOn() {
		c.flash("incumbent.mailed")
		return c.seeOther(incumbentsPath(benchmark) + "/" + id.String())
	}
	return s.renderIncumbentLinks(c, b, []app.RepLink{link})
}

func (s *Server) incumbentRevoke(c *request) error {
	benchmark, id, err := c.ids("id", "incumbent")
	if err != nil {
		return err
	}
	if err := s.app.RevokeIncumbent(c.Request().Context(), c.actor(), benchmark, id); err != nil {
		return err
	}
	c.flash("incumbent.revoked")
	return c.seeOther(incumbentsPath(benchmark) + "/" + id.String())
}
