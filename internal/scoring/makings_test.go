package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

func made(value string, kind hiring.Kind, a, weight float64) AnswerScore {
	return AnswerScore{Question: value + string(kind), Value: value, Kind: kind, Status: OK, Alignment: Figure{Value: a}, Weight: weight}
}

// The expected sums are worked out by hand from measurement.md §4.1.
func TestAFitIsMadeOfWhatItsAnswersAdd(t *testing.T) {
	t.Parallel()
	blank := AnswerScore{Question: "skipped", Value: "v", Kind: hiring.Text, Status: Blank, Alignment: Figure{Undefined: string(Blank)}, Weight: .5}
	short := AnswerScore{Question: "short", Value: "v", Kind: hiring.Text, Status: TooShort, Alignment: Figure{Undefined: string(TooShort)}}
	r := Result{Answers: []AnswerScore{
		made("v", hiring.Text, 1.4, .5), made("v", hiring.Single, .6, 1), blank, short, made("w", hiring.Single, .1, 3),
	}}
	for name, x := range map[string]struct {
		overrides map[string]Override
		fit, sum  float64
		ok        bool
	}{
		"a text counts as 1 at most, a blank as 0": {nil, 55, 55, true},                                             // (.5·1 + 1·.6 + .5·0)/2
		"a person's number stands in":              {map[string]Override{"vsingle": {Alignment: .2}}, 35, 35, true}, // (.5 + .2)/2
		"a voided answer leaves":                   {map[string]Override{"vtext": {Void: true}}, 40, 40, true},      // .6/1.5
		"what does not add up is not shown":        {nil, 56, 55, false},
		"a repeat of a blank's number is nothing":  {map[string]Override{"skipped": {Alignment: 1}}, 55, 55, true},
	} {
		m, ok := r.MakingOf(ValueFit{Value: "v", Fit: Figure{Value: x.fit}}, x.overrides)
		if ok != x.ok || math.Abs(m.Sum-x.sum) > 1e-9 || len(m.Parts) != 4 {
			t.Errorf("%s: %v %+v", name, ok, m)
		}
		shares := 0.0
		for _, p := range m.Parts {
			shares += p.Share
		}
		if math.Abs(shares-1) > 1e-12 {
			t.Errorf("%s: the shares make %v", name, shares)
		}
	}
	low := Result{Answers: []AnswerScore{made("v", hiring.Single, -.3, 1)}}
	if m, ok := low.MakingOf(ValueFit{Value: "v"}, nil); !ok || math.Round(m.Sum) != -30 || m.Fit != 0 {
		t.Errorf("a sum under 0 counts as 0: %v %+v", ok, m)
	}
	if _, ok := r.MakingOf(ValueFit{Value: "v", Fit: Figure{Undefined: NoConsensus}}, nil); ok {
		t.Error("a fit that is not there is explained")
	}
}

func TestAWholeFitIsMadeOfWhatItsValuesAdd(t *testing.T) {
	t.Parallel()
	values := []ValueFit{
		{Value: "a", Fit: Figure{Value: 80}, Weight: .5}, {Value: "b", Fit: Figure{Value: 40}, Weight: .25},
		{Value: "c", Fit: Figure{Undefined: Insufficient}, Weight: .25}, {Value: "d", Fit: Figure{Value: 9}},
	}
	m, ok := MakingOfWhole(values, ValueFit{Fit: Figure{Value: 200. / 3}}) // (.5·80 + .25·40)/.75
	if !ok || len(m.Parts) != 3 || math.Abs(m.Parts[0].Share-2./3) > 1e-12 || m.Parts[2].Weight != 0 {
		t.Errorf("%v %+v", ok, m)
	}
}
