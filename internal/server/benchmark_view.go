package server

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// benchmarkHealth is a health report in words and figures, of a draft or of a published version.
type benchmarkHealth struct {
	Verdict   string
	Summary   []string
	Plot      template.HTML // "" without answers
	Dots      []benchmarkDots
	Values    []benchmarkValue
	Questions []benchmarkQuestionHealth
	Warnings  []benchmarkWarning
	Margins   []benchmarkMargin
	Exemplars int
	Small     bool // candidates would see no scores
}

// benchmarkDots is one group of the dot plot as figures.
type benchmarkDots struct{ Group, N, Lowest, Median, Highest string }

// benchmarkValue is one line of the table of values.
type benchmarkValue struct {
	Name, Reps, Agreement, Separation string
	Questions, Counting               int
	State, Class                      string
}

// benchmarkWarning says what is weak, what to do about it, and where.
type benchmarkWarning struct {
	About, Text, Do, Href string
	Stop                  bool
}

// benchmarkMargin is how far a share may be off with some number of top reps.
type benchmarkMargin struct{ Reps, Margin string }

// healthOf puts a health report into words.
func (p Page) healthOf(benchmark uuid.UUID, h scoring.Health, names benchmarkNames) benchmarkHealth {
	out := benchmarkHealth{Exemplars: h.Exemplars, Small: h.Grade == scoring.TooSmall}
	for _, v := range h.Values {
		out.Values = append(out.Values, p.benchmarkValue(v, names))
	}
	seen := map[string]bool{}
	for _, q := range h.Questions {
		line := p.questionHealth(benchmark, q, names)
		if line.Anchor = "q-" + q.Question; seen[q.Question] {
			line.Anchor += "-" + string(q.Language)
		}
		seen[q.Question] = true
		out.Questions = append(out.Questions, line)
	}
	if h.Exemplars > 0 {
		out.addPlot(p, h)
		out.addWarnings(p, benchmark, h.Warnings, names)
	}
	out.Verdict = p.verdict(h, out.Values)
	out.Summary = p.healthSummary(h)
	out.Margins = p.margins(h.Exemplars)
	return out
}

// addWarnings adds warnings, worst first as they come. What is said alike of several questions in one language is said
// once, with their number.
func (h *benchmarkHealth) addWarnings(p Page, benchmark uuid.UUID, ws []scoring.Warning, names benchmarkNames) {
	type alike struct{ language, text string }
	at, count := map[alike]int{}, map[alike]int{}
	for _, w := range ws {
		line := p.benchmarkWarning(benchmark, w, names)
		if line.Text == "" {
			continue
		}
		key := alike{string(w.Language), line.Text}
		if i, again := at[key]; again && w.Question != "" {
			count[key]++
			h.Warnings[i].About, h.Warnings[i].Href = p.T("benchmark.warnings.questions", "Count", count[key]), "#questions"
			if w.Language != "" {
				h.Warnings[i].About += " · " + p.OwnName(w.Language)
			}
			continue
		}
		if w.Question != "" {
			at[key], count[key] = len(h.Warnings), 1
		}
		h.Warnings = append(h.Warnings, line)
	}
}

// verdict is the first sentence of the page: whether to go on.
func (p Page) verdict(h scoring.Health, values []benchmarkValue) string {
	if h.Exemplars == 0 {
		return p.T("benchmark.verdict.nothing")
	}
	verdict := p.T("benchmark.verdict." + string(h.Grade))
	mend := 0
	for _, v := range values {
		if v.Class != "ok" {
			mend++
		}
	}
	if mend > 0 && h.Grade != scoring.CannotFreeze {
		verdict = p.T("benchmark.verdict.mend", "Verdict", verdict, "Count", mend)
	}
	return verdict
}

// healthSummary says who has answered, and whether top reps stand above comparison reps.
func (p Page) healthSummary(h scoring.Health) []string {
	out := []string{p.T("benchmark.sum.who", "Top", p.T("benchmark.n_top", "Count", h.Exemplars), "Comparison", p.T("benchmark.n_comparison", "Count", h.Comparison))}
	if h.Exemplars == 0 {
		return out
	}
	if h.Teams > 0 {
		out = append(out, p.T("benchmark.sum.teams", "Count", h.Teams))
	}
	if h.Grade != scoring.Usable && h.Grade != scoring.Good {
		out = append(out, p.T("benchmark.grade."+string(h.Grade)))
	}
	s := h.Overall.Separation
	if !s.AUC.Defined() || !s.Interval.Defined() {
		return append(out, p.T("benchmark.sum.unknown"))
	}
	key := "unclear"
	if s.Interval.Lo > .5 {
		key = "clear"
	} else if s.Interval.Hi < .5 {
		key = "inverted"
	}
	return append(out, p.T("benchmark.sum."+key, "Auc", p.Num(100*s.AUC.Value, 0), "Lo", p.Num(100*s.Interval.Lo, 0), "Hi", p.Num(100*s.Interval.Hi, 0)))
}

