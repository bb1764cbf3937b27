package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"

	"touchstone/internal/scoring"
)

// covered counts for one size of benchmark.
type covered struct {
	defined, asked90, asked95, shown90, shown95, beyond90, beyond95 *counter
	width, wide                                                     *average
}

func newCovered(n int) *covered {
	return &covered{
		defined: newCounter(n), asked90: newCounter(n), asked95: newCounter(n), shown90: newCounter(n),
		shown95: newCounter(n), beyond90: newCounter(n), beyond95: newCounter(n), width: newAverage(n), wide: newAverage(n),
	}
}

func (c *covered) result(exemplars, questions int) Coverage {
	return Coverage{
		Exemplars: exemplars, Questions: questions, Defined: c.defined.rate(),
		Asked90: c.asked90.rate(), Asked95: c.asked95.rate(), Shown90: c.shown90.rate(), Shown95: c.shown95.rate(),
		Beyond90: c.beyond90.rate(), Beyond95: c.beyond95.rate(), Width: c.width.mean(), Wide: c.wide.mean(),
	}
}

// coverage draws companies with one value that could be asked about in many ways. For each size a fresh sample of
// exemplars answers the first few questions, and candidates of every adherence are scored against it. The truth is
// the fit under all the company's exemplars: with the same questions, and with all there could be.
func coverage(ctx context.Context, s Settings, out *Report) error {
	ns, qs := exemplarCounts(), questionCounts()
	cells := make([]*covered, len(ns)*len(qs))
	for i := range cells {
		cells[i] = newCovered(s.Companies)
	}
	err := each(ctx, s, "coverage", func(i int, rng *rand.Rand) error {
		c := newCompany(rng, shape{values: 1, each: universe, kinds: closedKinds()})
		all, err := scoring.Population(scoring.Definition{
			Questions: c.questions, Exemplars: c.group(rng, "p", populationSize, exemplarMean),
		})
		if err != nil {
			return err
		}
		people := c.candidates(rng, s.Candidates)
		truths := make([][]scoring.Figure, len(qs)+1) // by number of questions; the last with all there could be
		for b, q := range append(qs, universe) {
			truths[b] = c.truths(all, people, q)
		}
		for a, n := range ns {
			for b, q := range qs {
				if err := cells[a*len(qs)+b].company(i, rng, c, people, truths[b], truths[len(qs)], n, q); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for a, n := range ns {
		for b, q := range qs {
			out.Coverage = append(out.Coverage, cells[a*len(qs)+b].result(n, q))
		}
	}
	return err
}

// candidates are people of every adherence from 0 to 1.
func (c company) candidates(rng *rand.Rand, n int) []scoring.Respondent {
	out := make([]scoring.Respondent, n)
	for k := range out {
		out[k] = c.person(rng, fmt.Sprintf("c%05d", k), float64(k)/float64(max(1, n-1)))
	}
	return out
}

// truths are the fits of people who answer the first q questions, under all exemplars.
func (c company) truths(all *scoring.Benchmark, people []scoring.Respondent, q int) []scoring.Figure {
	out := make([]scoring.Figure, len(people))
	for k, r := range people {
		out[k] = all.Score(c.only(r, q), scoring.Policy{}, nil).Overall.Fit
	}
	return out
}

// company scores the candidates against a fresh sample of n exemplars asked the first q questions.
func (c *covered) company(i int, rng *rand.Rand, of company, people []scoring.Respondent, truths, beyonds []scoring.Figure, n, q int) error {
	sample, err := scoring.Unexamined(scoring.Definition{
		Questions: of.questions[:q], Exemplars: of.group(rng, "e", n, exemplarMean),
	})
	if err != nil {
		return err
	}
	c.note(i, sample, people, truths, beyonds)
	return nil
}

// note scores people whose true fits are known: beyond these questions too, unless beyonds is nil.
func (c *covered) note(i int, sample *scoring.Benchmark, people []scoring.Respondent, truths, beyonds []scoring.Figure) {
	var width, wide, defined float64
	for k, r := range people {
		truth := truths[k]
		got := judged(sample.Score(r, scoring.Policy{}, nil))
		has := got.Asked90.Defined() && truth.Defined() && (beyonds == nil || beyonds[k].Defined())
		c.defined.add(i, has)
		if !has {
			continue
		}
		c.asked90.add(i, holds(got.Asked90, truth))
		c.asked95.add(i, holds(got.Asked95, truth))
		c.shown90.add(i, holds(got.Lo90Hi90, truth))
		c.shown95.add(i, holds(got.Lo95Hi95, truth))
		if beyonds != nil {
			c.beyond90.add(i, holds(got.Lo90Hi90, beyonds[k]))
			c.beyond95.add(i, holds(got.Lo95Hi95, beyonds[k]))
		}
		width += got.Asked90.Hi - got.Asked90.Lo
		wide += got.Lo90Hi90.Hi - got.Lo90Hi90.Lo
		defined++
	}
	if defined > 0 {
		c.width.set(i, width/defined)
		c.wide.set(i, wide/defined)
	}
}

// only leaves a person the answers to the first q questions.
func (c company) only(r scoring.Respondent, q int) scoring.Respondent {
	answers := r.Answers
	r.Answers = map[string]answer{}
	for _, question := range c.questions[:q] {
		r.Answers[question.ID] = answers[question.ID]
	}
	return r
}

// holds allows for rounding at the ends of the scale.
func holds(i scoring.Interval, truth scoring.Figure) bool {
	const slack = 1e-9
	return i.Lo <= truth.Value+slack && truth.Value <= i.Hi+slack
}
