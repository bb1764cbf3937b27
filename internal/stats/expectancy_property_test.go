package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// TestBinormalAgreesWithTheClosedForms: the quadrant, independence, both ends, and the complement.
func TestBinormalAgreesWithTheClosedForms(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h, k := rapid.Float64Range(-4, 4).Draw(t, "h"), rapid.Float64Range(-4, 4).Draw(t, "k")
		r := rapid.Float64Range(-1, 1).Draw(t, "r")
		ph, pk := distuv.UnitNormal.Survival(h), distuv.UnitNormal.Survival(k)
		p := BinormalUpper(h, k, r).Value
		for name, pair := range map[string][2]float64{
			"symmetric": {p, BinormalUpper(k, h, r).Value}, "quadrant": {BinormalUpper(0, 0, r).Value, .25 + math.Asin(r)/(2*math.Pi)},
			"independent": {BinormalUpper(h, k, 0).Value, ph * pk}, "complement": {p + BinormalUpper(h, -k, -r).Value, ph},
			"one end": {BinormalUpper(h, k, 1).Value, min(ph, pk)}, "other end": {BinormalUpper(h, k, -1).Value, max(0, ph+pk-1)},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-12 {
				t.Fatalf("%s: %v and %v", name, pair[0], pair[1])
			}
		}
		if more := BinormalUpper(h, k, min(1, r+.01)).Value; more < p-1e-12 {
			t.Fatalf("falls with r: %v, then %v", p, more)
		}
	})
}

// TestBinormalNearItsEnds: where the integrand turns sharply.
func TestBinormalNearItsEnds(t *testing.T) {
	t.Parallel()
	for _, r := range []float64{.999, .99999, 1 - 1e-9, 1 - 1e-13} {
		near1 := BinormalUpper(.7, .2, r).Value
		if want := distuv.UnitNormal.Survival(.7); math.Abs(near1-want) > 1e-9 {
			t.Errorf("r = %v: %v, want %v", r, near1, want)
		}
		if got := BinormalUpper(.7, .2, -r).Value; got > 1e-9 {
			t.Errorf("r = −%v: %v", r, got)
		}
		if got, want := BinormalUpper(0, 0, r).Value, .25+math.Asin(r)/(2*math.Pi); math.Abs(got-want) > 1e-12 {
			t.Errorf("r = %v: quadrant %v, want %v", r, got, want)
		}
	}
	if p := BinormalUpper(math.Inf(-1), 1, .5).Value; !near(p, distuv.UnitNormal.Survival(1)) {
		t.Errorf("no first threshold: %v", p)
	}
}

func TestSelectionGainsWithTheCorrelation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		br, sr := rapid.Float64Range(0, 1).Draw(t, "base rate"), rapid.Float64Range(.001, 1).Draw(t, "ratio")
		r := rapid.Float64Range(0, 1).Draw(t, "r")
		s, back := TaylorRussell(br, sr, r), TaylorRussell(br, sr, -r)
		if s.Gain.Value < -1e-9 || back.Gain.Value > 1e-9 || s.Rate.Value > 1 || !near(s.Rate.Value-br, s.Gain.Value) {
			t.Fatalf("%+v, turned %+v", s, back)
		}
		if all := TaylorRussell(br, 1, r); math.Abs(all.Gain.Value) > 1e-9 {
			t.Fatalf("selecting everybody gains %v", all.Gain.Value)
		}
		sum, bins := 0.0, TheoreticalExpectancy(br, r, 5)
		for i, p := range bins {
			sum += p.Value
			if i > 0 && p.Value < bins[i-1].Value-1e-9 {
				t.Fatalf("falls: %v", bins)
			}
		}
		if math.Abs(sum/5-br) > 1e-9 {
			t.Fatalf("bins %v do not average to %v", bins, br)
		}
	})
	if s := TaylorRussell(.5, 0, .3); s.Rate.Undefined != OutsideRange {
		t.Errorf("%+v", s)
	}
}

func TestExpectancyBinsHoldEverybodyAndTiesTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		scores := sample(t, "scores", 0, 40)
		success := make([]bool, len(scores))
		for i := range success {
			success[i] = rapid.Bool().Draw(t, "success")
		}
		e, n, x := ExpectancyTable(scores, success, 5, .95), 0, 0
		last := math.Inf(-1)
		for _, b := range e.Bins {
			n, x = n+b.N, x+b.X
			if b.N == 0 {
				if b.Rate.Undefined != EmptyGroup || b.Lowest.Undefined != EmptyGroup || b.Wilson.Defined() {
					t.Fatalf("%+v", b)
				}
				continue
			}
			if b.Lowest.Value <= last || b.Highest.Value < b.Lowest.Value || b.Wilson.Lo > b.Rate.Value+1e-12 || b.Wilson.Hi < b.Rate.Value-1e-12 {
				t.Fatalf("%+v after %v", b, last)
			}
			last = b.Highest.Value
		}
		if n != len(scores) {
			t.Fatalf("%d of %d", n, len(scores))
		}
		for i := range success {
			success[i] = !success[i]
		}
		if turned := ExpectancyTable(scores, success, 5, .95); !near(turned.Trend.Z.Value, -e.Trend.Z.Value) || !near(turned.Trend.P.Value, e.Trend.P.Value) {
			t.Fatalf("%+v, turned %+v", e.Trend, turned.Trend)
		}
	})
}

