package app_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/app"
	"touchstone/internal/sheet"
)

func TestTableIsReadWithCommaOrSemicolonAndWithOrWithoutAMark(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"commas":          "Name,E-Mail\r\n\"Ruiz, Ana\",ana@example.org\r\n",
		"semicolons":      " name ;e-mail\n\"Ruiz, Ana\";ana@example.org\n",
		"byte order mark": "\ufeffNAME,e-mail\n\"Ruiz, Ana\", ana@example.org \n",
		"no last newline": "name,e-mail\n\"Ruiz, Ana\",ana@example.org",
	} {
		table, ps := app.ReadTable(strings.NewReader(file))
		if len(ps) > 0 || len(table.Rows) != 1 {
			t.Errorf("%s: %v %v", name, ps, table)
			continue
		}
		row := table.Rows[0]
		if row.Get("name") != "Ruiz, Ana" || row.Get("e-mail") != "ana@example.org" || row.Get("other") != "" || row.Line != 2 {
			t.Errorf("%s: %+v", name, row)
		}
	}
}

func TestRowKnowsTheLineItBeginsAt(t *testing.T) {
	t.Parallel()
	table, ps := app.ReadTable(strings.NewReader("a,b\n\"one\ntwo\",x\n\nthird,y\n"))
	if len(ps) > 0 || len(table.Rows) != 2 || table.Rows[0].Line != 2 || table.Rows[1].Line != 5 {
		t.Errorf("%v %+v", ps, table.Rows)
	}
}

func TestFileTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	_, ps := app.ReadTable(strings.NewReader("a\n" + strings.Repeat("x", 4<<20)))
	if len(ps) != 1 || ps[0].Key != "problem.file_too_large" {
		t.Errorf("%v", ps)
	}
}

func TestFileWithTooManyColumnsIsRefused(t *testing.T) {
	t.Parallel()
	_, ps := app.ReadTable(strings.NewReader(strings.Repeat("c,", 100_000) + "c\n1\n"))
	if len(ps) != 1 || ps[0].Key != "problem.csv_wide" {
		t.Errorf("%v", ps)
	}
}

func TestWrittenTableHoldsNoFormula(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	cells := []string{"=1+1", "+1", "-1", "@x", "\tx", "plain", "a=b", "x;=1+1", "x,  +1", "＝1"}
	ok(t, app.WriteTable(&out, sheet.Comma, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}, [][]string{cells}))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	ok(t, err)
	want := []string{"'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain", "a=b", "x;'=1+1", "x,  '+1", "'＝1"}
	if d := cmp.Diff(want, rows[1]); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// FuzzReadTable: whatever is uploaded, there are rows of the header's width or a problem, and no panic.
func FuzzReadTable(f *testing.F) {
	for _, s := range []string{"", "a,b\n1,2\n", "a;b\n\"1;2\n", "\ufeffname,email\nx,y,z\n", "\xff", "a\n\n\n\"", ",\n,", "\"\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, ps := app.ReadTable(bytes.NewReader(data))
		if len(table.Rows) == 0 && len(ps) == 0 {
			t.Error("neither rows nor a problem")
		}
		last := 1
		for _, row := range table.Rows {
			if row.Line <= last {
				t.Errorf("line %d after %d", row.Line, last)
			}
			last = row.Line
		}
	})
}
