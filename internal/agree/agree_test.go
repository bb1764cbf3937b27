package agree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// collected adds ratings by candidate × rater on one question; 0 means not rated.
func collected(question string, rows [][]float64) *Ratings {
	r := &Ratings{}
	for c, row := range rows {
		for i, x := range row {
			if x != 0 {
				r.Add(fmt.Sprint("c", c), question, fmt.Sprint("r", i), x, 0)
			}
		}
	}
	return r
}

func codes(r Report) (out []string) {
	for _, w := range r.Warnings {
		out = append(out, w.Code)
	}
	return out
}

func TestWarningsSayWhatLimitsAgreement(t *testing.T) {
	t.Parallel()
	severe, same, apart := make([][]float64, 12), make([][]float64, 12), make([][]float64, 12)
	for i := range severe {
		x := float64(3 + i%3)
		severe[i] = []float64{x - 2, x, x, x - float64(i%4/3)}
		same[i] = []float64{3, 3}
		apart[i] = []float64{float64(1 + i%5), float64(5 - i%5)}
	}
	for _, tc := range []struct {
		name string
		rows [][]float64
		want []string
	}{
		{"one rater", [][]float64{{3}, {4}}, []string{OneRater, FewTargets}},
		{"a rater two points below", severe, []string{Disagreements, "severe"}},
		{"everything the same", same, []string{NoVariation, "central"}},
		{"opposed raters", apart, []string{Disagreements, NegativeICC, LowAgreement, "low_rest"}},
		{"raters who share nobody", [][]float64{{3, 4, 0, 0}, {2, 3, 0, 0}, {0, 0, 4, 5}, {0, 0, 1, 2}}, []string{DisconnectedSets, UnbalancedDesign, FewTargets}},
		{"some rated once", [][]float64{{3, 4}, {2, 0}, {5, 5}}, []string{UnbalancedDesign, RatedOnce}},
		{"most rated once", [][]float64{{3, 4}, {2, 0}, {5, 5}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {1, 0}, {2, 0}, {3, 0}}, []string{RatedOnce, FewTargets}},
		{"a wide scale", [][]float64{{70, 80}, {20, 30}}, []string{ScaleGuessed}},
	} {
		got := codes(collected("q", tc.rows).Report(nil))
		for _, want := range tc.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s: warnings %v lack %s", tc.name, got, want)
			}
		}
	}
}

func TestHaloIsSeenOverQuestions(t *testing.T) {
	t.Parallel()
	r := &Ratings{}
	for c := range 6 {
		for q := range 3 {
			r.Add(fmt.Sprint(c), fmt.Sprint(q), "same for all", float64(1+c%5), 0)
			r.Add(fmt.Sprint(c), fmt.Sprint(q), "one by one", float64(1+(c+2*q)%5), 0)
		}
	}
	report := r.Report(nil)
	if a, b := report.Raters[1], report.Raters[0]; !slices.Contains(a.Flags, "halo") || slices.Contains(b.Flags, "halo") {
		t.Errorf("flags %v and %v", a.Flags, b.Flags)
	}
}

func TestARaterRatesAnAnswerOnce(t *testing.T) {
	t.Parallel()
	r := &Ratings{}
	r.Add("c", "q", "r", 3, 7)
	if line, ok := r.Add("c", "q", "r", 4, 9); ok || line != 7 || len(r.rows) != 1 {
		t.Errorf("a second rating: line %d, %v", line, ok)
	}
}

func TestRatersNeededForReliability(t *testing.T) {
	t.Parallel()
	r := collected("q", [][]float64{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}}).Report(nil)
	one := *r.All.One.Value // .29, Shrout & Fleiss 1979
	if k := *r.All.RatersNeeded.Value; k < 9.8 || k > 9.81 || r.All.One.Form != "ICC(2,1)" {
		t.Errorf("%v raters for .80 from %s = %v, want .8·.7102/(.2898·.2) = 9.80", k, r.All.One.Form, one)
	}
}

// TestOrderOfTheFileChangesNoNumber shuffles the rows: the report is the same but for the order of names.
func TestOrderOfTheFileChangesNoNumber(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		type given struct {
			c, q, r int
			x       float64
		}
		var rows []given
		for c := range rapid.IntRange(1, 6).Draw(t, "candidates") {
			for q := range rapid.IntRange(1, 3).Draw(t, "questions") {
				for r := range 3 {
					if x := rapid.IntRange(0, 5).Draw(t, "rating"); x > 0 {
						rows = append(rows, given{c, q, r, float64(x)})
					}
				}
			}
		}
		build := func(rows []given) Report {
			r := &Ratings{}
			for _, g := range rows {
				r.Add(fmt.Sprint(g.c), fmt.Sprint(g.q), fmt.Sprint(g.r), g.x, 0)
			}
			return r.Report(nil)
		}
		one := build(rows)
		two := build(rapid.Permutation(rows).Draw(t, "order"))
		if a, b := show(one.All.Mean.Estimate), show(two.All.Mean.Estimate); a != b {
			t.Fatalf("%s, then %s", a, b)
		}
		if a, b := reasonOr(one.All.Ordinal.Estimate, probability), reasonOr(two.All.Ordinal.Estimate, probability); a != b {
			t.Fatalf("%s, then %s", a, b)
		}
		for _, r := range []Report{one, two} {
			var text bytes.Buffer
			if err := r.WriteText(&text); err != nil || strings.Contains(text.String(), "NaN") || strings.Contains(text.String(), "Inf") {
				t.Fatalf("%v\n%s", err, text.String())
			}
			if _, err := json.Marshal(r); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestNamesCannotWriteToTheTerminal(t *testing.T) {
	t.Parallel()
	r := &Ratings{}
	r.Add("c", "q\x1b[2J\n", "r\u202e", 3, 0)
	var text bytes.Buffer
	if err := r.Report(nil).WriteText(&text); err != nil || strings.ContainsAny(text.String(), "\x1b\u202e") {
		t.Errorf("%v %q", err, text.String())
	}
}
