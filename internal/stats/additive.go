package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// additive is the model y = μ + candidate + rater over the cells that are not missing.
type additive struct {
	cells     [][]float64
	raters    int
	n         int
	level     []float64 // by candidate: μ + candidate, rater effects summing to 0
	rater     []float64
	inverse   *mat.SymDense // of the reduced normal equations, from which the effects' variances come
	residuals float64       // sum of squares
}

func newAdditive(cells [][]float64) (*additive, string) {
	m := &additive{cells: cells}
	if len(cells) == 0 || len(cells[0]) == 0 {
		return m, EmptyGroup
	}
	m.raters = len(cells[0])
	for _, row := range cells {
		if len(row) != m.raters {
			return m, LengthsDiffer
		}
		for _, y := range row {
			if math.IsInf(y, 0) {
				return m, NotFinite
			}
			if !math.IsNaN(y) {
				m.n++
			}
		}
	}
	switch {
	case m.n == 0:
		return m, EmptyGroup
	case m.raters < 2:
		return m, TooFew
	case !m.connected():
		return m, Disconnected
	}
	return m, ""
}

func (m *additive) crossed() bool { return m.n == len(m.cells)*m.raters }

// connected tells whether every rater with ratings is linked to every other by candidates both rated.
func (m *additive) connected() bool {
	reached := make([]bool, m.raters)
	active := 0
	for r := range m.raters {
		if m.given(r) > 0 {
			if active == 0 {
				reached[r] = true
			}
			active++
		}
	}
	for grown := true; grown; {
		grown = false
		for _, row := range m.cells {
			grown = m.reach(row, reached) || grown
		}
	}
	n := 0
	for _, is := range reached {
		if is {
			n++
		}
	}
	return n == active && active > 1
}

// reach marks the raters of a candidate whom one reached rater rated; it tells whether any is new.
func (m *additive) reach(row []float64, reached []bool) bool {
	linked, grown := false, false
	for r, y := range row {
		linked = linked || reached[r] && !math.IsNaN(y)
	}
	for r, y := range row {
		if linked && !math.IsNaN(y) && !reached[r] {
			reached[r], grown = true, true
		}
	}
	return grown
}

func (m *additive) given(r int) (n int) {
	for _, row := range m.cells {
		if !math.IsNaN(row[r]) {
			n++
		}
	}
	return n
}

// fit solves the normal equations of the raters, candidates taken out: N·β = q with N_rr = Σ_c (1 − 1/m_c) and
// N_rs = −Σ_c 1/m_c over the candidates both rated, q_r = Σ_c (y_cr − ȳ_c). N has the constant vector as its null
// space; adding 1/R to every element makes it regular and its solution sum to 0.
func (m *additive) fit() {
	active := m.active()
	k := len(active)
	normal, q := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
	for _, row := range m.cells {
		size, mean := 0.0, 0.0
		for _, y := range row {
			if !math.IsNaN(y) {
				size++
				mean += y
			}
		}
		mean /= size
		for i, r := range active {
			if math.IsNaN(row[r]) {
				continue
			}
			q.SetVec(i, q.AtVec(i)+row[r]-mean)
			normal.SetSym(i, i, normal.At(i, i)+1)
			for j, s := range active[:i+1] {
				if !math.IsNaN(row[s]) {
					normal.SetSym(i, j, normal.At(i, j)-1/size)
				}
			}
		}
	}
	for i := range k {
		for j := range i + 1 {
			normal.SetSym(i, j, normal.At(i, j)+1/float64(k))
		}
	}
	m.solve(normal, q, active)
}

// active are the raters with ratings.
func (m *additive) active() (out []int) {
	for r := range m.raters {
		if m.given(r) > 0 {
			out = append(out, r)
		}
	}
	return out
}

func (m *additive) solve(normal *mat.SymDense, q *mat.VecDense, active []int) {
	m.rater, m.level = make([]float64, m.raters), make([]float64, len(m.cells))
	var chol mat.Cholesky
	m.inverse = mat.NewSymDense(m.raters, nil)
	if chol.Factorize(normal) {
		var beta mat.VecDense
		var inverse mat.SymDense
		if chol.SolveVecTo(&beta, q) == nil && chol.InverseTo(&inverse) == nil {
			for i, r := range active {
				m.rater[r] = beta.AtVec(i)
				for j, s := range active[:i+1] {
					m.inverse.SetSym(r, s, inverse.At(i, j)-1/float64(len(active)))
				}
			}
		}
	}
	for c, row := range m.cells {
		sum, n := 0.0, 0.0
		for r, y := range row {
			if !math.IsNaN(y) {
				sum += y - m.rater[r]
				n++
			}
		}
		m.level[c] = sum / n // NaN for a candidate nobody rated
		for r, y := range row {
			if !math.IsNaN(y) {
				e := y - m.level[c] - m.rater[r]
				m.residuals += e * e
			}
		}
	}
}

func (m *additive) adjusted(c int) Figure {
	if math.IsNaN(m.level[c]) {
		return undefined(EmptyGroup)
	}
	return bounded(m.level[c])
}

// df is what the model leaves: ratings − rated candidates − raters + 1.
func (m *additive) df() float64 {
	rated := 0
	for _, row := range m.cells {
		if len(present(row)) > 0 {
			rated++
		}
	}
	return float64(m.n - rated - len(m.active()) + 1)
}

func (m *additive) residualSD(reason string) Figure {
	if reason != "" {
		return undefined(reason)
	}
	if m.df() < 1 {
		return undefined(TooFew)
	}
	return bounded(math.Sqrt(m.residuals / m.df()))
}

// interval is β ± t·√(MSE·N⁻_rr).
func (m *additive) interval(r int, effect Figure, level float64) Interval {
	df := m.df()
	switch {
	case !effect.Defined():
		return noInterval(effect.Undefined)
	case df < 1:
		return noInterval(TooFew)
	case !(level > 0 && level < 1):
		return noInterval(OutsideRange)
	}
	half := tQuantile((1+level)/2, df) * math.Sqrt(max(0, m.residuals/df*m.inverse.At(r, r)))
	return interval(effect.Value-half, effect.Value+half, level)
}

// rest correlates a rater with the mean of the others, over the candidates that another rated too.
func (m *additive) rest(r int) (Figure, int) {
	var own, others []float64
	for _, row := range m.cells {
		sum, n := 0.0, 0.0
		for s, y := range row {
			if s != r && !math.IsNaN(y) {
				sum += y
				n++
			}
		}
		if n > 0 && !math.IsNaN(row[r]) {
			own, others = append(own, row[r]), append(others, sum/n)
		}
	}
	return Pearson(own, others), len(own)
}
