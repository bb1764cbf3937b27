package encode

import (
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/internal/encode/weights"
)

func random(seed uint64, rows, width int) grid {
	r := rand.New(rand.NewPCG(seed, 0))
	g := grid{make([]float32, rows*width), width}
	for i := range g.values {
		g.values[i] = float32(r.NormFloat64())
	}
	return g
}

// Each product is rounded before it is added, and they are added in the order of the rows: an instruction that does
// both at once, or another order, would show in the last bit somewhere.
func TestProductRoundsEveryStep(t *testing.T) {
	t.Parallel()
	const depth, width = 300, 2 * weights.Lanes
	for m := 1; m <= 14; m++ {
		a, b := random(uint64(m), m, depth), random(99, depth, width)
		want := make([]float32, m*width)
		for i := range m {
			for j := range width {
				var sum float32
				for k := range depth {
					sum += float32(a.values[i*depth+k] * b.values[k*width+j])
				}
				want[i*width+j] = sum
			}
		}
		for _, k := range kernels() {
			got := random(7, m, width)
			k.product(got, a, b, m, depth, width)
			if !slices.Equal(got.values, want) {
				t.Errorf("kernel %d, %d rows: the products differ", k, m)
			}
		}
	}
}

func TestDenseRoundsEveryStep(t *testing.T) {
	t.Parallel()
	m := model(t)
	d := newDense(m, "1.narrow")
	d.relu = true
	a := random(1, 7, d.Rows)
	want := make([]float32, 7*d.Cols)
	for i := range 7 {
		for j := range d.Cols {
			var sum float32
			first := j - j%weights.Lanes
			for k := range d.Rows {
				q := float32(int8(d.Bytes[first*d.Rows+k*weights.Lanes+j-first]))
				sum += float32(a.values[i*d.Rows+k] * q)
			}
			want[i*d.Cols+j] = max(0, float32(sum*d.Scale[j])+d.bias[j])
		}
	}
	for _, k := range kernels() {
		got := random(7, 7, d.Cols)
		k.dense(got, a, 7, d)
		if !slices.Equal(got.values, want) {
			t.Errorf("kernel %d: the products differ", k)
		}
	}
}
