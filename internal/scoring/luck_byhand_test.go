package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

// byChance has a luck whose permutations of these answers gave the numbers of null.
func byChance(s scale, answers []vector, limit float64, null func(i int) float64) *luck {
	l := newLuck(1, limit)
	given := l.null(s, answers, false)
	for i := range given {
		given[i] = null(i)
	}
	return l
}

// TestChanceOfAsMuchAgreement: p is (1+k)/2000 with k of 1999 permutations that agree as well; 99 that agree exactly as
// well make .05.
func TestChanceOfAsMuchAgreement(t *testing.T) {
	t.Parallel()
	s := newScale(numericQuestion("q"))
	answers := []vector{encoded(t, s, number(7)), encoded(t, s, number(7)), encoded(t, s, number(7))} // r_wg 1
	l := byChance(s, answers, luckLimit, func(i int) float64 {
		if i >= 1900 {
			return 1
		}
		return 0
	})
	if n := len(l.null(s, answers, false)); n != 1999 {
		t.Errorf("%d permutations", n)
	}
	if p := l.p(s, answers, s.tally(answers)); p.Value != .05 {
		t.Errorf("p %+v, want .05", p)
	}
}

// TestTheBoundOfAResample: at .05 of 2000, 99 permutations may agree as well, so that the hundredth largest must be
// exceeded; at 1/2000 none may; at .9999 all but one, at 1 all. One answer agrees with itself in every permutation.
func TestTheBoundOfAResample(t *testing.T) {
	t.Parallel()
	s := newScale(numericQuestion("q"))
	answers := []vector{encoded(t, s, number(7)), encoded(t, s, number(8)), encoded(t, s, number(7))}
	for limit, want := range map[float64]float64{.05: 1899, 1. / 2000: 1998, .9999: 0, 1: math.Inf(-1)} {
		l := byChance(s, answers, limit, func(i int) float64 { return float64(i) })
		if got := l.least(s, answers, s.tally(answers)); got.least != want {
			t.Errorf("limit %v: bound %v, want %v", limit, got.least, want)
		}
	}
	single := newScale(choiceQuestion("q", hiring.Single, 3))
	one := []vector{encoded(t, single, picks("b"))}
	if got := newLuck(1, luckLimit).least(single, one, single.tally(one)); got.least != 1 {
		t.Errorf("one answer: bound %v, want 1", got.least)
	}
}

// TestEveryOrderIsDealtAlike: the six orders of three ranks come up a thousand times each in six thousand, give or take
// four standard deviations of 29, and each deal is one answer.
func TestEveryOrderIsDealtAlike(t *testing.T) {
	t.Parallel()
	s := newScale(choiceQuestion("q", hiring.Ranking, 3))
	deal, rng := dealer(s, false), random(1, "orders")
	counts := map[string]int{}
	for range 6000 {
		dealt := tally{sum: make([]float64, 3)}
		if deal(rng, vector{at: []float64{1, 2, 3}, ties: 6}, &dealt); dealt.n != 1 || dealt.ties != 6 {
			t.Fatalf("one deal makes %+v", dealt)
		}
		counts[vector{at: dealt.sum}.spelling()]++
	}
	if len(counts) != 6 {
		t.Fatalf("%d orders", len(counts))
	}
	for order, n := range counts {
		if n < 885 || n > 1115 {
			t.Errorf("order %q %d times", order, n)
		}
	}
}

// TestDifferentAnswersAreSpelledDifferently: ranks may be halves.
func TestDifferentAnswersAreSpelledDifferently(t *testing.T) {
	t.Parallel()
	seen := map[string][]float64{}
	for _, at := range [][]float64{{1, 2, 3, 4}, {1, 2, 4, 3}, {1, 2, 3.5, 3.5}, {1, 3, 3, 3}, {1, 0, 0, 0}, {1, 1, 0, 0}} {
		name := vector{at: at}.spelling()
		if other, taken := seen[name]; taken {
			t.Errorf("%v and %v are both %q", at, other, name)
		}
		seen[name] = at
	}
}

// TestSetsAreRandomOnlyWhereAllAreEndorsedAlike: J_best is 1/9 for the first and 1/11 for the second, of .10.
func TestSetsAreRandomOnlyWhereAllAreEndorsedAlike(t *testing.T) {
	t.Parallel()
	s := newScale(choiceQuestion("q", hiring.Multiple, 4))
	if s.endorsedAlike(sums(8, 5, 3, 4, 4)) || !s.endorsedAlike(sums(10, 6, 4, 5, 5)) {
		t.Error("which options are endorsed alike")
	}
}

// TestFiveInAHundredIsTheLimit: 2, 3, 4, 4 and 6 agree well and by luck in about six of a hundred fives, so that the
// question counts nothing, examined or not.
func TestFiveInAHundredIsTheLimit(t *testing.T) {
	t.Parallel()
	q := []Question{numericQuestion("q")}
	answers := []int{2, 3, 4, 4, 6}
	d := Definition{Seed: 1, Questions: q, Exemplars: respondents("top", 5, q, func(i int, _ Question) hiring.AnswerBody { return number(answers[i]) })}
	for name, build := range map[string]func(Definition) (*Benchmark, error){"examined": Build, "unexamined": Unexamined} {
		b, err := build(d)
		if err != nil {
			t.Fatal(err)
		}
		it := b.items[0].(*closedItem)
		if it.p.Value <= .05 || it.p.Value > .0625 || it.agreed.Value < .7 {
			t.Fatalf("%s: r_wg %v, p %v", name, it.agreed, it.p)
		}
		if it.c != 0 || codesOf(it.warnings)[0] != NoConsensus {
			t.Errorf("%s: c %v, %v", name, it.c, codesOf(it.warnings))
		}
	}
}
