package scoring

import (
	"math"
	"slices"

	"touchstone/internal/hiring"
)

// Worked is a closed question's scoring, step by step, as the engine does it: for a reader who wants to check one
// answer by hand.
type Worked struct {
	Question string
	Kind     hiring.Kind
	Mode     hiring.ScaleMode
	N        int           // exemplars
	H        float64       // Numeric: the kernel's bandwidth
	Points   []WorkedPoint // every point of the scale, or every option
	Best     float64       // the largest of the points' P
	E0       float64       // the expected similarity of a random answer
	Pick     int           // the point of the answer worked out
	Weight   float64       // w
}

// WorkedPoint is one point of a scale or one option.
type WorkedPoint struct {
	Point string
	Count int     // exemplars who gave it
	P     float64 // Numeric: the kernel density f; Single: the smoothed share p
	S     float64 // similarity
	A     float64 // alignment
}

// Answer returns the answer that is worked out.
func (w Worked) Answer() WorkedPoint { return w.Points[w.Pick] }

// Work works out one answer to a numeric scale or single choice of a definition: the one most comparison reps gave,
// or the first point where there are none. ok is false for another kind, and where the exemplars agree on nothing.
func Work(d Definition, question string) (w Worked, ok bool) {
	d = d.normalised()
	at := slices.IndexFunc(d.Questions, func(q Question) bool { return q.ID == question })
	if at < 0 || d.Questions[at].Kind != hiring.Numeric && d.Questions[at].Kind != hiring.Single {
		return w, false
	}
	s := newScale(d.Questions[at])
	top, typical := s.tallyOf(d.Exemplars), s.tallyOf(d.Comparison)
	k := s.newKey(top, make([]float64, s.size))
	if k.reason != "" {
		return w, false
	}
	p, h := s.workedShares(top)
	w = Worked{
		Question: question, Kind: s.question.Kind, Mode: s.question.Mode, N: int(top.n), H: h, E0: k.e0,
		Best: slices.Max(p), Weight: s.question.Weight, Pick: slices.Index(typical.sum, slices.Max(typical.sum)),
	}
	for i, a := range k.table {
		w.Points = append(w.Points, WorkedPoint{Point: s.point(i), Count: int(top.sum[i]), P: p[i], S: k.similarity(a), A: a})
	}
	return w, true
}

// tallyOf sums what people answered; an answer outside the question, which Build refuses, counts nothing.
func (s scale) tallyOf(people []Respondent) tally {
	var answers []vector
	for _, r := range people {
		if was, blank := offered(r, s.question); !was || blank {
			continue
		}
		if v, err := s.encode(r.Answers[s.question.ID]); err == nil {
			answers = append(answers, v)
		}
	}
	return s.tally(answers)
}

// workedShares returns the points' densities and the bandwidth of a numeric scale, or the options' smoothed shares.
func (s scale) workedShares(t tally) (p []float64, h float64) {
	p = make([]float64, s.size)
	if s.question.Kind == hiring.Single {
		for i, count := range t.sum {
			p[i] = (count + smoothing) / (t.n + smoothing*float64(s.size))
		}
		return p, 0
	}
	s.density(t, p)
	for i := range p {
		p[i] /= t.n
	}
	return p, max(float64(s.question.Hi-s.question.Lo)/numericBandwidth, leastBandwidth)
}

// Aligned is one person's alignments, by question in the definition's order; NaN where there is none.
type Aligned struct {
	Group Group
	A     []float64
}

// Incumbents returns every incumbent's alignments, each left out of what they are held against; comparison reps on
// equal footing. Nobody is named.
func (b *Benchmark) Incumbents() []Aligned {
	var out []Aligned
	for j := range b.definition.Exemplars {
		p := Aligned{Group: Exemplar}
		for _, it := range b.items {
			p.A = append(p.A, alignmentOf(it.exemplar(j)))
		}
		out = append(out, p)
	}
	for k := range b.definition.Comparison {
		p := Aligned{Group: Comparison}
		for _, it := range b.items {
			sum, n := 0.0, 0
			for j := range b.definition.Exemplars {
				if a := alignmentOf(it.comparison(k, j)); !math.IsNaN(a) {
					sum, n = sum+a, n+1
				}
			}
			p.A = append(p.A, math.NaN())
			if n > 0 {
				p.A[len(p.A)-1] = sum / float64(n)
			}
		}
		out = append(out, p)
	}
	return out
}

// alignmentOf is the alignment of an answer, and NaN where there is none: how questions go together is judged over the
// people who answered all of them, here as in Consistency.
func alignmentOf(p part) float64 {
	if a := p.alignment(); a.Defined() {
		return a.Value
	}
	return math.NaN()
}

// Representations returns the ids of what the definition's texts are read with.
func (d Definition) Representations() []string { return textRepresentations(d) }
