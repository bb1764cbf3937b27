package server

import (
	"net/http"
	"strings"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/report"
)

// manualPage is the technical manual of a published version, to read or to print.
type manualPage struct {
	Page
	Benchmark hiring.Benchmark
	Version   hiring.BenchmarkVersion
	Manual    report.Manual
	Quotes    bool // what top reps wrote may be read
}

func (manualPage) template() (layout, name string) { return "staff", "manual" }

func (s *Server) manualShow(c *request) error {
	b, version, err := s.benchmarkVersion(c)
	if err != nil {
		return err
	}
	n, ctx := version.Number, c.Request().Context()
	in, err := s.manualInput(ctx, b, version, c.words.T("rating.name_hidden"))
	if err != nil {
		return err
	}
	page := manualPage{
		Page: c.page("manual.title", "Benchmark", b.Name, "Number", n).in("benchmarks"), Benchmark: b, Version: version,
		Quotes: c.user.Is(hiring.HR, hiring.Recruiter),
	}
	if in.Judged, err = s.manualVerdict(c, page.Page, version); err != nil {
		return err
	}
	page.Manual = report.NewManual(in)
	return c.render(http.StatusOK, page)
}

// manualVerdict is the version's verdict in the words of its own page.
func (s *Server) manualVerdict(c *request, p Page, v hiring.BenchmarkVersion) (report.Judged, error) {
	judged, err := s.app.JudgmentOf(c.Request().Context(), v)
	if err != nil {
		return report.Judged{}, err
	}
	names, err := s.benchmarkNames(c, v.BenchmarkID, judged.Health)
	if err != nil {
		return report.Judged{}, err
	}
	names.frozen = true
	said := p.verdictOf(judged.Health, judged.Verdict, names)
	return report.Judged{Word: said.Word, Because: said.Because, Caveat: said.Caveat, Reasons: said.Also}, nil
}

// Told writes what a report says, in the page's language.
func (p Page) Told(t report.Text) string {
	switch x := t.(type) {
	case report.Key:
		args := make([]any, 0, 2*len(x.Args))
		for _, a := range x.Args {
			args = append(args, a.Name, p.toldArg(a.Value))
		}
		return p.T(x.Name, args...)
	case report.Number:
		return p.Num(x.X, x.Decimals)
	case report.Count:
		return p.Num(float64(x), 0)
	case report.Coefficient:
		return p.Coef(float64(x))
	case report.Share:
		return p.Percent(float64(x))
	case report.Day:
		return p.Date(time.Time(x))
	case report.Words:
		return p.Say(hiring.Words(x))
	case report.Plain:
		return string(x)
	case report.Tongue:
		return p.OwnName(hiring.Language(x))
	case report.Span:
		return p.T("manual.span", "Lo", p.Told(x.Lo), "Hi", p.Told(x.Hi))
	case report.Series:
		said := make([]string, len(x))
		for i, t := range x {
			said[i] = p.Told(t)
		}
		return strings.Join(said, ", ")
	case nil:
		return ""
	}
	return "–"
}

// toldArg is an argument of a key: a count stays a number, so that it chooses the plural.
func (p Page) toldArg(t report.Text) any {
	if n, ok := t.(report.Count); ok {
		return int(n)
	}
	if _, ok := t.(report.Nothing); ok {
		return ""
	}
	return p.Told(t)
}
