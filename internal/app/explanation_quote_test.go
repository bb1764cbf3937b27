package app_test

import (
	"context"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/scoring"
)

// elsewhere is hardly about a mistake that reached a customer, and shares words with answers that are.
const elsewhere = "On Sundays we play football by the river and my brother called again in the evening. The sun shone on the green grass, the dog ran, and the cake that our aunt had baked tasted of lemon and sugar."

// saysOf is what the explanation of somebody who gave these answers would say.
func (r explainedRound) saysOf(t *testing.T, a hiring.Application, catalog *i18n.Catalog) string {
	t.Helper()
	d, err := r.app.DraftExplanation(context.Background(), r.owner, a.ID, catalog, nil)
	ok(t, err)
	return saidIn(d.Content)
}

func TestExplanationQuotesWhatIsMarkedAndNothingElse(t *testing.T) {
	t.Parallel()
	r, ctx, catalog := newExplainedRound(t), context.Background(), words(t)
	a := r.Candidate("Ada Lovelace")
	at := r.Submit(a, r.Bodies(elsewhere, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	x := r.result(t, at.ID, a.ID).Answers[0]
	if !x.IsOffTopic() || len(x.Evidence.Matches) == 0 || x.Weight == 0 {
		t.Fatalf("the answer is to count, be off the topic and share words: %+v", x)
	}
	scores, err := r.store.Scores(ctx, a.ID)
	ok(t, err)
	_, err = r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Fewer of the facts we look for."})
	ok(t, err)
	most := float64(hiring.MaxPoints)
	_, err = r.app.ReviewAnswer(ctx, r.owner, a.ID, app.NewReview{
		Score: scores[0].ID, Question: r.Questions[0].ID, Act: hiring.Adjust, Points: &most, Reason: hiring.Technical, Words: "Read by a person and found close.",
	})
	ok(t, err)
	r.app.WorkAll(ctx)
	if s := r.saysOf(t, a, catalog); strings.Contains(s, "football") || strings.Contains(s, "called again") {
		t.Errorf("it quotes what is marked nowhere:\n%s", s)
	}
	for i := range x.Evidence.Matches {
		x.Evidence.Matches[i].Words = []string{"evening"}
	}
	if x.Status, x.Flags = scoring.OK, nil; len(x.Telling()) != 0 {
		t.Error("a single word in common is marked")
	}
}

func TestExplanationNamesNoAnswerThatTheBenchmarkAsksNotToDecideOn(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	x := func() scoring.AnswerScore {
		scores, err := r.store.Scores(context.Background(), a.ID)
		ok(t, err)
		return r.result(t, scores[0].AttemptID, a.ID).Answers[1]
	}()
	if x.Weight == 0 || x.Alignment.Value < .5 {
		t.Fatalf("the number is to count and to lie close: %+v", x)
	}
	if s := r.saysOf(t, a, words(t)); strings.Contains(s, "Question 2: 8 / 10") {
		t.Errorf("how lucky somebody says they are speaks for a value:\n%s", s)
	}
}
