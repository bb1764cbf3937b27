package scoring

import (
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// halfAgreed has n exemplars who agree on question a and are all over the scale on the others.
func halfAgreed(n int) Definition {
	a, b, c := numericQuestion("a"), numericQuestion("b"), numericQuestion("c")
	a.Value, b.Value, c.Value = "care", "care", "pace"
	questions := []Question{a, b, c}
	return Definition{Questions: questions, Exemplars: respondents("top", n, questions, func(i int, q Question) hiring.AnswerBody {
		if q.ID == "a" {
			return number(7 + i%2)
		}
		return number(1 + 3*i%10)
	})}
}

// TestHealthCountsQuestionsThatCount: care has one question that counts and one that does not, pace has one that does
// not and so has no consensus; five exemplars are enough to say no more of their number.
func TestHealthCountsQuestionsThatCount(t *testing.T) {
	t.Parallel()
	d := halfAgreed(5)
	delete(d.Exemplars[0].Answers, "c")
	h := built(t, d).Health()
	for i, want := range []struct {
		value                          string
		questions, counting, exemplars int
		codes                          []string
	}{
		{"care", 2, 1, 5, []string{SeparationUnknown}},
		{"pace", 1, 0, 4, []string{TooFewExemplars, NoConsensus, SeparationUnknown}},
	} {
		v := h.Values[i]
		if v.Value != want.value || v.Questions != want.questions || v.Counting != want.counting || v.Exemplars != want.exemplars || !slices.Equal(codesOf(v.Warnings), want.codes) {
			t.Errorf("%s: %d of %d questions, %d exemplars, %v", v.Value, v.Counting, v.Questions, v.Exemplars, codesOf(v.Warnings))
		}
		if v.Consistency.Questions != want.counting {
			t.Errorf("%s: α over %d questions", v.Value, v.Consistency.Questions)
		}
	}
	d.Questions = nil
	if ws := built(t, d).Health().Overall.Warnings; slices.Contains(codesOf(ws), NoConsensus) {
		t.Errorf("without a question nobody can disagree: %v", codesOf(ws))
	}
}

// TestOneManagerNeedsTwoExemplars: of one exemplar there is nothing to say, of two under one manager there is.
func TestOneManagerNeedsTwoExemplars(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{1: false, 2: true} {
		d := halfAgreed(n)
		for i := range d.Exemplars {
			d.Exemplars[i].Manager = "m"
		}
		if ws := built(t, d).Health().Overall.Warnings; slices.Contains(codesOf(ws), SingleManager) != want {
			t.Errorf("%d exemplars of one manager: %v", n, codesOf(ws))
		}
	}
}

// TestMixedModesCountsBothGroups: people who spoke and people who wrote, exemplars and comparison reps together.
func TestMixedModesCountsBothGroups(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		top, typical    int // of six and three, who spoke
		spoken, written float64
	}{{0, 0, 0, 0}, {2, 1, 3, 6}, {0, 3, 3, 6}, {6, 3, 0, 0}} {
		d := halfAgreed(9)
		d.Exemplars, d.Comparison = d.Exemplars[:6], d.Exemplars[6:]
		for i := range c.top {
			d.Exemplars[i].Mode = ModeInterview
		}
		for i := range c.typical {
			d.Comparison[i].Mode = ModeInterview
		}
		var said Warning
		for _, w := range built(t, d).Health().Overall.Warnings {
			if w.Code == MixedModes {
				said = w
			}
		}
		if (said.Code != "") != (c.spoken > 0) || said.Figures["spoken"] != c.spoken || said.Figures["written"] != c.written {
			t.Errorf("%d and %d spoke: %+v", c.top, c.typical, said)
		}
	}
}

