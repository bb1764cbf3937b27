package server

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// benchmarkComparisonPage is two published versions of a benchmark side by side.
type benchmarkComparisonPage struct {
	Page
	Benchmark    hiring.Benchmark
	Older, Newer hiring.BenchmarkVersion
	Versions     []Choice // what the newer can be held against
	Summary      []string
	Engines      string // that different engines made them, in a sentence; or ""
	Whole        comparedFigure
	Values       []comparedValue
	Changed      []comparedQuestion
	Same         []comparedQuestion // whose words and figures stand as they stood
	Groups       []comparedGroup
	Gone, New    []benchmarkWarning
	Pinned       []hiring.Requisition // that compare with the older and that the viewer may see
	Rescores     bool                 // the viewer may order a second score
}

func (benchmarkComparisonPage) template() (layout, name string) {
	return "staff", "benchmark-comparison"
}

// comparedFigure is a figure before and after, with the direction in words.
type comparedFigure struct{ Name, Before, After, Word string }

// comparedValue is one value, or the whole.
type comparedValue struct {
	Name    string
	Figures []comparedFigure
}

// comparedQuestion is one question in both versions, or in one.
type comparedQuestion struct {
	Prompt, Was, Value, Kind string
	Change                   app.QuestionChange
	Sides                    []comparedSide
}

// comparedSide is a question's figures; for a text, in one language.
type comparedSide struct {
	Language string
	Figures  []comparedFigure
}

// comparedGroup is who came and went in one group. Names are HR's alone.
type comparedGroup struct {
	Heading, Sentence string
	Names             []comparedNames
}

// comparedNames is what became of some people, and who they are.
type comparedNames struct{ What, Who string }

func (s *Server) benchmarkComparison(c *request) error {
	b, err := s.benchmark(c)
	if err != nil {
		return err
	}
	versions, err := s.app.Store().BenchmarkVersions(c.Request().Context(), b.ID)
	if err != nil {
		return err
	}
	older, newer, err := comparedVersions(versions, c.Param("number"), c.QueryParam("with"))
	if err != nil {
		return err
	}
	compared, err := s.app.CompareVersions(c.Request().Context(), older.ID, newer.ID)
	if err != nil {
		return err
	}
	title := c.words.T("comparison.title", "Older", older.Number, "Newer", newer.Number)
	page := benchmarkComparisonPage{Page: c.rawPage(title).in("benchmarks"), Benchmark: b, Older: older, Newer: newer, Rescores: c.user.Is(hiring.HR)}
	for _, v := range versions {
		if v.Number != newer.Number {
			page.Versions = append(page.Versions, Choice{Value: strconv.Itoa(v.Number), Label: page.T("benchmark.version_n", "Number", v.Number), Checked: v.Number == older.Number})
		}
	}
	names, err := s.comparedNames(c, b.ID, compared)
	if err != nil {
		return err
	}
	if page.Pinned, err = s.pinnedTo(c, older.ID); err != nil {
		return err
	}
	page.fill(compared, names)
	return c.render(http.StatusOK, page)
}

// comparedVersions finds the two versions an address names, the older first; without a second it is the one before.
func comparedVersions(versions []hiring.BenchmarkVersion, number, with string) (older, newer hiring.BenchmarkVersion, err error) {
	find := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			return -1
		}
		return slices.IndexFunc(versions, func(v hiring.BenchmarkVersion) bool { return v.Number == n })
	}
	at := find(number)
	other := at + 1 // newest first
	if with != "" {
		other = find(with)
	}
	if at < 0 || other < 0 || other >= len(versions) || at == other {
		return older, newer, hiring.Missing("version")
	}
	return versions[max(at, other)], versions[min(at, other)], nil
}

// comparedNames looks up what both reports are about; people's names for HR alone.
func (s *Server) comparedNames(c *request, benchmark uuid.UUID, v app.VersionComparison) (benchmarkNames, error) {
	both := v.NewHealth
	both.Questions = slices.Concat(v.NewHealth.Questions, v.OldHealth.Questions)
	names, err := s.benchmarkNames(c, benchmark, both)
	if err != nil || !c.user.Is(hiring.HR) {
		return names, err
	}
	people, err := s.app.Store().Incumbents(c.Request().Context(), benchmark)
	for _, i := range people {
		names.people[i.ID.String()] = i.Name
	}
	return names, err
}

// mostPinned is how many requisitions the page names.
const mostPinned = 50

// pinnedTo lists the requisitions that compare with a version and that the viewer may see.
func (s *Server) pinnedTo(c *request, version uuid.UUID) ([]hiring.Requisition, error) {
	if !c.user.Is(hiring.HR, hiring.Recruiter) {
		return nil, nil
	}
	all, err := s.app.Store().RequisitionsWith(c.Request().Context(), version, mostPinned)
	others := func(r hiring.Requisition) bool { return !c.user.Is(hiring.HR) && r.OwnerID != c.user.ID }
	return slices.DeleteFunc(all, others), err
}

