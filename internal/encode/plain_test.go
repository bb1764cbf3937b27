package encode

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"touchstone/internal/encode/weights"
)

// plainNetwork is the same network written plainly on gonum's matrices, all weights as float32: the yardstick for
// speed, and a second computation of every vector that shares nothing with the first but the weights.
type plainNetwork struct {
	vector map[string][]float32
	matrix map[string]blas32.General
}

// newPlain takes the values of each tensor of the layout.
func newPlain(values func(weights.Tensor) []float32) *plainNetwork {
	p := &plainNetwork{vector: map[string][]float32{}, matrix: map[string]blas32.General{}}
	for _, t := range weights.Layout() {
		if t.Kind == weights.Vector {
			p.vector[t.Name] = values(t)
			continue
		}
		p.matrix[t.Name] = blas32.General{Rows: t.Rows, Cols: t.Cols, Stride: t.Cols, Data: values(t)}
	}
	return p
}

func roundedValues(m *weights.Model) func(weights.Tensor) []float32 {
	return func(t weights.Tensor) []float32 {
		if t.Kind == weights.Vector {
			return m.Vector(t.Name)
		}
		return m.Rounded(t.Name).Floats()
	}
}

func zeros(rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: make([]float32, rows*cols)}
}

func row(g blas32.General, i int) []float32 { return g.Data[i*g.Stride:][:g.Cols] }

// view is a part of a matrix's columns.
func view(g blas32.General, from, cols int) blas32.General {
	return blas32.General{Rows: g.Rows, Cols: cols, Stride: g.Stride, Data: g.Data[from:]}
}

func (p *plainNetwork) encode(pieces []int32) []float32 {
	x := zeros(len(pieces), weights.Narrow)
	rates := p.vector["timing"]
	for i, piece := range pieces {
		for j, v := range row(p.matrix["pieces"], int(piece)) {
			angle := float64(float32(i) * rates[j%len(rates)])
			if j < len(rates) {
				row(x, i)[j] = v + (v + float32(math.Sin(angle)))
			} else {
				row(x, i)[j] = v + (v + float32(math.Cos(angle)))
			}
		}
	}
	state := p.layer("0", x, p.times(x, "residual"))
	state = p.layer("1", state, state)
	mean := zeros(1, weights.Width)
	for i := range pieces {
		blas32.Axpy(1/float32(len(pieces)), blas32.Vector{N: weights.Width, Inc: 1, Data: row(state, i)},
			blas32.Vector{N: weights.Width, Inc: 1, Data: mean.Data})
	}
	out := p.times(mean, "head").Data
	for j, v := range out {
		out[j] = float32(math.Tanh(float64(v)))
	}
	scale(out)
	return out
}

// times is x times a matrix, plus its bias.
func (p *plainNetwork) times(x blas32.General, name string) blas32.General {
	out := zeros(x.Rows, p.matrix[name].Cols)
	for i := range x.Rows {
		copy(row(out, i), p.vector[name+".bias"])
	}
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, x, p.matrix[name], 1, out)
	return out
}

func (p *plainNetwork) layer(n string, x, residual blas32.General) blas32.General {
	width := x.Cols
	all := p.times(p.normal(x, n+".norm"), n+".attend")
	gathered := zeros(x.Rows, width)
	size := width / heads
	for h := range heads {
		shares := zeros(x.Rows, x.Rows)
		blas32.Gemm(blas.NoTrans, blas.Trans, float32(1/math.Sqrt(float64(size))), view(all, h*size, size),
			view(all, width+h*size, size), 0, shares)
		for i := range shares.Rows {
			plainSoftmax(row(shares, i))
		}
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, shares, view(all, 2*width+h*size, size), 0, view(gathered, h*size, size))
	}
	state := plus(p.times(gathered, n+".gather"), residual)
	between := p.times(p.normal(state, n+".feed.norm"), n+".widen")
	for i, v := range between.Data {
		between.Data[i] = max(0, v)
	}
	return plus(p.times(between, n+".narrow"), state)
}

func plus(a, b blas32.General) blas32.General {
	for i, v := range b.Data {
		a.Data[i] += v
	}
	return a
}

func plainSoftmax(row []float32) {
	top, sum := row[0], float32(0)
	for _, v := range row {
		top = max(top, v)
	}
	for i, v := range row {
		row[i] = float32(math.Exp(float64(v - top)))
		sum += row[i]
	}
	for i := range row {
		row[i] /= sum
	}
}

func (p *plainNetwork) normal(x blas32.General, name string) blas32.General {
	out := zeros(x.Rows, x.Cols)
	gain, bias := p.vector[name+".scale"], p.vector[name+".bias"]
	for i := range x.Rows {
		mean, squares := float32(0), float32(0)
		for _, v := range row(x, i) {
			mean += v / float32(x.Cols)
		}
		for _, v := range row(x, i) {
			squares += (v - mean) * (v - mean)
		}
		by := float32(1 / math.Sqrt(float64(squares/float32(x.Cols))+1e-6))
		for j, v := range row(x, i) {
			row(out, i)[j] = (v-mean)*by*gain[j] + bias[j]
		}
	}
	return out
}

func TestPlainNetworkGivesTheSameVectors(t *testing.T) {
	t.Parallel()
	m := model(t)
	tok, one, other, largest := newTokenizer(m.Vocabulary), newNetwork(m, bestKernel()), newPlain(roundedValues(m)), 0.0
	for _, s := range append(sentences(t), answer) {
		pieces := clip(tok.pieces(s))
		a, b := one.vector(pieces), other.encode(pieces)
		for j := range a {
			largest = max(largest, math.Abs(float64(a[j]-b[j])))
		}
	}
	if t.Logf("largest deviation %.2g", largest); largest > 1e-6 {
		t.Errorf("the vectors are %g apart", largest)
	}
}

// The figure asked for is the ratio of these: go test -bench Answer -cpu 1 ./internal/encode.
func BenchmarkAnswer(b *testing.B) {
	m := model(b)
	pieces := newTokenizer(m.Vocabulary).pieces(prepare(answer))
	run := func(name string, pieces []int32, encode func([]int32) []float32) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				encode(pieces)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
		})
	}
	run("words=45/gonum", pieces, newPlain(roundedValues(m)).encode)
	for _, k := range kernels() {
		run([]string{plain: "words=45/plain", wide: "words=45/wide"}[k], pieces, newNetwork(m, k).vector)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(bestKernel(), 1)
	}
}

func BenchmarkTokenize(b *testing.B) {
	tok := newTokenizer(model(b).Vocabulary)
	for b.Loop() {
		tok.pieces(answer)
	}
}
