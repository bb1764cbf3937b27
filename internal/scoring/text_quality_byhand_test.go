package scoring

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// someWords are the words from one number up to another, all different.
func someWords(from, to int) string {
	var out []string
	for i := from; i < to; i++ {
		out = append(out, fmt.Sprintf("w%d", i))
	}
	return strings.Join(out, " ")
}

// TestNearDuplicatesAtTheirBorders: texts of 25 words or more of whose runs of three nine in ten are shared: 27 of 30 when
// three words follow 29, 27 of 31 when four do.
func TestNearDuplicatesAtTheirBorders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{someWords(0, 25), someWords(0, 25), true}, {someWords(0, 24), someWords(0, 24), false},
		{someWords(0, 29), someWords(0, 32), true}, {someWords(0, 29), someWords(0, 33), false},
	} {
		if NearDuplicates(hiring.English, c.a, c.b) != c.want || NearDuplicates(hiring.English, c.b, c.a) != c.want {
			t.Errorf("%d and %d words: %v", text.CountWords(c.a), text.CountWords(c.b), !c.want)
		}
	}
	if !likeLengths("aaaa", "aa") || likeLengths("aaaaa", "aa") || likeLengths("aa", "aaaaa") {
		t.Error("twice as long is like enough, more is not")
	}
}

// duplicated is a model of exemplars of so many words each, all different.
func duplicated(lengths ...int) *textModel {
	var exemplars []textAnswer
	for j, n := range lengths {
		exemplars = append(exemplars, textAnswer{respondent: fmt.Sprint("e", j), text: someWords(1000*j, 1000*j+n)})
	}
	return beginTextModel(text.Lexical(text.English), Question{Kind: hiring.Text}, hiring.English, exemplars, nil, 0)
}

// TestDuplicatesAtTheirBorders: an answer that holds nine tenths of an exemplar of 25 words or more, of whose own words
// nine tenths are exemplars', or that is like another candidate's.
func TestDuplicatesAtTheirBorders(t *testing.T) {
	t.Parallel()
	other := " " + someWords(5000, 5030)
	for _, c := range []struct {
		name    string
		lengths []int
		answer  string
		peers   []string
		found   bool
		of      string
	}{
		{"27 of its 30 runs", []int{60, 32}, someWords(1000, 1029) + other, nil, true, "e1"},
		{"26 of its 30 runs", []int{60, 32}, someWords(1000, 1028) + other, nil, false, ""},
		{"an exemplar of 25 words", []int{25}, someWords(0, 25) + other, nil, true, "e0"},
		{"one of 24", []int{24}, someWords(0, 24) + other, nil, false, ""},
		{"27 of 30 words", []int{60, 60}, someWords(0, 15) + " " + someWords(1000, 1012) + " x y z", nil, true, ""},
		{"26 of 30 words", []int{60, 60}, someWords(0, 14) + " " + someWords(1000, 1012) + " x y z u", nil, false, ""},
		{"25 of the exemplar's words", []int{60}, someWords(0, 25), nil, true, ""},
		{"24 of them", []int{60}, someWords(0, 24), nil, false, ""},
		{"a peer with 27 of 30 runs", []int{60}, someWords(7000, 7029), []string{someWords(8000, 8030), someWords(7000, 7032)}, true, ""},
		{"a peer with 27 of 31", []int{60}, someWords(7000, 7029), []string{someWords(7000, 7033)}, false, ""},
	} {
		found, of := duplicated(c.lengths...).duplicate(c.answer, text.CountWords(c.answer), c.peers)
		if found != c.found || of != c.of {
			t.Errorf("%s: %v %q", c.name, found, of)
		}
	}
}

// TestStatusesAtTheirBorders: four of eight runs of five words from the question are half of them; an answer is too short
// below fifteen words and below the exemplars' limit, whichever comes first.
func TestStatusesAtTheirBorders(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	asked := "Please tell us about a time when you had to own up to a mistake."
	of := func(limit float64) *textModel {
		m := duplicated(60)
		m.prompt, m.full, m.limits.tooShort = asked, &textFold{key: []bool{true}}, limit
		m.screen = text.NewScreen(text.English, f.Exemplars)
		return m
	}
	typical := func(n int) string { return text.FirstWords(f.Typical[0], n) }
	for _, c := range []struct {
		limit  float64
		answer string
		want   Status
	}{
		{0, "tell us about a time when you had nothing comes to mind", CopiedQuestion},
		{0, "tell us about a time when you had nothing that comes to mind", OK},
		{20, typical(15), OK}, {20, typical(14), TooShort}, {10, typical(10), OK}, {10, typical(9), TooShort},
	} {
		if got, _ := of(c.limit).quality(c.answer, text.CountWords(c.answer), nil); got != c.want {
			t.Errorf("%q with a limit of %v: %s, want %s", c.answer, c.limit, got, c.want)
		}
	}
	spanish := loadTexts(t, hiring.Spanish).Exemplars[0]
	for n, want := range map[int]bool{19: false, 20: true} {
		if got := of(0).otherLanguage(text.FirstWords(spanish, n), n); got != want {
			t.Errorf("%d words of Spanish: %v", n, got)
		}
	}
}

// TestLimitsByHand: exemplars of 1 and 41 words have a 5th percentile of 3, half of which is 1.5. Off topic is below the
// 95th percentile of the controls, place 19 of 0 to 20, and the 5th of the incumbents, place 1, whichever is lower.
func TestLimitsByHand(t *testing.T) {
	t.Parallel()
	steps := func(from, step float64) []float64 {
		out := make([]float64, 21)
		for i := range out {
			out[i] = from + step*float64(i)
		}
		return out
	}
	for _, c := range []struct {
		controls, incumbents []float64
		want                 float64
	}{{steps(0, .01), steps(.5, .02), .19}, {steps(0, .05), steps(.1, .02), .12}} {
		m := &textModel{counts: []int{0, 1, 41}, full: &textFold{controls: c.controls, rows: [][]float64{nil, {0, 0, .3}, {.1, .3, 0}}}}
		m.full.sims = c.incumbents[1:]
		m.typicals = []textOutcome{{words: 0, similarity: -9}, {words: 1, similarity: c.incumbents[0]}}
		got := m.findLimits()
		if math.Abs(got.tooShort-1.5) > 1e-9 || math.Abs(got.offTopic-c.want) > 1e-9 || len(got.nearest) != 2 || got.nearest[1] != .3 {
			t.Errorf("%+v", got)
		}
	}
}
