package scoring

import (
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// judged is the verdict on exemplars' answers to q.
func judged(t *testing.T, q Question, exemplars, comparison []hiring.AnswerBody) verdict {
	t.Helper()
	s := newScale(q)
	encode := func(as []hiring.AnswerBody) (out []vector) {
		for _, a := range as {
			out = append(out, encoded(t, s, a))
		}
		return out
	}
	return s.judge(encode(exemplars), encode(comparison), newLuck(7, luckLimit))
}

func numbers(ns ...int) (out []hiring.AnswerBody) {
	for _, n := range ns {
		out = append(out, number(n))
	}
	return out
}

func choices(keys ...string) (out []hiring.AnswerBody) {
	for _, k := range keys {
		var ps []string
		for _, r := range k {
			ps = append(ps, string(r))
		}
		out = append(out, picks(ps...))
	}
	return out
}

func codesOf(ws []Warning) (out []string) {
	for _, w := range ws {
		out = append(out, w.Code)
	}
	return out
}

func TestConsensusRules(t *testing.T) {
	t.Parallel()
	numeric, single := numericQuestion("q"), choiceQuestion("q", hiring.Single, 4)
	multiple, ranking := choiceQuestion("q", hiring.Multiple, 4), choiceQuestion("q", hiring.Ranking, 4)
	for _, tc := range []struct {
		name      string
		q         Question
		exemplars []hiring.AnswerBody
		counts    bool
		want      []string
	}{
		{"numbers that agree", numeric, numbers(6, 7, 7, 8, 6, 7), true, nil},
		{"four are too few, and said", numeric, numbers(6, 7, 7, 7), true, []string{TooFewExemplars}},
		{"one number is no agreement", numeric, numbers(7), false, []string{TooFewExemplars, NoConsensus}},
		{"nobody answered", numeric, nil, false, []string{TooFewExemplars}},
		{"two camps", numeric, numbers(1, 2, 1, 9, 10, 9), false, []string{Polarised, NoConsensus}},
		{"two modes four points apart", numeric, numbers(4, 4, 4, 4, 4, 6, 8, 8, 8, 8, 8), false, []string{Polarised}},
		{"modest spread", numeric, numbers(4, 5, 6, 7, 8, 9, 6, 7, 3, 6, 9, 3), true, []string{WeakConsensus}},
		{"wide spread", numeric, numbers(2, 4, 6, 8, 9, 3, 7), false, []string{NoConsensus}},
		{"crowded at the end", numeric, numbers(10, 10, 9, 10, 10, 10), true, []string{Ceiling}},
		{"an option most pick", single, choices("a", "a", "a", "a", "a", "b"), true, nil},
		{"options as often as each other", single, choices("a", "b", "c", "d", "a", "b", "c", "d"), false, []string{NoConsensus}},
		{"half a group of four by luck", single, choices("a", "a", "a", "b", "c"), false, []string{NoConsensus}},
		{"the same picks", multiple, choices("ab", "ab", "ab", "abc", "ab", "a"), true, nil},
		{"picks all over", multiple, choices("ab", "cd", "ac", "bd", "ad", "bc"), false, []string{NoConsensus}},
		{"everybody picks everything", multiple, choices("abcd", "abcd", "abcd", "abcd", "abcd"), true, nil},
		{"the same order", ranking, choices("abcd", "abcd", "abdc", "bacd", "abcd"), true, nil},
		{"opposite orders", ranking, choices("abcd", "dcba", "abcd", "dcba", "badc", "cdab"), false, []string{NoConsensus}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := judged(t, tc.q, tc.exemplars, nil)
			if (v.c > 0) != tc.counts {
				t.Errorf("c = %v (agreement %+v, p %+v)", v.c, v.agreed, v.p)
			}
			if got := codesOf(v.warnings); !slices.Equal(got, tc.want) {
				t.Errorf("warnings %v, want %v (agreement %+v, p %+v)", got, tc.want, v.agreed, v.p)
			}
		})
	}
}

