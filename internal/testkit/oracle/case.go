package oracle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"testing"
)

// file is one oracle: its cases and how close an answer must come.
type file struct {
	Oracle    string
	Tolerance tolerance `json:"default_tolerance"`
	Cases     []Case
	path      string
}

// tolerance allows |got − want| ≤ Abs + Rel·|want|.
type tolerance struct{ Abs, Rel float64 }

// Case is one input of an oracle with what is expected of it.
type Case struct {
	ID        string
	Input     map[string]any
	Expected  map[string]any
	Published map[string]any // figures printed in the literature, as json.Number: asserted to their rounding
	AbsTol    float64        `json:"tolerance_abs"` // replaces the file's absolute tolerance when it is larger
	t         *testing.T
}

func parse(path string, raw []byte) (file, error) {
	f := file{path: path}
	var published struct {
		Cases []struct{ Published map[string]any }
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, fmt.Errorf("%s: %w", path, err)
	}
	exact := json.NewDecoder(bytes.NewReader(raw))
	exact.UseNumber()
	if err := exact.Decode(&published); err != nil {
		return f, fmt.Errorf("%s: %w", path, err)
	}
	if f.Oracle == "" || len(f.Cases) == 0 {
		return f, fmt.Errorf("%s: not an oracle: a name and cases are wanted", path)
	}
	for i := range f.Cases {
		f.Cases[i].Published = published.Cases[i].Published
		if f.Cases[i].ID == "" || len(f.Cases[i].Expected) == 0 {
			return f, fmt.Errorf("%s: case %d has no id or expects nothing", path, i)
		}
	}
	return f, nil
}

// Has tells whether the input holds a key, be it null.
func (c Case) Has(key string) bool {
	_, ok := c.Input[key]
	return ok
}

// Number returns a number of the input; NaN when it is missing.
func (c Case) Number(key string) float64 { return c.number(key, single(c.Input[key])) }

// NumberOr returns a number of the input, or a default when the key is absent.
func (c Case) NumberOr(key string, otherwise float64) float64 {
	if !c.Has(key) {
		return otherwise
	}
	return c.Number(key)
}

// Text returns a word of the input; "" when the key is absent.
func (c Case) Text(key string) string {
	s, _ := c.Input[key].(string)
	return s
}

// List returns a list of the input, missing values left out.
func (c Case) List(key string) []float64 {
	out := []float64{}
	for _, x := range c.Holed(key) {
		if !math.IsNaN(x) {
			out = append(out, x)
		}
	}
	return out
}

// Holed returns a list of the input with NaN where a value is missing. A lone number is a list of one.
func (c Case) Holed(key string) []float64 { return c.row(key, c.Input[key]) }

// Matrix returns a matrix of the input by rows, with NaN where a value is missing.
func (c Case) Matrix(key string) [][]float64 {
	rows, ok := c.Input[key].([]any)
	if !ok && c.Input[key] != nil {
		c.t.Fatalf("input %s is not a matrix", key)
	}
	out := [][]float64{}
	for _, row := range rows {
		out = append(out, c.row(key, row))
	}
	return out
}

// Group returns a part of the input that has keys of its own.
func (c Case) Group(key string) Case {
	group, ok := c.Input[key].(map[string]any)
	if !ok {
		c.t.Fatalf("input %s is not an object", key)
	}
	c.Input = group
	return c
}

func (c Case) row(key string, v any) []float64 {
	list, ok := v.([]any)
	if !ok {
		return []float64{c.number(key, v)}
	}
	out := make([]float64, 0, len(list))
	for _, x := range list {
		out = append(out, c.number(key, x))
	}
	return out
}

func (c Case) number(key string, v any) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case nil:
		return math.NaN()
	}
	if v == "NA" {
		return math.NaN()
	}
	c.t.Fatalf("input %s: %v is not a number", key, v)
	return 0
}
