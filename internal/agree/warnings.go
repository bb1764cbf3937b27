package agree

import (
	"fmt"
	"math"

	"touchstone/internal/stats"
)

// The codes of warnings, beside those of a rater that stats gives: severe, lenient, central, narrow, low_rest, halo and
// drift.
const (
	UnbalancedDesign = "unbalanced_design"
	FewTargets       = "few_targets"
	OneRater         = "one_rater"
	RatedOnce        = "rated_once"
	NoVariation      = "no_variation"
	NegativeICC      = "negative"
	LowReliability   = "low_reliability"
	LowAgreement     = "low_agreement"
	Disagreements    = "disagreements"
	DisconnectedSets = "disconnected"
	TooManyRaters    = "too_many_raters"
	TooManyPairs     = "too_many_pairs"
	TooManyQuestions = "too_many_questions"
	ScaleGuessed     = "scale_guessed"
)

// The limits below which agreement asks for something to be done.
const (
	fewTargets     = 10
	lowReliability = .50
	lowAgreement   = .667
	goodAgreement  = .80
)

// Warning says, as a code and in words, what limits a number and what to do about it.
type Warning struct {
	Code     string `json:"code"`
	Question string `json:"question,omitempty"` // "": about all ratings together
	Rater    string `json:"rater,omitempty"`
	Text     string `json:"text"`
}

// warnings are about all ratings, then about questions, then about raters.
func (r Report) warnings(unlinked string, tooManyPairs bool) []Warning {
	out := []Warning{}
	say := func(code, format string, args ...any) {
		out = append(out, Warning{Code: code, Text: fmt.Sprintf(format, args...)})
	}
	if !r.Scale.Given && (r.Scale.Lo != usualLo || r.Scale.Hi != usualHi) {
		say(ScaleGuessed, "The scale was taken from the ratings to run from %v to %v; say -scale LO-HI if it is wider, because kappa depends on it.", r.Scale.Lo, r.Scale.Hi)
	}
	switch unlinked {
	case stats.Disconnected:
		say(DisconnectedSets, "Raters fall into groups that share no answer, so their severity cannot be compared; let some candidates be rated across groups.")
	case stats.TooMany:
		say(TooManyRaters, "There are too many raters to tell their severity apart; look at fewer at a time.")
	}
	if tooManyPairs {
		say(TooManyPairs, "There are too many pairs of raters to compare; look at fewer raters at a time.")
	}
	if r.Questions > mostQuestions {
		say(TooManyQuestions, "There are more than %d questions, so they are looked at together only; look at fewer at a time.", mostQuestions)
	}
	out = append(out, r.All.warnings()...)
	if len(r.Parts) > 1 {
		for _, p := range r.Parts {
			out = append(out, p.quality()...)
		}
	}
	for _, rater := range r.Raters {
		for _, code := range rater.Flags {
			out = append(out, Warning{Code: code, Rater: rater.Name, Text: rater.explain(code)})
		}
	}
	return out
}

// warnings are all that is to be said of a part.
func (p Part) warnings() []Warning {
	out := []Warning{}
	say := func(code, format string, args ...any) {
		out = append(out, Warning{Code: code, Question: p.Question, Text: fmt.Sprintf(format, args...)})
	}
	if p.Raters < 2 {
		say(OneRater, "One rater alone rated; agreement needs a second, independent one.")
	} else if p.Design == Unbalanced {
		say(UnbalancedDesign, "Not every rater rated every answer, so ICC(1,1) and ICC(1,k) are reported; they count a severe rater as disagreement.")
	}
	if p.Single > 0 && p.Raters > 1 {
		say(RatedOnce, "Answers that one rater alone rated: %d. They say nothing about agreement; have them rated a second time.", p.Single)
	}
	if n := p.Shared(); n < fewTargets && (p.Raters > 1 || p.Targets < fewTargets) {
		say(FewTargets, "Answers that more than one rater rated: %d. Every interval is wide; do not judge raters by this yet.", n)
	}
	if p.Disagreements > 0 {
		say(Disagreements, "Answers whose ratings lie two points apart or more: %d. Discuss them, and keep the ratings from before the discussion.", p.Disagreements)
	}
	return append(out, p.quality()...)
}

// quality is what is to be said of how far raters agree.
func (p Part) quality() []Warning {
	out := []Warning{}
	say := func(code, text string) { out = append(out, Warning{Code: code, Question: p.Question, Text: text}) }
	switch {
	case p.One.Undefined == stats.NoVariation || p.Interval.Undefined == stats.NoVariation:
		say(NoVariation, "All ratings are the same, or all answers are rated alike: agreement cannot be told from a scale nobody uses. Look at the anchors.")
	case p.One.below(0):
		say(NegativeICC, "Ratings of one answer differ more than ratings of different answers: raters do not judge the same thing. Go through the anchors together.")
	case p.Mean.below(lowReliability):
		say(LowReliability, "The mean of the raters is less reliable than .50: do not decide by it. Train on calibration answers, sharpen the anchors, or add raters.")
	}
	if p.Interval.below(lowAgreement) {
		say(LowAgreement, "Krippendorff's alpha is below .667: agreement is too low to rest conclusions on.")
	}
	return out
}

// explain puts a flag of a rater into words.
func (r Rater) explain(code string) string {
	switch code {
	case stats.WarnSevere, stats.WarnLenient:
		than := "all raters"
		if r.Among == AmongSame {
			than = "those who rated the same answers"
		}
		return fmt.Sprintf("Rates %.1f points %s than the average of %s, on %d shared candidates: compare two answers together; do not correct the ratings.",
			math.Abs(*r.Severity.Value), map[bool]string{true: "lower", false: "higher"}[code == stats.WarnSevere], than, r.Shared)
	case stats.WarnCentral:
		return fmt.Sprintf("Uses little of the scale (%.0f %% in its middle, spread %s, %d ratings): go through what its ends look like.",
			100*valueOf(r.Middle), show(r.SD), r.Ratings)
	case stats.WarnNarrow:
		return fmt.Sprintf("Spreads only %.0f %% as widely as the others do over the same %d answers: find the best and the weakest of them together.",
			100*valueOf(r.Spread), r.RestN)
	case stats.WarnLowRest:
		return fmt.Sprintf("Orders answers unlike the others do (r %.2f on %d answers): compare reasons on a few of them.", *r.Rest.Value, r.RestN)
	case stats.WarnHalo:
		return fmt.Sprintf("Gives candidates nearly the same rating on everything (mean r %.2f, %d candidates): rate one question for all candidates, then the next.", *r.HaloR.Value, r.HaloN)
	case stats.WarnDrift:
		return fmt.Sprintf("Has become %s: %+.1f over the last %d candidates, %+.1f over the first: rate two of the first answers again, without looking.",
			map[bool]string{true: "more severe", false: "more lenient"}[valueOf(r.Drift.EWMA) < valueOf(r.Drift.Start)],
			valueOf(r.Drift.Recent), stats.DriftWindow, valueOf(r.Drift.Start))
	}
	return code
}

// valueOf is an estimate's value, or 0.
func valueOf(e Estimate) float64 {
	if e.Value == nil {
		return 0
	}
	return *e.Value
}
