package app

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// TestATextThatWasPointedToIsNotSaidToBeKeptOnly: not compared for want of top reps in its language, its passages are
// shown to people all the same, and the candidate is told so; without any, nothing of it is said.
func TestATextThatWasPointedToIsNotSaidToBeKeptOnly(t *testing.T) {
	t.Parallel()
	catalog := catalogOf(t)
	text, picked := hiring.AssessmentQuestion{}, hiring.AssessmentQuestion{}
	text.ID, text.Kind, picked.ID, picked.Kind = uuid.New(), hiring.Text, uuid.New(), hiring.Single
	match := scoring.Match{Sentence: "I rang her back.", Similarity: .6, Words: []string{"rang", "back"}}
	for name, c := range map[string]struct {
		matches     []scoring.Match
		says, hides string
		reviews     []hiring.Review
		alsoSays    string
	}{
		"pointed to":    {matches: []scoring.Match{match}, says: "It only pointed to passages in them", hides: "it only kept and showed"},
		"not a passage": {says: "What you wrote, it only kept and showed", hides: "pointed to"},
		"one adjusted": {says: "What you wrote, it only kept and showed", hides: "pointed to",
			reviews: []hiring.Review{{Act: hiring.Adjust}, {Act: hiring.Accept}}, alsoSays: "A person put right what the program had computed for 1 answer"},
	} {
		m := explanationMatter{words: catalog.For(hiring.English), language: hiring.English}
		m.view.Asked = []hiring.AssessmentQuestion{text, picked}
		m.view.Reviews = c.reviews
		m.attempt = &AttemptView{Score: &scoring.Result{Answers: []scoring.AnswerScore{
			{Question: text.ID.String(), Kind: hiring.Text, Status: scoring.NoExemplars, Alignment: scoring.Figure{Undefined: "no_exemplars"}, Evidence: scoring.Evidence{Matches: c.matches}},
			{Question: picked.ID.String(), Kind: hiring.Single, Status: scoring.OK, Alignment: scoring.Figure{Value: 1}},
		}}}
		m.attempt.Answers = map[uuid.UUID]hiring.Answer{text.ID: {Body: hiring.AnswerBody{Text: "I rang her back."}}, picked.ID: {Body: hiring.AnswerBody{Picks: []string{"a"}}}}
		said := strings.Join(append(m.how().Paragraphs, m.program().Paragraphs...), "\n")
		if !strings.Contains(said, c.says) || strings.Contains(said, c.hides) || !strings.Contains(said, c.alsoSays) {
			t.Errorf("%s:\n%s", name, said)
		}
		if c.alsoSays == "" && strings.Contains(said, "put right") {
			t.Errorf("%s: nobody changed anything:\n%s", name, said)
		}
	}
}
