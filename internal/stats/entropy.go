package stats

import "math"

// Entropy returns Shannon's entropy of counts in nats, H = −Σ p ln p with p the raw proportions; undefined when
// nothing was counted or a count is negative.
func Entropy(counts []float64) Figure {
	total := 0.0
	for _, c := range counts {
		if !(c >= 0) || math.IsInf(c, 0) {
			return undefined(OutsideRange)
		}
		total += c
	}
	switch {
	case total == 0:
		return undefined(EmptyGroup)
	case math.IsInf(total, 0):
		return undefined(NotFinite)
	}
	h := 0.0
	for _, c := range counts {
		if p := c / total; p > 0 { // a count may vanish beside the others
			h -= p * math.Log(p)
		}
	}
	return Figure{Value: max(0, h)}
}

// Evenness returns H/ln K for K categories: 0 when all chose one, 1 when the categories were chosen equally often.
// Undefined for fewer than two categories.
func Evenness(counts []float64) Figure {
	if len(counts) < 2 {
		return undefined(TooFew)
	}
	h := Entropy(counts)
	if h.Defined() {
		h.Value = clamp(h.Value/math.Log(float64(len(counts))), 0, 1)
	}
	return h
}
