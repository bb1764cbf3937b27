package stats

import (
	"cmp"
	"math"
	"slices"
)

// Cell is the people of one sex and one race or ethnicity, as a category that is "" when unknown.
type Cell struct {
	Sex, Race string
	Count
}

// Scored is one person's score; NaN for one without.
type Scored struct {
	Sex, Race string
	Score     float64
}

// Category is a row of a bias-audit table: people selected, or scored above the median, among those of a category.
type Category struct {
	Name string
	Count
	Rate           Figure // X/N
	Share          Figure // N of all known
	ImpactRatio    Figure // Rate / the highest rate
	Under2Percent  bool
	AfterExclusion Figure // the ratio when categories below 2 % are left out; undefined for those
}

// BiasTables are the three breakdowns of New York City's rule on automated employment decision tools (6 RCNY 5-301),
// each sorted by category. Whoever's sex or race is unknown is in no table and counted.
type BiasTables struct {
	Sex, Race, Intersectional []Category
	Known, Unknown            int
}

// ScoringTables are the breakdowns of a tool that scores.
type ScoringTables struct {
	BiasTables
	Median      Figure // of all scores, also of people whose category is unknown
	MedianKnown Figure // of people in the tables, for comparison
	Scored      int    // people with a score
	Unscored    int
}

// SelectionTables returns selection rates and impact ratios by sex, by race or ethnicity, and by both. A category
// that occurs without people keeps its row, with an undefined rate; when nobody is selected no ratio exists
// (no_variation).
func SelectionTables(cells []Cell) BiasTables {
	var t BiasTables
	sex, race, both := map[string]Count{}, map[string]Count{}, map[string]Count{}
	for _, c := range cells {
		if c.Sex == "" || c.Race == "" {
			t.Unknown += c.N
			continue
		}
		t.Known += c.N
		sex[c.Sex] = sex[c.Sex].plus(c.Count)
		race[c.Race] = race[c.Race].plus(c.Count)
		both[c.Sex+"/"+c.Race] = both[c.Sex+"/"+c.Race].plus(c.Count)
	}
	t.Sex, t.Race, t.Intersectional = categories(sex, t.Known), categories(race, t.Known), categories(both, t.Known)
	return t
}

func (c Count) plus(other Count) Count { return Count{c.X + other.X, c.N + other.N} }

func categories(counts map[string]Count, known int) []Category {
	out := make([]Category, 0, len(counts))
	for name, c := range counts {
		out = append(out, Category{
			Name: name, Count: c, Rate: c.Rate(), Share: Count{c.N, known}.Rate(), Under2Percent: under2Percent(c.N, known),
		})
	}
	slices.SortFunc(out, func(a, b Category) int { return cmp.Compare(a.Name, b.Name) })
	var all, kept Count // the highest rates
	for _, c := range out {
		if c.N > 0 && (all.N == 0 || c.above(all)) {
			all = c.Count
		}
		if c.N > 0 && !c.Under2Percent && (kept.N == 0 || c.above(kept)) {
			kept = c.Count
		}
	}
	for i, c := range out {
		out[i].ImpactRatio, out[i].AfterExclusion = ratioToHighest(c.Count, all), ratioToHighest(c.Count, kept)
		if c.Under2Percent {
			out[i].AfterExclusion = undefined(Excluded)
		}
	}
	return out
}

// ratioToHighest is the impact ratio within a bias table.
func ratioToHighest(c, highest Count) Figure {
	if c.N > 0 && highest.X == 0 {
		return undefined(NoVariation)
	}
	return quotientOfRates(c, highest)
}

// ScoringRates returns, for a tool that scores, the share of each category whose score lies strictly above the median
// of the full sample, and its ratio to the highest share (6 RCNY 5-301). People without a score count in no rate, those
// of unknown category in the median only. Equal scores leave nobody above: all rates are 0 and no ratio exists.
func ScoringRates(people []Scored) ScoringTables {
	counted := make([]ScoredCount, 0, len(people))
	for _, p := range people {
		counted = append(counted, ScoredCount{Scored: p, N: 1})
	}
	return ScoringRatesOf(counted)
}

// ScoredCount is N people of one category with one score.
type ScoredCount struct {
	Scored
	N int
}

// ScoringRatesOf is ScoringRates for people who were counted by score before: its cost depends on how many different
// scores there are, not on how many people.
func ScoringRatesOf(people []ScoredCount) ScoringTables {
	var t ScoringTables
	var all, known []weighted
	for _, p := range people {
		switch {
		case p.N <= 0:
			continue
		case math.IsNaN(p.Score) || math.IsInf(p.Score, 0):
			t.Unscored += p.N
			continue
		}
		t.Scored += p.N
		all = append(all, weighted{p.Score, p.N})
		if p.Sex != "" && p.Race != "" {
			known = append(known, weighted{p.Score, p.N})
		}
	}
	t.Median, t.MedianKnown = weightedMedian(all), weightedMedian(known)
	cells := make([]Cell, 0, len(people))
	for _, p := range people {
		c := Cell{Sex: p.Sex, Race: p.Race}
		if p.N > 0 && !math.IsNaN(p.Score) && !math.IsInf(p.Score, 0) {
			c.N = p.N
		}
		if p.Score > t.Median.Value {
			c.X = c.N
		}
		cells = append(cells, c)
	}
	t.BiasTables = SelectionTables(cells)
	return t
}

// weighted is n observations of one value.
type weighted struct {
	value float64
	n     int
}

// weightedMedian is the middle of observations counted by value, the mean of the two middle ones when n is even.
func weightedMedian(x []weighted) Figure {
	total := 0
	for _, w := range x {
		total += w.n
	}
	if total == 0 {
		return undefined(EmptyGroup)
	}
	slices.SortFunc(x, func(a, b weighted) int { return cmp.Compare(a.value, b.value) })
	low, high := nth(x, (total-1)/2), nth(x, total/2)
	return bounded(low + (high-low)/2)
}

// nth is the observation at a position, from 0, of ascending observations counted by value.
func nth(x []weighted, at int) float64 {
	for _, w := range x {
		if at < w.n {
			return w.value
		}
		at -= w.n
	}
	return x[len(x)-1].value
}