// addPlot draws the leave-one-out fits of both groups.
func (h *benchmarkHealth) addPlot(p Page, r scoring.Health) {
	groups := []struct {
		key, class string
		dots       []scoring.Dot
	}{{"top", "dot-top", r.Overall.Top}, {"comparison", "dot-typical", r.Overall.Typical}}
	var rows []chart.DotRow
	finding := ""
	for _, g := range groups {
		var fits []float64
		for _, d := range g.dots {
			if d.Fit.Defined() {
				fits = append(fits, d.Fit.Value)
			}
		}
		if len(fits) == 0 {
			continue
		}
		label := p.T("benchmark.group." + g.key)
		d := benchmarkDots{
			Group: label, N: strconv.Itoa(len(fits)), Lowest: p.Num(slices.Min(fits), 0), Highest: p.Num(slices.Max(fits), 0),
			Median: p.Num(stats.Median(fits).Value, 0),
		}
		h.Dots = append(h.Dots, d)
		rows = append(rows, chart.DotRow{Label: label, Class: g.class, Fits: fits})
		finding += p.T("benchmark.plot.finding", "Group", label, "N", d.N, "Lowest", d.Lowest, "Highest", d.Highest, "Median", d.Median) + " "
	}
	if len(rows) > 0 {
		h.Plot = Raw(chart.DotPlot("fits", p.T("benchmark.plot.title"), finding, rows))
	}
}

// benchmarkValue writes the line of one value. What it is worth is said in a word, never by colour alone.
func (p Page) benchmarkValue(v scoring.ValueHealth, names benchmarkNames) benchmarkValue {
	out := benchmarkValue{
		Name: p.Say(names.values[v.Value]), Questions: v.Questions, Counting: v.Counting,
		Reps: strconv.Itoa(v.Exemplars) + " / " + strconv.Itoa(v.Comparison), Agreement: p.figure(v.Agreement),
		Separation: p.separation(v.Separation), State: "counts", Class: "ok",
	}
	for _, w := range v.Warnings {
		switch w.Code {
		case scoring.NoConsensus:
			out.State, out.Class = "no_consensus", "stop"
			return out
		case scoring.Inverted, scoring.DoesNotSeparate:
			out.State, out.Class = w.Code, "warn"
		case scoring.TooFewExemplars:
			out.State, out.Class = w.Code, "warn"
		case scoring.SeparationNotShown, scoring.SeparationUnknown:
			if out.State == "counts" {
				out.State = w.Code
			}
		}
	}
	return out
}

// separation writes an AUC with its interval, or a dash.
func (p Page) separation(s scoring.Separation) string {
	if !s.AUC.Defined() {
		return "–"
	}
	if !s.Interval.Defined() {
		return p.Coef(s.AUC.Value)
	}
	return p.Coef(s.AUC.Value) + " (" + p.Coef(s.Interval.Lo) + "–" + p.Coef(s.Interval.Hi) + ")"
}

// figure writes a coefficient, or a dash where there is none.
func (p Page) figure(f scoring.Figure) string {
	if !f.Defined() || math.IsNaN(f.Value) {
		return "–"
	}
	return p.Coef(f.Value)
}

// benchmarkWarning puts one warning into words, with what to do and where.
func (p Page) benchmarkWarning(benchmark uuid.UUID, w scoring.Warning, names benchmarkNames) benchmarkWarning {
	out := benchmarkWarning{Text: p.warning(w), Href: benchmarkPath(benchmark) + "/incumbents"}
	if p.Has("warning." + w.Code + ".do") {
		out.Do = p.T("warning." + w.Code + ".do")
	}
	out.Stop = slices.Contains([]string{scoring.Inverted, scoring.NoConsensus, scoring.Polarised, scoring.DoesNotSeparate}, w.Code)
	switch {
	case w.Question != "":
		out.About, out.Href = shortened(p.Say(names.questions[w.Question].Prompt)), benchmarkPath(benchmark)+"/questions/"+w.Question
		if w.Language != "" {
			out.About += " · " + p.OwnName(w.Language)
		}
	case w.Value != "":
		out.About, out.Href = p.Say(names.values[w.Value]), benchmarkPath(benchmark)+"/questions"
	case w.Person != "":
		out.About = names.people[w.Person]
	}
	return out
}

// mostNamed is how many characters of a question name it in a list.
const mostNamed = 60

// shortened cuts a long question between words.
func shortened(s string) string {
	runes := []rune(s)
	if len(runes) <= mostNamed {
		return s
	}
	cut := string(runes[:mostNamed])
	if at := strings.LastIndex(cut, " "); at > 0 {
		cut = cut[:at]
	}
	return cut + "…"
}

// First returns the warnings to be read first.
func (h benchmarkHealth) First() []benchmarkWarning { return h.Warnings[:min(5, len(h.Warnings))] }

// More returns the other warnings.
func (h benchmarkHealth) More() []benchmarkWarning { return h.Warnings[min(5, len(h.Warnings)):] }

// margins says what more reps would buy: today's number among round ones.
func (p Page) margins(today int) []benchmarkMargin {
	counts := []int{5, 10, 20, 30}
	if today > 2 && !slices.Contains(counts, today) {
		counts = append(counts, today)
	}
	slices.SortFunc(counts, func(a, b int) int { return cmp.Compare(a, b) })
	var out []benchmarkMargin
	for _, n := range counts {
		m := benchmarkMargin{Reps: strconv.Itoa(n), Margin: "± " + p.Num(100*app.ShareMargin(n), 0)}
		if n == today {
			m.Reps = p.T("benchmark.margin.today", "Number", n)
		}
		out = append(out, m)
	}
	return out
}

// languagesOf writes how many answers came in each language, when there is more than one.
func (p Page) languagesOf(by map[hiring.Language]int) []Choice {
	var out []Choice
	for _, l := range hiring.Languages() {
		if by[l] > 0 {
			out = append(out, Choice{Label: p.OwnName(l), Value: strconv.Itoa(by[l])})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}
