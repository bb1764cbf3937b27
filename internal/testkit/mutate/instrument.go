package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change.
type mutant struct {
	id            int
	file          string
	line, column  int // the column within text, from 1
	before, after string
	text          string // the line it stands on
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d: %s becomes %s: %s", m.file, m.line, m.before, m.after, m.text)
}

// name is what the list of equivalent changes calls it: other lines may come and go without renaming it.
func (m mutant) name() string {
	return fmt.Sprintf("%s: column %d, %s becomes %s: %s", m.file, m.column, m.before, m.after, m.text)
}

// edit inserts a text, in place of so many bytes. Where several stand at one place, what closes comes first,
// the innermost before the others, then what stands in place of an operator (it reaches nothing), then what opens, the
// outermost first.
type edit struct {
	at, cut int
	text    string
	opens   bool
	reach   int // of what is enclosed
}

// instrumenter goes through one file.
type instrumenter struct {
	*source
	file    string
	base    int // offset of the file in the file set
	src     []byte
	edits   []edit
	mutants []mutant
	next    int
	numbers bool // constants are changed too
}

// instrument writes the changed files and the overlay that puts them in place of the package's own, and one file more,
// with the functions the changes call.
func (s *source) instrument(folder string, chosen func(file string) bool, numbers bool) ([]mutant, error) {
	replace := map[string]string{}
	in := &instrumenter{source: s, next: 1, numbers: numbers}
	for _, f := range s.files {
		path := s.fset.Position(f.Pos()).Filename
		if !chosen(filepath.Base(path)) {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		in.file, in.src, in.edits, in.base = filepath.Base(path), src, nil, s.fset.File(f.Pos()).Base()
		ast.Walk(visitor{in}, f)
		replace[path] = filepath.Join(folder, in.file)
		if err := os.WriteFile(replace[path], in.apply(), 0o600); err != nil {
			return nil, err
		}
	}
	helper := filepath.Join(s.dir, "zz_mutate.go")
	replace[helper] = filepath.Join(folder, "zz_mutate.go")
	if err := os.WriteFile(replace[helper], []byte(fmt.Sprintf(helpers, s.name, variable)), 0o600); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	return in.mutants, os.WriteFile(filepath.Join(folder, "overlay.json"), raw, 0o600)
}

// visitor finds what can be changed.
type visitor struct{ in *instrumenter }

// Visit handles a node; constants are changed as a whole, and nothing within them.
func (v visitor) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.ArrayType, *ast.StructType, *ast.FuncType:
		return nil
	case *ast.GenDecl:
		if n.Tok == token.CONST {
			return nil
		}
	case *ast.CaseClause:
		for _, s := range n.Body {
			ast.Walk(v, s)
		}
		for _, e := range n.List {
			if tv := v.in.info.Types[e]; tv.Value == nil {
				ast.Walk(v, e)
			}
		}
		return nil
	case *ast.KeyValueExpr:
		ast.Walk(v, n.Value)
		return nil
	case *ast.AssignStmt:
		v.in.assign(n)
	case *ast.CallExpr:
		if v.in.info.Types[n.Fun].IsType() && v.in.info.Types[n].Value != nil {
			return nil
		}
	case ast.Expr:
		if v.in.expression(n) {
			return nil
		}
	}
	return v
}

// expression changes an expression; done tells that nothing within is to be looked at.
func (in *instrumenter) expression(e ast.Expr) (done bool) {
	tv := in.info.Types[e]
	if tv.Value != nil {
		in.constant(e, tv)
		return true
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		name, after := helperOf(e.Op)
		if name != "" && isNumber(in.info.Types[e.X].Type) {
			id := in.add(e.OpPos, e.Op.String(), after)
			in.insert(e.Pos(), 0, fmt.Sprintf("%s(%d, ", name, id), true, e.End())
			in.insert(e.OpPos, len(e.Op.String()), ",", false, token.NoPos)
			in.insert(e.End(), 0, ")", false, e.Pos())
		}
	case *ast.UnaryExpr:
		if e.Op == token.SUB && isNumber(tv.Type) {
			id := in.add(e.Pos(), "-", "no sign")
			in.insert(e.Pos(), 1, fmt.Sprintf("mutateSign(%d, ", id), true, e.End())
			in.insert(e.End(), 0, ")", false, e.Pos())
		}
	}
	return false
}

// helperOf names the function that stands for an operator, and what a mutant makes of it.
func helperOf(op token.Token) (name, after string) {
	switch op {
	case token.ADD, token.ADD_ASSIGN:
		return "mutateAdd", "-"
	case token.SUB, token.SUB_ASSIGN:
		return "mutateSub", "+"
	case token.MUL, token.MUL_ASSIGN:
		return "mutateMul", "/"
	case token.QUO, token.QUO_ASSIGN:
		return "mutateQuo", "*"
	case token.LSS:
		return "mutateLess", "<="
	case token.LEQ:
		return "mutateLessEqual", "<"
	case token.GTR:
		return "mutateGreater", ">="
	case token.GEQ:
		return "mutateGreaterEqual", ">"
	}
	return "", ""
}

