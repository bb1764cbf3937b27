package sheet

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// Format is a kind of file, and its ending.
type Format string

// The formats.
const (
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
	JSON  Format = "json"  // one array of objects
	Lines Format = "jsonl" // one object a line
)

// Formats lists the formats in the order in which menus show them.
func Formats() []Format { return []Format{CSV, XLSX, JSON, Lines} }

// ParseFormat reads a format by its ending; false for anything else.
func ParseFormat(s string) (Format, bool) {
	for _, f := range Formats() {
		if s == string(f) {
			return f, true
		}
	}
	return "", false
}

// MIME is the media type of a format.
func (f Format) MIME() string {
	switch f {
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case JSON:
		return "application/json"
	case Lines:
		return "application/jsonl"
	}
	return "text/csv; charset=utf-8"
}

// Cell is what stands in one cell: nil, a string, an int, a float64, a bool or a time.Time.
type Cell any

// Separator is what stands between the cells of a CSV file. With a semicolon goes a decimal comma: spreadsheets of the
// same countries want both, and take 1.5 for the first of May.
type Separator rune

// The separators.
const (
	Comma     Separator = ','
	Semicolon Separator = ';'
)

// Options say how a file is written.
type Options struct {
	Separator Separator // of CSV; a comma when it is zero
	Sheet     string    // name of the sheet with the rows, of XLSX
	Notes     []Note    // further sheets of XLSX
	Temp      string    // the folder in which XLSX keeps what it cannot send yet; "" is the system's
}

// Note is a small table that goes with the rows: what their columns mean.
type Note struct {
	Sheet  string
	Header []string
	Rows   [][]string
}

// Writer writes one table.
type Writer interface {
	// Row writes one row: as many cells as there are columns.
	Row(cells []Cell) error
	// Close ends the file; without it there is none.
	Close() error
	// Discard gives up what Close would have ended.
	Discard()
}

// ErrTooLarge says that a table does not fit into a file of its format.
var ErrTooLarge = errors.New("sheet: the table is too large for this format")

// New begins a file of the format with these columns.
func New(f Format, w io.Writer, columns []string, o Options) (Writer, error) {
	switch f {
	case CSV:
		return newCSV(w, columns, o)
	case XLSX:
		return newXLSX(w, columns, o)
	case JSON:
		return newJSON(w, columns, false), nil
	case Lines:
		return newJSON(w, columns, true), nil
	}
	return nil, fmt.Errorf("sheet: unknown format %q", f)
}

// moment writes a time as every format but XLSX holds it: to the second and in UTC, so that it sorts as text.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// wide is the error of a row with another number of cells than there are columns.
func wide(cells, columns int) error {
	return fmt.Errorf("sheet: a row of %d cells, there are %d columns", cells, columns)
}
