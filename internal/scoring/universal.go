package scoring

import "touchstone/internal/hiring"

// UniversalCandidates is universal_answer among candidates: most of them give the answer that most exemplars give. It
// comes after a benchmark was frozen, whose scores stay as they are, so that it is no part of a stored health.
const UniversalCandidates = "universal_candidates"

// leastCandidates is how many candidates stand for what everybody says (measurement.md §1.5).
const leastCandidates = 30

// Counted is an answer and how many people gave it.
type Counted struct {
	Answer hiring.AnswerBody
	N      int
}

// UniversalAmong warns of every closed question that at least thirty candidates answered and on which their most frequent
// answer is the exemplars', each group's given by at least eight in ten (§2.4). given is by question.
func (d Definition) UniversalAmong(given map[string][]Counted) []Warning {
	var out []Warning
	for _, q := range d.Questions {
		if !q.Kind.Closed() {
			continue
		}
		top, candidates := newAnswersTo(q), newAnswersTo(q)
		for _, r := range d.Exemplars {
			top.add(r.Answers[q.ID], 1)
		}
		for _, c := range given[q.ID] {
			candidates.add(c.Answer, c.N)
		}
		mode, share := top.mode()
		same, among := candidates.mode()
		if top.n == 0 || candidates.n < leastCandidates || mode != same || min(share, among) < universalShare-tolerance {
			continue
		}
		out = append(out, Warning{Code: UniversalCandidates, Question: q.ID, Value: q.Value, Figures: figures{
			"top": share, "typical": among, "n": float64(candidates.n),
		}})
	}
	return out
}

// answersTo counts whole answers to a question.
type answersTo struct {
	scale  scale
	counts map[string]int
	n      int
}

func newAnswersTo(q Question) *answersTo {
	return &answersTo{scale: newScale(q.normalised()), counts: map[string]int{}}
}

// add counts an answer; one that is blank or outside the question is none.
func (t *answersTo) add(a hiring.AnswerBody, n int) {
	if v, err := t.scale.encode(a); err == nil && v.given() {
		t.counts[v.spelling()] += n
		t.n += n
	}
}

// mode is the most frequent answer, the first in spelling among equals, and its share.
func (t *answersTo) mode() (answer string, share float64) {
	for a, n := range t.counts {
		if n > t.counts[answer] || n == t.counts[answer] && a < answer {
			answer = a
		}
	}
	return answer, float64(t.counts[answer]) / float64(max(1, t.n))
}
