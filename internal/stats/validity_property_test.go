package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestFisherZTurnsWithTheSignAndNarrowsWithN(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, n := rapid.Float64Range(-.99, .99).Draw(t, "r"), rapid.IntRange(4, 500).Draw(t, "n")
		one, two, more := FisherZ(r, n, .95), FisherZ(-r, n, .95), FisherZ(r, n+1, .95)
		i := one.Interval
		if i.Lo > r || r > i.Hi || i.Lo < -1 || i.Hi > 1 || !near(i.Lo, -two.Interval.Hi) || !near(one.T.Value, -two.T.Value) ||
			!near(one.P.Value, two.P.Value) || more.Interval.Hi-more.Interval.Lo >= i.Hi-i.Lo {
			t.Fatalf("%+v, turned %+v, one more %+v", one, two, more)
		}
		if wide := FisherZ(r, n, .99).Interval; wide.Lo > i.Lo || wide.Hi < i.Hi {
			t.Fatalf("99 %% %+v within 95 %% %+v", wide, i)
		}
	})
}

func TestAPerfectCorrelationHasNoIntervalAndNoTest(t *testing.T) {
	t.Parallel()
	for _, r := range []float64{1, -1, 1 - 1e-15, 1e-15 - 1} {
		c := FisherZ(r, 20, .95)
		if c.R.Value != r || c.Z.Undefined != Perfect || c.Interval.Undefined != Perfect || c.P.Undefined != Perfect || !c.SE.Defined() {
			t.Errorf("%+v", c)
		}
	}
	if c := FisherZ(.5, 3, .95); c.Interval.Undefined != TooFew || c.SE.Undefined != TooFew || !c.P.Defined() {
		t.Errorf("%+v", c)
	}
	if c := FisherZ(.5, 2, .95); c.P.Undefined != TooFew || !c.Z.Defined() {
		t.Errorf("%+v", c)
	}
	if c := Correlate([]float64{1, 1, 1, 1}, []float64{1, 2, 3, 4}, .95); c.R.Undefined != NoVariation || c.N != 4 {
		t.Errorf("%+v", c)
	}
	if d := CompareCorrelations(.5, 3, .2, 40); d.Z.Undefined != TooFew || d.P.Undefined != TooFew {
		t.Errorf("%+v", d)
	}
}

func TestThorndikeKeepsSignAndRangeAndUndoesItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, u := rapid.Float64Range(-1, 1).Draw(t, "r"), rapid.Float64Range(.05, 4).Draw(t, "u")
		c := ThorndikeII(r, u)
		if !c.R.Defined() || math.Abs(c.R.Value) > 1 || c.R.Value*r < 0 || (u > 1) != (len(c.Warn) == 1) {
			t.Fatalf("%+v", c)
		}
		if u <= 1 && math.Abs(c.R.Value) < math.Abs(r)-1e-12 || u > 1 && math.Abs(c.R.Value) > math.Abs(r)+1e-12 {
			t.Fatalf("u = %v turns %v into %v", u, r, c.R.Value)
		}
		if back := ThorndikeII(c.R.Value, 1/u); math.Abs(back.R.Value-r) > 1e-6 {
			t.Fatalf("%v and back: %v", r, back.R.Value)
		}
	})
	for _, r := range []float64{-1, 0, .3, 1} {
		if same := ThorndikeII(r, 1); !near(same.R.Value, r) || len(same.Warn) != 0 {
			t.Errorf("U = 1 turns %v into %+v", r, same)
		}
	}
	if c := ThorndikeII(.3, 0); c.R.Undefined != OutsideRange {
		t.Errorf("%+v", c)
	}
}

func TestACorrectionBeyondOneIsKeptAndWarned(t *testing.T) {
	t.Parallel()
	s := OperationalValidity(.8, .4, .5)
	if s.Criterion.R.Value <= 1 || s.Criterion.Warn[0] != WarnOverOne || s.Range.R.Undefined != OutsideRange {
		t.Errorf("%+v", s)
	}
	if a := Attenuation(.3, .9, 0); a.R.Undefined != OutsideRange {
		t.Errorf("%+v", a)
	}
	if a := Attenuation(.3, 1, 1); a.R.Value != .3 || len(a.Warn) != 0 {
		t.Errorf("%+v", a)
	}
}

func TestPartsForAndSpearmanBrownAreInverse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, target := rapid.Float64Range(.05, .95).Draw(t, "r"), rapid.Float64Range(.05, .95).Draw(t, "target")
		if reached := SpearmanBrown(r, PartsFor(r, target).Value); !near(reached.Value, target) {
			t.Fatalf("%v parts of %v reach %v, not %v", PartsFor(r, target).Value, r, reached.Value, target)
		}
	})
}

