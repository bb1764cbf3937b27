package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// evil are texts that a spreadsheet might run, or break.
func evil() []string {
	return []string{
		`=cmd|' /C calc'!A0`, "+1", "-2", "@SUM(1+1)", "\t=1+1", "\r=1+1", "line\n=1+1", "a;=1+1", "a,=1+1", "=HYPERLINK(\"http://evil.test\";\"x\")",
		"＝1+1", "İstanbul ığüşöç", "Muñoz, Íñigo", `"quoted"`, "'=1", " =1+1", "1,5", "007", "_x000D_", "TRUE", "{=1}", "a\x0bb", "𝔘nicode",
	}
}

func write(t *testing.T, f Format, o Options, columns []string, rows ...[]Cell) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := New(f, &out, columns, o)
	must(t, err)
	for _, r := range rows {
		must(t, w.Row(r))
	}
	must(t, w.Close())
	return out.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestCSVIsReadBackGuardedAndWhole(t *testing.T) {
	t.Parallel()
	for _, sep := range []Separator{Comma, Semicolon} {
		var rows [][]Cell
		for _, s := range evil() {
			rows = append(rows, []Cell{s, -1.5, 3})
		}
		b := write(t, CSV, Options{Separator: sep}, []string{"text", "figure", "count"}, rows...)
		if !bytes.HasPrefix(b, []byte("\ufefftext")) {
			t.Error("no byte order mark before the header")
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
		r.Comma = rune(sep)
		all, err := r.ReadAll()
		must(t, err)
		figure := map[Separator]string{Comma: "-1.5", Semicolon: "-1,5"}[sep]
		for i, s := range evil() {
			if got, want := all[i+1], []string{strings.ReplaceAll(Guard(s), "\r\n", "\n"), figure, "3"}; !cmp.Equal(got, want) {
				t.Errorf("%q came back as %q", s, got)
			}
			if strings.ContainsAny(all[i+1][0][:1], "=+-@\t\r") {
				t.Errorf("%q would be run as %q", s, all[i+1][0])
			}
		}
	}
}

func TestNoCellOfACSVBeginsAFormulaInASpreadsheetOfAnotherCountry(t *testing.T) {
	t.Parallel()
	for _, sep := range []Separator{Comma, Semicolon} {
		var rows [][]Cell
		for _, s := range evil() {
			rows = append(rows, []Cell{"before", s})
		}
		b := write(t, CSV, Options{Separator: sep}, []string{"a", "b"}, rows...)
		for _, other := range []rune{',', ';', '\t', '|'} {
			for _, line := range strings.FieldsFunc(string(b), func(r rune) bool { return r == '\n' || r == '\r' }) {
				for _, cell := range strings.Split(line, string(other)) {
					if cell = strings.Trim(cell, `"`); cell != "" && strings.ContainsAny(cell[:1], "=+@") {
						t.Errorf("read with %q, a cell begins %q", other, cell)
					}
				}
			}
		}
	}
}

func TestXLSXKeepsTextsAsTexts(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 29, 13, 5, 7, 0, time.FixedZone("+03", 3*3600))
	var rows [][]Cell
	for _, s := range evil() {
		rows = append(rows, []Cell{s, -1.5, true, at, nil})
	}
	note := Note{Sheet: "dictionary", Header: []string{"column"}, Rows: [][]string{{"=1+1"}}}
	b := write(t, XLSX, Options{Sheet: "rows", Notes: []Note{note}}, []string{"=text", "figure", "flag", "at", "none"}, rows...)
	f, err := excelize.OpenReader(bytes.NewReader(b))
	must(t, err)
	for i, s := range evil() {
		cell := fmt.Sprintf("A%d", i+2)
		kind, err := f.GetCellType("rows", cell)
		must(t, err)
		formula, err := f.GetCellFormula("rows", cell)
		must(t, err)
		if kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString || formula != "" {
			t.Errorf("%q is stored as %v with the formula %q", s, kind, formula)
		}
		got, err := f.GetCellValue("rows", cell)
		must(t, err)
		if want := strings.ReplaceAll(s, "\x0b", "\ufffd"); got != want { // XML knows no other control characters
			t.Errorf("%q came back as %q", want, got)
		}
	}
	for cell, want := range map[string]string{"A1": "=text", "B2": "-1.5", "C2": "TRUE", "D2": "2026-11-29 10:05:07", "E2": ""} {
		if got, err := f.GetCellValue("rows", cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	if panes, err := f.GetPanes("rows"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v, %v", panes, err)
	}
	if got, _ := f.GetCellValue("dictionary", "A2"); got != "=1+1" {
		t.Errorf("the note came back as %q", got)
	}
	noFormulas(t, b)
}

// noFormulas looks into every part of a workbook.
func noFormulas(t *testing.T, b []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must(t, err)
	for _, part := range z.File {
		r, err := part.Open()
		must(t, err)
		var text bytes.Buffer
		_, err = text.ReadFrom(r)
		must(t, err)
		if bytes.Contains(text.Bytes(), []byte("<f>")) || bytes.Contains(text.Bytes(), []byte("<f ")) {
			t.Errorf("%s holds a formula", part.Name)
		}
	}
}

func TestJSONHoldsEveryColumnAndTextAsItIs(t *testing.T) {
	t.Parallel()
	columns := []string{"text", "figure", "none"}
	var rows [][]Cell
	for _, s := range evil() {
		rows = append(rows, []Cell{s, .1, nil})
	}
	type object = map[string]any
	var array []object
	must(t, json.Unmarshal(write(t, JSON, Options{}, columns, rows...), &array))
	var lines []object
	for _, line := range bytes.Split(bytes.TrimSpace(write(t, Lines, Options{}, columns, rows...)), []byte("\n")) {
		var o object
		must(t, json.Unmarshal(line, &o))
		lines = append(lines, o)
	}
	var want []object
	for _, s := range evil() {
		want = append(want, object{"text": s, "figure": .1, "none": nil})
	}
	if diff := cmp.Diff(want, array); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

func TestATableWithoutRowsIsWhole(t *testing.T) {
	t.Parallel()
	var array []any
	must(t, json.Unmarshal(write(t, JSON, Options{}, []string{"a"}), &array))
	if array == nil || len(array) != 0 {
		t.Errorf("%v", array)
	}
	if got := string(write(t, CSV, Options{}, []string{"a", "b"})); got != "\ufeffa,b\n" {
		t.Errorf("%q", got)
	}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, XLSX, Options{Sheet: "rows"}, []string{"a"})))
	must(t, err)
	if rows, err := f.GetRows("rows"); err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}

