package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns are those a file has: the first needed of them it must have.
type columns struct {
	names  []string
	needed int
	strict bool // other columns are a mistake
}

// row is one row of a file: its cells in the order of the columns, "" for what is absent; the line it starts on, and
// the bytes it takes.
type row struct {
	cells      []string
	line       int
	start, end int64
}

// rows reads a CSV file with a header, or JSON: an array of objects, or one object after another.
type rows interface {
	// next returns the next row; its cells are the caller's until the following call. io.EOF at the end.
	next() (row, error)
	// parse reads one row again from the bytes it takes.
	parse(raw []byte) ([]string, error)
}

// utf8Mark is the byte order mark some programs begin a file with.
const utf8Mark = "\ufeff"

// openRows tells CSV and JSON apart by the first character that is no space; no header begins like JSON.
func openRows(in io.Reader, file string, c columns) (rows, error) {
	b := bufio.NewReaderSize(in, 1<<16)
	skipped := int64(0)
	if mark, err := b.Peek(len(utf8Mark)); err == nil && string(mark) == utf8Mark {
		n, err := b.Discard(len(utf8Mark))
		if err != nil {
			return nil, err
		}
		skipped = int64(n)
	}
	first, err := firstOther(b)
	if err != nil {
		return nil, badFile(file, 1, "the file is empty; it needs a header: %s", strings.Join(c.names, ","))
	}
	if first == '[' || first == '{' {
		return newJSONRows(b, file, c, skipped, first == '[')
	}
	return newCSVRows(b, file, c, skipped)
}

// firstOther looks ahead for the first character that is no space.
func firstOther(b *bufio.Reader) (byte, error) {
	for n := 1; ; n++ {
		ahead, err := b.Peek(n)
		if err != nil {
			return 0, err
		}
		if c := ahead[n-1]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c, nil
		}
	}
}

type csvRows struct {
	file    string
	reader  *csv.Reader
	at      []int // by column: where its cell stands, or -1
	cells   []string
	skipped int64
	end     int64
}

func newCSVRows(in io.Reader, file string, c columns, skipped int64) (*csvRows, error) {
	r := &csvRows{file: file, reader: csv.NewReader(in), cells: make([]string, len(c.names)), skipped: skipped}
	r.reader.ReuseRecord = true
	header, err := r.reader.Read()
	if err != nil {
		return nil, r.refuse(err, 1)
	}
	line, _ := r.reader.FieldPos(0)
	for i := range header {
		header[i] = strings.ToLower(strings.TrimSpace(header[i]))
		if slices.Contains(header[:i], header[i]) {
			return nil, badFile(file, line, "the column %q stands there twice", header[i])
		}
		if c.strict && !slices.Contains(c.names, header[i]) {
			return nil, badFile(file, line, "there is no column %q; the columns are %s", header[i], strings.Join(c.names, ","))
		}
	}
	for i, name := range c.names {
		r.at = append(r.at, slices.Index(header, name))
		if r.at[i] < 0 && i < c.needed {
			return nil, badFile(file, line, "the header lacks the column %q; it needs %s", name, strings.Join(c.names[:c.needed], ","))
		}
	}
	r.end = r.reader.InputOffset() + skipped
	return r, nil
}

func (r *csvRows) next() (row, error) {
	record, err := r.reader.Read()
	if err == io.EOF {
		return row{}, io.EOF
	}
	if err != nil {
		return row{}, r.refuse(err, 0)
	}
	line, _ := r.reader.FieldPos(0)
	out := row{cells: r.pick(record, r.cells), line: line, start: r.end, end: r.reader.InputOffset() + r.skipped}
	r.end = out.end
	return out, checkCells(r.file, out)
}

func (r *csvRows) pick(record, cells []string) []string {
	for i, at := range r.at {
		cells[i] = ""
		if at >= 0 {
			cells[i] = record[at]
		}
	}
	return cells
}

func (r *csvRows) parse(raw []byte) ([]string, error) {
	record, err := csv.NewReader(bytes.NewReader(raw)).Read()
	if err != nil {
		return nil, err
	}
	return r.pick(record, make([]string, len(r.at))), nil
}

// refuse says in our words what the CSV reader found.
func (r *csvRows) refuse(err error, line int) error {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return badFile(r.file, line, "cannot be read: %v", err)
	}
	switch {
	case errors.Is(bad.Err, csv.ErrFieldCount):
		return badFile(r.file, bad.StartLine, "the row has not as many cells as the header")
	case errors.Is(bad.Err, csv.ErrQuote), errors.Is(bad.Err, csv.ErrBareQuote):
		return badFile(r.file, bad.Line, "a quotation mark stands alone; a cell with one is written \"like \"\"this\"\"\"")
	}
	return badFile(r.file, bad.Line, "%v", bad.Err)
}

func checkCells(file string, r row) error {
	if slices.ContainsFunc(r.cells, func(s string) bool { return !utf8.ValidString(s) }) {
		return badFile(file, r.line, "not UTF-8; save the file as CSV UTF-8")
	}
	return nil
}
