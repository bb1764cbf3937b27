package text

import (
	"math"
	"slices"
	"strconv"
)

// Encoder turns a text into numbers, scaled to length one, so that texts about the same lie near each other; none for
// a text that has nothing in it. Its ID names it, and anything about it that can change a number.
type Encoder interface {
	ID() string
	Encode(text string) []float32
}

// Dense returns the representation made of an encoder: the vectors of all documents have a large part in common, so
// their mean, the centre, is subtracted first:
//
//	c = Σv / n;  cosine(a, b) = (a − c)·(b − c) / (|a − c|·|b − c|)
//
// An owner who is left out is left out of the centre too (measurement.md §3.1).
func Dense(e Encoder) Representation { return dense{e} }

type dense struct{ encoder Encoder }

// denseVersion is a part of the ID; it changes with anything that can change a cosine.
const denseVersion = 1

func (d dense) ID() string { return "centred-" + strconv.Itoa(denseVersion) + " " + d.encoder.ID() }

// densePoint is a text in a denseSpace.
type densePoint struct {
	vector []float32
	square float64   // the vector with itself: 1, or 0 for an empty text
	dots   []float64 // with each key
}

// denseOwner is what one owner adds to the centre.
type denseOwner struct {
	n     int
	sum   []float64
	along []float64 // by key: its product with sum
	keys  []int     // which keys are the owner's
}

type denseSpace struct {
	encoder Encoder
	points  []densePoint
	keys    []densePoint
	owned   map[int]*denseOwner
	all     *denseView
}

// denseView is a denseSpace without some owners: n documents are left, whose vectors add up to sum.
type denseView struct {
	space *denseSpace
	n     int
	sum   []float64
	along []float64 // by key: its product with sum
	gone  []bool    // by key: left out
}

func (d dense) Fit(documents []Document) Space {
	s := &denseSpace{encoder: d.encoder, points: make([]densePoint, len(documents)), owned: map[int]*denseOwner{}}
	s.all = &denseView{space: s}
	for i, doc := range documents {
		p := densePoint{vector: d.encoder.Encode(doc.Text)}
		p.square = dot(p.vector, p.vector)
		o := s.owned[doc.Owner]
		if o == nil {
			o = &denseOwner{}
			s.owned[doc.Owner] = o
		}
		if doc.Key {
			o.keys = append(o.keys, len(s.keys))
			s.keys = append(s.keys, p)
		}
		if len(p.vector) > 0 {
			o.n, o.sum = o.n+1, plus(o.sum, p.vector)
			s.all.n, s.all.sum = s.all.n+1, plus(s.all.sum, p.vector)
		}
		s.points[i] = p
	}
	for i := range s.points {
		s.points[i].dots = s.dots(s.points[i].vector)
	}
	s.all.gone, s.all.along = make([]bool, len(s.keys)), make([]float64, len(s.keys))
	for j, k := range s.keys {
		s.all.along[j] = along(s.all.sum, k.vector)
		for _, o := range s.owned {
			o.along = append(o.along, along(o.sum, k.vector))
		}
	}
	return s
}

// plus adds a vector to a sum, which is made when there is none.
func plus(sum []float64, v []float32) []float64 {
	if sum == nil {
		sum = make([]float64, len(v))
	}
	for i, x := range v {
		sum[i] += float64(x)
	}
	return sum
}

func (s *denseSpace) dots(v []float32) []float64 {
	out := make([]float64, len(s.keys))
	for j, k := range s.keys {
		out[j] = dot(k.vector, v)
	}
	return out
}

// dot is the product of two vectors, 0 when one is empty.
func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range min(len(a), len(b)) {
		sum += float64(a[i]) * float64(b[i]) // exact: nothing is lost by fusing it
	}
	return sum
}

func (s *denseSpace) Read(text string) Point {
	v := s.encoder.Encode(text)
	return Point{dense: &densePoint{vector: v, square: dot(v, v), dots: s.dots(v)}}
}

func (s *denseSpace) Point(i int) Point { return Point{dense: &s.points[i]} }

func (s *denseSpace) All() View { return s.all }

// Sealed keeps the keys and the centre.
func (s *denseSpace) Sealed() Space {
	t := &denseSpace{encoder: s.encoder, keys: s.keys}
	t.all = &denseView{space: t, n: s.all.n, sum: s.all.sum, along: s.all.along, gone: s.all.gone}
	return t
}

// Without leaves one more owner out: it must not have been left out before.
func (v *denseView) Without(owner int) View {
	o := v.space.owned[owner]
	if o == nil {
		return v
	}
	w := &denseView{
		space: v.space, n: v.n - o.n, sum: slices.Clone(v.sum), along: slices.Clone(v.along), gone: slices.Clone(v.gone),
	}
	for i, x := range o.sum {
		w.sum[i] -= x
	}
	for j, x := range o.along {
		w.along[j] -= x
	}
	for _, key := range o.keys {
		w.gone[key] = true
	}
	return w
}

// Cosines multiplies out (a − c)·(b − c), so that what does not change from view to view is taken from the point.
func (v *denseView) Cosines(p Point) []float64 {
	out := make([]float64, len(v.space.keys))
	if p.dense == nil || p.dense.square == 0 || v.n == 0 {
		return out
	}
	n := float64(v.n)
	own, centre := along(v.sum, p.dense.vector)/n, 0.0
	for _, x := range v.sum {
		centre += float64(x / n * x / n)
	}
	length := p.dense.square - 2*own + centre
	for j, k := range v.space.keys {
		if v.gone[j] || k.square == 0 {
			continue
		}
		other := v.along[j] / n
		if scale := length * (k.square - 2*other + centre); scale > tiny {
			out[j] = (p.dense.dots[j] - own - other + centre) / math.Sqrt(scale)
		}
	}
	return out
}

// tiny is a product of squared lengths below which two vectors are the centre itself, and have no direction from it.
const tiny = 1e-16

// along is the product of a sum with a vector, 0 when one is empty.
func along(sum []float64, vector []float32) float64 {
	total := 0.0
	for i := range min(len(sum), len(vector)) {
		total += float64(sum[i] * float64(vector[i]))
	}
	return total
}
