package stats

import (
	"encoding/binary"
	"math"
	"reflect"
	"testing"
)

// clean fails when a number anywhere within a result is NaN or infinite, or a figure is undefined and a number too.
func clean(t *testing.T, where string, v any) {
	t.Helper()
	walk(t, where, reflect.ValueOf(v))
}

func walk(t *testing.T, where string, v reflect.Value) {
	t.Helper()
	switch x := v.Interface().(type) {
	case Figure:
		if !x.Defined() && x.Value != 0 {
			t.Fatalf("%s: %+v", where, x)
		}
	case Interval:
		if !x.Defined() && (x.Lo != 0 || x.Hi != 0) || x.Lo > x.Hi {
			t.Fatalf("%s: %+v", where, x)
		}
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Fatalf("%s is %v", where, x)
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			walk(t, where+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(t, where, v.Index(i))
		}
	}
}

// floats reads finite numbers from bytes, eight at a time.
func floats(data []byte) []float64 {
	var out []float64
	for ; len(data) >= 8; data = data[8:] {
		if x := math.Float64frombits(binary.LittleEndian.Uint64(data)); !math.IsNaN(x) && !math.IsInf(x, 0) {
			out = append(out, x)
		}
	}
	return out
}

func bytesOf(x ...float64) []byte {
	var out []byte
	for _, v := range x {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	return out
}

func FuzzRatesAreNeverNaN(f *testing.F) {
	f.Add(48, 80, 60, 80, .95)
	f.Add(0, 0, 1, 1, .9)
	f.Add(1, 1, 1, 1, 1.)
	f.Add(-1, 5, 9, 2, math.NaN())
	f.Add(5, 1<<41, 0, 1, .5)
	f.Add(1<<39, 1<<40, 1, 1<<40, .999999)
	f.Fuzz(func(t *testing.T, x1, n1, x2, n2 int, level float64) {
		a, b := Count{x1, n1}, Count{x2, n2}
		clean(t, "rates", CompareRates(a, b, level))
		clean(t, "exact", FisherExact(a, b))
		if r := CompareRates(a, b, .95); r.ImpactRatio.Defined() && BelowFourFifths(a, b) != r.BelowFourFifths {
			t.Fatalf("%v and %v: %+v", a, b, r)
		}
		clean(t, "impact", AdverseImpact([]Count{a, b, {1, 2}}, level))
		clean(t, "strata", MantelHaenszel([]Stratum{{a, b}, {b, a}, {Count{1, 2}, a}}, level))
		clean(t, "trend", CochranArmitage([]Count{a, b, {1, 2}}))
		clean(t, "tables", SelectionTables([]Cell{{"f", "a", a}, {"m", "a", b}, {"", "a", b}}))
		clean(t, "suppression", Suppress([][]Count{{a, b}, {b, a}}, n1))
	})
}

func FuzzCorrectionsAreNeverNaN(f *testing.F) {
	f.Add(.3, .8, .6, 12., 60, .95)
	f.Add(1., 0., -1., 0., 3, .95)
	f.Add(-1., 1e-320, 1e308, math.MaxFloat64, 0, .5)
	f.Add(.5, 1e200, 0., -1e200, 5, .9)
	f.Add(1., 1e200, 0., -7e200, 5, 56.)
	f.Add(math.NaN(), math.Inf(1), 0., -1., -7, 2.)
	f.Fuzz(func(t *testing.T, r, a, b, c float64, n int, level float64) {
		if math.Abs(a) > math.MaxFloat64 || math.Abs(b) > math.MaxFloat64 {
			return
		}
		clean(t, "fisher z", FisherZ(r, n, level))
		clean(t, "difference", CompareCorrelations(r, n, a, n))
		clean(t, "thorndike", ThorndikeII(r, a))
		clean(t, "attenuation", Attenuation(r, a, b))
		clean(t, "operational", OperationalValidity(r, a, b))
		clean(t, "spearman-brown", SpearmanBrown(r, a))
		clean(t, "parts", PartsFor(r, a))
		clean(t, "error", NewMeasurementError(c, r, level))
		clean(t, "kelley", Kelley(a, b, c, r, level))
		clean(t, "mosier", MosierComposite([]float64{a, b}, []float64{c, 1}, []float64{r, .5}, [][]float64{{1, r}, {r, 1}}))
		clean(t, "n for r", NForCorrelation(r, a, b))
		clean(t, "n for width", NForHalfWidth(r, a, level))
		clean(t, "power of d", PowerOfD(r, a, b))
		clean(t, "n for d", NForD(r, a, b))
		clean(t, "power of p", PowerOfProportions(r, a, n, b))
		clean(t, "taylor-russell", TaylorRussell(a, b, r))
		clean(t, "binormal", BinormalUpper(a, c, r))
		clean(t, "theory", TheoreticalExpectancy(a, r, min(n, 50)))
		clean(t, "holm", Holm([]Figure{{Value: r}, {Value: a}, {Value: b}}))
		clean(t, "bh", BenjaminiHochberg([]Figure{{Value: r}, {Value: a}, {Value: b}}))
	})
}

func FuzzSamplesAreNeverNaN(f *testing.F) {
	f.Add(bytesOf(1, 2, 3, 4, 2, 1, 3, 5, 1, 0, 1, 0))
	f.Add(bytesOf(math.MaxFloat64, -math.MaxFloat64, 1, 1, 1, 2))
	f.Add(bytesOf(1e-300, 2e-300, 3e-300, 1, 2, 4, 0, 0, 1))
	f.Add(bytesOf(0, 5e-324, 0, 1e300, 1, 2, 0, 1, 1))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		all := floats(data)
		n := len(all) / 3
		x, y := all[:n], all[n:2*n]
		group, people := make([]bool, n), make([]Scored, n)
		for i, v := range all[2*n : 3*n] {
			group[i] = v > 0
			people[i] = Scored{Sex: []string{"f", "m", ""}[i%3], Race: []string{"a", "b"}[i%2], Score: x[i]}
		}
		clean(t, "correlation", Correlate(x, y, .95))
		clean(t, "cleary", Cleary(x, y, group))
		clean(t, "expectancy", ExpectancyTable(x, group, 5, .95))
		scoring := ScoringRates(people)
		clean(t, "scoring", scoring)
		counted := []ScoredCount{}
		for _, p := range people {
			counted = append(counted, ScoredCount{Scored: p, N: 1})
		}
		if again := ScoringRatesOf(counted); again.Median != scoring.Median || again.Scored != scoring.Scored {
			t.Fatalf("%+v counted, %+v one by one", again, scoring)
		}
	})
}