func TestKelleyLiesBetweenScoreAndMeanAndTheSEDIsWider(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x, mean := rapid.Float64Range(0, 100).Draw(t, "x"), rapid.Float64Range(0, 100).Draw(t, "mean")
		sd, r := rapid.Float64Range(0, 30).Draw(t, "sd"), rapid.Float64Range(-.5, 1.5).Draw(t, "r")
		k, e := Kelley(x, mean, sd, r, .95), NewMeasurementError(sd, r, .95)
		if k.Estimate.Value < min(x, mean)-1e-9 || k.Estimate.Value > max(x, mean)+1e-9 || k.SE.Value > e.SEM.Value+1e-9 {
			t.Fatalf("%+v %+v", k, e)
		}
		if !near(e.SED.Value, e.SEM.Value*math.Sqrt2) || e.SEM.Value > sd || (r < 0 || r > 1) != (len(e.Warn) == 1) {
			t.Fatalf("%+v", e)
		}
		if !near((k.Observed.Lo+k.Observed.Hi)/2, x) || !near((k.Interval.Lo+k.Interval.Hi)/2, k.Estimate.Value) {
			t.Fatalf("%+v is not around %v", k, x)
		}
	})
}

// TestACompositeOfParallelPartsFollowsSpearmanBrown: equal weights and spreads, correlations equal to the reliability.
func TestACompositeOfParallelPartsFollowsSpearmanBrown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n, r := rapid.IntRange(1, 6).Draw(t, "n"), rapid.Float64Range(.05, .95).Draw(t, "r")
		w, sd, rel, cor := make([]float64, n), make([]float64, n), make([]float64, n), make([][]float64, n)
		for i := range w {
			w[i], sd[i], rel[i], cor[i] = 1, 7, r, make([]float64, n)
			for j := range cor[i] {
				cor[i][j] = r
			}
			cor[i][i] = 1
		}
		c, want := MosierComposite(w, sd, rel, cor), SpearmanBrown(r, float64(n))
		if !near(c.Reliability.Value, want.Value) || !near(c.SEM.Value, c.SD.Value*math.Sqrt(1-want.Value)) {
			t.Fatalf("%+v, Spearman–Brown %v", c, want)
		}
	})
	if c := MosierComposite([]float64{1, -1}, []float64{1, 1}, []float64{.5, .5}, [][]float64{{1, 1}, {1, 1}}); c.SD.Undefined != NoVariation {
		t.Errorf("%+v", c)
	}
	if c := MosierComposite([]float64{1}, []float64{1, 1}, []float64{.5}, [][]float64{{1}}); c.SD.Undefined != LengthsDiffer {
		t.Errorf("%+v", c)
	}
	if c := MosierComposite(nil, nil, nil, nil); c.SD.Undefined != EmptyGroup {
		t.Errorf("%+v", c)
	}
	if c := MosierComposite([]float64{1}, []float64{1}, []float64{.5}, [][]float64{{1, 2}}); c.SD.Undefined != LengthsDiffer {
		t.Errorf("%+v", c)
	}
}

func TestSamplesThatSufficeSufficeJust(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Float64Range(.05, .95).Draw(t, "r")
		half := rapid.Float64Range(.01, .4).Draw(t, "half")
		width := func(n int) float64 { i := FisherZ(r, n, .95).Interval; return (i.Hi - i.Lo) / 2 }
		n := NForHalfWidth(r, half, .95).Ceiling
		if width(n) > half || n > 4 && width(n-1) <= half {
			t.Fatalf("n = %d gives ±%v, asked ±%v", n, width(n), half)
		}
		if a, b := NForCorrelation(r, .8, .05), NForCorrelation(-r, .8, .05); a != b || a.N.Value > float64(a.Ceiling) {
			t.Fatalf("%+v %+v", a, b)
		}
		d := rapid.Float64Range(.1, 3).Draw(t, "d")
		if per := NForD(d, .8, .05).N.Value; per > 2 && math.Abs(PowerOfD(d, per, .05).Value-.8) > 1e-6 {
			t.Fatalf("d = %v: %v per group give power %v", d, per, PowerOfD(d, per, .05).Value)
		}
	})
}

// TestPowerOfPublishedSamples holds the sizes that measurement.md §2.3 and §8 name.
func TestPowerOfPublishedSamples(t *testing.T) {
	t.Parallel()
	for d, want := range map[float64]int{.8: 26, .5: 64} {
		if got := NForD(d, .8, .05).Ceiling; got != want {
			t.Errorf("d = %v needs %d per group, got %d", d, want, got)
		}
	}
	for r, want := range map[float64]int{.10: 783, .15: 347, .20: 194, .25: 124, .30: 85, .40: 47} {
		if got := NForCorrelation(r, .8, .05).Ceiling; got != want {
			t.Errorf("r = %v needs %d, got %d", r, want, got)
		}
	}
	if p := PowerOfD(1.3, 10, .05).Value; p < .78 || p > .82 {
		t.Errorf("ten and ten see d = 1.3 with power %v", p)
	}
	if p := PowerOfProportions(.3, .3, 50, .05).Value; !near(p, .025) {
		t.Errorf("no difference is found in %v, want half of alpha", p)
	}
	if p := PowerOfProportions(0, 0, 50, .05); p.Undefined != NoVariation {
		t.Errorf("%+v", p)
	}
	if a, b := PowerOfProportions(.2, .4, 50, .05), PowerOfProportions(.4, .2, 50, .05); a != b {
		t.Errorf("%v one way, %v the other", a, b)
	}
}
