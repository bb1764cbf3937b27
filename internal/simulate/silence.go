package simulate

import (
	"context"
	"math/rand/v2"

	"touchstone/internal/scoring"
)

// silentTimes is how many times the settings' companies the study of silence draws: false alarms are rare, and a rate of
// 2.5 % is not told from one of 5 % by a hundred and sixty of them.
const silentTimes = 2

// silence asks benchmarks of companies in which exemplars and comparison reps answer from the same distribution.
func silence(ctx context.Context, s Settings, out *Report) error {
	for _, kind := range []nothing{chance, spread, alike} {
		for _, n := range []int{10, 20, 30} {
			quiet, err := silent(ctx, s, kind, n)
			if err != nil {
				return err
			}
			out.Silence = append(out.Silence, quiet)
		}
	}
	return nil
}

func silent(ctx context.Context, s Settings, kind nothing, n int) (Silence, error) {
	s.Companies *= silentTimes
	o := ordinary()
	o.nothing = kind
	q := newQuiet(s.Companies)
	err := each(ctx, s, "silence", func(i int, rng *rand.Rand) error {
		c := newCompany(rng, o)
		b, err := c.benchmark(rng, n, n)
		if err != nil {
			return err
		}
		q.note(i, b, c.candidates(rng, s.Candidates))
		return nil
	})
	return q.result(kind, n), err
}

// quiet counts what benchmarks claim when there is nothing to find.
type quiet struct{ claimed, inverted, fit, counting *counter }

func newQuiet(companies int) quiet {
	return quiet{newCounter(companies), newCounter(companies), newCounter(companies), newCounter(companies)}
}

func (q quiet) note(i int, b *scoring.Benchmark, people []scoring.Respondent) {
	h := b.Health()
	q.claimed.add(i, claims(h))
	q.inverted.add(i, warned(h.Overall.Warnings, scoring.Inverted))
	for _, asked := range h.Questions {
		q.counting.add(i, asked.Consensus > 0)
	}
	for _, r := range people {
		q.fit.add(i, b.Score(r, scoring.Policy{}, nil).Overall.Fit.Defined())
	}
}

func (q quiet) result(kind nothing, n int) Silence {
	return Silence{
		Kind: string(kind), Exemplars: n, Comparison: n, Claimed: q.claimed.rate(), Inverted: q.inverted.rate(),
		Fit: q.fit.rate(), Counting: q.counting.rate(),
	}
}
