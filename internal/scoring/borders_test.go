package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// isNear fails when a figure is undefined or not the number, to nine digits; what is no number is not near any.
func isNear(t *testing.T, what string, got Figure, want float64) {
	t.Helper()
	if !got.Defined() || !(math.Abs(got.Value-want) <= 1e-9) {
		t.Errorf("%s = %+v, want %v", what, got, want)
	}
}

// TestCombineAtItsBorders: a value counts from a consensus of .20 on average, and a fit from a coverage of .60.
func TestCombineAtItsBorders(t *testing.T) {
	t.Parallel()
	strong := part{standing: answered, weight: 1, c: 1, a: .5}
	weak := combine([]part{strong, {answered, 4, 0, 1}}) // Σwc/Σw = 1/5
	isNear(t, "a value just strong enough", weak.a, .5)
	isNear(t, "its coverage", weak.coverage, 1)
	if below := combine([]part{strong, {answered, 4.1, 0, 1}}); below.a.Undefined != NoConsensus || below.coverage.Undefined != NoConsensus {
		t.Errorf("a value too weak: %+v", below)
	}
	enough := combine([]part{{answered, 3, 1, .5}, {unread, 2, 1, 0}}) // 3 of 5
	isNear(t, "a coverage of .60", enough.coverage, .6)
	isNear(t, "the fit at it", enough.a, .5)
	if few := combine([]part{{answered, 2.9, 1, .5}, {unread, 2.1, 1, 0}}); few.a.Undefined != Insufficient || few.coverage.Value != 2.9/5 {
		t.Errorf("a coverage of .58: %+v", few)
	}
	blank := combine([]part{{answered, 3, .5, .8}, {skipped, 1, .5, 0}}) // Σwca = 1.2 over Σwc = 2; covered 1.5
	isNear(t, "a blank among three", blank.a, .6)
	isNear(t, "its coverage", blank.coverage, .75)
	for a, fit := range map[float64]float64{1.1: 100, 1: 100, .25: 25, 0: 0, -.3: 0} {
		isNear(t, "fit", fitOf(Figure{Value: a}), fit)
	}
	score, coverage := overall([]weighted{{2, Figure{Value: 80}, Figure{Value: .5}}, {1, Figure{Value: 20}, Figure{Value: 1}}, {1, Figure{Undefined: Insufficient}, Figure{}}})
	isNear(t, "the whole", score, 60)       // (160+20)/3; a value without a score is left out
	isNear(t, "its coverage", coverage, .5) // (1+1+0)/4
}

// TestHumanAtItsBorders: a level off the scale by little is off it.
func TestHumanAtItsBorders(t *testing.T) {
	t.Parallel()
	isNear(t, "the lowest level", Ratings{5, [][]float64{{1}}}.Human(), 0)
	isNear(t, "the highest level", Ratings{5, [][]float64{{5}}}.Human(), 100)
	isNear(t, "a scale of two levels", Ratings{2, [][]float64{{2}, {1}, {2}, {2}}}.Human(), 75)
	for _, level := range []float64{.9, 5.1} {
		if h := (Ratings{5, [][]float64{{level}}}).Human(); h.Undefined != NoScales {
			t.Errorf("level %v: %+v", level, h)
		}
	}
	fit := ValueFit{Fit: Figure{Value: 40}}
	ratings := Ratings{5, [][]float64{{4}, {4}}}
	for omega, want := range map[float64]float64{0: 40, .25: 48.75, 1: 75, -.1: 64.5, 1.1: 64.5} { // outside 0..1: .7
		isNear(t, "joint value", Join(fit, ratings, omega, 1).Value, want)
	}
}

// sums is a tally of n answers as their sums by point or option.
func sums(n float64, at ...float64) tally { return tally{n: n, sum: at} }

