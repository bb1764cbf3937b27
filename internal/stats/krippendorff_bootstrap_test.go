package stats

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestKrippendorffIntervalIsOfAlphaOverResampledUnits draws the same units again, computes α of each resample in the
// plain way, and takes the quantiles by counting.
func TestKrippendorffIntervalIsOfAlphaOverResampledUnits(t *testing.T) {
	t.Parallel()
	const n, resamples, seed = 14, 201, 9
	rng := rand.New(rand.NewPCG(1, 2))
	units := make([][]float64, n)
	for i := range units {
		at := float64(1 + rng.IntN(5))
		units[i] = []float64{at, min(5, max(1, at+float64(rng.IntN(3)-1))), min(5, max(1, at+float64(rng.IntN(3)-1)))}
	}
	for _, metric := range []Metric{Ordinal, IntervalScale} {
		draws := rand.New(rand.NewPCG(seed, seed))
		var alphas []float64
		for range resamples {
			raters := make([][]float64, 3)
			for range n {
				for r, x := range units[draws.IntN(n)] {
					raters[r] = append(raters[r], x)
				}
			}
			alphas = append(alphas, KrippendorffAlpha(raters, metric).Alpha.Value)
		}
		slices.Sort(alphas)
		// With 201 values the 5th and 95th hundredths are the 11th and the 191st value exactly.
		got := KrippendorffInterval(units, metric, .9, resamples, seed)
		if !near(got.Lo, alphas[10]) || !near(got.Hi, alphas[190]) || got.Level != .9 {
			t.Errorf("%v: got %+v, want %v to %v", metric, got, alphas[10], alphas[190])
		}
		if got.Lo >= got.Hi || got.Lo < .2 {
			t.Errorf("%v: an interval that tells nothing: %+v", metric, got)
		}
	}
}
