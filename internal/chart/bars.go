package chart

import (
	"fmt"
	"html"
	"strings"
)

// ShareRow is one bar of shares: a share of one with its interval, and the numbers as shown.
type ShareRow struct {
	Label, Number string
	Share         float64
	Lo, Hi        *float64 // nil: none can be given
}

// Where things stand in a drawing of shares, in pixels.
const (
	shareRow   = 40
	shareLabel = 14 // baseline of the words above a bar
	shareTop   = 20
	shareTall  = 12
	shareRoom  = 66 // per cent of the width, for the words; the number has the rest
)

// Shares draws one bar a row over an axis from 0 to 100 %, each with its interval as a whisker; the words stand above
// the bar, so that long ones have room; where there is too little they end before the number. id makes the ids in it
// unique on the page; title says what is shown, finding what there is to see in it.
func Shares(id, title, finding string, rows []ShareRow) string {
	var b strings.Builder
	height := shareRow * len(rows)
	fmt.Fprintf(&b, `<svg class="shares-plot" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d" focusable="false">`, height, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(finding))
	for i, r := range rows {
		top := i * shareRow
		middle := top + shareTop + shareTall/2
		fmt.Fprintf(&b, `<svg class="plot-room" x="%s" y="%d" width="%d%%" height="%d"><text class="plot-label" y="%d">%s</text></svg>`, across(0), top, shareRoom, shareTop, shareLabel, html.EscapeString(r.Label))
		fmt.Fprintf(&b, `<text class="plot-number" x="%s" y="%d" text-anchor="end">%s</text>`, across(100), top+shareLabel, html.EscapeString(r.Number))
		fmt.Fprintf(&b, `<rect class="plot-rail" x="%s" y="%d" width="%.2f%%" height="%d" rx="2"/>`, across(0), top+shareTop, 100*axisShare, shareTall)
		if r.Share > 0 {
			fmt.Fprintf(&b, `<rect class="plot-bar" x="%s" y="%d" width="%.2f%%" height="%d" rx="2"/>`, across(0), top+shareTop, onAxis(100*r.Share)*axisShare, shareTall)
		}
		if r.Lo != nil && r.Hi != nil {
			line(&b, "plot-whisker", 100**r.Lo, 100**r.Hi, middle, middle)
		}
	}
	b.WriteString(`</svg>`)
	return b.String()
}
