package app_test

import (
	"context"
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
