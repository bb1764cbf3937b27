package server

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/scoring"
)

// fewestForPercentile is how many top reps a percentile among them needs; with fewer they are shown as dots.
const fewestForPercentile = 10

// secondView is what a re-scoring made of the application, beside the score of record.
type secondView struct {
	Rescoring       uuid.UUID
	Number          int
	Heading, By     string
	Reason, Compare string
	At              time.Time
	Why             []string // what differs between the versions, and so may be why
	Sides           []secondSide
}

// secondSide is one attempt's first and second score.
type secondSide struct {
	Mode, First, Second, Change string
	Values                      []secondValue
}

// secondValue is one value's first and second fit.
type secondValue struct{ Name, First, Second, Change string }

// fillSecond puts the second scores into words, the newest order first.
func (p *applicationPage) fillSecond(v app.ApplicationView) {
	for _, s := range v.Second {
		out := secondView{
			Rescoring: s.ID, Number: s.Benchmark.Number, By: v.Users[s.By], Reason: s.Reason, At: s.At,
			Heading: p.T("second.heading", "Number", s.Benchmark.Number), Why: p.whySecond(s.Compared),
			Compare: benchmarkPath(s.Benchmark.BenchmarkID) + "/versions/" + strconv.Itoa(s.Benchmark.Number) + "/comparison?with=" + strconv.Itoa(v.Benchmark.Number),
		}
		for _, a := range s.Attempts {
			out.Sides = append(out.Sides, p.secondSide(v, a))
		}
		p.Second = append(p.Second, out)
	}
}

// secondSide sets an attempt's two scores side by side.
func (p *applicationPage) secondSide(v app.ApplicationView, a app.SecondAttempt) secondSide {
	out := secondSide{Mode: p.T("application.mode." + string(a.Mode)), Second: p.fitText(&a.Score.Overall), First: p.T("second.no_first")}
	if a.First != nil {
		out.First, out.Change = p.fitText(&a.First.Overall), p.secondChange(a.First.Overall, a.Score.Overall)
	}
	for _, f := range a.Score.Values {
		if f.Weight == 0 {
			continue
		}
		line := secondValue{Name: p.valueName(v, f.Value), Second: p.fitText(&f), First: "–"}
		if first := valueIn(a.First, f.Value); first != nil {
			line.First, line.Change = p.fitText(first), p.secondChange(*first, f)
		}
		out.Values = append(out.Values, line)
	}
	if a.First == nil {
		return out
	}
	for _, f := range a.First.Values {
		if f.Weight > 0 && valueIn(&a.Score, f.Value) == nil {
			out.Values = append(out.Values, secondValue{Name: p.valueName(v, f.Value), First: p.fitText(&f), Second: "–", Change: p.T("second.lacks")})
		}
	}
	return out
}

func valueIn(r *scoring.Result, value string) *scoring.ValueFit {
	if r == nil {
		return nil
	}
	at := slices.IndexFunc(r.Values, func(f scoring.ValueFit) bool { return f.Value == value })
	if at < 0 {
		return nil
	}
	return &r.Values[at]
}

// fitText writes a fit with its interval, or why there is none.
func (p Page) fitText(f *scoring.ValueFit) string {
	switch {
	case !f.Fit.Defined():
		return p.T("score.not_scored_because", "Reason", p.reason(f.Fit.Undefined))
	case !f.Lo90Hi90.Defined():
		return p.whole(f.Fit.Value) + " · " + p.noInterval(*f)
	}
	return p.whole(f.Fit.Value) + " (" + p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi) + ")"
}

// secondChange says which way a fit went, and whether each still lies in the other's interval.
func (p Page) secondChange(first, second scoring.ValueFit) string {
	if !first.Fit.Defined() || !second.Fit.Defined() {
		return ""
	}
	if p.whole(first.Fit.Value) == p.whole(second.Fit.Value) {
		return p.T("second.same")
	}
	word := p.T("comparison.higher")
	if second.Fit.Value < first.Fit.Value {
		word = p.T("comparison.lower")
	}
	within := func(x float64, i scoring.Interval) bool { return i.Defined() && i.Lo <= x && x <= i.Hi }
	if within(second.Fit.Value, first.Lo90Hi90) && within(first.Fit.Value, second.Lo90Hi90) {
		return p.T("second.within", "Word", word)
	}
	return word
}

// whySecond says what differs between two versions: the key, the weights, the engine.
func (p Page) whySecond(c app.VersionComparison) []string {
	var out []string
	if c.OtherEngine() {
		out = append(out, p.T("second.why.engine", "Old", c.Older.Engine, "New", c.Newer.Engine))
	}
	if !c.Top.Same() || !c.Comparison.Same() {
		out = append(out, p.T("second.why.key", "Before", c.Top.Before, "After", c.Top.After))
	}
	if n := len(c.Questions) - c.Count(app.SameQuestion); n > 0 {
		out = append(out, p.T("second.why.questions", "Count", n))
	}
	if n := weightsChanged(c); n > 0 {
		out = append(out, p.T("second.why.weights", "Count", n))
	}
	if len(out) == 0 {
		out = append(out, p.T("second.why.draws"))
	}
	return out
}

