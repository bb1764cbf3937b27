package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// alike compares figures of the same data in another order.
func alike(a, b Figure) bool {
	return a.Undefined == b.Undefined && math.Abs(a.Value-b.Value) <= 1e-9*(1+math.Abs(a.Value))
}

// reordered shuffles rows, and the columns of every row alike.
func reordered(t *rapid.T, rows [][]float64) [][]float64 {
	out := slices.Clone(rapid.Permutation(rows).Draw(t, "rows"))
	if len(rows) == 0 {
		return out
	}
	order := make([]int, len(rows[0]))
	for i := range order {
		order[i] = i
	}
	order = rapid.Permutation(order).Draw(t, "columns")
	for i, row := range out {
		moved := make([]float64, len(row))
		for j, k := range order {
			moved[j] = row[k]
		}
		out[i] = moved
	}
	return out
}

// TestReliabilityDoesNotDependOnOrder: who comes first, among people or among raters, changes nothing.
func TestReliabilityDoesNotDependOnOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := scored(t, [2]int{2, 8}, [2]int{2, 5}, true)
		moved := reordered(t, rows)
		for name, f := range map[string]func([][]float64) Figure{
			"alpha":    func(m [][]float64) Figure { return CronbachAlpha(m, .95).Value },
			"pairwise": func(m [][]float64) Figure { return CronbachAlpha(m, .95).Pairwise },
			"icc1":     func(m [][]float64) Figure { return Intraclasses(m, .95).One.Value },
			"icc2":     func(m [][]float64) Figure { return Intraclasses(m, .95).Two.Value },
			"icc3k":    func(m [][]float64) Figure { return Intraclasses(m, .95).ThreeMean.Value },
			"one way":  func(m [][]float64) Figure { return Unbalanced(m, .95).Single.Value },
			"nominal":  func(m [][]float64) Figure { return KrippendorffAlpha(m, Nominal).Alpha },
			"ordinal":  func(m [][]float64) Figure { return KrippendorffAlpha(m, Ordinal).Alpha },
			"interval": func(m [][]float64) Figure { return KrippendorffAlpha(m, IntervalScale).Alpha },
			"block":    func(m [][]float64) Figure { return RWGBlock(m, 5).Value },
		} {
			if a, b := f(rows), f(moved); !alike(a, b) {
				t.Fatalf("%s: %+v, then %+v", name, a, b)
			}
		}
	})
}

func TestReliabilityIsAtMostOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := scored(t, [2]int{2, 8}, [2]int{2, 5}, true)
		i, a := Intraclasses(rows, .95), CronbachAlpha(rows, .95)
		for name, f := range map[string]Figure{
			"icc1": i.One.Value, "icc2": i.Two.Value, "icc3": i.Three.Value, "icc1k": i.OneMean.Value, "icc3k": i.ThreeMean.Value,
			"alpha": a.Value, "nominal": KrippendorffAlpha(rows, Nominal).Alpha, "ordinal": KrippendorffAlpha(rows, Ordinal).Alpha,
			"interval": KrippendorffAlpha(rows, IntervalScale).Alpha, "omega": OmegaTotal(rows).Value,
		} {
			if f.Value > 1+1e-9 {
				t.Fatalf("%s = %v", name, f.Value)
			}
		}
		for _, c := range []ICC{i.One, i.Two, i.Three, i.OneMean, i.ThreeMean} {
			if c.Form == "ICC2" && c.Value.Value < 0 { // its interval is an approximation for positive components
				continue
			}
			if v := c.Value.Value; c.Value.Defined() && c.Interval.Defined() && (v < c.Interval.Lo-1e-9 || v > c.Interval.Hi+1e-9) {
				t.Fatalf("%s = %v in %+v", c.Form, v, c.Interval)
			}
		}
	})
}

// TestConsistencyIsAlpha: ICC(3,k) and Cronbach's alpha are the same number.
func TestConsistencyIsAlpha(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := scored(t, [2]int{2, 8}, [2]int{2, 5}, false)
		if a, b := CronbachAlpha(rows, .95).Value, Intraclasses(rows, .95).ThreeMean.Value; a.Defined() && !alike(a, b) {
			t.Fatalf("alpha %+v, ICC(3,k) %+v", a, b)
		}
		if a, b := Unbalanced(rows, .95).Single.Value, Intraclasses(rows, .95).One.Value; !alike(a, b) {
			t.Fatalf("one-way %+v, ICC(1,1) %+v of a balanced design", a, b)
		}
	})
}

