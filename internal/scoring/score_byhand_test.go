package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// TestWhatEntersTheResamples: an answer that weighs nothing enters neither the fit nor its resamples; one on which the
// exemplars do not agree enters the resamples, where they might have.
func TestWhatEntersTheResamples(t *testing.T) {
	t.Parallel()
	again := func([]float64, []float32) (wc, wca []float64) { return nil, nil }
	of := func(weight, c float64) reading {
		return reading{part: part{standing: answered, weight: weight, c: c, a: .5}, again: again}
	}
	b := &Benchmark{values: []value{{name: "care", items: []int{0, 1, 2}}, {name: "pace", items: []int{3}}}}
	s := b.bootstrap([]reading{of(1, .5), of(0, 1), of(1, 0), of(1, .1)}, Policy{})
	if !slices.Equal(s.counting[0], []int{0}) || !slices.Equal(s.values[0], []int{0, 2}) || s.weights[0] != .5 {
		t.Errorf("care counts %v, resamples %v, weighs %v", s.counting[0], s.values[0], s.weights[0])
	}
	if s.counting[1] != nil || s.values[1] != nil || s.weights[1] != 0 { // .1 of 1 is no consensus
		t.Errorf("pace counts %v, resamples %v, weighs %v", s.counting[1], s.values[1], s.weights[1])
	}
	for standing, want := range map[standing]float64{answered: .2, skipped: .2, unread: 0, leftOut: 0} {
		isNear(t, "w·c", Figure{Value: part{standing: standing, weight: .5, c: .4}.entering()}, want)
	}
}

// TestWeightsOfValuesByHand: a policy's weights are made to sum to one, and a weight below 0 is none.
func TestWeightsOfValuesByHand(t *testing.T) {
	t.Parallel()
	b := &Benchmark{values: []value{{name: "care"}, {name: "pace"}}}
	for _, c := range []struct {
		weights map[string]float64
		want    [2]float64
	}{
		{nil, [2]float64{.5, .5}},
		{map[string]float64{"care": .25, "pace": .75}, [2]float64{.25, .75}},
		{map[string]float64{"care": 3, "pace": 1}, [2]float64{.75, .25}},
		{map[string]float64{"care": -1, "pace": 2}, [2]float64{0, 1}},
		{map[string]float64{"other": 1}, [2]float64{0, 0}},
	} {
		for v, want := range c.want {
			isNear(t, "W", Figure{Value: b.weight(Policy{Weights: c.weights}, v)}, want)
		}
	}
}

// TestTheWholeOfOneValueIsThatValue: its fit and its intervals.
func TestTheWholeOfOneValueIsThatValue(t *testing.T) {
	t.Parallel()
	d, _ := agreed(8)
	r := respondents("c", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody { return number(6 + int(q.ID[1])%3) })[0]
	res := built(t, d).Score(r, Policy{}, nil)
	v, whole := res.Values[0], res.Overall
	isNear(t, "fit", whole.Fit, v.Fit.Value)
	if len(whole.Warnings) > 0 || whole.Weight != 1 || v.Weight != 1 || whole.Answered != 8 || whole.Offered != 8 {
		t.Errorf("the whole %+v", whole)
	}
	for name, pair := range map[string][2]Interval{"asked": {v.Asked90, whole.Asked90}, "both": {v.Lo90Hi90, whole.Lo90Hi90}} {
		if !(pair[0].Lo > 0 && pair[0].Lo < pair[0].Hi && pair[0].Hi < 100) || math.Abs(pair[0].Lo-pair[1].Lo) > 1e-6 || math.Abs(pair[0].Hi-pair[1].Hi) > 1e-6 {
			t.Errorf("%s: value %+v, whole %+v", name, pair[0], pair[1])
		}
	}
}

// TestWhatIsLittleIsSaid: fewer than five exemplars of an answer that was offered, and a coverage below .80.
func TestWhatIsLittleIsSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		exemplars, offered int
		coverage           float64
		want               []string
	}{
		{5, 1, 1, nil}, {4, 1, 1, []string{TooFewExemplars}}, {4, 0, 1, nil}, {5, 1, .8, nil}, {5, 1, .9, nil}, {5, 1, .79, []string{Incomplete}},
	} {
		f := ValueFit{Exemplars: c.exemplars, Offered: c.offered}
		f.warnOfLittle(combined{coverage: Figure{Value: c.coverage}})
		if got := codesOf(f.Warnings); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v", c, got)
		}
	}
	readings := []reading{{score: AnswerScore{Exemplars: 3}}, {score: AnswerScore{Exemplars: 7}}, {}}
	if all, none := mostExemplars(readings, []int{0, 1, 2}), mostExemplars(readings, []int{2}); all != 7 || none != 0 {
		t.Errorf("most exemplars %d and %d", all, none)
	}
}

