package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// csvWriter writes UTF-8 with a byte order mark, by which spreadsheets know it. Texts are guarded; numbers, which only
// the program writes, are not: a negative one must stay a number.
type csvWriter struct {
	csv  *csv.Writer
	sep  Separator
	cols int
	row  []string
}

func newCSV(w io.Writer, columns []string, o Options) (*csvWriter, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	c := &csvWriter{csv: csv.NewWriter(w), sep: o.Separator, cols: len(columns), row: make([]string, len(columns))}
	if c.sep == 0 {
		c.sep = Comma
	}
	c.csv.Comma = rune(c.sep)
	return c, c.csv.Write(columns)
}

// Row writes one row.
func (c *csvWriter) Row(cells []Cell) error {
	if len(cells) != c.cols {
		return wide(len(cells), c.cols)
	}
	for i, x := range cells {
		s, err := c.cell(x)
		if err != nil {
			return err
		}
		c.row[i] = s
	}
	return c.csv.Write(c.row)
}

func (c *csvWriter) cell(x Cell) (string, error) {
	switch v := x.(type) {
	case nil:
		return "", nil
	case string:
		return Guard(v), nil
	case int:
		return strconv.Itoa(v), nil
	case float64:
		s, err := decimal(v)
		if c.sep == Semicolon {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s, err
	case bool:
		return strconv.FormatBool(v), nil
	case time.Time:
		return moment(v), nil
	}
	return "", fmt.Errorf("sheet: a cell cannot hold %T", x)
}

// decimal writes a number without an exponent, as briefly as it can be read back.
func decimal(x float64) (string, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "", fmt.Errorf("sheet: %v is no number that a file can hold", x)
	}
	return strconv.FormatFloat(x, 'f', -1, 64), nil
}

// Close writes out what is left.
func (c *csvWriter) Close() error {
	c.csv.Flush()
	return c.csv.Error()
}

// Discard gives up.
func (c *csvWriter) Discard() {}
