package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// order draws a permutation of n positions.
func order(t *rapid.T, n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = i
	}
	return rapid.Permutation(at).Draw(t, "order")
}

func inOrder[T any](x []T, at []int) []T {
	out := make([]T, len(x))
	for i, k := range at {
		out[i] = x[k]
	}
	return out
}

// between fails when a figure that is defined lies outside lo..hi.
func between(t *rapid.T, what string, f Figure, lo, hi float64) {
	if f.Defined() && !(f.Value >= lo-1e-9 && f.Value <= hi+1e-9) {
		t.Fatalf("%s = %v outside %v..%v", what, f.Value, lo, hi)
	}
}

// same fails when two figures of the same data differ.
func same(t *rapid.T, what string, a, b Figure) {
	if !alike(a, b) {
		t.Fatalf("%s: %+v, then %+v", what, a, b)
	}
}

// TestPeopleInAnyOrderGiveTheSameFigures: of one sample, and of two measurements of the same people.
func TestPeopleInAnyOrderGiveTheSameFigures(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := sample(t, "x", 1, 15)
		y, at := sample(t, "y", len(x), len(x)), order(t, len(x))
		group := rapid.SliceOfN(rapid.Bool(), len(x), len(x)).Draw(t, "group")
		mx, my, mg := inOrder(x, at), inOrder(y, at), inOrder(group, at)
		for name, f := range map[string]func(x, y []float64, g []bool) Figure{
			"mean": func(x, _ []float64, _ []bool) Figure { return Mean(x) }, "median": func(x, _ []float64, _ []bool) Figure { return Median(x) },
			"sd":         func(x, _ []float64, _ []bool) Figure { return SD(x) },
			"r_wg":       func(x, _ []float64, _ []bool) Figure { return RWG(x, 9).Raw },
			"a_wg":       func(x, _ []float64, _ []bool) Figure { return AWG(x, -4, 4) },
			"deviation":  func(x, _ []float64, _ []bool) Figure { return AverageDeviation(x) },
			"percentile": func(x, y []float64, _ []bool) Figure { return Percentile(0, x) },
			"pearson":    func(x, y []float64, _ []bool) Figure { return Pearson(x, y) },
			"spearman":   func(x, y []float64, _ []bool) Figure { return Spearman(x, y) },
			"tau_b":      func(x, y []float64, _ []bool) Figure { return KendallTau(x, y).B },
			"footrule":   func(x, y []float64, _ []bool) Figure { return SpearmanFootrule(x, y).Similarity },
			"r":          func(x, y []float64, _ []bool) Figure { return Correlate(x, y, .95).R },
			"pb":         func(x, _ []float64, g []bool) Figure { return CorrelateGroup(g, x).R },
			"shape":      func(x, y []float64, _ []bool) Figure { return CompareProfiles(x, y, nil).D2 },
			"matching":   func(x, y []float64, _ []bool) Figure { return SimpleMatching(x, y) },
			"extreme":    func(x, _ []float64, _ []bool) Figure { return Style(x, -4, 4).Extreme },
		} {
			same(t, name, f(x, y, group), f(mx, my, mg))
		}
		a, b := TopBand(x, 1.5), TopBand(mx, 1.5)
		if !slices.Equal(inOrder(a.Within, at), b.Within) {
			t.Fatalf("bands %v and %v", a, b)
		}
		if top := slices.Index(x, slices.Max(x)); !a.Within[top] || !a.Width.Defined() {
			t.Fatalf("the best of %v is outside its band", x)
		}
		if a, b := KendallTau(x, y), KendallTau(mx, my); a != b {
			t.Fatalf("%+v, then %+v", a, b)
		}
	})
}

