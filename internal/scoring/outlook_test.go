package scoring

import (
	"math"
	"testing"
)

// TestWhatMoreExemplarsBuy has the figures of measurement.md §2.2 and §2.3: Wilson's half-widths ±.33, .26, .20, .17;
// reliabilities .68, .81, .90; and d = 1.3 as what ten against ten reliably see, .8 with 26, .5 with 64.
func TestWhatMoreExemplarsBuy(t *testing.T) {
	t.Parallel()
	d := func(auc float64) float64 { // the standardised difference of an AUC, by halving
		lo, hi := 0.0, 8.0
		for range 60 {
			if mid := (lo + hi) / 2; math.Erfc(-mid/2)/2 < auc {
				lo = mid
			} else {
				hi = mid
			}
		}
		return lo
	}
	for _, tc := range []struct {
		n                int
		share, consensus float64
		difference       float64 // ten against ten: 1.3, more exactly 1.32
	}{{5, .33, .68, 2.02}, {10, .26, .81, 1.32}, {20, .20, .90, .91}, {30, .17, .93, .74}, {26, .18, .92, .8}, {64, .12, .96, .5}} {
		o := OutlookAt(tc.n)
		if math.Abs(o.Share-tc.share) > .01 || math.Abs(o.Consensus-tc.consensus) > .005 || math.Abs(d(o.Noticeable.Value)-tc.difference) > .02 {
			t.Errorf("n = %d: ±%.3f, %.3f, d = %.3f; want %+v", tc.n, o.Share, o.Consensus, d(o.Noticeable.Value), tc)
		}
	}
	if OutlookAt(2).Noticeable.Defined() {
		t.Error("two reps notice a difference")
	}
}
