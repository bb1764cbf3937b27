package chart

import (
	"fmt"
	"strings"
)

// CellMarks is what one cell of a matrix of candidates shows on the axis from 0 to 100: where the top reps lie, the
// program's fit with its interval, and below it, never in its place, what people's ratings say and both together.
type CellMarks struct {
	Top      Band
	Fit      *float64
	Lo, Hi   *float64 // the 90 % interval; nil: none can be given
	Human    *float64
	Combined *float64
}

// Where things stand in a cell, in pixels.
const (
	cellHeight  = 28
	cellFit     = 9  // the middle of the line with the program's mark
	cellHuman   = 21 // and of the one with people's
	cellDot     = 5
	cellDiamond = 5
	cellRing    = 4
	axisHeight  = 24
	axisBand    = 5
)

// Cell draws one. Everything in it stands beside it as text, so it is hidden from those who do not see it.
func Cell(m CellMarks) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="cell" width="100%%" height="%d" aria-hidden="true" focusable="false">`, cellHeight)
	cellBand(&b, m.Top, 0, cellHeight)
	for _, x := range []float64{0, 50, 100} {
		line(&b, "cell-grid", x, x, 0, cellHeight)
	}
	if m.Fit != nil {
		if m.Lo != nil && m.Hi != nil {
			line(&b, "cell-whisker", *m.Lo, *m.Hi, cellFit, cellFit)
		}
		fmt.Fprintf(&b, `<circle class="cell-dot" cx="%s" cy="%d" r="%d"/>`, across(*m.Fit), cellFit, cellDot)
	}
	if m.Combined != nil {
		fmt.Fprintf(&b, `<circle class="cell-ring" cx="%s" cy="%d" r="%d"/>`, across(*m.Combined), cellHuman, cellRing)
	}
	if m.Human != nil {
		// A drawing within the drawing, because only its place is in per cent of the width.
		fmt.Fprintf(&b, `<svg x="%s" y="%d" overflow="visible"><path class="cell-diamond" d="M0-%[3]d %[3]d 0 0 %[3]d-%[3]d 0z"/></svg>`, across(*m.Human), cellHuman, cellDiamond)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// cellBand draws where the top reps lie, as a strip with hardly rounded ends: a column of cells makes one band of it.
func cellBand(b *strings.Builder, top Band, y, height int) {
	if top.N == 0 {
		return
	}
	lo, hi := onAxis(top.Lo), onAxis(top.Hi)
	fmt.Fprintf(b, `<rect class="cell-top" x="%s" y="%d" width="%.2f%%" height="%d" rx="2"/>`, across(lo), y, max(.6, (hi-lo)*axisShare), height)
}

// CellAxis draws what a column of cells stands on: the axis, with the band in which the top reps lie.
func CellAxis(top Band) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="cell" width="100%%" height="%d" aria-hidden="true" focusable="false">`, axisHeight)
	cellBand(&b, top, axisHeight-axisBand, axisBand)
	if top.N > 0 {
		line(&b, "cell-median", top.Mid, top.Mid, axisHeight-axisBand, axisHeight)
	}
	for _, x := range []int{0, 50, 100} {
		line(&b, "cell-grid", float64(x), float64(x), axisHeight-axisBand, axisHeight)
		fmt.Fprintf(&b, `<text class="cell-axis" x="%s" y="13" text-anchor="%s">%d</text>`, across(float64(x)), anchorOf(x), x)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// CellKey draws one mark alone, for the legend: fit, human, combined or top.
func CellKey(mark string) string {
	const size = 16
	inner := ""
	switch mark {
	case "fit":
		inner = `<line class="cell-whisker" x1="1" x2="15" y1="8" y2="8"/><circle class="cell-dot" cx="8" cy="8" r="5"/>`
	case "human":
		inner = `<path class="cell-diamond" d="M8 3 13 8 8 13 3 8z"/>`
	case "combined":
		inner = `<circle class="cell-ring" cx="8" cy="8" r="4"/>`
	case "top":
		inner = `<rect class="cell-top" y="1" width="16" height="14" rx="4"/>`
	}
	return fmt.Sprintf(`<svg class="cell-key" width="%d" height="%d" viewBox="0 0 %d %d" aria-hidden="true" focusable="false">%s</svg>`, size, size, size, size, inner)
}
