package server

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// matrixRow is one candidate.
type matrixRow struct {
	ID       uuid.UUID
	Number   int
	Label    string
	Href     string
	Stage    hiring.Stage
	Language hiring.Language
	Received *time.Time
	Decision hiring.Outcome
	Discuss  string // the must-haves that are clearly low, in a sentence; or ""
	Whole    matrixCell
	Cells    []matrixCell
}

// matrixCell is what is known of one candidate on one value, or of the whole. Every mark of its drawing stands in it as
// text too.
type matrixCell struct {
	Label       string
	Drawing     template.HTML
	Fit, Range  string
	Why         string   // in place of a fit
	Below       string   // under what a must-have is held against
	Notes       []string // coverage, warnings
	Reviewed    string   // the fit as people reviewed it, or ""
	Human, Both string
	Unrated     bool // by anybody, or on this value alone
}

// matrixValue is a value as a matrix needs it.
type matrixValue struct {
	id     uuid.UUID
	name   string
	must   bool
	top    chart.Band
	limits []string // what limits everybody's fits of it, in words
	shared []string // their codes
}

// matrixWriter writes the rows of one page.
type matrixWriter struct {
	page    *matrixPage
	m       app.Matrix
	columns []matrixValue
	names   map[uuid.UUID]string
	top     chart.Band // of the whole fits
	named   bool       // candidates by name
}

// writer gathers what is the same for all rows.
func (p *matrixPage) writer(m app.Matrix) matrixWriter {
	w := matrixWriter{page: p, m: m, names: map[uuid.UUID]string{}, top: bandOf(m.Overall.Top), named: p.Requisition.Gives(p.User.ID, hiring.SeeNames, true)}
	for _, v := range p.values {
		w.names[v.ID] = p.Say(v.Name)
		if !p.showsValue(v.ID) {
			continue
		}
		x := matrixValue{id: v.ID, name: p.Say(v.Name)}
		if at := slices.IndexFunc(p.Requisition.Values, func(r hiring.RequisitionValue) bool { return r.ValueID == v.ID }); at >= 0 {
			x.must = p.Requisition.Values[at].Must
		}
		x.read(p, m.Health)
		w.columns = append(w.columns, x)
	}
	return w
}

// read finds what the benchmark knows of the value.
func (x *matrixValue) read(p *matrixPage, health []scoring.ValueHealth) {
	for _, h := range health {
		if h.Value != x.id.String() {
			continue
		}
		x.top = bandOf(h.Top)
		for _, w := range h.Warnings {
			if text := p.warning(w); text != "" && !slices.Contains(x.limits, text) {
				x.limits = append(x.limits, text)
			}
			x.shared = append(x.shared, w.Code)
		}
	}
}

func (w matrixWriter) row(a hiring.Application) matrixRow {
	p := w.page
	row := matrixRow{
		ID: a.ID, Number: a.Number, Label: a.Name, Href: "/applications/" + a.ID.String(), Stage: a.Stage, Language: a.Language,
		Received: a.ReceivedAt, Decision: a.Decision, Whole: w.whole(a),
	}
	if !w.named {
		row.Label = p.T("requisition.candidate_n", "Number", a.Number)
	}
	fits := w.m.Fits[a.ID]
	var low []string
	for _, f := range fits {
		if f.MustReview {
			name := w.names[f.ValueID]
			if f.Hi == nil {
				name = p.T("matrix.low_not_sure", "Value", name)
			}
			low = append(low, name)
		}
	}
	if len(low) > 0 {
		row.Discuss = p.T("matrix.discuss", "Values", strings.Join(low, ", "), "Count", len(low))
	}
	for _, x := range w.columns {
		at := slices.IndexFunc(fits, func(f hiring.Fit) bool { return f.ValueID == x.id })
		if at < 0 {
			row.Cells = append(row.Cells, matrixCell{Label: x.name, Why: w.nothing(a)})
			continue
		}
		row.Cells = append(row.Cells, w.cell(a, x, fits[at]))
	}
	return row
}

