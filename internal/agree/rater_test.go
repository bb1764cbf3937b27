package agree

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// rater returns what is said of one rater.
func rater(t *testing.T, r Report, name string) Rater {
	t.Helper()
	for _, x := range r.Raters {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("no rater %s", name)
	return Rater{}
}

// TestBelowTheSmallestSizeNothingIsSaid: one rated candidate, or answer, fewer than wanted, and there is no verdict but
// how many there are.
func TestBelowTheSmallestSizeNothingIsSaid(t *testing.T) {
	t.Parallel()
	severe := func(candidates int) Rater {
		r := &Ratings{}
		for c := range candidates {
			level := float64(3 + c%3)
			for q := range 3 {
				r.Add(fmt.Sprint("c", c), fmt.Sprint(q), "max", level-2, 0)
				r.Add(fmt.Sprint("c", c), fmt.Sprint(q), "zoe", level, 0)
			}
		}
		return rater(t, r.Report(nil), "max")
	}
	for _, tc := range []struct {
		candidates int
		check      string
		want       Check
	}{
		{7, Severity, Check{Severity, Few, "", 7, 8, OfShared, ""}},
		{8, Severity, Check{Severity, Found, "severe", 8, 8, OfShared, ""}},
		{2, Spread, Check{Spread, Few, "", 6, 8, OfRatings, ""}},
		{3, Spread, Check{Spread, Clear, "", 9, 8, OfRatings, ""}},
		{3, Order, Check{Order, Few, "", 9, 10, OfAnswers, ""}},
		{4, Order, Check{Order, Clear, "", 12, 10, OfAnswers, ""}},
		{3, Halo, Check{Halo, Few, "", 3, 4, OfCandidates, ""}},
		{4, Halo, Check{Halo, Found, "halo", 4, 4, OfCandidates, ""}},
		{4, Moved, Check{Moved, Untold, "", 0, 21, OfShared, Untimed}},
	} {
		if got := severe(tc.candidates).Check(tc.check); got != tc.want {
			t.Errorf("%d candidates: %+v, want %+v", tc.candidates, got, tc.want)
		}
	}
}

// TestHaloIsLookedForAcrossValues: two questions of one value rated alike are no halo; three values rated alike are.
func TestHaloIsLookedForAcrossValues(t *testing.T) {
	t.Parallel()
	build := func(values ...string) Rater {
		r := &Ratings{}
		for c := range 6 {
			for q, value := range values {
				r.Take(Given{Candidate: fmt.Sprint(c), Question: fmt.Sprint(q), Rater: "max", Rating: float64(1 + c%5), Value: value})
			}
		}
		return rater(t, r.Report(nil), "max")
	}
	if got := build("own", "own", "help").Check(Halo); got.State != Few || got.Have != 2 || got.Of != OfValues {
		t.Errorf("two values: %+v", got)
	}
	if got := build("own", "speed", "help").Check(Halo); got.Code != "halo" {
		t.Errorf("three values: %+v", got)
	}
	if got := build("own", "", "help").Check(Halo); got.Of != OfCandidates || got.Code != "halo" {
		t.Errorf("a value that is not known leaves questions: %+v", got)
	}
}

// driftFile has forty candidates in the order of time; max is a point more severe from the thirtieth on.
func driftFile(times bool, order func(i int) int) *Ratings {
	r := &Ratings{}
	began := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for i := range 40 {
		c := order(i)
		level := float64(3 + c%2)
		for name, x := range map[string]float64{"max": level + float64(c%3-1) - map[bool]float64{true: 1.5}[c >= 30], "zoe": level, "ida": level} {
			g := Given{Candidate: fmt.Sprintf("c%02d", c), Question: "q", Rater: name, Rating: x}
			if times {
				g.At = began.Add(time.Duration(c) * time.Hour)
			}
			r.Take(g)
		}
	}
	return r
}

func TestDriftIsTheLastRatingsAgainstTheFirst(t *testing.T) {
	t.Parallel()
	forwards, backwards := func(i int) int { return i }, func(i int) int { return 39 - i }
	for name, order := range map[string]func(int) int{"in order": forwards, "the file turned round": backwards} {
		x := rater(t, driftFile(true, order).Report(nil), "max")
		if got := x.Check(Moved); got.Code != "drift" || got.Have != 40 {
			t.Errorf("%s: %+v, drift %+v", name, got, x.Drift)
		}
		if d := *x.Drift.Recent.Value - *x.Drift.Start.Value; math.Abs(d+.5) > .05 { // half of the last twenty lie 1.5·2/3 lower
			t.Errorf("%s: severity moved by %v", name, d)
		}
	}
	if got := rater(t, driftFile(false, forwards).Report(nil), "max"); got.Drift != nil || got.Check(Moved).Why != Untimed {
		t.Errorf("without times: %+v", got.Check(Moved))
	}
}

// TestAdjustedMeansStandBesideTheRaw: whom only the severe rater and one other met is told to have been met so.
func TestAdjustedMeansStandBesideTheRaw(t *testing.T) {
	t.Parallel()
	rows := make([][]float64, 9)
	for c := range rows {
		x := float64(3 + c%2)
		rows[c] = []float64{x - 1.5, x, x}
		rows[c][1+c%2] = 0
	}
	rows[8] = []float64{2.5, 4, 4}
	r := collected("q", rows).Report(nil)
	for i, p := range r.People {
		level := float64(3 + i%2)
		if i == 8 {
			level = 4
		}
		if math.Abs(*p.Adjusted.Value-(level-.5)) > 1e-9 {
			t.Errorf("%s: raw %v, adjusted %v, want %v", p.Name, *p.Mean.Value, *p.Adjusted.Value, level-.5)
		}
	}
	apart := collected("q", [][]float64{{3, 4, 0, 0}, {0, 0, 4, 5}}).Report(nil)
	if p := apart.People[0]; p.Mean.Value == nil || p.Adjusted.Undefined != "disconnected" {
		t.Errorf("raters nobody links: %+v", p)
	}
}

func TestTheReportBeginsWithASentence(t *testing.T) {
	t.Parallel()
	shrout := [][]float64{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}}
	for _, tc := range []struct {
		rows [][]float64
		want []string
	}{
		{shrout, []string{"Two raters agree poorly", "reliability of 0.29 [0.02, 0.76]", "For .80 an answer wants 10 raters."}},
		{[][]float64{{1, 2}, {3, 3}, {5, 5}, {2, 2}, {4, 4}}, []string{"Two raters agree very well", "wants 1 rater."}},
		{[][]float64{{1, 5}, {5, 1}, {3, 3}}, []string{"No number of raters would make it .80"}},
		{[][]float64{{3}, {4}}, []string{"cannot be told"}},
	} {
		var out bytes.Buffer
		if err := collected("q", tc.rows).Report(nil).WriteText(&out); err != nil {
			t.Fatal(err)
		}
		head := strings.Join(strings.SplitN(out.String(), "\n", 5)[1:4], "\n")
		for _, want := range tc.want {
			if !strings.Contains(head, want) {
				t.Errorf("no %q in\n%s", want, head)
			}
		}
	}
	needed := collected("q", shrout).Report(nil).All
	if *needed.RatersNeeded.Lo > *needed.RatersNeeded.Value || *needed.RatersNeeded.Hi < *needed.RatersNeeded.Value {
		t.Errorf("%v raters within %v–%v", *needed.RatersNeeded.Value, *needed.RatersNeeded.Lo, *needed.RatersNeeded.Hi)
	}
}

func TestLevelsAreCounted(t *testing.T) {
	t.Parallel()
	r := collected("q", [][]float64{{1, 5}, {3, 5}, {3, 4}}).Report(nil)
	if got := r.Raters[0].Levels; !slices.Equal(got, []int{1, 0, 2, 0, 0}) {
		t.Errorf("%v", got)
	}
	if got := collected("q", [][]float64{{1.5, 5}}).Report(nil).Raters[1].Levels; got != nil {
		t.Errorf("between the points: %v", got)
	}
}
