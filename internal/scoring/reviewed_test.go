package scoring

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// overrideAll makes the same of every scored answer of a result.
func overrideAll(r Result, o Override) map[string]Override {
	out := map[string]Override{}
	for _, a := range r.Answers {
		if a.Alignment.Defined() {
			out[a.Question] = o
		}
	}
	return out
}

func TestWithoutOverridesTheReviewedFitIsTheComputedOne(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		d, r := writtenCompany(seed, 12, 9)
		b, p := built(t, d), Policy{Weights: map[string]float64{"value0": 1, "honesty": 2}, Must: map[string]bool{"honesty": true}}
		res := b.Score(r, p, nil)
		got := b.Reviewed(r, p, res, nil)
		if diff := cmp.Diff(res.Values, got.Values); diff != "" {
			t.Errorf("seed %d, values (-computed +reviewed)\n%s", seed, diff)
		}
		if diff := cmp.Diff(res.Overall, got.Overall); diff != "" {
			t.Errorf("seed %d, whole (-computed +reviewed)\n%s", seed, diff)
		}
	}
}

func TestAnAdjustedAnswerEntersWithItsNumberAndItsWeight(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(2, 12, 9)
	b := built(t, d)
	res := b.Score(r, Policy{}, nil)
	at := res.Answers[slices.IndexFunc(res.Answers, func(a AnswerScore) bool { return a.Weight > 0 })]
	var wc, wca float64
	for _, a := range res.Answers {
		if a.Value != at.Value {
			continue
		}
		x := a.Alignment.Value
		if a.Question == at.Question {
			x = .25
		}
		wc, wca = wc+a.Weight, wca+a.Weight*x
	}
	got := b.Reviewed(r, Policy{}, res, map[string]Override{at.Question: {Alignment: .25}})
	if want := 100 * wca / wc; math.Abs(got.Values[0].Fit.Value-want) > 1e-9 {
		t.Errorf("fit %v, want Σwca'/Σwc = %v", got.Values[0].Fit, want)
	}
	if diff := cmp.Diff(res.Values[1], got.Values[1]); diff != "" {
		t.Errorf("the other value changed\n%s", diff)
	}
	if got.Overall.Fit.Value == res.Overall.Fit.Value || !got.Values[0].Lo90Hi90.Defined() {
		t.Errorf("whole %v from %v, interval %v", got.Overall.Fit, res.Overall.Fit, got.Values[0].Lo90Hi90)
	}
	if in := got.Values[0].Lo90Hi90; in.Lo > got.Values[0].Fit.Value || in.Hi < got.Values[0].Fit.Value {
		t.Errorf("interval %v does not hold the fit %v", in, got.Values[0].Fit)
	}
}

func TestAVoidedAnswerLowersTheCoverageAndIsNotGuessed(t *testing.T) {
	t.Parallel()
	d, r := agreed(5)
	b := built(t, d)
	res := b.Score(r, Policy{}, nil)
	one := b.Reviewed(r, Policy{}, res, map[string]Override{"qa": {Void: true}}).Values[0]
	if !one.Fit.Defined() || math.Abs(one.Coverage.Value-.8) > .01 || one.Answered != 4 {
		t.Errorf("one of five voided: %+v", one)
	}
	// An answer that was not offered is in neither sum; a voided one differs from it in the coverage alone.
	if gone := b.Score(without(r, "qa"), Policy{}, nil).Values[0]; math.Abs(gone.Fit.Value-one.Fit.Value) > 1e-9 || gone.Coverage.Value != 1 {
		t.Errorf("voided %v, never asked %v", one.Fit, gone.Fit)
	}
	most := b.Reviewed(r, Policy{}, res, map[string]Override{"qa": {Void: true}, "qb": {Void: true}, "qc": {Void: true}}).Values[0]
	if most.Fit.Undefined != Insufficient || most.Lo90Hi90.Undefined != Insufficient {
		t.Errorf("three of five voided: fit %v, interval %v", most.Fit, most.Lo90Hi90)
	}
	all := b.Reviewed(r, Policy{}, res, overrideAll(res, Override{Void: true}))
	if all.Overall.Fit.Defined() || all.Overall.Coverage.Defined() && all.Overall.Coverage.Value != 0 {
		t.Errorf("everything voided: %+v", all.Overall)
	}
}

