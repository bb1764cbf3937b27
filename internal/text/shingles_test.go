package text

import (
	"math"
	"strings"
	"testing"
)

func TestJaccardOfRuns(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"a b c d e", "a b c d e", 1},
		{"A, B c D e!", "a b c d e", 1},
		{"a b c d e", "f g h i j", 0},
		{"a b c d", "a b c x", 1. / 3}, // abc of abc, bcd, bcx
		{"a b", "a b", 1},              // shorter than a run: one run
		{"", "", 0},
	} {
		got := Jaccard(RunsOf(English, test.a, 3), RunsOf(English, test.b, 3))
		if math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%q and %q: %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

func TestContainedIsAShareOfTheFirst(t *testing.T) {
	part, whole := RunsOf(English, "a b c d", 3), RunsOf(English, "x a b c d y", 3)
	if got := Contained(part, whole); got != 1 {
		t.Errorf("part in whole: %v", got)
	}
	if got := Contained(whole, part); got != .5 {
		t.Errorf("whole in part: %v", got)
	}
	if got := Contained(nil, whole); got != 0 {
		t.Errorf("nothing: %v", got)
	}
}

func TestUncopiedTakesTheSourcesWordsOut(t *testing.T) {
	source := "Tell us about a time you made a mistake that reached a customer."
	for _, test := range []struct {
		text  string
		share float64
		rest  string
	}{
		{source, 1, "."},
		{"I once sent the wrong form.", 0, "I once sent the wrong form."},
		{"a time you made a mistake: I sent the wrong form to my neighbour.", 2. / 10, ": I sent the wrong form to my neighbour."},
		{"a mistake that", 1, ""}, // shorter than a run: held against the source's runs of its own length
		{"", 0, ""},
	} {
		share, rest := Uncopied(English, test.text, source, 5)
		if math.Abs(share-test.share) > 1e-12 || rest != test.rest {
			t.Errorf("%q: %v %q, want %v %q", test.text, share, rest, test.share, test.rest)
		}
	}
}

func TestCoveredCountsWordsOfCopiedRuns(t *testing.T) {
	known := Union(RunsOf(English, "the first source has these words", 3), RunsOf(English, "and the second has those", 3))
	for text, want := range map[string]float64{
		"": 0, "nothing of it": 0, "has these words and the second": 1, "The first source, though": .75,
	} {
		if got := Covered(English, text, known, 3); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzUncopied(f *testing.F) {
	f.Add("one two three four five six", "two three four five six seven", 5)
	f.Add("\xff\xfe", "", 0)
	f.Fuzz(func(t *testing.T, text, source string, n int) {
		share, rest := Uncopied(Turkish, text, source, max(1, n%8))
		if math.IsNaN(share) || share < 0 || share > 1 || len(rest) > len(text) {
			t.Fatalf("share %v, rest %q of %q", share, rest, text)
		}
		if share == 0 && rest != text {
			t.Fatalf("nothing copied, yet %q became %q", text, rest)
		}
		if strings.Count(rest, "") > strings.Count(text, "") {
			t.Fatalf("%q grew to %q", text, rest)
		}
	})
}