// TestWhyThereIsNoIntervalByHand: five exemplars and three questions are enough.
func TestWhyThereIsNoIntervalByHand(t *testing.T) {
	t.Parallel()
	readings := []reading{{}, {unanimous: true}, {unanimous: true}, {unanimous: true}}
	apart := []float64{.4, .5}
	for _, c := range []struct {
		items     []int
		exemplars int
		resampled []float64
		want      string
	}{
		{[]int{0, 1, 2}, 5, apart, ""}, {[]int{0, 1, 2}, 4, apart, TooFewExemplars}, {[]int{0, 1}, 5, apart, FewQuestions},
		{[]int{1, 2, 3}, 5, apart, OneMind}, {[]int{0, 1, 2}, 5, []float64{.4, .4}, NotEstimable},
	} {
		if got := (&Benchmark{}).whyNoInterval(Figure{Value: 50}, readings, c.items, c.exemplars, c.resampled); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	isNear(t, "lower quarter of five", lowerQuarter([]float64{1, 2, 3, 4, 5}), 2)
	isNear(t, "of one", lowerQuarter([]float64{7}), 7)
}

// TestTheWholeCountsWhatWeighs: answers to values that the policy weighs, and how much of them there is.
func TestTheWholeCountsWhatWeighs(t *testing.T) {
	t.Parallel()
	d, r := agreed(13)
	for i := range d.Questions {
		if d.Questions[i].Value = "care"; i >= 10 {
			d.Questions[i].Value = "pace"
		}
	}
	b, care := built(t, d), Policy{Weights: map[string]float64{"care": 1}}
	if o := b.Score(r, care, nil).Overall; o.Answered != 10 || o.Offered != 10 {
		t.Errorf("care alone: %d of %d", o.Answered, o.Offered)
	}
	for name, c := range map[string]struct {
		blank []string
		want  bool
	}{"nine of ten": {[]string{"qa"}, false}, "eight of ten": {[]string{"qa", "qb"}, false}, "seven of ten": {[]string{"qa", "qb", "qc"}, true}} {
		if o := b.Score(blank(r, c.blank...), care, nil).Overall; slices.Contains(codesOf(o.Warnings), Incomplete) != c.want {
			t.Errorf("%s: coverage %+v, %v", name, o.Coverage, codesOf(o.Warnings))
		}
	}
	for n, want := range map[int]bool{4: false, 5: true} {
		few := d
		few.Exemplars = d.Exemplars[:n]
		if f := built(t, few).Score(r, care, nil).Values[0].Fit; f.Defined() != want {
			t.Errorf("%d exemplars: %+v", n, f)
		}
	}
}

// TestValuesSkippedByTheWeightTheyHave: less than three fifths of what was put to somebody is too little; what could not
// be answered is no part of it. Without an interval of a value that weighs, three questions make the whole's.
func TestValuesSkippedByTheWeightTheyHave(t *testing.T) {
	t.Parallel()
	of := func(weight float64, undefined string) ValueFit {
		return ValueFit{Weight: weight, Fit: Figure{Undefined: undefined}}
	}
	for name, c := range map[string]struct {
		values []ValueFit
		want   bool
	}{
		"half":               {[]ValueFit{of(.5, ""), of(.5, Insufficient)}, true},
		"three fifths":       {[]ValueFit{of(.6, ""), of(.4, Insufficient)}, false},
		"no consensus":       {[]ValueFit{of(.4, ""), of(.6, NoConsensus)}, false},
		"nothing answered":   {[]ValueFit{of(1, NoConsensus)}, false},
		"everything skipped": {[]ValueFit{of(1, Insufficient)}, true},
	} {
		if got := skippedTooMuch(c.values); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	none := Interval{Undefined: FewQuestions}
	values := []ValueFit{{Weight: 0, Fit: Figure{Value: 50}}, {Weight: 1, Fit: Figure{Value: 50}, Lo90Hi90: none}}
	if n, reason := pool(values, [][]int{{0, 1, 2}, {3, 4}}); n != 0 || reason != NoneHasOne {
		t.Errorf("two questions of a value that weighs: %d %q", n, reason)
	}
	values[0].Weight, values[0].Lo90Hi90 = .5, none
	if n, reason := pool(values, [][]int{{0}, {3, 4}}); n != 3 || reason != "" {
		t.Errorf("one and two: %d %q", n, reason)
	}
}
