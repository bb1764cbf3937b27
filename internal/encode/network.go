package encode

import (
	"math"
	"runtime"

	"touchstone/internal/encode/weights"
)

// window is how many pieces the network looks at.
const window = 128

// network is the Universal Sentence Encoder Lite (Cer et al. 2018, arXiv:1803.11175): two transformer layers
// (Vaswani et al. 2017, arXiv:1706.03762) with the normalisation before each step, the mean over the pieces, and a
// layer of tanh. What it computes was read off the graph of the published TensorFlow.js model.
type network struct {
	kernel   kernel
	pieces   weights.Rounded
	timing   []float32 // Narrow numbers for each place in the window
	residual dense
	layers   [2]layer
	head     dense
	rooms    chan *room // as many as run at once; nil is one that is not made yet
}

// layer is one transformer layer; it reads width numbers for each piece and shares them among four heads.
type layer struct {
	width                        int
	norm, feedNorm               normal
	attend, gather, widen, after dense
}

// heads is how many ways of attending a layer has.
const heads = 4

// normal is a layer normalisation: to mean 0 and variance 1 over the numbers of a piece, times scale, plus bias.
type normal struct{ scale, bias []float32 }

func newNetwork(m *weights.Model, k kernel) *network {
	n := &network{
		kernel: k, pieces: m.Rounded("pieces"), timing: timing(m.Vector("timing")),
		residual: newDense(m, "residual"), head: newDense(m, "head"),
		layers: [2]layer{newLayer(m, "0", weights.Narrow), newLayer(m, "1", weights.Width)},
		rooms:  make(chan *room, runtime.GOMAXPROCS(0)),
	}
	for range cap(n.rooms) {
		n.rooms <- nil
	}
	return n
}

func newLayer(m *weights.Model, n string, width int) layer {
	l := layer{
		width: width, norm: newNormal(m, n+".norm"), feedNorm: newNormal(m, n+".feed.norm"),
		attend: newDense(m, n+".attend"), gather: newDense(m, n+".gather"),
		widen: newDense(m, n+".widen"), after: newDense(m, n+".narrow"),
	}
	l.widen.relu = true
	return l
}

func newDense(m *weights.Model, name string) dense {
	return dense{Rounded: m.Rounded(name), bias: m.Vector(name + ".bias")}
}

func newNormal(m *weights.Model, name string) normal {
	return normal{m.Vector(name + ".scale"), m.Vector(name + ".bias")}
}

// timing tells places apart: for each place the sines of place × rate, then the cosines.
func timing(rates []float32) []float32 {
	out := make([]float32, 0, window*2*len(rates))
	for place := range window {
		var cosines []float32
		for _, rate := range rates {
			sin, cos := sincos(float64(float32(place) * rate))
			out, cosines = append(out, float32(sin)), append(cosines, float32(cos))
		}
		out = append(out, cosines...)
	}
	return out
}

// room is what one pass through the network writes on: for each piece its numbers, the same normalised, and what is
// between. A pass uses as many rows as it has pieces.
type room struct {
	state, normed, mixed grid // up to Width numbers
	between              grid // up to Wide: queries, keys and values, or the feed-forward step
	keys                 grid // the keys of a head, turned: a row for each number, a column for each piece
	shares               grid // how much each piece looks at each
}

func newRoom() *room {
	make := func(rows, width int) grid { return grid{make([]float32, rows*width), width} }
	return &room{
		state: make(window, weights.Width), normed: make(window, weights.Width), mixed: make(window, weights.Width),
		between: make(window, weights.Wide), keys: make(weights.Width/heads, window), shares: make(window, window),
	}
}

// vector returns the 512 numbers of length one for at least one piece, at most window of them.
func (n *network) vector(pieces []int32) []float32 {
	r := <-n.rooms
	if r == nil {
		r = newRoom()
	}
	defer func() { n.rooms <- r }()
	m := len(pieces)
	n.place(r.mixed, pieces)
	n.layers[0].norm.apply(r.normed, r.mixed, m, weights.Narrow)
	n.kernel.dense(r.state, r.mixed, m, n.residual)
	n.attend(r, m, n.layers[0])
	n.feed(r, m, n.layers[0])
	n.layers[1].norm.apply(r.normed, r.state, m, weights.Width)
	n.attend(r, m, n.layers[1])
	n.feed(r, m, n.layers[1])
	return n.finish(r, m)
}

