package stats

import (
	"cmp"
	"math"
	"slices"
)

// Lasted is how many observations lasted so long: until what is waited for happened, or, of those still waiting, until
// now.
type Lasted struct {
	Time           float64
	Ended, Waiting int
}

// Survival is how long something lasts when some of it is not over: quartiles of the Kaplan–Meier estimate, which
// counts those still waiting as lasting longer than they have so far. A quartile that the curve does not come down to is
// undefined (TooFew): so many still wait that nobody can tell.
type Survival struct {
	N, Ended, Waiting    int
	Lower, Median, Upper Figure // the time within which a quarter, a half, three quarters are over
}

// NewSurvival estimates S(t) = Π (1 − d/n) over the times t at which something ended, d being how many ended then and n
// how many had lasted that long (Kaplan & Meier 1958, JASA 53:457); an observation that still waits at t is among the n
// of t. The p-quantile is the first time at which S falls below 1 − p, and the middle of the stretch on which it equals
// 1 − p where there is one, as R's survival::quantile.survfit has it.
func NewSurvival(lasted []Lasted) Survival {
	var s Survival
	for _, l := range lasted {
		if math.IsNaN(l.Time) || math.IsInf(l.Time, 0) || l.Time < 0 || l.Ended < 0 || l.Waiting < 0 {
			return s.without(OutsideRange)
		}
		s.Ended, s.Waiting = s.Ended+l.Ended, s.Waiting+l.Waiting
	}
	if s.N = s.Ended + s.Waiting; s.N == 0 {
		return s.without(EmptyGroup)
	}
	steps := survivalSteps(lasted, s.N)
	s.Lower, s.Median, s.Upper = survivalQuantile(steps, .75), survivalQuantile(steps, .5), survivalQuantile(steps, .25)
	return s
}

func (s Survival) without(reason string) Survival {
	s.Lower, s.Median, s.Upper = undefined(reason), undefined(reason), undefined(reason)
	return s
}

// survivalStep is the curve from a time on.
type survivalStep struct{ at, left float64 }

func survivalSteps(lasted []Lasted, n int) []survivalStep {
	sorted := slices.Clone(lasted)
	slices.SortFunc(sorted, func(a, b Lasted) int { return cmp.Compare(a.Time, b.Time) })
	var steps []survivalStep
	left := 1.0
	for i := 0; i < len(sorted); {
		at, ended, gone := sorted[i].Time, 0, 0
		for ; i < len(sorted) && sorted[i].Time == at; i++ {
			ended, gone = ended+sorted[i].Ended, gone+sorted[i].Ended+sorted[i].Waiting
		}
		if ended > 0 {
			left *= 1 - float64(ended)/float64(n)
			steps = append(steps, survivalStep{at, left})
		}
		n -= gone
	}
	return steps
}

// survivalTie is how near the curve must come to a share to equal it: products of fractions are not exact.
const survivalTie = 1e-9

func survivalQuantile(steps []survivalStep, share float64) Figure {
	for i, s := range steps {
		switch {
		case s.left < share-survivalTie:
			return Figure{Value: s.at}
		case s.left <= share+survivalTie && i+1 < len(steps):
			return Figure{Value: (s.at + steps[i+1].at) / 2}
		case s.left <= share+survivalTie:
			return Figure{Value: s.at}
		}
	}
	return undefined(TooFew)
}