// weightsChanged counts the questions in both versions that count more or less than they did.
func weightsChanged(c app.VersionComparison) int {
	const noticeable = .005
	n := 0
	for _, q := range c.Questions {
		moved := func(f app.ComparedFigures) bool {
			return f.Old != nil && f.New != nil && (f.Old.Weight-f.New.Weight > noticeable || f.New.Weight-f.Old.Weight > noticeable)
		}
		if slices.ContainsFunc(q.Figures, moved) {
			n++
		}
	}
	return n
}

// combinedView is fit and ratings together, beside what they are made of.
type combinedView struct {
	V, Range, Human, Weight string
	Why                     string // nothing stands for the whole
	Values                  []combinedLine
}

// combinedLine is one value.
type combinedLine struct{ Name, Fit, Human, Omega, V string }

// fillCombined shows what people's ratings and the fit say together. The two stand beside it, since the sum hides
// where they disagree.
func (p *applicationPage) fillCombined(v app.ApplicationView) {
	whole, values, ok := v.Combined()
	if !ok {
		return
	}
	score := v.Attempts[slices.IndexFunc(v.Attempts, app.AttemptView.Submitted)].Stands()
	out := &combinedView{}
	for _, f := range score.Values {
		c := values[f.Value]
		if f.Weight == 0 {
			continue
		}
		line := combinedLine{Name: p.valueName(v, f.Value), Fit: "–", Human: "–", Omega: "–", V: "–"}
		if f.Fit.Defined() {
			line.Fit = p.whole(f.Fit.Value)
		}
		if c.Human.Defined() {
			line.Human = p.whole(c.Human.Value)
		}
		if c.Value.Defined() {
			line.V, line.Omega = p.combinedText(c), p.Percent(c.Omega)
		}
		out.Values = append(out.Values, line)
	}
	if !whole.Value.Defined() {
		out.Why = p.notCombined(whole.Value.Undefined)
	} else {
		out.V = p.restsOn(p.T("score.about", "Fit", p.whole(whole.Value.Value)), whole.Rated, whole.Fitted)
		if whole.Lo90Hi90.Defined() {
			out.Range = p.span(whole.Lo90Hi90.Lo, whole.Lo90Hi90.Hi)
		}
		out.Weight = p.T("combined.weight", "Share", p.Percent(whole.Omega), "Count", whole.Raters)
	}
	p.Combined = out
}

// notCombined says why fit and ratings are not put together for the whole.
func (p Page) notCombined(reason string) string {
	switch reason {
	case scoring.NotRated:
		return p.T("combined.none")
	case scoring.TooFewRated:
		return p.T("combined.too_few_rated")
	}
	return p.T("score.no_fit", "Reason", p.reason(reason))
}

func (p Page) combinedText(j scoring.Joint) string {
	if !j.Lo90Hi90.Defined() {
		return p.whole(j.Value.Value)
	}
	return p.whole(j.Value.Value) + " (" + p.span(j.Lo90Hi90.Lo, j.Lo90Hi90.Hi) + ")"
}

// standing says where a fit lies among the top reps' own, each scored without themselves: as a percentile, or with
// fewer than ten of them as a plot.
func (p Page) standing(id string, v app.ApplicationView, r scoring.Result) (percentile string, plot template.HTML) {
	var fits []float64
	for _, d := range v.Health.Overall.Top {
		if d.Fit.Defined() {
			fits = append(fits, d.Fit.Value)
		}
	}
	fit := r.Overall.Fit
	switch {
	case !fit.Defined() || len(fits) == 0:
		return "", ""
	case r.Overall.Percentile.Defined() && len(fits) >= fewestForPercentile:
		return p.T("score.whole_percentile", "Percentile", p.whole(r.Overall.Percentile.Value), "N", len(fits)), ""
	}
	var each []string
	for _, x := range slices.Sorted(slices.Values(fits)) {
		each = append(each, p.whole(x))
	}
	finding := p.T("score.dots.finding", "Fit", p.whole(fit.Value), "N", len(fits), "Fits", strings.Join(each, ", "))
	return finding, Raw(chart.DotPlot("dots-"+id, p.T("score.dots.title"), finding, []chart.DotRow{
		{Label: p.T("benchmark.group.top"), Class: "dot-top", Fits: fits},
		{Label: p.T("score.dots.this"), Class: "dot-typical", Fits: []float64{fit.Value}},
	}))
}