// TestConsensusFiguresByHand: shares of options, endorsements and spreads worked out on paper.
func TestConsensusFiguresByHand(t *testing.T) {
	t.Parallel()
	isNear(t, "evenness of 3 and 1 of two", Figure(evennessConsensus(sums(4, 3, 1))), 1-(.75*math.Log(4./3)+.25*math.Log(4))/math.Ln2)
	isNear(t, "endorsement of 4, 3 and 1 of 4", Figure(endorsementConsensus(sums(4, 4, 3, 1))), 2./3) // (1+.5+.5)/3
	if none := endorsementConsensus(sums(0, 0, 0)); none.Undefined != stats.EmptyGroup {
		t.Errorf("nobody: %+v", none)
	}
	isNear(t, "endorsement of one", Figure(endorsementConsensus(sums(1, 1, 0))), 1)
	isNear(t, "spread of 4, 3 and 1", Figure{Value: endorsementSpread(sums(4, 4, 3, 1))}, 14./3) // about 8/3
	isNear(t, "modal share", Figure{Value: modalShare(sums(5, 1, 3, 1))}, .6)
	s := newScale(numericQuestion("q"))         // 1..10
	t4 := sums(4, 0, 0, 1, 0, 2, 0, 1, 0, 0, 0) // 3, 5, 5, 7: mean 5, Σd² = 8
	m, v := s.moments(t4)
	isNear(t, "mean", Figure{Value: m}, 5)
	isNear(t, "variance", Figure{Value: v}, 8./3)
	isNear(t, "r_wg", Figure(s.rwg(t4)), 1-8./3/8.25) // σ² = (10²−1)/12
	mean, sd := s.meanAndSD(sums(1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0))
	isNear(t, "mean of one", mean, 3)
	if sd.Undefined != stats.TooFew {
		t.Errorf("spread of one: %+v", sd)
	}
	_, two := s.meanAndSD(sums(2, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0))
	isNear(t, "spread of 3 and 5", two, math.Sqrt2)
}

