package server

import (
	"math"
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
		out.Plot = Raw(chart.DotPlotOn(p.alignmentAxis(rows), id, p.T("benchmark.question.plot"), finding, rows))
	}
}

// alignmentAxis runs from the lowest to the highest alignment in whole steps, and at least from 0, random, to 1.
func (p Page) alignmentAxis(rows []chart.DotRow) chart.Axis {
	lo, hi := 0.0, 1.0
	for _, r := range rows {
		lo, hi = min(lo, math.Floor(slices.Min(r.Fits))), max(hi, math.Ceil(slices.Max(r.Fits)))
	}
	axis := chart.Axis{Lo: lo, Hi: hi}
	step := math.Ceil((hi - lo) / 8) // far outliers must not crowd the figures
	for x := lo; x <= hi; x += step {
		axis.Marks = append(axis.Marks, chart.Mark{At: x, Label: p.Num(x, 0)})
	}
	return axis
}
