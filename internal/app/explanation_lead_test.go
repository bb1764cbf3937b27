package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func TestExplanationPromisesNoMoreThanItTells(t *testing.T) {
	t.Parallel()
	r, answered := explained(t)
	ctx, catalog := context.Background(), words(t)
	silent := r.Candidate("Bela Bartok")
	_, err := r.app.Decide(ctx, r.owner, silent.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: []hiring.DecisionReason{hiring.ReasonNoAnswer}, Reason: "No answers came in time."})
	ok(t, err)
	for _, c := range []struct {
		what  string
		of    uuid.UUID
		tells *hiring.ExplanationChoice
		says  string
		never []string
	}{
		{"all values", answered.ID, nil, "how your answers were read, what we saw in them, and who decided", nil},
		{"no value", answered.ID, &hiring.ExplanationChoice{}, "how your answers were read, and who decided", []string{"saw in them"}},
		{"no answers", silent.ID, nil, "You had not handed in any answers", []string{"took the time", "what you were asked", "ow your answers were read", "saw in them"}},
	} {
		d, err := r.app.DraftExplanation(ctx, r.owner, c.of, catalog, c.tells)
		ok(t, err)
		said := saidIn(d.Content)
		if !strings.Contains(said, c.says) {
			t.Errorf("%s: it does not say %q:\n%s", c.what, c.says, said)
		}
		for _, never := range c.never {
			if strings.Contains(said, never) {
				t.Errorf("%s: it says %q:\n%s", c.what, never, said)
			}
		}
	}
}

func TestExplanationSaysThatAWaivedQuestionWasNotAsked(t *testing.T) {
	t.Parallel()
	r, ctx := newExplainedRound(t), context.Background()
	a := r.Candidate("Ada Lovelace")
	ok(t, r.store.Waive(ctx, a.ID, []uuid.UUID{r.Questions[1].ID}, r.owner.ID, morning()))
	r.Submit(a, slices.Delete(r.Bodies(ownedUp, 8, "a", "ab", "abc"), 1, 2))
	r.app.WorkAll(ctx)
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Fewer of the facts we look for."})
	ok(t, err)
	if s := r.saysOf(t, a, words(t)); !strings.Contains(s, "these 4 questions") || !strings.Contains(s, "1 question that others are asked was left out for you") {
		t.Errorf("it leaves everybody asked the same:\n%s", s)
	}
}
