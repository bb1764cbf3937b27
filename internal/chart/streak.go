package chart

import (
	"fmt"
	"html"
	"strings"
)

// Band is where a group lies on the axis from 0 to 100: between its 10th and its 90th percentile, with its median.
// A Band of nobody (N = 0) is not drawn.
type Band struct {
	Lo, Mid, Hi float64
	N           int
}

// StreakRow is one value of a streak chart: the candidate's streak beside where the top reps and the comparison reps
// lie. Everything shown as text comes written in the reader's language.
type StreakRow struct {
	Name, Note      string   // the value, and whether it is a must-have
	Top, Comparison Band     // of the leave-one-out fits
	Fit             *float64 // nil: not scored, and Why says why
	Lo, Hi          *float64 // the 90 % interval; nil: none can be given
	Number, Range   string   // the fit and its interval as shown
	Why             string   // in place of a number: not scored, 1 of 3 answered
	Finding         string   // the row in one sentence, for those who do not see it
}

// Where things stand in a row, in pixels; across, everything stands in per cent of the width, so that one drawing
// serves a telephone and a wide screen without its text shrinking.
const (
	rowHeight   = 44
	rowMiddle   = 17
	topHeight   = 16
	typicalTop  = 29
	typicalHigh = 7
	dotRadius   = 8
)

// Streak draws a streak chart: one row per value with a name, a drawing and a number, and the axis below. id makes the
// ids in it unique on the page. What people typed is escaped.
func Streak(id string, rows []StreakRow) string {
	var b strings.Builder
	b.WriteString(`<div class="streak">`)
	for i, r := range rows {
		r.draw(&b, fmt.Sprintf("%s-%d", id, i))
	}
	b.WriteString(`<div class="streak-row streak-foot"><svg class="streak-axis" width="100%" height="18" aria-hidden="true" focusable="false">`)
	for _, x := range axisMarks() {
		fmt.Fprintf(&b, `<text x="%s" y="13" text-anchor="middle">%d</text>`, across(float64(x)), x)
	}
	b.WriteString(`</svg></div></div>`)
	return b.String()
}

func axisMarks() []int { return []int{0, 20, 40, 60, 80, 100} }

// anchorOf keeps the outermost figures of an axis inside its drawing.
func anchorOf(x int) string {
	switch x {
	case 0:
		return "start"
	case 100:
		return "end"
	default:
		return "middle"
	}
}

// draw writes one row.
func (r StreakRow) draw(b *strings.Builder, id string) {
	fmt.Fprintf(b, `<div class="streak-row"><div class="streak-name"><span class="streak-value">%s</span>`, html.EscapeString(r.Name))
	if r.Note != "" {
		fmt.Fprintf(b, ` <span class="streak-note">%s</span>`, html.EscapeString(r.Note))
	}
	fmt.Fprintf(b, `</div><svg class="streak-line" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d" focusable="false">`, rowHeight, id, id)
	fmt.Fprintf(b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(r.Name), id, html.EscapeString(r.Finding))
	for _, x := range axisMarks() {
		line(b, "streak-grid", float64(x), float64(x), 0, rowHeight)
	}
	bar(b, "streak-typical", r.Comparison, typicalTop, typicalHigh)
	bar(b, "streak-top", r.Top, rowMiddle-topHeight/2, topHeight)
	if r.Top.N > 0 {
		line(b, "streak-median", r.Top.Mid, r.Top.Mid, rowMiddle-topHeight/2, rowMiddle+topHeight/2)
	}
	r.streak(b)
	b.WriteString(`</svg>`)
	r.figures(b)
	b.WriteString(`</div>`)
}

// streak draws the candidate's own mark: a dot, and a whisker where there is an interval.
func (r StreakRow) streak(b *strings.Builder) {
	if r.Fit == nil {
		return
	}
	if r.Lo != nil && r.Hi != nil {
		line(b, "streak-whisker", *r.Lo, *r.Hi, rowMiddle, rowMiddle)
	}
	fmt.Fprintf(b, `<circle class="streak-dot" cx="%s" cy="%d" r="%d"/>`, across(*r.Fit), rowMiddle, dotRadius)
}

// figures writes the number and its interval, or why there is none.
func (r StreakRow) figures(b *strings.Builder) {
	if r.Fit == nil {
		fmt.Fprintf(b, `<div class="streak-fit streak-none">%s</div>`, html.EscapeString(r.Why))
		return
	}
	fmt.Fprintf(b, `<div class="streak-fit"><b>%s</b> <span class="streak-range">%s</span></div>`,
		html.EscapeString(r.Number), html.EscapeString(r.Range))
}

func bar(b *strings.Builder, class string, at Band, y, height int) {
	if at.N == 0 {
		return
	}
	lo, hi := onAxis(at.Lo), onAxis(at.Hi)
	fmt.Fprintf(b, `<rect class="%s" x="%s" y="%d" width="%.2f%%" height="%d" rx="%.1f"/>`,
		class, across(lo), y, max(.6, (hi-lo)*axisShare), height, float64(height)/2)
}

func line(b *strings.Builder, class string, x1, x2 float64, y1, y2 int) {
	fmt.Fprintf(b, `<line class="%s" x1="%s" x2="%s" y1="%d" y2="%d"/>`, class, across(x1), across(x2), y1, y2)
}

// The axis takes this much of the width, with room for half a dot at both ends.
const (
	axisStart = 2.5
	axisShare = .95
)

// across is where a fit stands, in per cent of the drawing's width.
func across(fit float64) string { return fmt.Sprintf("%.2f%%", axisStart+axisShare*onAxis(fit)) }

// onAxis keeps a fit on the axis: one above 100 (nearer to the top reps' average than most of them) stands at its end.
func onAxis(fit float64) float64 { return min(100, max(0, fit)) }
