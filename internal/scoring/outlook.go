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

// What a difference must reach to be called noticeable: found four times in five by a two-sided test at 5 %.
const (
	noticeablePower = .80
	noticeableAlpha = .05
)

// OutlookAt returns what n exemplars, with as many comparison reps, buy. The noticeable difference is the smallest
// standardised difference d that a t-test finds with that power, given as the AUC Φ(d/√2); undefined under three.
func OutlookAt(n int) Outlook {
	w := stats.NewProportion(n/2, n, .95).Wilson
	k := float64(n)
	out := Outlook{
		Exemplars: n, Share: (w.Hi - w.Lo) / 2, Consensus: k * meanCorrelation / (1 + (k-1)*meanCorrelation),
		Noticeable: Figure{Undefined: TooFewExemplars},
	}
	if n < leastToFreeze {
		return out
	}
	lo, hi := 0.0, 8.0 // at n = 3 it is below 4
	for range 40 {
		mid := (lo + hi) / 2
		if p := stats.PowerOfD(mid, k, noticeableAlpha); p.Defined() && p.Value < noticeablePower {
			lo = mid
		} else {
			hi = mid
		}
	}
	out.Noticeable = Figure{Value: math.Erfc(-(lo+hi)/4) / 2} // Φ(d/√2) = erfc(−d/2)/2
	return out
}
