package simulate

import (
	"context"
	"math/rand/v2"

	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// Sizes of the studies of texts. Texts take a hundred times as long as closed answers, so that fewer companies are drawn:
// the standard errors say what that costs.
const (
	textQuestions  = 4
	textPopulation = 8 // times the sample: exemplars, and as many comparison reps
	textCompanies  = 4 // one in so many of the settings' companies is drawn, for each kind and size of silence anew
)

func textExemplars() []int { return []int{10, 20, 30} }

// Texts is what simulations say about text questions, compared by their words alone.
type Texts struct {
	Coverage []Coverage `json:"coverage"` // of one value that only texts ask about; nothing beyond these questions
	Silence  []Silence  `json:"silence"`
	Recovery []Recovery `json:"recovery"`
}

// texts makes both studies of text questions.
func texts(ctx context.Context, s Settings, out *Report) error {
	if err := writtenSignal(ctx, s, out); err != nil {
		return err
	}
	for _, kind := range []nothing{spread, alike} {
		for _, n := range textExemplars() {
			quiet, err := writtenSilence(ctx, s, kind, n)
			if err != nil {
				return err
			}
			out.Texts.Silence = append(out.Texts.Silence, quiet)
		}
	}
	return nil
}

// written is a definition of text questions that both groups answered.
func (c company) written(rng *rand.Rand, n int) scoring.Definition {
	return scoring.Definition{
		Questions: c.questions, Representation: scoring.WordsOnly,
		Exemplars: c.group(rng, "e", n, exemplarMean), Comparison: c.group(rng, "r", n, comparisonMean),
	}
}

// found is what benchmarks of one size find of a signal.
type found struct {
	*covered
	population, adhering, auc *average
	shown, counting           *counter
}

func newFound(companies int) found {
	return found{
		covered: newCovered(companies), population: newAverage(companies), adhering: newAverage(companies), auc: newAverage(companies),
		shown: newCounter(companies), counting: newCounter(companies),
	}
}

// sampleOf is a definition of n people a group, half of them drawn from everybody and half anew. A population of a few
// hundred has chance of its own, which would be taken for the interval's: with all people new it adds to the sample's, with
// all from the population it takes from it, by as much. Half and half it does neither.
func (c company) sampleOf(rng *rand.Rand, everybody scoring.Definition, n int) scoring.Definition {
	d := c.written(rng, n)
	copy(d.Exemplars, everybody.Exemplars[:n/2])
	copy(d.Comparison, everybody.Comparison[:n/2])
	for i := range n / 2 {
		d.Exemplars[i].ID, d.Comparison[i].ID = "p"+d.Exemplars[i].ID, "p"+d.Comparison[i].ID
	}
	return d
}

// writtenSignal draws companies whose exemplars tell what others seldom do, and holds benchmarks of a few of them against
// all of them.
func writtenSignal(ctx context.Context, s Settings, out *Report) error {
	s.Companies = max(1, s.Companies/textCompanies)
	ns := textExemplars()
	cells := make([]found, len(ns))
	for i := range cells {
		cells[i] = newFound(s.Companies)
	}
	err := each(ctx, s, "texts", func(i int, rng *rand.Rand) error {
		c := newTextCompany(rng, textQuestions, "")
		people := c.candidates(rng, s.Candidates)
		for a, n := range ns {
			everybody := c.written(rng, textPopulation*n)
			all, err := scoring.TextPopulation(everybody, n)
			if err != nil {
				return err
			}
			b, err := scoring.Build(c.sampleOf(rng, everybody, n))
			if err != nil {
				return err
			}
			cells[a].company(i, b, people, c.truths(all, people, textQuestions))
		}
		return nil
	})
	for a, n := range ns {
		f := cells[a]
		out.Texts.Coverage = append(out.Texts.Coverage, f.result(n, textQuestions))
		out.Texts.Recovery = append(out.Texts.Recovery, Recovery{
			Exemplars: n, Comparison: n, Values: 1, Questions: textQuestions, Population: f.population.mean(),
			Adherence: f.adhering.mean(), AUC: f.auc.mean(), Shown: f.shown.rate(), Counting: f.counting.rate(),
		})
	}
	return err
}

// company notes what one company's benchmark says of itself and of people whose true fits are known.
func (f found) company(i int, b *scoring.Benchmark, people []scoring.Respondent, truths []scoring.Figure) {
	var fits, trues, adherences []float64
	f.note(i, b, people, truths, nil)
	for k, r := range people {
		if fit := b.Score(r, scoring.Policy{}, nil).Overall.Fit; fit.Defined() && truths[k].Defined() {
			fits, trues = append(fits, fit.Value), append(trues, truths[k].Value)
			adherences = append(adherences, float64(k)/float64(len(people)-1))
		}
	}
	if r := stats.Pearson(fits, trues); r.Defined() {
		f.population.set(i, r.Value)
	}
	if r := stats.Pearson(fits, adherences); r.Defined() {
		f.adhering.set(i, r.Value)
	}
	noteHealth(i, b.Health(), f.auc, f.shown, f.counting)
}

// writtenSilence draws companies in which both groups tell the same.
func writtenSilence(ctx context.Context, s Settings, kind nothing, n int) (Silence, error) {
	s.Companies = max(1, s.Companies/textCompanies)
	q := newQuiet(s.Companies)
	err := each(ctx, s, "silent texts", func(i int, rng *rand.Rand) error {
		c := newTextCompany(rng, textQuestions, kind)
		b, err := scoring.Build(c.written(rng, n))
		if err != nil {
			return err
		}
		q.note(i, b, c.candidates(rng, s.Candidates))
		return nil
	})
	return q.result(kind, n), err
}
