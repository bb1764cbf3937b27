package scoring

import (
	"math"
	"slices"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/text"
)

// The limits of the quality statuses (measurement.md §3).
const (
	tooShortWords     = 15  // fewer, and under half of the exemplars' 5th percentile
	languageWords     = 20  // fewer, and the language is not guessed
	languageSure      = .90 // confidence of the guess
	copiedRun         = 5   // words that make a copied run
	copiedShare       = .50 // share of runs that stand in the question
	duplicateRun      = 3   // words that make a shingle
	duplicateShare    = .90
	duplicateLeast    = 25  // words; under them two people may well write the same, and in knowledge questions do
	leastForPlaces    = 5   // exemplars, for the cloning guard
	nearPercentile    = 75. // the nearest exemplar is at least this near
	averagePercentile = 25. // and the average at most this
)

// quality decides whether an answer can be scored, before it is; OK when it can. For a near duplicate of an exemplar
// it says whose.
func (m *textModel) quality(answer string, words int, peers []string) (status Status, nearest string) {
	lang := string(m.lang)
	switch {
	case strings.TrimSpace(answer) == "":
		return Blank, ""
	case !slices.Contains(m.full.key, true):
		return NoExemplars, ""
	case m.otherLanguage(answer, words):
		return OtherLanguage, ""
	}
	if share, _ := text.Uncopied(lang, answer, m.prompt, copiedRun); share >= copiedShare {
		return CopiedQuestion, ""
	}
	switch {
	case m.screen.Find(answer) != "":
		return Gibberish, ""
	case words < tooShortWords && float64(words) < m.limits.tooShort:
		return TooShort, ""
	}
	if duplicate, of := m.duplicate(answer, words, peers); duplicate {
		return NearDuplicate, of
	}
	return OK, ""
}

func (m *textModel) otherLanguage(answer string, words int) bool {
	if text.Plainly(string(m.lang), answer) {
		return false
	}
	guess, sure := text.Guess(answer)
	if guess == text.Other {
		return true
	}
	return words >= languageWords && sure >= languageSure && guess != string(m.lang)
}

// duplicate tells whether an answer is a copy: it holds a whole exemplar, or is cut out of one or put together from
// several, or is like another candidate's answer.
func (m *textModel) duplicate(answer string, words int, peers []string) (found bool, of string) {
	if words < duplicateLeast {
		return false, ""
	}
	lang := string(m.lang)
	runs := text.RunsOf(lang, answer, duplicateRun)
	shared := text.Shared(runs, m.shingles)
	for j, original := range m.originals {
		if float64(shared) >= duplicateShare*float64(len(original)) && m.counts[j] >= duplicateLeast && text.Contained(original, runs) >= duplicateShare {
			return true, m.exemplars[j].respondent
		}
	}
	if text.Covered(lang, answer, m.anywhere, copiedRun) >= duplicateShare {
		return true, ""
	}
	for _, peer := range peers {
		if likeLengths(answer, peer) && text.Jaccard(runs, text.RunsOf(lang, peer, duplicateRun)) >= duplicateShare {
			return true, ""
		}
	}
	return false, ""
}

// NearDuplicates tells whether two candidates' answers are so alike that both are left to a person to read, as the
// status near_duplicate has it.
func NearDuplicates(lang hiring.Language, a, b string) bool {
	l := string(lang)
	if !likeLengths(a, b) || text.CountWords(a) < duplicateLeast || text.CountWords(b) < duplicateLeast {
		return false
	}
	return text.Jaccard(text.RunsOf(l, a, duplicateRun), text.RunsOf(l, b, duplicateRun)) >= duplicateShare
}

// likeLengths spares the comparison of texts whose lengths alone rule out a Jaccard of .9.
func likeLengths(a, b string) bool {
	return 2*min(len(a), len(b)) >= max(len(a), len(b))
}

// findLimits sets the reference points: too_short is half of the exemplars' 5th percentile of words; off_topic is
// below the controls' 95th percentile and below the incumbents' 5th.
func (m *textModel) findLimits() textLimits {
	var out textLimits
	var lengths, incumbents []float64
	for j, n := range m.counts {
		if n == 0 {
			continue
		}
		lengths = append(lengths, float64(n))
		out.nearest = append(out.nearest, slices.Max(m.full.rows[j]))
	}
	for _, c := range m.typicals {
		if c.words > 0 {
			incumbents = append(incumbents, c.similarity)
		}
	}
	incumbents = append(incumbents, m.full.sims...)
	out.tooShort = stats.Quantile(lengths, .05).Value / 2
	out.offTopic = math.Min(stats.Quantile(m.full.controls, .95).Value, stats.Quantile(incumbents, .05).Value)
	out.similarity = slices.Sorted(slices.Values(m.full.sims))
	slices.Sort(out.nearest)
	return out
}

// unlikeTheAverage is the cloning guard of §3.9: near to one exemplar, far from their average.
func (m *textModel) unlikeTheAverage(out textOutcome) bool {
	if len(m.limits.similarity) < leastForPlaces {
		return false
	}
	near := stats.Percentile(slices.Max(out.cosines), m.limits.nearest)
	average := stats.Percentile(out.similarity, m.limits.similarity)
	return near.Defined() && near.Value >= nearPercentile && average.Value <= averagePercentile
}

// PlainlyIn tells whether words of any length are in a language without doubt, by the words that carry its grammar.
func PlainlyIn(l hiring.Language, words string) bool { return text.Plainly(string(l), words) }
