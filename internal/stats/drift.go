package stats

import "math"

// The chart that watches a rater's severity over time.
const (
	DriftLambda = .2 // weight of the newest rating
	DriftLimit  = 3  // in standard deviations of the chart
	DriftWindow = 20 // ratings in the rolling mean
)

// DriftPoint is the state of the chart after one rating.
type DriftPoint struct {
	EWMA    float64 // z_i = λx_i + (1−λ)z_{i−1}, z_0 = the target
	Limit   float64 // how far it may stray: 3σ√(λ/(2−λ)·(1−(1−λ)^{2i}))
	Beyond  bool
	Rolling Figure // mean of the last twenty; undefined before there are so many
}

// Drift is a rater's severity over time.
type Drift struct {
	Points    []DriftPoint
	Undefined string
	Warn      []string
}

// SeverityDrift follows deviations of a rater's ratings, in the order in which they were given, from what is known of
// the same candidates (the mean of the other raters, or the consensus of calibration answers): the exponentially
// weighted moving average of Roberts (1959) with its exact limits, and the rolling mean. target is the mean deviation
// that counts as no drift, sd its standard deviation. A missing deviation (NaN) is passed over. Undefined for an sd
// that is not positive.
func SeverityDrift(deviations []float64, target, sd float64) Drift {
	switch {
	case math.IsNaN(target) || math.IsInf(target, 0) || math.IsInf(sd, 0):
		return Drift{Undefined: NotFinite}
	case !(sd > 0):
		return Drift{Undefined: NoVariation}
	}
	x := present(deviations)
	if !finite(x) {
		return Drift{Undefined: NotFinite}
	}
	if len(x) == 0 {
		return Drift{Undefined: EmptyGroup}
	}
	var d Drift
	z, beyond := target, false
	for i, v := range x {
		z = DriftLambda*v + (1-DriftLambda)*z
		grown := 1 - math.Pow(1-DriftLambda, 2*float64(i+1))
		p := DriftPoint{
			EWMA: z, Limit: DriftLimit * sd * math.Sqrt(DriftLambda/(2-DriftLambda)*grown), Rolling: undefined(TooFew),
		}
		p.Beyond = math.Abs(z-target) > p.Limit
		if i+1 >= DriftWindow {
			p.Rolling = Mean(x[i+1-DriftWindow : i+1])
		}
		d.Points = append(d.Points, p)
		beyond = beyond || p.Beyond
	}
	if beyond {
		d.Warn = append(d.Warn, WarnDrift)
	}
	return d
}

// DriftFromStart judges each rater by how they began: the first twenty deviations are the chart's target and standard
// deviation, and the chart runs over those that follow. It warns when the last of them lies beyond the limits, not when
// any ever did: over a hundred ratings one in three steady raters would be beyond at some time, and one in fifty is at
// the end (simulated, with ratings rounded to five levels). Deviations that move together, such as those of one
// person's answers, should come in as their mean, or the chart sounds far more often. Undefined up to twenty
// deviations, and when the first twenty are all the same.
func DriftFromStart(deviations []float64) (d Drift, start Figure) {
	x := present(deviations)
	if !finite(x) {
		return Drift{Undefined: NotFinite}, undefined(NotFinite)
	}
	if len(x) <= DriftWindow {
		return Drift{Undefined: TooFew}, undefined(TooFew)
	}
	start, sd := Mean(x[:DriftWindow]), SD(x[:DriftWindow])
	d = SeverityDrift(x[DriftWindow:], start.Value, sd.Value)
	d.Warn = nil
	if n := len(d.Points); n > 0 && d.Points[n-1].Beyond {
		d.Warn = []string{WarnDrift}
	}
	return d, start
}

// Recent is the mean of the last twenty; undefined before there are so many.
func Recent(deviations []float64) Figure {
	x := present(deviations)
	if len(x) < DriftWindow {
		return undefined(TooFew)
	}
	return Mean(x[len(x)-DriftWindow:])
}
