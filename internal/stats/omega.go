package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Omega is McDonald's ω_total of a set of items under one common factor.
type Omega struct {
	Items, Rows  int
	Value        Figure    // (Σλ)²/((Σλ)²+Σψ)
	Loadings     []float64 // λ, of the standardised items; their sum is not negative
	Uniquenesses []float64 // ψ = 1−λ²
	Warn         []string
}

// How the loadings are searched for, and the largest one that is accepted: a uniqueness below .005 is a Heywood case.
const (
	omegaSteps     = 10_000
	omegaPrecision = 1e-10
	largestLoading = .99749686716300 // √.995
)

// OmegaTotal returns ω_total = (Σλ)²/((Σλ)²+Σψ) of people (rows) by items (columns), with the loadings λ of the one
// factor that leaves the smallest sum of squared residual correlations off the diagonal: minres (Harman & Jones 1966;
// McDonald 1999). Minres rather than maximum likelihood, because it also works when the correlation matrix is
// singular, as it is with few people. Each loading in turn is set to its optimum given the others,
// λ_i = Σ_{j≠i} r_ij λ_j / Σ_{j≠i} λ_j², which never raises the sum, until none moves. Items are standardised; rows
// with a missing answer (NaN) are left out. Undefined below three items, for which one factor is not identified, below
// three rows, and when an item does not vary.
func OmegaTotal(peopleByItems [][]float64) Omega {
	rows, reason := completeRows(peopleByItems)
	o := Omega{Rows: len(rows)}
	if len(peopleByItems) > 0 {
		o.Items = len(peopleByItems[0])
	}
	if reason == "" && (o.Items < 3 || o.Rows < 3) {
		reason = TooFew
	}
	if reason != "" {
		o.Value = undefined(reason)
		return o
	}
	if len(rows) < len(peopleByItems) {
		o.Warn = append(o.Warn, WarnMissingDropped)
	}
	r, reason := correlations(columns(rows))
	if reason != "" {
		o.Value = undefined(reason)
		return o
	}
	o.Loadings = minres(r)
	sum, unique := 0.0, 0.0
	for _, l := range o.Loadings {
		sum += l
		psi := 1 - l*l
		o.Uniquenesses = append(o.Uniquenesses, psi)
		unique += psi
		if math.Abs(l) >= largestLoading {
			o.Warn = append(o.Warn, WarnHeywood)
		}
	}
	o.Value = ratio(sum*sum, sum*sum+unique)
	return o
}

// correlations is the matrix of the items' correlations.
func correlations(items [][]float64) (*mat.SymDense, string) {
	r := mat.NewSymDense(len(items), nil)
	for i, x := range items {
		r.SetSym(i, i, 1)
		for j := range i {
			c := Pearson(x, items[j])
			if !c.Defined() {
				return nil, c.Undefined
			}
			r.SetSym(i, j, c.Value)
		}
	}
	return r, ""
}

// minres returns the loadings that leave the least. With few people there are several such valleys, some of them as
// deep, such as mirror images in one item; which of them a search ends in depends on the order of the items. So it
// starts from every principal component of the items in an order of their own, and the deepest wins.
func minres(r *mat.SymDense) []float64 {
	order := ownOrder(r)
	ordered := mat.NewSymDense(len(order), nil)
	for i, a := range order {
		for j, b := range order[:i+1] {
			ordered.SetSym(i, j, steady(r.At(a, b)))
		}
	}
	var best []float64
	least := math.Inf(1)
	for _, l := range components(ordered) {
		descend(ordered, l)
		if left := residual(ordered, l); best == nil || left < least {
			best, least = l, left
		}
	}
	sum := 0.0
	for _, v := range best {
		sum += v
	}
	out := make([]float64, len(best))
	for i, at := range order {
		if out[at] = best[i]; sum < 0 {
			out[at] = -best[i]
		}
	}
	return out
}

// steady rounds a correlation so that the order of the people, which changes its last digits, changes nothing.
func steady(r float64) float64 { return math.Round(r*1e12) / 1e12 }

// ownOrder is an order of the items that does not depend on how they came: by their correlations with the others, the
// smallest first.
func ownOrder(r *mat.SymDense) []int {
	k := r.SymmetricDim()
	profile, order := make([][]float64, k), make([]int, k)
	for i := range k {
		order[i] = i
		for j := range k {
			profile[i] = append(profile[i], steady(r.At(i, j)))
		}
		slices.Sort(profile[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(profile[a], profile[b]) })
	return order
}

// descend sets each loading in turn to its optimum given the others until none moves.
func descend(r *mat.SymDense, l []float64) {
	for range omegaSteps {
		moved := 0.0
		for i := range l {
			num, den := 0.0, 0.0
			for j := range l {
				if j != i {
					num += r.At(i, j) * l[j]
					den += l[j] * l[j]
				}
			}
			next := 0.0
			if den > 0 {
				next = clamp(num/den, -largestLoading, largestLoading)
			}
			moved = max(moved, math.Abs(next-l[i]))
			l[i] = next
		}
		if moved < omegaPrecision {
			return
		}
	}
}

// residual is Σ(r_ij − λ_iλ_j)² off the diagonal.
func residual(r *mat.SymDense, l []float64) float64 {
	sum := 0.0
	for i := range l {
		for j := range i {
			d := r.At(i, j) - l[i]*l[j]
			sum += d * d
		}
	}
	return sum
}

// components are the principal components as loadings: each eigenvector times the root of its eigenvalue, the largest
// last; ones if the search for them fails.
func components(r *mat.SymDense) [][]float64 {
	k := r.SymmetricDim()
	out := make([][]float64, k)
	for c := range out {
		out[c] = make([]float64, k)
	}
	var e mat.EigenSym
	if !e.Factorize(r, true) {
		for i := range k {
			out[0][i] = 1
		}
		return out[:1]
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	for c, value := range e.Values(nil) {
		root := math.Sqrt(max(0, value))
		for i := range k {
			out[c][i] = root * vectors.At(i, c)
		}
	}
	return out
}
