package app

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
)

// Table is a CSV file as it was read: a header and rows, each with the line it begins at.
type Table struct {
	Header []string
	Rows   []TableRow
}

// TableRow is one row of a Table.
type TableRow struct {
	Line  int
	cells map[string]string
}

// Get returns the trimmed cell of a column (its header in lower case), or "".
func (r TableRow) Get(column string) string { return r.cells[column] }

// Limits of an uploaded table.
const (
	maxTableBytes = 4 << 20
	maxTableRows  = 5000
	maxTableCells = 200 // in a row
)

// ReadTable reads a CSV file with a header: UTF-8 with or without a byte order mark, separated by commas or
// semicolons. Header names are compared in lower case, trimmed. Anything wrong with the file itself is a problem at
// field "file" that names the line.
func ReadTable(r io.Reader) (Table, hiring.Problems) {
	var ps hiring.Problems
	data, err := io.ReadAll(io.LimitReader(r, maxTableBytes+1))
	switch {
	case err != nil:
		ps.Add("file", "problem.unreadable_file")
	case len(data) > maxTableBytes:
		ps.Add("file", "problem.file_too_large", "Megabytes", maxTableBytes>>20)
	case len(bytes.TrimSpace(data)) == 0:
		ps.Add("file", "problem.file_empty")
	case !utf8.Valid(data):
		ps.Add("file", "problem.not_utf8")
	}
	if len(ps) > 0 {
		return Table{}, ps
	}
	return parseTable(bytes.TrimPrefix(data, []byte("\ufeff")))
}

func parseTable(data []byte) (Table, hiring.Problems) {
	var ps hiring.Problems
	cr := csv.NewReader(bytes.NewReader(data))
	cr.Comma, cr.FieldsPerRecord = separator(data), -1
	header, err := cr.Read()
	if err != nil {
		ps.Add("file", "problem.csv_line", "Line", lineOf(err))
		return Table{}, ps
	}
	if len(header) > maxTableCells {
		ps.Add("file", "problem.csv_wide", "Most", maxTableCells)
		return Table{}, ps
	}
	var t Table
	for _, h := range header {
		t.Header = append(t.Header, strings.ToLower(strings.TrimSpace(h)))
	}
	for {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			ps.Add("file", "problem.csv_line", "Line", lineOf(err))
			return Table{}, ps
		}
		line, _ := cr.FieldPos(0)
		if len(rec) != len(t.Header) {
			ps.Add("file", "problem.csv_columns", "Line", line, "Count", len(rec), "Want", len(t.Header))
			continue
		}
		if t.Rows = append(t.Rows, rowOf(t.Header, rec, line)); len(t.Rows) > maxTableRows {
			ps.Add("file", "problem.csv_rows", "Most", maxTableRows)
			return Table{}, ps
		}
	}
	if len(t.Rows) == 0 && len(ps) == 0 {
		ps.Add("file", "problem.csv_no_rows")
	}
	return t, ps
}

func rowOf(header, rec []string, line int) TableRow {
	row := TableRow{Line: line, cells: map[string]string{}}
	for i, h := range header {
		row.cells[h] = strings.TrimSpace(rec[i])
	}
	return row
}

// lineOf returns the line a CSV error names, or 1.
func lineOf(err error) int {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return pe.Line
	}
	return 1
}

// separator guesses from the first line: Spanish and Turkish spreadsheets write semicolons.
func separator(data []byte) rune {
	line, _, _ := bufio.NewReader(bytes.NewReader(data)).ReadLine()
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// Need names the columns of want that the table lacks.
func (t Table) Need(want ...string) hiring.Problems {
	var ps hiring.Problems
	have := map[string]bool{}
	for _, h := range t.Header {
		have[h] = true
	}
	for _, w := range want {
		if !have[w] {
			ps.Add("file", "problem.csv_column_missing", "Column", w)
		}
	}
	return ps
}

// WriteTable writes rows as CSV with a byte order mark, so that spreadsheets read UTF-8, and with a quote before
// anything a spreadsheet would take for a formula.
func WriteTable(w io.Writer, sep sheet.Separator, header []string, rows [][]string) error {
	file, err := sheet.New(sheet.CSV, w, header, sheet.Options{Separator: sep})
	if err != nil {
		return err
	}
	for _, row := range rows {
		cells := make([]sheet.Cell, len(row))
		for i, text := range row {
			cells[i] = text
		}
		if err := file.Row(cells); err != nil {
			return err
		}
	}
	return file.Close()
}
