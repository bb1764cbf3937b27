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

// limitedPart is what limits one question, one value or the whole, with where to look.
type limitedPart struct {
	About, Href string
	Limits      []applicationWarning
}

// Limited gathers the warnings by what they are about, so that each question is named once.
func (p applicationPage) Limited() []limitedPart {
	var out []limitedPart
	for _, w := range p.Warnings {
		at := slices.IndexFunc(out, func(x limitedPart) bool { return x.About == w.About && x.Href == w.Href })
		if at < 0 {
			at, out = len(out), append(out, limitedPart{About: w.About, Href: w.Href})
		}
		out[at].Limits = append(out[at].Limits, w)
	}
	return out
}

// discussedValue says of a must-have value why it is discussed first, and leads to the answers its number is made of.
type discussedValue struct{ Text, Href, Answers string }

// addDiscussed names the must-have values that are clearly low: to be discussed first, never a rejection.
func (p *applicationPage) addDiscussed(v app.ApplicationView, r scoring.Result) {
	for _, x := range p.discussed(v, r) {
		if !slices.Contains(p.Discuss, x) {
			p.Discuss = append(p.Discuss, x)
		}
	}
}

// discussed lists the must-have values of a result that are clearly low.
func (p Page) discussed(v app.ApplicationView, r scoring.Result) []discussedValue {
	var out []discussedValue
	for _, f := range r.Values {
		if f.Review {
			name := p.valueName(v, f.Value)
			out = append(out, discussedValue{
				Text: p.discuss(name, f), Href: applicationPath(v.ID) + "#v-" + f.Value, Answers: p.T("score.discuss.answers", "Value", name),
			})
		}
	}
	return out
}

// discuss says why a must-have is discussed first: its whole interval is under the threshold, or, where there is no
// interval, the fit itself.
func (p Page) discuss(name string, f scoring.ValueFit) string {
	fit, under := p.whole(f.Fit.Value), p.whole(f.Threshold.Value)
	if !f.Lo90Hi90.Defined() {
		return p.T("score.discuss_point", "Value", name, "Fit", fit, "Threshold", under)
	}
	return p.T("score.discuss", "Value", name, "Fit", fit, "Hi", p.whole(f.Lo90Hi90.Hi), "Threshold", under)
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
