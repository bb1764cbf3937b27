package scoring

import (
	"maps"
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// itemOf is the only question of a benchmark whose exemplars gave these answers.
func itemOf(t *testing.T, q Question, answers ...hiring.AnswerBody) *closedItem {
	t.Helper()
	d := Definition{Questions: []Question{q}, Exemplars: respondents("top", len(answers), []Question{q}, func(i int, _ Question) hiring.AnswerBody { return answers[i] })}
	return built(t, d).items[0].(*closedItem)
}

// TestEvidenceOfAChoiceByHand: an option that all pick is missed, one that nobody picks is too much, and one that half of
// them pick says nothing either way.
func TestEvidenceOfAChoiceByHand(t *testing.T) {
	t.Parallel()
	it := itemOf(t, choiceQuestion("q", hiring.Multiple, 3), choices("ab", "a", "ab", "a", "ab", "a")...)
	if it.full.table[1] != 0 || it.shown.Mode != "a" {
		t.Fatalf("table %v, mode %q", it.full.table, it.shown.Mode)
	}
	for given, want := range map[string][2][]string{"a": {}, "ab": {}, "b": {{"a"}, nil}, "bc": {{"a"}, {"c"}}, "ac": {nil, {"c"}}} {
		e := it.compareWith(Evidence{}, encoded(t, it.scale, choices(given)[0]))
		if !slices.Equal(e.Missed, want[0]) || !slices.Equal(e.Extra, want[1]) {
			t.Errorf("%s: missed %v, extra %v", given, e.Missed, e.Extra)
		}
	}
}

// TestModesByHand: the first of two options as frequent as each other; options by their summed ranks 5, 12, 13 and 20, in either order,
// and by 3, 4½, 5 and 7½ where one left two out.
func TestModesByHand(t *testing.T) {
	t.Parallel()
	single, ranking := choiceQuestion("q", hiring.Single, 3), choiceQuestion("q", hiring.Ranking, 4)
	for _, c := range []struct {
		q       Question
		answers []string
		want    string
	}{
		{single, []string{"a", "b", "b", "a"}, "a"}, {single, []string{"b", "c", "b", "c"}, "b"}, {single, []string{"c"}, "c"},
		{ranking, []string{"bacd", "bacd", "bacd", "bcad", "bcad"}, "b|a|c|d"},
		{ranking, []string{"cbad", "cbad", "cbad", "cabd", "cabd"}, "c|b|a|d"},
		{ranking, []string{"ad", "badc"}, "a|b|d|c"}, // a 1+2, b 3½+1, d 2+3, c 3½+4
	} {
		if got := itemOf(t, c.q, choices(c.answers...)...).shown.Mode; got != c.want {
			t.Errorf("%v: %q, want %q", c.answers, got, c.want)
		}
	}
}

// TestDistributionsByHand: shares of the numbers given and no others, of one answer as well, and mean ranks.
func TestDistributionsByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers []int
		want    map[string]float64
	}{{[]int{7, 7, 8}, map[string]float64{"7": 2. / 3, "8": 1. / 3}}, {[]int{4}, map[string]float64{"4": 1}}} {
		if it := itemOf(t, numericQuestion("q"), numbers(c.answers...)...); !maps.Equal(it.shown.Shares, c.want) || !maps.Equal(it.distribution(it.top).Shares, c.want) {
			t.Errorf("%v: %v", c.answers, it.shown.Shares)
		}
	}
	it := itemOf(t, choiceQuestion("q", hiring.Ranking, 3), choices("abc", "bac")...)
	if want := map[string]float64{"a": 1.5, "b": 1.5, "c": 3}; !maps.Equal(it.shown.Means, want) {
		t.Errorf("mean ranks %v", it.shown.Means)
	}
	q := numericQuestion("q")
	q.Weight = 2
	if h := itemOf(t, q, numbers(6, 7, 7, 8, 6, 7)...).report()[0]; h.Consensus <= 0 || h.Weight != 2*h.Consensus || math.Abs(h.Consensus-(1-.5667/8.25)) > 1e-4 { // Σd² = 2.8333
		t.Errorf("weight %v of a consensus of %v", h.Weight, h.Consensus)
	}
}

// TestTenExemplarsMakeAPercentile: nine do not.
func TestTenExemplarsMakeAPercentile(t *testing.T) {
	t.Parallel()
	ten := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	isNear(t, "mid-rank of 5 among ten", percentile(5, ten), 45) // 100·(4+½)/10
	if got := percentile(5, ten[:9]); got.Undefined != TooFewExemplars {
		t.Errorf("among nine: %+v", got)
	}
}

// TestSeedsByHand: the definition's own, or the first eight bytes of its hash.
func TestSeedsByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		seed uint64
		hash string
		want uint64
	}{{0, "0102030405060708ff", 0x0102030405060708}, {0, "0000000000000009", 9}, {1, "0000000000000009", 1}, {7, "", 7}, {0, "00", 1}, {0, "?", 1}} {
		if got := seedOf(Definition{Seed: c.seed}, c.hash); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
