package records

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
)

// jsonReader reads objects, each with cells as values, token by token.
type jsonReader struct {
	lines  *lineCounter
	dec    *json.Decoder
	array  bool
	reader *Reader
	first  bool // the first object names the columns
}

func newJSON(in io.Reader) (*Reader, error) {
	j := &jsonReader{lines: &lineCounter{in: in, line: 1}, reader: &Reader{}, first: true}
	j.dec = json.NewDecoder(j.lines)
	j.dec.UseNumber()
	line, cells, err := j.object()
	if errors.Is(err, io.EOF) {
		return nil, Bad(1, "the file holds no object")
	}
	if err != nil {
		return nil, err
	}
	j.first = false
	j.reader.next = func() (int, []string, error) {
		if cells != nil {
			held := cells
			cells = nil
			return line, held, nil
		}
		return j.object()
	}
	return j.reader, nil
}

// object reads the next object of the array, or of the file; io.EOF after the last.
func (j *jsonReader) object() (int, []string, error) {
	t, err := j.dec.Token()
	switch {
	case errors.Is(err, io.EOF) && j.array:
		return 0, nil, Bad(j.lines.at(j.lines.read), "the file ends within the array")
	case errors.Is(err, io.EOF):
		return 0, nil, io.EOF
	case err != nil:
		return 0, nil, j.broken(err)
	}
	switch t {
	case json.Delim('['):
		if j.first && !j.array {
			j.array = true
			return j.object()
		}
	case json.Delim(']'):
		if _, err := j.dec.Token(); !errors.Is(err, io.EOF) {
			return 0, nil, Bad(j.line(), "something follows the end of the array")
		}
		return 0, nil, io.EOF
	case json.Delim('{'):
		return j.cells(j.line())
	}
	return 0, nil, Bad(j.line(), "an object is wanted here")
}

func (j *jsonReader) cells(line int) (int, []string, error) {
	cells := make([]string, len(j.reader.columns))
	var seen []string
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return 0, nil, j.broken(err)
		}
		name, _ := key.(string) // the decoder refuses a key that is no string
		value, err := j.cell(name)
		if err != nil {
			return 0, nil, err
		}
		if j.first {
			if err := j.reader.addColumn(line, name); err != nil {
				return 0, nil, err
			}
			cells = append(cells, "")
		}
		at := slices.Index(j.reader.columns, name)
		switch {
		case at < 0:
			return 0, nil, Bad(line, "the first object has no %q; it names all columns", name)
		case slices.Contains(seen, name):
			return 0, nil, Bad(line, "%q stands there twice", name)
		}
		seen = append(seen, name)
		cells[at] = value
	}
	if _, err := j.dec.Token(); err != nil { // the closing brace
		return 0, nil, j.broken(err)
	}
	return line, cells, nil
}

// cell reads a value as a cell would hold it.
func (j *jsonReader) cell(name string) (string, error) {
	t, err := j.dec.Token()
	if err != nil {
		return "", j.broken(err)
	}
	switch v := t.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		return strconv.FormatBool(v), nil
	case nil:
		return "", nil
	}
	return "", Bad(j.line(), "%q is neither text nor a number nor true or false", name)
}

func (j *jsonReader) broken(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return Bad(j.lines.at(syntax.Offset), "not JSON: %v", err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Bad(j.lines.at(j.lines.read), "the file ends within an object")
	}
	return err
}

func (j *jsonReader) line() int { return j.lines.at(j.dec.InputOffset()) }

// lineCounter remembers where lines end that the decoder has read ahead.
type lineCounter struct {
	in   io.Reader
	read int64
	line int
	ends []int64 // beyond the line
}

// Read passes bytes on.
func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// at is the line of an offset; offsets only grow.
func (l *lineCounter) at(offset int64) int {
	passed := 0
	for passed < len(l.ends) && l.ends[passed] < offset {
		passed++
	}
	l.line += passed
	l.ends = append(l.ends[:0], l.ends[passed:]...)
	return l.line
}
