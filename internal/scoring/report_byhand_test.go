package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

// TestOtherModeNeedsAnExemplar: somebody who speaks where all exemplars wrote, and the other way round.
func TestOtherModeNeedsAnExemplar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		exemplars, spoke int
		mode             string
		said             bool
	}{{0, 0, ModeInterview, false}, {1, 0, ModeInterview, true}, {1, 1, "", true}, {3, 3, "", true}, {3, 2, "", false}, {3, 0, "", false}} {
		b := &Benchmark{}
		for i := range c.exemplars {
			r := Respondent{}
			if i < c.spoke {
				r.Mode = ModeInterview
			}
			b.definition.Exemplars = append(b.definition.Exemplars, r)
		}
		ws := b.otherMode(Respondent{Mode: c.mode})
		if (ws != nil) != c.said || c.said && (ws[0].Figures["spoken"] != float64(c.spoke) || ws[0].Figures["written"] != float64(c.exemplars-c.spoke)) {
			t.Errorf("%+v: %+v", c, ws)
		}
	}
}

// TestMakingsStayWithinTheirBounds: a text's points within ±100, a person's number within 0..100, a voided answer's none,
// and a sum above 100 counted as 100.
func TestMakingsStayWithinTheirBounds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, want  float64
		override *Override
	}{{-1.1, -100, nil}, {1.1, 100, nil}, {.5, 100, &Override{Alignment: 1.1}}, {.5, 0, &Override{Alignment: -.1}}, {.5, 0, &Override{Void: true, Alignment: .7}}} {
		overrides := map[string]Override{}
		if c.override != nil {
			overrides["vtext"] = *c.override
		}
		isNear(t, "points", Figure{Value: made("v", hiring.Text, c.a, 1).madeOf(overrides).Points}, c.want)
	}
	above := Result{Answers: []AnswerScore{made("v", hiring.Single, 1.1, 1)}}
	if m, ok := above.MakingOf(ValueFit{Value: "v", Fit: Figure{Value: 100}}, nil); !ok || math.Abs(m.Sum-110) > 1e-9 {
		t.Errorf("%v %+v", ok, m)
	}
}

// TestWorkedByHand: 7, 7 and 8 have the densities (2+k)/3 and (1+2k)/3, k = exp(−1/(2·1.125²)); five points the bandwidth
// .75; three of four options' picks and none of the others' make (3+½)/(3+2) and ½/5.
func TestWorkedByHand(t *testing.T) {
	t.Parallel()
	ten, five, single := numericQuestion("ten"), numericQuestion("five"), choiceQuestion("single", hiring.Single, 4)
	five.Lo, five.Hi = 3, 7
	questions := []Question{ten, five, single}
	d := Definition{Questions: questions, Exemplars: respondents("top", 3, questions, func(i int, q Question) hiring.AnswerBody {
		switch {
		case q.ID == "single":
			return picks("b")
		case q.ID == "ten" && i == 2:
			return number(8)
		}
		return number(7)
	})}
	k := math.Exp(-1 / (2 * 1.125 * 1.125))
	w, ok := Work(d, "ten")
	if !ok || w.N != 3 {
		t.Fatalf("%+v", w)
	}
	isNear(t, "h", Figure{Value: w.H}, 1.125)
	isNear(t, "f(7)", Figure{Value: w.Points[6].P}, (2+k)/3)
	isNear(t, "f(8)", Figure{Value: w.Points[7].P}, (1+2*k)/3)
	isNear(t, "s of 8", Figure{Value: w.Points[7].S}, (1+2*k)/(2+k))
	w, _ = Work(d, "five")
	isNear(t, "h of five points", Figure{Value: w.H}, .75)
	w, _ = Work(d, "single")
	isNear(t, "p of the option picked", Figure{Value: w.Points[1].P}, .7)
	isNear(t, "p of another", Figure{Value: w.Points[0].P}, .1)
	if w.H != 0 {
		t.Errorf("a choice with a bandwidth of %v", w.H)
	}
}

