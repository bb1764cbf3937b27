package stats

import "math"

// RaterEffect is what is peculiar to one rater in a design of targets by raters.
type RaterEffect struct {
	N        int      // ratings given
	Severity Figure   // the rater's effect: negative is severe, positive lenient
	Interval Interval // of the effect
	Local    Figure   // severity among those who rated the same targets; it needs no link to all others
	LocalIn  Interval // of Local
	Shared   int      // groups of targets that another rater rated too
	Mean, SD Figure
	Middle   Figure // share of ratings in the middle of the scale
	Rest     Figure // correlation with the mean of the other raters, over shared targets
	Spread   Figure // standard deviation beside that mean's, over shared targets
	RestN    int    // of these targets
	Warn     []string
}

// RaterEffects is the additive model of ratings.
type RaterEffects struct {
	GrandMean Figure // of all ratings given
	Raters    []RaterEffect
	Targets   []Figure // adjusted means: what each would have been given by raters of average severity
	Crossed   bool     // every rater rated every target
	Residual  Figure   // standard deviation of what the model leaves
	Undefined string   // why effects could not be told apart
}

// The limits beyond which a rater's ratings ask for a look (measurement specification, §5).
const (
	SevereBy       = .5 // points
	SevereShared   = 8  // shared groups of targets
	CentralSD      = .5
	CentralShare   = .70
	LowRest        = .3
	LowRestShared  = 10
	NarrowSpread   = .5 // of the others' spread
	NarrowShared   = 10 // shared targets
	HaloR          = .85
	HaloSD         = .4
	HaloCandidates = 4
	HaloValues     = 3
)

// Severity is SeverityOf for ratings of candidates (rows) by raters (columns), NaN where a rating is missing.
func Severity(candidatesByRaters [][]float64, lo, hi, level float64) RaterEffects {
	targets := make([]Target, len(candidatesByRaters))
	for i, row := range candidatesByRaters {
		if len(row) != len(candidatesByRaters[0]) {
			return RaterEffects{}.without(LengthsDiffer)
		}
		targets[i].Group = i
		for r, y := range row {
			if !math.IsNaN(y) {
				targets[i].Ratings = append(targets[i].Ratings, Given{r, y})
			}
		}
	}
	if len(targets) == 0 {
		return RaterEffects{}.without(EmptyGroup)
	}
	return SeverityOf(targets, len(candidatesByRaters[0]), lo, hi, level)
}

// SeverityOf fits y = μ + target + rater by least squares, the rater effects summing to 0. In a crossed design the
// effect of a rater is x̄_r − x̄ and an adjusted mean is the target's mean; otherwise the effects rest on shared targets
// alone. The intervals use the residual mean square where each group has one shared target, and else the variance
// between groups, because a rater's ratings of one person's answers move together. lo and hi bound the scale, for the
// share of ratings in its middle. Undefined when raters and targets fall into parts that share nothing (the graph of who
// rated what is not connected), below two raters, and above a thousand; severity among those who rated the same is then
// still known, and judged in its place.
func SeverityOf(targets []Target, raters int, lo, hi, level float64) RaterEffects {
	m, reason := newAdditive(targets, raters)
	if reason == NotFinite || reason == EmptyGroup {
		return RaterEffects{}.without(reason)
	}
	out := RaterEffects{
		Raters: make([]RaterEffect, raters), Crossed: m.crossed(), Undefined: reason, Residual: undefined(reason),
	}
	var all []float64
	for _, given := range m.given {
		all = append(all, given...)
	}
	out.GrandMean = Mean(all)
	rest := m.rest()
	for r, given := range m.given {
		out.Raters[r] = describe(given, lo, hi)
		out.Raters[r].Severity, out.Raters[r].Interval = undefined(EmptyGroup), noInterval(EmptyGroup)
		if len(given) > 0 && reason != "" {
			out.Raters[r].Severity, out.Raters[r].Interval = undefined(reason), noInterval(reason)
		}
		out.Raters[r].Rest, out.Raters[r].RestN = Pearson(rest.own[r], rest.others[r]), len(rest.own[r])
		out.Raters[r].Spread, out.Raters[r].Shared = rest.spread(r), len(rest.groups[r])
		out.Raters[r].Local, out.Raters[r].LocalIn = rest.local(r, level)
	}
	out.model(m, level, rest.repeated())
	for r := range out.Raters {
		out.Raters[r].warn()
	}
	return out
}

