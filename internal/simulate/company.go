package simulate

import (
	"fmt"
	"math/rand/v2"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// answer is what somebody gave.
type answer = hiring.AnswerBody

// company is a set of questions and how people answer them.
type company struct {
	questions []scoring.Question
	lived     []manner // by question: how those who live the value answer
	common    []manner // and everybody else
}

// shape is what a company is drawn from.
type shape struct {
	values  int
	each    int           // questions a value
	kinds   []hiring.Kind // taken in turn
	nothing nothing       // "": there is a lived way
	camps   bool          // two opposite lived ways on every numeric question
}

// nothing is a way of there being no signal: exemplars and comparison reps answer from one distribution.
type nothing string

// The ways of there being no signal.
const (
	chance nothing = "by_chance" // every answer as likely as any other
	spread nothing = "spread"    // some likelier than others, as among people who share nothing but a language
	alike  nothing = "alike"     // most give the same answer, exemplary or not
)

// closedKinds are the closed kinds in the order in which a company's questions take them.
func closedKinds() []hiring.Kind {
	return []hiring.Kind{hiring.Single, hiring.Numeric, hiring.Ranking, hiring.Multiple}
}

// newCompany draws the questions of a company and both ways of answering each.
func newCompany(rng *rand.Rand, s shape) company {
	var c company
	for v := range s.values {
		for i := range s.each {
			at := v*s.each + i
			kind := s.kinds[at%len(s.kinds)]
			c.questions = append(c.questions, newQuestion(rng, kind, fmt.Sprintf("q%02d", at), fmt.Sprintf("value%d", v)))
			q := c.questions[at]
			lived, common := s.manners(rng, q)
			c.lived, c.common = append(c.lived, lived), append(c.common, common)
		}
	}
	return c
}

// manners draws both ways of answering a question.
func (s shape) manners(rng *rand.Rand, q scoring.Question) (lived, common manner) {
	lived, common = newManner(rng, q, true), newManner(rng, q, false)
	if s.camps && q.Kind == hiring.Numeric {
		lived = camps(rng, q)
	}
	switch s.nothing {
	case chance:
		return byChance(q), byChance(q)
	case spread:
		return common, common
	case alike:
		return lived, lived
	}
	return lived, common
}

// newQuestion draws a question of the size companies ask: ten points, four or five options, five to seven to pick
// from, four or five to rank.
func newQuestion(rng *rand.Rand, kind hiring.Kind, id, value string) scoring.Question {
	q := scoring.Question{ID: id, Value: value, Kind: kind}
	options := 0
	switch kind {
	case hiring.Numeric:
		q.Lo, q.Hi, q.Mode = 1, 10, hiring.IdealPoint
	case hiring.Single, hiring.Ranking:
		options = 4 + rng.IntN(2)
	case hiring.Multiple:
		options = 5 + rng.IntN(3)
	}
	for k := range options {
		q.Options = append(q.Options, string(rune('a'+k)))
	}
	return q
}

// person draws somebody's answers: to each question in the lived way with the probability of their adherence.
func (c company) person(rng *rand.Rand, id string, adherence float64) scoring.Respondent {
	r := scoring.Respondent{ID: id, Language: hiring.English, Mode: "link", Answers: map[string]hiring.AnswerBody{}}
	for i, q := range c.questions {
		m := c.common[i]
		if rng.Float64() < adherence {
			m = c.lived[i]
		}
		r.Answers[q.ID] = m.answer(rng, q)
	}
	return r
}

// group draws n people whose adherences scatter about a mean.
func (c company) group(rng *rand.Rand, prefix string, n int, mean float64) []scoring.Respondent {
	out := make([]scoring.Respondent, n)
	for i := range out {
		out[i] = c.person(rng, fmt.Sprintf("%s%05d", prefix, i), adherence(rng, mean))
		out[i].Manager = fmt.Sprintf("manager%d", i%managers)
		out[i].Team = fmt.Sprintf("team%d", i%teams)
	}
	return out
}

// adherence draws one about a mean: uniform, as wide as 0 and 1 allow and at most spread to either side.
func adherence(rng *rand.Rand, mean float64) float64 {
	half := min(adherenceSpread, mean, 1-mean)
	return mean + half*(2*rng.Float64()-1)
}
