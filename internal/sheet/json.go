package sheet

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// jsonWriter writes one object a row, with the columns in their order: what is undefined is null, never left out.
type jsonWriter struct {
	w     *bufio.Writer
	keys  [][]byte // "name": as it stands in every object
	lines bool
	begun bool
}

func newJSON(w io.Writer, columns []string, lines bool) *jsonWriter {
	j := &jsonWriter{w: bufio.NewWriterSize(w, 1<<16), lines: lines}
	for _, c := range columns {
		key, _ := json.Marshal(c) // a string can always be written
		j.keys = append(j.keys, append(key, ':'))
	}
	return j
}

// Row writes one object.
func (j *jsonWriter) Row(cells []Cell) error {
	if len(cells) != len(j.keys) {
		return wide(len(cells), len(j.keys))
	}
	if !j.lines {
		j.open()
	}
	j.begun = true
	_ = j.w.WriteByte('{') // bufio keeps its first error, which Close returns
	for i, x := range cells {
		if i > 0 {
			_ = j.w.WriteByte(',')
		}
		_, _ = j.w.Write(j.keys[i])
		value, err := jsonCell(x)
		if err != nil {
			return err
		}
		_, _ = j.w.Write(value)
	}
	_ = j.w.WriteByte('}')
	if j.lines {
		return j.w.WriteByte('\n')
	}
	return nil
}

// open writes what stands before an object of the array.
func (j *jsonWriter) open() {
	if j.begun {
		_, _ = j.w.WriteString(",\n")
	} else {
		_, _ = j.w.WriteString("[\n")
	}
}

func jsonCell(x Cell) ([]byte, error) {
	switch v := x.(type) {
	case time.Time:
		return json.Marshal(moment(v))
	case float64:
		s, err := decimal(v)
		return []byte(s), err
	case nil, string, int, bool:
		return json.Marshal(v)
	}
	return nil, fmt.Errorf("sheet: a cell cannot hold %T", x)
}

// Close ends the array.
func (j *jsonWriter) Close() error {
	if !j.lines {
		if !j.begun {
			_ = j.w.WriteByte('[')
		}
		_, _ = j.w.WriteString("\n]\n")
	}
	return j.w.Flush()
}

// Discard gives up.
func (j *jsonWriter) Discard() {}