func TestWhatIsNoNumberIsNeverWritten(t *testing.T) {
	t.Parallel()
	for _, f := range Formats() {
		for _, x := range []Cell{math.NaN(), math.Inf(1), struct{}{}} {
			w, err := New(f, &bytes.Buffer{}, []string{"a"}, Options{Sheet: "rows"})
			must(t, err)
			if w.Row([]Cell{x}) == nil {
				t.Errorf("%s takes %v", f, x)
			}
			if w.Row([]Cell{1, 2}) == nil {
				t.Errorf("%s takes a row that is too wide", f)
			}
			w.Discard()
		}
	}
}

func TestATextThatNoCellHoldsIsCutAndMarked(t *testing.T) {
	t.Parallel()
	for text, whole := range map[string]bool{strings.Repeat("a", mostUnits): true, strings.Repeat("ñ", mostUnits): true, strings.Repeat("a", mostUnits+1): false, strings.Repeat("𝔘", mostUnits/2+1): false} {
		if got := fitting(text); (got == text) != whole || !whole && !strings.HasSuffix(got, "…") {
			t.Errorf("%d bytes became %d, whole %v", len(text), len(got), whole)
		}
	}
}

func TestXLSXRefusesMoreRowsThanASheetHas(t *testing.T) {
	t.Parallel()
	w, err := newXLSX(&bytes.Buffer{}, []string{"a"}, Options{Sheet: "rows", Temp: t.TempDir()})
	must(t, err)
	defer w.Discard()
	w.line = mostRows + 1
	if err := w.Row([]Cell{"x"}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
	w.line, w.bytes = 1, mostBytes+1
	if err := w.Row([]Cell{"x"}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
}

// peak writes a hundred thousand rows as wide as the widest table and returns what the heap held at most beyond what
// it held before.
func peak(t *testing.T, f Format) uint64 {
	t.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, uint64(0)
	dir := t.TempDir()
	w, err := New(f, writerFunc(func(p []byte) (int, error) { return len(p), nil }), strings.Split(strings.Repeat("a ", 30), " ")[:30], Options{Sheet: "rows", Temp: dir})
	must(t, err)
	row := make([]Cell, 30)
	for i := range row {
		row[i] = []Cell{"a text of some words, with an = in it", 12.25, 7, true, nil}[i%5]
	}
	for i := range 100_000 {
		must(t, w.Row(row))
		if i%5000 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	must(t, w.Close())
	runtime.ReadMemStats(&m)
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) > 0 {
		t.Errorf("%s leaves %d temporary files", f, len(left))
	}
	return max(most, m.HeapAlloc) - min(before, max(most, m.HeapAlloc))
}

type writerFunc func([]byte) (int, error)

// Write passes bytes on.
func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestAHundredThousandRowsTakeLittleMemory does not run beside others: the heap is everybody's.
func TestAHundredThousandRowsTakeLittleMemory(t *testing.T) {
	for _, f := range Formats() {
		got := peak(t, f)
		t.Logf("%s: %.1f MB", f, float64(got)/(1<<20))
		if got > 64<<20 {
			t.Errorf("%s holds %.1f MB more than before, want at most 64", f, float64(got)/(1<<20))
		}
	}
}