// TestTrendOfTwoGroupsIsTheirZ: Cochran–Armitage of two groups is the pooled z.
func TestTrendOfTwoGroupsIsTheirZ(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawCount(t, "a", 40), drawCount(t, "b", 40)
		trend, z := CochranArmitage([]Count{a, b}), CompareRates(b, a, .95)
		if trend.Z.Defined() != z.Z.Defined() || !near(trend.Z.Value, z.Z.Value) || trend.Z.Defined() && !near(trend.P.Value, z.P.Value) {
			t.Fatalf("%+v, z %+v", trend, z.Z)
		}
	})
	if one := CochranArmitage([]Count{{1, 3}, {0, 0}}); one.Z.Undefined != NoVariation {
		t.Errorf("%+v", one)
	}
	if bad := CochranArmitage([]Count{{4, 3}, {0, 2}}); bad.Z.Undefined != OutsideRange {
		t.Errorf("%+v", bad)
	}
}

// drawPrediction draws a sample for Cleary's regression.
func drawPrediction(t *rapid.T) (x, y []float64, g []bool) {
	x = sample(t, "x", 0, 25)
	y = sample(t, "y", len(x), len(x))
	for range x {
		g = append(g, rapid.Bool().Draw(t, "g"))
	}
	return x, y, g
}

func TestClearyTurnsWithTheGroups(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x, y, g := drawPrediction(t)
		turned := make([]bool, len(g))
		for i := range g {
			turned[i] = !g[i]
		}
		one, two := Cleary(x, y, g), Cleary(x, y, turned)
		if one.Groups[0].N != two.Groups[1].N || one.Status != two.Status || one.Common.Undefined != two.Common.Undefined {
			t.Fatalf("%+v, turned %+v", one, two)
		}
		if !one.Slopes.Defined() || !two.Slopes.Defined() || one.Slopes.DF < 1 {
			return
		}
		b1, b2 := one.Slopes.Coefficients, two.Slopes.Coefficients
		scale := 1e-4*(math.Abs(b1[3].Estimate.Value)+math.Abs(b1[1].Estimate.Value)) + 1e-6*b1[3].SE.Value + 1e-9
		if math.Abs(b1[3].Estimate.Value+b2[3].Estimate.Value) > scale {
			t.Fatalf("slopes differ by %v, turned %v", b1[3].Estimate.Value, b2[3].Estimate.Value)
		}
		if !(one.Common.R2.Value <= one.Intercepts.R2.Value+1e-9 && one.Intercepts.R2.Value <= one.Slopes.R2.Value+1e-9) {
			t.Fatalf("R² falls: %v %v %v", one.Common.R2, one.Intercepts.R2, one.Slopes.R2)
		}
		// the lines within the groups are the lines of the full model
		if l := one.Groups[1]; l.Slope.Defined() && math.Abs(l.Slope.Value-b1[1].Estimate.Value-b1[3].Estimate.Value) > 1e-4*(1+math.Abs(l.Slope.Value)) {
			t.Fatalf("slope %v within group 1, %v + %v in the model", l.Slope.Value, b1[1].Estimate.Value, b1[3].Estimate.Value)
		}
	})
}

func TestClearyLeavesUndefinedWhatCannotBeFitted(t *testing.T) {
	t.Parallel()
	y := []float64{1, 3, 2, 5, 4, 6}
	half := []bool{false, false, false, true, true, true}
	for name, tt := range map[string]struct {
		x, y                    []float64
		g                       []bool
		common, intercepts, all string
	}{
		"x constant":              {[]float64{2, 2, 2, 2, 2, 2}, y, half, NoVariation, NoVariation, NoVariation},
		"y constant":              {y, []float64{2, 2, 2, 2, 2, 2}, half, NoVariation, NoVariation, NoVariation},
		"one group":               {[]float64{1, 2, 3, 4, 5, 7}, y, make([]bool, 6), "", NoVariation, NoVariation},
		"x constant in a group":   {[]float64{1, 2, 3, 4, 4, 4}, y, half, "", "", Collinear},
		"x is the group":          {[]float64{1, 1, 1, 4, 4, 4}, y, half, "", Collinear, Collinear},
		"three people":            {[]float64{1, 2, 4}, []float64{1, 3, 2}, []bool{false, true, true}, "", "", TooFew},
		"lengths differ":          {[]float64{1, 2}, y, half, LengthsDiffer, LengthsDiffer, LengthsDiffer},
		"group of another length": {y, y, half[1:], LengthsDiffer, LengthsDiffer, LengthsDiffer},
		"nobody":                  {nil, nil, nil, TooFew, TooFew, TooFew},
		"not a number":            {[]float64{1, 2, math.NaN(), 4, 5, 7}, y, half, NotFinite, NotFinite, NotFinite},
	} {
		p := Cleary(tt.x, tt.y, tt.g)
		if p.Common.Undefined != tt.common || p.Intercepts.Undefined != tt.intercepts || p.Slopes.Undefined != tt.all {
			t.Errorf("%s: %q, %q, %q", name, p.Common.Undefined, p.Intercepts.Undefined, p.Slopes.Undefined)
		}
		if p.Omnibus.F.Defined() != (tt.common == "" && tt.all == "") && name != "three people" {
			t.Errorf("%s: omnibus %+v", name, p.Omnibus)
		}
	}
	perfect := Cleary([]float64{1, 2, 3, 4, 5, 6}, []float64{2, 4, 6, 8, 10, 12}, half)
	if perfect.Common.R2.Value < 1-1e-12 {
		t.Errorf("%+v", perfect.Common)
	}
}

func TestClearyStatusGoesByTheSmallerGroup(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{29: StatusTooFew, 30: StatusCaution, 99: StatusCaution, 100: StatusOK} {
		var x, y []float64
		var g []bool
		for i := range 300 {
			x, y, g = append(x, float64(i%17)), append(y, float64(i%23)), append(g, i < n)
		}
		if got := Cleary(x, y, g); got.Status != want || got.SmallestGroupN != n {
			t.Errorf("%d in the smaller group: %s", n, got.Status)
		}
	}
}