func TestPeoplesNumbersGetNoIntervalOfTheirOwn(t *testing.T) {
	t.Parallel()
	d, r := agreed(5)
	b, value := built(t, d), d.Questions[0].Value
	must := Policy{Must: map[string]bool{value: true}, Thresholds: map[string]float64{value: 50}}
	res := b.Score(r, must, nil)
	two := map[string]Override{"qa": {Alignment: .6}, "qb": {Alignment: .6}}
	if got := b.Reviewed(r, must, res, two).Values[0]; !got.Lo90Hi90.Defined() {
		t.Errorf("two of five adjusted: interval %v, want one of the rest", got.Lo90Hi90)
	}
	got := b.Reviewed(r, must, res, overrideAll(res, Override{Alignment: .3}))
	if v := got.Values[0]; v.Fit.Value != 30 || v.Lo90Hi90.Undefined != MostlyAdjusted || v.Resampled != "" || !v.Review {
		t.Errorf("all adjusted to 30: %+v", v)
	}
	if o := got.Overall; math.Abs(o.Fit.Value-30) > 1e-9 || o.Lo90Hi90.Undefined != MostlyAdjusted {
		t.Errorf("the whole: %+v", o)
	}
}

func TestAnOverrideOfAnUnscoredAnswerChangesNothing(t *testing.T) {
	t.Parallel()
	d, r := agreed(5)
	b := built(t, d)
	r = blank(r, "qa")
	res := b.Score(r, Policy{}, nil)
	got := b.Reviewed(r, Policy{}, res, map[string]Override{"qa": {Alignment: 1}, "nobody": {Void: true}})
	if diff := cmp.Diff(res.Values, got.Values); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTheStoredResultLeftUnscoredStaysUnscored(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(2, 12, 9)
	b := built(t, d)
	copied := Peers{"angry": {r.Answers["angry"].Text}}
	res := b.Score(r, Policy{}, copied)
	if res.Answers[4].Status != NearDuplicate {
		t.Fatalf("status %s", res.Answers[4].Status)
	}
	if diff := cmp.Diff(res.Values, b.Reviewed(r, Policy{}, res, nil).Values); diff != "" {
		t.Error(diff)
	}
}

// TestReviewedFitsAreAsRecorded holds the reviewed fits of one person against a golden file: any change of a number
// shows in the diff. Run with -update to write it anew.
func TestReviewedFitsAreAsRecorded(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(7, 12, 9)
	b, p := built(t, d), Policy{Weights: map[string]float64{"value0": 1, "honesty": 2}, Must: map[string]bool{"value0": true}}
	res := b.Score(r, p, nil)
	got := map[string]Reviewed{
		"adjusted": b.Reviewed(r, p, res, map[string]Override{"angry": {Alignment: .8}}),
		"voided":   b.Reviewed(r, p, res, map[string]Override{res.Answers[0].Question: {Void: true}}),
		"both":     b.Reviewed(r, p, res, map[string]Override{"angry": {Alignment: .1}, res.Answers[1].Question: {Void: true}}),
	}
	for name, x := range got {
		for i := range x.Values {
			x.Values[i].Resampled = ""
		}
		x.Overall.Resampled = ""
		got[name] = x
	}
	const file = "testdata/reviewed.json"
	body, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *updateNegatives {
		if err := os.WriteFile(file, append(body, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(body)+"\n"); diff != "" {
		t.Errorf("(-recorded +computed)\n%s", diff)
	}
}

func TestReviewingIsDeterministic(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(5, 12, 9)
	b := built(t, d)
	res := b.Score(r, Policy{}, nil)
	acts := map[string]Override{"angry": {Alignment: .4}, "mistake": {Void: true}}
	first, second := b.Reviewed(r, Policy{}, res, acts), built(t, d).Reviewed(r, Policy{}, res, acts)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}
