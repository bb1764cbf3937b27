package scoring

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/text"
)

// The fold that leaves an exemplar out must be the model that never met it: same alignment for the same answer.
func TestLeaveOneOutIsTheModelWithoutTheExemplar(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		loo := f.model(lang).leaveOneOut()
		for j, e := range f.Exemplars {
			want := neverMet(t, lang, j).score(e, nil).alignment
			if got := loo[j].alignment; !got.Defined() || math.Abs(got.Value-want.Value) > 1e-9 {
				t.Errorf("exemplar %d: left out %v, never met %v", j, got, want)
			}
			if loo[j].cosines[j] != 0 {
				t.Errorf("exemplar %d is compared with itself", j)
			}
		}
	})
}

// Long answers are cut at the cap, and the cap is one that the left-out exemplar did not help to set.
func TestLeaveOneOutHoldsForLongAnswersToo(t *testing.T) {
	f := loadTexts(t, hiring.English)
	for j := range 4 {
		f.Exemplars[j] = strings.Join(f.Exemplars[j:j+3], " ") + strings.Repeat(" and then", 10*j)
	}
	m := f.model(hiring.English)
	if m.full.words <= shortestCap {
		t.Fatalf("the cap is %d", m.full.words)
	}
	for j, e := range f.Exemplars[:5] {
		w := f.without(hiring.English, j)
		want := w.full.align(w.full.mean(w.full.view.Cosines(w.full.space.Read(w.seen(e, w.full.words))), nobody))
		if got := m.loo[j].alignment.Value; math.Abs(got-want) > 1e-9 {
			t.Errorf("exemplar %d: left out %v, never met %v", j, got, want)
		}
	}
}

func TestScaleIsAnchoredAtTheMedians(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		if got := stats.Median(m.controls()).Value; math.Abs(got) > 1e-9 {
			t.Errorf("the median control has alignment %v, want 0", got)
		}
		if want := len(text.Background(string(lang))) + len(f.Others); len(m.controls()) != want {
			t.Errorf("%d controls, want %d", len(m.controls()), want)
		}
		if got := m.full.align(stats.Median(m.full.sims).Value); math.Abs(got-1) > 1e-9 {
			t.Errorf("the median exemplar has alignment %v, want 1", got)
		}
		top, typical := stats.Median(alignments(m.leaveOneOut())), stats.Median(alignments(m.typical()))
		if top.Value < .7 || typical.Value > top.Value-.2 {
			t.Errorf("median exemplar, left out, %v; median typical answer %v", top, typical)
		}
	})
}

func TestTwoExemplarsMakeNoLeaveOneOutScale(t *testing.T) {
	f := loadTexts(t, hiring.English)
	for n, want := range map[int]Status{0: NoExemplars, 1: NoScale, 2: OK} {
		m := newTextModel(f.question(hiring.English), hiring.English, people("e", f.Exemplars[:n], f.Others), nil)
		if out := m.score(f.Exemplars[5], nil); out.status != want || out.alignment.Defined() != (want == OK) {
			t.Errorf("%d exemplars: %s, %v", n, out.status, out.alignment)
		}
		for _, o := range m.leaveOneOut() {
			if o.alignment.Defined() {
				t.Errorf("%d exemplars: a left-out one has %v", n, o.alignment)
			}
		}
		if c, separation, _ := m.consensus(); c != 0 || separation.AUC.Defined() {
			t.Errorf("%d exemplars: c = %v, AUC %v", n, c, separation.AUC)
		}
	}
}

func TestExemplarsUnlikeEachOtherHaveNoScale(t *testing.T) {
	f := loadTexts(t, hiring.English)
	m := newTextModelBy(text.Lexical(text.English), f.question(hiring.English), hiring.English, people("e", []string{
		"Copper kettles rust.", "Seven violins played.", "Nobody paints glaciers.",
	}, nil), nil)
	out := m.score(f.Exemplars[0], nil)
	if out.status != NoScale || out.alignment.Undefined != NoConsensus {
		t.Errorf("status %s, alignment %v", out.status, out.alignment)
	}
	h := m.health()
	if !slices.ContainsFunc(h.Warnings, func(w Warning) bool { return w.Code == NoConsensus }) || h.Consensus != 0 {
		t.Errorf("c = %v, warnings %v", h.Consensus, h.Warnings)
	}
}

