package scoring

import (
	"encoding/base64"
	"math"

	"touchstone/internal/stats"
)

// How the resamples are kept with a result, for comparing two candidates later without scoring them again: every
// eighth of the 2000, each fit in one byte. The standard error of a difference is then known to 4.5 % of itself
// (1/√(2·250)), and a stored fit costs a third of a kilobyte.
const (
	packEvery = 8
	packSteps = 250 // 0..100 in steps of .4
)

func pack(s sample) string {
	out := make([]byte, 0, resamples/packEvery)
	for b := 0; b < len(s.at); b += packEvery {
		out = append(out, byte(math.Round(clip(s.scale*s.at[b]/100, 0, 1)*packSteps)))
	}
	return base64.RawStdEncoding.EncodeToString(out)
}

// unpack returns the fits, or nil when there are none.
func unpack(s string) []float64 {
	raw, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil || len(raw) != resamples/packEvery {
		return nil
	}
	out := make([]float64, len(raw))
	for i, x := range raw {
		out[i] = 100 * float64(x) / packSteps
	}
	return out
}

// distinguishable is how many standard errors of a difference two fits lie apart that are told apart at 95 %.
const distinguishable = 1.96

// Contrast is the difference of two candidates' fits.
type Contrast struct {
	Difference Figure
	SED        Figure // the standard error of the difference
	Paired     bool   // the resamples were paired; else the two standard errors were taken for independent
	Distinct   bool   // |difference| ≥ 1.96·SED; false also when nothing is known
}

// Compare tells whether two fits of the same value, or of the whole, under one benchmark can be told apart (§4.4).
// Both were resampled on the same draws of exemplars and, where they answered the same, of questions, so that what
// moves both alike does not count as doubt about the difference: SED is the standard deviation of the paired
// differences times √(n/(n−1)), n the exemplars. Where a result keeps no resamples the two 90 % intervals stand in.
// sem is the standard error of measurement from a reliability known from at least thirty candidates, or undefined; the
// larger of both counts.
func Compare(a, b ValueFit, sem Figure) Contrast {
	var c Contrast
	if !a.Fit.Defined() || !b.Fit.Defined() {
		reason := a.Fit.Undefined
		if reason == "" {
			reason = b.Fit.Undefined
		}
		return Contrast{Difference: Figure{Undefined: reason}, SED: Figure{Undefined: reason}}
	}
	c.Difference = Figure{Value: a.Fit.Value - b.Fit.Value}
	c.SED, c.Paired = pairedSED(a, b)
	if sem.Defined() && (!c.SED.Defined() || sem.Value*math.Sqrt2 > c.SED.Value) {
		c.SED, c.Paired = Figure{Value: sem.Value * math.Sqrt2}, false
	}
	c.Distinct = c.SED.Defined() && c.Difference.Value != 0 && math.Abs(c.Difference.Value) >= distinguishable*c.SED.Value
	return c
}

func pairedSED(a, b ValueFit) (sed Figure, paired bool) {
	x, y := unpack(a.Resampled), unpack(b.Resampled)
	if x == nil || y == nil {
		se1, se2 := a.StandardError(), b.StandardError()
		if !se1.Defined() || !se2.Defined() {
			return Figure{Undefined: NotEstimable}, false
		}
		return Figure{Value: math.Hypot(se1.Value, se2.Value)}, false
	}
	for i := range x {
		x[i] -= y[i]
	}
	n := float64(min(a.Exemplars, b.Exemplars))
	if n < 2 {
		return Figure{Undefined: NotEstimable}, false
	}
	return Figure{Value: stats.SD(x).Value * math.Sqrt(n/(n-1))}, true
}

// halfWidth90 is how many standard errors a 90 % interval reaches to each side.
const halfWidth90 = 1.645

// StandardError is the standard error that the 90 % interval of a fit stands for.
func (f ValueFit) StandardError() Figure {
	if !f.Lo90Hi90.Defined() {
		return Figure{Undefined: f.Lo90Hi90.Undefined}
	}
	return Figure{Value: (f.Lo90Hi90.Hi - f.Lo90Hi90.Lo) / (2 * halfWidth90)}
}
