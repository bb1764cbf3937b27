package chart

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// Where things stand in a histogram, in pixels.
const (
	histTop    = 22 // room for the words of the band and for the counts
	histHeight = 110
	histFoot   = 20
)

// Histogram draws how many fits lie in each bin of equal width from 0 to 100, as slate bars, and behind them where a
// group of reference lies: a band with the middle of it marked. Below ten fits each bar carries its count. id makes the
// ids in it unique on the page; title says what is shown, finding what there is to see, and band names the group.
func Histogram(id, title, finding string, counts []int, band Band, bandLabel string) string {
	var b strings.Builder
	height, floor := histTop+histHeight+histFoot, histTop+histHeight
	fmt.Fprintf(&b, `<svg class="histogram" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d" focusable="false">`, height, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(finding))
	for _, x := range axisMarks() {
		line(&b, "dot-grid", float64(x), float64(x), histTop, floor)
		fmt.Fprintf(&b, `<text class="dot-axis" x="%s" y="%d" text-anchor="%s">%d</text>`, across(float64(x)), height-5, anchorOf(x), x)
	}
	if band.N > 0 {
		lo, hi := onAxis(band.Lo), onAxis(band.Hi)
		fmt.Fprintf(&b, `<rect class="plot-band" x="%s" y="%d" width="%.2f%%" height="%d" rx="3"/>`, across(lo), histTop, max(.6, (hi-lo)*axisShare), histHeight)
		line(&b, "plot-middle", band.Mid, band.Mid, histTop, floor)
		fmt.Fprintf(&b, `<text class="plot-band-label" x="%s" y="14" text-anchor="%s">%s</text>`, across(band.Mid), sideOf(band.Mid), html.EscapeString(bandLabel))
	}
	most, width := 1, 100/float64(max(1, len(counts)))
	if len(counts) > 0 {
		most = max(1, slices.Max(counts))
	}
	for i, n := range counts {
		if n == 0 {
			continue
		}
		tall := max(2, float64(histHeight-14)*float64(n)/float64(most))
		fmt.Fprintf(&b, `<rect class="plot-bar" x="%s" y="%.1f" width="%.2f%%" height="%.1f"/>`, across(float64(i)*width+.3), float64(floor)-tall, (width-.6)*axisShare, tall)
		if most < 10 {
			fmt.Fprintf(&b, `<text class="plot-count" x="%s" y="%.1f" text-anchor="middle">%d</text>`, across((float64(i)+.5)*width), float64(floor)-tall-3, n)
		}
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// sideOf keeps words over a place of the axis inside the drawing.
func sideOf(x float64) string {
	switch {
	case x < 30:
		return "start"
	case x > 70:
		return "end"
	}
	return "middle"
}
