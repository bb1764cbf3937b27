package report

import (
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// Judged is the version's verdict as its own page gives it, in the reader's language: a manual has no other.
type Judged struct {
	Word, Because, Caveat string
	Reasons               []string // the other reasons, gravest first, in a few words each
}

// mostLimits is how many limits the summary names; the others stand where they belong.
const mostLimits = 3

// summary is the manual on one page, in plain words: whether to use the version, what that rests on, what it must not
// be used for, and what limits it most.
func summary(in Input) []Block {
	j := in.Judged
	out := []Block{{Heading: key("manual.summary.verdict", "Verdict", Plain(j.Word))}}
	for _, s := range []string{j.Because, j.Caveat} {
		if s != "" {
			out = append(out, Block{Text: Plain(s)})
		}
	}
	h := in.Health
	out = append(out, heading("manual.summary.rests"), say("manual.summary.answers",
		"Top", key("benchmark.n_top", "Count", Count(h.Exemplars)), "Comparison", key("benchmark.n_comparison", "Count", Count(h.Comparison)),
		"Questions", Count(h.Overall.Questions), "Counting", Count(h.Overall.Counting)),
		heading("manual.summary.not"), list("manual.purpose.not.1", "manual.purpose.not.2", "manual.purpose.not.3", "manual.purpose.not.4"),
		heading("manual.summary.limits"), Block{List: limits(in)})
	return append(out, heading("manual.summary.when"), say("manual.summary.frozen"))
}

// limits are the gravest limits of a version: first what its verdict names, then that nothing ties it to work done well,
// then what its texts, languages and self-ratings cannot carry.
func limits(in Input) []Text {
	var out []Text
	for _, r := range in.Judged.Reasons {
		out = append(out, Plain(r))
	}
	out = append(out, key("manual.summary.no_study"))
	if left := in.leftToPeople(); len(left) > 0 {
		out = append(out, key("manual.summary.languages", "Languages", left))
	}
	counts := func(kind hiring.Kind) int {
		n := 0
		for _, q := range in.Health.Questions {
			if q.Kind == kind && q.Consensus > 0 {
				n++
			}
		}
		return n
	}
	if counts(hiring.Text) > 0 {
		out = append(out, key("manual.summary.texts"))
	}
	if n := counts(hiring.Numeric); n > 0 {
		out = append(out, key("manual.summary.self_ratings", "Count", Count(n)))
	}
	return out[:min(mostLimits, len(out))]
}

// leastWritten is from how many top reps who answered in a language on its texts are compared (measurement.md §3).
const leastWritten = 3

// leftToPeople names the languages in which too few top reps answered for texts to be compared.
func (in Input) leftToPeople() Series {
	var out Series
	if !slices.ContainsFunc(in.Definition.Questions, func(q scoring.Question) bool { return q.Kind == hiring.Text }) {
		return nil
	}
	for _, l := range hiring.Languages() {
		if in.Health.Languages[l] < leastWritten {
			out = append(out, Tongue(l))
		}
	}
	return out
}
