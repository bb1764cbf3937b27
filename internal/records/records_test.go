package records

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// all reads a file as rows of "line: cells".
func all(text string) (out []Record, err error) {
	r, err := NewReader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		rec.cells = append([]string{}, rec.cells...)
		out = append(out, rec)
	}
}

func TestRowsOfEveryForm(t *testing.T) {
	t.Parallel()
	type row struct {
		Line int
		A, B string
	}
	want := []row{{2, "1", "x, y"}, {3, "", "z"}}
	for name, tt := range map[string]struct {
		text string
		want []row
	}{
		"csv":              {"a,b\n1,\"x, y\"\n,z\n", want},
		"byte order mark":  {"\ufeffa,b\n1,\"x, y\"\n,z\n", want},
		"CRLF":             {"A , b\r\n1,\"x, y\"\r\n, z \r\n", want},
		"no last newline":  {"b,a\n\"x, y\",1\nz,", want},
		"blank line":       {"a,b\n\n1,\"x\ny\"\n,z", []row{{3, "1", "x\ny"}, {5, "", "z"}}},
		"json array":       {"[\n{\"a\":1,\"b\":\"x, y\"},\n{\"b\":\"z\"}\n]\n", want},
		"json in one line": {`[{"a":"1","b":"x, y"},{"b":"z","a":null}]`, []row{{1, "1", "x, y"}, {1, "", "z"}}},
		"json lines":       {"{\"a\":true,\"b\":\"x\"}\n{\n\"a\":1.50,\n\"b\":\"z\"\n}\n{\"a\":2}", []row{{1, "true", "x"}, {2, "1.50", "z"}, {6, "2", ""}}},
	} {
		records, err := all(tt.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []row
		for _, r := range records {
			got = append(got, row{r.Line, r.Get("a"), r.Get("b")})
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestBadFilesNameTheLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		line int
		says string
	}{
		{"", 1, "empty"}, {"\ufeff", 1, "empty"}, {"\n\n", 1, "empty"},
		{"a,a\n", 1, "twice"}, {"a,b\n1\n", 2, "number of cells"}, {"a,b\n1,2\n\n1,2,3\n", 4, "number of cells"},
		{"a,b\n1,\"2\n3,4\n", 2, "not closed"}, {"a,b\n1,x\"y\n", 2, "quotation mark"}, {"a,b\n1,\xff\n", 2, "not UTF-8"},
		{"a\xff\n", 1, "not UTF-8"}, {"[]", 1, "no object"}, {"[1]", 1, "object is wanted"}, {"[\n{\"a\":1},\n{\"c\":1}]", 3, `no "c"`},
		{"[{\"a\":1},\n{\"a\":[1]}]", 2, "neither text"}, {"[{\"a\":1},\n\n{\"a\":1,\"a\":2}]", 3, "twice"}, {"[{\"a\":1}\n", 2, "ends"},
		{"{\"a\":1}\n{\"a\":", 2, "ends"}, {"[{\"a\":1}] x", 1, "follows"}, {"[{\"a\":1},\n{\"a\" 1}]", 2, "not JSON"}, {"[{\"a\":1},[]]", 1, "object is wanted"},
	} {
		_, err := all(tt.text)
		var bad Error
		if !errors.As(err, &bad) || bad.Line != tt.line || !strings.Contains(bad.Wrong, tt.says) {
			t.Errorf("%q: %v, want line %d and %q", tt.text, err, tt.line, tt.says)
		}
	}
	r, err := NewReader(strings.NewReader("a,b\n"))
	if err != nil || r.Require("a", "b") != nil || r.Require("a", "c") == nil {
		t.Errorf("%v, %v", r, err)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add("a,b\n1,\"2\n")
	f.Add(`[{"a":1},{"a":"x"}]`)
	f.Add("{\"a\":1}\n{\"a\":null}")
	f.Fuzz(func(t *testing.T, text string) {
		records, err := all(text)
		last := 0
		for _, r := range records {
			if r.Line < last || len(r.cells) != len(r.columns) {
				t.Fatalf("line %d after %d: %v of %v", r.Line, last, r.cells, r.columns)
			}
			last = r.Line
		}
		var bad Error
		if err != nil && (!errors.As(err, &bad) || bad.Line < 1) {
			t.Fatal(err)
		}
	})
}
