package hiring_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

// fitted is an application with a fit and half the width of its 90 % interval; a negative half is no interval, a
// negative fit no fit.
func fitted(fit, half float64) hiring.Application {
	if fit < 0 {
		return hiring.Application{}
	}
	a := hiring.Application{Fit: &fit}
	if half >= 0 {
		lo, hi := fit-half, fit+half
		a.FitLo, a.FitHi = &lo, &hi
	}
	return a
}

// like compares two fits by the widths of their intervals.
func like(a, b hiring.Application) (alike, known bool) {
	if a.FitLo == nil || b.FitLo == nil {
		return false, false
	}
	se := func(a hiring.Application) float64 { return (*a.FitHi - *a.FitLo) / 3.29 }
	return math.Abs(*a.Fit-*b.Fit) < 1.96*math.Hypot(se(a), se(b)), true
}

// With half-widths of 3.29 each, SE is 2, SED 2.83 and the least distinguishable difference 5.54.
func TestBandsGroupThoseWhoCannotBeToldFromTheirFirst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		sorted [][2]float64
		want   string
	}{
		{"nobody", nil, ""},
		{"one", [][2]float64{{50, 5}}, "50"},
		{"near ones join, however far they reach", [][2]float64{{80, 3.29}, {77, 3.29}, {74.5, 3.29}, {74, 3.29}}, "80 77 74.5|74"},
		{"a band is measured from its first, not its last", [][2]float64{{80, 3.29}, {75, 3.29}, {70, 3.29}}, "80 75|70"},
		{"an uncertain one joins from afar", [][2]float64{{80, 3.29}, {60, 40}}, "80 60"},
		{"no interval, no difference shown", [][2]float64{{80, 3.29}, {40, -1}, {39, 3.29}}, "80 40|39"},
		{"a first without an interval gives way to the next", [][2]float64{{80, -1}, {78, 3.29}, {20, 3.29}}, "80 78|20"},
		{"nobody has an interval", [][2]float64{{80, -1}, {20, -1}}, "80 20"},
		{"the same fit is not told apart", [][2]float64{{80, 0}, {80, 0}, {79, 0}}, "80 80|79"},
		{"without a fit last, together", [][2]float64{{80, 0}, {-1, 0}, {-1, 0}}, "80|- -"},
		{"nobody has a fit", [][2]float64{{-1, 0}, {-1, 0}}, "- -"},
	} {
		var as []hiring.Application
		for _, f := range c.sorted {
			as = append(as, fitted(f[0], f[1]))
		}
		var bands []string
		for _, b := range hiring.Bands(as, like) {
			var in []string
			for _, a := range b {
				s := "-"
				if a.Fit != nil {
					s = fmt.Sprint(*a.Fit)
				}
				in = append(in, s)
			}
			bands = append(bands, strings.Join(in, " "))
		}
		if got := strings.Join(bands, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
