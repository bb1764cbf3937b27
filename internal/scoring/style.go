package scoring

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// manner is how somebody uses the scales of the numeric questions (§1.5).
type manner struct {
	n          int     // numeric questions answered
	longest    int     // longest run of the same number
	ends       float64 // share of answers at either end
	middle     float64 // share at the middle point, or at one of the two
	spread     float64 // standard deviation of the answers as 0..1 of their scales
	comparable bool    // enough answers for shares to mean something
}

// mannerOf reads the numeric answers in the questions' order.
func mannerOf(r Respondent, questions []Question) manner {
	var m manner
	var last, run int
	var places []float64
	for _, q := range questions {
		a := r.Answers[q.ID]
		if q.Kind != hiring.Numeric || a.Number == nil || *a.Number < q.Lo || *a.Number > q.Hi {
			continue
		}
		x := *a.Number
		if m.n > 0 && x == last {
			run++
		} else {
			run = 1
		}
		last, m.longest, m.n = x, max(m.longest, run), m.n+1
		if x == q.Lo || x == q.Hi {
			m.ends++
		}
		if d := 2*x - q.Lo - q.Hi; d >= -1 && d <= 1 {
			m.middle++
		}
		places = append(places, float64(x-q.Lo)/float64(q.Hi-q.Lo))
	}
	if m.comparable = m.n >= styleItems; m.comparable {
		m.ends, m.middle = m.ends/float64(m.n), m.middle/float64(m.n)
		m.spread = stats.SD(places).Value
	}
	return m
}

// norms are the limits that the norm group's manners set; undefined under twenty people.
//
// Three shares are held against a limit each, so that a person who answers as everybody has three chances of being
// flagged. Each limit is therefore the percentile 1 − .05/3 (Bonferroni): together they flag about one in twenty of the
// norm group's kind. It is the place p·(n+1) of their ordered shares, beyond which the next person of the kind falls with
// probability 1 − p. With fewer than 59 people that place is past the last of them; the limit then is where a normal curve
// has it, m + t(n−1, p)·s·√(1+1/n) of arcsines of root shares, and never below their highest share (Hahn & Meeker 1991,
// Statistical Intervals: prediction limits for one future observation, distribution-free and normal).
type norms struct{ ends, middle, spread Figure }

// normsOf reads the norm group: the comparison reps, who are asked the same under the same instructions.
func normsOf(people []Respondent, questions []Question) norms {
	var ends, middle, spread []float64
	for _, r := range people {
		if m := mannerOf(r, questions); m.comparable {
			ends, middle, spread = append(ends, m.ends), append(middle, m.middle), append(spread, m.spread)
		}
	}
	limit := func(x []float64) Figure {
		if len(x) < leastNorm {
			return Figure{Undefined: stats.TooFew}
		}
		slices.Sort(x)
		return Figure{Value: nextBelow(x, 1-styleAlarms/styleFlags)}
	}
	return norms{limit(ends), limit(middle), limit(spread)}
}

// nextBelow is the limit below which one more of the people whose shares are sorted falls with probability p.
func nextBelow(sorted []float64, p float64) float64 {
	place := p * float64(len(sorted)+1)
	if i := int(place); i < len(sorted) {
		return sorted[i-1] + (place-float64(i))*(sorted[i]-sorted[i-1])
	}
	arcs := make([]float64, len(sorted))
	for i, x := range sorted {
		arcs[i] = math.Asin(math.Sqrt(min(1, x)))
	}
	n := float64(len(arcs))
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(p)
	arc := stats.Mean(arcs).Value + t*stats.SD(arcs).Value*math.Sqrt(1+1/n)
	limit := math.Pow(math.Sin(min(arc, math.Pi/2)), 2)
	return max(limit, sorted[len(sorted)-1])
}

// style flags response styles on the numeric questions (§1.5): the same number in a long run; more answers at the
// ends of the scales, at their middle, or more spread than norms allow, the three together held at 5 % of the norm
// group's kind; without a norm group, mostly ends. A flag tells the reader to look; it never changes a score.
func (b *Benchmark) style(r Respondent) []Warning {
	m := mannerOf(r, b.definition.Questions)
	n := float64(m.n)
	var ws []Warning
	if m.longest >= longString {
		ws = append(ws, Warning{Code: Straightline, Figures: figures{"run": float64(m.longest), "questions": n}})
	}
	if !m.comparable {
		return ws
	}
	if m.ends >= extremeShare || above(m.ends, b.norms.ends) {
		ws = append(ws, Warning{Code: Extreme, Figures: figures{"share": m.ends, "questions": n}})
	}
	if above(m.middle, b.norms.middle) {
		ws = append(ws, Warning{Code: Midpoint, Figures: figures{"share": m.middle, "questions": n}})
	}
	if above(m.spread, b.norms.spread) && !slices.ContainsFunc(ws, func(w Warning) bool { return w.Code == Extreme }) {
		ws = append(ws, Warning{Code: WideSpread, Figures: figures{"spread": m.spread, "norm": b.norms.spread.Value, "questions": n}})
	}
	return ws
}

func above(x float64, limit Figure) bool { return limit.Defined() && x > limit.Value+tolerance }

// The flags of response style that the norm group gives.
const (
	Midpoint   = "midpoint_answers"
	WideSpread = "wide_spread_answers"
)