// TestTurningTheGroupOrTheScaleTurnsTheSign: point-biserial, effect and drift.
func TestTurningTheGroupOrTheScaleTurnsTheSign(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := sample(t, "x", 2, 15)
		group := rapid.SliceOfN(rapid.Bool(), len(x), len(x)).Draw(t, "group")
		other, mirrored := make([]bool, len(x)), make([]float64, len(x))
		for i := range x {
			other[i], mirrored[i] = !group[i], -x[i]
		}
		one, two, three := CorrelateGroup(group, x), CorrelateGroup(other, x), CorrelateGroup(group, mirrored)
		for name, f := range map[string][2]Figure{"group": {two.R, two.D}, "scale": {three.R, three.D}} {
			same(t, "r, other "+name, one.R, Figure{Value: -f[0].Value, Undefined: f[0].Undefined})
			if one.D.Defined() && math.Abs(one.R.Value) < .999 {
				same(t, "d, other "+name, one.D, Figure{Value: -f[1].Value, Undefined: f[1].Undefined})
			}
		}
		between(t, "r", one.R, -1, 1)
		between(t, "p", one.P, 0, 1)
		a, b := SeverityDrift(x, 0, 1), SeverityDrift(mirrored, 0, 1)
		for i, p := range a.Points {
			if q := b.Points[i]; !alike(Figure{Value: p.EWMA}, Figure{Value: -q.EWMA}) || p.Limit != q.Limit || p.Beyond != q.Beyond || p.Limit <= 0 || p.Limit > 1 {
				t.Fatalf("point %d: %+v, mirrored %+v", i, p, q)
			}
		}
	})
}

// TestTablesOfCountsTurnAnyWay: rows, columns and the two groupings may change places.
func TestTablesOfCountsTurnAnyWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, c := rapid.IntRange(1, 3).Draw(t, "rows"), rapid.IntRange(1, 3).Draw(t, "columns")
		table := make([][]float64, r)
		for i := range table {
			for range c {
				table[i] = append(table[i], float64(rapid.IntRange(0, 3).Draw(t, "count")))
			}
		}
		moved, turned := reordered(t, table), make([][]float64, c)
		for j := range turned {
			for i := range table {
				turned[j] = append(turned[j], table[i][j])
			}
		}
		one := CramersV(table)
		for _, other := range [][][]float64{moved, turned} {
			two := CramersV(other)
			same(t, "V", one.CramersV, two.CramersV)
			if u, v := one.CramersVUnbiased, two.CramersVUnbiased; u.Undefined != v.Undefined || math.Abs(u.Value*u.Value-v.Value*v.Value) > 1e-12 {
				t.Fatalf("unbiased V: %+v, then %+v", u, v) // a root: near 0 rounding shows
			}
			same(t, "p", one.P, two.P)
			same(t, "exact p", FisherFreemanHalton(table).P, FisherFreemanHalton(other).P)
		}
		between(t, "V", one.CramersV, 0, 1)
		between(t, "unbiased V", one.CramersVUnbiased, 0, 1)
		between(t, "p", one.P, 0, 1)
		between(t, "exact p", FisherFreemanHalton(table).P, 0, 1)
	})
}

func TestSharesOfOptionsInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var counts, doubled []float64
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 9), 1, 8).Draw(t, "counts") {
			counts, doubled = append(counts, float64(n)), append(doubled, 2*float64(n))
		}
		moved := inOrder(counts, order(t, len(counts)))
		same(t, "entropy", Entropy(counts), Entropy(moved))
		same(t, "evenness", Evenness(counts), Evenness(moved))
		same(t, "evenness of twice as many", Evenness(counts), Evenness(doubled))
		between(t, "entropy", Entropy(counts), 0, math.Log(float64(len(counts))))
		between(t, "evenness", Evenness(counts), 0, 1)
		shared := 0.0
		for pick := range counts {
			m := ModeScore(counts, pick)
			between(t, "mode", m.Score, 0, 1)
			if shared += m.Shared.Value; m.Score.Defined() && (m.Score.Value == 1) != (counts[pick] == slices.Max(counts)) {
				t.Fatalf("%v: pick %d scores %+v", counts, pick, m)
			}
		}
		if slices.Max(counts) > 0 && math.Abs(shared-1) > 1e-9 {
			t.Fatalf("the modes of %v share %v", counts, shared)
		}
	})
}

