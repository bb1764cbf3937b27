package oracle

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestEveryOracleHasAnOwnerAndEveryOwnerAnOracle(t *testing.T) {
	t.Parallel()
	files, err := load("")
	if err != nil {
		t.Fatal(err)
	}
	owners := Owners()
	for _, f := range files {
		if owners[f.Oracle] == "" || f.Oracle+".json" != f.path {
			t.Errorf("%s holds the oracle %q, owned by %q", f.path, f.Oracle, owners[f.Oracle])
		}
		delete(owners, f.Oracle)
	}
	if len(owners) > 0 {
		t.Errorf("owned, but not in testdata: %v", owners)
	}
}

// asis leaves a value of the tests as it is.
func asis(v any) any { return v }

// problemsOf compares an answer with a file of one case.
func problemsOf(t *testing.T, expected string, got map[string]any) []string {
	t.Helper()
	f, err := parse("f", []byte(`{"oracle":"o","default_tolerance":{"abs":1e-9,"rel":1e-8},"cases":[{"id":"i","input":{},`+expected+`}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return f.Cases[0].problems(simplify(asis, got).(map[string]any), f.Tolerance)
}

func TestRightAnswersPass(t *testing.T) {
	t.Parallel()
	for expected, got := range map[string]map[string]any{
		`"expected":{"a":1.5,"note":"read me"}`:                               {"a": 1.5 + 1e-10},
		`"expected":{"a":[1,null,true]}`:                                      {"a": []any{1, Undefined("too_few"), true}},
		`"expected":{"a":{"status":"undefined","reason":"n<2","value":null}}`: {"a": Undefined("too_few")},
		`"expected":{"a":2,"b":{"p":0.5}},"published":{"b":0.67}`:             {"a": []int{2}, "b": Object{2.0 / 3, map[string]any{"p": .5}}},
		`"expected":{"error":"refuse it"}`:                                    {"error": errors.New("no")},
		`"expected":{"warning":"group of one: careful"}`:                      {"warning": []string{"group_of_one"}},
		`"expected":{"warning":"zero_variance_item:2 (0-based)"}`:             {"warning": []string{"zero_variance_item:2"}},
		`"expected":{"a":0.85},"tolerance_abs":0.001`:                         {"a": .8509},
		`"expected":{"a":[0.85]}`:                                             {"a": Near{[]float64{.8509}, .001}},
	} {
		if problems := problemsOf(t, expected, got); len(problems) > 0 {
			t.Errorf("%s: %v", expected, problems)
		}
	}
}

func TestWrongAnswersFail(t *testing.T) {
	t.Parallel()
	for expected, got := range map[string]map[string]any{
		`"expected":{"a":1.5}`:                                    {"a": 1.5001},
		`"expected":{"a":1.5 }`:                                   {"b": 1.5},
		`"expected":{"a": 1.5}`:                                   {"a": Undefined("too_few")},
		`"expected":{"a":null}`:                                   {"a": 0.0},
		`"expected":{"a":null }`:                                  {"a": Undefined("")},
		`"expected":{"a":[1,2]}`:                                  {"a": []float64{1}},
		`"expected":{"a":{"p":1}}`:                                {"a": map[string]any{"q": 1}},
		`"expected":{"a":true}`:                                   {"a": false},
		`"expected":{"a":"x"}`:                                    {"a": "y"},
		`"expected":{"error":"refuse it"}`:                        {"error": nil},
		`"expected":{"warning":"careful with this"}`:              {"warning": []string{}},
		`"expected":{"warning":"zero_variance_item:2 (0-based)"}`: {"warning": []string{"zero_variance_item:1"}},
		`"expected":{"a":0.666},"published":{"a":0.67}`:           {"a": .664},
		`"expected":{"a":0.85}`:                                   {"a": Near{.86, .001}},
		`"expected":{"a":0.666},"published":{"b":0.67}`:           {"a": .666},
	} {
		if problems := problemsOf(t, expected, got); len(problems) == 0 {
			t.Errorf("%s: %v passed", expected, got)
		}
	}
}

func TestAnotherDirectoryIsReadWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := load(dir); err == nil {
		t.Error("a directory without oracles was taken")
	}
	for name, text := range map[string]string{
		"a.json": `{"oracle":"wilson","cases":[{"id":"x","input":{},"expected":{"p":1}}]}`,
		"b.json": `{"oracle":"unheard_of","cases":[{"id":"y","input":{},"expected":{"p":1}}]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files, err := load(dir)
	if err != nil || !slices.ContainsFunc(files, func(f file) bool { return f.Oracle == "unheard_of" }) {
		t.Errorf("%d files, %v", len(files), err)
	}
	for name, text := range map[string]string{"no JSON": "{", "no cases": `{"oracle":"o"}`, "nothing expected": `{"oracle":"o","cases":[{"id":"x"}]}`} {
		if _, err := parse(name, []byte(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
