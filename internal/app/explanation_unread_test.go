package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// TestExplanationSaysWhyWhatWasWrittenWasNotCompared: from what became of each answer, whether or not a value is told.
func TestExplanationSaysWhyWhatWasWrittenWasNotCompared(t *testing.T) {
	t.Parallel()
	r, catalog, ctx := newExplainedRound(t), words(t), context.Background()
	for name, c := range map[string]struct {
		text  string
		says  string
		never string
	}{
		"short":            {"I said sorry.", "One of your written answers was too short to be compared.", "another language"},
		"in Spanish":       {"Una factura llegó a la familia equivocada. Llamé al cliente, le dije que el error era mío y por la noche volví a llamar para saber cómo le había ido con todo aquello.", "One of your written answers was in another language than the questions (English).", "too short"},
		"the question":     {"Tell us about a mistake of yours that reached a customer.", "One of your written answers mostly repeated the words of the question.", "too short"},
		"compared as well": {ownedUp, "the program looked for", "of your written answers"},
	} {
		a := r.Candidate(name)
		r.Submit(a, r.Bodies(c.text, 8, "a", "ab", "abc"))
		r.app.WorkAll(ctx)
		_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Fewer of the facts we look for."})
		ok(t, err)
		for _, choice := range []*hiring.ExplanationChoice{nil, {Note: "Thank you."}} {
			d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, catalog, choice)
			ok(t, err)
			said := saidIn(d.Content)
			if !strings.Contains(said, c.says) || strings.Contains(said, c.never) {
				t.Errorf("%s: want %q, and not %q:\n%s", name, c.says, c.never, said)
			}
		}
	}
}

// TestExplanationAsksForAValueOrAWord: where values have a fit, none of them is left out without a word to the candidate.
func TestExplanationAsksForAValueOrAWord(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx, catalog := context.Background(), words(t)
	release := func(choice hiring.ExplanationChoice) error {
		d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, catalog, &choice)
		ok(t, err)
		_, err = r.app.ReleaseExplanation(ctx, r.owner, a.ID, catalog, choice, d.Seen())
		return err
	}
	for _, note := range []string{"", " \n"} {
		ps := hiring.ProblemsOf(release(hiring.ExplanationChoice{TellOutcome: true, Note: note}))
		if len(ps) != 1 || ps[0].Field != "values" || ps[0].Key != "explanation.problem.no_value" {
			t.Errorf("without a value and with the note %q: %v", note, ps)
		}
	}
	ok(t, release(hiring.ExplanationChoice{Note: "We told you on the telephone what we saw."}))
	ok(t, release(hiring.ExplanationChoice{Values: []uuid.UUID{r.Honesty}}))
}
