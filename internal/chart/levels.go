package chart

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// Where things stand in a drawing of levels, in pixels.
const (
	levelsTop    = 16 // the highest bar begins here, below its count
	levelsHeight = 44 // of the highest bar
	levelsFoot   = 20 // for the levels below the bars
	levelsShare  = .6 // of its place that a bar takes
)

// Levels draws how often each level of a scale was given, as bars from level 1 to the right, each with its count. id
// makes the ids in it unique on the page; title says what is shown, finding what there is to see.
func Levels(id, title, finding string, counts []int) string {
	var b strings.Builder
	height := levelsTop + levelsHeight + levelsFoot
	fmt.Fprintf(&b, `<svg class="levels" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d" focusable="false">`, height, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(finding))
	most := 1
	if len(counts) > 0 {
		most = max(1, slices.Max(counts))
	}
	place, floor := 100/float64(max(1, len(counts))), levelsTop+levelsHeight
	for i, n := range counts {
		middle := (float64(i) + .5) * place
		tall := float64(levelsHeight) * float64(n) / float64(most)
		if n > 0 {
			fmt.Fprintf(&b, `<rect class="level-bar" x="%.2f%%" y="%.1f" width="%.2f%%" height="%.1f" rx="2"/>`,
				middle-place*levelsShare/2, float64(floor)-tall, place*levelsShare, tall)
		}
		fmt.Fprintf(&b, `<text class="level-count" x="%.2f%%" y="%.1f" text-anchor="middle">%d</text>`, middle, float64(floor)-tall-4, n)
		fmt.Fprintf(&b, `<text class="level-name" x="%.2f%%" y="%d" text-anchor="middle">%d</text>`, middle, height-4, i+1)
	}
	fmt.Fprintf(&b, `<line class="level-floor" x1="0" x2="100%%" y1="%d" y2="%d"/></svg>`, floor, floor)
	return b.String()
}
