package scoring

import (
	"fmt"
	"slices"
	"strconv"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// scale is a closed question as the engine computes with it: the points or options an answer is spread over.
type scale struct {
	question Question
	size     int       // points of a numeric scale, else options
	kernel   []float64 // Numeric: weight of an exemplar by its distance in points
}

// vector is one answer to a closed question, spread over the scale: a 1 at the number or option picked (Numeric,
// Single), a 1 at each option picked (Multiple), each option's rank (Ranking). Everything a key and a consensus need
// is a sum of such vectors, so that leaving a person out is a subtraction.
type vector struct {
	at   []float64 // nil: no answer
	ties float64   // Ranking: Σ(t³−t) of its tied ranks
}

func (v vector) given() bool { return v.at != nil }

func newScale(q Question) scale {
	s := scale{question: q, size: len(q.Options)}
	if q.Kind == hiring.Numeric {
		s.size = q.Hi - q.Lo + 1
		s.kernel = normalKernel(q.Lo, q.Hi)
	}
	return s
}

// encode turns an answer into its vector; a blank one into the zero vector.
func (s scale) encode(a hiring.AnswerBody) (vector, error) {
	if a.Blank(s.question.Kind) {
		return vector{}, nil
	}
	v := vector{at: make([]float64, s.size)}
	if s.question.Kind == hiring.Numeric {
		if *a.Number < s.question.Lo || *a.Number > s.question.Hi {
			return vector{}, fmt.Errorf("%d is outside %d–%d", *a.Number, s.question.Lo, s.question.Hi)
		}
		v.at[*a.Number-s.question.Lo] = 1
		return v, nil
	}
	if s.question.Kind == hiring.Single && len(a.Picks) != 1 {
		return vector{}, fmt.Errorf("%d options picked, not one", len(a.Picks))
	}
	for i, pick := range a.Picks {
		k := slices.Index(s.question.Options, pick)
		if k < 0 {
			return vector{}, fmt.Errorf("unknown option %q", pick)
		}
		if v.at[k] != 0 {
			return vector{}, fmt.Errorf("option %q twice", pick)
		}
		v.at[k] = 1
		if s.question.Kind == hiring.Ranking {
			v.at[k] = float64(i + 1)
		}
	}
	if s.question.Kind == hiring.Ranking {
		fillRanks(v.at, len(a.Picks))
		v.ties = stats.TieSum(v.at)
	}
	return v, nil
}

// fillRanks gives the options left out of a partial ranking the average of the remaining ranks (§1.4).
func fillRanks(ranks []float64, ranked int) {
	rest := float64(ranked+1+len(ranks)) / 2
	for k, r := range ranks {
		if r == 0 {
			ranks[k] = rest
		}
	}
}

// point names the k-th point or option, as evidence shows it.
func (s scale) point(k int) string {
	if s.question.Kind == hiring.Numeric {
		return strconv.Itoa(s.question.Lo + k)
	}
	return s.question.Options[k]
}

// tally is the sum of some answers.
type tally struct {
	n    float64
	sum  []float64
	ties float64
}

func (s scale) tally(answers []vector) tally {
	t := tally{sum: make([]float64, s.size)}
	for _, v := range answers {
		t.add(v, 1)
	}
	return t
}

// add counts an answer so many times; −1 takes it out again. Sums are of whole and half numbers, so that this is
// exact.
func (t *tally) add(v vector, times float64) {
	if !v.given() || times == 0 {
		return
	}
	t.n += times
	t.ties += times * v.ties
	for k, x := range v.at {
		t.sum[k] += times * x
	}
}

func (t *tally) reset() {
	t.n, t.ties = 0, 0
	clear(t.sum)
}

// key is what a closed question's exemplars make of an answer: an alignment a = (s−e0)/(1−e0), with s in 0..1 the
// similarity and e0 its expectation under random answering (kappa's logic, Cohen 1960).
type key struct {
	table  []float64 // Numeric, Single: a by point; Multiple: share of a by option; Ranking: summed ranks by option
	offset float64   // Multiple: a of an empty answer
	e0     float64
	reason string // why there is no key: no_exemplars or no_consensus
}

// newKey builds the key of the answers summed in t, keeping its numbers in table, which has the scale's size.
func (s scale) newKey(t tally, table []float64) key {
	if t.n < 1 {
		return key{reason: string(NoExemplars)}
	}
	switch s.question.Kind {
	case hiring.Numeric:
		return s.numericKey(t, table)
	case hiring.Single:
		return singleKey(t, table)
	case hiring.Multiple:
		return multipleKey(t, table)
	}
	return rankingKey(t, table)
}

// align returns the alignment of an answer; ok is false when there is no key or no answer.
func (s scale) align(k *key, v vector) (a float64, ok bool) {
	if k.reason != "" || !v.given() {
		return 0, false
	}
	if s.question.Kind == hiring.Ranking {
		return stats.TauB(v.at, k.table)
	}
	a = k.offset
	for i, x := range v.at {
		a += x * k.table[i]
	}
	return a, true
}

// similarity returns s in 0..1 for an alignment: the inverse of a = (s−e0)/(1−e0), and 0 for the negative alignments
// of a multiple choice.
func (k *key) similarity(a float64) float64 { return min(1, max(0, k.e0+a*(1-k.e0))) }
