package impact

import (
	"cmp"
	"slices"

	"touchstone/internal/figure"
	"touchstone/internal/stats"
)

// By what a group became the one that the others' scores are compared with.
const (
	ByRate  = "highest selection rate"
	BySize  = "largest group, since the highest selection rate is that of a small one"
	ByCount = "most scores"
)

// leastScored is the smallest number of scores of a group of which an effect is given: below five a group is small
// everywhere in the report.
const leastScored = 5

// Scores are a stage's scores by one group column, each category beside the reference category of the selection
// rates, so that one table explains the other. Where that one is small, the largest takes its place, and where nobody
// is decided the category with the most scores.
type Scores struct {
	Known       int        `json:"known"`
	Unknown     int        `json:"unknown"`
	Unscored    int        `json:"unscored"`
	Reference   string     `json:"reference,omitempty"`
	ReferenceBy string     `json:"reference_by,omitempty"`
	Categories  []ScoreRow `json:"categories"`
}

// ScoreRow are the scores of a category.
type ScoreRow struct {
	Category   string           `json:"category"`
	Hidden     string           `json:"hidden,omitempty"` // "<5", or "suppressed": nothing else is given then
	N          int              `json:"n"`
	Mean       figure.Number    `json:"mean"`
	SD         figure.Number    `json:"sd"`
	Reference  bool             `json:"reference,omitempty"`
	Difference *ScoreDifference `json:"difference,omitempty"`
}

// ScoreDifference is a category's scores less those of the reference category: below 0 when the category scores lower.
type ScoreDifference struct {
	Points    figure.Number `json:"points"`     // of the means
	HedgesG   figure.Number `json:"hedges_g"`   // in pooled standard deviations
	HedgesGCI figure.Range  `json:"g_interval"` // by the noncentral t distribution
}

// scores makes the table; nil when nobody of a known category has a score, or too few to show under suppression. The
// categories hidden among the selection rates stay hidden here.
func (t *Tally) scores(s *stage, column int, categories []string, rates stats.ImpactTable, hidden []string, suppress int) *Scores {
	out, samples := t.samples(s, column, categories)
	if out.Known == 0 || suppress > 0 && out.Known < minKnown {
		return nil
	}
	counts := make([]stats.Count, len(samples))
	for i, x := range samples {
		counts[i] = stats.Count{N: len(x)}
	}
	reference, by := scoreReference(rates, counts)
	also := hide(counts, suppress)
	for i := range also {
		also[i] = cmp.Or(hidden[i], also[i])
	}
	if also[reference] == "" {
		out.Reference, out.ReferenceBy = categories[reference], by
	}
	for i, x := range samples {
		row := ScoreRow{Category: categories[i], Hidden: also[i]}
		if row.Hidden == "" {
			row.N, row.Mean, row.SD = len(x), figure.Number(stats.Mean(x)), figure.Number(stats.SD(x))
			row.Reference = i == reference
		}
		if row.Hidden == "" && out.Reference != "" && i != reference {
			row.Difference = difference(x, samples[reference])
		}
		out.Categories = append(out.Categories, row)
	}
	return &out
}

// scoreReference chooses the category that the others' scores are compared with, and says by what.
func scoreReference(rates stats.ImpactTable, scored []stats.Count) (reference int, by string) {
	switch {
	case rates.Reference < 0:
		return most(scored), ByCount
	case rates.ReferenceSmall:
		return rates.Largest, BySize
	}
	return rates.Reference, ByRate
}

// samples sorts a stage's scores into those of each category, each rising, so that a sum is the same whatever the
// order of the file, and counts who stands in none.
func (t *Tally) samples(s *stage, column int, categories []string) (Scores, [][]float64) {
	samples := make([][]float64, len(categories))
	var out Scores
	for k, n := range s.scores {
		at := slices.Index(categories, t.tuples[k.tuple][column])
		switch {
		case k.score == unscored:
			out.Unscored += n
		case at < 0:
			out.Unknown += n
		default:
			out.Known += n
			samples[at] = append(samples[at], slices.Repeat([]float64{k.score}, n)...)
		}
	}
	for _, x := range samples {
		slices.Sort(x)
	}
	return out, samples
}

// most is the position of the largest count, the first of several.
func most(counts []stats.Count) int {
	return slices.Index(counts, slices.MaxFunc(counts, func(a, b stats.Count) int { return cmp.Compare(a.N, b.N) }))
}

// difference compares scores with those of the reference category; with fewer than five in either it says so.
func difference(scores, reference []float64) *ScoreDifference {
	e := stats.Standardized(scores, reference, level)
	out := ScoreDifference{figure.Number(e.MeanDifference), figure.Number(e.G), figure.Range(e.GInterval)}
	if few := min(len(scores), len(reference)); few > 0 && few < leastScored {
		out.HedgesG, out.HedgesGCI = figure.Number{Undefined: stats.TooFew}, figure.Range{Undefined: stats.TooFew}
	}
	return &out
}
