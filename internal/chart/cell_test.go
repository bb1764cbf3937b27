package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func sound(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}

func TestACellDrawsWhatIsKnownAndNothingElse(t *testing.T) {
	t.Parallel()
	fit, lo, hi, human, both := 50.0, 40.0, 130.0, 75.0, 60.0
	all := Cell(CellMarks{Top: Band{Lo: 60, Mid: 70, Hi: 90, N: 12}, Fit: &fit, Lo: &lo, Hi: &hi, Human: &human, Combined: &both})
	for _, want := range []string{`class="cell-dot" cx="50.00%"`, `class="cell-whisker" x1="40.50%" x2="97.50%"`, `<svg x="73.75%" y="21"`, `class="cell-ring" cx="59.50%"`, `class="cell-top" x="59.50%"`, `aria-hidden="true"`} {
		if !strings.Contains(all, want) {
			t.Errorf("a cell lacks %s\n%s", want, all)
		}
	}
	sound(t, all)
	point := Cell(CellMarks{Fit: &fit})
	none := Cell(CellMarks{Lo: &lo, Hi: &hi})
	for name, c := range map[string]struct {
		svg   string
		never []string
	}{
		"without an interval": {point, []string{"cell-whisker", "cell-ring", "cell-diamond", "cell-top"}},
		"without a fit":       {none, []string{"cell-whisker", "cell-dot"}},
		"of nobody":           {CellAxis(Band{}), []string{"cell-top", "cell-median"}},
	} {
		sound(t, c.svg)
		for _, never := range c.never {
			if strings.Contains(c.svg, never) {
				t.Errorf("%s: %s", name, never)
			}
		}
	}
	for _, mark := range []string{"fit", "human", "combined", "top"} {
		sound(t, CellKey(mark))
	}
}
