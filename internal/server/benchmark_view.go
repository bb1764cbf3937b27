package server

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"

	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// benchmarkHealth is a health report in words and figures, of a draft or of a published version.
type benchmarkHealth struct {
	Verdict   benchmarkVerdict
	Summary   []string
	Plot      template.HTML // "" without answers
	Dots      []benchmarkDots
	Values    []benchmarkValue
	Questions []benchmarkQuestionHealth
	Warnings  []benchmarkWeakness
	Left      string // the languages in which text answers are left to people, in a sentence
	Outlook   []benchmarkOutlook
	Profile   string // of the numeric questions, in a sentence; "" without one
	Exemplars int
	Alike     int  // top reps under the comparison reps' middle, where the groups are not shown to differ
	Small     bool // candidates would see no scores
}

// Terms are the words of the page that are explained on it, in the order in which they come.
func (benchmarkHealth) Terms() []string {
	return []string{"range", "counts", "auc", "agreement", "similar", "together", "difference", "chance", "dots"}
}

// benchmarkDots is one group of the dot plot as figures.
type benchmarkDots struct{ Group, N, Lowest, Median, Highest string }

// benchmarkValue is one line of the table of values.
type benchmarkValue struct {
	ID, Name, Reps, Agreement, Separation, Together string
	Questions, Counting                             int
	State, Class                                    string
}

// benchmarkOutlook is what some number of top reps buys.
type benchmarkOutlook struct {
	Reps, Share, Consensus, Noticeable string
	Today                              bool
}

// healthOf puts a health report into words; aged are the warnings that time has added to it.
func (p Page) healthOf(h scoring.Health, names benchmarkNames, aged ...scoring.Warning) benchmarkHealth {
	out := benchmarkHealth{Exemplars: h.Exemplars, Small: h.Grade == scoring.TooSmall}
	for _, v := range h.Values {
		out.Values = append(out.Values, p.benchmarkValue(v, names))
	}
	out.addQuestions(p, h, names)
	if h.Exemplars > 0 {
		out.addPlot(p, h)
		out.addWarnings(p, h, names, aged)
	}
	out.Verdict = p.verdictOf(h, h.Verdict(aged...), names)
	out.Summary = p.healthSummary(h, out.Verdict.SaysSeparation)
	out.Outlook = p.outlook(h.Exemplars)
	out.Profile = p.profileOf(h.Profile)
	return out
}

// addQuestions adds a line for each question, and for a text question one for each language it can be compared in. The
// languages in which too few top reps wrote stand as a remark on the line of the others.
func (h *benchmarkHealth) addQuestions(p Page, r scoring.Health, names benchmarkNames) {
	left := leftToPeople(r)
	at := map[string]int{}
	for i, q := range r.Questions {
		if left[i] {
			continue
		}
		line := p.questionHealth(q, names)
		line.Anchor = "q-" + q.Question
		if _, again := at[q.Question]; again {
			line.Anchor += "-" + string(q.Language)
		} else {
			at[q.Question] = len(h.Questions)
		}
		h.Questions = append(h.Questions, line)
	}
	for i, q := range r.Questions {
		if left[i] {
			line := &h.Questions[at[q.Question]]
			line.Left = append(line.Left, Choice{Label: p.OwnName(q.Language), Value: strconv.Itoa(q.N)})
		}
	}
}

// healthSummary says who has answered, and whether top reps stand above comparison reps, unless the verdict has said so.
func (p Page) healthSummary(h scoring.Health, said bool) []string {
	out := []string{p.T("benchmark.sum.who", "Top", p.T("benchmark.n_top", "Count", h.Exemplars), "Comparison", p.T("benchmark.n_comparison", "Count", h.Comparison))}
	if h.Exemplars == 0 {
		return out
	}
	if h.Teams > 0 {
		out[0] += " " + p.T("benchmark.sum.teams", "Count", h.Teams)
	}
	if h.Managers > 0 {
		out[0] += " " + p.T("benchmark.sum.managers", "Count", h.Managers)
	}
	if h.Grade != scoring.Usable && h.Grade != scoring.Good {
		out = append(out, p.T("benchmark.grade."+string(h.Grade)))
	}
	s := h.Overall.Separation
	if said {
		return out
	}
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
		ID: v.Value, Name: p.Say(names.values[v.Value]), Questions: v.Questions, Counting: v.Counting,
		Reps: strconv.Itoa(v.Separation.Exemplars) + " / " + strconv.Itoa(v.Separation.Comparison), Agreement: p.figure(v.Agreement) + p.within(v.AgreedRange),
		Separation: p.separation(v.Separation), Together: p.together(v.Consistency), State: "counts", Class: "ok",
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
				out.State, out.Class = w.Code, ""
			}
		}
	}
	if out.Class == "ok" && loose(v) {
		out.State, out.Class = scoring.LowAlpha, "warn"
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

// within writes an interval in brackets, or nothing where there is none.
func (p Page) within(i *scoring.Interval) string {
	if i == nil || !i.Defined() {
		return ""
	}
	return " (" + p.Coef(i.Lo) + "–" + p.Coef(i.Hi) + ")"
}

// together writes how far a value's questions go together, and over how many people.
func (p Page) together(c *scoring.Consistency) string {
	if c == nil || !c.Alpha.Defined() || c.People < leastTogether || c.Questions < leastAsked {
		return "–"
	}
	return p.Coef(c.Alpha.Value) + p.within(&c.Interval) + ", n\u00a0=\u00a0" + strconv.Itoa(c.People)
}

// An α is shown from so many people and questions on (measurement.md §2.4): below, it says nothing.
const (
	leastTogether = 30
	leastAsked    = 3
)

// outlook says what more reps would buy: today's number among round ones.
func (p Page) outlook(today int) []benchmarkOutlook {
	counts := []int{5, 10, 20, 30}
	if today > 2 && !slices.Contains(counts, today) {
		counts = append(counts, today)
	}
	slices.SortFunc(counts, func(a, b int) int { return cmp.Compare(a, b) })
	var out []benchmarkOutlook
	for _, n := range counts {
		o := scoring.OutlookAt(n)
		line := benchmarkOutlook{
			Reps: strconv.Itoa(n), Share: "± " + p.Num(100*o.Share, 0), Consensus: p.Coef(o.Consensus),
			Noticeable: p.Num(100*o.Noticeable.Value, 0), Today: n == today,
		}
		if line.Today {
			line.Reps = p.T("benchmark.margin.today", "Number", n)
		}
		out = append(out, line)
	}
	return out
}

// profileOf says whether top reps resemble each other in what sets them apart.
func (p Page) profileOf(x *scoring.Profile) string {
	if x == nil || !x.Overall.Defined() || !x.Distinctive.Defined() {
		return ""
	}
	return p.T("benchmark.profile", "Overall", p.Coef(x.Overall.Value), "Distinctive", p.Coef(x.Distinctive.Value),
		"Questions", x.Questions, "Top", x.Exemplars, "Comparison", x.Comparison)
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
