package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// TestMultipleKeysOnEitherSideOfTheFallback: four options of which the first is endorsed most. By §1.3 c₁ = (p₁−½)·½·2
// is the only positive one, so that J_best is .111 with 5, 3, 4 and 4 of eight and .091 with 6, 4, 5 and 5 of ten; both
// sides of .10 make the first option earn 1 and the second −1, from 0 in the one key and from agreement in the other.
func TestMultipleKeysOnEitherSideOfTheFallback(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		t    tally
		e0   float64
	}{
		{"J_best 1/9", sums(8, 5, 3, 4, 4), 0},
		{"J_best 1/11", sums(10, 6, 4, 5, 5), .5}, // best 24/11, worst 20/11, an empty answer 22/11
	} {
		k := multipleKey(c.t, make([]float64, 4))
		if k.e0 != c.e0 || k.reason != "" || math.Abs(k.offset) > 1e-9 {
			t.Errorf("%s: %+v", c.name, k)
		}
		for i, want := range []float64{1, -1, 0, 0} {
			isNear(t, c.name, Figure{Value: k.table[i]}, want)
		}
	}
}

// TestTheBestPointIsTheHighestByHand: 7, 8 and 8 on ten points, where more is never worse. f(7) = 1+2k and f(8) = 2+k
// with k = exp(−1/(2·1.125²)), so that 8 is enough and 7 a little less.
func TestTheBestPointIsTheHighestByHand(t *testing.T) {
	t.Parallel()
	q := numericQuestion("q")
	q.Mode = hiring.AtLeast
	s := newScale(q)
	key := s.newKey(sums(3, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0), make([]float64, s.size))
	k := math.Exp(-1 / (2 * 1.125 * 1.125))
	isNear(t, "s of 7", Figure{Value: key.similarity(key.table[6])}, (1+2*k)/(2+k))
	for x := 7; x < 10; x++ {
		isNear(t, "a from 8 on", Figure{Value: key.table[x]}, 1)
	}
}

// TestSimilarityAndConsensusStayWithinTheirRange: s and c lie in 0..1 whatever a and the agreement are.
func TestSimilarityAndConsensusStayWithinTheirRange(t *testing.T) {
	t.Parallel()
	k := key{e0: .2}
	for a, want := range map[float64]float64{1.1: 1, 1: 1, .5: .6, -.25: 0, -2: 0} {
		isNear(t, "s", Figure{Value: k.similarity(a)}, want)
	}
	for agreement, want := range map[float64]float64{1.1: 1, .4: .4, -.3: 0} {
		var v verdict
		v.agreed.Value = agreement
		isNear(t, "c", Figure{Value: clampedConsensus(v.agreed)}, want)
	}
}

// TestMoreBordersOfNumericRules: the variance of one answer is 0; four points of ten are 5⅓ of thirteen, so that camps lie
// six apart there; and fifteen tens with a seven have s² = (9−9/16)/15 = .5625, a spread of .75, which is not below it.
func TestMoreBordersOfNumericRules(t *testing.T) {
	t.Parallel()
	ten := newScale(numericQuestion("q"))
	if m, v := ten.moments(sums(1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)); m != 3 || v != 0 {
		t.Errorf("one answer: mean %v, variance %v", m, v)
	}
	q := numericQuestion("q")
	q.Lo, q.Hi = 1, 13
	s := newScale(q)
	for apart, want := range map[int]bool{5: false, 6: true} {
		at := make([]float64, s.size)
		at[2], at[2+apart] = 4, 4
		if got := s.inCamps(sums(8, at...)); got != want {
			t.Errorf("%d of thirteen points apart: camps %v", apart, got)
		}
	}
	if ten.atCeiling(sums(16, 0, 0, 0, 0, 0, 0, 1, 0, 0, 15)) {
		t.Error("a spread of .75 is below .75")
	}
}

// TestOneAnswerAndNone: what most people say, of one person and of nobody.
func TestOneAnswerAndNone(t *testing.T) {
	t.Parallel()
	one := []vector{{at: []float64{0, 1}}, {}}
	if mode, share, n := modalAnswer(one); mode != one[0].spelling() || share != 1 || n != 1 {
		t.Errorf("one answer: %q, %v of %d", mode, share, n)
	}
	if mode, share, n := modalAnswer(nil); mode != "" || share != 0 || n != 0 {
		t.Errorf("nobody: %q, %v of %d", mode, share, n)
	}
	if !unanimous(nil) || !unanimous(one) {
		t.Error("nobody contradicts one answer, or none")
	}
}

