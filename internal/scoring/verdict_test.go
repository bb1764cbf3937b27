package scoring

import (
	"testing"

	"touchstone/internal/hiring"
)

// sound is a health that nothing speaks against.
func sound(exemplars int) Health {
	return Health{Exemplars: exemplars, Comparison: exemplars, Managers: 3, Teams: 2, Values: []ValueHealth{{Value: "care"}, {Value: "honesty"}}}
}

// TestVerdictByWarning has the level each code of §2.4 holds a benchmark down to, for the whole and for one value.
func TestVerdictByWarning(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		code         string
		whole, value Level
	}{
		{Inverted, DoNotUse, WithCare}, {DoesNotSeparate, DoNotUse, WithCare}, {NoConsensus, DoNotUse, WithCare},
		{TooFewExemplars, NotYet, WithCare}, {SeparationUnknown, NotYet, Ready}, {SeparationNotShown, NotYet, Ready},
		{SingleManager, NotYet, Ready}, {DominatingManager, WithCare, Ready}, {ManagersUnknown, WithCare, Ready},
		{LowAlpha, Ready, Ready}, {ModestAlpha, Ready, Ready},
		{MixedModes, Ready, Ready}, {Polarised, Ready, Ready}, {WeakConsensus, Ready, Ready}, {UniversalAnswer, Ready, Ready},
		{Ceiling, Ready, Ready}, {LengthDriven, Ready, Ready},
	} {
		h := sound(20)
		h.Overall.Warnings = []Warning{{Code: tc.code}}
		if got := h.Verdict(); got.Level != tc.whole {
			t.Errorf("%s of the whole: %s, want %s", tc.code, got.Level, tc.whole)
		}
		h = sound(20)
		h.Values[1].Warnings = []Warning{{Code: tc.code, Value: "honesty"}}
		if got := h.Verdict(); got.Level != tc.value {
			t.Errorf("%s of a value: %s, want %s", tc.code, got.Level, tc.value)
		}
	}
}

func TestVerdictNamesTheGravestReasonFirst(t *testing.T) {
	t.Parallel()
	h := sound(12)
	h.Values[0].Warnings = []Warning{{Code: DoesNotSeparate, Value: "care"}}
	h.Overall.Warnings = []Warning{{Code: SingleManager}}
	v := h.Verdict(Warning{Code: Stale, Figures: figures{"months": 13}})
	if v.Level != NotYet || len(v.Reasons) != 3 || v.Reasons[0].Code != SingleManager || v.Reasons[1].Code != DoesNotSeparate {
		t.Errorf("%+v", v)
	}
}

func TestVerdictUnderFiveExemplarsIsAboutTheirNumberOnly(t *testing.T) {
	t.Parallel()
	for n := range leastToShow {
		h := sound(n)
		h.Overall.Warnings = []Warning{{Code: Inverted}}
		if v := h.Verdict(); v.Level != NotYet || len(v.Reasons) != 1 || v.Reasons[0].Code != TooFewExemplars {
			t.Errorf("%d exemplars: %+v", n, v)
		}
	}
}

func TestVerdictAsksForCareWhereNobodyKnowsWhoseTheExemplarsAre(t *testing.T) {
	t.Parallel()
	h := sound(20)
	h.Managers, h.Teams = 0, 0
	if v := h.Verdict(); v.Level != WithCare || v.Reasons[0].Code != ManagersUnknown {
		t.Errorf("%+v", v)
	}
	h.Teams = 2
	if v := h.Verdict(); v.Level != Ready || v.Reasons != nil {
		t.Errorf("two teams known: %+v", v)
	}
}

