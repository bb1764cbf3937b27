package simulate

import (
	"context"
	"math/rand/v2"
	"slices"

	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// ordinary is a company as they come: four values of four questions.
func ordinary() shape { return shape{values: 4, each: 4, kinds: closedKinds()} }

// benchmark draws both groups and builds.
func (c company) benchmark(rng *rand.Rand, exemplars, comparison int) (*scoring.Benchmark, error) {
	return scoring.Build(scoring.Definition{
		Questions: c.questions, Exemplars: c.group(rng, "e", exemplars, exemplarMean),
		Comparison: c.group(rng, "r", comparison, comparisonMean),
	})
}

// recovery asks benchmarks of companies that have a signal what they find of it.
func recovery(ctx context.Context, s Settings, out *Report) error {
	for _, n := range []int{10, 20, 30} {
		population, adhering, auc := newAverage(s.Companies), newAverage(s.Companies), newAverage(s.Companies)
		shown, counting := newCounter(s.Companies), newCounter(s.Companies)
		o := ordinary()
		err := each(ctx, s, "recovery", func(i int, rng *rand.Rand) error {
			c := newCompany(rng, o)
			all, err := scoring.Population(scoring.Definition{
				Questions: c.questions, Exemplars: c.group(rng, "p", populationSize, exemplarMean),
			})
			if err != nil {
				return err
			}
			b, err := c.benchmark(rng, n, n)
			if err != nil {
				return err
			}
			fits, truths, adherences := c.fitsOf(rng, b, all, 2*s.Candidates)
			if r := stats.Pearson(fits, truths); r.Defined() {
				population.set(i, r.Value)
			}
			if r := stats.Pearson(fits, adherences); r.Defined() {
				adhering.set(i, r.Value)
			}
			noteHealth(i, b.Health(), auc, shown, counting)
			return nil
		})
		if err != nil {
			return err
		}
		out.Recovery = append(out.Recovery, Recovery{
			Exemplars: n, Comparison: n, Values: o.values, Questions: o.each, Population: population.mean(),
			Adherence: adhering.mean(), AUC: auc.mean(), Shown: shown.rate(), Counting: counting.rate(),
		})
	}
	return nil
}

// fitsOf scores candidates of every adherence, against the sample and against everybody.
func (c company) fitsOf(rng *rand.Rand, b, all *scoring.Benchmark, n int) (fits, truths, adherences []float64) {
	for k, r := range c.candidates(rng, n) {
		fit, truth := b.Score(r, scoring.Policy{}, nil).Overall.Fit, all.Score(r, scoring.Policy{}, nil).Overall.Fit
		if fit.Defined() && truth.Defined() {
			fits, truths = append(fits, fit.Value), append(truths, truth.Value)
			adherences = append(adherences, float64(k)/float64(n-1))
		}
	}
	return fits, truths, adherences
}

func noteHealth(i int, h scoring.Health, auc *average, shown, counting *counter) {
	if h.Overall.Separation.AUC.Defined() {
		auc.set(i, h.Overall.Separation.AUC.Value)
	}
	shown.add(i, claims(h))
	for _, q := range h.Questions {
		counting.add(i, q.Consensus > 0)
	}
}

// claims tells whether a benchmark says of the whole that it separates: it warns of nothing to do with separation.
func claims(h scoring.Health) bool {
	return !warned(h.Overall.Warnings,
		scoring.SeparationUnknown, scoring.SeparationNotShown, scoring.DoesNotSeparate, scoring.Inverted)
}

func warned(ws []scoring.Warning, codes ...string) bool {
	return slices.ContainsFunc(ws, func(w scoring.Warning) bool { return slices.Contains(codes, w.Code) })
}
