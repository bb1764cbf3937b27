package text

import (
	"math"
	"slices"
	"sync"
)

// lexicalView leaves owners out without fitting anew. A feature's weight is tf·(gain − l)·√e with gain = 1 + ln(1 + N),
// l = ln(1 + df) and e the emphasis of what m of the K keys have, so the squared length of a document is
//
//	Σ_m e(m)·(gain²·Σtf² − 2·gain·Σtf²·l + Σtf²·l²)
//
// the inner sums over its features that m keys have. Leaving an owner out changes gain and e and, for the features of that
// owner alone, l and m. The inner sums are kept for each key document and m; everything is exact, nothing is approximated.
type lexicalView struct {
	space  *lexicalSpace
	n      int         // documents that are left
	left   int         // keys that are left
	counts frequencies // before last was left out
	last   *owned      // the owner left out last, or nil
	sums   []squareSum // by slot, then by how many keys have the feature
	gone   []bool      // by key: left out

	settled func() frequencies
	scales  func() *keyScales
	stress  func() []float64 // by how many keys have a feature: its emphasis
}

// frequencies say, for each feature, how many documents have it and how many keys.
type frequencies struct{ df, having []int32 }

// squareSum holds Σtf², Σtf²·l and Σtf²·l² of some features of one part of one key document.
type squareSum struct{ one, log, square float64 }

// add counts one feature of frequency tf, so many times.
func (q *squareSum) add(tf, l, times float64) {
	e := times * tf * tf
	q.one += e
	q.log += float64(e * l)
	q.square += float64(e * l * l)
}

func (q squareSum) squared(gain float64) float64 {
	return float64(gain*gain*q.one) - float64(2*gain*q.log) + q.square
}

func newLexicalView(s *lexicalSpace) *lexicalView {
	v := &lexicalView{
		space: s, n: len(s.points), left: s.keys, counts: frequencies{s.df, s.having},
		sums: make([]squareSum, s.keys*parts*s.grades()), gone: make([]bool, s.keys),
	}
	v.settled = func() frequencies { return v.counts }
	v.later()
	for id, postings := range s.postings {
		for _, p := range postings {
			v.sum(p, s.having[id]).add(p.tf, s.logs[s.df[id]], 1)
		}
	}
	return v
}

// later sets what is found when it is asked for.
func (v *lexicalView) later() {
	v.scales, v.stress = sync.OnceValue(v.findScales), sync.OnceValue(v.findStress)
}

// grades is how many different emphases a feature can have: by how many keys have it, or one where that does not matter.
func (s *lexicalSpace) grades() int {
	if s.common {
		return s.keys + 1
	}
	return 1
}

func (s *lexicalSpace) grade(having int32) int {
	if s.common {
		return int(having)
	}
	return 0
}

// sum is the sum that a posting belongs to, of a feature that so many keys have.
func (v *lexicalView) sum(p posting, having int32) *squareSum {
	return &v.sums[int(p.slot)*v.space.grades()+v.space.grade(having)]
}

func (v *lexicalView) findStress() []float64 {
	out := make([]float64, v.space.grades())
	for m := range out {
		out[m] = 1
		if v.space.common {
			out[m] = emphasis(m, v.left)
		}
	}
	return out
}

// Without leaves one more owner out: it must not have been left out before.
func (v *lexicalView) Without(owner int) View {
	o := v.space.owned[owner]
	if o == nil {
		return v
	}
	w := &lexicalView{
		space: v.space, n: v.n - o.documents, left: v.left - len(o.keys), counts: v.settled(), last: o,
		sums: append([]squareSum(nil), v.sums...), gone: append([]bool(nil), v.gone...),
	}
	w.settled = sync.OnceValue(w.settle)
	w.later()
	for _, key := range o.keys {
		w.gone[key] = true
	}
	logs := v.space.logs
	for i, id := range o.ids {
		postings := v.space.postings[id]
		if len(postings) == 0 {
			continue
		}
		df, having := w.counts.df[id], w.counts.having[id]
		for _, p := range postings {
			w.sum(p, having).add(p.tf, logs[df], -1)
			w.sum(p, having-o.keyed[i]).add(p.tf, logs[df-o.counts[i]], 1)
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
	gain, counts, stress := v.gain(), v.counts, v.stress()
	own := v.last != nil && v.last == p.owner // then the counts less the owner's own are what settled would hold
	if v.last != nil && !own {
		counts = v.settled()
	}
	dots := make([]float64, v.space.keys*parts)
	var length [parts]float64
	for part, terms := range p.terms {
		for _, t := range terms {
			if t.id < 0 {
				length[part] += float64(t.tf * t.tf * gain * gain * stress[0])
				continue
			}
			n, m := counts.df[t.id], counts.having[t.id]
			if own {
				n, m = n-t.own, m-t.keyed
			}
			weight := gain - v.space.logs[n]
			weight *= weight * t.tf * stress[v.space.grade(m)]
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
	out, gain, stress := &keyScales{lengths: make([]float64, v.space.keys*parts)}, v.gain(), v.stress()
	for slot := range out.lengths {
		square := 0.0
		for grade, q := range v.sums[slot*len(stress):][:len(stress)] {
			square += float64(stress[grade] * q.squared(gain))
		}
		out.lengths[slot] = math.Sqrt(max(0, square))
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
