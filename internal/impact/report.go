package impact

import (
	"encoding/json"
	"maps"
	"slices"

	"touchstone/internal/figure"
	"touchstone/internal/stats"
)

// What every report says of itself.
const (
	Indicator    = "statistical indicator, not a legal finding"
	NotAnAudit   = "not an independent audit"
	Unsuppressed = "all counts are printed; -suppress 5 hides what could point to single people"
)

const level = .95

// Report is what a file says about adverse impact.
type Report struct {
	Indicator   string   `json:"indicator"`
	NotAnAudit  string   `json:"not_an_audit"`
	Suppression string   `json:"suppression"`
	Suppress    int      `json:"suppress,omitempty"`
	Groups      []string `json:"groups"`
	Stages      []Stage  `json:"stages"`
	Overall     *Stage   `json:"overall,omitempty"` // the bottom line, of several stages
}

// Stage is one stage, or the process as a whole.
type Stage struct {
	Name       string       `json:"name"`
	Applicants int          `json:"applicants"` // with a decision
	Selected   int          `json:"selected"`
	Undecided  int          `json:"undecided"`
	Breakdowns []Breakdown  `json:"breakdowns"`
	Selection  *BiasTables  `json:"ll144_selection,omitempty"`
	Scoring    *BiasScoring `json:"ll144_scoring,omitempty"`
}

// Breakdown is a stage by one group column.
type Breakdown struct {
	Group      string     `json:"group"`
	Known      int        `json:"known"`
	Unknown    int        `json:"unknown"`
	Hidden     bool       `json:"hidden,omitempty"` // too few known to show
	Reference  string     `json:"reference,omitempty"`
	Small      bool       `json:"reference_small,omitempty"`
	Largest    string     `json:"largest,omitempty"` // when the reference is small
	Categories []Category `json:"categories"`
	Stratified string     `json:"stratified_by,omitempty"` // requisition or stage
	Strata     []Strata   `json:"strata,omitempty"`
	Scores     *Scores    `json:"scores,omitempty"`
}

// Category is one row of a breakdown.
type Category struct {
	Category   string         `json:"category"`
	Hidden     string         `json:"hidden,omitempty"` // "<5", or "suppressed": nothing else is given then
	N          int            `json:"n"`
	Selected   int            `json:"selected"`
	Rate       *figure.Number `json:"rate,omitempty"`
	Reference  bool           `json:"reference,omitempty"`
	Under2     bool           `json:"under_2_percent,omitempty"`
	Comparison *Comparison    `json:"comparison,omitempty"`
}

// Comparison is a category beside the reference category.
type Comparison struct {
	ImpactRatio        figure.Number  `json:"impact_ratio"`
	ImpactRatioCI      figure.Range   `json:"impact_ratio_interval"`
	ImpactRatioLargest *figure.Number `json:"impact_ratio_of_largest,omitempty"`
	BelowFourFifths    bool           `json:"below_four_fifths"`
	Test               string         `json:"test"`
	P                  figure.Number  `json:"p"`
	PHolm              figure.Number  `json:"p_holm"`
	MidP               figure.Number  `json:"mid_p"`
	FisherP            figure.Number  `json:"fisher_p"`
	Z                  figure.Number  `json:"z"`
	ZP                 figure.Number  `json:"z_p"`
	Difference         figure.Number  `json:"difference"`
	DifferenceCI       figure.Range   `json:"difference_interval"`
	CohenH             figure.Number  `json:"cohen_h"`
	Shortfall          figure.Number  `json:"shortfall"`
	FlipFlop           bool           `json:"flip_flop"`
	Light              stats.Light    `json:"light"`
}

// Strata is a category beside the reference category within each requisition or stage, taken together.
type Strata struct {
	Category  string        `json:"category"`
	Strata    int           `json:"strata"`
	OddsRatio figure.Number `json:"odds_ratio"`
	Interval  figure.Range  `json:"interval"`
	Chi2      figure.Number `json:"chi2"`
	P         figure.Number `json:"p"`
}

// hiddenRow is what a machine gets of a row that must not be shown: no count, not even 0.
type hiddenRow struct {
	Category string `json:"category"`
	Hidden   string `json:"hidden"`
}

// MarshalJSON writes a row, or that it is hidden.
func (c Category) MarshalJSON() ([]byte, error) {
	if c.Hidden != "" {
		return json.Marshal(hiddenRow{c.Category, c.Hidden})
	}
	type plain Category
	return json.Marshal(plain(c))
}

// MarshalJSON writes a row, or that it is hidden.
func (r BiasRow) MarshalJSON() ([]byte, error) {
	if r.Hidden != "" {
		return json.Marshal(hiddenRow{r.Category, r.Hidden})
	}
	type plain BiasRow
	return json.Marshal(plain(r))
}

// MarshalJSON writes a row, or that it is hidden.
func (r ScoreRow) MarshalJSON() ([]byte, error) {
	if r.Hidden != "" {
		return json.Marshal(hiddenRow{r.Category, r.Hidden})
	}
	type plain ScoreRow
	return json.Marshal(plain(r))
}

// minKnown is the smallest number of people with a known group of whom a breakdown is shown under suppression.
const minKnown = 10

