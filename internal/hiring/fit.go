package hiring

import "math"

// halfWidth90 is how many standard errors a 90 % interval reaches to each side.
const halfWidth90 = 1.645

// distinguishable is how many standard errors of a difference two fits must lie apart to be told apart at 95 %.
const distinguishable = 1.96

// StandardError is the standard error a 90 % interval of the fit stands for; ok is false when there is no interval.
func (a Application) StandardError() (se float64, ok bool) {
	if a.Fit == nil || a.FitLo == nil || a.FitHi == nil {
		return 0, false
	}
	return (*a.FitHi - *a.FitLo) / (2 * halfWidth90), true
}

// LikeFit tells whether the fits of two applications cannot be told apart: |x1−x2| < 1.96·√(SE1²+SE2²). Without an
// interval nothing can be said, and the answer is false.
func (a Application) LikeFit(b Application) bool {
	se1, ok1 := a.StandardError()
	se2, ok2 := b.StandardError()
	return ok1 && ok2 && math.Abs(*a.Fit-*b.Fit) < distinguishable*math.Hypot(se1, se2)
}
