package scoring

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/testkit/oracle"
)

// TestOracle holds the engine against every oracle it answers for.
func TestOracle(t *testing.T) {
	t.Parallel()
	oracle.Run(t, oracle.Scoring, plain, map[string]oracle.Answer{
		"combine":                answerCombine,
		"item_consensus":         answerItemConsensus,
		"loo_selfcheck":          answerSelfCheck,
		"score_multi_choice":     answerMultiChoice,
		"score_numeric":          answerNumeric,
		"score_numeric_at_least": answerNumericAtLeast,
		"score_ranking":          answerRanking,
		"score_single_choice":    answerSingleChoice,
		"score_value":            answerValue,
	})
}

// plain turns the engine's figures, and those of stats, into what the oracles compare.
func plain(v any) any {
	f, ok := v.(Figure)
	if s, is := v.(stats.Figure); is {
		f, ok = Figure(s), true
	}
	switch {
	case !ok:
		return v
	case f.Defined():
		return f.Value
	case f.Value != 0:
		return fmt.Sprintf("undefined (%s) with the number %v", f.Undefined, f.Value)
	}
	return oracle.Undefined(f.Undefined)
}

// numericScale is the scale of an oracle's case and its exemplars' answers.
func numericScale(t *testing.T, c oracle.Case) (scale, []vector) {
	t.Helper()
	q := numericQuestion("q")
	q.Lo = int(c.NumberOr("lo", 1))
	q.Hi = int(c.NumberOr("hi", float64(q.Lo-1)+c.NumberOr("points", 10)))
	if mode := c.Text("mode"); mode != "" {
		q.Mode = hiring.ScaleMode(mode)
	}
	s := newScale(q)
	var answers []vector
	for _, e := range c.List("exemplars") {
		answers = append(answers, encoded(t, s, number(whole(t, e))))
	}
	return s, answers
}

// whole is a number of an oracle that the product keeps as a whole one.
func whole(t *testing.T, x float64) int {
	t.Helper()
	if x != float64(int(x)) {
		t.Fatalf("%v is not a whole number", x)
	}
	return int(x)
}

func encoded(t *testing.T, s scale, a hiring.AnswerBody) vector {
	t.Helper()
	v, err := s.encode(a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// aligned returns s and a of an answer held against the exemplars' answers.
func aligned(s scale, answers []vector, v vector) (similarity, alignment Figure, k key) {
	k = s.newKey(s.tally(answers), make([]float64, s.size))
	a, ok := s.align(&k, v)
	if !ok {
		reason := cmp.Or(k.reason, string(Blank))
		return Figure{Undefined: reason}, Figure{Undefined: reason}, k
	}
	return Figure{Value: k.similarity(a)}, Figure{Value: a}, k
}

// expectation is e0 of a key; undefined when there is no key.
func expectation(k key) Figure {
	if k.reason != "" {
		return Figure{Undefined: k.reason}
	}
	return Figure{Value: k.e0}
}

// multipleAnswers reads rows of 0 and 1.
func multipleAnswers(c oracle.Case) (scale, []vector) {
	var answers []vector
	size := len(c.Holed("pick"))
	for _, row := range c.Matrix("exemplar_selections") {
		if v := selection(row); v.given() {
			answers = append(answers, v)
			size = len(row)
		}
	}
	return newScale(choiceQuestion("q", hiring.Multiple, size)), answers
}

// rankedAnswers reads rows of ranks, by option.
func rankedAnswers(c oracle.Case) (scale, []vector) {
	var answers []vector
	size := len(c.Holed("candidate_ranks"))
	for _, row := range c.Matrix("exemplar_ranks") {
		if v := rankedAnswer(row); v.given() {
			answers = append(answers, v)
			size = len(row)
		}
	}
	return newScale(choiceQuestion("q", hiring.Ranking, size)), answers
}

// selection is a row of 0 and 1; none when it has holes.
func selection(row []float64) vector {
	if slices.ContainsFunc(row, math.IsNaN) {
		return vector{}
	}
	return vector{at: row}
}

// rankedAnswer is a row of ranks; options without one share the remaining ranks, and no rank at all is no answer.
func rankedAnswer(row []float64) vector {
	ranks, ranked := slices.Clone(row), 0
	for k, r := range ranks {
		if math.IsNaN(r) {
			ranks[k] = 0
		} else {
			ranked++
		}
	}
	if ranked == 0 {
		return vector{}
	}
	fillRanks(ranks, ranked)
	return vector{at: ranks, ties: stats.TieSum(ranks)}
}

// singleTally is the tally of a single choice whose options were picked so often.
func singleTally(counts []float64) (scale, tally) {
	s := newScale(choiceQuestion("q", hiring.Single, len(counts)))
	n := 0.0
	for _, c := range counts {
		n += c
	}
	return s, tally{n: n, sum: counts}
}

func answerItemConsensus(t *testing.T, c oracle.Case) map[string]any {
	s, all := consensusCase(t, c)
	agreement := s.agreement(all)
	out := map[string]any{"rwg_raw": agreement, "c": Figure{Undefined: agreement.Undefined}, "n": all.n}
	if agreement.Defined() {
		out["c"] = clampedConsensus(agreement)
	}
	if s.question.Kind == hiring.Numeric && agreement.Value < 0 {
		var v verdict
		v.agreed = agreement
		s.judgeAgreement(&v, all, luckLimit)
		out["flag"] = v.warnings[0].Code
	}
	return out
}

func consensusCase(t *testing.T, c oracle.Case) (scale, tally) {
	t.Helper()
	switch {
	case c.Has("exemplar_selections"):
		s, answers := multipleAnswers(c)
		return s, s.tally(answers)
	case c.Has("exemplar_ranks"):
		s, answers := rankedAnswers(c)
		return s, s.tally(answers)
	case c.Has("counts"):
		return singleTally(c.List("counts"))
	}
	s, answers := numericScale(t, c)
	return s, s.tally(answers)
}
