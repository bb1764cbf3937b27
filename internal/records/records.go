// Package records reads the files of the command line row by row: UTF-8 CSV with a header, or JSON, as an array of
// objects or as one object after another. It keeps no row, so memory does not grow with the file.
package records

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error is bad input: what is wrong, and on which line.
type Error struct {
	Line  int
	Wrong string
}

func (e Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Wrong) }

// Bad is an Error at a line.
func Bad(line int, format string, args ...any) error {
	return Error{Line: line, Wrong: fmt.Sprintf(format, args...)}
}

// Record is one row.
type Record struct {
	Line    int // on which it starts
	columns []string
	cells   []string
}

// Get returns the cell of a column without the space around it; "" when it is absent.
func (r Record) Get(column string) string {
	if i := slices.Index(r.columns, column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

// Reader yields records.
type Reader struct {
	columns []string
	next    func() (int, []string, error)
}

// NewReader reads the header: of JSON, the keys of its first object. CSV and JSON are told apart by the first
// character, since no header begins with a bracket or a brace.
func NewReader(in io.Reader) (*Reader, error) {
	b := bufio.NewReaderSize(in, 1<<16)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = b.Discard(3) // what was peeked can be discarded
	}
	first, err := b.Peek(1)
	if errors.Is(err, io.EOF) {
		return nil, Bad(1, "the file is empty")
	}
	if err != nil {
		return nil, err
	}
	if first[0] == '[' || first[0] == '{' {
		return newJSON(b)
	}
	return newCSV(b)
}

// Columns are the columns of the file in their order, in lower case.
func (r *Reader) Columns() []string { return slices.Clone(r.columns) }

// Require names the first column that the file lacks.
func (r *Reader) Require(columns ...string) error {
	for _, c := range columns {
		if !slices.Contains(r.columns, c) {
			return Bad(1, "the column %q is missing; needed are %s", c, strings.Join(columns, ", "))
		}
	}
	return nil
}

// Read returns the next record; io.EOF after the last. The record is good until the next call.
func (r *Reader) Read() (Record, error) {
	line, cells, err := r.next()
	if err != nil {
		return Record{}, err
	}
	for i, cell := range cells {
		if !utf8.ValidString(cell) {
			return Record{}, Bad(line, "%s is not UTF-8", r.columns[i])
		}
		cells[i] = strings.TrimSpace(cell)
	}
	return Record{Line: line, columns: r.columns, cells: cells}, nil
}

func newCSV(in io.Reader) (*Reader, error) {
	c := csv.NewReader(in)
	c.ReuseRecord = true
	header, err := c.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, Bad(1, "the file is empty")
	case err != nil:
		return nil, explain(err)
	}
	line, _ := c.FieldPos(0)
	r := &Reader{next: func() (int, []string, error) {
		cells, err := c.Read()
		if err != nil {
			return 0, nil, explain(err)
		}
		line, _ := c.FieldPos(0)
		return line, cells, nil
	}}
	for _, name := range header {
		if err := r.addColumn(line, name); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *Reader) addColumn(line int, name string) error {
	if !utf8.ValidString(name) {
		return Bad(line, "the header is not UTF-8")
	}
	name = strings.ToLower(strings.TrimSpace(name))
	switch {
	case name == "":
		return Bad(line, "a column has no name")
	case slices.Contains(r.columns, name):
		return Bad(line, "the column %q stands there twice", name)
	}
	r.columns = append(r.columns, name)
	return nil
}

// explain says in plain words what the CSV reader found.
func explain(err error) error {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return err // the end of the file, or a disk that does not read
	}
	switch {
	case errors.Is(bad.Err, csv.ErrFieldCount):
		return Bad(bad.StartLine, "the row has another number of cells than the header")
	case errors.Is(bad.Err, csv.ErrBareQuote):
		return Bad(bad.Line, "a quotation mark stands inside a cell that is not quoted")
	case errors.Is(bad.Err, csv.ErrQuote):
		return Bad(bad.StartLine, "a quoted cell is not closed, or goes on after its closing quotation mark")
	}
	return Bad(bad.Line, "%v", bad.Err)
}
