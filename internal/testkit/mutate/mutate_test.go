package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// formulas is a package of which some formulas are tested and others are not.
const formulas = `package formulas

type point struct{ x float64 }

const scale = 10

func tested(a, b float64, n int) float64 {
	sum := -a
	for i := 0; i < n; i++ {
		sum += b / 2 * float64(i+1)
	}
	return sum + scale
}

func untested(p point, names []string) (bool, string) {
	switch {
	case p.x <= 3:
		return true, names[0] + "x"
	}
	return false, [2]string{"a", "b"}[1]
}
`

const formulasTest = `package formulas

import "testing"

func TestFormula(t *testing.T) {
	if got := tested(1, 3, 2); got != 13.5 {
		t.Error(got)
	}
	if ok, _ := untested(point{4}, []string{"a"}); ok {
		t.Error("4 is below 3")
	}
}
`

const equivalents = `# a remark
f.go: column 13, 3 becomes (3)*1.25: case p.x <= 3:
	the test has no value
	between 3 and 3.75
f.go: column 8, - becomes no sign: sum := -a
	a mistake: the test notices it
`

func TestAChangeListedAsEquivalentNeedsAReason(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"f.go: a change\n", "f.go: a change\nf.go: another\n\twhy\n", "\twhy\n"} {
		file := filepath.Join(t.TempDir(), "equivalent.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if known, err := readEquivalents(file); err == nil {
			t.Errorf("%q: %v", text, known)
		}
	}
}

func TestSurvivorsAreThoseThatNoTestNotices(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module formulas\n\ngo 1.26\n", "f.go": formulas, "f_test.go": formulasTest} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list := filepath.Join(t.TempDir(), "equivalent.txt")
	if err := os.WriteFile(list, []byte(equivalents), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	var out bytes.Buffer
	if err := (options{workers: 2, timeout: 10 * time.Second, all: true, first: "TestFormula", equivalent: list}).mutate(context.Background(), ".", &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"noticed   f.go:8: - becomes no sign: sum := -a",
		"noticed   f.go:9: < becomes <=",
		"noticed   f.go:10: += becomes -=",
		"noticed   f.go:10: / becomes *",
		"noticed   f.go:10: * becomes /",
		"noticed   f.go:10: + becomes -",
		"noticed   f.go:10: 2 becomes (2)*1.25",
		"noticed   f.go:12: + becomes -: return sum + scale",
		"noticed   f.go:12: scale becomes (scale)*1.25",
		"survives  f.go:17: <= becomes <: case p.x <= 3:",
		"equal     f.go:17: 3 becomes (3)*1.25: case p.x <= 3: (the test has no value between 3 and 3.75)",
		"noticed, though listed as equivalent f.go: column 8, - becomes no sign: sum := -a",
		"       15       12           1        2  f.go",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(out.String(), `"x"`) && strings.Contains(out.String(), `+ becomes -: return true`) {
		t.Error("two strings are subtracted")
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 3 {
		t.Errorf("the tree was written: %v, %v", left, err)
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

func TestAPackageWhoseTestsFailIsRefused(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module formulas\n\ngo 1.26\n", "f.go": formulas, "f_test.go": strings.Replace(formulasTest, "13.5", "14", 1)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	err := options{workers: 1, timeout: 10 * time.Second}.mutate(context.Background(), ".", &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "fail without any change") {
		t.Errorf("%v", err)
	}
}
