package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Model is the content of a file. The rounded weights are pieces of the file's own bytes, which are not copied.
type Model struct {
	Vocabulary []Piece
	tensors    map[string]Rounded
	vectors    map[string][]float32
}

// Rounded is a Matrix or a Table: the scales of its columns or rows, and its whole numbers of eight bits as the file
// has them.
type Rounded struct {
	Tensor
	Scale []float32
	Bytes string
}

var errShort = errors.New("weights: the file ends too early")

// Read reads a file.
func Read(file string) (*Model, error) {
	r := &reader{rest: file}
	if r.take(len(magic)) != magic {
		return nil, errors.New("weights: not a file of weights")
	}
	m := &Model{
		Vocabulary: make([]Piece, Pieces),
		tensors:    map[string]Rounded{},
		vectors:    map[string][]float32{},
	}
	for i := range m.Vocabulary {
		m.Vocabulary[i] = r.piece()
	}
	for _, t := range Layout() {
		switch t.Kind {
		case Vector:
			m.vectors[t.Name] = r.floats(t.Rows * t.Cols)
		case Matrix:
			m.tensors[t.Name] = Rounded{t, r.floats(t.Cols), r.take(t.Rows * t.Cols)}
		case Table:
			m.tensors[t.Name] = Rounded{t, r.floats(t.Rows), r.take(t.Rows * t.Cols)}
		}
	}
	if r.short {
		return nil, errShort
	}
	if r.rest != "" {
		return nil, fmt.Errorf("weights: %d bytes too many", len(r.rest))
	}
	return m, nil
}

// Rounded returns a Matrix or Table of the Layout by its name.
func (m *Model) Rounded(name string) Rounded { return m.tensors[name] }

// Vector returns a Vector of the Layout by its name.
func (m *Model) Vector(name string) []float32 { return m.vectors[name] }

// At returns the weight of a row and column.
func (t Rounded) At(row, col int) float32 {
	if t.Kind == Table {
		return t.Scale[row] * float32(int8(t.Bytes[row*t.Cols+col]))
	}
	first := col - col%Lanes
	return t.Scale[col] * float32(int8(t.Bytes[first*t.Rows+row*Lanes+col-first]))
}

// Floats returns all weights, row by row.
func (t Rounded) Floats() []float32 {
	out := make([]float32, 0, t.Rows*t.Cols)
	for r := range t.Rows {
		for c := range t.Cols {
			out = append(out, t.At(r, c))
		}
	}
	return out
}

// reader takes a file apart; once it was too short, it returns nothing more.
type reader struct {
	rest  string
	short bool
}

func (r *reader) take(n int) string {
	if n > len(r.rest) {
		r.rest, r.short = "", true
		return ""
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) piece() Piece {
	length := r.take(1)
	if length == "" {
		return Piece{}
	}
	text := strings.Clone(r.take(int(length[0])))
	return Piece{Text: text, Score: math.Float64frombits(r.bits(8))}
}

func (r *reader) floats(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(uint32(r.bits(4)))
	}
	return out
}

// bits takes n bytes, the lowest first.
func (r *reader) bits(n int) uint64 {
	var wide [8]byte
	copy(wide[:], r.take(n))
	return binary.LittleEndian.Uint64(wide[:])
}