// whole is the cell of the whole fit.
func (w matrixWriter) whole(a hiring.Application) matrixCell {
	p := w.page
	c := w.marks(chart.CellMarks{Top: w.top, Fit: a.Fit, Lo: a.FitLo, Hi: a.FitHi, Human: a.Human, Combined: a.Combined}, a.Raters, a.CombinedLo, a.CombinedHi)
	if c.Human != "" {
		c.Human = p.humanFigure(a)
	}
	if c.Both != "" {
		c.Both = p.T("matrix.both", "V", p.combinedFigure(a))
	}
	c.Label, c.Unrated = p.T("matrix.whole"), p.query.shows(markHuman) && a.Raters == 0 && a.ReceivedAt != nil
	if a.Fit == nil && p.query.shows(markFit) {
		if c.Why = w.nothing(a); a.FitUndefined != "" {
			c.Why = p.noFit(a.FitUndefined)
		}
	}
	c.Reviewed = p.reviewedFit(a)
	if a.Coverage != nil && *a.Coverage < 1 {
		c.Notes = append(c.Notes, p.T("matrix.coverage_of", "Share", p.Percent(*a.Coverage)))
	}
	if a.Uncompared > 0 && p.query.shows(markFit) {
		c.Notes = append(c.Notes, p.T("score.not_compared", "Count", a.Uncompared))
	}
	if a.FitMode == hiring.ByInterview {
		c.Notes = append(c.Notes, p.T("requisition.spoken"))
	}
	return c
}

// cell is the cell of a value.
func (w matrixWriter) cell(a hiring.Application, x matrixValue, f hiring.Fit) matrixCell {
	p := w.page
	c := w.marks(chart.CellMarks{Top: x.top, Fit: f.Fit, Lo: f.Lo, Hi: f.Hi, Human: f.Human, Combined: f.Combined}, f.Raters, f.CombinedLo, f.CombinedHi)
	c.Label, c.Unrated = x.name, p.query.shows(markHuman) && f.Raters == 0 && a.Raters > 0
	if f.Fit == nil && p.query.shows(markFit) {
		if c.Why = w.nothing(a); f.Undefined != "" {
			c.Why = p.noFit(f.Undefined)
		}
	}
	c.Reviewed = p.reviewedValue(a, f)
	if f.MustReview && f.Threshold != nil {
		c.Below = p.T("matrix.below", "Threshold", p.whole(*f.Threshold))
		if f.Hi == nil {
			c.Below = p.T("matrix.below_point", "Threshold", p.whole(*f.Threshold))
		}
	}
	if f.Fit != nil && f.Answered < f.Offered {
		c.Notes = append(c.Notes, p.T("matrix.answered", "Answered", f.Answered, "Offered", f.Offered))
	}
	if f.Uncompared > 0 && p.query.shows(markFit) {
		c.Notes = append(c.Notes, p.T("score.not_compared", "Count", f.Uncompared))
	}
	own := 0
	for _, code := range f.Warnings {
		if !slices.Contains(x.shared, code) {
			own++
		}
	}
	if own > 0 {
		c.Notes = append(c.Notes, p.T("matrix.warnings", "Count", own))
	}
	return c
}

// differs is a reviewed fit where it is another than the computed one: a review of one value leaves the others as they are.
func differs(reviewed, fit *float64) *float64 {
	if reviewed != nil && fit != nil && *reviewed == *fit {
		return nil
	}
	return reviewed
}

// marks draws what is asked for of a fit and ratings, and writes the same.
func (w matrixWriter) marks(m chart.CellMarks, raters int, lo, hi *float64) matrixCell {
	p, c := w.page, matrixCell{}
	if !p.query.shows(markFit) {
		m.Fit = nil
	}
	if !p.query.shows(markHuman) {
		m.Human = nil
	}
	if !p.query.shows(markCombined) {
		m.Combined = nil
	}
	if m.Fit != nil {
		c.Fit, c.Range = p.whole(*m.Fit), p.T("score.no_interval")
		if m.Lo != nil && m.Hi != nil {
			c.Range = p.span(*m.Lo, *m.Hi)
		}
	}
	if m.Human != nil {
		c.Human = p.T("requisition.human", "Human", p.whole(*m.Human), "Count", raters)
	}
	if m.Combined != nil {
		v := p.whole(*m.Combined)
		if lo != nil && hi != nil {
			v += " (" + p.span(*lo, *hi) + ")"
		}
		c.Both = p.T("matrix.both", "V", v)
	}
	if m.Fit != nil || m.Human != nil || m.Combined != nil {
		c.Drawing = Raw(chart.Cell(m))
	}
	return c
}

// nothing says why there is no score at all.
func (w matrixWriter) nothing(a hiring.Application) string {
	switch {
	case a.ReceivedAt == nil:
		return w.page.T("matrix.not_received")
	case w.m.Benchmark.Engine != "" && w.m.Benchmark.Engine != scoring.Engine:
		return w.page.T("requisition.no_fit.other_engine")
	}
	return w.page.T("requisition.no_fit.waiting")
}

// noFit says within a line why a fit is undefined.
func (p Page) noFit(code string) string {
	if key := "requisition.no_fit." + code; p.Has(key) {
		return p.T(key)
	}
	return p.T("requisition.no_fit.other")
}