// assign turns x += y into x = mutateAdd(id, x, y).
func (in *instrumenter) assign(a *ast.AssignStmt) {
	name, after := helperOf(a.Tok)
	if name == "" || len(a.Lhs) != 1 || !isNumber(in.info.Types[a.Lhs[0]].Type) {
		return
	}
	id := in.add(a.TokPos, a.Tok.String(), after+"=")
	left := string(in.src[int(a.Lhs[0].Pos())-in.base : int(a.Lhs[0].End())-in.base])
	in.insert(a.TokPos, len(a.Tok.String()), fmt.Sprintf("= %s(%d, %s, ", name, id, left), false, token.NoPos)
	in.insert(a.End(), 0, ")", false, a.Pos())
}

// constant makes a whole number one larger, another one a quarter, and 0 into 1.
func (in *instrumenter) constant(e ast.Expr, tv types.TypeAndValue) {
	basic, ok := types.Default(tv.Type).(*types.Basic)
	if !ok || !isNumber(basic) || !in.numbers {
		return
	}
	text := string(in.src[int(e.Pos())-in.base : int(e.End())-in.base])
	after := "(" + text + ")*1.25"
	switch {
	case constant.Sign(tv.Value) == 0:
		after = "1"
	case basic.Info()&types.IsInteger != 0:
		after = "(" + text + ")+1"
	}
	id := in.add(e.Pos(), text, after)
	in.insert(e.Pos(), 0, fmt.Sprintf("mutateConstant[%s](%d, ", basic.Name(), id), true, e.End())
	in.insert(e.End(), 0, ", "+after+")", false, e.Pos())
}

func isNumber(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0 && basic.Info()&types.IsComplex == 0
}

func (in *instrumenter) add(at token.Pos, before, after string) int {
	place := in.fset.Position(at)
	whole := strings.Split(string(in.src), "\n")[place.Line-1]
	text := strings.TrimSpace(whole)
	column := place.Column - strings.Index(whole, text)
	in.mutants = append(in.mutants, mutant{in.next, in.file, place.Line, column, before, after, text})
	in.next++
	return in.next - 1
}

func (in *instrumenter) insert(at token.Pos, cut int, text string, opens bool, reach token.Pos) {
	in.edits = append(in.edits, edit{int(at) - in.base, cut, text, opens, int(reach) - in.base})
}

// apply makes the edits.
func (in *instrumenter) apply() []byte {
	slices.SortStableFunc(in.edits, func(a, b edit) int {
		switch {
		case a.at != b.at:
			return cmp.Compare(a.at, b.at)
		case a.opens != b.opens && a.opens:
			return 1
		case a.opens != b.opens:
			return -1
		}
		return cmp.Compare(b.reach, a.reach) // whichever encloses more opens first; whatever began last closes first
	})
	var out []byte
	from := 0
	for _, e := range in.edits {
		out = append(append(out, in.src[from:e.at]...), e.text...)
		from = e.at + e.cut
	}
	return append(out, in.src[from:]...)
}

// helpers is the file that is added: each function does what its operator does, or what mutant id makes of it.
const helpers = `package %s

import (
	"os"
	"strconv"
)

var mutateID, _ = strconv.Atoi(os.Getenv(%q))

type mutateNumber interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

func mutateChoose[T any](id int, now, changed T) T {
	if id == mutateID {
		return changed
	}
	return now
}

func mutateAdd[T mutateNumber](id int, a, b T) T { return mutateChoose(id, a+b, a-b) }
func mutateSub[T mutateNumber](id int, a, b T) T { return mutateChoose(id, a-b, a+b) }
func mutateSign[T mutateNumber](id int, a T) T   { return mutateChoose(id, -a, a) }

func mutateMul[T mutateNumber](id int, a, b T) T {
	if id == mutateID {
		return a / b
	}
	return a * b
}

func mutateQuo[T mutateNumber](id int, a, b T) T {
	if id == mutateID {
		return a * b
	}
	return a / b
}

func mutateLess[T mutateNumber](id int, a, b T) bool         { return mutateChoose(id, a < b, a <= b) }
func mutateLessEqual[T mutateNumber](id int, a, b T) bool    { return mutateChoose(id, a <= b, a < b) }
func mutateGreater[T mutateNumber](id int, a, b T) bool      { return mutateChoose(id, a > b, a >= b) }
func mutateGreaterEqual[T mutateNumber](id int, a, b T) bool { return mutateChoose(id, a >= b, a > b) }

func mutateConstant[T mutateNumber](id int, now, changed T) T { return mutateChoose(id, now, changed) }
`