// TestNumericRulesAtTheirBorders: two camps hold 30 % each, lie four points of ten apart and have a rarer number
// between; a ceiling is a mean within half a point of an end and a spread below .75.
func TestNumericRulesAtTheirBorders(t *testing.T) {
	t.Parallel()
	s := newScale(numericQuestion("q"))
	for _, c := range []struct {
		name  string
		sum   tally
		camps bool
	}{
		{"four apart, 30 % each", sums(10, 0, 3, 2, 2, 0, 3, 0, 0, 0, 0), true},
		{"three apart", sums(10, 0, 5, 0, 0, 5, 0, 0, 0, 0, 0), false},
		{"29 % in the lower", sums(100, 0, 29, 10, 10, 0, 51, 0, 0, 0, 0), false},
		{"29 % in the higher", sums(100, 0, 51, 10, 10, 0, 29, 0, 0, 0, 0), false},
		{"nothing rarer between", sums(9, 0, 3, 3, 3, 3, 3, 0, 0, 0, 0), false},
		{"the ends of the scale", sums(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1), true},
	} {
		if got := s.inCamps(c.sum); got != c.camps {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	short := newScale(Question{Kind: numericQuestion("q").Kind, Lo: 1, Hi: 4}) // 4·3/9 = 1⅓ points: two apart are enough
	if !short.inCamps(sums(4, 2, 0, 2, 0)) || short.inCamps(sums(4, 2, 2, 0, 0)) {
		t.Error("camps on four points")
	}
	for _, c := range []struct {
		name string
		sum  tally
		near bool
	}{
		{"a mean of 9.5", sums(2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1), true}, // SD .707
		{"a mean of 1.5", sums(2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0), true},
		{"a mean of 9.4", sums(5, 0, 0, 0, 0, 0, 0, 0, 0, 3, 2), false},
		{"a mean of 1.6", sums(5, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0), false},
		{"a spread of .837", sums(6, 4, 1, 1, 0, 0, 0, 0, 0, 0, 0), false}, // mean 1.5, Σd² = 3.5, s² = .7
		{"one answer", sums(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), false},
	} {
		if got := s.atCeiling(c.sum); got != c.near {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestKernelByHand: h = (10−1)/8 = 1.125 on ten points, .75 on few.
func TestKernelByHand(t *testing.T) {
	t.Parallel()
	isNear(t, "two points of ten away", Figure{Value: normalKernel(1, 10)[2]}, math.Exp(-2*2/(2*1.125*1.125)))
	isNear(t, "one point of five away", Figure{Value: normalKernel(1, 5)[1]}, math.Exp(-1/(2*.75*.75)))
	isNear(t, "the same point", Figure{Value: normalKernel(0, 3)[0]}, 1)
	if k := normalKernel(3, 7); len(k) != 5 {
		t.Errorf("%d distances on five points", len(k))
	}
}

// TestWeakAgreementAtItsBorders are the limits of §2.4; a figure at a limit is not below it.
func TestWeakAgreementAtItsBorders(t *testing.T) {
	t.Parallel()
	numeric, ranking := newScale(numericQuestion("q")), newScale(choiceQuestion("q", "ranking", 4))
	multiple, single, pair := newScale(choiceQuestion("q", "multiple", 4)), newScale(choiceQuestion("q", "single", 3)), newScale(choiceQuestion("q", "single", 2))
	for _, c := range []struct {
		name   string
		s      scale
		agreed float64
		t      tally
		weak   bool
	}{
		{"r_wg .30", numeric, .30, tally{}, false}, {"r_wg .29", numeric, .29, tally{}, true},
		{"W .30", ranking, .30, tally{}, false}, {"W .29", ranking, .29, tally{}, true},
		{"endorsement .20", multiple, .20, tally{}, false}, {"endorsement .19", multiple, .19, tally{}, true},
		{"40 % of three", single, .5, sums(5, 2, 2, 1), false}, {"38 % of three", single, .5, sums(8, 3, 3, 2), true},
		{"two options need no share", pair, .5, sums(8, 3, 3), false},
	} {
		if got := c.s.weakAgreement(stats.Figure{Value: c.agreed}, c.t); got != c.weak {
			t.Errorf("%s: weak is %v", c.name, got)
		}
	}
	for r, want := range map[float64]string{.30: "none", .31: "weak", .50: "weak", .51: "moderate", .70: "moderate", .71: "strong", .90: "strong", .91: "very_strong"} {
		if got := numeric.label(stats.Figure{Value: r}); got != want {
			t.Errorf("r_wg %v is %q, want %q", r, got, want)
		}
	}
}

// TestTalliesByHand: sums, ties and names of points, and the smallest key.
func TestTalliesByHand(t *testing.T) {
	t.Parallel()
	q := numericQuestion("q")
	q.Lo, q.Hi = 3, 7
	if got := newScale(q).point(2); got != "5" {
		t.Errorf("the third point of 3–7 is %q", got)
	}
	s := newScale(choiceQuestion("q", "ranking", 3))
	v := encoded(t, s, picks("b")) // ranks 2.5, 1, 2.5: one tie of two, 2³−2
	sum := s.tally([]vector{v, v})
	if sum.n != 2 || sum.ties != 12 || sum.sum[0] != 5 || sum.sum[1] != 2 {
		t.Errorf("two of %v make %+v", v, sum)
	}
	if sum.add(v, -1); sum.n != 1 || sum.ties != 6 || sum.sum[0] != 2.5 {
		t.Errorf("one taken out: %+v", sum)
	}
	for _, kind := range []string{"single", "multiple", "ranking"} {
		s := newScale(choiceQuestion("q", hiring.Kind(kind), 3))
		one := s.tally([]vector{encoded(t, s, picks("a"))})
		if k := s.newKey(one, make([]float64, 3)); k.reason != "" {
			t.Errorf("%s: no key of one answer: %s", kind, k.reason)
		}
		if k := s.newKey(s.tally(nil), make([]float64, 3)); k.reason != string(NoExemplars) {
			t.Errorf("%s: a key of nobody: %+v", kind, k)
		}
	}
}

// TestTheSmallestOfTwoBestPointsIsEnough: on a scale where more is never worse, two camps of the same size earn from
// the lower one on.
func TestTheSmallestOfTwoBestPointsIsEnoughByHand(t *testing.T) {
	t.Parallel()
	q := numericQuestion("q")
	q.Mode = hiring.AtLeast
	s := newScale(q)
	table := make([]float64, s.size)
	s.newKey(sums(2, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0), table)
	for x, a := range table {
		if (a == 1) != (x >= 2) {
			t.Errorf("%d earns %v", x+1, a)
		}
	}
}

// TestJudgedAtTheBorders: on five points uniform answering has a variance of 2. A variance of 2 is an r_wg of 0, which is
// not negative; one of 1 is .50, which is not weak.
func TestJudgedAtTheBorders(t *testing.T) {
	t.Parallel()
	q := numericQuestion("q")
	q.Lo, q.Hi = 1, 5
	if got := codesOf(judged(t, q, numbers(1, 3, 3, 3, 5), nil).warnings); !slices.Equal(got, []string{NoConsensus}) {
		t.Errorf("r_wg 0: %v", got)
	}
	if v := judged(t, q, numbers(1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 5, 5), nil); v.agreed.Value != .5 || v.c != .5 || slices.Contains(codesOf(v.warnings), WeakConsensus) {
		t.Errorf("r_wg .50: %+v", v)
	}
}

func TestModalAnswerIsTheFirstOfEqualsByHand(t *testing.T) {
	t.Parallel()
	s := newScale(choiceQuestion("q", hiring.Single, 3))
	var answers []vector
	for _, a := range choices("c", "a", "b", "c", "a", "b") {
		answers = append(answers, encoded(t, s, a))
	}
	first, share, n := modalAnswer(answers)
	if share != 1./3 || n != 6 {
		t.Fatalf("%q, %v of %d", first, share, n)
	}
	for range 50 { // the answers are counted in a map
		if again, _, _ := modalAnswer(answers); again != first || again > answers[0].spelling() || again > answers[1].spelling() {
			t.Fatalf("%q, then %q", first, again)
		}
	}
}

// TestRangesOfEffectsByHand: the 2½th and 97½th hundredth of 0…1000 are 25 and 975.
func TestRangesOfEffectsByHand(t *testing.T) {
	t.Parallel()
	var sorted []float64
	for i := range 1001 {
		sorted = append(sorted, float64(i))
	}
	if got := holding(sorted, 500); math.Abs(got.Lo-25) > 1e-9 || math.Abs(got.Hi-975) > 1e-9 {
		t.Errorf("%+v", got)
	}
	if got := holding(sorted, 990); got.Hi != 990 || math.Abs(got.Lo-25) > 1e-9 {
		t.Errorf("beside what it holds: %+v", got)
	}
	if got := rangeOf([]Figure{{Value: .5}, {Value: .5}}, Figure{Value: .5}); got.Undefined != NotEstimable {
		t.Errorf("no resample differs: %+v", got)
	}
	q := QuestionHealth{LeaveOneOut: []float64{1, 1, 1, 1, 2}, Agreement: Figure{Value: .5}} // medians 1, and 2 in 6 %
	if got := q.textRange(random(1, "x")); got.Undefined != "" || got.Lo != .5 || got.Hi != 1 {
		t.Errorf("medians: %+v", got)
	}
	if q.LeaveOneOut = q.LeaveOneOut[1:]; q.textRange(random(1, "x")).Undefined != TooFewExemplars {
		t.Error("an interval of four")
	}
	n := numericQuestion("q")
	n.Lo, n.Hi = 3, 7
	if got := newScale(n).numbers(sums(3, 1, 0, 2, 0, 0)); !slices.Equal(got, []float64{3, 5, 5}) {
		t.Errorf("numbers %v", got)
	}
	for _, q := range built(t, company(5, 4, leastToShow, 5)).Health().Questions {
		if q.AgreedRange == nil || q.AgreedRange.Undefined == TooFewExemplars {
			t.Errorf("%s: five exemplars are enough: %+v", q.Kind, q.AgreedRange)
		}
	}
}

// TestFiveOfEachGroupMakeAUniversalAnswerAtTheBorder: five people a group are enough to say so, four are not.
func TestFiveOfEachGroupMakeAUniversalAnswerAtTheBorder(t *testing.T) {
	t.Parallel()
	q := choiceQuestion("q", hiring.Single, 3)
	five := choices("a", "a", "a", "a", "a")
	for name, c := range map[string]struct {
		top, typical []hiring.AnswerBody
		universal    bool
	}{"five and five": {five, five, true}, "four exemplars": {five[1:], five, false}, "four others": {five, five[1:], false}} {
		if got := slices.Contains(codesOf(judged(t, q, c.top, c.typical).warnings), UniversalAnswer); got != c.universal {
			t.Errorf("%s: %v", name, got)
		}
	}
	isNear(t, "agreement of one", Figure(newScale(q).agreement(sums(1, 1, 0, 0))), 1)
}
