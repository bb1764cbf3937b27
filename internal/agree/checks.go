package agree

import (
	"encoding/json"
	"slices"

	"touchstone/internal/stats"
)

// What is looked at in each rater.
const (
	Severity = "severity" // lower or higher than the others
	Spread   = "spread"   // how much of the scale is used
	Order    = "order"    // whether answers are put in the order in which the others put them
	Halo     = "halo"     // the same level on everything
	Moved    = "drift"    // severity that is not what it was
)

// What came of it.
const (
	Found  = "found"  // something to talk about
	Clear  = "clear"  // nothing
	Few    = "few"    // there are too few ratings to tell
	Untold = "untold" // it cannot be told, for another reason
)

// Check is what came of looking at one thing in a rater, and whether there was enough to look at.
type Check struct {
	Name  string `json:"check"`
	State string `json:"state"`
	Code  string `json:"code,omitempty"` // of the warning, where something was found
	Have  int    `json:"have"`
	Need  int    `json:"need"`
	Of    string `json:"of"`               // what Have and Need count
	Why   string `json:"reason,omitempty"` // for Untold
}

// Untimed is why drift cannot be told: no rating says when it was given.
const Untimed = "no_time"

// What checks count.
const (
	OfShared     = "shared_candidates"
	OfRatings    = "ratings"
	OfAnswers    = "shared_answers"
	OfCandidates = "candidates"
	OfValues     = "values"
	OfQuestions  = "questions"
)

// Checks applies the smallest sizes below which nothing is said of a rater (measurement specification, §5).
func (x Rater) Checks() []Check {
	enough := func(name string, have, need int, of string, e Estimate, codes ...string) Check {
		c := Check{Name: name, State: Clear, Have: have, Need: need, Of: of}
		for _, code := range codes {
			if slices.Contains(x.Flags, code) {
				c.State, c.Code = Found, code
				return c
			}
		}
		switch {
		case have < need:
			c.State = Few
		case e.Value == nil:
			c.State, c.Why = Untold, e.Undefined
		}
		return c
	}
	halo := enough(Halo, x.HaloN, stats.HaloCandidates, OfCandidates, x.HaloR, stats.WarnHalo)
	if x.HaloOf < stats.HaloValues {
		halo = enough(Halo, x.HaloOf, stats.HaloValues, x.Over, x.HaloR)
	}
	drift := Check{Name: Moved, State: Untold, Need: stats.DriftWindow + 1, Of: OfShared, Why: Untimed}
	switch {
	case x.Drift != nil:
		drift = enough(Moved, x.Drift.N, stats.DriftWindow+1, OfShared, x.Drift.EWMA, stats.WarnDrift)
	case x.Shared == 0:
		drift.State, drift.Why = Few, ""
	}
	return []Check{
		enough(Severity, x.Shared, stats.SevereShared, OfShared, x.Severity, stats.WarnSevere, stats.WarnLenient),
		enough(Spread, x.Ratings, stats.SevereShared, OfRatings, x.SD, stats.WarnCentral, stats.WarnNarrow),
		enough(Order, x.RestN, stats.LowRestShared, OfAnswers, x.Rest, stats.WarnLowRest),
		halo,
		drift,
	}
}

// Check returns what came of looking at one thing.
func (x Rater) Check(name string) Check {
	for _, c := range x.Checks() {
		if c.Name == name {
			return c
		}
	}
	return Check{Name: name, State: Untold}
}

// MarshalJSON adds the checks, which are worked out when they are wanted: raters may be many.
func (x Rater) MarshalJSON() ([]byte, error) {
	type plain Rater
	return json.Marshal(struct {
		plain
		Checks []Check `json:"checks"`
	}{plain(x), x.Checks()})
}
