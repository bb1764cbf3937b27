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

// A candidate who answered everything is not told that too little was answered, where people let too little of it count.
func TestExplanationSaysThatPeopleLeftTooLittle(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	scores, err := r.store.Scores(ctx, a.ID)
	ok(t, err)
	for _, q := range r.Questions {
		_, err = r.app.ReviewAnswer(ctx, r.owner, a.ID, app.NewReview{Score: scores[0].ID, Question: q.ID, Act: hiring.Void, Reason: hiring.Technical, Words: "Two options mean the same here."})
		ok(t, err)
	}
	r.app.WorkAll(ctx)
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), nil)
	ok(t, err)
	if s := saidIn(d.Content); strings.Contains(s, "were answered for a statement") || !strings.Contains(s, "A person did not let part of the comparison count, and what is left is too little for a statement.") {
		t.Errorf("why there is no step:\n%s", s)
	}
}