// place writes the numbers of each piece: twice the piece's own, since the published model adds them again to those
// with the timing.
func (n *network) place(out grid, pieces []int32) {
	for i, piece := range pieces {
		row, times := out.row(i, weights.Narrow), n.timing[i*weights.Narrow:]
		own, scale := n.pieces.Bytes[int(piece)*weights.Narrow:], n.pieces.Scale[piece]
		for j := range row {
			v := float32(scale * float32(int8(own[j]))) // the conversion keeps it from being fused with the sum
			row[j] = v + float32(v+times[j])
		}
	}
}

// attend adds to the state what each piece gathers from the others; it reads the normalised numbers.
func (n *network) attend(r *room, m int, l layer) {
	n.kernel.dense(r.between, r.normed, m, l.attend)
	size := l.width / heads
	columns := (m + weights.Lanes - 1) / weights.Lanes * weights.Lanes
	temper := float32(1 / math.Sqrt(float64(size)))
	for h := range heads {
		queries, keys, values := r.between.from(h*size), r.between.from(l.width+h*size), r.between.from(2*l.width+h*size)
		for i := range m {
			for j, v := range queries.row(i, size) {
				queries.values[i*queries.stride+j] = v * temper
			}
			for j, v := range keys.row(i, size) {
				r.keys.values[j*r.keys.stride+i] = v
			}
		}
		n.kernel.product(r.shares, queries, r.keys, m, size, columns)
		for i := range m {
			softmax(r.shares.row(i, m))
		}
		n.kernel.product(r.normed.from(h*size), r.shares, values, m, m, size)
	}
	n.kernel.dense(r.mixed, r.normed, m, l.gather)
	r.state.add(r.mixed, m, weights.Width)
}

// feed adds to the state what the feed-forward step makes of each piece.
func (n *network) feed(r *room, m int, l layer) {
	l.feedNorm.apply(r.normed, r.state, m, weights.Width)
	n.kernel.dense(r.between, r.normed, m, l.widen)
	n.kernel.dense(r.mixed, r.between, m, l.after)
	r.state.add(r.mixed, m, weights.Width)
}

// finish takes the mean of the pieces through the layer of tanh to length one.
func (n *network) finish(r *room, m int) []float32 {
	mean := r.normed.row(0, weights.Width)
	for j := range mean {
		sum := 0.0
		for i := range m {
			sum += float64(r.state.values[i*r.state.stride+j])
		}
		mean[j] = float32(sum / float64(m))
	}
	n.kernel.dense(r.mixed, r.normed, 1, n.head)
	out := make([]float32, weights.Width)
	for j, v := range r.mixed.row(0, weights.Width) {
		out[j] = float32(tanh(float64(v)))
	}
	scale(out)
	return out
}

// add adds the m rows of another grid.
func (g grid) add(other grid, m, width int) {
	for i := range m {
		row := g.row(i, width)
		for j, v := range other.row(i, width) {
			row[j] += v
		}
	}
}

// apply writes the m normalised rows of in to out.
func (n normal) apply(out, in grid, m, width int) {
	for i := range m {
		from, to := in.row(i, width), out.row(i, width)
		sum := 0.0
		for _, v := range from {
			sum += float64(v)
		}
		mean, squares := sum/float64(width), 0.0
		for _, v := range from {
			d := float64(v) - mean
			squares += float64(d * d)
		}
		gain := 1 / math.Sqrt(squares/float64(width)+1e-6)
		for j, v := range from {
			to[j] = float32(float64((float64(v)-mean)*gain)*float64(n.scale[j])) + n.bias[j]
		}
	}
}

// softmax turns numbers into shares of one: each e^x over the sum of them.
func softmax(row []float32) {
	top := row[0]
	for _, v := range row {
		top = max(top, v)
	}
	sum := 0.0
	for i, v := range row {
		e := exp(float64(v - top))
		row[i] = float32(e)
		sum += e
	}
	gain := float32(1 / sum)
	for i := range row {
		row[i] *= gain
	}
}

// scale brings a vector to length one; a vector of nothing but 0 stays.
func scale(v []float32) {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	gain := 1 / math.Sqrt(sum)
	for i, x := range v {
		v[i] = float32(float64(x) * gain)
	}
}
