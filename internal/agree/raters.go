package agree

import (
	"math"

	"touchstone/internal/stats"
)

// Rater is what is peculiar to one rater.
type Rater struct {
	Name     string   `json:"rater"`
	Ratings  int      `json:"ratings"`
	Levels   []int    `json:"levels"` // how often each point of the scale was given; null where it has too many
	Mean     Estimate `json:"mean"`
	SD       Estimate `json:"sd"`
	Severity Estimate `json:"severity"` // negative: severe
	Among    string   `json:"severity_among"`
	Shared   int      `json:"shared_candidates"`
	Rest     Estimate `json:"rest_correlation"`
	Spread   Estimate `json:"spread_ratio"` // beside the others' over the same answers
	RestN    int      `json:"rest_n"`
	Middle   Estimate `json:"middle_share"`
	HaloR    Estimate `json:"halo_mean_r"`
	HaloSD   Estimate `json:"halo_mean_sd"`
	HaloN    int      `json:"halo_candidates"` // whom the rater rated on every value, or question, they rate
	HaloOf   int      `json:"halo_dimensions"` // how many of these they rate
	Over     string   `json:"halo_over"`       // values or questions
	Drift    *Drift   `json:"drift"`           // nil: no shared candidate's ratings have a time
	Flags    []string `json:"flags"`
}

// Among whom severity is.
const (
	AmongAll  = "all"  // everybody rated everything, or the additive model links all raters
	AmongSame = "same" // those who rated the same answers: the others cannot be reached
)

func (r *Ratings) raterReports(all set, effects stats.RaterEffects, scale Scale) []Rater {
	tables, dimensions := r.byRater()
	drifts, levels := r.drifts(all), r.levels(scale)
	over := OfQuestions
	if r.valued() {
		over = OfValues
	}
	out := make([]Rater, len(r.raters.list))
	for i, e := range effects.Raters {
		halo := stats.HaloOf(tables[i])
		out[i] = Rater{
			Name: r.raters.list[i], Ratings: e.N, Levels: levels[i], Mean: figure(e.Mean), SD: figure(e.SD),
			Severity: estimate(e.Known()), Among: AmongAll, Shared: e.Shared,
			Rest: figure(e.Rest), Spread: figure(e.Spread), RestN: e.RestN,
			Middle: figure(e.Middle), HaloR: figure(halo.MeanR), HaloSD: figure(halo.MeanSD), HaloN: halo.Candidates,
			HaloOf: dimensions[i], Over: over, Drift: drifts[i], Flags: append(append([]string{}, e.Warn...), halo.Warn...),
		}
		if d := drifts[i]; d != nil {
			out[i].Flags = append(out[i].Flags, d.warn...)
		}
		if effects.Undefined != "" {
			out[i].Among = AmongSame
		}
	}
	return out
}

// mostLevels is the largest number of points of a scale that are counted one by one.
const mostLevels = 11

// levels counts, by rater, how often each point of the scale was given.
func (r *Ratings) levels(scale Scale) [][]int {
	out := make([][]int, len(r.raters.list))
	n := int(scale.Hi-scale.Lo) + 1
	for _, row := range r.rows {
		if row.value != math.Trunc(row.value) || row.value < scale.Lo || row.value > scale.Hi {
			return out
		}
	}
	if n > mostLevels {
		return out
	}
	counts := make([]int, n*len(out))
	for i := range out {
		out[i] = counts[i*n : (i+1)*n : (i+1)*n]
	}
	for _, row := range r.rows {
		out[row.rater][int(row.value-scale.Lo)]++
	}
	return out
}
