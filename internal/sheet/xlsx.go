package sheet

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// What one file of XLSX holds at most: the rows of a sheet, and so many bytes as rows grow to before they are packed,
// all of which stand in a temporary file until the last is there.
const (
	mostRows  = 1_048_575
	mostBytes = 2 << 30
	cellBytes = 60 // of the mark-up around one cell
	mostUnits = 32_767
)

// xlsxWriter writes a workbook through a temporary file. Texts are stored as texts of their own, which no spreadsheet
// reads as formulas; times are times, shown in UTC.
type xlsxWriter struct {
	out   io.Writer
	file  *excelize.File
	rows  *excelize.StreamWriter
	cols  int
	line  int
	bytes int
	date  int // the style of times
	cells []any
}

func newXLSX(w io.Writer, columns []string, o Options) (*xlsxWriter, error) {
	x := &xlsxWriter{out: w, file: excelize.NewFile(excelize.Options{TmpDir: o.Temp}), cols: len(columns), cells: make([]any, len(columns))}
	if err := x.begin(columns, o); err != nil {
		x.Discard()
		return nil, err
	}
	return x, nil
}

func (x *xlsxWriter) begin(columns []string, o Options) error {
	if err := x.file.SetSheetName("Sheet1", o.Sheet); err != nil {
		return err
	}
	for _, n := range o.Notes {
		if err := x.note(n); err != nil {
			return err
		}
	}
	format := "yyyy-mm-dd hh:mm:ss"
	var err error
	if x.date, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	bold, err := x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if x.rows, err = x.file.NewStreamWriter(o.Sheet); err != nil {
		return err
	}
	if err := x.rows.SetPanes(frozenHeader()); err != nil {
		return err
	}
	if err := x.rows.SetColWidth(1, len(columns), 18); err != nil {
		return err
	}
	header := make([]any, len(columns))
	for i, c := range columns {
		header[i] = excelize.Cell{StyleID: bold, Value: c}
	}
	return x.write(header)
}

// frozenHeader keeps the first row in sight.
func frozenHeader() *excelize.Panes {
	return &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
}

// note adds a sheet that explains.
func (x *xlsxWriter) note(n Note) error {
	if _, err := x.file.NewSheet(n.Sheet); err != nil {
		return err
	}
	for i, row := range append([][]string{n.Header}, n.Rows...) {
		for k, s := range row {
			at, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				return err
			}
			if err := x.file.SetCellStr(n.Sheet, at, s); err != nil {
				return err
			}
		}
	}
	if err := x.file.SetColWidth(n.Sheet, "A", "H", 24); err != nil {
		return err
	}
	return x.file.SetPanes(n.Sheet, frozenHeader())
}

// Row writes one row. A table that grows too large for the format is ErrTooLarge.
func (x *xlsxWriter) Row(cells []Cell) error {
	if len(cells) != x.cols {
		return wide(len(cells), x.cols)
	}
	if x.line > mostRows || x.bytes > mostBytes {
		return ErrTooLarge
	}
	for i, c := range cells {
		value, err := x.cell(c)
		if err != nil {
			return err
		}
		x.cells[i] = value
	}
	return x.write(x.cells)
}

func (x *xlsxWriter) write(cells []any) error {
	x.line++
	at, err := excelize.CoordinatesToCellName(1, x.line)
	if err != nil {
		return err
	}
	return x.rows.SetRow(at, cells)
}

func (x *xlsxWriter) cell(c Cell) (any, error) {
	x.bytes += cellBytes
	switch v := c.(type) {
	case nil, int, bool:
		return v, nil
	case string:
		x.bytes += len(v)
		return fitting(v), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("sheet: %v is no number that a file can hold", v)
		}
		return v, nil
	case time.Time:
		return excelize.Cell{StyleID: x.date, Value: v.UTC().Truncate(time.Second)}, nil
	}
	return nil, fmt.Errorf("sheet: a cell cannot hold %T", c)
}

// fitting cuts a text that a cell cannot hold, and marks the cut.
func fitting(s string) string {
	if len(s) <= mostUnits {
		return s
	}
	units := 0
	for at, r := range s {
		if units += utf16.RuneLen(r); units > mostUnits-1 {
			if len(utf16.Encode([]rune(s))) <= mostUnits {
				return s
			}
			return strings.TrimSuffix(s[:at], " ") + "…"
		}
	}
	return s
}

// Close packs the workbook and sends it: the file is whole on its way through, and is held nowhere in memory.
func (x *xlsxWriter) Close() error {
	defer x.Discard()
	if err := x.rows.Flush(); err != nil {
		return err
	}
	packed := zip.NewWriter(x.out)
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return packed })
	_, err := x.file.WriteTo(io.Discard)
	return err
}

// Discard removes the temporary file.
func (x *xlsxWriter) Discard() { _ = x.file.Close() }
