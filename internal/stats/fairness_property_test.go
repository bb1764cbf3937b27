package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawCount draws a group of up to most people, everybody and nobody selected often.
func drawCount(t *rapid.T, name string, most int) Count {
	n := rapid.IntRange(1, most).Draw(t, name+" n")
	switch rapid.IntRange(0, 5).Draw(t, name+" kind") {
	case 0:
		return Count{0, n}
	case 1:
		return Count{n, n}
	}
	return Count{rapid.IntRange(0, n).Draw(t, name+" x"), n}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// TestSwappingGroupsTurnsEverythingRound: what the focal group has below, the reference group has above.
func TestSwappingGroupsTurnsEverythingRound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawCount(t, "focal", 60), drawCount(t, "reference", 60)
		one, two := CompareRates(a, b, .95), CompareRates(b, a, .95)
		for name, pair := range map[string][2]float64{
			"difference": {one.Difference.Value, -two.Difference.Value}, "z": {one.Z.Value, -two.Z.Value},
			"newcombe": {one.DifferenceInterval.Lo, -two.DifferenceInterval.Hi}, "h": {one.CohenH.Value, -two.CohenH.Value},
			"fisher": {one.Exact.TwoSided.Value, two.Exact.TwoSided.Value}, "tails": {one.Exact.Lower.Value, two.Exact.Upper.Value},
			"mid-p": {one.Exact.MidLower.Value, two.Exact.MidUpper.Value}, "doubling": {one.Exact.MidDouble.Value, two.Exact.MidDouble.Value},
			"half": {one.Exact.MidHalf.Value, two.Exact.MidHalf.Value}, "ties": {one.Exact.MidTies.Value, two.Exact.MidTies.Value},
			"shortfall": {one.Shortfall.Value, -two.Shortfall.Value},
		} {
			if !near(pair[0], pair[1]) {
				t.Fatalf("%s: %v one way, %v the other", name, pair[0], pair[1])
			}
		}
		if one.ImpactRatio.Defined() && two.ImpactRatio.Defined() && !near(one.ImpactRatio.Value*two.ImpactRatio.Value, 1) {
			t.Fatalf("ratios %v and %v", one.ImpactRatio, two.ImpactRatio)
		}
	})
}

func TestProbabilitiesOfTheExactTestHangTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawCount(t, "focal", 80), drawCount(t, "reference", 80)
		e := FisherExact(a, b)
		for _, p := range []Figure{e.TwoSided, e.Lower, e.Upper, e.MidLower, e.MidUpper, e.MidDouble, e.MidHalf, e.MidTies} {
			if !p.Defined() || p.Value < 0 || p.Value > 1 {
				t.Fatalf("%+v", e)
			}
		}
		at := e.Lower.Value + e.Upper.Value - 1 // P(X = x)
		if !near(e.MidLower.Value+e.MidUpper.Value, 1) || !near(e.Lower.Value-e.MidLower.Value, at/2) ||
			!near(e.TwoSided.Value-e.MidHalf.Value, at/2) || e.MidTies.Value > e.MidHalf.Value+1e-9 {
			t.Fatalf("P(X = x) is %v in %+v", at, e)
		}
	})
}

// TestTheOddsRatioMakesTheObservedCountExpected: the definition of the conditional estimate, by direct summation.
func TestTheOddsRatioMakesTheObservedCountExpected(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawCount(t, "focal", 30), drawCount(t, "reference", 30)
		or := FisherExact(a, b).OddsRatio
		if !or.Defined() || or.Value == 0 {
			return
		}
		sum, mean := 0.0, 0.0
		for k := max(0, a.X+b.X-b.N); k <= min(a.N, a.X+b.X); k++ {
			w := math.Exp(logChoose(a.N, k) + logChoose(b.N, a.X+b.X-k) + float64(k)*math.Log(or.Value))
			sum, mean = sum+w, mean+w*float64(k)
		}
		if math.Abs(mean/sum-float64(a.X)) > 1e-6 {
			t.Fatalf("%v and %v: with %v %v are expected", a, b, or.Value, mean/sum)
		}
	})
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

func TestIntervalsOfRatesHoldTheirEstimates(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := CompareRates(drawCount(t, "focal", 60), drawCount(t, "reference", 60), .95)
		d, r := c.DifferenceInterval, c.ImpactRatioInterval
		if !(d.Lo <= c.Difference.Value+1e-12 && c.Difference.Value <= d.Hi+1e-12 && d.Lo >= -1 && d.Hi <= 1) {
			t.Fatalf("difference %v in %+v", c.Difference.Value, d)
		}
		if r.Defined() && !(r.Lo <= c.ImpactRatio.Value*(1+1e-12) && c.ImpactRatio.Value <= r.Hi*(1+1e-12)) {
			t.Fatalf("ratio %v in %+v", c.ImpactRatio.Value, r)
		}
		reached := Count{c.Focal.X + c.ToFourFifths, c.Focal.N}
		if BelowFourFifths(reached, c.Reference) || c.ToFourFifths > 0 && !BelowFourFifths(Count{reached.X - 1, reached.N}, c.Reference) {
			t.Fatalf("%d more are said to reach four fifths: %+v", c.ToFourFifths, c)
		}
	})
}

