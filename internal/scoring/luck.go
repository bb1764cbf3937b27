package scoring

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

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
}

func newLuck(seed uint64, limit float64) *luck {
	return &luck{seed: seed, limit: limit, nulls: map[string][]float64{}}
}

// p is (1 + the number of permutations that agree at least as well) / (1 + permutations).
func (l *luck) p(s scale, answers []vector, t tally) stats.Figure {
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
	name := fmt.Sprint(s.question.Kind, s.size, anySet, ";", shapes)
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
func dealer(s scale, anySet bool) func(*rand.Rand, []float64, *tally) {
	switch {
	case anySet:
		return func(rng *rand.Rand, _ []float64, t *tally) {
			t.n++
			for k := range t.sum {
				t.sum[k] += float64(rng.IntN(2))
			}
		}
	case s.question.Kind == hiring.Numeric || s.question.Kind == hiring.Single:
		return func(rng *rand.Rand, _ []float64, t *tally) {
			t.n++
			t.sum[rng.IntN(len(t.sum))]++
		}
	}
	hand := make([]float64, s.size)
	return func(rng *rand.Rand, shape []float64, t *tally) {
		copy(hand, shape)
		for k := len(hand) - 1; k > 0; k-- {
			j := rng.IntN(k + 1)
			hand[k], hand[j] = hand[j], hand[k]
		}
		t.add(vector{at: hand, ties: stats.TieSum(hand)}, 1)
	}
}

// shapesOf returns each answer's numbers in ascending order, the answers themselves in order of spelling, so that
// neither the order of options nor that of people matters.
func shapesOf(answers []vector) [][]float64 {
	var shapes [][]float64
	for _, v := range answers {
		if v.given() {
			shape := slices.Clone(v.at)
			slices.Sort(shape)
			shapes = append(shapes, shape)
		}
	}
	slices.SortFunc(shapes, slices.Compare)
	return shapes
}

// spelling is the answer as a string, the same for the same answer only.
func (v vector) spelling() string {
	var b strings.Builder
	for _, x := range v.at {
		fmt.Fprintf(&b, "%g ", x)
	}
	return b.String()
}