// model adds what the additive model says, if it can be fitted. repeated: groups have several shared targets.
func (e *RaterEffects) model(m *additive, level float64, repeated bool) {
	if e.Undefined == "" {
		m.fit()
		e.Residual = m.residualSD()
		var between []float64
		if repeated {
			between = m.sandwich()
		}
		for i, r := range m.active {
			x := &e.Raters[r]
			x.Severity = bounded(m.rater[r])
			switch {
			case !x.Severity.Defined():
				x.Interval = noInterval(NotFinite)
			case repeated:
				x.Interval = clustered(m.rater[r], between[i], x.Shared, level)
			default:
				x.Interval = m.interval(i, level)
			}
		}
	}
	for i := range m.targets {
		adjusted := undefined(e.Undefined)
		if e.Undefined == "" {
			adjusted = m.adjusted(i)
		}
		e.Targets = append(e.Targets, adjusted)
	}
}

func (e RaterEffects) without(reason string) RaterEffects {
	e.GrandMean, e.Residual, e.Undefined = undefined(reason), undefined(reason), reason
	return e
}

func describe(given []float64, lo, hi float64) RaterEffect {
	return RaterEffect{N: len(given), Mean: Mean(given), SD: SD(given), Middle: middleShare(given, lo, hi)}
}

// Known returns the severity that is judged, with its interval: the model's, or that among those who rated the same.
func (e RaterEffect) Known() (severity Figure, interval Interval) {
	if !e.Severity.Defined() && e.Local.Defined() {
		return e.Local, e.LocalIn
	}
	return e.Severity, e.Interval
}

// warn applies the limits of §5.
func (e *RaterEffect) warn() {
	severity, within := e.Known()
	if severity.Defined() && within.Defined() && e.Shared >= SevereShared && math.Abs(severity.Value) > SevereBy {
		switch {
		case within.Hi < 0:
			e.Warn = append(e.Warn, WarnSevere)
		case within.Lo > 0:
			e.Warn = append(e.Warn, WarnLenient)
		}
	}
	narrow := e.SD.Defined() && e.SD.Value < CentralSD
	middling := e.Middle.Defined() && e.Middle.Value >= CentralShare
	if e.N >= SevereShared && (narrow || middling) {
		e.Warn = append(e.Warn, WarnCentral)
	}
	if e.Spread.Defined() && e.RestN >= NarrowShared && e.Spread.Value < NarrowSpread {
		e.Warn = append(e.Warn, WarnNarrow)
	}
	if e.Rest.Defined() && e.RestN >= LowRestShared && e.Rest.Value < LowRest {
		e.Warn = append(e.Warn, WarnLowRest)
	}
}

// middleShare is the share of ratings at the middle of the scale: one point, or the two middle ones.
func middleShare(ratings []float64, lo, hi float64) Figure {
	if len(ratings) == 0 {
		return undefined(EmptyGroup)
	}
	n := 0.0
	for _, x := range ratings {
		if math.Abs(x-(lo+hi)/2) <= .5 {
			n++
		}
	}
	return Figure{Value: n / float64(len(ratings))}
}

// Halo is how far one rater gives the same candidate the same rating on everything.
type Halo struct {
	Candidates, Values int
	MeanR              Figure // mean correlation between the values' ratings
	MeanSD             Figure // mean spread of a candidate's ratings
	Warn               []string
}

// HaloOf looks at one rater's ratings of candidates (rows) on several values (columns). Candidates with a missing
// rating are left out. Halo is suspected when the mean correlation exceeds .85 and the mean spread is below .4, with
// at least four candidates and three values. Undefined below two of either; the correlation also when a value's
// ratings are all the same.
func HaloOf(candidatesByValues [][]float64) Halo {
	rows, reason := completeRows(candidatesByValues)
	h := Halo{Candidates: len(rows)}
	if len(rows) > 0 {
		h.Values = len(rows[0])
	}
	if reason == "" && h.Values < 2 {
		reason = TooFew
	}
	if reason != "" {
		h.MeanR, h.MeanSD = undefined(reason), undefined(reason)
		return h
	}
	h.MeanR = meanPairwise(columns(rows))
	h.MeanSD = meanOver(rows, SD)
	if h.Candidates >= HaloCandidates && h.Values >= HaloValues && h.MeanR.Defined() && h.MeanSD.Defined() &&
		h.MeanR.Value > HaloR && h.MeanSD.Value < HaloSD {
		h.Warn = append(h.Warn, WarnHalo)
	}
	return h
}
