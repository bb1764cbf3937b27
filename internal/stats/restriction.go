package stats

import "math"

// Warnings of corrections and of measurement error.
const (
	WarnEnhanced    = "range_enhanced"    // the hired vary more than the applicants: the correction lowers r
	WarnOverOne     = "over_one"          // a corrected correlation beyond ±1: the reliability is underestimated
	WarnReliability = "reliability_range" // a reliability outside 0..1, taken as its nearer end
)

// Corrected is a correlation after a correction; never clamped.
type Corrected struct {
	R    Figure
	Warn []string
}

// ThorndikeII corrects a correlation for direct range restriction on the predictor (Thorndike 1949, case 2):
//
//	r_c = rU/√(1+r²(U²−1)),  U = 1/u,  u = SD among the hired / SD among the applicants.
//
// Undefined for u ≤ 0 and r outside −1..1. A u above 1 lowers r, and is a warning.
func ThorndikeII(r, u float64) Corrected {
	if !(r >= -1 && r <= 1) || !(u > 0) || math.IsInf(u, 1) {
		return Corrected{R: undefined(OutsideRange)}
	}
	// r/√(u²(1−r²) + r²): the same, without dividing by a small u.
	out := Corrected{R: quotient(r, math.Hypot(u*math.Sqrt((1-r)*(1+r)), r))}
	if out.R.Defined() {
		out.R.Value = clamp(out.R.Value, -1, 1)
	}
	if u > 1 {
		out.Warn = append(out.Warn, WarnEnhanced)
	}
	return out
}

// Attenuation corrects a correlation for unreliability (Spearman 1904): r/√(r_xx·r_yy). With r_xx = 1 it is corrected
// for the criterion alone, the operational validity; the full correction is no ground for decisions about people. A
// result beyond ±1 is kept and warned of. Undefined for a reliability that is not in 0..1 or is 0.
func Attenuation(r, rxx, ryy float64) Corrected {
	if !(r >= -1 && r <= 1) || !(rxx > 0 && rxx <= 1) || !(ryy > 0 && ryy <= 1) {
		return Corrected{R: undefined(OutsideRange)}
	}
	out := Corrected{R: bounded(r / (math.Sqrt(rxx) * math.Sqrt(ryy)))}
	if math.Abs(out.R.Value) > 1 {
		out.Warn = append(out.Warn, WarnOverOne)
	}
	return out
}

// OperationalSteps is a correlation corrected in two steps.
type OperationalSteps struct {
	Criterion Corrected // for criterion unreliability
	Range     Corrected // and then for direct range restriction
}

// OperationalValidity corrects for the unreliability of the criterion among the hired first and for direct range
// restriction second (Sackett & Yang 2000). Only when selection was on this very score. Undefined in the second step
// when the first goes beyond ±1.
func OperationalValidity(r, ryyRestricted, u float64) OperationalSteps {
	s := OperationalSteps{Criterion: Attenuation(r, 1, ryyRestricted)}
	s.Range = Corrected{R: undefined(s.Criterion.R.Undefined)}
	if s.Criterion.R.Defined() {
		s.Range = ThorndikeII(s.Criterion.R.Value, u)
	}
	return s
}
