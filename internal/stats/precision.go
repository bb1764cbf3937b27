package stats

import "math"

// SpearmanBrown returns the reliability of m parallel parts of which one has reliability r: mr/(1+(m−1)r) (Spearman
// 1910; Brown 1910). m may be a fraction. Undefined for r outside −1..1, m < 0, and where the denominator is not
// positive.
func SpearmanBrown(r, m float64) Figure {
	den := 1 + (m-1)*r
	if !(r >= -1 && r <= 1) || !(m >= 0) || !(den > 0) || math.IsInf(m, 1) {
		return undefined(OutsideRange)
	}
	return bounded(m * r / den)
}

// PartsFor returns how many parallel parts (raters, items) of reliability r together reach a target:
// ρ(1−r)/(r(1−ρ)), not rounded. Undefined for r and target outside 0..1, for r = 0 and for a target of 0 or 1.
func PartsFor(r, target float64) Figure {
	if !(r > 0 && r <= 1) || !(target > 0 && target < 1) {
		return undefined(OutsideRange)
	}
	return bounded(target * (1 - r) / (r * (1 - target)))
}

// MeasurementError is how precise scores of a known reliability are.
type MeasurementError struct {
	Reliability float64 // as used: within 0..1
	SEM         Figure  // SD√(1−r), of one score
	SED         Figure  // SEM√2, of the difference of two
	Band        Figure  // z·SED: two people closer than that are not distinguishable
	Warn        []string
}

// NewMeasurementError returns the standard errors of a score of this standard deviation and reliability. A reliability
// below 0 counts as 0 and one above 1 as 1, with a warning. Undefined for a negative SD.
func NewMeasurementError(sd, reliability, level float64) MeasurementError {
	e := MeasurementError{Reliability: clamp(reliability, 0, 1)}
	if !(sd >= 0) || math.IsInf(sd, 1) || math.IsNaN(reliability) || !(level > 0 && level < 1) {
		none := undefined(OutsideRange)
		return MeasurementError{SEM: none, SED: none, Band: none}
	}
	if e.Reliability != reliability {
		e.Warn = append(e.Warn, WarnReliability)
	}
	sem := sd * math.Sqrt(1-e.Reliability)
	e.SEM, e.SED, e.Band = bounded(sem), bounded(sem*math.Sqrt2), bounded(normalQuantile(level)*sem*math.Sqrt2)
	return e
}

// TrueScore is what a score says about the person's true score.
type TrueScore struct {
	Observed Interval // x ± z·SEM
	Estimate Figure   // Kelley's r·x + (1−r)·mean
	SE       Figure   // SD√(r(1−r))
	Interval Interval // estimate ± z·SE
}

// Kelley regresses an observed score towards the mean of its group (Kelley 1947).
func Kelley(x, mean, sd, reliability, level float64) TrueScore {
	e := NewMeasurementError(sd, reliability, level)
	if !e.SEM.Defined() || !finite([]float64{x, mean}) {
		none, no := undefined(OutsideRange), noInterval(OutsideRange)
		return TrueScore{Observed: no, Estimate: none, SE: none, Interval: no}
	}
	r, z := e.Reliability, normalQuantile(level)
	t := TrueScore{Estimate: bounded(r*x + (1-r)*mean), SE: bounded(sd * math.Sqrt(r*(1-r)))}
	t.Observed = boundedInterval(x, z*e.SEM.Value, level)
	t.Interval = boundedInterval(t.Estimate.Value, z*t.SE.Value, level)
	return t
}

// boundedInterval is centre ± half; undefined when it overflows.
func boundedInterval(centre, half, level float64) Interval {
	i := Interval{Lo: centre - half, Hi: centre + half, Level: level}
	if !finite([]float64{i.Lo, i.Hi}) {
		return noInterval(NotFinite)
	}
	return i
}

// Composite is a weighted sum of scores.
type Composite struct {
	SD, Reliability, SEM Figure
}

// MosierComposite returns standard deviation, reliability and standard error of measurement of Σ w·x from the parts'
// standard deviations, reliabilities and correlations (Mosier 1943):
//
//	σ_c² = ΣΣ w_i w_j s_i s_j r_ij,   r_c = 1 − Σ(w_i s_i)²(1−r_ii)/σ_c²,   SEM = σ_c√(1−r_c)
//
// Undefined for lists of unequal length, for no part, and when the composite does not vary. The reliability may be
// negative when the parts' are; the standard error then takes it as 0.
func MosierComposite(weights, sd, reliability []float64, correlation [][]float64) Composite {
	n := len(weights)
	reason := ""
	switch {
	case n == 0:
		reason = EmptyGroup
	case len(sd) != n || len(reliability) != n || len(correlation) != n:
		reason = LengthsDiffer
	}
	variance, unreliable := 0.0, 0.0
	for i := 0; i < n && reason == ""; i++ {
		if len(correlation[i]) != n {
			reason = LengthsDiffer
			break
		}
		ws := weights[i] * sd[i]
		unreliable += ws * ws * (1 - reliability[i])
		for j, r := range correlation[i] {
			variance += ws * weights[j] * sd[j] * r
		}
	}
	if reason == "" && !finite([]float64{variance, unreliable}) {
		reason = NotFinite
	}
	if reason == "" && !(variance > 0) {
		reason = NoVariation
	}
	if reason != "" {
		return Composite{SD: undefined(reason), Reliability: undefined(reason), SEM: undefined(reason)}
	}
	sigma := math.Sqrt(variance)
	r := bounded(1 - unreliable/variance)
	return Composite{
		SD: Figure{Value: sigma}, Reliability: r,
		SEM: Figure{Value: sigma * math.Sqrt(1-clamp(r.Value, 0, 1))},
	}
}
