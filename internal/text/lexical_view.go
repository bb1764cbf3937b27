package text

import (
	"math"
	"slices"
	"sync"
)

// lexicalView leaves owners out without fitting anew. A feature's weight is tf·(gain − l)·√e with gain = 1 + ln(1 + N),
// l = ln(1 + df) and e the emphasis of what several keys have, so the squared length of a document is
//
//	gain²·Σe·tf² − 2·gain·Σe·tf²·l + Σe·tf²·l²
//
// and leaving an owner out changes gain and, for the features of that owner alone, l and e. The three sums are kept for
// each key document; everything is exact, nothing is approximated.
type lexicalView struct {
	space  *lexicalSpace
	n      int         // documents that are left
	counts frequencies // before last was left out
	last   *owned      // the owner left out last, or nil
	sums   []squareSum // by slot
	gone   []bool      // by key: left out

	settled func() frequencies
	scales  func() *keyScales
}

// frequencies say, for each feature, how many documents have it and how many keys.
type frequencies struct{ df, having []int32 }

// squareSum holds Σe·tf², Σe·tf²·l and Σe·tf²·l² of one part of one key document.
type squareSum struct{ one, log, square float64 }

// add counts one feature of frequency tf, so many times.
func (q *squareSum) add(tf, l, e, times float64) {
	e *= times * tf * tf
	q.one += e
	q.log += float64(e * l)
	q.square += float64(e * l * l)
}

func (q squareSum) length(gain float64) float64 {
	return math.Sqrt(max(0, gain*gain*q.one-2*gain*q.log+q.square))
}

func newLexicalView(s *lexicalSpace) *lexicalView {
	v := &lexicalView{
		space: s, n: len(s.points), counts: frequencies{s.df, s.having},
		sums: make([]squareSum, s.keys*parts), gone: make([]bool, s.keys),
	}
	v.settled = func() frequencies { return v.counts }
	v.scales = sync.OnceValue(v.findScales)
	for id, postings := range s.postings {
		for _, p := range postings {
			v.sums[p.slot].add(p.tf, s.logs[s.df[id]], s.stress[s.having[id]], 1)
		}
	}
	return v
}

// Without leaves one more owner out: it must not have been left out before.
func (v *lexicalView) Without(owner int) View {
	o := v.space.owned[owner]
	if o == nil {
		return v
	}
	w := &lexicalView{
		space: v.space, n: v.n - o.documents, counts: v.settled(), last: o,
		sums: append([]squareSum(nil), v.sums...), gone: append([]bool(nil), v.gone...),
	}
	w.settled, w.scales = sync.OnceValue(w.settle), sync.OnceValue(w.findScales)
	for _, key := range o.keys {
		w.gone[key] = true
	}
	logs, stress := v.space.logs, v.space.stress
	for i, id := range o.ids {
		postings := v.space.postings[id]
		if len(postings) == 0 {
			continue
		}
		df, having := w.counts.df[id], w.counts.having[id]
		for _, p := range postings {
			q := &w.sums[p.slot]
			q.add(p.tf, logs[df], stress[having], -1)
			q.add(p.tf, logs[df-o.counts[i]], stress[having-o.keyed[i]], 1)
		}
	}
	return w
}

// settle writes the frequencies out, for leaving yet another owner out.
func (v *lexicalView) settle() frequencies {
	out := frequencies{slices.Clone(v.counts.df), slices.Clone(v.counts.having)}
	for i, id := range v.last.ids {
		out.df[id] -= v.last.counts[i]
		out.having[id] -= v.last.keyed[i]
	}
	return out
}

// Cosines goes through the features of p and, for each, the keys that have it.
func (v *lexicalView) Cosines(p Point) []float64 {
	gain, counts := v.gain(), v.counts
	own := v.last != nil && v.last == p.owner // then the counts less the owner's own are what settled would hold
	if v.last != nil && !own {
		counts = v.settled()
	}
	dots := make([]float64, len(v.sums))
	var length [parts]float64
	for part, terms := range p.terms {
		for _, t := range terms {
			if t.id < 0 {
				length[part] += float64(t.tf * t.tf * gain * gain * v.space.stress[0])
				continue
			}
			n, m := counts.df[t.id], counts.having[t.id]
			if own {
				n, m = n-t.own, m-t.keyed
			}
			weight := gain - v.space.logs[n]
			weight *= weight * t.tf * v.space.stress[m]
			length[part] += float64(weight * t.tf)
			for _, q := range v.space.postings[t.id] {
				dots[q.slot] += float64(weight * q.tf)
			}
		}
	}
	return v.scaled(dots, length)
}

// scaled divides the dot products by the lengths and adds the parts up; squares are the squared lengths of the text.
func (v *lexicalView) scaled(dots []float64, squares [parts]float64) []float64 {
	out, scales, weight := make([]float64, v.space.keys), v.scales(), float64(v.space.parts)
	for part := range v.space.parts {
		length := math.Sqrt(squares[part] + v.space.unsaid*scales.middle[part])
		for key := range out {
			if scale := length * scales.lengths[key*parts+part]; scale > 0 && !v.gone[key] {
				out[key] += dots[key*parts+part] / scale / weight
			}
		}
	}
	return out
}

// keyScales are the lengths of the keys within a view.
type keyScales struct {
	lengths []float64      // by slot
	middle  [parts]float64 // the median squared length of the keys that are left and not empty, 0 when there is none
}

func (v *lexicalView) findScales() *keyScales {
	out, gain := &keyScales{lengths: make([]float64, len(v.sums))}, v.gain()
	for slot := range out.lengths {
		out.lengths[slot] = v.sums[slot].length(gain)
	}
	if v.space.unsaid == 0 {
		return out
	}
	for part := range v.space.parts {
		left := make([]float64, 0, v.space.keys)
		for key := range v.space.keys {
			if l := out.lengths[key*parts+part]; l > 0 && !v.gone[key] {
				left = append(left, l*l)
			}
		}
		if n := len(left); n > 0 {
			slices.Sort(left)
			out.middle[part] = (left[(n-1)/2] + left[n/2]) / 2
		}
	}
	return out
}

func (v *lexicalView) gain() float64 { return 1 + math.Log(1+float64(v.n)) }
