package server

import (
	"slices"
	"strconv"

	"touchstone/internal/chart"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// addEffect says how differently both groups answered, and how easily chance would do that.
func (out *benchmarkQuestionHealth) addEffect(p Page, e *scoring.Effect) {
	if e == nil {
		return
	}
	if e.Statistic != scoring.AreaOf {
		out.EffectName = p.T("benchmark.effect." + e.Statistic)
		out.Effect = p.figure(e.Value) + p.within(&e.Interval)
	}
	if e.P.Defined() && e.Adjusted.Defined() {
		out.Chance = p.T("benchmark.effect.chance", "P", p.probability(e.P.Value), "Adjusted", p.probability(e.Adjusted.Value),
			"Top", e.Exemplars, "Comparison", e.Comparison)
	}
}

// leastProbability is the smallest p that is written out.
const leastProbability = .001

// probability writes a p with its sign: = .031, or < .001.
func (p Page) probability(x float64) string {
	if x < leastProbability {
		return "< " + p.words.Number(leastProbability, 3)
	}
	return "= " + p.words.Number(x, 3)
}

// addPlot draws every rep's alignment on one question, top reps left out of what they are held against.
func (out *benchmarkQuestionHealth) addPlot(p Page, h scoring.QuestionHealth) {
	out.Brief = p.T("benchmark.question.brief", "N", h.N, "Separation", out.Separation)
	var rows []chart.DotRow
	finding := ""
	for _, g := range []struct {
		key, class string
		at         []float64
	}{{"top", "dot-top", h.LeaveOneOut}, {"comparison", "dot-typical", h.ComparisonA}} {
		if len(g.at) == 0 {
			continue
		}
		label := p.T("benchmark.group." + g.key)
		d := benchmarkDots{
			Group: label, N: strconv.Itoa(len(g.at)), Lowest: p.Coef(slices.Min(g.at)), Highest: p.Coef(slices.Max(g.at)),
			Median: p.Coef(stats.Median(g.at).Value),
		}
		out.Dots = append(out.Dots, d)
		rows = append(rows, chart.DotRow{Label: label, Class: g.class, Fits: g.at})
		finding += p.T("benchmark.plot.finding", "Group", label, "N", d.N, "Lowest", d.Lowest, "Highest", d.Highest, "Median", d.Median) + " "
	}
	if len(rows) > 0 {
		id := "plot-" + h.Question + string(h.Language)
		out.Plot = Raw(chart.DotPlotOn(p.alignmentAxis(), id, p.T("benchmark.question.plot"), finding, rows))
	}
}

// alignmentAxis is the same for all questions, so that their dots can be compared: 0 is random and 1 exemplary, and a text
// may go beyond. What lies further out stands at the end.
func (p Page) alignmentAxis() chart.Axis {
	axis := chart.Axis{Lo: -1, Hi: 2}
	for x := axis.Lo; x <= axis.Hi; x++ {
		axis.Marks = append(axis.Marks, chart.Mark{At: x, Label: p.Num(x, 0)})
	}
	return axis
}
