package stats

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEveryStatisticIsFuzzed: each exported function is named by a fuzz target, or by what one calls on every table.
func TestEveryStatisticIsFuzzed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	exported, reached := map[string]bool{}, map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is || f.Recv != nil {
				continue
			}
			if !strings.HasSuffix(name, "_test.go") && f.Name.IsExported() {
				exported[f.Name.Name] = true
			}
			if strings.HasPrefix(f.Name.Name, "Fuzz") || f.Name.Name == "everything" || f.Name.Name == "driftAndStart" {
				names(f.Body, reached)
			}
		}
	}
	for name := range exported {
		if !reached[name] {
			t.Errorf("no fuzz target calls %s", name)
		}
	}
	if len(exported) < 80 {
		t.Errorf("only %d statistics found", len(exported))
	}
}

// names adds the names that stand in a function's body.
func names(body *ast.BlockStmt, to map[string]bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if id, is := n.(*ast.Ident); is {
			to[id.Name] = true
		}
		return true
	})
}

// FuzzSamplesAreDescribed: whatever two finite samples, what describes, ranks and compares them is a number or a reason.
func FuzzSamplesAreDescribed(f *testing.F) {
	f.Add(bytesOf(1, 2, 3, 4, 2, 1, 3, 5), .95, 3)
	f.Add(bytesOf(math.MaxFloat64, -math.MaxFloat64, math.MaxFloat64, 1, 5e-324, 0), .5, 0)
	f.Add(bytesOf(0, 0, 0, 0), 1., -1)
	f.Add(bytesOf(7), math.NaN(), 1<<62)
	f.Add([]byte{}, math.Inf(1), 2)
	f.Fuzz(func(t *testing.T, data []byte, level float64, n int) {
		all := floats(data)
		x, y := all[:len(all)/2], all[len(all)/2:len(all)/2*2]
		for name, v := range map[string]any{
			"mean": Mean(x), "variance": Variance(x), "sd": SD(x), "median": Median(x), "quantile": Quantile(x, level), "percentile": Percentile(level, x),
			"entropy": Entropy(x), "evenness": Evenness(x), "mode": ModeScore(x, n), "ranks": AverageRanks(x),
			"pearson": Pearson(x, y), "spearman": Spearman(x, y), "tau": KendallTau(x, y), "footrule": SpearmanFootrule(x, y), "area": Area(x, y),
			"auc": AUC(x, y, level), "effect": Standardized(x, y, level), "jaccard": Jaccard(x, y), "proportion": NewProportion(int(min(8, len(x))), n, level),
			"r_wg": RWG(x, n), "r_wg of a variance": RWGOfVariance(math.Abs(level), len(x), n), "skewed": SkewedVariance(n, HeavySkew),
			"deviation": AverageDeviation(x), "bonferroni": Bonferroni([]Figure{{Value: level}, {Undefined: TooFew}}),
			"alpha": AlphaOfUnits([][]float64{x, y}, Ordinal), "band": TopBand(x, level), "drift": SeverityDrift(x, 0, level),
			"recent": Recent(x), "interval of a mean": MeanInterval(x, level), "drift from the start": driftAndStart(x),
			"severity": SeverityOf([]Target{{Group: 0, Ratings: given(x)}, {Group: 1, Ratings: given(y)}}, len(x), -1, 1, level),
		} {
			if name == "percentile" || !math.IsNaN(level) {
				clean(t, name, v)
			}
		}
		for j, m := range MeanRow([][]float64{x, y}) { // it serves callers that check: two large numbers may pass all bounds
			if lo, hi := min(x[j], y[j]), max(x[j], y[j]); !math.IsInf(m, 0) && !(m >= lo-math.Abs(lo)*1e-15 && m <= hi+math.Abs(hi)*1e-15) {
				t.Fatalf("mean of %v and %v: %v", x[j], y[j], m)
			}
		}
		if rho, ok := TauB(x, y); ok && !(rho >= -1-1e-9 && rho <= 1+1e-9) {
			t.Fatalf("tau_b %v", rho)
		}
		if w, ok := WOfRankSums(AverageRanks(x), 1, TieSum(x)); ok && !(w >= 0 && w <= 1) {
			t.Fatalf("W %v", w)
		}
		if sorted := slices.Sorted(slices.Values(x)); len(x) > 0 && level >= 0 && level <= 1 && Quantile(x, level).Defined() && QuantileSorted(sorted, level) != Quantile(x, level).Value {
			t.Fatalf("two quantiles of %v", x)
		}
		if n > 1 && n < 1000 && !(UniformVariance(n) > 0 && UniformVariance(n) <= MaximumVariance(n)) {
			t.Fatalf("variance of %d points", n)
		}
	})
}

// driftAndStart is what DriftFromStart returns, as one value.
func driftAndStart(x []float64) any {
	d, start := DriftFromStart(x)
	return struct {
		Drift Drift
		Start Figure
	}{d, start}
}

// given are ratings by the raters 0, 1, ….
func given(x []float64) []Given {
	out := make([]Given, len(x))
	for i, v := range x {
		out[i] = Given{i, v}
	}
	return out
}