// TestSevereRaterLowersAbsoluteAgreementOnly adds a constant to one rater.
func TestSevereRaterLowersAbsoluteAgreementOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := scored(t, [2]int{3, 8}, [2]int{2, 4}, false)
		before := Intraclasses(rows, .95)
		for _, row := range rows {
			row[0] += 100
		}
		after := Intraclasses(rows, .95)
		if a, b := before.Three.Value, after.Three.Value; a.Defined() && math.Abs(a.Value-b.Value) > 1e-7 {
			t.Fatalf("ICC3 %+v, then %+v", a, b)
		}
		if after.Two.Value.Defined() && math.Abs(after.Two.Value.Value) > .1 {
			t.Fatalf("ICC2 %+v with a rater a hundred points off", after.Two.Value)
		}
	})
}

// TestKappaOfQuadraticWeightsIsSymmetricAndBounded swaps raters and turns the scale round.
func TestKappaIsSymmetricAndBounded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 15).Draw(t, "n")
		draw := rapid.SliceOfN(rapid.IntRange(1, 5), n, n)
		var a, b, turnedA, turnedB []float64
		for i, x := range draw.Draw(t, "a") {
			y := draw.Draw(t, "b")[i]
			a, b = append(a, float64(x)), append(b, float64(y))
			turnedA, turnedB = append(turnedA, float64(6-x)), append(turnedB, float64(6-y))
		}
		for _, w := range []Weighting{Unweighted, Linear, Quadratic} {
			one, swapped, turned := kappaOf(a, b, w), kappaOf(b, a, w), kappaOf(turnedA, turnedB, w)
			if !alike(one.Value, swapped.Value) || !alike(one.Value, turned.Value) || !alike(one.SE, swapped.SE) {
				t.Fatalf("%s: %+v, swapped %+v, turned round %+v", w, one, swapped, turned)
			}
			if v := one.Value.Value; v > 1 || v < -1 {
				t.Fatalf("%s: %v", w, v)
			}
			if same := kappaOf(a, a, w).Value; same.Defined() && math.Abs(same.Value-1) > 1e-12 {
				t.Fatalf("%s with oneself: %v", w, same.Value)
			}
		}
	})
}

func kappaOf(a, b []float64, w Weighting) Kappa {
	table, _ := KappaTable(a, b, 1, 5)
	return CohenKappa(table, w, .95)
}

// TestExactTestOfTwoByTwoIsFishers compares the exact test of a table with the one of two groups.
func TestExactTestOfTwoByTwoIsFishers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12)
		a, b, c, d := n.Draw(t, "a"), n.Draw(t, "b"), n.Draw(t, "c"), n.Draw(t, "d")
		table := [][]float64{{float64(a), float64(b)}, {float64(c), float64(d)}}
		one := FisherFreemanHalton(table).P
		if a+b == 0 || c+d == 0 || a+c == 0 || b+d == 0 {
			if one.Undefined != NoContingency {
				t.Fatalf("%v: %+v", table, one)
			}
			return
		}
		if two := FisherExact(Count{a, a + b}, Count{c, c + d}).TwoSided; !alike(one, two) {
			t.Fatalf("%v: %+v and %+v", table, one, two)
		}
		three := FisherFreemanHalton([][]float64{{float64(a), float64(b), 0}, {float64(c), float64(d), 1}, {0, 1, 2}})
		turned := FisherFreemanHalton([][]float64{{float64(a), float64(c), 0}, {float64(b), float64(d), 1}, {0, 1, 2}})
		if !alike(three.P, turned.P) || three.P.Value <= 0 || three.P.Value > 1 {
			t.Fatalf("%+v, turned %+v", three, turned)
		}
	})
}

