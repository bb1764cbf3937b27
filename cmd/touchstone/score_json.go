package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// jsonRows reads objects with the columns as keys. A list is read as its members separated by "|".
type jsonRows struct {
	file    string
	decoder *json.Decoder
	lines   *lineCounter
	columns columns
	array   bool
	skipped int64
}

func newJSONRows(in io.Reader, file string, c columns, skipped int64, array bool) (*jsonRows, error) {
	lines := &lineCounter{in: in}
	r := &jsonRows{file: file, decoder: json.NewDecoder(lines), lines: lines, columns: c, array: array, skipped: skipped}
	if array {
		if _, err := r.decoder.Token(); err != nil {
			return nil, r.refuse(err)
		}
	}
	return r, nil
}

func (r *jsonRows) next() (row, error) {
	if !r.decoder.More() {
		return row{}, r.finish()
	}
	var raw json.RawMessage
	if err := r.decoder.Decode(&raw); err != nil {
		return row{}, r.refuse(err)
	}
	end := r.decoder.InputOffset()
	start := end - int64(len(raw))
	out := row{line: r.lines.at(start), start: start + r.skipped, end: end + r.skipped}
	var err error
	if out.cells, err = r.parse(raw); err != nil {
		return row{}, badFile(r.file, out.line, "%v", err)
	}
	return out, checkCells(r.file, out)
}

// finish reads what stands after the last object.
func (r *jsonRows) finish() error {
	if r.array {
		if _, err := r.decoder.Token(); err != nil {
			return r.refuse(err)
		}
	}
	switch _, err := r.decoder.Token(); {
	case err == io.EOF:
		return io.EOF
	case err != nil:
		return r.refuse(err)
	}
	return badFile(r.file, r.lines.at(r.decoder.InputOffset()), "something stands after the end of the list")
}

func (r *jsonRows) refuse(err error) error {
	at := r.decoder.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	}
	said := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		at, said = r.lines.read, "the file ends in the middle"
	}
	return badFile(r.file, r.lines.at(at), "no valid JSON: %s", said)
}

func (r *jsonRows) parse(raw []byte) ([]string, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil || object == nil {
		return nil, errors.New("not an object with the keys " + strings.Join(r.columns.names, ", "))
	}
	cells := make([]string, len(r.columns.names))
	for i, name := range r.columns.names {
		value, found := object[name]
		if !found && i < r.columns.needed {
			return nil, fmt.Errorf("the key %q is missing", name)
		}
		var err error
		if cells[i], err = jsonCell(name, value); err != nil {
			return nil, err
		}
		delete(object, name)
	}
	if r.columns.strict && len(object) > 0 {
		return nil, errors.New("unknown key; the keys are " + strings.Join(r.columns.names, ", "))
	}
	return cells, nil
}

func jsonCell(name string, value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case []any:
		members := make([]string, len(v))
		for i, m := range v {
			var err error
			if members[i], err = jsonCell(name, m); err != nil {
				return "", err
			}
		}
		return strings.Join(members, "|"), nil
	}
	return "", fmt.Errorf("the key %q holds neither text nor number nor a list of them", name)
}

// lineCounter tells on which line of what was read through it an offset stands. Offsets are asked for in ascending
// order, so that only the line ends ahead are kept.
type lineCounter struct {
	in     io.Reader
	read   int64
	ends   []int64 // offsets of line ends not yet passed
	passed int
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

func (l *lineCounter) at(offset int64) int {
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.ends = l.ends[n:]
	l.passed += n
	return l.passed + 1
}
