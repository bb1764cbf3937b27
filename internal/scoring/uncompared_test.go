package scoring_test

import (
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// TestAnswersThatNobodyIsComparedWithAreCounted by value: texts alone, and not those that were scored or left blank.
func TestAnswersThatNobodyIsComparedWithAreCounted(t *testing.T) {
	t.Parallel()
	r := scoring.Result{Answers: []scoring.AnswerScore{
		{Value: "v", Kind: hiring.Text, Status: scoring.NoExemplars}, {Value: "v", Kind: hiring.Text, Status: scoring.OtherLanguage},
		{Value: "v", Kind: hiring.Text, Status: scoring.NoScale}, {Value: "v", Kind: hiring.Text, Status: scoring.OK}, {Value: "v", Kind: hiring.Text, Status: scoring.Blank},
		{Value: "v", Kind: hiring.Single, Status: scoring.NoScale}, {Value: "other", Kind: hiring.Text, Status: scoring.NoExemplars},
	}}
	if n := r.Uncompared("v"); n != 3 {
		t.Errorf("%d, want 3", n)
	}
}
