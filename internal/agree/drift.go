package agree

import (
	"cmp"
	"slices"

	"touchstone/internal/stats"
)

// Drift is how a rater's severity moved from candidate to candidate. The ratings of one candidate come in as their
// mean, because they move together.
type Drift struct {
	N      int      `json:"n"`      // shared candidates whose ratings have a time
	Start  Estimate `json:"start"`  // severity over the first twenty
	Recent Estimate `json:"recent"` // over the last twenty
	Mean   Estimate `json:"mean"`   // mean level over the last twenty
	EWMA   Estimate `json:"ewma"`   // where the weighted mean stands after the last one
	Limit  Estimate `json:"limit"`  // how far from the start it may stray
	warn   []string
}

// met is one candidate as a rater rated them: severity there, mean level, and when it was done.
type met struct {
	candidate      int
	severity, mean float64
	at             int64
}

// drifts follows every rater through the candidates that another rated too.
func (r *Ratings) drifts(all set) []*Drift {
	out := make([]*Drift, len(r.raters.list))
	for i, series := range r.series(all) {
		if len(series) > 0 {
			out[i] = driftOf(series)
		}
	}
	return out
}

// series lists, by rater and in the order in which they were rated, the shared candidates whose ratings have a time.
// Targets and rows of a candidate stand together.
func (r *Ratings) series(all set) [][]met {
	out := make([][]met, len(r.raters.list))
	targets, rows := all.targets, r.rows
	for len(targets) > 0 {
		candidate := targets[0].Group
		sums := map[int]meeting{} // by rater
		for len(targets) > 0 && targets[0].Group == candidate {
			add(sums, targets[0])
			targets = targets[1:]
		}
		for len(rows) > 0 && int(rows[0].candidate) == candidate {
			s, shared := sums[int(rows[0].rater)]
			if shared {
				s.at = max(s.at, rows[0].at)
				sums[int(rows[0].rater)] = s
			}
			rows = rows[1:]
		}
		for rater, s := range sums {
			if s.at != noTime {
				out[rater] = append(out[rater], met{candidate, s.severity / s.n, s.level / s.n, s.at})
			}
		}
	}
	for _, series := range out {
		slices.SortFunc(series, func(a, b met) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.candidate, b.candidate)) })
	}
	return out
}

// meeting sums how a rater rated one candidate's shared answers: severity, level, how many, and when the last.
type meeting struct {
	severity, level, n float64
	at                 int64
}

// add counts in a target that several rated.
func add(sums map[int]meeting, t stats.Target) {
	if len(t.Ratings) < 2 {
		return
	}
	mean := stats.Mean(levels(t)).Value
	for _, g := range t.Ratings {
		s, known := sums[g.Rater]
		if !known {
			s.at = noTime
		}
		s.severity, s.level, s.n = s.severity+g.Value-mean, s.level+g.Value, s.n+1
		sums[g.Rater] = s
	}
}

func levels(t stats.Target) []float64 {
	out := make([]float64, len(t.Ratings))
	for i, g := range t.Ratings {
		out[i] = g.Value
	}
	return out
}

func driftOf(series []met) *Drift {
	severity, mean := make([]float64, len(series)), make([]float64, len(series))
	for i, m := range series {
		severity[i], mean[i] = m.severity, m.mean
	}
	chart, start := stats.DriftFromStart(severity)
	d := &Drift{
		N: len(series), Start: figure(start), Recent: figure(stats.Recent(severity)), Mean: figure(stats.Recent(mean)),
		EWMA: Estimate{Undefined: chart.Undefined}, Limit: Estimate{Undefined: chart.Undefined}, warn: chart.Warn,
	}
	if n := len(chart.Points); n > 0 {
		d.EWMA, d.Limit = Estimate{Value: &chart.Points[n-1].EWMA}, Estimate{Value: &chart.Points[n-1].Limit}
	}
	return d
}
