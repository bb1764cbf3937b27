package chart

import (
	"fmt"
	"html"
	"math"
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
	dotLabelAt  = 14 // baseline of a row's label
	dotTop      = 24 // a row's dots begin so far down, clear of its label
	dotFloor    = 8  // from the centre of the lowest dots to the end of the row
	dotSize     = 4.5
	dotStep     = 9.5 // from a dot to the one stacked on it: every dot can be counted
	leastStack  = 3   // a row has room for so many, so that rows look alike where dots are few
	dotAxis     = 20
	dotBin      = 1.6 // fits nearer than this are stacked
	dotCrowd    = 12  // from so many in a stack on, all of the plot's dots are smaller
	smallerDots = .7
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

// DotPlotOn is DotPlot on an axis of its own; what lies beyond an end stands at it. A row is as high as its highest stack.
func DotPlotOn(axis Axis, id, title, finding string, rows []DotRow) string {
	stacks, scale := make([][][]float64, len(rows)), 1.0
	for i, r := range rows {
		stacks[i] = r.stacks(axis)
		if highest(stacks[i]) >= dotCrowd {
			scale = smallerDots
		}
	}
	floors, end := make([]float64, len(rows)), 0.0
	for i := range rows {
		floors[i] = end + dotTop + scale*dotStep*float64(max(leastStack, highest(stacks[i]))-1)
		end = floors[i] + dotFloor
	}
	var b strings.Builder
	height := int(math.Ceil(end)) + dotAxis
	fmt.Fprintf(&b, `<svg class="dotplot" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d" focusable="false">`, height, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(finding))
	for _, m := range axis.Marks {
		x := axis.place(m.At)
		line(&b, "dot-grid", x, x, 0, height-dotAxis)
		fmt.Fprintf(&b, `<text class="dot-axis" x="%s" y="%d" text-anchor="%s">%s</text>`, across(x), height-5, anchorOf(int(x)), html.EscapeString(m.Label))
	}
	top := 0.0
	for i, r := range rows {
		fmt.Fprintf(&b, `<text class="dot-label" x="%s" y="%.1f">%s</text>`, across(0), top+dotLabelAt, html.EscapeString(r.Label))
		for _, stack := range stacks[i] {
			for k, x := range stack {
				fmt.Fprintf(&b, `<circle class="%s" cx="%s" cy="%.1f" r="%.1f"/>`, r.Class, across(x), floors[i]-scale*dotStep*float64(k), scale*dotSize)
			}
		}
		top = floors[i] + dotFloor
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// stacks puts a row's dots on the axis, those within one bin above each other.
func (r DotRow) stacks(axis Axis) [][]float64 {
	fits := slices.Clone(r.Fits)
	slices.Sort(fits)
	var out [][]float64
	for _, f := range fits {
		f = onAxis(axis.place(f))
		if n := len(out); n > 0 && f-out[n-1][0] < dotBin {
			out[n-1] = append(out[n-1], f)
		} else {
			out = append(out, []float64{f})
		}
	}
	return out
}

// highest is how many dots the highest stack has.
func highest(stacks [][]float64) int {
	n := 0
	for _, s := range stacks {
		n = max(n, len(s))
	}
	return n
}

// Bar draws a share of one as a small horizontal bar. It repeats a number that stands beside it, and so is hidden
// from those who do not see it.
func Bar(class string, share float64) string {
	return fmt.Sprintf(`<svg class="share-bar %s" width="100%%" height="10" aria-hidden="true" focusable="false"><rect class="share-rail" width="100%%" height="10" rx="2"/><rect class="share-fill" width="%.1f%%" height="10" rx="2"/></svg>`,
		html.EscapeString(class), 100*min(1, max(0, share)))
}
