package scoring

import (
	"fmt"
	"math/rand/v2"

	"touchstone/internal/hiring"
)

// The makers of definitions that the tests start from.

func numericQuestion(id string) Question {
	return Question{ID: id, Value: "care", Kind: hiring.Numeric, Lo: 1, Hi: 10, Mode: hiring.IdealPoint, Weight: 1}
}

func choiceQuestion(id string, kind hiring.Kind, options int) Question {
	q := Question{ID: id, Value: "care", Kind: kind, Weight: 1}
	for k := range options {
		q.Options = append(q.Options, optionKey(k))
	}
	return q
}

func optionKey(k int) string { return string(rune('a' + k)) }

func number(n int) hiring.AnswerBody { return hiring.AnswerBody{Number: &n} }

func picks(keys ...string) hiring.AnswerBody { return hiring.AnswerBody{Picks: keys} }

// respondents makes n respondents with ids such as top01, who answer as answer says: by respondent, then question.
func respondents(prefix string, n int, questions []Question, answer func(i int, q Question) hiring.AnswerBody) []Respondent {
	out := make([]Respondent, n)
	for i := range out {
		out[i] = Respondent{
			ID: fmt.Sprintf("%s%02d", prefix, i), Language: hiring.English, Mode: "link",
			Manager: fmt.Sprintf("manager %d", i%3), Team: fmt.Sprintf("team %d", i%2),
			Answers: map[string]hiring.AnswerBody{},
		}
		for _, q := range questions {
			out[i].Answers[q.ID] = answer(i, q)
		}
	}
	return out
}

// typicalAnswer answers at random; exemplaryAnswer answers one way most of the time.
func typicalAnswer(rng *rand.Rand, q Question) hiring.AnswerBody {
	switch q.Kind {
	case hiring.Numeric:
		return number(q.Lo + rng.IntN(q.Hi-q.Lo+1))
	case hiring.Single:
		return picks(q.Options[rng.IntN(len(q.Options))])
	case hiring.Multiple:
		var keys []string
		for _, o := range q.Options {
			if rng.IntN(2) == 0 {
				keys = append(keys, o)
			}
		}
		if keys == nil {
			keys = q.Options[:1]
		}
		return picks(keys...)
	case hiring.Ranking:
		order := append([]string(nil), q.Options...)
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		return picks(order...)
	}
	return hiring.AnswerBody{Text: "I listened, asked two questions and wrote down what we agreed on."}
}

func exemplaryAnswer(rng *rand.Rand, q Question) hiring.AnswerBody {
	if rng.IntN(6) == 0 {
		return typicalAnswer(rng, q)
	}
	switch q.Kind {
	case hiring.Numeric:
		return number(q.Hi - 2 + rng.IntN(2))
	case hiring.Single:
		return picks(q.Options[0])
	case hiring.Multiple:
		return picks(q.Options[:2]...)
	case hiring.Ranking:
		return picks(q.Options...)
	}
	return typicalAnswer(rng, q)
}

// company is a definition of n questions of every closed kind over values of four questions each, answered by so many
// exemplars and comparison reps.
func company(seed uint64, n, exemplars, comparison int) Definition {
	rng := rand.New(rand.NewPCG(seed, 1))
	var questions []Question
	kinds := []hiring.Kind{hiring.Numeric, hiring.Single, hiring.Multiple, hiring.Ranking}
	for i := range n {
		q := choiceQuestion(fmt.Sprintf("q%02d", i), kinds[i%4], 4+i%3)
		if q.Kind == hiring.Numeric {
			q = numericQuestion(q.ID)
			q.Weight = 0
		}
		q.Value = fmt.Sprintf("value%d", i/4)
		questions = append(questions, q)
	}
	return Definition{
		Questions: questions,
		Exemplars: respondents("top", exemplars, questions, func(_ int, q Question) hiring.AnswerBody {
			return exemplaryAnswer(rng, q)
		}),
		Comparison: respondents("typical", comparison, questions, func(_ int, q Question) hiring.AnswerBody {
			return typicalAnswer(rng, q)
		}),
	}
}

// applicant answers a definition's questions at random.
func applicant(d Definition, seed uint64) Respondent {
	rng := rand.New(rand.NewPCG(seed, 2))
	r := respondents("candidate", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody {
		return typicalAnswer(rng, q)
	})[0]
	r.ID, r.Group = fmt.Sprint("candidate", seed), Candidate
	return r
}
