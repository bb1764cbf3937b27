package scoring_test

import (
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// TestAnswersThatNobodyIsComparedWithAreCounted by value: texts alone, and not those
// that were scored, left blank, or whose top reps do not agree.
func TestAnswersThatNobodyIsComparedWithAreCounted(t *testing.T) {
	t.Parallel()
	r := scoring.Result{Answers: []scoring.AnswerScore{
		{Value: "v", Kind: hiring.Text, Status: scoring.NoExemplars}, {Value: "v", Kind: hiring.Text, Status: scoring.OtherLanguage},
		{Value: "v", Kind: hiring.Text, Status: scoring.NoScale, Exemplars: 2}, {Value: "v", Kind: hiring.Text, Status: scoring.NoScale, Exemplars: 10}, {Value: "v", Kind: hiring.Text, Status: scoring.OK}, {Value: "v", Kind: hiring.Text, Status: scoring.Blank},
		{Value: "v", Kind: hiring.Single, Status: scoring.NoScale}, {Value: "other", Kind: hiring.Text, Status: scoring.NoExemplars},
	}}
	if n := r.Uncompared("v"); n != 3 {
		t.Errorf("%d, want 3", n)
	}
}
