package scoring

import "math"

// standing says how an answer enters a value's fit.
type standing int

const (
	leftOut  standing = iota // not offered, waived, or nobody to compare with: in neither sum
	answered                 // scored
	skipped                  // offered and left blank: counts a = 0
	unread                   // answered, not scored by the engine: lowers the coverage, no more
)

// part is one answer as it enters a value's fit.
type part struct {
	standing standing
	weight   float64 // w_i
	c        float64 // c_i
	a        float64 // alignment as the fit uses it: a text's clipped to −1..1
}

// combined is §4.1 for one value.
type combined struct {
	a        Figure // A_v = Σwca/Σwc over what was answered or skipped, unclipped
	coverage Figure // Σ_answered wc / Σ_offered wc
	answered int
	offered  int
}

// The reasons for which a fit is not defined, beside the warning codes.
const (
	Insufficient  = "insufficient"  // too little of the value was answered
	Incomplete    = "incomplete"    // a warning: less than four fifths of it was
	NothingAsked  = "nothing_asked" // no question of the value was put to this person
	NotEstimable  = "interval_not_estimable"
	FewQuestions  = "too_few_questions" // no interval: fewer than three of the value's questions count
	OneMind       = "unanimous"         // no interval: the exemplars all answered alike, so resampling them shows nothing
	AtTheEnd      = "end_of_scale"      // no interval: the fit is the same end of the scale under every resample
	NoneHasOne    = "no_value_interval" // no interval of the whole: no value has one, and too little can vary together
	NoValue       = "no_value"          // no value of the policy has a fit
	GradeTooSmall = string(TooSmall)    // too few exemplars to show a score
)

// combine is §4.1: A = Σwca/Σwc. The value is undefined when the questions put to the person carry too little
// consensus (weak questions do not add up to a confident value) or when too little of them was answered.
func combine(parts []part) combined {
	var out combined
	var all, offered, covered, entered, sum float64
	for _, p := range parts {
		if p.standing == leftOut || p.weight == 0 {
			continue
		}
		wc := p.weight * p.c
		all += p.weight
		offered += wc
		if wc == 0 {
			continue
		}
		out.offered++
		switch p.standing {
		case answered:
			out.answered++
			covered += wc
			entered += wc
			sum += wc * p.a
		case skipped:
			entered += wc
		}
	}
	switch {
	case all == 0:
		out.a, out.coverage = Figure{Undefined: NothingAsked}, Figure{Undefined: NothingAsked}
		return out
	case offered/all < leastValueWeight-tolerance:
		out.a, out.coverage = Figure{Undefined: NoConsensus}, Figure{Undefined: NoConsensus}
		return out
	}
	out.coverage = Figure{Value: covered / offered}
	if out.coverage.Value < leastCoverage-tolerance {
		out.a = Figure{Undefined: Insufficient}
		return out
	}
	out.a = Figure{Value: sum / entered}
	return out
}

// fitOf turns an alignment into a fit, 100·max(0, A).
func fitOf(a Figure) Figure {
	if a.Defined() {
		a.Value = 100 * min(1, max(0, a.Value))
	}
	return a
}

// weighted is one value as it enters the overall fit.
type weighted struct {
	weight   float64
	score    Figure
	coverage Figure
}

// overall is §4.2: ΣWV/ΣW over the values that have a score, and the share of the policy's weight that this rests
// on, each value's by its coverage. A value without a score is left out, never guessed.
func overall(values []weighted) (score, coverage Figure) {
	var all, used, sum, covered float64
	for _, v := range values {
		all += v.weight
		if v.weight > 0 && v.score.Defined() {
			used += v.weight
			sum += v.weight * v.score.Value
			covered += v.weight * v.coverage.Value
		}
	}
	if used == 0 {
		return Figure{Undefined: commonReason(values)}, Figure{Undefined: NoValue}
	}
	return Figure{Value: sum / used}, Figure{Value: covered / all}
}

// commonReason is why no value has a score, when it is the same for all.
func commonReason(values []weighted) string {
	reason := ""
	for _, v := range values {
		if v.weight == 0 {
			continue
		}
		if reason != "" && v.score.Undefined != reason {
			return NoValue
		}
		reason = v.score.Undefined
	}
	if reason == "" {
		return NoValue
	}
	return reason
}

func clip(a, lo, hi float64) float64 { return math.Min(hi, math.Max(lo, a)) }
