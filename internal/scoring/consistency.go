package scoring

import (
	"slices"

	"touchstone/internal/stats"
)

// Consistency is how far the questions of a value go together over people (§2.1): Cronbach's α of their alignments.
// Over exemplars alone it would be near 0 by design, because they were chosen to answer alike; so it is taken over
// exemplars (each left out), comparison reps and candidates together, and judged from thirty people on.
type Consistency struct {
	Value     string   `json:"value"`
	Questions int      `json:"questions"` // that count
	People    int      `json:"people"`    // with an alignment on all of them
	Alpha     Figure   `json:"alpha"`
	Interval  Interval `json:"interval"` // 95 %, Feldt's
}

// The limits of §2.4, low_alpha.
const (
	leastAlphaItems  = 3
	leastAlphaPeople = 30
	lowAlpha         = .60
	wideAlpha        = .70
)

// Warnings says what a low α means for the value: under .60 the questions are to be read one by one, under .70 the
// value's interval is wide. With fewer questions or people α says nothing.
func (c Consistency) Warnings() []Warning {
	if c.Questions < leastAlphaItems || c.People < leastAlphaPeople || !c.Alpha.Defined() || c.Alpha.Value >= wideAlpha {
		return nil
	}
	w := Warning{Code: ModestAlpha, Value: c.Value, Figures: figures{
		"alpha": c.Alpha.Value, "people": float64(c.People), "questions": float64(c.Questions),
	}}
	if c.Alpha.Value < lowAlpha {
		w.Code = LowAlpha
	}
	return []Warning{w}
}

// Consistency returns the consistency of each value over the benchmark's own people and some candidates' results.
func (b *Benchmark) Consistency(candidates []Result) []Consistency {
	return b.consistency(b.health.Questions, candidates)
}

func (b *Benchmark) consistency(questions []QuestionHealth, candidates []Result) []Consistency {
	out := make([]Consistency, len(b.values))
	for i, v := range b.values {
		counting := slices.DeleteFunc(slices.Clone(v.items), func(k int) bool { return !counts(questions, b.items[k].asked().ID) })
		var rows [][]float64
		for j := range b.definition.Exemplars {
			rows = appendComplete(rows, b.row(counting, func(it item) Figure { return it.exemplar(j).alignment() }))
		}
		for k := range b.definition.Comparison {
			rows = appendComplete(rows, b.row(counting, func(it item) Figure { return b.equalFooting(it, k) }))
		}
		for _, r := range candidates {
			rows = appendComplete(rows, b.row(counting, func(it item) Figure { return scoredAlignment(r, it.asked().ID) }))
		}
		alpha := stats.CronbachAlpha(rows, separationLevel)
		out[i] = Consistency{Value: v.name, Questions: len(counting), People: len(rows), Alpha: Figure(alpha.Value), Interval: Interval{Lo: alpha.Interval.Lo, Hi: alpha.Interval.Hi, Undefined: alpha.Interval.Undefined}}
	}
	return out
}

// counts tells whether a question has any weight, in whatever language.
func counts(questions []QuestionHealth, id string) bool {
	return slices.ContainsFunc(questions, func(q QuestionHealth) bool { return q.Question == id && q.Consensus > 0 })
}

// row is one person's alignments on some questions.
func (b *Benchmark) row(items []int, of func(item) Figure) []Figure {
	out := make([]Figure, len(items))
	for i, k := range items {
		out[i] = of(b.items[k])
	}
	return out
}

// alignment is the part's, when it was scored.
func (p part) alignment() Figure {
	if p.standing != answered {
		return Figure{Undefined: string(NotOffered)}
	}
	return Figure{Value: p.a}
}

// equalFooting is comparison rep k's mean alignment over the keys that the exemplars were held against.
func (b *Benchmark) equalFooting(it item, k int) Figure {
	var folds []Figure
	for j := range b.definition.Exemplars {
		folds = append(folds, it.comparison(k, j).alignment())
	}
	return meanOf(folds)
}

func scoredAlignment(r Result, question string) Figure {
	for _, a := range r.Answers {
		if a.Question == question {
			f := a.Alignment
			if f.Defined() && !a.Kind.Closed() {
				f.Value = clip(f.Value, -1, 1) // as the fit uses it
			}
			return f
		}
	}
	return Figure{Undefined: string(NotOffered)}
}

// appendComplete adds a row in which everything is defined: α is taken listwise.
func appendComplete(rows [][]float64, row []Figure) [][]float64 {
	out := make([]float64, 0, len(row))
	for _, f := range row {
		if !f.Defined() {
			return rows
		}
		out = append(out, f.Value)
	}
	return append(rows, out)
}