// TestRandomTablesComeNearTheExactP holds the estimate for large tables against the sum over all of a small one.
func TestRandomTablesComeNearTheExactP(t *testing.T) {
	t.Parallel()
	table := [][]float64{{8, 3, 1}, {2, 7, 4}, {1, 2, 6}}
	counts, n, _ := wholeTable(table)
	h := newHalton(counts, n)
	exact, sampled := FisherFreemanHalton(table).P.Value, h.sample(h.likelihood(counts)+tieTolerance)
	if math.Abs(exact-sampled) > 4*math.Sqrt(exact/randomTables) {
		t.Errorf("exact %v, of random tables %v", exact, sampled)
	}
	large := FisherFreemanHalton([][]float64{{90, 80, 70, 60}, {60, 70, 80, 90}, {75, 75, 75, 75}, {50, 60, 90, 100}})
	if len(large.Warn) != 1 || large.P.Value > .01 {
		t.Errorf("%+v", large)
	}
}

// TestBootstrapOfAlphaUsesTheSameFigure: with every unit drawn once, it is Krippendorff's alpha.
func TestBootstrapOfAlphaUsesTheSameFigure(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		units := scored(t, [2]int{1, 12}, [2]int{1, 4}, true)
		c, reason := code(units)
		if reason != "" {
			t.Fatal(reason)
		}
		once := make([]int, len(c.units))
		for i := range once {
			once[i] = i
		}
		for _, metric := range []Metric{Ordinal, IntervalScale} {
			want := AlphaOfUnits(units, metric).Alpha
			if got := c.alpha(once, metric); want.Defined() && !alike(got, want) {
				t.Fatalf("%s: %+v, want %+v", metric, got, want)
			}
		}
	})
}

// TestSeverityFindsTheEffectsThatMadeTheRatings takes ratings away as long as all raters stay linked.
func TestSeverityFindsTheEffectsThatMadeTheRatings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raters := rapid.IntRange(2, 5).Draw(t, "raters")
		effects := rapid.SliceOfN(rapid.Float64Range(-2, 2), raters, raters).Draw(t, "effects")
		mean := Mean(effects).Value
		rows := make([][]float64, rapid.IntRange(2, 8).Draw(t, "candidates"))
		for c := range rows {
			level := rapid.Float64Range(1, 5).Draw(t, "level")
			for _, e := range effects {
				rows[c] = append(rows[c], level+e)
			}
			if c > 0 { // the first candidate links everybody
				rows[c][rapid.IntRange(0, raters-1).Draw(t, "left out")] = math.NaN()
			}
		}
		got := Severity(rows, 1, 5, .95)
		for r, e := range got.Raters {
			if !e.Severity.Defined() || math.Abs(e.Severity.Value-(effects[r]-mean)) > 1e-9 {
				t.Fatalf("rater %d: %+v, want %v", r, e.Severity, effects[r]-mean)
			}
		}
	})
}

func TestRatersWhoShareNobodyCannotBeCompared(t *testing.T) {
	t.Parallel()
	none := math.NaN()
	e := Severity([][]float64{{3, 4, none, none}, {2, 3, none, none}, {none, none, 1, 5}}, 1, 5, .95)
	if e.Undefined != Disconnected || e.Raters[0].Severity.Defined() || e.Targets[0].Defined() || !e.Raters[0].Mean.Defined() {
		t.Errorf("%+v", e)
	}
}

func TestDriftIsSeenBeyondThreeStandardDeviations(t *testing.T) {
	t.Parallel()
	steady, drifting := make([]float64, 40), make([]float64, 40)
	for i := range steady {
		steady[i] = .3 * float64(i%3-1)
		drifting[i] = steady[i] - max(0, float64(i-15)*.1)
	}
	if d := SeverityDrift(steady, 0, .3); len(d.Warn) > 0 || d.Points[18].Rolling.Defined() || !d.Points[19].Rolling.Defined() {
		t.Errorf("steady: %+v", d)
	}
	if d := SeverityDrift(drifting, 0, .3); !slices.Contains(d.Warn, WarnDrift) || d.Points[10].Beyond {
		t.Errorf("drifting: %+v", d)
	}
	first := SeverityDrift([]float64{1}, 0, 1).Points[0] // z = .2, limit 3√(.2/1.8·(1−.64)) = .6
	if math.Abs(first.EWMA-.2) > 1e-12 || math.Abs(first.Limit-.6) > 1e-12 {
		t.Errorf("first point %+v, want .2 within .6", first)
	}
}

