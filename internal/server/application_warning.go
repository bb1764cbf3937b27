package server

import (
	"math"
	"slices"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/scoring"
)

// applicationWarning is what limits a number on the page, with where to look.
type applicationWarning struct{ About, Text, Do, Href string }

// addDiscussed names the must-have values that are clearly low: to be discussed first, never a rejection.
func (p *applicationPage) addDiscussed(v app.ApplicationView, r scoring.Result) {
	for _, f := range r.Values {
		if f.Review {
			text := p.discuss(p.valueName(v, f.Value), f)
			if !slices.Contains(p.Discuss, text) {
				p.Discuss = append(p.Discuss, text)
			}
		}
	}
}

// discuss says why a must-have is discussed first: its whole interval is under the threshold, or, where there is no
// interval, the fit itself.
func (p Page) discuss(name string, f scoring.ValueFit) string {
	under := p.whole(f.Threshold.Value)
	if !f.Lo90Hi90.Defined() {
		return p.T("score.discuss_point", "Value", name, "Fit", p.whole(f.Fit.Value), "Threshold", under)
	}
	return p.T("score.discuss", "Value", name, "Hi", p.whole(f.Lo90Hi90.Hi), "Threshold", under)
}

// addWarnings gathers the warnings of a result, each once.
func (p *applicationPage) addWarnings(v app.ApplicationView, r scoring.Result) {
	all := slices.Concat(r.Flags, r.Overall.Warnings)
	for _, f := range r.Values {
		all = append(all, f.Warnings...)
	}
	for _, a := range r.Answers {
		if a.Status != scoring.NotOffered {
			all = append(all, a.Warnings...)
		}
	}
	for _, line := range p.doubts(v, r) {
		if !p.TooSmall && !slices.Contains(p.Warnings, line) {
			p.Warnings = append(p.Warnings, line)
		}
	}
	for _, w := range all {
		if saidByItself(w, r) {
			continue
		}
		line := applicationWarning{About: p.warnedAbout(v, w), Text: p.warning(w), Href: warningHref(v, w)}
		if do := "warning." + warningKey(w) + ".do"; p.Has(do) {
			line.Do = p.T(do)
		}
		if line.Text != "" && !slices.Contains(p.Warnings, line) {
			p.Warnings = append(p.Warnings, line)
		}
	}
}

// warnedAbout names the question, or the value, a warning is about.
func (p *applicationPage) warnedAbout(v app.ApplicationView, w scoring.Warning) string {
	for _, q := range v.Asked {
		if w.Question != "" && q.ID.String() == w.Question {
			return p.Say(q.Prompt)
		}
	}
	if w.Value != "" {
		return p.valueName(v, w.Value)
	}
	return ""
}

// warningHref leads to the question, or to the whole, on the page of the version that was compared with: the benchmark
// itself may ask something else by now.
func warningHref(v app.ApplicationView, w scoring.Warning) string {
	href := benchmarkPath(v.Benchmark.BenchmarkID) + "/versions/" + strconv.Itoa(v.Benchmark.Number)
	if w.Question != "" {
		href += "#q-" + w.Question
	}
	return href
}

// whole and shares among a warning's figures; the others are coefficients.
func wholeFigures() []string {
	return []string{"n", "least", "exemplars", "comparison", "managers", "teams", "spoken", "written", "run", "questions", "people", "months", "left"}
}
func shareFigures() []string { return []string{"top", "typical", "coverage", "share"} }

// warningFigures are all figures the sentences may ask for.
func warningFigures() []string {
	return slices.Concat(wholeFigures(), shareFigures(), []string{"agreement", "p", "mean", "lo", "hi", "auc", "alignment", "median", "r", "alpha"})
}

// warningArgs writes a warning's figures for its sentence, each under its own name; a figure the warning came without
// is a dash.
func (p Page) warningArgs(w scoring.Warning) []any {
	var args []any
	for _, name := range warningFigures() {
		x, ok := w.Figures[name]
		var s any
		switch {
		case !ok:
			s = "–"
		case slices.Contains(wholeFigures(), name):
			s = int(math.Round(x))
		case slices.Contains(shareFigures(), name):
			s = p.Percent(x)
		case name == "mean":
			s = p.Num(x, 1)
		default:
			s = p.Coef(x)
		}
		args = append(args, name, s)
	}
	return args
}

// warning says a warning in words, or "" when the catalogue has none for it.
func (p Page) warning(w scoring.Warning) string {
	if key := "warning." + warningKey(w); p.Has(key) {
		return p.T(key, p.warningArgs(w)...)
	}
	return ""
}
