package scoring

import (
	"math"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

func codes(warnings []Warning) []string {
	var out []string
	for _, w := range warnings {
		out = append(out, w.Code)
	}
	return out
}

func TestWeightIsEarnedByTenAndTen(t *testing.T) {
	f := loadTexts(t, hiring.English)
	exemplars := people("e", f.Exemplars, f.Others)
	typical := append(slices.Clone(f.Typical), f.Others[2:]...)
	m := newTextModel(f.question(hiring.English), hiring.English, exemplars, people("c", typical, nil))
	c, separation, warnings := m.consensus()
	if separation.AUC.Value < .9 || separation.Exemplars != 12 || separation.Comparison != 10 {
		t.Fatalf("separation %+v", separation)
	}
	if want := (2*separation.AUC.Value - 1) * 10 / 20; math.Abs(c-want) > 1e-12 {
		t.Errorf("c = %v, want %v", c, want)
	}
	if slices.Contains(codes(warnings), SeparationUnknown) || slices.Contains(codes(warnings), SeparationNotShown) {
		t.Errorf("warnings %v", codes(warnings))
	}
}

func TestUnprovenQuestionCountsALittle(t *testing.T) {
	f := loadTexts(t, hiring.English)
	c, separation, warnings := f.model(hiring.English).consensus()
	if c != unprovenTextWeight || !slices.Contains(codes(warnings), SeparationUnknown) {
		t.Errorf("c = %v, warnings %v", c, codes(warnings))
	}
	if !separation.AUC.Defined() {
		t.Errorf("the AUC against six comparison reps is shown all the same: %+v", separation)
	}
}

// Exemplars drawn from the same answers as the comparison reps separate nothing and earn nothing to speak of.
func TestWhatDoesNotSeparateSaysSo(t *testing.T) {
	f := loadTexts(t, hiring.Spanish)
	mixed := append(slices.Clone(f.Exemplars), f.Typical...)
	var top, typical []string
	for i, s := range mixed {
		half := strings.SplitAfter(s, ".")
		if i%2 == 0 {
			half = slices.Clone(half)
			slices.Reverse(half)
		}
		top = append(top, strings.Join(half[:len(half)/2], " "))
		typical = append(typical, strings.Join(half[len(half)/2:], " "))
	}
	m := newTextModel(f.question(hiring.Spanish), hiring.Spanish, people("e", top, nil), people("c", typical, nil))
	c, separation, warnings := m.consensus()
	if separation.Interval.Lo > .5 || c > .2 {
		t.Errorf("c = %v, separation %+v", c, separation)
	}
	got := codes(warnings)
	if !slices.Contains(got, SeparationNotShown) && !slices.Contains(got, DoesNotSeparate) && !slices.Contains(got, Inverted) {
		t.Errorf("warnings %v", got)
	}
}

func TestSeparationCodeReadsTheInterval(t *testing.T) {
	for _, test := range []struct {
		lo, hi float64
		want   string
	}{
		{.55, .9, ""}, {.5, .8, SeparationNotShown}, {.3, .7, SeparationNotShown}, {.4, .64, DoesNotSeparate},
		{.52, .64, DoesNotSeparate}, {.1, .49, Inverted},
	} {
		if got := separationCode(test.lo, test.hi); got != test.want {
			t.Errorf("[%v, %v]: %q, want %q", test.lo, test.hi, got, test.want)
		}
	}
}

// When the comparison reps write the same in fewer words, length is all that separates.
func TestLengthDrivenIsSaid(t *testing.T) {
	f := loadTexts(t, hiring.English)
	var short []string
	for _, e := range f.Exemplars {
		short = append(short, strings.Join(strings.Fields(e)[:20], " "))
	}
	m := newTextModel(f.question(hiring.English), hiring.English, people("e", f.Exemplars, f.Others), people("c", short, nil))
	_, _, warnings := m.consensus()
	if !slices.Contains(codes(warnings), LengthDriven) {
		t.Errorf("warnings %v", codes(warnings))
	}
	if length := m.lengthReport(); length.auc.Value != 1 || !length.r.Defined() {
		t.Errorf("length alone: %+v", length)
	}
}

func TestHealthShowsWhatExemplarsShare(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		h := f.model(lang).health()
		if h.N != 12 || h.Statistic != "similarity" || h.Agreement.Value <= 0 {
			t.Errorf("n = %d, agreement %v", h.N, h.Agreement)
		}
		if len(h.LeaveOneOut) != 12 || len(h.ComparisonA) != 6 || !slices.IsSorted(h.LeaveOneOut) || !slices.IsSorted(h.ComparisonA) {
			t.Errorf("left out %v, comparison %v", h.LeaveOneOut, h.ComparisonA)
		}
		if len(h.Shared) < 3 || h.Shared[0].Similarity < 2./12 || h.Shared[0].Similarity > 1 || len(h.Shared[0].Words) < 2 {
			t.Errorf("shared %+v", h.Shared)
		}
	})
}