// fill puts a comparison into words.
func (p *benchmarkComparisonPage) fill(v app.VersionComparison, names benchmarkNames) {
	if v.OtherEngine() {
		p.Engines = p.T("comparison.engines", "Older", v.Older.Number, "OldEngine", v.Older.Engine, "Newer", v.Newer.Number, "NewEngine", v.Newer.Engine)
	}
	p.Summary = p.comparisonSummary(v)
	p.Whole = p.comparedSeparation("comparison.separation", &v.OldHealth.Overall.Separation, &v.NewHealth.Overall.Separation)
	for _, id := range v.Values {
		p.Values = append(p.Values, p.comparedValue(id, v, names))
	}
	for _, q := range v.Questions {
		line := p.comparedQuestion(q, names)
		if q.Change == app.SameQuestion && line.steady() {
			p.Same = append(p.Same, line)
		} else {
			p.Changed = append(p.Changed, line)
		}
	}
	p.Groups = []comparedGroup{
		p.comparedGroup("top", v.Top, v.Comparison, names), p.comparedGroup("comparison", v.Comparison, v.Top, names),
	}
	p.compareWarnings(v, names)
}

// comparisonSummary says what changed, in sentences.
func (p Page) comparisonSummary(v app.VersionComparison) []string {
	if v.SameContent() {
		return []string{p.T("comparison.same_content")}
	}
	out := []string{p.T("comparison.questions_same", "Count", v.Count(app.SameQuestion))}
	for _, change := range []app.QuestionChange{app.AddedQuestion, app.RemovedQuestion, app.RewordedQuestion} {
		if n := v.Count(change); n > 0 {
			out = append(out, p.T("comparison.questions_"+string(change), "Count", n))
		}
	}
	return out
}

// comparedValue is one value before and after.
func (p Page) comparedValue(id string, v app.VersionComparison, names benchmarkNames) comparedValue {
	find := func(h scoring.Health) *scoring.ValueHealth {
		at := slices.IndexFunc(h.Values, func(x scoring.ValueHealth) bool { return x.Value == id })
		if at < 0 {
			return nil
		}
		return &h.Values[at]
	}
	out := comparedValue{Name: p.Say(names.values[id])}
	before, after := find(v.OldHealth), find(v.NewHealth)
	out.Figures = append(out.Figures, p.comparedCount("comparison.counting", counting(before), counting(after)))
	out.Figures = append(out.Figures, p.compared("comparison.agreement", agreementOf(before), agreementOf(after), p.Coef))
	out.Figures = append(out.Figures, p.comparedSeparation("comparison.separation", separationOf(before), separationOf(after)))
	return out
}

func counting(v *scoring.ValueHealth) *scoring.Figure {
	if v == nil {
		return nil
	}
	return &scoring.Figure{Value: float64(v.Counting)}
}

func agreementOf(v *scoring.ValueHealth) *scoring.Figure {
	if v == nil {
		return nil
	}
	return &v.Agreement
}

func separationOf(v *scoring.ValueHealth) *scoring.Separation {
	if v == nil {
		return nil
	}
	return &v.Separation
}

// comparedQuestion is one question before and after.
func (p Page) comparedQuestion(q app.ComparedQuestion, names benchmarkNames) comparedQuestion {
	out := comparedQuestion{Change: q.Change, Value: p.Say(names.values[q.Value])}
	asked := q.New
	if asked == nil {
		asked = q.Old
	}
	out.Prompt, out.Kind = p.Say(asked.Prompt), p.T("kind."+string(asked.Kind))
	if q.Change == app.RewordedQuestion {
		out.Was = p.Say(q.Old.Prompt)
	}
	for _, f := range q.Figures {
		side := comparedSide{}
		if f.Language != "" {
			side.Language = p.OwnName(f.Language)
		}
		old, now := questionFigures(f.Old), questionFigures(f.New)
		side.Figures = []comparedFigure{
			p.comparedCount("comparison.answers", old.n, now.n), p.compared("comparison.agreement", old.agreement, now.agreement, p.Coef),
			p.compared("comparison.weight", old.weight, now.weight, p.Coef), p.comparedSeparation("comparison.separation", old.separation, now.separation),
		}
		out.Sides = append(out.Sides, side)
	}
	return out
}

// figuresOfQuestion are the figures of one question that are compared; nil where a version does not ask it.
type figuresOfQuestion struct {
	n, agreement, weight *scoring.Figure
	separation           *scoring.Separation
}

func questionFigures(h *scoring.QuestionHealth) figuresOfQuestion {
	if h == nil {
		return figuresOfQuestion{}
	}
	return figuresOfQuestion{&scoring.Figure{Value: float64(h.N)}, &h.Agreement, &scoring.Figure{Value: h.Weight}, &h.Separation}
}

// steady tells whether every figure reads as it did.
func (q comparedQuestion) steady() bool {
	for _, s := range q.Sides {
		for _, f := range s.Figures {
			if f.Before != f.After {
				return false
			}
		}
	}
	return true
}

