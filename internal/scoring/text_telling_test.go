package scoring

import (
	"testing"

	"touchstone/internal/hiring"
)

// TestFewWroteBelowThree: two top reps' texts are few, three without a scale are not.
func TestFewWroteBelowThree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s    AnswerScore
		want bool
	}{
		{AnswerScore{Kind: hiring.Text, Status: NoScale, Exemplars: 2}, true}, {AnswerScore{Kind: hiring.Text, Status: NoScale, Exemplars: 3}, false},
		{AnswerScore{Kind: hiring.Text, Status: NoExemplars}, true}, {AnswerScore{Kind: hiring.Single, Status: NoExemplars}, false},
		{AnswerScore{Kind: hiring.Text, Status: OK, Exemplars: 2}, false},
	} {
		if got := c.s.FewWrote(); got != c.want {
			t.Errorf("%+v: %v", c.s, got)
		}
	}
}

// TestTellingMatchesRestOnTwoWords: one common word says nothing, nor do sentences that are hardly alike, and an answer
// about something else says nothing at all.
func TestTellingMatchesRestOnTwoWords(t *testing.T) {
	t.Parallel()
	s := AnswerScore{Evidence: Evidence{Matches: []Match{
		{Sentence: "a", Similarity: .9, Words: []string{"x"}}, {Sentence: "b", Similarity: .3, Words: []string{"x", "y"}},
		{Sentence: "c", Similarity: .29, Words: []string{"x", "y"}}, {Sentence: "d", Similarity: .25, Words: []string{"x", "y", "z"}},
		{Sentence: "e", Similarity: .24, Words: []string{"x", "y", "z"}}, {Sentence: "f", Similarity: .25}, {Sentence: "g", Similarity: .2},
	}}}
	told := ""
	for _, m := range s.Telling() {
		told += m.Sentence
	}
	if told != "bdf" {
		t.Errorf("told %s, want b, d and f: alike enough for the words they rest on", told)
	}
	if s.Flags = []Status{OffTopic}; s.Telling() != nil {
		t.Errorf("off topic: %+v", s.Telling())
	}
}

// TestWhatWeighsSpeaks: an answer of a small weight on a question of some consensus, unless something is known against it.
func TestWhatWeighsSpeaks(t *testing.T) {
	t.Parallel()
	h := Health{Questions: []QuestionHealth{
		{Question: "q", Kind: hiring.Single, Consensus: .4}, {Question: "self", Kind: hiring.Numeric, Consensus: .4},
		{Question: "said", Kind: hiring.Single, Consensus: .4, Warnings: []Warning{{Code: UniversalAnswer}}},
	}}
	for _, c := range []struct {
		question          string
		weight, consensus float64
		want              bool
	}{{"q", .5, .4, true}, {"q", 0, .4, false}, {"q", .5, 0, false}, {"self", .5, .4, false}, {"said", .5, .4, false}} {
		if got := h.Speaks(AnswerScore{Question: c.question, Weight: c.weight, Consensus: c.consensus}); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
