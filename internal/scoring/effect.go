package scoring

import (
	"math"
	"math/rand/v2"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// Effect is how differently exemplars and comparison reps answered one question, in the statistic that suits its
// kind (§2.3): Hedges' g of the numbers, the unbiased Cramér V of group by option, else the AUC of the alignments. P is
// two-sided; Adjusted is P after Benjamini & Hochberg (1995) over the benchmark's questions. Questions are chosen by
// effect and interval, never by P.
type Effect struct {
	Statistic  string   `json:"statistic"` // hedges_g, cramers_v, auc
	Value      Figure   `json:"value"`
	Interval   Interval `json:"interval"` // 95 %
	P          Figure   `json:"p"`
	Adjusted   Figure   `json:"adjusted"`
	Exemplars  int      `json:"exemplars"`
	Comparison int      `json:"comparison"`
}

// The statistics of an effect.
const (
	HedgesG  = "hedges_g"
	CramersV = "cramers_v"
	AreaOf   = "auc"
)

// inspection is every question's report with what only the whole benchmark can add.
type inspection struct {
	questions []QuestionHealth
	agreed    [][]Figure // by question: the agreement under each resample of the exemplars; nil for text
}

// inspect adds to the questions' own reports the intervals by resampling the exemplars, the effects, and their p
// adjusted for the number of questions.
func (b *Benchmark) inspect(draws func() [][]float32) inspection {
	var out inspection
	for _, it := range b.items {
		for _, q := range it.report() {
			rng := random(b.seed, "inspect "+q.Question+" "+string(q.Language))
			var agreed []Figure
			if closed, ok := it.(*closedItem); ok {
				agreed = closed.resampledAgreement(draws)
				q.AgreedRange, q.Effect = rangeOf(agreed, q.Agreement), closed.effect(rng)
			} else {
				q.AgreedRange, q.Effect = q.textRange(rng), q.areaEffect(rng)
			}
			out.questions, out.agreed = append(out.questions, q), append(out.agreed, agreed)
		}
	}
	adjust(out.questions)
	return out
}

// resampledAgreement is the agreement under each resample of the exemplars; nil when there are too few for one.
func (it *closedItem) resampledAgreement(draws func() [][]float32) []Figure {
	answers := vectors(it.top)
	if it.tally(answers).n < leastToShow {
		return nil
	}
	t := tally{sum: make([]float64, it.size)}
	out := make([]Figure, 0, resamples)
	times := draws()
	for b := range resamples {
		t.reset()
		for j, v := range answers {
			t.add(v, float64(times[j][b]))
		}
		out = append(out, Figure(it.agreement(t)))
	}
	return out
}

// rangeOf is the 95 % interval of an agreement; not estimable when no resample differs from another.
func rangeOf(resampled []Figure, agreement Figure) *Interval {
	defined := values(resampled)
	switch {
	case len(resampled) == 0:
		return &Interval{Undefined: TooFewExemplars}
	case !agreement.Defined() || len(defined) == 0 || defined[len(defined)-1]-defined[0] < tolerance:
		return &Interval{Undefined: NotEstimable}
	}
	out := holding(defined, agreement.Value)
	return &out
}

// holding is the 95 % range of resampled figures, ascending. It always holds the figure itself: a resample repeats some
// exemplars, which can push all of them to one side of it.
func holding(sorted []float64, figure float64) Interval {
	tail := (1 - separationLevel) / 2
	return Interval{
		Lo: min(figure, stats.QuantileSorted(sorted, tail)), Hi: max(figure, stats.QuantileSorted(sorted, 1-tail)),
	}
}

// valueRange is the interval of the mean agreement of a value's closed questions, all resampled together; every
// closed question's when name is empty.
func (in inspection) valueRange(name string, agreement Figure) *Interval {
	var of [][]Figure
	for i, q := range in.questions {
		if in.agreed[i] != nil && q.Agreement.Defined() && (name == "" || q.Value == name) {
			of = append(of, in.agreed[i])
		}
	}
	if len(of) == 0 {
		return rangeOf(nil, agreement)
	}
	means := make([]Figure, resamples)
	for b := range means {
		drawn := make([]Figure, len(of))
		for i := range of {
			drawn[i] = of[i][b]
		}
		means[b] = meanOf(drawn)
	}
	return rangeOf(means, agreement)
}

// textRange is the same for a text in one language: its agreement is the exemplars' median similarity above the
// controls', so that it is the median alignment that is resampled.
func (q QuestionHealth) textRange(rng *rand.Rand) *Interval {
	n := len(q.LeaveOneOut)
	if n < leastToShow || !q.Agreement.Defined() {
		return &Interval{Undefined: TooFewExemplars}
	}
	medians := make([]float64, resamples)
	drawn := make([]float64, n)
	for b := range medians {
		for i := range drawn {
			drawn[i] = q.LeaveOneOut[rng.IntN(n)]
		}
		slices.Sort(drawn)
		medians[b] = q.Agreement.Value * stats.QuantileSorted(drawn, .5)
	}
	slices.Sort(medians)
	out := holding(medians, q.Agreement.Value)
	return &out
}

// effect compares both groups' answers; nil without a comparison group.
func (it *closedItem) effect(rng *rand.Rand) *Effect {
	top, typical := it.tally(vectors(it.top)), it.tally(vectors(it.typical))
	e := &Effect{Exemplars: int(top.n), Comparison: int(typical.n)}
	switch {
	case top.n == 0 || typical.n == 0:
		return nil
	case it.question.Kind == hiring.Numeric:
		x, y := it.numbers(top), it.numbers(typical)
		g := stats.HedgesG(x, y)
		e.Statistic, e.Value, e.P = HedgesG, Figure(g.G), permuted(rng, x, y)
		e.Interval = Interval{Lo: g.GInterval.Lo, Hi: g.GInterval.Hi, Undefined: g.GInterval.Undefined}
		return e
	case it.question.Kind == hiring.Single:
		table := [][]float64{top.sum, typical.sum}
		e.Statistic, e.Value = CramersV, Figure(stats.CramersV(table).CramersVUnbiased)
		e.P = Figure(stats.FisherFreemanHalton(table).P)
		e.Interval = Interval{Undefined: NotEstimable}
		return e
	}
	q := QuestionHealth{LeaveOneOut: it.loo, ComparisonA: it.compare, Separation: separate(it.loo, it.compare)}
	return q.areaEffect(rng)
}

// numbers lists the numbers summed in t, ascending.
func (s scale) numbers(t tally) []float64 {
	var out []float64
	for k, count := range t.sum {
		for range int(count) {
			out = append(out, float64(s.question.Lo+k))
		}
	}
	return out
}

// areaEffect is the effect of a question whose only common scale is the alignment.
func (q QuestionHealth) areaEffect(rng *rand.Rand) *Effect {
	if len(q.LeaveOneOut) == 0 || len(q.ComparisonA) == 0 {
		return nil
	}
	pooled := stats.AverageRanks(slices.Concat(q.LeaveOneOut, q.ComparisonA))
	n := len(q.LeaveOneOut)
	return &Effect{
		Statistic: AreaOf, Value: q.Separation.AUC, Interval: q.Separation.Interval, P: permuted(rng, pooled[:n], pooled[n:]),
		Exemplars: n, Comparison: len(q.ComparisonA),
	}
}

// permuted is the two-sided p of a difference of means when group membership is dealt anew: with ranks it is the
// Mann–Whitney test. (1 + the deals that lie as far out) / (1 + deals).
func permuted(rng *rand.Rand, x, y []float64) Figure {
	pooled := slices.Concat(x, y)
	expected := stats.Mean(pooled)
	if !expected.Defined() || slices.Min(pooled) == slices.Max(pooled) {
		return Figure{Undefined: stats.NoVariation}
	}
	far := func(group []float64) float64 {
		sum := 0.0
		for _, v := range group {
			sum += v
		}
		return math.Abs(sum - float64(len(group))*expected.Value)
	}
	observed, asFar := far(pooled[:len(x)]), 0
	for range permutations {
		for i := range x { // a partial Fisher–Yates shuffle deals one group
			j := i + rng.IntN(len(pooled)-i)
			pooled[i], pooled[j] = pooled[j], pooled[i]
		}
		if far(pooled[:len(x)]) >= observed-tolerance {
			asFar++
		}
	}
	return Figure{Value: float64(1+asFar) / float64(1+permutations)}
}

// adjust fills in the adjusted p of every question that has one.
func adjust(questions []QuestionHealth) {
	var effects []*Effect
	var ps []stats.Figure
	for _, q := range questions {
		if q.Effect != nil {
			effects, ps = append(effects, q.Effect), append(ps, stats.Figure(q.Effect.P))
		}
	}
	for i, p := range stats.BenjaminiHochberg(ps) {
		effects[i].Adjusted = Figure(p)
	}
}
