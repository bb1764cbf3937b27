package server

import (
	"html/template"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// nameOf is the name of somebody who acted, or "".
func nameOf(v app.ApplicationView, id *uuid.UUID) string {
	if id == nil {
		return ""
	}
	return v.Users[*id]
}

// streakView is a streak chart and the same as a table.
type streakView struct {
	Mode, Caption string
	Chart         template.HTML
	Rows          []streakLine
}

// streakLine is a row of the table.
type streakLine struct{ Name, Fit, Range, Top, Comparison, Coverage, Weight string }

// The band of a group reaches from its 10th to its 90th percentile: where most of them lie, without its extremes.
const (
	bandLo = .10
	bandHi = .90
)

// streakView draws an attempt's fits beside those of the top reps and the comparison reps.
func (p Page) streakView(id, mode string, v app.ApplicationView, r scoring.Result) streakView {
	out := streakView{Mode: mode}
	var rows []chart.StreakRow
	for _, f := range r.Values {
		if f.Weight == 0 {
			continue
		}
		row := p.streakRow(v, f)
		rows = append(rows, row)
		line := streakLine{Name: row.Name, Fit: row.Number, Range: p.streakRange(f), Top: p.bandText(row.Top), Comparison: p.bandText(row.Comparison)}
		if row.Fit == nil {
			line.Fit = row.Why
		}
		if f.Coverage.Defined() {
			line.Coverage = p.Percent(f.Coverage.Value)
		}
		line.Weight = p.Percent(f.Weight)
		out.Rows = append(out.Rows, line)
	}
	out.Chart = Raw(chart.Streak(id, rows))
	out.Caption = p.T("score.streak_caption", "Top", v.Health.Exemplars, "Comparison", v.Health.Comparison)
	return out
}

// streakRow is one value of the chart, or the whole.
func (p Page) streakRow(v app.ApplicationView, f scoring.ValueFit) chart.StreakRow {
	row := chart.StreakRow{Name: p.valueName(v, f.Value), Note: p.T("score.nice")}
	if f.Must {
		row.Note = p.T("score.must")
	}
	for _, h := range v.Health.Values {
		if h.Value == f.Value {
			row.Top, row.Comparison = bandOf(h.Top), bandOf(h.Typical)
		}
	}
	if f.Value == "" {
		row.Top, row.Comparison = bandOf(v.Health.Overall.Top), bandOf(v.Health.Overall.Typical)
	}
	if !f.Fit.Defined() {
		row.Why = p.T("score.not_scored_because", "Reason", p.reason(f.Fit.Undefined))
		row.Finding = row.Why
		return row
	}
	row.Fit, row.Number = &f.Fit.Value, p.whole(f.Fit.Value)
	row.Range = p.T("score.no_interval")
	said := p.noInterval(f)
	if f.Lo90Hi90.Defined() {
		row.Lo, row.Hi = &f.Lo90Hi90.Lo, &f.Lo90Hi90.Hi
		row.Range = p.span(*row.Lo, *row.Hi)
		said = p.T("score.interval", "Range", row.Range)
	}
	row.Finding = p.T("score.finding", "Fit", row.Number, "Interval", said, "Top", p.bandText(row.Top), "Comparison", p.bandText(row.Comparison))
	return row
}

// streakRange is an interval, or why there is none.
func (p Page) streakRange(f scoring.ValueFit) string {
	switch {
	case !f.Fit.Defined():
		return ""
	case !f.Lo90Hi90.Defined():
		return p.noInterval(f)
	}
	return p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi)
}

// valueName is a value's name in the page's language.
func (p Page) valueName(v app.ApplicationView, id string) string {
	at := slices.IndexFunc(v.Asked, func(q hiring.AssessmentQuestion) bool { return q.ValueID.String() == id })
	if at < 0 {
		return p.T("score.value_not_asked")
	}
	return p.Say(v.Asked[at].ValueName)
}

// bandOf is where a group's fits lie.
func bandOf(dots []scoring.Dot) chart.Band {
	var fits []float64
	for _, d := range dots {
		if d.Fit.Defined() {
			fits = append(fits, d.Fit.Value)
		}
	}
	if len(fits) == 0 {
		return chart.Band{}
	}
	slices.Sort(fits)
	return chart.Band{
		Lo: stats.QuantileSorted(fits, bandLo), Mid: stats.QuantileSorted(fits, .5), Hi: stats.QuantileSorted(fits, bandHi), N: len(fits),
	}
}

// bandText writes where a group lies.
func (p Page) bandText(b chart.Band) string {
	if b.N == 0 {
		return "–"
	}
	return p.whole(b.Lo) + "–" + p.whole(b.Hi)
}