// TestProfilePartsAddUp is the identity of Cronbach & Gleser.
func TestProfilePartsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := sample(t, "x", 1, 10)
		k := sample(t, "k", len(x), len(x))
		p, q := CompareProfiles(x, k, nil), CompareProfiles(k, x, nil)
		sum := p.Elevation.Value + p.Scatter.Value + p.Shape.Value
		lost := 1e-15 * (squares(x) + squares(k)) // where profiles are alike and wide, the shape is what is left of large numbers
		if math.Abs(sum-p.D2.Value) > 1e-6*(1+p.D2.Value)+lost || !alike(p.D2, q.D2) || !alike(p.Shape, q.Shape) || p.Shape.Value < 0 {
			t.Fatalf("%+v, the other way %+v", p, q)
		}
	})
}

// TestEffectTurnsWithTheGroups: swapped groups change sign, and the interval holds the effect.
func TestEffectTurnsWithTheGroups(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := sample(t, "a", 2, 12), sample(t, "b", 2, 12)
		one, two := HedgesG(a, b), HedgesG(b, a)
		if !alike(one.G, Figure{Value: -two.G.Value, Undefined: two.G.Undefined}) {
			t.Fatalf("g %+v, then %+v", one.G, two.G)
		}
		i, j := one.GInterval, two.GInterval
		if i.Defined() && (i.Lo > one.G.Value || one.G.Value > i.Hi || math.Abs(i.Lo+j.Hi) > 1e-6*(1+math.Abs(i.Lo))) {
			t.Fatalf("g %v in %+v, the other way in %+v", one.G.Value, i, j)
		}
	})
}

// TestEffectOfLargeGroupsTurnsToo: where the noncentrality passes 38 the distribution is an approximation, which must
// hold on both sides. The normal interval is as good as exact there.
func TestEffectOfLargeGroupsTurnsToo(t *testing.T) {
	t.Parallel()
	for _, n := range []int{500, 2000, 20000} {
		for _, shift := range []float64{.8, 2, 4} {
			a, b := make([]float64, n), make([]float64, n)
			for i := range a {
				a[i], b[i] = math.Sqrt2*math.Sin(float64(i))+shift, math.Sqrt2*math.Cos(1.3*float64(i))
			}
			one, two := HedgesG(a, b), HedgesG(b, a)
			i, j, near := one.GInterval, two.GInterval, one.GNormal
			if math.Abs(i.Lo+j.Hi) > 1e-9 || math.Abs(i.Hi+j.Lo) > 1e-9 || math.Abs(i.Lo-near.Lo) > .002 || math.Abs(i.Hi-near.Hi) > .002 {
				t.Errorf("%d and %d, %v apart: %+v, the other way %+v, normal %+v", n, n, shift, i, j, near)
			}
		}
	}
}

func TestHaloNeedsCandidatesAndValues(t *testing.T) {
	t.Parallel()
	flat := [][]float64{{4, 4, 4}, {3, 3, 3}, {5, 5, 4}, {2, 2, 2}}
	if h := HaloOf(flat); !slices.Contains(h.Warn, WarnHalo) {
		t.Errorf("%+v", h)
	}
	if h := HaloOf(flat[:3]); len(h.Warn) > 0 {
		t.Errorf("three candidates: %+v", h)
	}
	if h := HaloOf([][]float64{{4, 4}, {3, 3}, {5, 5}, {2, 2}}); len(h.Warn) > 0 {
		t.Errorf("two values: %+v", h)
	}
}

func TestSkewedNullsAreThoseOfFivePoints(t *testing.T) {
	t.Parallel()
	if f := SkewedVariance(7, SlightSkew); f.Undefined != OutsideRange {
		t.Errorf("seven points: %+v", f)
	}
	rows := [][]float64{{4, 4}, {4, 5}, {5, 4}}
	if a, b := RWGBlock(rows, 5).Value.Value, RWGBlockAgainst(rows, SkewedVariance(5, HeavySkew).Value).Value.Value; a <= b {
		t.Errorf("agreement %v against uniform answering, %v against heavy skew", a, b)
	}
}
