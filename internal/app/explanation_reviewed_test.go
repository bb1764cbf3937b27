package app_test

import (
	"context"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func TestExplanationFollowsWhatPeopleMadeOfAScore(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	said := func() string {
		t.Helper()
		d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), nil)
		ok(t, err)
		return saidIn(d.Content)
	}
	if s := said(); !strings.Contains(s, "Question 3: Listen") {
		t.Fatalf("the answer does not speak for it:\n%s", s)
	}
	scores, err := r.store.Scores(ctx, a.ID)
	ok(t, err)
	review := app.NewReview{Score: scores[0].ID, Question: r.Questions[2].ID, Act: hiring.Void, Reason: hiring.Technical, Words: "Two options mean the same here."}
	_, err = r.app.ReviewAnswer(ctx, r.owner, a.ID, review)
	ok(t, err)
	r.app.WorkAll(ctx)
	if s := said(); strings.Contains(s, "Question 3: Listen") || !strings.Contains(s, "1 answer was not compared") {
		t.Errorf("a voided score still speaks:\n%s", s)
	}
}
