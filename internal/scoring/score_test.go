package scoring

import (
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

func built(t *testing.T, d Definition) *Benchmark {
	t.Helper()
	b, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// agreed is a benchmark of n numeric questions of one value whose twelve exemplars answer 7 to 9, and a candidate who
// answers 8 throughout.
func agreed(n int) (Definition, Respondent) {
	var questions []Question
	for i := range n {
		questions = append(questions, numericQuestion("q"+optionKey(i)))
	}
	d := Definition{Questions: questions, Exemplars: respondents("top", 12, questions, func(i int, q Question) hiring.AnswerBody {
		return number(7 + (i+int(q.ID[1]))%3)
	})}
	r := respondents("candidate", 1, questions, func(int, Question) hiring.AnswerBody { return number(8) })[0]
	return d, r
}

// without returns r without the answers to some questions, as if they had not been offered.
func without(r Respondent, ids ...string) Respondent {
	answers := map[string]hiring.AnswerBody{}
	for id, a := range r.Answers {
		if !slices.Contains(ids, id) {
			answers[id] = a
		}
	}
	r.Answers = answers
	return r
}

// blank returns r with some questions left blank.
func blank(r Respondent, ids ...string) Respondent {
	r = without(r, ids...)
	for _, id := range ids {
		r.Answers[id] = hiring.AnswerBody{}
	}
	return r
}

func TestSkippingDoesNotPay(t *testing.T) {
	t.Parallel()
	d, r := agreed(5)
	b := built(t, d)
	bad := without(r, "qa")
	bad.Answers["qa"] = number(4) // worse than random would be no reason to skip; poor is
	all, skip := b.Score(r, Policy{}, nil), b.Score(blank(r, "qa"), Policy{}, nil)
	if got, most := skip.Values[0].Fit.Value, all.Values[0].Fit.Value; got > most*.81 || got == 0 {
		t.Errorf("one of five left blank: fit %v, want about four fifths of %v", got, most)
	}
	if got := skip.Answers[0]; got.Status != Blank || got.Alignment.Undefined != string(Blank) || got.Weight == 0 {
		t.Errorf("a blank answer reads %+v", got)
	}
	if got := skip.Values[0].Coverage; got.Value > .81 || got.Value < .79 {
		t.Errorf("coverage %+v, want about .8", got)
	}
}

func TestCoverageRules(t *testing.T) {
	t.Parallel()
	d, r := agreed(5)
	b := built(t, d)
	waived := blank(r, "qa", "qb", "qc")
	waived.Waived = map[string]bool{"qa": true, "qb": true, "qc": true}
	for _, tc := range []struct {
		name    string
		r       Respondent
		reason  string
		warning string
		offered int
	}{
		{"all answered", r, "", "", 5},
		{"not offered is left out", without(r, "qa", "qb", "qc"), "", "", 2},
		{"waived is left out", waived, "", "", 2},
		{"three blank of five", blank(r, "qa", "qb", "qc"), Insufficient, "", 5},
		{"two blank of five", blank(r, "qa", "qb"), "", Incomplete, 5},
		{"all blank", blank(r, "qa", "qb", "qc", "qd", "qe"), Insufficient, "", 5},
		{"nothing offered", without(r, "qa", "qb", "qc", "qd", "qe"), NothingAsked, "", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := b.Score(tc.r, Policy{}, nil).Values[0]
			if v.Fit.Undefined != tc.reason || v.Offered != tc.offered {
				t.Errorf("fit %+v of %d offered, want reason %q of %d", v.Fit, v.Offered, tc.reason, tc.offered)
			}
			if got := codesOf(v.Warnings); tc.warning != "" && !slices.Contains(got, tc.warning) || tc.warning == "" && got != nil {
				t.Errorf("warnings %v, want %q", got, tc.warning)
			}
		})
	}
}

func TestInvalidAnswerIsLeftToAPerson(t *testing.T) {
	t.Parallel()
	d, r := agreed(3)
	b := built(t, d)
	r.Answers["qa"] = number(11)
	got := b.Score(r, Policy{}, nil)
	if a := got.Answers[0]; a.Status != Invalid || a.Alignment.Defined() || a.Weight != 0 {
		t.Errorf("an answer off the scale reads %+v", a)
	}
}

func TestMustHaveAsksForAConversation(t *testing.T) {
	t.Parallel()
	d, r := agreed(4)
	b := built(t, d)
	poor := respondents("poor", 1, d.Questions, func(int, Question) hiring.AnswerBody { return number(2) })[0]
	must := Policy{Must: map[string]bool{"care": true}}
	got := b.Score(poor, must, nil)
	if !got.Values[0].Review || !got.Values[0].Fit.Defined() || !got.Overall.Fit.Defined() {
		t.Errorf("far under the threshold: %+v; want a review, and every figure still there", got.Values[0])
	}
	if b.Score(r, must, nil).Values[0].Review || b.Score(poor, Policy{}, nil).Values[0].Review {
		t.Error("review asked for a good candidate, or for a value that is not a must")
	}
	d.Questions = d.Questions[:2]
	if v := built(t, d).Score(poor, must, nil).Values[0]; !v.Review || v.Lo90Hi90.Defined() {
		t.Errorf("under the threshold and without an interval, which is more doubt: %+v; want a review", v)
	}
	if v := built(t, d).Score(r, must, nil).Values[0]; v.Review {
		t.Errorf("over the threshold without an interval: %+v; want no review", v)
	}
	low := Policy{Must: must.Must, Thresholds: map[string]float64{"care": 0}}
	if v := b.Score(poor, low, nil).Values[0]; v.Review || v.Threshold.Value != 0 {
		t.Errorf("the policy's own threshold 0 was not used: %+v", v)
	}
}

func TestTheDefaultThresholdOfTheReportIsTheOneScoresAreHeldAgainst(t *testing.T) {
	t.Parallel()
	d := company(3, 8, 12, 10)
	b := built(t, d)
	for i, f := range b.Score(applicant(d, 1), Policy{}, nil).Values {
		got, n := b.Health().Values[i].DefaultThreshold()
		if got != f.Threshold || !got.Defined() || n != 12 {
			t.Errorf("value %q: the report says %+v of %d, the score %+v", f.Value, got, n, f.Threshold)
		}
	}
	if got, n := (ValueHealth{}).DefaultThreshold(); got.Defined() || n != 0 {
		t.Errorf("without exemplars: %+v of %d", got, n)
	}
}

func TestTooSmallShowsNoScore(t *testing.T) {
	t.Parallel()
	d, r := agreed(4)
	d.Exemplars = d.Exemplars[:4]
	b := built(t, d)
	if b.Health().Grade != TooSmall {
		t.Errorf("grade %s with four exemplars", b.Health().Grade)
	}
	got := b.Score(r, Policy{Must: map[string]bool{"care": true}}, nil)
	if !got.Answers[0].Alignment.Defined() {
		t.Error("the answers' alignments should be computed")
	}
	for _, v := range append(got.Values, got.Overall) {
		if v.Fit.Undefined != GradeTooSmall || v.Lo90Hi90.Defined() || v.Percentile.Defined() || v.Review {
			t.Errorf("value %q shows a score: %+v", v.Value, v)
		}
	}
}

func TestDraftsOfOneOrTwoExemplarsBuild(t *testing.T) {
	t.Parallel()
	full := company(2, 8, 2, 3)
	full.Questions = append(full.Questions, Question{ID: "text", Value: "value0", Kind: hiring.Text})
	for n := range 3 {
		d := full
		d.Exemplars = slices.Clone(full.Exemplars[:n])
		for i := range d.Exemplars {
			d.Exemplars[i] = without(d.Exemplars[i])
			d.Exemplars[i].Answers["text"] = hiring.AnswerBody{Text: "I called back the same evening and said what I had found."}
		}
		b := built(t, d)
		if h := b.Health(); h.Grade != CannotFreeze || len(h.Questions) != 9 {
			t.Errorf("%d exemplars: grade %s, %d questions", n, h.Grade, len(h.Questions))
		}
		r := applicant(d, 1)
		r.Answers["text"] = hiring.AnswerBody{Text: "I would ask first what happened and then call them back."}
		if got := b.Score(r, Policy{}, nil); got.Overall.Fit.Undefined != GradeTooSmall {
			t.Errorf("%d exemplars: overall %+v", n, got.Overall.Fit)
		}
	}
}

func TestEvidenceOnlyTakesTextOutOfTheFit(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(1, 12, 12)
	b := built(t, d)
	counts, evidence := b.Score(r, Policy{Text: TextCounts}, nil), b.Score(r, Policy{Text: EvidenceOnly}, nil)
	for i, a := range evidence.Answers {
		if a.Kind != hiring.Text {
			continue
		}
		if a.Weight != 0 || a.Alignment != counts.Answers[i].Alignment || len(a.Evidence.Matches) == 0 {
			t.Errorf("%s: weight %v, alignment %+v, %d matches", a.Question, a.Weight, a.Alignment, len(a.Evidence.Matches))
		}
	}
	if v := evidence.Values[1]; v.Fit.Undefined != string(EvidenceOnly) {
		t.Errorf("a value of texts alone reads %+v", v.Fit)
	}
	if v := evidence.Values[0]; !v.Fit.Defined() {
		t.Errorf("a value of closed questions reads %+v", v.Fit)
	}
}

func TestWeightsOfThePolicy(t *testing.T) {
	t.Parallel()
	d := company(4, 12, 10, 10)
	b := built(t, d)
	r := respondents("c", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody {
		if q.Value == "value0" {
			return farAnswer(q)
		}
		return exemplaryAnswer(steady(), q)
	})[0]
	one := b.Score(r, Policy{Weights: map[string]float64{"value1": 3}}, nil)
	if one.Overall.Fit.Value != one.Values[1].Fit.Value || one.Values[0].Weight != 0 || one.Values[1].Weight != 1 {
		t.Errorf("a single weight: overall %+v of %+v", one.Overall.Fit, one.Values)
	}
	three := b.Score(r, Policy{Weights: map[string]float64{"value0": 2, "value1": 1, "value2": 1}}, nil)
	want := three.Values[0].Fit.Value/2 + three.Values[1].Fit.Value/4 + three.Values[2].Fit.Value/4
	compareFigure(t, "overall", three.Overall.Fit, Figure{Value: want})
}

func TestResponseStyleOnlyFlags(t *testing.T) {
	t.Parallel()
	d, r := agreed(8)
	b := built(t, d)
	if got := codesOf(b.Score(r, Policy{}, nil).Flags); !slices.Equal(got, []string{Straightline}) {
		t.Errorf("eight times the same number: flags %v", got)
	}
	ends := respondents("ends", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody {
		return number(1 + 9*(int(q.ID[1])%2))
	})[0]
	if got := codesOf(b.Score(ends, Policy{}, nil).Flags); !slices.Equal(got, []string{Extreme}) {
		t.Errorf("nothing but the ends of the scale: flags %v", got)
	}
	varied := respondents("varied", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody {
		return number(3 + int(q.ID[1])%4)
	})[0]
	if got := b.Score(varied, Policy{}, nil).Flags; got != nil {
		t.Errorf("varied answers are flagged: %v", got)
	}
}

func TestSpokenAgainstWrittenIsSaid(t *testing.T) {
	t.Parallel()
	d, r := agreed(3)
	b := built(t, d)
	r.Mode = ModeInterview
	if got := codesOf(b.Score(r, Policy{}, nil).Overall.Warnings); !slices.Contains(got, MixedModes) {
		t.Errorf("warnings %v", got)
	}
	d.Exemplars[0].Mode = ModeInterview
	if got := codesOf(built(t, d).Health().Warnings); !slices.Contains(got, MixedModes) {
		t.Errorf("a benchmark of both: warnings %v", got)
	}
}
