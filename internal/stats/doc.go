// Package stats holds the psychometric and fairness statistics of Touchstone: numbers in, a result struct out. It
// knows no question, person or database.
//
// Two rules hold throughout. Undefined is a value with a reason: a statistic that does not exist for its input comes
// back as a Figure or Interval whose Undefined names why, never as NaN, never as a silent 0, never as a panic. And a
// result carries what limits it: n, an interval where one exists, and warnings as codes.
//
// Each function's comment holds its formula and source; the tests compare it with values computed in R, kept
// in internal/testkit/oracle.
package stats

// The reasons for which a statistic may be undefined.
const (
	EmptyGroup    = "empty_group"     // a group has no observation
	TooFew        = "too_few"         // fewer observations than the statistic needs
	NoVariation   = "no_variation"    // every observation is the same where the statistic divides by the spread
	LengthsDiffer = "lengths_differ"  // paired samples of unequal length
	OutsideRange  = "outside_range"   // an observation, or a mean, lies where the statistic is not defined
	NotFinite     = "not_finite"      // an observation, or a sum of them, is NaN or infinite
	ZeroPooledSD  = "zero_pooled_sd"  // two constant groups: the effect would be infinite
	NoContingency = "no_contingency"  // a table with fewer than two rows or columns that hold anything
	Infinite      = "infinite"        // a positive number divided by zero
	NoneSelected  = "none_selected"   // a ratio to a group of which nobody is selected
	NothingToMove = "nothing_to_move" // no selection can move from one group to the other
	IsReference   = "is_reference"    // the group the others are compared with
	Excluded      = "excluded"        // a category below 2 % that is left out
	TooMany       = "too_many"        // counts beyond what is computed
	Perfect       = "perfect"         // a correlation of 1 or −1: its transformation is infinite
	NoNorm        = "no_norm"         // no norm group to compare with
	Disconnected  = "disconnected"    // raters in groups that share no candidate
	Collinear     = "collinear"       // predictors of which one follows from the others
)

// The warnings a result may carry.
const (
	WarnNegative       = "negative"        // the raw value lies below zero and is reported as 0
	WarnDegenerateSE   = "degenerate_se"   // a standard error of 0 that says nothing about certainty
	WarnGroupOfOne     = "group_of_one"    // the pooled spread comes from the other group alone
	WarnSmallExpected  = "small_expected"  // an expected count below 5
	WarnSmallGroup     = "small_group"     // a group below 10
	WarnTooFewRows     = "too_few_rows"    // fewer than ten complete rows: not to be shown
	WarnMonteCarlo     = "monte_carlo"     // an exact p estimated from random tables
	WarnFewItems       = "few_items"       // fewer than six items: a profile's correlation says little
	WarnStraightline   = "straightline"    // the same answer to everything
	WarnHeywood        = "heywood"         // a loading at its limit: the factor model does not fit
	WarnSevere         = "severe"          // a rater more than half a point below the others, surely
	WarnLenient        = "lenient"         // above them
	WarnCentral        = "central"         // ratings crowd in the middle, or hardly spread
	WarnNarrow         = "narrow"          // a rater who spreads less than half as widely as the others do over the same
	WarnLowRest        = "low_rest"        // a rater who orders candidates unlike the others
	WarnHalo           = "halo"            // the same rating on every value
	WarnDrift          = "drift"           // severity has moved beyond three standard deviations
	WarnMissingDropped = "missing_dropped" // incomplete pairs left out
)

// WarnZeroVarianceItem names an item that does not vary: followed by a colon and its number, from 0.
const WarnZeroVarianceItem = "zero_variance_item"

// Figure is a number, or the reason why there is none; then Value is 0 and means nothing.
type Figure struct {
	Value     float64
	Undefined string
}

// Defined tells whether the figure is a number.
func (f Figure) Defined() bool { return f.Undefined == "" }

// Interval is a confidence interval at a level such as .95, or the reason why there is none.
type Interval struct {
	Lo, Hi    float64
	Level     float64
	Undefined string
}

// Defined tells whether the interval exists.
func (i Interval) Defined() bool { return i.Undefined == "" }

func undefined(reason string) Figure { return Figure{Undefined: reason} }

func noInterval(reason string) Interval { return Interval{Undefined: reason} }
