package scoring

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// oracleFile is a file of testdata/oracles: expected values computed in R 4.2.2 from the measurement specification.
type oracleFile struct {
	Oracle           string       `json:"oracle"`
	DefaultTolerance bounds       `json:"default_tolerance"`
	Cases            []oracleCase `json:"cases"`
}

type bounds struct{ Abs, Rel float64 }

type oracleCase struct {
	ID       string         `json:"id"`
	Input    map[string]any `json:"input"`
	Expected map[string]any `json:"expected"`
}

// testOracle runs one subtest per case. compute returns what the engine knows of a case by the oracle's keys: a
// float64, int, bool, string, []float64 or Figure. Every expected key must be computed or stand in others: figures of
// the oracle that the engine does not use (alternatives that the specification rejects or only reports). A key in
// others that is computed, or that no case expects, is an error too.
func testOracle(t *testing.T, name string, others []string, compute func(*testing.T, oracleCase) map[string]any) {
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
			expected[key] = true
		}
		t.Run(file.Oracle+"/"+c.ID, func(t *testing.T) {
			got := compute(t, c)
			for key, want := range c.Expected {
				value, ok := got[key]
				switch {
				case ok && slices.Contains(others, key):
					t.Errorf("%s is computed: take it off the list", key)
				case ok:
					compareValue(t, key, value, want, file.DefaultTolerance)
				case !slices.Contains(others, key):
					t.Errorf("%s is neither computed nor listed", key)
				}
			}
		})
	}
	for _, key := range others {
		if !expected[key] {
			t.Errorf("%s: no case expects %q any more", name, key)
		}
	}
}

func compareValue(t *testing.T, key string, got, want any, within bounds) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		f, ok := got.(Figure)
		if want["status"] != "undefined" || !ok || f.Defined() || f.Value != 0 {
			t.Errorf("%s = %v, want undefined: %v", key, got, want["reason"])
		}
	case bool, string:
		if got != want {
			t.Errorf("%s = %v, want %v", key, got, want)
		}
	case float64:
		compareNumber(t, key, got, want, within)
	case []any:
		numbers, ok := got.([]float64)
		if !ok || len(numbers) != len(want) {
			t.Fatalf("%s = %v, want %v", key, got, want)
		}
		for i, w := range want {
			compareNumber(t, key, numbers[i], w.(float64), within)
		}
	default:
		t.Errorf("%s: cannot compare with %T", key, want)
	}
}

func compareNumber(t *testing.T, key string, got any, want float64, within bounds) {
	t.Helper()
	var x float64
	switch got := got.(type) {
	case float64:
		x = got
	case int:
		x = float64(got)
	case Figure:
		if !got.Defined() {
			t.Errorf("%s is undefined: %s", key, got.Undefined)
		}
		x = got.Value
	default:
		t.Fatalf("%s: %T is not a number", key, got)
	}
	if !(math.Abs(x-want) <= within.Abs+within.Rel*math.Abs(want)) {
		t.Errorf("%s = %.15g, want %.15g", key, x, want)
	}
}

func list(v any) []float64 {
	var out []float64
	for _, x := range v.([]any) {
		out = append(out, x.(float64))
	}
	return out
}
