package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func symmetric(rows ...[]float64) *mat.SymDense {
	out := mat.NewSymDense(len(rows), nil)
	for i, row := range rows {
		for j := range i + 1 {
			out.SetSym(i, j, row[j])
		}
	}
	return out
}

func TestResidualIsWhatOneFactorLeaves(t *testing.T) {
	t.Parallel()
	r := symmetric([]float64{1}, []float64{.5, 1}, []float64{.2, .1, 1})
	// .5 − .5·.4 = .3, .2 − .5·.3 = .05, .1 − .4·.3 = −.02
	if got := residual(r, []float64{.5, .4, .3}); math.Abs(got-(.09+.0025+.0004)) > 1e-12 {
		t.Errorf("the residual is %v", got)
	}
}

// TestTheDeepestValleyIsTaken: of what a search comes to from many starts nothing leaves less than the loadings do, and
// they point where most of the items do.
func TestTheDeepestValleyIsTaken(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	several := 0
	for range 600 {
		rows := make([][]float64, 4)
		for i := range rows {
			for range 5 {
				rows[i] = append(rows[i], rng.NormFloat64())
			}
		}
		r, reason := correlations(columns(rows))
		if reason != "" {
			t.Fatal(reason)
		}
		found := minres(r)
		least, deepest, shallowest, sum := residual(r, found), math.Inf(1), 0.0, 0.0
		for _, l := range found {
			sum += l
		}
		for range 20 {
			l := make([]float64, len(found))
			for i := range l {
				l[i] = 2*rng.Float64() - 1
			}
			descend(r, l)
			deepest, shallowest = min(deepest, residual(r, l)), max(shallowest, residual(r, l))
		}
		if shallowest > deepest+1e-6 {
			several++
		}
		if sum < 0 || least > deepest+1e-6 {
			t.Errorf("%v leaves %v; searches leave %v to %v", found, least, deepest, shallowest)
		}
	}
	if several < 20 {
		t.Errorf("only %d of 600 had more than one valley: the test says little", several)
	}
}