func TestLikenessIsMutualAndBounded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "options")
		set := func(name string) (out []float64) {
			for _, in := range rapid.SliceOfN(rapid.IntRange(0, 1), n, n).Draw(t, name) {
				out = append(out, float64(in))
			}
			return out
		}
		a, b, c := set("a"), set("b"), set("c")
		for name, f := range map[string]func(a, b []float64) Figure{"jaccard": Jaccard, "matching": SimpleMatching} {
			same(t, name, f(a, b), f(b, a))
			between(t, name, f(a, b), 0, 1)
			same(t, name+" with oneself", f(a, a), Figure{Value: 1})
			if f(a, b).Value == 1 && !slices.Equal(a, b) {
				t.Fatalf("%s of %v and %v is 1", name, a, b)
			}
		}
		same(t, "mean jaccard", MeanJaccard(a, [][]float64{b, c}), MeanJaccard(a, [][]float64{c, b}))
		same(t, "mean jaccard of one", MeanJaccard(a, [][]float64{b}), Jaccard(a, b))
		x, others := sample(t, "x", 2, 7), [][]float64{}
		for range rapid.IntRange(1, 4).Draw(t, "others") {
			others = append(others, sample(t, "other", len(x), len(x)))
		}
		at := order(t, len(x))
		one := CompareRanking(x, others)
		moved := CompareRanking(inOrder(x, at), [][]float64{})
		if moved.TauBToMean.Defined() {
			t.Fatalf("beside nobody: %+v", moved)
		}
		for i := range others {
			others[i] = inOrder(others[i], at)
		}
		two := CompareRanking(inOrder(x, at), others)
		for name, f := range map[string][2]Figure{
			"mean tau": {one.MeanTau, two.MeanTau}, "footrule": {one.MeanFootrule, two.MeanFootrule}, "distance": {one.MeanKendallDistance, two.MeanKendallDistance},
		} {
			same(t, name, f[0], f[1])
		}
		between(t, "mean tau", one.MeanTau, -1, 1)
		between(t, "footrule similarity", one.FootruleSimilarity, 0, 1)
		between(t, "kendall similarity", one.KendallSimilarity, 0, 1)
		f, g := SpearmanFootrule(x, others[0]), SpearmanFootrule(others[0], x)
		if f != g || f.Distance < 0 || f.Distance > f.Max {
			t.Fatalf("footrule %+v, the other way %+v", f, g)
		}
	})
}

// TestAgreementIsAtMostOneWhoeverRatesFirst: within one item, over a block of items, and among rankings.
func TestAgreementIsAtMostOneWhoeverRatesFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := scored(t, [2]int{2, 7}, [2]int{2, 5}, false)
		moved := reordered(t, rows)
		for name, f := range map[string]func([][]float64) Figure{
			"block": func(m [][]float64) Figure { return RWGBlock(m, 5).Value }, "skewed": func(m [][]float64) Figure { return RWGBlockAgainst(m, .9).Value },
			"deviation": MeanAverageDeviation, "omega": func(m [][]float64) Figure { return OmegaTotal(m).Value },
			"spearman": MeanPairwiseSpearman, "W": func(m [][]float64) Figure { return KendallW(m).W }, "halo": func(m [][]float64) Figure { return HaloOf(m).MeanR },
			"spread": func(m [][]float64) Figure { return HaloOf(m).MeanSD },
		} {
			a, b := f(rows), f(moved)
			if name == "omega" && (a.Defined() != b.Defined() || math.Abs(a.Value-b.Value) < 1e-3) { // found by a search that stops
				a = b
			}
			same(t, name, a, b)
			if name != "deviation" && name != "spread" {
				between(t, name, a, -1, 1)
			}
		}
		row := rows[0]
		w := RWG(row, 5)
		between(t, "r_wg", w.Raw, -3, 1) // 1 and 5: S² = 8, four times the 2 of uniform answering
		between(t, "a_wg", AWG(row, 1, 5), -1, 1)
		between(t, "deviation", AverageDeviation(row), 0, 2)
		if v := Variance(row); v.Value > MaximumVariance(5)*float64(len(row))/float64(len(row)-1)+1e-9 || UniformVariance(5) > MaximumVariance(5) {
			t.Fatalf("variance %v of %v", v, row)
		}
		same(t, "r_wg of a variance", w.Raw, RWGOfVariance(Variance(row).Value, len(row), 5).Raw)
		if a, b := KrippendorffInterval(rows, Ordinal, .95, 100, 1), KrippendorffInterval(rows, Ordinal, .95, 100, 1); a != b || a.Lo > a.Hi || a.Hi > 1 {
			t.Fatalf("%+v, again %+v", a, b)
		}
	})
}