// Report makes the report. With suppress > 0 no cell below it is shown, nor what it could be reckoned from.
func (t *Tally) Report(suppress int) Report {
	r := Report{Indicator: Indicator, NotAnAudit: NotAnAudit, Suppression: Unsuppressed, Groups: t.groups, Suppress: suppress}
	if suppress > 0 {
		r.Suppression = "small counts are hidden, and what they could be reckoned from"
	}
	for _, s := range t.stages {
		r.Stages = append(r.Stages, t.stageReport(s, suppress))
	}
	if len(t.stages) > 1 {
		whole := &stage{name: "overall", counts: t.bottomLine(), requisitions: map[string]map[tuple]stats.Count{}}
		for _, s := range t.stages {
			whole.requisitions[s.name] = s.counts
		}
		o := t.stageReport(whole, suppress)
		for i := range o.Breakdowns {
			if o.Breakdowns[i].Stratified != "" {
				o.Breakdowns[i].Stratified = "stage"
			}
		}
		r.Overall = &o
	}
	return r
}

func (t *Tally) stageReport(s *stage, suppress int) Stage {
	out := Stage{Name: s.name, Undecided: s.undecided}
	for _, c := range s.counts {
		out.Applicants += c.N
		out.Selected += c.X
	}
	for column := range t.groups {
		out.Breakdowns = append(out.Breakdowns, t.breakdown(s, column, suppress))
	}
	t.bias(s, suppress, &out)
	return out
}

// byCategory sums counts of a column's categories.
func (t *Tally) byCategory(counts map[tuple]stats.Count, column int, categories []string) (known []stats.Count, unknown int) {
	known = make([]stats.Count, len(categories))
	for g, c := range counts {
		at := slices.Index(categories, t.tuples[g][column])
		if at < 0 {
			unknown += c.N
			continue
		}
		known[at].X += c.X
		known[at].N += c.N
	}
	return known, unknown
}

func (t *Tally) breakdown(s *stage, column, suppress int) Breakdown {
	categories := t.values(column)
	counts, unknown := t.byCategory(s.counts, column, categories)
	table := stats.AdverseImpact(counts, level)
	out := Breakdown{Group: t.groups[column], Known: table.Total.N, Unknown: unknown, Categories: []Category{}}
	if suppress > 0 && table.Total.N < minKnown {
		return Breakdown{Group: out.Group, Hidden: true, Categories: []Category{}}
	}
	hidden := hide(counts, suppress)
	compared := table.Reference >= 0 && hidden[table.Reference] == ""
	if compared {
		out.Reference, out.Small = categories[table.Reference], table.ReferenceSmall
		if out.Small && hidden[table.Largest] == "" {
			out.Largest = categories[table.Largest]
		}
	}
	for i, g := range table.Groups {
		c := Category{Category: categories[i], Hidden: hidden[i]}
		if c.Hidden == "" {
			rate := figure.Number(g.Rate)
			c.N, c.Selected, c.Rate, c.Reference, c.Under2 = g.N, g.X, &rate, g.Reference, g.Under2Percent
		}
		if c.Hidden == "" && compared && g.Light != "" {
			c.Comparison = comparison(g, out.Largest != "")
		}
		out.Categories = append(out.Categories, c)
	}
	if compared {
		t.stratify(&out, s, column, categories, table.Reference, hidden)
	}
	out.Scores = t.scores(s, column, categories, table, hidden, suppress)
	return out
}

// hide names what must not be shown of a row of counts; "" is shown.
func hide(counts []stats.Count, suppress int) []string {
	out := make([]string, len(counts))
	if suppress <= 0 {
		return out
	}
	for i, hidden := range stats.Suppress([][]stats.Count{counts}, suppress).Hidden[0] {
		out[i] = hiddenAs(hidden, counts[i], suppress)
	}
	return out
}

func comparison(g stats.Impact, largest bool) *Comparison {
	c := g.Comparison
	out := Comparison{
		ImpactRatio: figure.Number(c.ImpactRatio), ImpactRatioCI: figure.Range(c.ImpactRatioInterval),
		BelowFourFifths: c.BelowFourFifths, Test: g.Test, P: figure.Number(g.P), PHolm: figure.Number(g.PHolm),
		MidP: figure.Number(c.Exact.MidDouble), FisherP: figure.Number(c.Exact.TwoSided), Z: figure.Number(c.Z),
		ZP: figure.Number(c.P), Difference: figure.Number(c.Difference), DifferenceCI: figure.Range(c.DifferenceInterval),
		CohenH: figure.Number(c.CohenH), Shortfall: figure.Number(c.Shortfall), FlipFlop: g.FlipReverses, Light: g.Light,
	}
	if largest {
		ratio := figure.Number(g.ImpactRatioOfLargest)
		out.ImpactRatioLargest = &ratio
	}
	return &out
}

// stratify compares each category with the reference category within requisitions, or within stages, taken together:
// what looks like a difference between groups may be one between the places they apply to.
func (t *Tally) stratify(out *Breakdown, s *stage, column int, categories []string, reference int, hidden []string) {
	if len(s.requisitions) < 2 {
		return
	}
	out.Stratified = "requisition"
	var tables [][]stats.Count
	for _, name := range slices.Sorted(maps.Keys(s.requisitions)) {
		known, _ := t.byCategory(s.requisitions[name], column, categories)
		tables = append(tables, known)
	}
	for i, category := range categories {
		if i == reference || hidden[i] != "" {
			continue
		}
		var strata []stats.Stratum
		for _, counts := range tables {
			strata = append(strata, stats.Stratum{Focal: counts[i], Reference: counts[reference]})
		}
		m := stats.MantelHaenszel(strata, level)
		out.Strata = append(out.Strata, Strata{
			Category: category, Strata: m.Strata, OddsRatio: figure.Number(m.OddsRatio), Interval: figure.Range(m.Interval),
			Chi2: figure.Number(m.Chi2), P: figure.Number(m.P),
		})
	}
}