func TestCurrencyBecomesStale(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		c     Currency
		cause string // the figure that tells why; "" when current
		level Level
	}{
		{"eleven months old", Currency{Months: 11.9, Exemplars: 20}, "", Ready},
		{"a year old", Currency{Months: 12, Exemplars: 20}, "months", WithCare},
		{"a year and a half old", Currency{Months: 18, Exemplars: 20}, "months", NotYet},
		{"position changed", Currency{Months: 1, Changed: true, Exemplars: 20}, "changed", WithCare},
		{"three in ten gone", Currency{Months: 1, Left: 6, Exemplars: 20}, "", Ready},
		{"more than three in ten gone", Currency{Months: 1, Left: 7, Exemplars: 20}, "left", WithCare},
		{"nobody was there", Currency{}, "", Ready},
	} {
		ws := tc.c.Warnings()
		if tc.cause == "" && len(ws) > 0 || tc.cause != "" && (len(ws) != 1 || ws[0].Code != Stale) {
			t.Errorf("%s: %+v", tc.name, ws)
			continue
		}
		if len(ws) == 1 {
			if _, ok := ws[0].Figures[tc.cause]; !ok {
				t.Errorf("%s: figures %v", tc.name, ws[0].Figures)
			}
		}
		if v := sound(20).Verdict(ws...); v.Level != tc.level {
			t.Errorf("%s: %s, want %s", tc.name, v.Level, tc.level)
		}
	}
}

func TestLowAlphaNeedsThirtyPeopleAndThreeQuestions(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		questions, people int
		alpha             float64
		want              string
	}{
		{3, 30, .59, LowAlpha}, {3, 30, .60, ModestAlpha}, {3, 30, .70, ""}, {3, 29, .10, ""}, {2, 30, .10, ""}, {4, 50, -.2, LowAlpha},
	} {
		ws := Consistency{Value: "care", Questions: tc.questions, People: tc.people, Alpha: Figure{Value: tc.alpha}}.Warnings()
		got := ""
		if len(ws) == 1 {
			got = ws[0].Code
		}
		if got != tc.want || len(ws) > 1 {
			t.Errorf("%+v: %v", tc, ws)
		}
	}
	if (Consistency{Questions: 3, People: 40, Alpha: Figure{Undefined: "no_variation"}}).Warnings() != nil {
		t.Error("an undefined α warns")
	}
}

// TestConsistencyCountsExemplarsComparisonAndCandidates: thirty people are reached only together, and random answers do
// not go together.
func TestConsistencyCountsExemplarsComparisonAndCandidates(t *testing.T) {
	t.Parallel()
	d := company(3, 4, 12, 12)
	b := built(t, d)
	var results []Result
	for i := range 10 {
		results = append(results, b.Score(applicant(d, uint64(i)), Policy{Text: TextCounts, Weights: map[string]float64{"value0": 1}}, nil))
	}
	alone, together := b.Consistency(nil)[0], b.Consistency(results)[0]
	if alone.People != 24 || together.People != 34 || !together.Alpha.Defined() {
		t.Errorf("alone %+v, together %+v", alone, together)
	}
	if h := b.Health().Values[0].Consistency; h == nil || h.People != 24 {
		t.Errorf("the health has %+v", h)
	}
}

// TestProfileTellsTheDesirableFromTheDistinctive: everybody answers the six questions alike in level, exemplars have a
// pattern of their own on top; and without it only the overall correlation stays high.
func TestProfileTellsTheDesirableFromTheDistinctive(t *testing.T) {
	t.Parallel()
	var questions []Question
	for i := range 6 {
		questions = append(questions, numericQuestion(optionKey(i)))
	}
	common, own := []int{2, 8, 3, 9, 4, 7}, []int{1, -1, 1, -1, 1, -1}
	answer := func(pattern int) func(i int, q Question) hiring.AnswerBody {
		return func(i int, q Question) hiring.AnswerBody {
			k := int(q.ID[0] - 'a')
			return number(common[k] + pattern*own[k] + (i+k)%2*(1-pattern))
		}
	}
	d := Definition{Questions: questions, Exemplars: respondents("top", 8, questions, answer(1)), Comparison: respondents("typical", 8, questions, answer(0))}
	with := d.normalised().profile()
	d.Exemplars = respondents("top", 8, questions, answer(0))
	without := d.normalised().profile()
	if with == nil || without == nil || with.Distinctive.Value < .95 || without.Overall.Value < .9 || without.Distinctive.Value > .5 {
		t.Errorf("with a pattern %+v, without %+v", with, without)
	}
	d.Questions = questions[:5]
	if d.normalised().profile() != nil {
		t.Error("five questions make a profile")
	}
}
