package agree

import (
	"cmp"
	"slices"

	"touchstone/internal/stats"
)

// Rater is what is peculiar to one rater.
type Rater struct {
	Name     string   `json:"rater"`
	Ratings  int      `json:"ratings"`
	Mean     Estimate `json:"mean"`
	SD       Estimate `json:"sd"`
	Severity Estimate `json:"severity"` // negative: severe
	Shared   int      `json:"shared_candidates"`
	Rest     Estimate `json:"rest_correlation"`
	RestN    int      `json:"rest_n"`
	Middle   Estimate `json:"middle_share"`
	HaloR    Estimate `json:"halo_mean_r"`
	HaloSD   Estimate `json:"halo_mean_sd"`
	HaloN    int      `json:"halo_candidates"` // whom the rater rated on every question they rate
	Flags    []string `json:"flags"`
}

func (r *Ratings) raterReports(all set, effects stats.RaterEffects) []Rater {
	tables := r.byRater()
	out := make([]Rater, len(r.raters.list))
	for i, e := range effects.Raters {
		halo := stats.HaloOf(tables[i])
		out[i] = Rater{
			Name: r.raters.list[i], Ratings: e.N, Mean: figure(e.Mean), SD: figure(e.SD),
			Severity: estimate(e.Severity, e.Interval), Shared: e.Shared, Rest: figure(e.Rest), RestN: e.RestN,
			Middle: figure(e.Middle), HaloR: figure(halo.MeanR), HaloSD: figure(halo.MeanSD), HaloN: halo.Candidates,
			Flags: append(append([]string{}, e.Warn...), halo.Warn...),
		}
	}
	return out
}

// byRater holds, for each rater, the candidates they rated on every question they rate, by question.
func (r *Ratings) byRater() [][][]float64 {
	rows := slices.Clone(r.rows)
	slices.SortFunc(rows, func(x, y rating) int {
		return cmp.Or(cmp.Compare(x.rater, y.rater), cmp.Compare(x.candidate, y.candidate), cmp.Compare(x.question, y.question))
	})
	asked := r.questionsByRater()
	out := make([][][]float64, len(r.raters.list))
	for len(rows) > 0 {
		first, n := rows[0], 1
		for n < len(rows) && rows[n].rater == first.rater && rows[n].candidate == first.candidate {
			n++
		}
		if n == asked[first.rater] {
			values := make([]float64, n)
			for i, row := range rows[:n] {
				values[i] = row.value
			}
			out[first.rater] = append(out[first.rater], values)
		}
		rows = rows[n:]
	}
	return out
}

// questionsByRater counts the questions each rater rates.
func (r *Ratings) questionsByRater() []int {
	out := make([]int, len(r.raters.list))
	known := map[[2]int32]bool{}
	for _, row := range r.rows {
		if key := [2]int32{row.rater, row.question}; !known[key] {
			known[key] = true
			out[row.rater]++
		}
	}
	return out
}