// TestSeverityFollowsTheRaters: raters and candidates in another order keep their effects, which sum to 0.
func TestSeverityFollowsTheRaters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := scored(t, [2]int{2, 8}, [2]int{2, 5}, true)
		raters := order(t, len(rows[0]))
		moved := make([][]float64, len(rows))
		for i, row := range rapid.Permutation(rows).Draw(t, "candidates") {
			moved[i] = inOrder(row, raters)
		}
		one, two := Severity(rows, 1, 5, .95), Severity(moved, 1, 5, .95)
		if one.Undefined != two.Undefined || one.Crossed != two.Crossed {
			t.Fatalf("%+v, then %+v", one, two)
		}
		farthest := 4. // as ratings from 1 to 5 can differ, for each pair that joins one rater to the next
		if !one.Crossed {
			farthest *= float64(len(raters) - 1)
		}
		sum := 0.0
		for i, k := range raters {
			if k >= len(one.Raters) || i >= len(two.Raters) {
				return
			}
			a, b := one.Raters[k], two.Raters[i]
			if a.N != b.N || a.Shared != b.Shared || a.Severity.Undefined != b.Severity.Undefined || math.Abs(a.Severity.Value-b.Severity.Value) > 1e-6 {
				t.Fatalf("rater %d: %+v, then %+v", k, a, b)
			}
			between(t, "severity", a.Severity, -farthest, farthest)
			between(t, "middle", a.Middle, 0, 1)
			between(t, "rest", a.Rest, -1, 1)
			sum += a.Severity.Value
		}
		if one.Undefined == "" && math.Abs(sum) > 1e-6 {
			t.Fatalf("severities sum to %v", sum)
		}
	})
}

func TestProportionTurnsWithItsComplement(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		x, level := rapid.IntRange(0, n).Draw(t, "x"), rapid.Float64Range(.5, .999).Draw(t, "level")
		p, q := NewProportion(x, n, level), NewProportion(n-x, n, level)
		same(t, "complement", p.P, Figure{Value: 1 - q.P.Value})
		for name, i := range map[string][2]Interval{"wilson": {p.Wilson, q.Wilson}, "exact": {p.ClopperPearson, q.ClopperPearson}} {
			if a, b := i[0], i[1]; math.Abs(a.Lo+b.Hi-1) > 1e-7 || a.Lo < 0 || a.Hi > 1 || a.Lo > p.P.Value+1e-12 || a.Hi < p.P.Value-1e-12 {
				t.Fatalf("%s: %v in %+v, the complement in %+v", name, p.P.Value, a, b)
			}
		}
	})
}

// TestPowerRisesWithTheEffectAndTheNumber and does not know its sign.
func TestPowerRisesWithTheEffectAndTheNumber(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := rapid.Float64Range(.05, 2).Draw(t, "d"), rapid.IntRange(2, 80).Draw(t, "n")
		p1, p2 := rapid.Float64Range(.05, .95).Draw(t, "p1"), rapid.Float64Range(.05, .95).Draw(t, "p2")
		same(t, "power of −d", PowerOfD(d, float64(n), .05), PowerOfD(-d, float64(n), .05))
		same(t, "power of the other proportion", PowerOfProportions(p1, p2, n, .05), PowerOfProportions(p2, p1, n, .05))
		for name, f := range map[string][2]Figure{
			"larger d":                       {PowerOfD(d, float64(n), .05), PowerOfD(d*1.2, float64(n), .05)},
			"more people":                    {PowerOfD(d, float64(n), .05), PowerOfD(d, float64(n+5), .05)},
			"laxer test":                     {PowerOfD(d, float64(n), .05), PowerOfD(d, float64(n), .1)},
			"more people of two proportions": {PowerOfProportions(p1, p2, n, .05), PowerOfProportions(p1, p2, n+5, .05)},
		} {
			between(t, name, f[0], 0, 1)
			if f[1].Value < f[0].Value-1e-9 {
				t.Fatalf("%s: power %v, then %v", name, f[0], f[1])
			}
		}
	})
}

// TestOmegaOfMirrorImages: two solutions that differ in the sign of one item leave the same, and the order of the items
// must not choose between them.
func TestOmegaOfMirrorImages(t *testing.T) {
	t.Parallel()
	a := OmegaTotal([][]float64{{1, 2, 1}, {2, 4, 2}, {4, 5, 1}})
	for _, b := range []Omega{
		OmegaTotal([][]float64{{2, 1, 1}, {4, 2, 2}, {5, 4, 1}}), OmegaTotal([][]float64{{1, 1, 2}, {2, 2, 4}, {1, 4, 5}}),
		OmegaTotal([][]float64{{4, 2, 2}, {5, 1, 4}, {2, 1, 1}}),
	} {
		if !alike(a.Value, b.Value) {
			t.Errorf("omega %+v, then %+v", a.Value, b.Value)
		}
	}
}
