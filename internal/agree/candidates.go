package agree

import "touchstone/internal/stats"

// Candidate is what a candidate was given, and what raters of average severity would have given: information, never
// the score.
type Candidate struct {
	Name     string   `json:"candidate"`
	Ratings  int      `json:"ratings"`
	Raters   int      `json:"raters"`
	Mean     Estimate `json:"mean"`     // of the answers' means
	Adjusted Estimate `json:"adjusted"` // of the answers' levels in the model of severity
}

// candidateReports are in the order of names. targets of a candidate stand together in all.
func (r *Ratings) candidateReports(all set, effects stats.RaterEffects) []Candidate {
	out := make([]Candidate, len(r.candidates.list))
	means, adjusted := make([][]float64, len(out)), make([][]float64, len(out))
	raters := make([]map[int]bool, len(out))
	for i, t := range all.targets {
		c := &out[t.Group]
		c.Ratings += len(t.Ratings)
		if raters[t.Group] == nil {
			raters[t.Group] = map[int]bool{}
		}
		for _, g := range t.Ratings {
			raters[t.Group][g.Rater] = true
		}
		means[t.Group] = append(means[t.Group], stats.Mean(levels(t)).Value)
		if i < len(effects.Targets) && effects.Targets[i].Defined() {
			adjusted[t.Group] = append(adjusted[t.Group], effects.Targets[i].Value)
		}
	}
	for i := range out {
		out[i].Name, out[i].Raters = r.candidates.list[i], len(raters[i])
		out[i].Mean, out[i].Adjusted = figure(stats.Mean(means[i])), figure(stats.Mean(adjusted[i]))
		if effects.Undefined != "" {
			out[i].Adjusted = Estimate{Undefined: effects.Undefined}
		}
	}
	return out
}