func TestFourFifthsIsExact(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		focal, reference Count
		below            bool
	}{
		{Count{48, 80}, Count{60, 80}, false}, {Count{47, 80}, Count{60, 80}, true},
		{Count{4, 35}, Count{1, 7}, false}, // .8 exactly; 4/35 over 1/7 in floats is 0.7999999999999999
		{Count{0, 5}, Count{0, 5}, false}, {Count{0, 5}, Count{1, 5}, true},
		{Count{4e9, 5e9}, Count{5e9, 5e9}, false}, {Count{4e9 - 1, 5e9}, Count{5e9, 5e9}, true}, // beyond 64 bits
	} {
		if got := BelowFourFifths(tt.focal, tt.reference); got != tt.below {
			t.Errorf("%v beside %v: below four fifths = %v", tt.focal, tt.reference, got)
		}
	}
}

// TestLights: one row per light and per border between two.
func TestLights(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		focal, reference Count
		test             string
		want             Light
	}{
		{Count{20, 100}, Count{50, 100}, TestZ, LightAlert},
		{Count{18, 90}, Count{62, 201}, TestZ, LightWatch},  // ratio .65, but p = .056
		{Count{0, 4}, Count{99, 100}, TestMidP, LightAlert}, // significant, though four people
		{Count{2, 10}, Count{3, 10}, TestMidP, LightSmall},
		{Count{4, 4}, Count{100, 100}, TestMidP, LightSmall}, // a group below 5
		{Count{4, 5}, Count{100, 100}, TestMidP, LightSmall},
		{Count{5, 20}, Count{8, 20}, TestZ, LightWatch},                                                        // ratio .625, p = .31
		{Count{4700, 10000}, Count{5000, 10000}, TestZ, LightWatch},                                            // ratio .94, p < .001
		{Count{50, 100}, Count{53, 100}, TestZ, LightOK},                                                       // neither
		{Count{48, 100}, Count{60, 100}, TestZ, LightOK},                                                       // ratio exactly .80, p = .09
		{Count{14, 15}, Count{15, 15}, TestMidP, LightSmall},                                                   // one selection turns it round
		{Count{10, 29}, Count{15, 29}, TestZ, LightWatch},                                                      // 58 people, all cells above 5
		{Count{4, 14}, Count{8, 15}, TestMidP, LightWatch},                                                     // 29 people
		{Count{5, 15}, Count{8, 15}, TestZ, LightWatch},                                                        // 30 people
		{Count{1, 30}, Count{8, 31}, TestMidP, LightAlert}, {Count{1, 30}, Count{2, 31}, TestMidP, LightSmall}, // expected below 5
	} {
		table := AdverseImpact([]Count{tt.focal, tt.reference}, .95)
		g := table.Groups[0]
		if table.Reference == 0 {
			g = table.Groups[1]
		}
		if g.Test != tt.test || g.Light != tt.want {
			t.Errorf("%v beside %v: %s by %s (p %v), want %s by %s", tt.focal, tt.reference, g.Light, g.Test, g.P.Value, tt.want, tt.test)
		}
	}
}

func TestTheReferenceIsTheHighestRateAndASmallOneIsMarked(t *testing.T) {
	t.Parallel()
	table := AdverseImpact([]Count{{30, 100}, {3, 4}, {50, 200}, {0, 0}}, .95)
	if table.Reference != 1 || !table.ReferenceSmall || table.Largest != 2 || table.Total != (Count{83, 304}) {
		t.Fatalf("%+v", table)
	}
	first := table.Groups[0]
	if !near(first.Comparison.ImpactRatio.Value, .4) || !near(first.ImpactRatioOfLargest.Value, 1.2) {
		t.Errorf("%+v", first)
	}
	if none := table.Groups[3]; none.P.Undefined != EmptyGroup || none.Light != "" || none.Comparison.ImpactRatio.Defined() {
		t.Errorf("%+v", none)
	}
	if ref := table.Groups[1]; !ref.Reference || ref.P.Undefined != IsReference || ref.Comparison.Z.Defined() || !ref.Under2Percent {
		t.Errorf("%+v", ref)
	}
	if equal := AdverseImpact([]Count{{1, 2}, {50, 100}}, .95); equal.Reference != 1 || equal.ReferenceSmall {
		t.Errorf("of two equal rates the larger group is not the reference: %+v", equal)
	}
	if none := AdverseImpact([]Count{{0, 0}}, .95); none.Reference != -1 || none.Groups[0].PHolm.Undefined != EmptyGroup {
		t.Errorf("%+v", none)
	}
}

