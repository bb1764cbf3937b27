package simulate

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// managerStudy has one manager nominate most exemplars or all of them.
func managerStudy(ctx context.Context, s Settings, out *Report) error {
	const exemplars = 20
	for _, share := range []float64{.25, .60, .80, 1} {
		all, most := newCounter(s.Companies), newCounter(s.Companies)
		err := each(ctx, s, "managers", func(i int, rng *rand.Rand) error {
			c := newCompany(rng, ordinary())
			d := scoring.Definition{Questions: c.questions, Exemplars: c.group(rng, "e", exemplars, exemplarMean)}
			for j := range d.Exemplars {
				d.Exemplars[j].Manager = fmt.Sprintf("manager%d", 1+j%managers)
				if float64(j) < share*exemplars {
					d.Exemplars[j].Manager = "manager0"
				}
			}
			b, err := scoring.Build(d)
			if err == nil {
				all.add(i, warned(b.Health().Warnings, scoring.SingleManager))
				most.add(i, warned(b.Health().Warnings, scoring.SingleManager, scoring.DominatingManager))
			}
			return err
		})
		if err != nil {
			return err
		}
		out.Managers = append(out.Managers, Managers{Share: share, Warned: most.rate(), Single: all.rate()})
	}
	return nil
}

// campStudy splits the exemplars into two camps on every numeric question, or does not.
func campStudy(ctx context.Context, s Settings, out *Report) error {
	for _, split := range []bool{true, false} {
		for _, n := range []int{10, 30} {
			o := shape{values: 1, each: 6, kinds: []hiring.Kind{hiring.Numeric}, camps: split}
			called, weightless := newCounter(s.Companies), newCounter(s.Companies)
			err := each(ctx, s, "camps", func(i int, rng *rand.Rand) error {
				c := newCompany(rng, o)
				b, err := scoring.Build(scoring.Definition{
					Questions: c.questions, Exemplars: c.group(rng, "e", n, exemplarMean),
				})
				if err != nil {
					return err
				}
				for _, q := range b.Health().Questions {
					called.add(i, warned(q.Warnings, scoring.Polarised))
					weightless.add(i, q.Consensus == 0)
				}
				return nil
			})
			if err != nil {
				return err
			}
			out.Camps = append(out.Camps, Camps{
				Split: split, Exemplars: n, Called: called.rate(), Weightless: weightless.rate(),
			})
		}
	}
	return nil
}

// The ways of answering that are compared.
const (
	honest    = "honest"    // as adherence has it, from 0 to 1
	exemplary = "exemplary" // as an exemplar
	desirable = "desirable" // numbers at the top of the scale; sees through every other question
	extreme   = "extreme"   // only ends of scales; elsewhere as everybody
	arbitrary = "random"    // anything
)

// faked counts for one way of answering.
type faked struct {
	fit            *average
	above, flagged *counter
}

// fakerStudy scores people who answer in one of those ways against a benchmark of twenty exemplars.
func fakerStudy(ctx context.Context, s Settings, out *Report) error {
	ways := []string{honest, exemplary, desirable, extreme, arbitrary}
	counts := make([]faked, len(ways))
	for i := range counts {
		counts[i] = faked{newAverage(s.Companies), newCounter(s.Companies), newCounter(s.Companies)}
	}
	err := each(ctx, s, "fakers", func(i int, rng *rand.Rand) error {
		c := newCompany(rng, shape{values: 4, each: 6, kinds: append(closedKinds(), hiring.Numeric)})
		b, err := c.benchmark(rng, 20, 20)
		if err != nil {
			return err
		}
		people := c.candidates(rng, s.Candidates)
		for w, way := range ways {
			counts[w].company(i, rng, c, b, people, way)
		}
		return nil
	})
	for w, way := range ways {
		f := counts[w]
		out.Fakers = append(out.Fakers, Fakers{Manner: way, Fit: f.fit.mean(), Above: f.above.rate(), Flagged: f.flagged.rate()})
	}
	return err
}

func (f faked) company(i int, rng *rand.Rand, c company, b *scoring.Benchmark, people []scoring.Respondent, way string) {
	median, ok := medianExemplar(b.Health())
	var fits []float64
	for _, r := range people {
		r.Answers = maps.Clone(r.Answers)
		c.fake(rng, &r, way)
		got := b.Score(r, scoring.Policy{}, nil)
		f.flagged.add(i, len(got.Flags) > 0)
		if got.Overall.Fit.Defined() && ok {
			f.above.add(i, got.Overall.Fit.Value > median)
			fits = append(fits, got.Overall.Fit.Value)
		}
	}
	if m := stats.Mean(fits); m.Defined() {
		f.fit.set(i, m.Value)
	}
}

func medianExemplar(h scoring.Health) (float64, bool) {
	var fits []float64
	for _, d := range h.Overall.Top {
		if d.Fit.Defined() {
			fits = append(fits, d.Fit.Value)
		}
	}
	if len(fits) == 0 {
		return 0, false
	}
	slices.Sort(fits)
	return fits[len(fits)/2], true
}

// fake puts other answers in the place of a person's own.
func (c company) fake(rng *rand.Rand, r *scoring.Respondent, manner string) {
	switch manner {
	case honest:
		return
	case exemplary:
		*r = c.person(rng, r.ID, exemplarMean)
		return
	case desirable:
		*r = c.person(rng, r.ID, .5)
	case extreme:
		*r = c.person(rng, r.ID, 0)
	}
	for _, q := range c.questions {
		switch {
		case manner == arbitrary:
			r.Answers[q.ID] = byChance(q).answer(rng, q)
		case q.Kind == hiring.Numeric:
			n := q.Hi - rng.IntN(2)
			if manner == extreme {
				n = []int{q.Lo, q.Hi}[rng.IntN(2)]
			}
			r.Answers[q.ID] = answer{Number: &n}
		}
	}
}
