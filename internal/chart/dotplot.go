package chart

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// DotRow is one group of a dot plot: everybody's fit, 0 to 100.
type DotRow struct {
	Label string
	Class string    // of its dots, in the style sheet
	Fits  []float64 // or whatever the plot's axis counts
}

// Where things stand in a dot plot, in pixels.
const (
	dotRowHeight = 58
	dotLabelAt   = 14 // baseline of a row's label
	dotFloor     = 50 // centre of the lowest dots of a row
	dotSize      = 4.5
	dotStep      = 9 // from a dot to the one stacked on it
	dotAxis      = 20
	dotBin       = 1.6 // fits nearer than this are stacked
)

// Axis is what a dot plot stands on, with a mark and its word at some places.
type Axis struct {
	Lo, Hi float64
	Marks  []Mark
}

// Mark is one place of an axis.
type Mark struct {
	At    float64
	Label string
}

// place is where x stands on the axis, 0 at its beginning and 100 at its end.
func (a Axis) place(x float64) float64 { return 100 * (x - a.Lo) / (a.Hi - a.Lo) }

// fitAxis is the axis of a fit, from 0 to 100.
func fitAxis() Axis {
	a := Axis{Lo: 0, Hi: 100}
	for _, x := range axisMarks() {
		a.Marks = append(a.Marks, Mark{At: float64(x), Label: fmt.Sprint(x)})
	}
	return a
}

// DotPlot draws one row of dots per group over an axis from 0 to 100. id makes the ids in it unique on the page; title
// says what is shown, finding what there is to see in it.
func DotPlot(id, title, finding string, rows []DotRow) string {
	return DotPlotOn(fitAxis(), id, title, finding, rows)
}

// DotPlotOn is DotPlot on an axis of its own; what lies beyond an end stands at it.
func DotPlotOn(axis Axis, id, title, finding string, rows []DotRow) string {
	var b strings.Builder
	height := len(rows)*dotRowHeight + dotAxis
	fmt.Fprintf(&b, `<svg class="dotplot" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d" focusable="false">`, height, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(finding))
	for _, m := range axis.Marks {
		x := axis.place(m.At)
		line(&b, "dot-grid", x, x, 0, height-dotAxis)
		fmt.Fprintf(&b, `<text class="dot-axis" x="%s" y="%d" text-anchor="%s">%s</text>`, across(x), height-5, anchorOf(int(x)), html.EscapeString(m.Label))
	}
	for i, r := range rows {
		top := i * dotRowHeight
		fmt.Fprintf(&b, `<text class="dot-label" x="%s" y="%d">%s</text>`, across(0), top+dotLabelAt, html.EscapeString(r.Label))
		r.dots(&b, axis, top)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// dots stacks the dots of a row: fits within one bin stand above each other, closer together the more there are.
func (r DotRow) dots(b *strings.Builder, axis Axis, top int) {
	fits := slices.Clone(r.Fits)
	slices.Sort(fits)
	var bins [][]float64
	for _, f := range fits {
		f = onAxis(axis.place(f))
		if n := len(bins); n > 0 && f-bins[n-1][0] < dotBin {
			bins[n-1] = append(bins[n-1], f)
		} else {
			bins = append(bins, []float64{f})
		}
	}
	for _, bin := range bins {
		step := min(dotStep, float64(dotFloor-dotLabelAt-8)/float64(max(1, len(bin)-1)))
		for k, f := range bin {
			fmt.Fprintf(b, `<circle class="%s" cx="%s" cy="%.1f" r="%.1f"/>`, r.Class, across(f), float64(top+dotFloor)-step*float64(k), dotSize)
		}
	}
}

// Bar draws a share of one as a small horizontal bar. It repeats a number that stands beside it, and so is hidden
// from those who do not see it.
func Bar(class string, share float64) string {
	return fmt.Sprintf(`<svg class="share-bar %s" width="100%%" height="10" aria-hidden="true" focusable="false"><rect class="share-rail" width="100%%" height="10" rx="2"/><rect class="share-fill" width="%.1f%%" height="10" rx="2"/></svg>`,
		html.EscapeString(class), 100*min(1, max(0, share)))
}
