package scoring

import (
	"math"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// The rules of the warnings.
const (
	lengthSeparates = .60 // AUC of length alone from which it is worth a warning
	sharedShown     = 8   // shared sentences in a question's health
)

// consensus returns c of §3.5, the AUC it rests on, and what to warn of. With ten exemplars and ten comparison reps
// it is clip(2·AUC − 1, 0, 1)·n/(n + 10), n the smaller group; without, .20 when the left-out exemplars stand above
// the controls (lower limit of the AUC's 90 % interval above .5), else 0.
func (m *textModel) consensus() (c float64, separation Separation, warnings []Warning) {
	top, typical := alignments(m.loo), alignments(m.typicals)
	separation = Separation{Exemplars: len(top), Comparison: len(typical)}
	warnings = m.warnings(len(top))
	if m.full.reason != "" {
		separation.AUC, separation.Interval = Figure{Undefined: m.full.reason}, Interval{Undefined: m.full.reason}
		return 0, separation, warnings
	}
	d := stats.AUC(top, typical, separationLevel)
	separation.AUC = Figure{Value: d.AUC.Value, Undefined: d.AUC.Undefined}
	separation.Interval = Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi, Undefined: d.Interval.Undefined}
	separation.Method = d.Method
	n := min(len(top), len(typical))
	if n < leastUsable {
		groups := map[string]float64{"exemplars": float64(len(top)), "comparison": float64(len(typical))}
		warnings = append(warnings, m.warning(SeparationUnknown, groups))
		return unproven(top, m.controls()), separation, warnings
	}
	c = earnedBy(d.AUC.Value, n)
	figures := map[string]float64{
		"auc": d.AUC.Value, "lo": d.Interval.Lo, "hi": d.Interval.Hi,
		"exemplars": float64(len(top)), "comparison": float64(len(typical)),
	}
	if code := separationCode(d.Interval.Lo, d.Interval.Hi); code != "" {
		warnings = append(warnings, m.warning(code, figures))
	}
	return c, separation, warnings
}

// separationCode reads a 95 % interval of an AUC by §2.4.
func separationCode(lo, hi float64) string {
	switch {
	case hi < .5:
		return Inverted
	case hi < separationUpper:
		return DoesNotSeparate
	case lo <= .5:
		return SeparationNotShown
	}
	return ""
}

// warnings names what limits the model apart from its separation.
func (m *textModel) warnings(scored int) []Warning {
	var out []Warning
	n := len(m.full.sims)
	if n < leastToShow {
		out = append(out, m.warning(TooFewExemplars, map[string]float64{"n": float64(n), "least": leastToShow}))
	}
	if m.full.reason == NoConsensus {
		out = append(out, m.warning(NoConsensus, map[string]float64{"s0": m.full.s0, "s1": m.full.s1}))
	}
	if m.full.reason == NoLengthSpread {
		out = append(out, m.warning(NoLengthSpread, map[string]float64{"n": float64(n)}))
	}
	length := m.lengthReport()
	if scored >= leastUsable && length.driven {
		out = append(out, m.warning(LengthDriven, map[string]float64{
			"auc_length": length.auc.Value, "auc_score": length.scoreAUC.Value, "r": length.r.Value,
		}))
	}
	return out
}

func (m *textModel) warning(code string, figures map[string]float64) Warning {
	return Warning{Code: code, Value: m.question.Value, Question: m.question.ID, Language: m.lang, Figures: figures}
}

// textLength is what length has to do with the score among the incumbents (§3.4): r is Pearson's correlation of
// alignment and words, auc what length alone separates, scoreAUC what the score does.
type textLength struct {
	r, auc, scoreAUC Figure
	driven           bool // length alone separates as well as the score
}

func (m *textModel) lengthReport() textLength {
	var scores, words []float64
	for _, o := range slices.Concat(m.loo, m.typicals) {
		if o.alignment.Defined() {
			scores, words = append(scores, o.alignment.Value), append(words, float64(o.words))
		}
	}
	r := stats.Pearson(scores, words)
	byLength := stats.AUC(lengths(m.loo), lengths(m.typicals), .95)
	byScore := stats.AUC(alignments(m.loo), alignments(m.typicals), .95)
	out := textLength{
		r:        Figure{Value: r.Value, Undefined: r.Undefined},
		auc:      Figure{Value: byLength.AUC.Value, Undefined: byLength.AUC.Undefined},
		scoreAUC: Figure{Value: byScore.AUC.Value, Undefined: byScore.AUC.Undefined},
	}
	out.driven = len(m.typicals) >= leastUsable && out.auc.Defined() && out.scoreAUC.Defined() &&
		out.auc.Value >= max(lengthSeparates, out.scoreAUC.Value)
	return out
}

// alignments returns those that are defined, in order.
func alignments(outcomes []textOutcome) []float64 {
	var out []float64
	for _, o := range outcomes {
		if o.alignment.Defined() {
			out = append(out, o.alignment.Value)
		}
	}
	return out
}

func lengths(outcomes []textOutcome) []float64 {
	var out []float64
	for _, o := range outcomes {
		if o.words > 0 {
			out = append(out, float64(o.words))
		}
	}
	return out
}

// health returns the text-only parts of a question's health: agreement as s1 − s0, separation, weight, the
// leave-one-out and comparison alignments, shared sentences, warnings.
func (m *textModel) health() QuestionHealth {
	c, separation, warnings := m.consensus()
	n := len(m.full.sims)
	h := QuestionHealth{
		Question: m.question.ID, Value: m.question.Value, Kind: hiring.Text, Language: m.lang,
		Languages: map[hiring.Language]int{m.lang: n}, N: n,
		Agreement: Figure{Value: m.full.s1 - m.full.s0}, Statistic: "similarity",
		P: Figure{Undefined: string(hiring.Text)}, Consensus: c, Weight: m.question.Weight * c,
		Separation: separation, Warnings: warnings, Read: m.represented.ID(),
		LeaveOneOut: slices.Sorted(slices.Values(alignments(m.loo))),
		ComparisonA: slices.Sorted(slices.Values(alignments(m.typicals))),
		Shared:      m.sentences.shared(sharedShown),
	}
	if m.full.reason != "" {
		h.Agreement = Figure{Undefined: m.full.reason}
		if m.full.reason == NoConsensus {
			h.Agreement = Figure{Value: math.Min(0, m.full.s1-m.full.s0)}
		}
	}
	return h
}