func TestBlankAnswersAreBlank(t *testing.T) {
	f := loadTexts(t, hiring.Turkish)
	m := newTextModel(f.question(hiring.Turkish), hiring.Turkish, people("e", append([]string{" "}, f.Exemplars...), nil), nil)
	for _, s := range []string{"", " \n\t"} {
		if out := m.score(s, nil); out.status != Blank || out.alignment.Defined() {
			t.Errorf("%q: %s, %v", s, out.status, out.alignment)
		}
	}
	if loo := m.leaveOneOut(); loo[0].status != Blank || !loo[1].alignment.Defined() {
		t.Errorf("a blank exemplar: %s; the next: %v", loo[0].status, loo[1].alignment)
	}
	if want := f.model(hiring.Turkish).full.sims; len(m.full.sims) != len(want) {
		t.Errorf("%d exemplars make the key, want %d", len(m.full.sims), len(want))
	}
}

func TestShortAnswersAreAskedForMore(t *testing.T) {
	f := loadTexts(t, hiring.Spanish)
	if out := f.model(hiring.Spanish).score("Le dije la verdad y lo arreglé.", nil); out.status != TooShort {
		t.Errorf("short beside long exemplars: %s", out.status)
	}
	brief := []string{"Le digo la verdad.", "Digo la verdad y lo arreglo.", "La verdad, siempre.", "Reconozco el error y lo arreglo."}
	m := newTextModel(f.question(hiring.Spanish), hiring.Spanish, people("e", brief, nil), nil)
	if out := m.score("Digo la verdad siempre.", nil); out.status == TooShort {
		t.Error("as short as the exemplars, yet too short")
	}
}

func TestAnotherCandidatesAnswerIsLeftToAPerson(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		exemplars := people("e", f.Exemplars[1:], f.Others)
		m := newTextModel(f.question(lang), lang, exemplars, nil)
		own := f.Exemplars[0]
		edited := strings.Replace(own, ".", "!", 1)
		if out := m.score(edited, []string{f.Typical[0], own}); out.status != NearDuplicate {
			t.Errorf("a copy of another candidate's answer: %s", out.status)
		}
		if out := m.score(own, f.Typical); out.status != OK {
			t.Errorf("unlike the other candidates' answers: %s", out.status)
		}
	})
}

func TestQuotingTheQuestionEarnsNothing(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := neverMet(t, lang, 0)
		first := text.Sentences(f.Prompt)[0].In(f.Prompt)
		plain, quoting := m.score(f.Exemplars[0], nil), m.score(first+" "+f.Exemplars[0], nil)
		if quoting.status != OK || math.Abs(plain.alignment.Value-quoting.alignment.Value) > 1e-9 {
			t.Errorf("without the question %v, with it %v (%s)", plain.alignment, quoting.alignment, quoting.status)
		}
	})
}

func TestResampleOfEverybodyOnceIsTheModel(t *testing.T) {
	f := loadTexts(t, hiring.English)
	m := f.without(hiring.English, 3)
	out := m.score(f.Exemplars[3], nil)
	ones := slices.Repeat([]int{1}, 11)
	if got, ok := m.resampled(out.cosines, ones); !ok || math.Abs(got-out.alignment.Value) > 1e-12 {
		t.Errorf("resampled %v, scored %v", got, out.alignment)
	}
	only := make([]int, 11)
	only[2] = 11
	if _, ok := m.resampled(out.cosines, only); ok {
		t.Error("one exemplar drawn eleven times makes no scale")
	}
	drawn := []int{2, 0, 1, 1, 0, 3, 0, 0, 2, 1, 1}
	sim := 0.0
	for j, c := range drawn {
		sim += float64(c) * out.cosines[j] / 11
	}
	s1, _, _ := m.resampledTop(drawn)
	if got, ok := m.resampled(out.cosines, drawn); !ok || math.Abs(got-(sim-m.full.s0)/(s1-m.full.s0)) > 1e-12 {
		t.Errorf("resampled %v with s1 %v", got, s1)
	}
}

func TestSameInputSameOutcome(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		a, b := f.model(lang), f.model(lang)
		same := cmp.AllowUnexported(textOutcome{})
		for _, s := range append(slices.Clone(f.Typical), f.Others...) {
			if diff := cmp.Diff(a.score(s, nil), b.score(s, nil), same); diff != "" {
				t.Error(diff)
			}
		}
		if diff := cmp.Diff(a.health(), b.health()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(a.leaveOneOut(), b.leaveOneOut(), same); diff != "" {
			t.Error(diff)
		}
	})
}
