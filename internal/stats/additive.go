package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Given is one rating of a target: who gave it, by number, and what.
type Given struct {
	Rater int
	Value float64
}

// Target is what raters rated, with the ratings it got. Targets of the same group, such as the answers of one person,
// count once where targets are counted.
type Target struct {
	Group   int
	Ratings []Given
}

// mostRaters is the largest number of raters whose effects are told apart: the equations grow with its square.
const mostRaters = 1000

// additive is the model y = μ + target + rater over the ratings given.
type additive struct {
	targets   []Target
	raters    int
	n         int
	given     [][]float64 // by rater
	active    []int       // raters with ratings
	rated     int         // targets with ratings
	level     []float64   // by target: μ + target, rater effects summing to 0; NaN for one without ratings
	rater     []float64
	inverse   *mat.SymDense // of the raters' normal equations, from which the effects' variances come
	residuals float64       // sum of squares
}

// newAdditive counts what there is; the reason why no effects can be told apart.
func newAdditive(targets []Target, raters int) (*additive, string) {
	m := &additive{targets: targets, raters: raters, given: make([][]float64, raters)}
	for _, t := range targets {
		for _, g := range t.Ratings {
			if math.IsInf(g.Value, 0) || math.IsNaN(g.Value) {
				return m, NotFinite
			}
			m.given[g.Rater] = append(m.given[g.Rater], g.Value)
		}
		m.n += len(t.Ratings)
		if len(t.Ratings) > 0 {
			m.rated++
		}
	}
	for r, given := range m.given {
		if len(given) > 0 {
			m.active = append(m.active, r)
		}
	}
	switch {
	case m.n == 0:
		return m, EmptyGroup
	case len(m.active) < 2:
		return m, TooFew
	case len(m.active) > mostRaters:
		return m, TooMany
	case !m.connected():
		return m, Disconnected
	}
	return m, ""
}

func (m *additive) crossed() bool { return m.n == len(m.targets)*m.raters }

// connected tells whether every rater with ratings is linked to every other by targets both rated.
func (m *additive) connected() bool {
	above := make([]int, m.raters)
	for r := range above {
		above[r] = r
	}
	root := func(r int) int {
		for above[r] != r {
			above[r] = above[above[r]]
			r = above[r]
		}
		return r
	}
	parts := len(m.active)
	for _, t := range m.targets {
		for _, g := range t.Ratings {
			if a, b := root(t.Ratings[0].Rater), root(g.Rater); a != b {
				above[b] = a
				parts--
			}
		}
	}
	return parts == 1
}

// fit solves the normal equations of the raters, targets taken out: N·β = q with N_rr = Σ_t (1 − 1/m_t) and
// N_rs = −Σ_t 1/m_t over the targets both rated, q_r = Σ_t (y_tr − ȳ_t). N has the constant vector as its null space;
// adding 1/R to every element makes it regular and its solution sum to 0.
func (m *additive) fit() {
	k := len(m.active)
	at := make([]int, m.raters)
	for i, r := range m.active {
		at[r] = i
	}
	normal, q := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
	for i := range k {
		for j := range i + 1 {
			normal.SetSym(i, j, 1/float64(k))
		}
	}
	for _, t := range m.targets {
		m.enter(t, at, normal, q)
	}
	m.rater = make([]float64, m.raters)
	m.solve(normal, q)
	m.settle()
}

// enter adds a target's ratings to the normal equations.
func (m *additive) enter(t Target, at []int, normal *mat.SymDense, q *mat.VecDense) {
	size, sum := float64(len(t.Ratings)), 0.0
	for _, g := range t.Ratings {
		sum += g.Value
	}
	for i, g := range t.Ratings {
		a := at[g.Rater]
		q.SetVec(a, q.AtVec(a)+g.Value-sum/size)
		normal.SetSym(a, a, normal.At(a, a)+1-1/size)
		for _, h := range t.Ratings[:i] {
			b := at[h.Rater]
			normal.SetSym(a, b, normal.At(a, b)-1/size)
		}
	}
}

func (m *additive) solve(normal *mat.SymDense, q *mat.VecDense) {
	m.inverse = mat.NewSymDense(len(m.active), nil)
	var chol mat.Cholesky
	var beta mat.VecDense
	if !chol.Factorize(normal) || chol.SolveVecTo(&beta, q) != nil || chol.InverseTo(m.inverse) != nil {
		return
	}
	for i, r := range m.active {
		m.rater[r] = beta.AtVec(i)
	}
}

// settle computes the targets' levels and what the model leaves.
func (m *additive) settle() {
	m.level = make([]float64, len(m.targets))
	for i, t := range m.targets {
		sum := 0.0
		for _, g := range t.Ratings {
			sum += g.Value - m.rater[g.Rater]
		}
		m.level[i] = sum / float64(len(t.Ratings))
		for _, g := range t.Ratings {
			e := g.Value - m.level[i] - m.rater[g.Rater]
			m.residuals += e * e
		}
	}
}

// adjusted is a target's level.
func (m *additive) adjusted(i int) Figure {
	if len(m.targets[i].Ratings) == 0 {
		return undefined(EmptyGroup)
	}
	return bounded(m.level[i])
}

// df is what the model leaves: ratings − targets − raters + 1.
func (m *additive) df() float64 { return float64(m.n - m.rated - len(m.active) + 1) }

func (m *additive) residualSD() Figure {
	if m.df() < 1 {
		return undefined(TooFew)
	}
	return bounded(math.Sqrt(m.residuals / m.df()))
}

// interval is β ± t·√(MSE·N⁻_rr) of the i-th active rater, N⁻ = (N+J/R)⁻¹ − J/R. It holds where every group has one
// target that is shared.
func (m *additive) interval(i int, level float64) Interval {
	df := m.df()
	if df < 1 {
		return noInterval(TooFew)
	}
	if !(level > 0 && level < 1) {
		return noInterval(OutsideRange)
	}
	v := max(0, m.inverse.At(i, i)-1/float64(len(m.active)))
	half := tQuantile((1+level)/2, df) * math.Sqrt(m.residuals/df*v)
	effect := m.rater[m.active[i]]
	return interval(effect-half, effect+half, level)
}
