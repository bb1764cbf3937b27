package scoring

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// scales is n numeric questions and a norm group of so many who answer somewhere from 3 to 8.
func scales(n, norm int) Definition {
	var d Definition
	for i := range n {
		d.Questions = append(d.Questions, numericQuestion(string(rune('a'+i))))
	}
	rng := rand.New(rand.NewPCG(1, 2))
	anyone := func(int, Question) hiring.AnswerBody { return number(3 + rng.IntN(6)) }
	d.Exemplars, d.Comparison = respondents("top", 6, d.Questions, anyone), respondents("typical", norm, d.Questions, anyone)
	return d
}

func TestResponseStyles(t *testing.T) {
	t.Parallel()
	of := func(numbers ...int) func(int, Question) hiring.AnswerBody {
		k := -1
		return func(int, Question) hiring.AnswerBody { k++; return number(numbers[k%len(numbers)]) }
	}
	for _, tc := range []struct {
		name            string
		questions, norm int
		answers         []int
		want            []string
	}{
		{"as everybody", 10, 40, []int{4, 7, 6, 8, 3}, nil},
		{"eight alike", 10, 40, []int{4, 4, 4, 4, 4, 4, 4, 4, 7, 6}, []string{Straightline}},
		{"seven alike", 10, 40, []int{4, 4, 4, 4, 4, 4, 4, 7, 6, 3}, nil},
		{"some ends, where nobody gives any", 10, 40, []int{1, 4, 7, 6, 8, 3, 4, 6, 10, 7}, []string{Extreme}},
		{"some ends, without a norm group", 10, 10, []int{1, 4, 7, 6, 8, 3, 4, 6, 10, 7}, nil},
		{"ends throughout, without a norm group", 10, 10, []int{1, 10}, []string{Extreme}},
		{"the middle", 10, 40, []int{5, 6}, []string{Midpoint}},
		{"wide without ends", 10, 40, []int{2, 9}, []string{WideSpread}},
		{"too few questions to tell", 7, 40, []int{1, 10}, nil},
	} {
		d := scales(tc.questions, tc.norm)
		got := built(t, d).style(respondents("c", 1, d.Questions, of(tc.answers...))[0])
		if len(got) != len(tc.want) || len(got) > 0 && got[0].Code != tc.want[0] {
			t.Errorf("%s: %+v, want %v", tc.name, got, tc.want)
		}
	}
}

// TestAShareOfTheNextPersonStaysBelowTheLimit draws norm groups of several sizes and one more person from the same
// distribution each: the next exceeds a limit at p with probability 1 − p, or less where ends are rare and shares tie.
func TestAShareOfTheNextPersonStaysBelowTheLimit(t *testing.T) {
	t.Parallel()
	const draws, p = 2000, 1 - styleAlarms/styleFlags
	rng := rand.New(rand.NewPCG(3, 4))
	share := func(chance float64) float64 { // of twelve questions
		hits := 0.0
		for range 12 {
			if rng.Float64() < chance {
				hits++
			}
		}
		return hits / 12
	}
	for _, n := range []int{20, 40, 58, 59, 120} {
		for _, chance := range []float64{.05, .2, .5} {
			over := 0.0
			group := make([]float64, n)
			for range draws {
				for i := range group {
					group[i] = share(chance)
				}
				slices.Sort(group)
				if share(chance) > nextBelow(group, p)+tolerance {
					over++
				}
			}
			if se := math.Sqrt(p * (1 - p) / draws); over/draws > 1-p+4*se {
				t.Errorf("%d people who give ends with chance %v: the next is flagged in %.2f %%, want %.2f", n, chance, 100*over/draws, 100*(1-p))
			}
		}
	}
}

// TestStyleNeverChangesAScore: the same answers under another norm group earn the same.
func TestStyleNeverChangesAScore(t *testing.T) {
	t.Parallel()
	d := scales(10, 40)
	r := respondents("c", 1, d.Questions, func(int, Question) hiring.AnswerBody { return number(10) })[0]
	with := built(t, d).Score(r, Policy{}, nil)
	d.Comparison, d.Seed = nil, 3
	without := built(t, d).Score(r, Policy{}, nil)
	if with.Overall.Fit != without.Overall.Fit || len(with.Flags) == 0 {
		t.Errorf("%+v and %+v", with.Overall.Fit, without.Overall.Fit)
	}
}
