package scoring

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// luck answers how often random answering agrees as well as the exemplars do: the permutation test of §2.4. Small
// groups agree by luck, so that no fixed limit on agreement protects from it.
//
// Each exemplar's answer is dealt anew over the scale: another number, another option, as many other picks, another
// order. What the key does not read (how many options a person picks) is thereby kept. The null distribution depends
// only on the shape of the answers, so each shape is drawn once per benchmark, from its own seed.
type luck struct {
	seed  uint64
	limit float64 // the largest p that still is consensus
	nulls map[string][]float64
	alone bool // nothing else is examined
}

func newLuck(seed uint64, limit float64) *luck {
	return &luck{seed: seed, limit: limit, nulls: map[string][]float64{}}
}

// most is the largest p that still is consensus.
func (l *luck) most() float64 {
	if l == nil {
		return 1
	}
	return l.limit
}

// p is (1 + the number of permutations that agree at least as well) / (1 + permutations).
func (l *luck) p(s scale, answers []vector, t tally) stats.Figure {
	if l == nil { // a population owes nothing to luck
		return stats.Figure{}
	}
	if t.n < 1 {
		return stats.Figure{Undefined: stats.EmptyGroup}
	}
	anySet := s.endorsedAlike(t)
	observed, ok := s.testStatistic(t, anySet)
	if !ok {
		return stats.Figure{Undefined: stats.TooFew}
	}
	null := l.null(s, answers, anySet)
	below, _ := slices.BinarySearch(null, observed-tolerance)
	return stats.Figure{Value: float64(1+len(null)-below) / float64(1+len(null))}
}

// bound is what the agreement of some exemplars must exceed to be no luck: p ≤ limit. Resamples have as many answers
// as the sample, of the same shapes, and so the same bound.
type bound struct {
	least  float64
	anySet bool
}

func (l *luck) least(s scale, answers []vector, t tally) bound {
	out := bound{least: math.Inf(-1), anySet: s.endorsedAlike(t)}
	if t.n < 1 {
		return out
	}
	null := l.null(s, answers, out.anySet)
	as := int(l.limit*float64(1+len(null))+tolerance) - 1 // so many permutations may agree as well
	if as >= 0 && as < len(null) {
		out.least = null[len(null)-1-as]
	}
	return out
}

// testStatistic grows with agreement: r_wg, 1−H/ln K, W, and for multiple choice the spread of the endorsements, or
// mean |2p−1| where all are endorsed alike.
func (s scale) testStatistic(t tally, anySet bool) (float64, bool) {
	if s.question.Kind == hiring.Multiple && !anySet {
		return endorsementSpread(t), true
	}
	f := s.agreement(t)
	return f.Value, f.Defined()
}

// endorsedAlike tells whether a multiple choice is scored by weighted agreement: then how many options a person
// picks is part of the key, and random answering is any set of options.
func (s scale) endorsedAlike(t tally) bool {
	if s.question.Kind != hiring.Multiple {
		return false
	}
	k := multipleKey(t, make([]float64, s.size))
	return k.reason != "" || k.e0 != 0
}

// null returns the ascending null distribution for answers of this shape.
func (l *luck) null(s scale, answers []vector, anySet bool) []float64 {
	shapes := shapesOf(answers)
	name := fmt.Sprint(s.question.Kind, s.size, anySet)
	for _, shape := range shapes {
		name += shape.spelling()
	}
	if null, ok := l.nulls[name]; ok {
		return null
	}
	deal := dealer(s, anySet)
	rng := random(l.seed, "luck "+name)
	null := make([]float64, 0, permutations)
	t := tally{sum: make([]float64, s.size)}
	for range permutations {
		t.reset()
		for _, shape := range shapes {
			deal(rng, shape, &t)
		}
		if x, ok := s.testStatistic(t, anySet); ok {
			null = append(null, x)
		}
	}
	slices.Sort(null)
	l.nulls[name] = null
	return null
}

// dealer returns how one random answer of a given shape is drawn and counted.
func dealer(s scale, anySet bool) func(*rand.Rand, vector, *tally) {
	switch {
	case anySet:
		return func(rng *rand.Rand, _ vector, t *tally) {
			t.n++
			for k := range t.sum {
				t.sum[k] += float64(rng.IntN(2))
			}
		}
	case s.question.Kind == hiring.Numeric || s.question.Kind == hiring.Single:
		return func(rng *rand.Rand, _ vector, t *tally) {
			t.n++
			t.sum[rng.IntN(len(t.sum))]++
		}
	}
	hand := make([]float64, s.size)
	return func(rng *rand.Rand, shape vector, t *tally) {
		copy(hand, shape.at)
		for k := len(hand) - 1; k > 0; k-- {
			j := rng.IntN(k + 1)
			hand[k], hand[j] = hand[j], hand[k]
		}
		t.add(vector{at: hand, ties: shape.ties}, 1)
	}
}

// shapesOf returns each answer's numbers in ascending order, the answers themselves in order of spelling, so that
// neither the order of options nor that of people matters.
func shapesOf(answers []vector) []vector {
	var shapes []vector
	for _, v := range answers {
		if v.given() {
			shape := vector{at: slices.Clone(v.at), ties: v.ties}
			slices.Sort(shape.at)
			shapes = append(shapes, shape)
		}
	}
	slices.SortFunc(shapes, func(a, b vector) int { return slices.Compare(a.at, b.at) })
	return shapes
}

// spelling is the answer as a string of bytes, the same for the same answer only. Its numbers are whole or half.
func (v vector) spelling() string {
	b := make([]byte, 0, len(v.at))
	for _, x := range v.at {
		b = binary.AppendUvarint(b, uint64(2*x))
	}
	return string(b)
}
