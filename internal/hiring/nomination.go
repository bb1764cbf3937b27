package hiring

import (
	"cmp"
	"math"
	"slices"

	"github.com/google/uuid"
)

// NominationRule says on which recorded figures top reps are proposed.
type NominationRule struct {
	Metrics      []NominationMetric
	TopShare     float64 // the share of those ranked that is proposed as top reps, for example 0.25
	FewestMonths int     // reps with a shorter (or, when this is over 0, an unknown) tenure are not proposed
}

// NominationMetric is one figure and which way it is good.
type NominationMetric struct {
	Name      string
	LowIsGood bool // handle time, for example
}

// Check: a proposal rests on at least one figure, and on a share that leaves a middle to compare with.
func (r NominationRule) Check() Problems {
	var ps Problems
	if len(r.Metrics) == 0 {
		ps.Add("metrics", "problem.required")
	}
	if r.TopShare < .05 || r.TopShare > .5 {
		ps.Add("share", "problem.out_of_range", "Lo", 5, "Hi", 50)
	}
	if r.FewestMonths < 0 || r.FewestMonths > MaxTenureMonths {
		ps.Add("months", "problem.out_of_range", "Lo", 0, "Hi", MaxTenureMonths)
	}
	return ps
}

// Ranked is an incumbent's place in a nomination.
type Ranked struct {
	ID    uuid.UUID
	Score float64 // mean z over the metrics that are known
}

// Rank orders the incumbents a rule can judge, best first: by the mean of their z scores (x − mean) / SD over the
// rule's metrics, each within everybody who is judged, its sign turned where low is good. A missing figure is left
// out of a person's mean; who lacks more than half of the figures is not judged, and a figure on which all are alike
// says nothing. Equals stand in the order of their addresses, so the same input always gives the same order.
func (r NominationRule) Rank(people []Incumbent) []Ranked {
	var judged []Incumbent
	for _, p := range people {
		if p.ErasedAt == nil && r.longEnough(p) && 2*r.known(p) >= len(r.Metrics) && r.known(p) > 0 {
			judged = append(judged, p)
		}
	}
	slices.SortFunc(judged, func(a, b Incumbent) int { return cmp.Compare(a.Email, b.Email) })
	out := make([]Ranked, len(judged))
	sums, counts := make([]float64, len(judged)), make([]int, len(judged))
	for _, m := range r.Metrics {
		mean, sd := momentsOf(judged, m.Name)
		for i, p := range judged {
			x, ok := p.Metrics[m.Name]
			if !ok {
				continue
			}
			counts[i]++
			if sd > 0 && m.LowIsGood {
				sums[i] -= (x - mean) / sd
			} else if sd > 0 {
				sums[i] += (x - mean) / sd
			}
		}
	}
	for i, p := range judged {
		out[i] = Ranked{ID: p.ID, Score: sums[i] / float64(counts[i])}
	}
	slices.SortStableFunc(out, func(a, b Ranked) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// Propose puts the incumbents into groups: the best share are top reps; as many, those nearest to the middle of the
// ranking, are comparison reps. Nobody of the lowest quarter is: a benchmark that only tells top reps from the
// weakest tells too little. Who cannot be judged has no entry.
func (r NominationRule) Propose(people []Incumbent) map[uuid.UUID]RepGroup {
	ranked := r.Rank(people)
	n := len(ranked)
	out := make(map[uuid.UUID]RepGroup, n)
	top := int(math.Round(r.TopShare * float64(n)))
	if n > 0 && top == 0 {
		top = 1
	}
	for i, p := range ranked {
		out[p.ID] = NoGroup
		if i < top {
			out[p.ID] = TopRep
		}
	}
	floor := n - n/4 // places from here on are the lowest quarter
	var middle []int
	for i := top; i < floor; i++ {
		middle = append(middle, i)
	}
	centre := float64(n-1) / 2
	slices.SortStableFunc(middle, func(a, b int) int {
		return cmp.Compare(math.Abs(float64(a)-centre), math.Abs(float64(b)-centre))
	})
	for _, i := range middle[:min(top, len(middle))] {
		out[ranked[i].ID] = ComparisonRep
	}
	return out
}

func (r NominationRule) longEnough(p Incumbent) bool {
	return r.FewestMonths == 0 || p.TenureMonths != nil && *p.TenureMonths >= r.FewestMonths
}

func (r NominationRule) known(p Incumbent) int {
	n := 0
	for _, m := range r.Metrics {
		if _, ok := p.Metrics[m.Name]; ok {
			n++
		}
	}
	return n
}

// momentsOf returns mean and unbiased standard deviation of a metric over those who have it.
func momentsOf(people []Incumbent, metric string) (mean, sd float64) {
	var xs []float64
	for _, p := range people {
		if x, ok := p.Metrics[metric]; ok {
			xs = append(xs, x)
			mean += x
		}
	}
	if len(xs) < 2 {
		return mean, 0
	}
	mean /= float64(len(xs))
	for _, x := range xs {
		sd += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(sd / float64(len(xs)-1))
}

// MetricNames lists the figures anybody has, in alphabetical order.
func MetricNames(people []Incumbent) []string {
	seen := map[string]bool{}
	for _, p := range people {
		for m := range p.Metrics {
			seen[m] = true
		}
	}
	var out []string
	for m := range seen {
		out = append(out, m)
	}
	slices.Sort(out)
	return out
}
