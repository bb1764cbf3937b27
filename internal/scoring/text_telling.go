package scoring

import (
	"slices"

	"touchstone/internal/hiring"
)

// IsOffTopic tells whether an answer was found to be hardly about its question.
func (s AnswerScore) IsOffTopic() bool {
	return s.Status == OffTopic || slices.Contains(s.Flags, OffTopic)
}

// How alike two sentences have to be before one is said to meet what the other says: more where only two words carry it.
// Of the 63 pairs on two words that the demo's answers give, most of the 47 below .30 share their words by chance ("new",
// "system"), and few of the 16 above; likewise the six on three words and more below .25. They decide what is shown and
// enter no score.
const (
	leastTold    = .25
	leastTwoTold = .30
)

// Telling are the matches that say something: none of an answer that is hardly about its question, none that rests on a
// single common word, and none of sentences that are hardly alike. What is marked in an answer and what is quoted of it
// are these and no others.
func (s AnswerScore) Telling() []Match {
	if s.IsOffTopic() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Evidence.Matches), func(m Match) bool {
		return len(m.Words) == 1 || m.Similarity < leastTold || len(m.Words) == 2 && m.Similarity < leastTwoTold
	})
}

// LeastWritten is with how many top reps' texts in a language its answers are compared; below, they are left to people.
const LeastWritten = 3

// FewWrote tells whether a text was not scored because too few top reps wrote in its language, whatever the engine's
// word for it.
func (s AnswerScore) FewWrote() bool {
	return s.Kind == hiring.Text && (s.Status == NoExemplars || s.Status == NoScale && s.Exemplars < LeastWritten)
}

// LeftToPeople tells whether a text was not compared for its language: too few top reps wrote in it, or it is another than
// the questions were asked in.
func (s AnswerScore) LeftToPeople() bool {
	return s.FewWrote() || s.Kind == hiring.Text && s.Status == OtherLanguage
}

// Speaks tells whether an answer may be named as a reason: it counts, its question's people agree, and nothing that is
// known of the question asks not to decide on it.
func (h Health) Speaks(s AnswerScore) bool {
	if s.Weight <= 0 || s.Consensus <= 0 {
		return false
	}
	silent := []string{NoConsensus, Polarised, Inverted, DoesNotSeparate, UniversalAnswer, UniversalCandidates, SelfRating}
	against := func(w Warning) bool { return w.Question == s.Question && slices.Contains(silent, w.Code) }
	if slices.ContainsFunc(h.SelfRatings(), against) {
		return false
	}
	return !slices.ContainsFunc(h.Questions, func(q QuestionHealth) bool {
		here := q.Question == s.Question && (q.Language == "" || q.Language == s.Language)
		return here && slices.ContainsFunc(q.Warnings, func(w Warning) bool { return slices.Contains(silent, w.Code) })
	})
}
