package impact

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchstone/internal/figure"
	"touchstone/internal/stats"
)

// BiasTables are the tables of New York City's rule (6 RCNY 5-301) for one stage: two group columns and their
// combinations. Whoever is unknown in either column is in no table and counted.
type BiasTables struct {
	Columns       []string  `json:"columns"`
	Known         int       `json:"known"`
	Unknown       int       `json:"unknown"`
	Hidden        bool      `json:"hidden,omitempty"`
	First         []BiasRow `json:"first"`
	Second        []BiasRow `json:"second,omitempty"`
	Intersections []BiasRow `json:"intersectional,omitempty"`
}

// BiasScoring are the tables of a tool that scores.
type BiasScoring struct {
	BiasTables
	Median   figure.Number `json:"median"`
	Scored   int           `json:"scored"`
	Unscored int           `json:"unscored"`
}

// BiasRow is a category: how many were selected, or scored above the median of all.
type BiasRow struct {
	Category       string         `json:"category"`
	Hidden         string         `json:"hidden,omitempty"`
	N              int            `json:"n"`
	X              int            `json:"favorable"` // selected, or above the median
	Rate           *figure.Number `json:"rate,omitempty"`
	ImpactRatio    *figure.Number `json:"impact_ratio,omitempty"`
	Under2         bool           `json:"under_2_percent,omitempty"`
	AfterExclusion *figure.Number `json:"impact_ratio_without_categories_under_2_percent,omitempty"`
}

// alone stands for the second column of a file that has only one.
const alone = "all"

// biasColumns are sex and race_ethnicity when the file has both, else its first two columns; −1 when it has one.
func (t *Tally) biasColumns() (first, second int) {
	sex, race := slices.Index(t.groups, "sex"), slices.Index(t.groups, "race_ethnicity")
	switch {
	case sex >= 0 && race >= 0:
		return sex, race
	case len(t.groups) == 1:
		return 0, -1
	}
	return 0, 1
}

// bias adds the tables of what the stage has: decisions, scores, or both.
func (t *Tally) bias(s *stage, suppress int, out *Stage) {
	first, second := t.biasColumns()
	pair := func(g tuple) (string, string) {
		if second < 0 {
			return t.tuples[g][first], alone
		}
		return t.tuples[g][first], t.tuples[g][second]
	}
	columns := []string{t.groups[first]}
	combinations := t.combinations(first, second)
	if second >= 0 {
		columns = append(columns, t.groups[second])
	}
	if out.Applicants > 0 {
		cells := slices.Clone(combinations)
		for g, c := range s.counts {
			sex, race := pair(g)
			cells = append(cells, stats.Cell{Sex: sex, Race: race, Count: c})
		}
		tables := biasTables(columns, stats.SelectionTables(cells), suppress)
		out.Selection = &tables
	}
	var people []stats.ScoredCount
	any := false
	for k, n := range s.scores {
		p := stats.ScoredCount{Scored: stats.Scored{Score: math.NaN()}, N: n}
		p.Sex, p.Race = pair(k.tuple)
		if k.score != unscored {
			p.Score, any = k.score, true
		}
		people = append(people, p)
	}
	if !any {
		return
	}
	for _, c := range combinations {
		people = append(people, stats.ScoredCount{Scored: stats.Scored{Sex: c.Sex, Race: c.Race}})
	}
	rates := stats.ScoringRatesOf(people)
	out.Scoring = &BiasScoring{
		BiasTables: biasTables(columns, rates.BiasTables, suppress), Median: figure.Number(rates.Median),
		Scored: rates.Scored, Unscored: rates.Unscored,
	}
}

// combinations are all pairs of categories, as cells without people: a row is printed for them too.
func (t *Tally) combinations(first, second int) []stats.Cell {
	others := []string{alone}
	if second >= 0 {
		others = t.values(second)
	}
	var out []stats.Cell
	for _, a := range t.values(first) {
		for _, b := range others {
			out = append(out, stats.Cell{Sex: a, Race: b})
		}
	}
	return out
}

func biasTables(columns []string, b stats.BiasTables, suppress int) BiasTables {
	out := BiasTables{Columns: columns, Known: b.Known, Unknown: b.Unknown, First: []BiasRow{}}
	if suppress > 0 && b.Known < minKnown {
		return BiasTables{Columns: columns, Hidden: true, First: []BiasRow{}}
	}
	first, second := hide(countsOf(b.Sex), suppress), hide(countsOf(b.Race), suppress)
	out.First = biasRows(b.Sex, first)
	if len(columns) == 2 {
		out.Second = biasRows(b.Race, second)
		out.Intersections = biasRows(b.Intersectional, hideCrossed(b, first, second, suppress))
	}
	return out
}

func countsOf(rows []stats.Category) []stats.Count {
	out := make([]stats.Count, len(rows))
	for i, r := range rows {
		out[i] = r.Count
	}
	return out
}

// hideCrossed names what must not be shown of the combinations, whose margins are the other two tables: all of a
// category that is hidden there, and what else could be reckoned.
func hideCrossed(b stats.BiasTables, first, second []string, suppress int) []string {
	out := make([]string, len(b.Intersectional))
	if suppress <= 0 {
		return out
	}
	table := make([][]stats.Count, len(b.Sex))
	for i, s := range b.Sex {
		table[i] = make([]stats.Count, len(b.Race))
		for j, r := range b.Race {
			at := slices.IndexFunc(b.Intersectional, func(c stats.Category) bool { return c.Name == s.Name+"/"+r.Name })
			if at >= 0 && first[i] == "" && second[j] == "" {
				table[i][j] = b.Intersectional[at].Count
			}
		}
	}
	hidden := stats.Suppress(table, suppress).Hidden // a cell emptied above is below any limit
	for at, c := range b.Intersectional {
		for i, s := range b.Sex {
			for j, r := range b.Race {
				if c.Name == s.Name+"/"+r.Name {
					out[at] = hiddenAs(hidden[i][j], c.Count, suppress)
				}
			}
		}
	}
	return out
}

// hiddenAs says what stands in place of a hidden cell.
func hiddenAs(hidden bool, c stats.Count, suppress int) string {
	switch {
	case !hidden:
		return ""
	case c.N < suppress:
		return fmt.Sprintf("<%d", suppress)
	}
	return "suppressed"
}

// biasRows shows categories. A ratio needs the highest rate, which is hidden when its category is.
func biasRows(rows []stats.Category, hidden []string) []BiasRow {
	reckonable, kept := true, true
	for i, r := range rows {
		if hidden[i] != "" && (r.ImpactRatio.Value == 1 || !r.ImpactRatio.Defined()) {
			reckonable = false
		}
		if hidden[i] != "" && r.AfterExclusion.Value == 1 {
			kept = false
		}
	}
	out := []BiasRow{}
	for i, r := range rows {
		row := BiasRow{Category: strings.TrimSuffix(r.Name, "/"+alone), Hidden: hidden[i]}
		if row.Hidden == "" {
			rate, ratio, after := figure.Number(r.Rate), figure.Number(r.ImpactRatio), figure.Number(r.AfterExclusion)
			row.N, row.X, row.Under2, row.Rate = r.N, r.X, r.Under2Percent, &rate
			if reckonable {
				row.ImpactRatio = &ratio
			}
			if reckonable && kept {
				row.AfterExclusion = &after
			}
		}
		out = append(out, row)
	}
	return out
}