// TestImpactTableDoesNotDependOnOrder: the rows of a permuted table are the permuted rows.
func TestImpactTableDoesNotDependOnOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 5).Draw(t, "groups")
		counts := make([]Count, n)
		for i := range counts {
			counts[i] = drawCount(t, "group", 40)
		}
		order := rapid.Permutation(seq(n)).Draw(t, "order")
		permuted := make([]Count, n)
		for to, from := range order {
			permuted[to] = counts[from]
		}
		one, two := AdverseImpact(counts, .95), AdverseImpact(permuted, .95)
		if one.Groups[one.Reference].Count != two.Groups[two.Reference].Count {
			t.Fatalf("reference %v, permuted %v", one.Groups[one.Reference].Count, two.Groups[two.Reference].Count)
		}
		for to, from := range order {
			a, b := one.Groups[from], two.Groups[to]
			if !a.Reference && !b.Reference && (a.Light != b.Light || a.P != b.P || !near(a.PHolm.Value, b.PHolm.Value)) {
				t.Fatalf("%+v, permuted %+v", a, b)
			}
		}
	})
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestAdjustedPsKeepTheirOrderAndTheirPlace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var p []Figure
		for _, v := range rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 12).Draw(t, "p") {
			p = append(p, Figure{Value: v})
		}
		holm, bh, bonferroni := Holm(p), BenjaminiHochberg(p), Bonferroni(p)
		for i := range p {
			if !(p[i].Value <= bh[i].Value+1e-15 && bh[i].Value <= holm[i].Value+1e-15 && holm[i].Value <= bonferroni[i].Value+1e-15 && bonferroni[i].Value <= 1) {
				t.Fatalf("p %v, BH %v, Holm %v, Bonferroni %v", p[i], bh[i], holm[i], bonferroni[i])
			}
			for j := range p {
				if p[i].Value < p[j].Value && (holm[i].Value > holm[j].Value || bh[i].Value > bh[j].Value) {
					t.Fatalf("%v and %v change order", p[i], p[j])
				}
			}
		}
		holed := Holm(append([]Figure{undefined(TooFew)}, p...))
		if holed[0].Undefined != TooFew || !slices.Equal(holed[1:], holm) {
			t.Fatalf("an undefined p counts: %v", holed)
		}
	})
	if bad := Holm([]Figure{{Value: 1.5}, {Value: math.NaN()}}); bad[0].Undefined != OutsideRange || bad[1].Undefined != OutsideRange {
		t.Errorf("%v", bad)
	}
}

func TestOneStratumAloneIsItsOwnTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := Stratum{drawCount(t, "focal", 40), drawCount(t, "reference", 40)}
		m, alone := MantelHaenszel([]Stratum{s}, .95), CompareRates(s.Focal, s.Reference, .95)
		if m.Strata == 0 {
			if alone.Z.Defined() || m.Chi2.Undefined != NoContingency || m.LeftOut != 1 {
				t.Fatalf("%+v says nothing", s)
			}
			return
		}
		n := float64(s.Focal.N + s.Reference.N)
		if !near(m.Chi2.Value, alone.Chi2.Value*(n-1)/n) || m.Chi2CC.Value > m.Chi2.Value {
			t.Fatalf("χ² %v (corrected %v), alone %v", m.Chi2, m.Chi2CC, alone.Chi2)
		}
		if m.OddsRatio.Defined() != alone.OddsRatio.Defined() || m.OddsRatio.Defined() && !near(m.OddsRatio.Value, alone.OddsRatio.Value) {
			t.Fatalf("odds ratio %v, alone %v", m.OddsRatio, alone.OddsRatio)
		}
	})
}

func TestStrataCountInAnyOrderAndSwapToTheInverse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var strata, back, swapped []Stratum
		for range rapid.IntRange(1, 4).Draw(t, "strata") {
			strata = append(strata, Stratum{drawCount(t, "focal", 30), drawCount(t, "reference", 30)})
		}
		for i := range strata {
			s := strata[len(strata)-1-i]
			back, swapped = append(back, s), append(swapped, Stratum{s.Reference, s.Focal})
		}
		one, two, turned := MantelHaenszel(strata, .95), MantelHaenszel(back, .95), MantelHaenszel(swapped, .95)
		if !near(one.Chi2.Value, two.Chi2.Value) || !near(one.OddsRatio.Value, two.OddsRatio.Value) || !near(one.Interval.Lo, two.Interval.Lo) ||
			!near(one.P.Value, turned.P.Value) {
			t.Fatalf("%+v, in another order %+v", one, two)
		}
		if one.Interval.Defined() && (!near(one.OddsRatio.Value*turned.OddsRatio.Value, 1) || !near(one.Interval.Lo*turned.Interval.Hi, 1) ||
			one.Interval.Lo > one.OddsRatio.Value || one.Interval.Hi < one.OddsRatio.Value) {
			t.Fatalf("%+v, swapped %+v", one, turned)
		}
	})
}
