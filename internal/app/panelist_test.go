package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestGuestsLinkOpensTheirInterviewUntilItsDebriefIsLongOver(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	i, panel := o.scheduled()
	path, err := o.app.IssuePanelistLink(ctx, o.who(), panel[1].ID)
	ok(t, err)
	token, found := strings.CutPrefix(path, "/i/")
	if !found || len(token) < 22 {
		t.Fatalf("path %q", path)
	}
	p, of, err := o.app.PanelistByToken(ctx, token)
	ok(t, err)
	if p.ID != panel[1].ID || of.ID != i.ID || !p.Guest() || p.Email != "gul@else.test" || p.Language != hiring.Spanish {
		t.Errorf("%+v %+v", p, of)
	}
	o.now = i.ClosesAt.AddDate(0, 0, 13)
	if p, _, err := o.app.PanelistByToken(ctx, token); err != nil || p.ID != panel[1].ID {
		t.Errorf("late, and for the debrief: %v", err)
	}
	o.now = i.ClosesAt.AddDate(0, 0, 14)
	if _, _, err := o.app.PanelistByToken(ctx, token); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("after that: %v", err)
	}
	if _, err := o.app.IssuePanelistLink(ctx, o.who(), panel[1].ID); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a link after that: %v", err)
	}
}

func TestLinksAreForGuestsAndEachOpensTheSame(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	_, panel := o.scheduled()
	if _, err := o.app.IssuePanelistLink(ctx, o.who(), panel[0].ID); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("a link for who has an account: %v", err)
	}
	if _, err := o.app.IssuePanelistLink(ctx, o.who(), uuid.New()); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("a link for nobody: %v", err)
	}
	first, err := o.app.IssuePanelistLink(ctx, o.who(), panel[1].ID)
	ok(t, err)
	second, err := o.app.IssuePanelistLink(ctx, o.who(), panel[1].ID)
	ok(t, err)
	if first == second {
		t.Fatal("the same token twice")
	}
	for _, path := range []string{first, second} {
		if p, _, err := o.app.PanelistByToken(ctx, strings.TrimPrefix(path, "/i/")); err != nil || p.ID != panel[1].ID {
			t.Errorf("%v %v", p, err)
		}
	}
}