// TestLuckIsNotConsensus answers at random: whatever the kind and however small the group, about one question in
// twenty may pass for consensus, not more.
func TestLuckIsNotConsensus(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 5))
	twoOfSix := choiceQuestion("two of six", hiring.Multiple, 6)
	for _, q := range []Question{
		numericQuestion("numeric"), choiceQuestion("single", hiring.Single, 4),
		choiceQuestion("multiple", hiring.Multiple, 5), choiceQuestion("ranking", hiring.Ranking, 4), twoOfSix,
	} {
		luck := newLuck(9, luckLimit)
		s := newScale(q)
		for _, n := range []int{3, 5, 12} {
			const trials = 400
			passed := 0
			for range trials {
				var answers []vector
				for range n {
					a := typicalAnswer(rng, q)
					if q.ID == twoOfSix.ID {
						order := rng.Perm(6)
						a = picks(optionKey(order[0]), optionKey(order[1]))
					}
					answers = append(answers, encoded(t, s, a))
				}
				if s.judge(answers, nil, luck).c > 0 {
					passed++
				}
			}
			if passed > trials*8/100 { // 5 % and three standard errors of it
				t.Errorf("%s, n = %d: %d of %d random keys passed for consensus", q.ID, n, passed, trials)
			}
		}
	}
}

func TestUniversalAnswerHalvesTheWeight(t *testing.T) {
	t.Parallel()
	q := choiceQuestion("q", hiring.Single, 4)
	top := choices("a", "a", "a", "a", "a", "a", "a", "a", "a", "b")
	alone := judged(t, q, top, choices("a", "b", "c", "d", "a", "b"))
	shared := judged(t, q, top, choices("a", "a", "a", "a", "a", "b"))
	if slices.Contains(codesOf(alone.warnings), UniversalAnswer) || !slices.Contains(codesOf(shared.warnings), UniversalAnswer) {
		t.Errorf("warnings: %v against typical reps who differ, %v against those who do not", codesOf(alone.warnings), codesOf(shared.warnings))
	}
	if shared.c != alone.c/2 {
		t.Errorf("c = %v, want half of %v", shared.c, alone.c)
	}
}

func TestGapBetweenCampsEarnsNothing(t *testing.T) {
	t.Parallel()
	s := newScale(numericQuestion("q"))
	var answers []vector
	for _, a := range numbers(1, 2, 1, 9, 10, 9) {
		answers = append(answers, encoded(t, s, a))
	}
	if sim, _, _ := aligned(s, answers, encoded(t, s, number(5))); sim.Value > .05 {
		t.Errorf("s = %v for an answer nobody gave, between two camps", sim.Value)
	}
}

func TestMultipleChoiceCannotBeGamed(t *testing.T) {
	t.Parallel()
	s := newScale(choiceQuestion("q", hiring.Multiple, 5))
	var answers []vector
	for _, a := range choices("ab", "abc", "a", "abd", "ab") {
		answers = append(answers, encoded(t, s, a))
	}
	for name, v := range map[string]vector{
		"select all":  {at: []float64{1, 1, 1, 1, 1}},
		"select none": {at: []float64{0, 0, 0, 0, 0}},
	} {
		if _, a, _ := aligned(s, answers, v); a.Value > tolerance || a.Value < -tolerance {
			t.Errorf("%s: a = %v, want 0", name, a.Value)
		}
	}
	rng, sum := rand.New(rand.NewPCG(1, 1)), 0.0
	const draws = 20000
	for range draws {
		v := vector{at: make([]float64, 5)}
		for k := range v.at {
			v.at[k] = float64(rng.IntN(2))
		}
		_, a, _ := aligned(s, answers, v)
		sum += a.Value
	}
	if mean := sum / draws; mean > .02 || mean < -.02 {
		t.Errorf("random picks earn %v on average, want 0", mean)
	}
}

func TestPartialRankingSharesTheRemainingRanks(t *testing.T) {
	t.Parallel()
	s := newScale(choiceQuestion("q", hiring.Ranking, 5))
	got := encoded(t, s, picks("c", "a"))
	if want := []float64{2, 4, 1, 4, 4}; !slices.Equal(got.at, want) || got.ties != 24 {
		t.Errorf("ranks %v ties %v, want %v and 24", got.at, got.ties, want)
	}
}
