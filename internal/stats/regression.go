package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"
)

// rankTolerance is how small, relative to its column, what a predictor adds to those before it may be before it
// counts as following from them.
const rankTolerance = 1e-7

// Coefficient is one term of a regression.
type Coefficient struct {
	Term               string
	Estimate, SE, T, P Figure
}

// Regression is a least-squares fit of an outcome on predictors.
type Regression struct {
	N            int
	DF           int // of the residual
	Coefficients []Coefficient
	R2           Figure
	Residual     Figure // Σ(y−ŷ)²
	SEE          Figure // standard error of estimate, √(Residual/DF)
	Undefined    string // why there is none
}

// Defined tells whether the regression could be fitted.
func (r Regression) Defined() bool { return r.Undefined == "" }

// predictor is a column of a regression.
type predictor struct {
	term   string
	values []float64
}

// regress fits y on an intercept and predictors by QR decomposition. Undefined (too_few) with fewer observations than
// terms, (no_variation) when y or a predictor is constant, and (collinear) when a predictor follows from the others.
func regress(y []float64, predictors ...predictor) Regression {
	n, k := len(y), len(predictors)+1
	r := Regression{N: n, DF: n - k}
	if r.DF < 0 || n < 2 {
		return r.without(TooFew)
	}
	centre := mean(y)
	total := squares(y)
	if total == 0 {
		return r.without(NoVariation)
	}
	design := mat.NewDense(n, k, nil)
	outcome := mat.NewVecDense(n, nil)
	for i := range y {
		design.Set(i, 0, 1)
		outcome.SetVec(i, y[i]-centre)
	}
	for j, p := range predictors {
		if squares(p.values) == 0 {
			return r.without(NoVariation)
		}
		design.SetCol(j+1, p.values)
	}
	var qr mat.QR
	qr.Factorize(design)
	var upper mat.Dense
	qr.RTo(&upper)
	if !fullRank(design, &upper) {
		return r.without(Collinear)
	}
	var beta mat.VecDense
	if err := qr.SolveVecTo(&beta, false, outcome); err != nil {
		return r.without(Collinear)
	}
	var fitted, residual mat.VecDense
	fitted.MulVec(design, &beta)
	residual.SubVec(outcome, &fitted)
	rss := mat.Dot(&residual, &residual)
	r.R2, r.Residual = bounded(clamp(1-rss/total, 0, 1)), bounded(rss)
	beta.SetVec(0, beta.AtVec(0)+centre)
	return r.coefficients(&beta, &upper, predictors)
}

// without marks everything as undefined.
func (r Regression) without(reason string) Regression {
	r.Undefined = reason
	r.R2, r.Residual, r.SEE = undefined(reason), undefined(reason), undefined(reason)
	return r
}

// fullRank compares what each column adds, the diagonal of R, with the column's length.
func fullRank(design, upper *mat.Dense) bool {
	_, k := design.Dims()
	for j := range k {
		if !(math.Abs(upper.At(j, j)) > rankTolerance*mat.Norm(design.ColView(j), 2)) {
			return false
		}
	}
	return true
}

// coefficients adds standard errors, from s²(RᵀR)⁻¹, and tests. Without a residual degree of freedom, or for a perfect
// fit, the estimates stand alone.
func (r Regression) coefficients(beta *mat.VecDense, upper *mat.Dense, predictors []predictor) Regression {
	k := len(predictors) + 1
	var inverse mat.Dense
	if err := inverse.Inverse(upper.Slice(0, k, 0, k)); err != nil {
		return r.without(Collinear)
	}
	r.SEE = undefined(TooFew)
	if r.DF > 0 {
		r.SEE = Figure{Value: math.Sqrt(r.Residual.Value / float64(r.DF))}
	}
	for j := range k {
		c := Coefficient{Term: "intercept", Estimate: bounded(beta.AtVec(j))}
		if j > 0 {
			c.Term = predictors[j-1].term
		}
		c.SE, c.T, c.P = r.SEE, r.SEE, r.SEE
		if r.SEE.Defined() {
			c.SE = bounded(r.SEE.Value * mat.Norm(inverse.RowView(j), 2))
			c.T, c.P = undefined(Perfect), undefined(Perfect)
		}
		if c.SE.Defined() && c.SE.Value > 0 {
			c.T = bounded(c.Estimate.Value / c.SE.Value)
			c.P = Figure{Value: tTwoSided(c.T.Value, float64(r.DF))}
		}
		r.Coefficients = append(r.Coefficients, c)
	}
	return r
}

// StepTest compares a regression with a smaller one within it.
type StepTest struct {
	F        Figure
	DF1, DF2 int
	P        Figure
}

// step is F = ((RSS_small−RSS_large)/df1)/(RSS_large/df2). Undefined when either regression is, when no residual
// degree of freedom is left, and when the larger one fits perfectly.
func step(small, large Regression) StepTest {
	t := StepTest{DF1: small.DF - large.DF, DF2: large.DF}
	reason := ""
	switch {
	case !small.Defined():
		reason = small.Undefined
	case !large.Defined():
		reason = large.Undefined
	case t.DF1 < 1 || t.DF2 < 1:
		reason = TooFew
	case large.R2.Value == 1 || large.Residual.Value == 0:
		reason = Perfect
	}
	if reason != "" {
		t.F, t.P = undefined(reason), undefined(reason)
		return t
	}
	d1, d2 := float64(t.DF1), float64(t.DF2)
	f := max(0, small.Residual.Value-large.Residual.Value) / d1 / (large.Residual.Value / d2)
	t.F = bounded(f)
	t.P = Figure{Value: mathext.RegIncBeta(d2/2, d1/2, d2/(d2+d1*f))}
	return t
}
