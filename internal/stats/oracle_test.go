package stats

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// oracleFile is a file of testdata/oracles: expected values computed in R 4.2.2 (the packages are named inside).
type oracleFile struct {
	Oracle           string       `json:"oracle"`
	DefaultTolerance tolerance    `json:"default_tolerance"`
	Cases            []oracleCase `json:"cases"`
}

type tolerance struct{ Abs, Rel float64 }

type oracleCase struct {
	ID       string         `json:"id"`
	Input    map[string]any `json:"input"`
	Expected map[string]any `json:"expected"`
	AbsTol   float64        `json:"tolerance_abs"`
}

// testOracle runs one subtest per case. compute returns what the package knows of a case, by the oracle's keys; a
// value is a float64, int, bool, []float64, Figure or Interval. Every expected key must be computed, be prose, or
// stand in later, by its name or as case.key: statistics that a later part of the work adds. A key in later that is computed, or that no case
// expects, is an error too, so that the list cannot go stale.
func testOracle(t *testing.T, name string, later []string, compute func(oracleCase) map[string]any) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "oracles", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file oracleFile
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	expected := map[string]bool{}
	for _, c := range file.Cases {
		for key := range c.Expected {
			expected[key], expected[c.ID+"."+key] = true, true
		}
		t.Run(file.Oracle+"/"+c.ID, func(t *testing.T) {
			tol := file.DefaultTolerance
			tol.Abs = max(tol.Abs, c.AbsTol)
			compareCase(t, c, compute(c), later, tol)
		})
	}
	for _, key := range later {
		if !expected[key] {
			t.Errorf("%s: no case expects %q any more", name, key)
		}
	}
}

func compareCase(t *testing.T, c oracleCase, got map[string]any, later []string, tol tolerance) {
	t.Helper()
	for key, want := range c.Expected {
		value, ok := got[key]
		listed := slices.Contains(later, key) || slices.Contains(later, c.ID+"."+key)
		switch {
		case ok && listed:
			t.Errorf("%s is computed: take it off the list", key)
		case ok:
			compareValue(t, key, value, want, tol)
		case !listed && key != "warning" && key != "note":
			t.Errorf("%s is neither computed nor listed as later work", key)
		}
	}
}

func compareValue(t *testing.T, key string, got, want any, tol tolerance) {
	t.Helper()
	switch want := want.(type) {
	case nil:
		if f, ok := got.(Figure); !ok || f.Defined() {
			t.Errorf("%s = %v, want undefined", key, got)
		}
	case map[string]any:
		if want["status"] != "undefined" || !isUndefined(got) {
			t.Errorf("%s = %v, want undefined: %v", key, got, want["reason"])
		}
	case bool:
		if got != want {
			t.Errorf("%s = %v, want %v", key, got, want)
		}
	case float64:
		compareNumber(t, key, number(t, key, got), want, tol)
	case []any:
		numbers := numbers(t, key, got)
		if len(numbers) != len(want) {
			t.Fatalf("%s has %d numbers, want %d", key, len(numbers), len(want))
		}
		for i, w := range want {
			compareNumber(t, key, numbers[i], w.(float64), tol)
		}
	default:
		t.Errorf("%s: cannot compare with %T", key, want)
	}
}

// isUndefined tells whether a figure or interval says why it is not defined, and claims no number.
func isUndefined(got any) bool {
	switch got := got.(type) {
	case Figure:
		return !got.Defined() && got.Value == 0
	case Interval:
		return !got.Defined() && got.Lo == 0 && got.Hi == 0
	}
	return false
}

func number(t *testing.T, key string, got any) float64 {
	t.Helper()
	switch got := got.(type) {
	case float64:
		return got
	case int:
		return float64(got)
	case Figure:
		if !got.Defined() {
			t.Errorf("%s is undefined: %s", key, got.Undefined)
		}
		return got.Value
	}
	t.Fatalf("%s: %T is not a number", key, got)
	return 0
}

func numbers(t *testing.T, key string, got any) []float64 {
	t.Helper()
	switch got := got.(type) {
	case []float64:
		return got
	case Interval:
		if !got.Defined() {
			t.Errorf("%s is undefined: %s", key, got.Undefined)
		}
		return []float64{got.Lo, got.Hi}
	}
	t.Fatalf("%s: %T is not a list of numbers", key, got)
	return nil
}

func compareNumber(t *testing.T, key string, got, want float64, tol tolerance) {
	t.Helper()
	if !(math.Abs(got-want) <= tol.Abs+tol.Rel*math.Abs(want)) {
		t.Errorf("%s = %.15g, want %.15g", key, got, want)
	}
}

// list reads a row of an oracle's input; ok is false when it holds a missing value.
func list(v any) []float64 {
	out := []float64{}
	for _, x := range v.([]any) {
		out = append(out, x.(float64))
	}
	return out
}

func matrix(v any) [][]float64 {
	var out [][]float64
	for _, row := range v.([]any) {
		out = append(out, list(row))
	}
	return out
}

// completePairs returns the pairs of which neither half is missing.
func completePairs(a, b any) (x, y []float64) {
	as, bs := a.([]any), b.([]any)
	for i := range as {
		if as[i] != nil && bs[i] != nil {
			x = append(x, as[i].(float64))
			y = append(y, bs[i].(float64))
		}
	}
	return x, y
}
