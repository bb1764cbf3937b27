package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func TestExplanationTellsTheDecisionsReasonOnlyWhereItIsChosen(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx, catalog := context.Background(), words(t)
	if s := r.saysOf(t, a, catalog); strings.Contains(s, "Fewer of the facts we look for.") || strings.Contains(s, "word for word") {
		t.Errorf("the reason is told unasked:\n%s", s)
	}
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, catalog, &hiring.ExplanationChoice{TellReason: true})
	ok(t, err)
	var told []string
	for _, s := range d.Content.Sections {
		if s.Heading == "Who decided" {
			told = s.Paragraphs
		}
	}
	if said := strings.Join(told, "\n"); !strings.HasSuffix(said, "word for word:\nFewer of the facts we look for.") {
		t.Errorf("the section on the decision says %q", said)
	}
}

func TestAnotherExplanationBeginsWithWhatWasChosenLast(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx, catalog := context.Background(), words(t)
	choice := hiring.ExplanationChoice{Values: []uuid.UUID{r.Speed}, Note: "Thank you.", TellReason: true, NameDecider: true}
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, catalog, &choice)
	ok(t, err)
	_, err = r.app.ReleaseExplanation(ctx, r.owner, a.ID, catalog, choice, d.Content.Sum())
	ok(t, err)
	again, err := r.app.DraftExplanation(ctx, r.owner, a.ID, catalog, nil)
	ok(t, err)
	if diff := cmp.Diff(choice, again.Choice); diff != "" {
		t.Errorf("(-released +begun)\n%s", diff)
	}
	if again.Content.Sum() != again.Released.Hash {
		t.Error("it would say something else than what was released")
	}
}

func TestLinkToAnExplanationIsMadeOnceOneIsReleased(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx, catalog := context.Background(), words(t)
	if _, err := r.app.ExplanationLink(ctx, r.owner, a.ID); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("before: %v", err)
	}
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, catalog, nil)
	ok(t, err)
	_, err = r.app.ReleaseExplanation(ctx, r.owner, a.ID, catalog, d.Choice, d.Content.Sum())
	ok(t, err)
	link, err := r.app.ExplanationLink(ctx, r.owner, a.ID)
	ok(t, err)
	token, found := strings.CutSuffix(link[strings.Index(link, "/q/")+3:], "/explanation")
	q, err := r.app.OpenRecord(ctx, token)
	ok(t, err)
	if e, err := r.app.ExplanationFor(ctx, q); !found || err != nil || e.Hash != d.Content.Sum() {
		t.Errorf("%s: %v", link, err)
	}
	inv, err := r.store.InvitationOfApplication(ctx, a.ID)
	ok(t, err)
	if done := acts(t, r.store, inv.ID); done[len(done)-1] != "invitation.link_issued" {
		t.Errorf("%v", done)
	}
	ok(t, r.app.Revoke(ctx, app.System(), inv.ID))
	_, err = r.app.ExplanationLink(ctx, r.owner, a.ID)
	wantClash(t, err, "error.link_revoked")
}
