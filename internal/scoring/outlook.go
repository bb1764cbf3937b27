package scoring

import (
	"math"

	"touchstone/internal/stats"
)

// Outlook is what a number of exemplars buys (§2.2, §2.3): how exact a share of them is, how dependable their
// consensus is, and how large a difference from as many comparison reps would be noticed.
type Outlook struct {
	Exemplars  int     `json:"exemplars"`
	Share      float64 `json:"share"`      // half the width of Wilson's 95 % interval of one half
	Consensus  float64 `json:"consensus"`  // Spearman–Brown reliability of their mean, at a mean correlation of .30
	Noticeable Figure  `json:"noticeable"` // the AUC that is found four times in five at p < .05, two-sided
}

// meanCorrelation is the mean correlation between two exemplars that the reliability of a consensus assumes (§2.2).
const meanCorrelation = .30

// normal quantiles of the power calculation: two-sided 5 %, power 80 %.
const (
	zTwoSided = 1.959963984540054
	zPower    = .8416212335729143
)

// OutlookAt returns what n exemplars, with as many comparison reps, buy. The noticeable difference solves
// n = 2(z₁+z₂)²/d² + z₁²/4 (Guenther 1981, The American Statistician 35:243, an approximation of the noncentral t
// within a hundredth from n = 10 on) for d, and is given as the AUC Φ(d/√2); undefined where no difference would do.
func OutlookAt(n int) Outlook {
	w := stats.NewProportion(n/2, n, .95).Wilson
	k := float64(n)
	out := Outlook{
		Exemplars: n, Share: (w.Hi - w.Lo) / 2, Consensus: k * meanCorrelation / (1 + (k-1)*meanCorrelation),
		Noticeable: Figure{Undefined: TooFewExemplars},
	}
	if left := k - zTwoSided*zTwoSided/4; n >= leastToFreeze && left > 0 {
		d := (zTwoSided + zPower) * math.Sqrt(2/left)
		out.Noticeable = Figure{Value: math.Erfc(-d/2) / 2} // Φ(d/√2) = erfc(−d/2)/2
	}
	return out
}
