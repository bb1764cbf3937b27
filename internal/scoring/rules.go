package scoring

// The thresholds of measurement.md, by section. They are defaults of the engine: changing one changes Engine.
const (
	// §2.2: how many exemplars a benchmark needs.
	leastToFreeze = 3  // fewer cannot be published
	leastToShow   = 5  // fewer: no candidate scores are shown, no interval, too_few_exemplars
	leastUsable   = 10 // fewer: provisional; no percentile; separation is unknown
	leastGood     = 20

	// §2.4, consensus of a closed question. Below any of these its weight is 0 until it is reworded.
	leastConsensus   = .20
	leastRWG         = .30
	leastW           = .30
	leastModalShare  = .40 // single choice with at least three options
	strongEnoughRWG  = .50 // from leastRWG up to here: weak_consensus
	luckLimit        = .05 // permutation test against random answering: a larger p is no consensus
	permutations     = 1999
	campShare        = .30 // polarised: two modes, each holding this share …
	campDistance     = 4.0 // … this far apart on a 1–10 scale; other ranges in proportion
	universalShare   = .80 // universal_answer: what this share of both groups says, halves the weight
	leastForTypical  = 5   // comparison reps before "what everybody says" or their median means anything
	ceilingDistance  = .5  // ceiling: the exemplars' mean this near an end …
	ceilingSD        = .75 // … and their spread below this
	separationUpper  = .65 // does_not_separate: the upper limit of the AUC stays below
	chance           = .5  // the AUC of groups that cannot be told apart
	separationLevel  = .95
	fallbackBest     = .10 // §1.3: below this J_best, endorsements are alike and weighted agreement takes over
	smoothing        = .5  // §1.2, §1.3: what is added to every count (Jeffreys)
	numericBandwidth = 8.0 // §1.1: h = (hi−lo)/8 …
	leastBandwidth   = .75 // … but not below

	// dominating_manager: one manager or team has more than this share of at least so many exemplars.
	dominatingShare = 2.0 / 3
	leastToDominate = 5

	// §3.5: the earned weight of a text question.
	unprovenTextWeight = .20
	unprovenTextLevel  = .90
	textShrinkage      = 10.0

	// §4: combining.
	leastValueWeight    = .20 // Σwc/Σw below: the value has no consensus
	leastCoverage       = .60 // below: insufficient
	completeCoverage    = .80 // below: incomplete
	thresholdPercentile = .25 // must-have review, of the leave-one-out exemplars
	resamples           = 2000
	leastResamples      = resamples / 2 // usable resamples an interval needs
	leastItems          = 3             // questions of a value before they are resampled
	defaultSelfRating   = .5            // w of a numeric self-rating
	defaultWeight       = 1.0

	// §1.5: response style. Flags inform the reader and never change a score.
	longString   = 8   // same number given to so many numeric questions in a row
	styleItems   = 8   // numeric questions before shares are judged
	extremeShare = .80 // share of answers at either end that is flagged whatever the norm group does
	styleAlarms  = .05 // share of the norm group's kind that is flagged, by any of …
	styleFlags   = 3   // … so many shares held against the norm group
	leastNorm    = 20  // people in a norm group
)

// tolerance absorbs rounding where a rule compares sums of fractions with a threshold.
const tolerance = 1e-9

// gradeOf returns the grade a benchmark earns by its number of exemplars.
func gradeOf(exemplars int) Grade {
	switch {
	case exemplars < leastToFreeze:
		return CannotFreeze
	case exemplars < leastToShow:
		return TooSmall
	case exemplars < leastUsable:
		return Provisional
	case exemplars < leastGood:
		return Usable
	}
	return Good
}
