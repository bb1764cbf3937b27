package stats

import "math"

// RaterEffect is what is peculiar to one rater in a design of candidates by raters.
type RaterEffect struct {
	N        int      // ratings given
	Severity Figure   // the rater's effect: negative is severe, positive lenient
	Interval Interval // of the effect
	Shared   int      // candidates whom another rater rated too
	Mean, SD Figure
	Middle   Figure // share of ratings in the middle of the scale
	Rest     Figure // correlation with the mean of the other raters, over shared candidates
	RestN    int
	Warn     []string // severe, lenient, central, low_rest_correlation
}

// RaterEffects is the additive model of ratings.
type RaterEffects struct {
	GrandMean  Figure // of all ratings given
	Raters     []RaterEffect
	Candidates []Figure // adjusted means: what each would have been given by raters of average severity
	Crossed    bool     // every rater rated every candidate
	Residual   Figure   // standard deviation of what the model leaves
	Undefined  string   // why effects could not be told apart
}

// The limits beyond which a rater's ratings ask for a look (measurement specification, §5).
const (
	SevereBy       = .5 // points
	SevereShared   = 8  // shared candidates
	CentralSD      = .5
	CentralShare   = .70
	LowRest        = .3
	LowRestShared  = 10
	HaloR          = .85
	HaloSD         = .4
	HaloCandidates = 4
	HaloValues     = 3
)

// Severity fits y = μ + candidate + rater by least squares to ratings of candidates (rows) by raters (columns), NaN
// where a rating is missing, the rater effects summing to 0. In a crossed design the effect of a rater is x̄_r − x̄ and
// an adjusted mean is the candidate's mean; otherwise the effect rests on shared candidates alone. The intervals use
// the residual mean square. lo and hi bound the scale, for the share of ratings in its middle. Undefined when raters
// and candidates fall into groups that share nobody (the graph of who rated whom is not connected), and below two
// raters.
func Severity(candidatesByRaters [][]float64, lo, hi, level float64) RaterEffects {
	m, reason := newAdditive(candidatesByRaters)
	out := RaterEffects{GrandMean: Mean(present(flat(candidatesByRaters))), Undefined: reason}
	if reason == LengthsDiffer || reason == EmptyGroup || reason == NotFinite {
		out.GrandMean, out.Residual = undefined(reason), undefined(reason)
		return out
	}
	out.Crossed = m.crossed()
	if reason == "" {
		m.fit()
	}
	out.Residual = m.residualSD(reason)
	for r, given := range columns(candidatesByRaters) {
		out.Raters = append(out.Raters, m.effect(r, present(given), lo, hi, level, reason))
	}
	for c := range candidatesByRaters {
		adjusted := undefined(reason)
		if reason == "" {
			adjusted = m.adjusted(c)
		}
		out.Candidates = append(out.Candidates, adjusted)
	}
	return out
}

func flat(rows [][]float64) (out []float64) {
	for _, row := range rows {
		out = append(out, row...)
	}
	return out
}

// effect describes one rater.
func (m *additive) effect(r int, given []float64, lo, hi, level float64, reason string) RaterEffect {
	e := RaterEffect{N: len(given), Mean: Mean(given), SD: SD(given), Middle: middleShare(given, lo, hi)}
	e.Rest, e.RestN = m.rest(r)
	e.Shared = e.RestN
	e.Severity, e.Interval = undefined(reason), noInterval(reason)
	if reason == "" {
		e.Severity = bounded(m.rater[r])
		if len(given) == 0 {
			e.Severity = undefined(EmptyGroup)
		}
		e.Interval = m.interval(r, e.Severity, level)
	}
	e.warn()
	return e
}

// warn applies the limits of §5.
func (e *RaterEffect) warn() {
	if e.Severity.Defined() && e.Interval.Defined() && e.Shared >= SevereShared && math.Abs(e.Severity.Value) > SevereBy {
		switch {
		case e.Interval.Hi < 0:
			e.Warn = append(e.Warn, WarnSevere)
		case e.Interval.Lo > 0:
			e.Warn = append(e.Warn, WarnLenient)
		}
	}
	narrow := e.SD.Defined() && e.SD.Value < CentralSD
	middling := e.Middle.Defined() && e.Middle.Value >= CentralShare
	if e.N >= SevereShared && (narrow || middling) {
		e.Warn = append(e.Warn, WarnCentral)
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
