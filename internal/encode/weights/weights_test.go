package weights

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// made returns a file of random weights and the values it was made from.
func made(t testing.TB) (string, map[string][]float32) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]Piece, Pieces)
	for i := range vocabulary {
		vocabulary[i] = Piece{Text: strconv.Itoa(i), Score: -random.Float64()}
	}
	values := map[string][]float32{}
	for _, tensor := range Layout() {
		v := make([]float32, tensor.Rows*tensor.Cols)
		for i := range v {
			v[i] = float32(random.NormFloat64())
		}
		values[tensor.Source] = v
	}
	file, err := Write(vocabulary, func(source string) ([]float32, error) { return values[source], nil })
	if err != nil {
		t.Fatal(err)
	}
	return string(file), values
}

func TestWeightsAreRoundedToTheNearestStep(t *testing.T) {
	t.Parallel()
	file, values := made(t)
	m, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if m.Vocabulary[4711].Text != "4711" || m.Vocabulary[4711].Score >= 0 {
		t.Errorf("piece 4711 is %+v", m.Vocabulary[4711])
	}
	for _, tensor := range Layout() {
		for i, want := range values[tensor.Source] {
			r, c := i/tensor.Cols, i%tensor.Cols
			var got, step float32
			switch tensor.Kind {
			case Vector:
				got = m.Vector(tensor.Name)[i]
			case Matrix:
				got, step = m.Rounded(tensor.Name).At(r, c), m.Rounded(tensor.Name).Scale[c]
			case Table:
				got, step = m.Rounded(tensor.Name).At(r, c), m.Rounded(tensor.Name).Scale[r]
			}
			if d := math.Abs(float64(got - want)); d > .501*float64(step) {
				t.Fatalf("%s row %d column %d: %g became %g, the step is %g", tensor.Name, r, c, want, got, step)
			}
		}
	}
}

func TestEmptyColumnStaysEmpty(t *testing.T) {
	t.Parallel()
	tensor := Tensor{Kind: Matrix, Rows: 1, Cols: Lanes}
	values := make([]float32, Lanes)
	values[3] = -2
	out := tensor.append(nil, values)
	if got := int8(out[4*Lanes+3]); got != -most {
		t.Errorf("the largest weight became %d", got)
	}
	if got := out[4*Lanes+4]; got != 0 {
		t.Errorf("a weight of 0 became %d", got)
	}
}

func TestSpoiltFileIsRefused(t *testing.T) {
	t.Parallel()
	file, _ := made(t)
	for _, spoilt := range []string{"", "x", file[:7], file[:9], file[:len(file)/2], file[:len(file)-1], file + "x", "x" + file[1:]} {
		if _, err := Read(spoilt); err == nil {
			t.Errorf("a file of %d bytes is read", len(spoilt))
		}
	}
}

func TestWrongTensorsAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := Write(nil, nil); err == nil {
		t.Error("a file without pieces is written")
	}
	vocabulary := make([]Piece, Pieces)
	for i := range vocabulary {
		vocabulary[i].Text = "x"
	}
	if _, err := Write(vocabulary, func(string) ([]float32, error) { return nil, nil }); err == nil {
		t.Error("a file without weights is written")
	}
}
