package scoring

import (
	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// verdict is what the exemplars' answers to one closed question are worth: how far they agree, and the consensus c
// that the rules of §2.4 leave of it.
type verdict struct {
	agreed   stats.Figure // raw: a negative r_wg stays negative
	p        stats.Figure // permutation test against random answering
	c        float64
	warnings []Warning
}

// judge applies the rules of §2.4 to the exemplars' answers; typical are the comparison reps', for universal_answer.
func (s scale) judge(answers, typical []vector, luck *luck) verdict {
	t := s.tally(answers)
	v := verdict{agreed: s.agreement(t), p: luck.p(s, answers, t)}
	v.c = clampedConsensus(v.agreed)
	if t.n < leastToShow {
		v.warn(TooFewExemplars, figures{"n": t.n, "least": leastToShow})
	}
	if t.n == 0 {
		return v
	}
	s.judgeAgreement(&v, t, luck.most())
	if s.question.Kind == hiring.Numeric && s.atCeiling(t) {
		m, _ := s.moments(t)
		v.warn(Ceiling, figures{"mean": m, "lo": float64(s.question.Lo), "hi": float64(s.question.Hi)})
	}
	if top, typ, ok := universalAnswer(answers, typical); ok {
		v.c /= 2
		v.warn(UniversalAnswer, figures{"top": top, "typical": typ})
	}
	return v
}

// judgeAgreement sets c to 0 where the exemplars do not agree, are split into camps, or agree no better than chance
// would.
func (s scale) judgeAgreement(v *verdict, t tally, limit float64) {
	shown := figures{"n": t.n}
	if v.agreed.Defined() {
		shown["agreement"] = v.agreed.Value
	}
	if v.p.Defined() {
		shown["p"] = v.p.Value
	}
	split := s.question.Kind == hiring.Numeric && (v.agreed.Defined() && v.agreed.Value < 0 || s.inCamps(t))
	if split {
		v.warn(Polarised, shown)
	}
	byLuck := !v.p.Defined() || v.p.Value > limit
	switch weak := s.weakAgreement(v.agreed, t); {
	case weak || byLuck:
		v.warn(NoConsensus, shown)
		v.c = 0
	case split:
		v.c = 0
	case s.question.Kind == hiring.Numeric && v.agreed.Value < strongEnoughRWG:
		v.warn(WeakConsensus, shown)
	}
}

// counts applies the rules of judgeAgreement to a resample.
func (s scale) counts(agreed stats.Figure, t tally, b bound) bool {
	if s.weakAgreement(agreed, t) || s.question.Kind == hiring.Numeric && (agreed.Value < 0 || s.inCamps(t)) {
		return false
	}
	x, ok := s.testStatistic(t, b.anySet)
	return ok && x-tolerance > b.least
}

// weakAgreement tells whether an agreement lies under the limits of §2.4.
func (s scale) weakAgreement(agreement stats.Figure, t tally) bool {
	if !agreement.Defined() || agreement.Value < leastConsensus {
		return true
	}
	switch s.question.Kind {
	case hiring.Numeric:
		return agreement.Value < leastRWG
	case hiring.Ranking:
		return agreement.Value < leastW
	case hiring.Single:
		return s.size >= 3 && modalShare(t) < leastModalShare
	}
	return false
}

// agreement is the question's statistic: r_wg, 1−H/ln K, mean |2p−1|, or Kendall's W.
func (s scale) agreement(t tally) stats.Figure {
	if t.n < 1 {
		return stats.Figure{Undefined: stats.EmptyGroup}
	}
	switch s.question.Kind {
	case hiring.Numeric:
		return s.rwg(t)
	case hiring.Single:
		return evennessConsensus(t)
	case hiring.Multiple:
		return endorsementConsensus(t)
	}
	return concordance(t)
}

// statistic names the agreement.
func (s scale) statistic() string {
	switch s.question.Kind {
	case hiring.Numeric:
		return "rwg"
	case hiring.Single:
		return "entropy"
	case hiring.Multiple:
		return "endorsement"
	}
	return "kendall_w"
}

func (v *verdict) warn(code string, f figures) {
	v.warnings = append(v.warnings, Warning{Code: code, Figures: f})
}

func clampedConsensus(f stats.Figure) float64 {
	if !f.Defined() {
		return 0
	}
	return min(1, max(0, f.Value))
}

// universalAnswer tells whether exemplars and comparison reps give the same answer most often, each at least eight
// times in ten: then it says nothing about who is exemplary.
func universalAnswer(top, typical []vector) (topShare, typicalShare float64, ok bool) {
	a, topShare, n := modalAnswer(top)
	b, typicalShare, m := modalAnswer(typical)
	if n < leastForTypical || m < leastForTypical || a != b {
		return 0, 0, false
	}
	return topShare, typicalShare, topShare >= universalShare-tolerance && typicalShare >= universalShare-tolerance
}

// modalAnswer returns the most frequent whole answer (the first in spelling among equals), its share, and n.
func modalAnswer(answers []vector) (mode string, share float64, n int) {
	counts := map[string]int{}
	for _, v := range answers {
		if v.given() {
			counts[v.spelling()]++
			n++
		}
	}
	for answer, count := range counts {
		if count > counts[mode] || count == counts[mode] && answer < mode {
			mode = answer
		}
	}
	if n == 0 {
		return "", 0, 0
	}
	return mode, float64(counts[mode]) / float64(n), n
}

// unanimous tells whether all answers given are the same.
func unanimous(answers []vector) bool {
	_, share, n := modalAnswer(answers)
	return n == 0 || share == 1
}

// label puts an r_wg into words (LeBreton & Senter 2008); the other statistics have no such convention.
func (s scale) label(agreement stats.Figure) string {
	if s.question.Kind != hiring.Numeric || !agreement.Defined() {
		return ""
	}
	switch r := agreement.Value; {
	case r <= .30:
		return "none"
	case r <= .50:
		return "weak"
	case r <= .70:
		return "moderate"
	case r <= .90:
		return "strong"
	}
	return "very_strong"
}