// TestChanceAtItsBorder: a p of .05 is no luck, a resample must exceed the bound itself, and the warning of too few names
// how many are needed.
func TestChanceAtItsBorder(t *testing.T) {
	t.Parallel()
	s, agree := newScale(numericQuestion("q")), sums(6, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0) // Σd² = 1.5, r_wg = 1−.3/8.25
	for p, want := range map[float64][]string{.05: nil, .0505: {NoConsensus}} {
		v := verdict{agreed: s.agreement(agree), c: .5}
		v.p.Value = p
		if s.judgeAgreement(&v, agree, luckLimit); !slices.Equal(codesOf(v.warnings), want) {
			t.Errorf("p %v: %v", p, codesOf(v.warnings))
		}
	}
	x := 1 - .3/8.25
	if s.counts(s.agreement(agree), agree, bound{least: x}) || !s.counts(s.agreement(agree), agree, bound{least: x - 1e-6}) {
		t.Error("a resample counts from the first agreement above the bound")
	}
	if p := newLuck(7, luckLimit).p(newScale(choiceQuestion("q", hiring.Single, 4)), []vector{{at: []float64{0, 1, 0, 0}}}, sums(1, 0, 1, 0, 0)); p.Value != 1 {
		t.Errorf("one answer agrees with itself as any other does: p %+v", p)
	}
	v := judged(t, s.question, numbers(6, 7, 7, 7), nil)
	if f := v.warnings[0].Figures; f["n"] != 4 || f["least"] != 5 {
		t.Errorf("too few: %v", f)
	}
}

// TestAResampleWeighsWhatItsAgreementIs: a question of weight 2 whose answer everybody gives. Under each resample it
// weighs 2·(1−H/ln 2)/2, with H of that resample's own shares; nothing where the agreement is below .20.
func TestAResampleWeighsWhatItsAgreementIs(t *testing.T) {
	t.Parallel()
	q := choiceQuestion("q", hiring.Single, 2)
	q.Weight = 2
	answers := func(i int, _ Question) hiring.AnswerBody {
		if i == 0 {
			return picks("b")
		}
		return picks("a")
	}
	d := Definition{Questions: []Question{q}, Exemplars: respondents("top", 12, []Question{q}, answers), Comparison: respondents("typical", 6, []Question{q}, answers)}
	b := built(t, d)
	it, draws := b.items[0].(*closedItem), drawExemplars(b.seed, 12)()
	if !slices.Contains(codesOf(it.warnings), UniversalAnswer) {
		t.Fatalf("warnings %v", codesOf(it.warnings))
	}
	other := slices.IndexFunc(it.top, func(e entry) bool { return e.at[1] == 1 })
	whole, varied := 0, 0
	for r, wc := range it.resampled().wc {
		p := float64(draws[other][r]) / 12
		want := 1.0 // 2·1/2
		switch {
		case wc == 0:
			continue
		case p > 0:
			want = 1 + (p*math.Log(p)+(1-p)*math.Log(1-p))/math.Ln2
			varied++
		default:
			whole++
		}
		if math.Abs(wc-want) > 1e-9 {
			t.Fatalf("resample %d, the other answer %v of 12: weight %v, want %v", r, draws[other][r], wc, want)
		}
	}
	if whole < 600 || varied < 600 { // e^−1 of 2000 leave the one out; once among twelve is agreement enough
		t.Errorf("%d resamples without the other answer, %d with it", whole, varied)
	}
}

// TestARankingOfTwoIsResampled: two options have one pair, whose direction is the whole alignment.
func TestARankingOfTwoIsResampled(t *testing.T) {
	t.Parallel()
	q := choiceQuestion("q", hiring.Ranking, 2)
	answer := func(int, Question) hiring.AnswerBody { return picks("a", "b") }
	it := built(t, Definition{Questions: []Question{q}, Exemplars: respondents("top", 8, []Question{q}, answer)}).items[0].(*closedItem)
	for order, want := range map[string]float64{"ab": 1, "ba": -1} {
		v := encoded(t, it.scale, choices(order)[0])
		wc, wca := it.under(v)(make([]float64, resamples), nil)
		for r := range wc {
			if wc[r] != 1 || wca[r] != want {
				t.Fatalf("%s, resample %d: weight %v, times alignment %v", order, r, wc[r], wca[r])
			}
		}
	}
}