// TestIncumbentsByHand: exemplars of a, a and b. Without one of the a, b is the mode as much as a and earns 1; without the
// b it earns (.2−.467)/(1−.467) = −½. Where one exemplar answered, only the key of the other's fold is left.
func TestIncumbentsByHand(t *testing.T) {
	t.Parallel()
	q := []Question{choiceQuestion("q", hiring.Single, 3)}
	of := func(prefix string, answers ...string) []Respondent {
		return respondents(prefix, len(answers), q, func(i int, _ Question) hiring.AnswerBody {
			if answers[i] == "" {
				return hiring.AnswerBody{}
			}
			return picks(answers[i])
		})
	}
	for _, c := range []struct {
		top  []string
		want float64
	}{{[]string{"a", "a", "b"}, .5}, {[]string{"a", ""}, -.5}} {
		people := built(t, Definition{Questions: q, Exemplars: of("top", c.top...), Comparison: of("typical", "b", "")}).Incumbents()
		isNear(t, "b", Figure{Value: people[len(c.top)].A[0]}, c.want)
		if a := people[len(c.top)+1].A[0]; !math.IsNaN(a) {
			t.Errorf("nothing answered: %v", a)
		}
	}
}

// TestProfileByHand: three exemplars of one pattern on top of what five others answer correlate wholly with each other,
// before and after the others' answers are taken out. Fewer make no profile.
func TestProfileByHand(t *testing.T) {
	t.Parallel()
	var questions []Question
	for i := range 6 {
		questions = append(questions, numericQuestion(optionKey(i)))
	}
	common, own := []int{2, 8, 3, 9, 4, 7}, []int{1, -1, 1, 0, 2, -1}
	answer := func(times int) func(int, Question) hiring.AnswerBody {
		return func(_ int, q Question) hiring.AnswerBody {
			k := int(q.ID[0] - 'a')
			return number(common[k] + times*own[k])
		}
	}
	d := Definition{Questions: questions, Exemplars: respondents("top", 3, questions, answer(1)), Comparison: respondents("typical", 5, questions, answer(0))}
	p := d.normalised().profile()
	if p == nil {
		t.Fatal("three and five make no profile")
	}
	isNear(t, "overall", p.Overall, 1)
	isNear(t, "distinctive", p.Distinctive, 1)
	few := d
	if few.Exemplars = d.Exemplars[:2]; few.normalised().profile() != nil {
		t.Error("two exemplars make a profile")
	}
	if d.Comparison = d.Comparison[:4]; d.normalised().profile() != nil {
		t.Error("four others make a profile")
	}
	short := questions[0]
	short.Lo, short.Hi = 3, 7
	rows := numericRows([]Respondent{{Answers: map[string]hiring.AnswerBody{"a": number(4)}}}, []Question{short})
	if sum := columnSums(rows); len(sum) != 1 || sum[0] != .25 {
		t.Errorf("4 of 3 to 7: %v", sum)
	}
}

// TestThreeExemplarsNotice: too few to show a score, enough to publish.
func TestThreeExemplarsNotice(t *testing.T) {
	t.Parallel()
	if got := OutlookAt(3).Noticeable; !got.Defined() || got.Value < .9 {
		t.Errorf("%+v", got)
	}
}

// TestCurrencySaysWhatChanged: the only exemplar's leaving is all of them.
func TestCurrencySaysWhatChanged(t *testing.T) {
	t.Parallel()
	if ws := (Currency{Changed: true}).Warnings(); len(ws) != 1 || ws[0].Figures["changed"] != 1 {
		t.Errorf("%+v", ws)
	}
	if ws := (Currency{Left: 1, Exemplars: 1}).Warnings(); len(ws) != 1 || ws[0].Figures["left"] != 1 {
		t.Errorf("%+v", ws)
	}
}

// TestQuestionsThatCanBeScored: scales of 2 to 1001 points, two options or more, a weight above 0; a self-rating weighs
// half of the others unless somebody says otherwise.
func TestQuestionsThatCanBeScored(t *testing.T) {
	t.Parallel()
	scale := func(lo, hi int) Question {
		q := numericQuestion("q").normalised()
		q.Lo, q.Hi = lo, hi
		return q
	}
	weightless := choiceQuestion("q", hiring.Single, 2).normalised()
	weightless.Weight = 0
	for _, c := range []struct {
		name string
		q    Question
		ok   bool
	}{
		{"two points", scale(3, 4), true}, {"one point", scale(3, 3), false}, {"a thousand and one points", scale(400, 1400), true},
		{"one more", scale(400, 1401), false}, {"two options", choiceQuestion("q", hiring.Single, 2).normalised(), true},
		{"one option", choiceQuestion("q", hiring.Single, 1).normalised(), false}, {"no weight", weightless, false},
	} {
		if err := c.q.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if w := (Question{Kind: hiring.Numeric}).normalised().Weight; w != .5 {
		t.Errorf("a self-rating weighs %v", w)
	}
}