// TestSharesOfManagersAndInconsistentExemplars: figures worked out on paper.
func TestSharesOfManagersAndInconsistentExemplars(t *testing.T) {
	t.Parallel()
	of := func(r Respondent) string { return r.Manager }
	isNear(t, "one of three", Figure{Value: largestShare([]Respondent{{Manager: "a"}, {Manager: "b"}, {}}, of)}, 1./3)
	isNear(t, "nobody's", Figure{Value: largestShare([]Respondent{{}, {}}, of)}, 0)
	if ws := dominated(.8, .8, 10); len(ws) != 1 || ws[0].Figures["team"] != 0 {
		t.Errorf("manager and team alike: %+v", ws)
	}
	figs := func(xs ...float64) (out []Figure) {
		for _, x := range xs {
			out = append(out, Figure{Value: x})
		}
		return out
	}
	people := []Respondent{{ID: "at"}, {ID: "below"}}
	five := selfCheck{top: figs(.3, .29), typical: figs(.5, .1, .4, .2, .3)} // the median of five is the third
	if ws := inconsistent(people, five); len(ws) != 1 || ws[0].Person != "below" || ws[0].Figures["median"] != .3 {
		t.Errorf("five comparison reps: %+v", ws)
	}
	five.typical = five.typical[:4]
	if ws := inconsistent(people, five); ws != nil {
		t.Errorf("four say nothing: %+v", ws)
	}
}

// TestSeparationAtItsBorders are the limits of §2.4: an interval that includes .5 shows nothing, one that ends below .65
// shows that there is little, one below .5 that it is upside down.
func TestSeparationAtItsBorders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lo, hi float64
		want   []string
	}{
		{.3, .49, []string{Inverted}}, {.3, .5, []string{DoesNotSeparate}}, {.3, .64, []string{DoesNotSeparate}},
		{.3, .65, []string{SeparationNotShown}}, {.5, .9, []string{SeparationNotShown}}, {.51, .9, nil},
	} {
		s := Separation{Exemplars: 10, Comparison: 10, Interval: Interval{Lo: c.lo, Hi: c.hi}}
		if got := codesOf(s.warning()); !slices.Equal(got, c.want) {
			t.Errorf("%v to %v: %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
	if got := separate([]float64{.5, .7}, nil).AUC.Undefined; got != "no_comparison" {
		t.Errorf("nobody to compare with: %q", got)
	}
	if got := separate(nil, []float64{.5}).AUC.Undefined; got != string(NoExemplars) {
		t.Errorf("no exemplars: %q", got)
	}
	isNear(t, "two above one", separate([]float64{.5, .7}, []float64{.3}).AUC, 1)
	isNear(t, "one above one", separate([]float64{.5}, []float64{.3}).AUC, 1)
}

// TestWarningsOfTheWholeComeBeforeThoseOfItsParts: however they come.
func TestWarningsOfTheWholeComeBeforeThoseOfItsParts(t *testing.T) {
	t.Parallel()
	got := WorstFirst([]Warning{{Code: NoConsensus, Value: "v", Question: "q"}, {Code: NoConsensus, Value: "v"}, {Code: NoConsensus}})
	if got[0].Value != "" || got[1].Question != "" || got[2].Question != "q" {
		t.Errorf("%+v", got)
	}
	if f := tooFew(4).Figures; f["n"] != 4 || f["least"] != 5 {
		t.Errorf("too few: %v", f)
	}
}

// TestSelfRatingsAreNumbersThatCount: a number of no weight and a choice are none.
func TestSelfRatingsAreNumbersThatCount(t *testing.T) {
	t.Parallel()
	h := Health{Questions: []QuestionHealth{
		{Question: "a", Kind: hiring.Numeric, Consensus: .5, N: 7}, {Question: "b", Kind: hiring.Numeric}, {Question: "c", Kind: hiring.Single, Consensus: 1},
	}}
	if ws := h.SelfRatings(); len(ws) != 1 || ws[0].Question != "a" || ws[0].Figures["n"] != 7 {
		t.Errorf("%+v", ws)
	}
}

// TestFiveExemplarsAreJudgedLikeMore: five are enough for a verdict of their own.
func TestFiveExemplarsAreJudgedLikeMore(t *testing.T) {
	t.Parallel()
	if v := sound(5).Verdict(); v.Level != Ready || v.Reasons != nil {
		t.Errorf("%+v", v)
	}
}

// TestCandidatesModeIsTheFirstOfEquals: counted in a map, and the same each time.
func TestCandidatesModeIsTheFirstOfEquals(t *testing.T) {
	t.Parallel()
	for range 50 {
		given := newAnswersTo(choiceQuestion("q", hiring.Single, 3))
		for _, key := range []string{"c", "b", "a"} {
			given.add(picks(key), 10)
		}
		if mode, share := given.mode(); share != 1./3 || mode != (vector{at: []float64{0, 0, 1}}).spelling() {
			t.Fatalf("%q, %v", mode, share)
		}
	}
}
