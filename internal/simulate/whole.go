package simulate

import (
	"context"
	"math/rand/v2"

	"touchstone/internal/scoring"
)

// wholeCoverage is the study of coverage for the whole fit of an ordinary company: its values weigh the same, and each
// could be asked about in as many ways as in the study of one value.
func wholeCoverage(ctx context.Context, s Settings, out *Report) error {
	ns, o := exemplarCounts(), ordinary()
	asked := o.values * o.each
	cells := make([]*covered, len(ns))
	for i := range cells {
		cells[i] = newCovered(s.Companies)
	}
	o.each = universe
	err := each(ctx, s, "whole", func(i int, rng *rand.Rand) error {
		c := newCompany(rng, o).inTurn(o.values)
		all, err := scoring.Population(scoring.Definition{
			Questions: c.questions, Exemplars: c.group(rng, "p", populationSize, exemplarMean),
		})
		if err != nil {
			return err
		}
		people := c.candidates(rng, s.Candidates)
		truths, beyonds := c.truths(all, people, asked), c.truths(all, people, len(c.questions))
		for a, n := range ns {
			if err := cells[a].company(i, rng, c, people, truths, beyonds, n, asked); err != nil {
				return err
			}
		}
		return nil
	})
	for a, n := range ns {
		out.Whole = append(out.Whole, cells[a].result(n, asked))
	}
	return err
}

// inTurn puts the questions in an order that takes one of each value in turn, so that the first few ask about all.
func (c company) inTurn(values int) company {
	var out company
	per := len(c.questions) / values
	for i := range per {
		for v := range values {
			at := v*per + i
			out.questions = append(out.questions, c.questions[at])
			out.lived, out.common = append(out.lived, c.lived[at]), append(out.common, c.common[at])
		}
	}
	return out
}

// judged is the fit that a study of coverage is about: the value's where there is one value, else the whole's.
func judged(r scoring.Result) scoring.ValueFit {
	if len(r.Values) == 1 {
		return r.Values[0]
	}
	return r.Overall
}
