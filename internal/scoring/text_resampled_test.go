package scoring

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchstone/internal/stats"
)

// TestTheWeightOfATextIsResampled: with other people on either side a text question would have earned another weight, and
// the interval knows it; a weight that was given and not earned stays as it is.
func TestTheWeightOfATextIsResampled(t *testing.T) {
	t.Parallel()
	weights := func(exemplars, comparison int, blur float64) (c float64, under []float64) {
		d, _ := writtenCompany(1, exemplars, comparison)
		rng := rand.New(rand.NewPCG(5, 5))
		for _, r := range d.Comparison {
			if rng.Float64() < blur { // as a top rep writes
				r.Answers["angry"] = writtenAnswer(rng, writtenPhrases()["angry"], true)
			}
		}
		for _, it := range built(t, d).items {
			if x, ok := it.(*textItem); ok && x.question.ID == "angry" {
				l := x.languages[0]
				return l.c, l.scales().wc
			}
		}
		t.Fatal("no text question")
		return
	}
	c, under := weights(20, 20, .5)
	mean, spread := stats.Mean(under).Value, stats.SD(under).Value
	if c < .1 || c > .6 {
		t.Fatalf("the fixture earns %v, which says nothing", c)
	}
	// AUC has a standard error of about √((n+n+1)/12n²), .09 for twenty and twenty; c is 2·AUC − 1 times ⅔.
	if math.Abs(mean-c) > .1 || spread < .06 || spread > .2 {
		t.Errorf("a weight of %v is %v ± %v under resampling", c, mean, spread)
	}
	c, under = weights(9, 9, 0)
	if spread := stats.SD(under).Value; c != unprovenTextWeight || spread > tolerance {
		t.Errorf("a weight of %v that nothing proves varies by %v", c, spread)
	}
}
