// Package oracle runs the oracles: cases whose expected values were computed in R, or worked out by hand from the
// measurement specification, and which our code must reproduce. `go test ./... -run Oracle` runs them all, one
// subtest per case.
//
// The files lie in testdata (its README says how they were made) and are embedded here, so that the packages that
// answer share them. A directory named by the environment variable ORACLES is read too, relative to the module:
// the same oracles with other inputs.
//
// To add an oracle: put its file into testdata, its name and package into Owners, and into that package's table of
// answers a function that returns what the package makes of a case's input, by the keys of `expected`. Every expected
// key must be answered, prose (`note`) aside; an unknown oracle fails, and so does an unknown key.
package oracle

import (
	"embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"
)

//go:embed testdata/*.json
var embedded embed.FS

// Answer returns what a package makes of a case, by the keys of its expected values: numbers, booleans, strings,
// lists, maps, Undefined and Object. Under "warning" stands the list of codes, under "error" a refusal.
type Answer func(t *testing.T, c Case) map[string]any

// Run holds a package's answers against every file of testdata and of the directory ORACLES. plain turns a value of
// the package's own types into those that Answer names, and leaves others as they are.
func Run(t *testing.T, pkg string, plain func(any) any, answers map[string]Answer) {
	t.Helper()
	owners := Owners()
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		if owners[name] != pkg {
			t.Errorf("%s answers %q, which is not its oracle", pkg, name)
		}
	}
	files, err := load(os.Getenv("ORACLES"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		owner, known := owners[f.Oracle]
		answer := answers[f.Oracle]
		switch {
		case !known:
			t.Errorf("%s: nobody answers for the oracle %q", f.path, f.Oracle)
		case owner != pkg:
		case answer == nil:
			t.Errorf("%s: %s does not answer %q", f.path, pkg, f.Oracle)
		default:
			f.run(t, plain, answer)
		}
	}
}

func (f file) run(t *testing.T, plain func(any) any, answer Answer) {
	t.Helper()
	for _, c := range f.Cases {
		t.Run(f.Oracle+"/"+c.ID, func(t *testing.T) {
			c.t = t
			defer func() { // one case must not hide the others
				if r := recover(); r != nil {
					t.Errorf("the answer panicked: %v\n%s", r, debug.Stack())
				}
			}()
			for _, problem := range c.problems(simplify(plain, answer(t, c)).(map[string]any), f.Tolerance) {
				t.Error(problem)
			}
		})
	}
}

// load reads the embedded files and those of a directory, if one is named.
func load(dir string) ([]file, error) {
	names, err := embedded.ReadDir("testdata")
	if err != nil {
		return nil, err
	}
	var files []file
	for _, n := range names {
		raw, err := embedded.ReadFile("testdata/" + n.Name())
		if err != nil {
			return nil, err
		}
		f, err := parse(n.Name(), raw)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	if dir == "" {
		return files, nil
	}
	more, err := loadDirectory(dir)
	return append(files, more...), err
}

func loadDirectory(dir string) ([]file, error) {
	if !filepath.IsAbs(dir) {
		root, err := moduleRoot()
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(root, dir)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("ORACLES: no *.json in %s", dir)
	}
	var files []file
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f, err := parse(path, raw)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// moduleRoot is the nearest directory above that holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod above")
		}
		dir = parent
	}
	return "", err
}
