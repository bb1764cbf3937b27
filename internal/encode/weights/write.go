package weights

import (
	"encoding/binary"
	"fmt"
	"math"
)

// magic begins every file; its last letter is the version of the format.
const magic = "TSENC\x00\x001"

// Piece is an entry of the vocabulary: its letters and the logarithm of how common it is.
type Piece struct {
	Text  string
	Score float64
}

// longestPiece is what fits the byte that holds a piece's length.
const longestPiece = math.MaxUint8

// Write returns the file for a vocabulary and the tensors that tensor returns by the names of the published model.
func Write(vocabulary []Piece, tensor func(source string) ([]float32, error)) ([]byte, error) {
	if len(vocabulary) != Pieces {
		return nil, fmt.Errorf("weights: %d pieces, want %d", len(vocabulary), Pieces)
	}
	out := []byte(magic)
	for _, p := range vocabulary {
		if len(p.Text) == 0 || len(p.Text) > longestPiece {
			return nil, fmt.Errorf("weights: piece %q is empty or too long", p.Text)
		}
		out = append(out, byte(len(p.Text)))
		out = append(out, p.Text...)
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(p.Score))
	}
	for _, t := range Layout() {
		values, err := tensor(t.Source)
		if err != nil {
			return nil, err
		}
		if len(values) != t.Rows*t.Cols {
			return nil, fmt.Errorf("weights: %s has %d values, want %d × %d", t.Source, len(values), t.Rows, t.Cols)
		}
		out = t.append(out, values)
	}
	return out, nil
}

func (t Tensor) append(out []byte, values []float32) []byte {
	switch t.Kind {
	case Matrix:
		scales := make([]float32, t.Cols)
		for c := range scales {
			scales[c] = scaleOf(values[c:], t.Rows, t.Cols)
		}
		out = appendFloats(out, scales)
		for first := 0; first < t.Cols; first += Lanes {
			for r := range t.Rows {
				for c := first; c < first+Lanes; c++ {
					out = append(out, round(values[r*t.Cols+c], scales[c]))
				}
			}
		}
		return out
	case Table:
		scales := make([]float32, t.Rows)
		for r := range scales {
			scales[r] = scaleOf(values[r*t.Cols:], t.Cols, 1)
		}
		out = appendFloats(out, scales)
		for i, v := range values {
			out = append(out, round(v, scales[i/t.Cols]))
		}
		return out
	}
	return appendFloats(out, values)
}

// most is the largest whole number a weight becomes.
const most = 127

// scaleOf is the scale of n values that lie step apart.
func scaleOf(values []float32, n, step int) float32 {
	var largest float64
	for i := range n {
		largest = max(largest, math.Abs(float64(values[i*step])))
	}
	return float32(largest / most)
}

func round(v, scale float32) byte {
	if scale == 0 {
		return 0
	}
	q := math.RoundToEven(float64(v) / float64(scale))
	return byte(int8(max(-most, min(most, q))))
}

func appendFloats(out []byte, values []float32) []byte {
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}
