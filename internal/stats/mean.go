package stats

import "math"

// MeanInterval is the confidence interval of a mean: x̄ ± t_{n−1,(1+level)/2}·s/√n (Student 1908). It is undefined for
// fewer than two observations, and for a sample that does not vary: zero width would claim what n cannot know.
func MeanInterval(x []float64, level float64) Interval {
	switch {
	case len(x) < 2:
		return noInterval(TooFew)
	case !finite(x):
		return noInterval(NotFinite)
	case constant(x):
		return noInterval(NoVariation)
	}
	n := float64(len(x))
	half := tQuantile((1+level)/2, n-1) * math.Sqrt(variance(x)/n)
	return interval(mean(x)-half, mean(x)+half, level)
}
