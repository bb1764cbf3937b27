package stats

import (
	"maps"
	"math"
	"slices"
)

// rest holds, by rater, their ratings of targets that another rated too, the means of the others, and by group of
// targets how far the rater's ratings there lie from those of all.
type rest struct {
	own, others [][]float64
	groups      []map[int]apart
}

// apart sums y − ȳ of a rater over some targets, ȳ being the mean of all ratings of the target, the rater's included.
type apart struct {
	sum float64
	n   int
}

func (m *additive) rest() rest {
	r := rest{make([][]float64, m.raters), make([][]float64, m.raters), make([]map[int]apart, m.raters)}
	for _, t := range m.targets {
		if len(t.Ratings) < 2 {
			continue
		}
		for i, g := range t.Ratings {
			sum := 0.0
			for j, h := range t.Ratings {
				if j != i {
					sum += h.Value
				}
			}
			r.own[g.Rater] = append(r.own[g.Rater], g.Value)
			r.others[g.Rater] = append(r.others[g.Rater], sum/float64(len(t.Ratings)-1))
			if r.groups[g.Rater] == nil {
				r.groups[g.Rater] = map[int]apart{}
			}
			a := r.groups[g.Rater][t.Group]
			a.sum, a.n = a.sum+g.Value-(sum+g.Value)/float64(len(t.Ratings)), a.n+1
			r.groups[g.Rater][t.Group] = a
		}
	}
	return r
}

// local is a rater's severity among those who rated the same targets: the mean over groups of the mean of y − ȳ, with
// Student's interval over groups, so that ratings within a group may move together. Undefined without a shared target;
// the interval below two groups.
func (r rest) local(rater int, level float64) (Figure, Interval) {
	var means []float64
	for _, g := range slices.Sorted(maps.Keys(r.groups[rater])) {
		a := r.groups[rater][g]
		means = append(means, a.sum/float64(a.n))
	}
	mean, sd := Mean(means), SD(means)
	switch {
	case !mean.Defined():
		return mean, noInterval(mean.Undefined)
	case !sd.Defined():
		return mean, noInterval(sd.Undefined)
	case !(level > 0 && level < 1):
		return mean, noInterval(OutsideRange)
	}
	n := float64(len(means))
	half := tQuantile((1+level)/2, n-1) * sd.Value / math.Sqrt(n)
	return mean, interval(mean.Value-half, mean.Value+half, level)
}

// spread is how widely a rater's ratings lie beside the others' of the same targets: the ratio of the standard
// deviations. The mean of several others spreads less than each of them, which errs on the rater's side. Undefined
// below two shared targets and where the others do not vary.
func (r rest) spread(rater int) Figure {
	own, others := SD(r.own[rater]), SD(r.others[rater])
	switch {
	case !own.Defined():
		return own
	case !others.Defined():
		return others
	case others.Value == 0:
		return undefined(NoVariation)
	}
	return bounded(own.Value / others.Value)
}

// repeated tells whether some group has several targets that are shared: their ratings by one rater move together.
func (r rest) repeated() bool {
	for _, groups := range r.groups {
		for _, a := range groups {
			if a.n > 1 {
				return true
			}
		}
	}
	return false
}

// sandwich returns the variance of each active rater's effect with groups of targets as the units that are drawn,
// Σ_g (N⁻u_g)_r² with u_g the rater's residuals summed over the group (Liang & Zeger 1986). In a crossed design it is,
// but for the factor G/(G−1) that clustered adds, the variance of the group means over their number.
func (m *additive) sandwich() []float64 {
	at := make(map[int]int, len(m.active))
	for i, r := range m.active {
		at[r] = i
	}
	groups := map[int]map[int]float64{}
	for i, t := range m.targets {
		if groups[t.Group] == nil {
			groups[t.Group] = map[int]float64{}
		}
		for _, g := range t.Ratings {
			groups[t.Group][at[g.Rater]] += g.Value - m.level[i] - m.rater[g.Rater]
		}
	}
	out := make([]float64, len(m.active))
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		u := groups[g]
		raters := slices.Sorted(maps.Keys(u))
		for i := range out {
			sum := 0.0
			for _, j := range raters {
				sum += m.inverse.At(i, j) * u[j] // u sums to 0: what N⁻ has less than the inverse takes nothing away
			}
			out[i] += sum * sum
		}
	}
	return out
}

// clustered is β ± t·√(V·G/(G−1)) with the variance V of sandwich and the G groups the rater shares, G−1 degrees of
// freedom.
func clustered(effect, variance float64, groups int, level float64) Interval {
	g := float64(groups)
	if groups < 2 {
		return noInterval(TooFew)
	}
	if !(level > 0 && level < 1) {
		return noInterval(OutsideRange)
	}
	half := tQuantile((1+level)/2, g-1) * math.Sqrt(variance*g/(g-1))
	return interval(effect-half, effect+half, level)
}
