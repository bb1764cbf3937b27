package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// source is a package as the compiler sees it.
type source struct {
	dir, name string
	rapid     bool // its tests use rapid
	fset      *token.FileSet
	files     []*ast.File
	info      *types.Info
}

// listed is what go list says of a package.
type listed struct {
	Dir, Name, ImportPath, Export                string
	GoFiles, CgoFiles, TestImports, XTestImports []string
	DepOnly                                      bool
}

// load parses and type-checks a package; go list names the export data of what it imports.
func load(name string) (*source, error) {
	raw, err := exec.Command("go", "list", "-export", "-deps", "-json=Dir,Name,ImportPath,Export,GoFiles,CgoFiles,TestImports,XTestImports,DepOnly", name).Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", name, err)
	}
	exports := map[string]string{}
	var p listed
	for d := json.NewDecoder(strings.NewReader(string(raw))); ; {
		var l listed
		err := d.Decode(&l)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		exports[l.ImportPath] = l.Export
		if !l.DepOnly {
			p = l
		}
	}
	s := &source{dir: p.Dir, name: p.Name, fset: token.NewFileSet()}
	s.rapid = slices.Contains(append(p.TestImports, p.XTestImports...), "pgregory.net/rapid")
	for _, f := range p.GoFiles {
		file, err := parser.ParseFile(s.fset, filepath.Join(p.Dir, f), nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, file)
	}
	return s, s.check(p.ImportPath, exports)
}

func (s *source) check(path string, exports map[string]string) error {
	s.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	lookup := func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("go list gives no export data of %s", path)
		}
		return os.Open(exports[path])
	}
	conf := types.Config{Importer: importer.ForCompiler(s.fset, "gc", lookup)}
	_, err := conf.Check(path, s.fset, s.files, s.info)
	return err
}