// compared writes a figure before and after, and says where it went as far as it shows.
func (p Page) compared(key string, before, after *scoring.Figure, write func(float64) string) comparedFigure {
	side := func(f *scoring.Figure) string {
		if f == nil || !f.Defined() {
			return "–"
		}
		return write(f.Value)
	}
	out := comparedFigure{Name: p.T(key), Before: side(before), After: side(after)}
	switch {
	case out.Before == out.After || out.Before == "–" || out.After == "–":
	case after.Value > before.Value:
		out.Word = p.T("comparison.higher")
	default:
		out.Word = p.T("comparison.lower")
	}
	return out
}

// comparedCount writes a count before and after.
func (p Page) comparedCount(key string, before, after *scoring.Figure) comparedFigure {
	out := p.compared(key, before, after, p.whole)
	switch out.Word {
	case p.T("comparison.higher"):
		out.Word = p.T("comparison.more")
	case p.T("comparison.lower"):
		out.Word = p.T("comparison.fewer")
	}
	return out
}

// comparedSeparation writes an AUC before and after; while the intervals overlap, chance may have moved it.
func (p Page) comparedSeparation(key string, before, after *scoring.Separation) comparedFigure {
	side := func(s *scoring.Separation) (*scoring.Figure, string) {
		if s == nil {
			return nil, "–"
		}
		return &s.AUC, p.separation(*s)
	}
	old, oldText := side(before)
	now, nowText := side(after)
	out := p.compared(key, old, now, p.Coef)
	out.Before, out.After = oldText, nowText
	if out.Word == "" || !before.Interval.Defined() || !after.Interval.Defined() {
		return out
	}
	if math.Max(before.Interval.Lo, after.Interval.Lo) <= math.Min(before.Interval.Hi, after.Interval.Hi) {
		out.Word = p.T("comparison.overlap", "Word", out.Word)
	}
	return out
}

// comparedGroup says who came and went in a group. Who is in the other group now has moved.
func (p Page) comparedGroup(group string, now, other app.ComparedPeople, names benchmarkNames) comparedGroup {
	out := comparedGroup{Heading: p.T("benchmark.group." + group), Sentence: p.T("comparison.people", "Before", now.Before, "After", now.After)}
	moved := func(id string) bool { return slices.Contains(other.Added, id) }
	add := func(what string, ids []string, count int) {
		if len(ids) == 0 {
			return
		}
		var who []string
		for _, id := range ids {
			if name := names.people[id]; name != "" {
				who = append(who, name)
			}
		}
		out.Names = append(out.Names, comparedNames{What: p.T("comparison.people."+what, "Count", count), Who: strings.Join(who, ", ")})
	}
	gone := slices.DeleteFunc(slices.Clone(now.Removed), moved)
	left := slices.DeleteFunc(slices.Clone(now.Removed), func(id string) bool { return !moved(id) })
	add("added", now.Added, len(now.Added))
	add("removed", gone, len(gone))
	add("moved", left, len(left))
	fewer, n := changedAnswers(now.Fewer)
	add("fewer", fewer, n)
	more, n := changedAnswers(now.More)
	add("more", more, n)
	return out
}

// changedAnswers lists the people, and counts their answers.
func changedAnswers(changed []app.AnswersChanged) (ids []string, n int) {
	for _, c := range changed {
		ids, n = append(ids, c.Person), n+c.Answers
	}
	return ids, n
}

// compareWarnings tells the warnings that are gone from those that are new; a reworded question is the same question.
func (p *benchmarkComparisonPage) compareWarnings(v app.VersionComparison, names benchmarkNames) {
	same := map[string]string{}
	for _, q := range v.Questions {
		if q.Old != nil && q.New != nil {
			same[q.Old.ID.String()] = q.New.ID.String()
		}
	}
	alike := func(old, now scoring.Warning) bool {
		question := old.Question
		if now, ok := same[question]; ok {
			question = now
		}
		return old.Code == now.Code && old.Value == now.Value && old.Person == now.Person && old.Language == now.Language && question == now.Question
	}
	for _, w := range v.OldHealth.Warnings {
		if !slices.ContainsFunc(v.NewHealth.Warnings, func(n scoring.Warning) bool { return alike(w, n) }) && p.Has("warning."+w.Code) {
			gone := p.benchmarkWarning(w, v.OldHealth, names)
			gone.Do, gone.Href = "", "" // there is nothing left to do
			p.Gone = append(p.Gone, gone)
		}
	}
	for _, w := range v.NewHealth.Warnings {
		if !slices.ContainsFunc(v.OldHealth.Warnings, func(o scoring.Warning) bool { return alike(o, w) }) && p.Has("warning."+w.Code) {
			came := p.benchmarkWarning(w, v.NewHealth, names)
			if strings.HasPrefix(came.Href, "#") {
				came.Href = "" // a place on the version's page
			}
			p.New = append(p.New, came)
		}
	}
}
