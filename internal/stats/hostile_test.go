package stats

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// everything returns what the statistics of reliability, agreement and raters make of a table, by name.
func everything(rows [][]float64) map[string]any {
	first, second := []float64{}, []float64{}
	if len(rows) > 0 {
		first, second = rows[0], rows[len(rows)-1]
	}
	group := make([]bool, len(first))
	for i := range group {
		group[i] = i%2 == 0
	}
	table, reason := KappaTable(first, second, 1, 5)
	out := map[string]any{
		"alpha": CronbachAlpha(rows, .95), "omega": OmegaTotal(rows), "icc": Intraclasses(rows, .95),
		"one way": Unbalanced(rows, .95), "severity": Severity(rows, 1, 5, .95), "halo": HaloOf(rows),
		"drift": SeverityDrift(first, 0, 1), "profile": CompareProfiles(first, second, nil),
		"distinctive": CompareProfiles(first, second, second), "style": Style(first, 1, 5),
		"ranking": CompareRanking(first, rows), "jaccard": MeanJaccard(first, rows), "matching": SimpleMatching(first, second),
		"mode": ModeScore(first, 1), "block": RWGBlock(rows, 5), "skewed": RWGBlockAgainst(rows, .9),
		"deviation": MeanAverageDeviation(rows), "a_wg": AWG(present(first), 1, 5), "r_wg": RWG(present(first), 5),
		"effect": HedgesG(first, second), "tau": KendallTau(first, second), "spearman": MeanPairwiseSpearman(rows),
		"auc": AUC(first, second, .95), "exact": FisherFreemanHalton(rows), "v": CramersV(rows), "W": KendallW(rows),
		"point-biserial": CorrelateGroup(group, first), "band": TopBand(first, 2.5), "median": Median(first),
		"resampled": KrippendorffInterval(rows, Ordinal, .95, 20, 1),
	}
	for _, m := range []Metric{Nominal, Ordinal, IntervalScale, RatioScale, "unheard of"} {
		out["krippendorff "+string(m)] = KrippendorffAlpha(rows, m)
	}
	for _, w := range []Weighting{Unweighted, Linear, Quadratic} {
		out["kappa "+string(w)] = CohenKappa(rows, w, .95)
		if reason == "" {
			out["kappa of ratings "+string(w)] = CohenKappa(table, w, .95)
		}
	}
	return out
}

// flaw finds a number that is not finite, and an undefined figure that claims a number, anywhere inside a result.
func flaw(path string, v reflect.Value) string {
	switch v.Kind() {
	case reflect.Float64:
		if x := v.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Sprintf("%s = %v", path, x)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if found := flaw(fmt.Sprintf("%s[%d]", path, i), v.Index(i)); found != "" {
				return found
			}
		}
	case reflect.Struct:
		if f, ok := v.Interface().(Figure); ok && !f.Defined() && f.Value != 0 {
			return fmt.Sprintf("%s is undefined and %v", path, f.Value)
		}
		if i, ok := v.Interface().(Interval); ok && (!i.Defined() && (i.Lo != 0 || i.Hi != 0) || i.Lo > i.Hi) {
			return fmt.Sprintf("%s = %+v", path, i)
		}
		for i := range v.NumField() {
			if found := flaw(path+"."+v.Type().Field(i).Name, v.Field(i)); found != "" {
				return found
			}
		}
	}
	return ""
}

func examine(t interface{ Fatalf(string, ...any) }, rows [][]float64) {
	for name, result := range everything(rows) {
		if found := flaw(name, reflect.ValueOf(result)); found != "" {
			t.Fatalf("%v: %s", rows, found)
		}
	}
}

func TestHostileTablesGiveReasonsNotNumbers(t *testing.T) {
	t.Parallel()
	nan, huge := math.NaN(), math.MaxFloat64
	for _, rows := range [][][]float64{
		nil, {}, {{}}, {{}, {}}, {{1}}, {{1, 2}}, {{1}, {2}}, {{1, 2}, {3}}, {{}, {1}}, {{nan}}, {{nan, nan}, {nan, nan}},
		{{3, 3, 3}, {3, 3, 3}, {3, 3, 3}}, {{.1, .1, .1}, {.1, .1, .1}, {.1, .1, .1}}, {{1, 2, 3}, {1, 2, 3}, {1, 2, 3}},
		{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}}, {{1, nan}, {nan, 2}}, {{1, 2, nan}, {2, nan, 3}, {nan, 4, 4}},
		{{huge, -huge}, {-huge, huge}}, {{huge, huge}, {huge, huge}}, {{5e-324, 0}, {0, 5e-324}}, {{1e-170, 2e-170}, {3e-170, 1e-170}},
		{{-1, 1}, {1, -1}}, {{0, 0}, {0, 0}}, {{0, 0}, {0, 1}}, {{1, 5}, {1, 5}}, {{math.Inf(1), 1}, {1, 2}},
		{{1e8, 1e8 + 1}, {1e8 + 1, 1e8}}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	} {
		examine(t, rows)
	}
}

// scored draws ratings of targets (rows), some missing where asked.
func scored(t *rapid.T, rows, cols [2]int, missing bool) [][]float64 {
	k := rapid.IntRange(cols[0], cols[1]).Draw(t, "columns")
	out := make([][]float64, rapid.IntRange(rows[0], rows[1]).Draw(t, "rows"))
	for i := range out {
		for range k {
			x := float64(rapid.IntRange(1, 5).Draw(t, "rating"))
			if missing && rapid.IntRange(0, 5).Draw(t, "missing") == 0 {
				x = math.NaN()
			}
			out[i] = append(out[i], x)
		}
	}
	return out
}

func TestEveryStatisticSurvivesEveryTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		examine(t, scored(t, [2]int{0, 8}, [2]int{0, 6}, true))
	})
}

// FuzzEverything: whatever the table, ragged, empty, constant or full of holes, no NaN or infinity comes out.
func FuzzEverything(f *testing.F) {
	f.Add([]byte{}, uint8(2))
	f.Add([]byte("0123456789abcdef0123456789abcdef"), uint8(2))
	for _, x := range []float64{0, 1, .1, math.MaxFloat64, math.SmallestNonzeroFloat64, math.NaN(), math.Inf(-1)} {
		f.Add(binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)), math.Float64bits(2)), uint8(1))
	}
	f.Fuzz(func(t *testing.T, data []byte, width uint8) {
		var rows [][]float64
		for i := 0; i+8 <= len(data) && len(rows) < 8; i += 8 {
			x := math.Float64frombits(binary.LittleEndian.Uint64(data[i:]))
			if len(rows) == 0 || len(rows[len(rows)-1]) >= int(width%7)+1 {
				rows = append(rows, nil)
			}
			rows[len(rows)-1] = append(rows[len(rows)-1], x)
		}
		examine(t, rows)
	})
}
