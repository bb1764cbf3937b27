package app_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestAGuideIsWrittenByOneAtATimeAndAudited(t *testing.T) {
	t.Parallel()
	o, ctx := newOpening(t, nil), context.Background()
	g, err := o.app.Guide(ctx, o.requisition.ID)
	ok(t, err)
	g.Questions, g.Opening = []uuid.UUID{o.questions[2], o.questions[0]}, hiring.Words{hiring.English: " Welcome. "}
	ok(t, o.app.SaveGuide(ctx, o.who(), g))
	wantClash(t, o.app.SaveGuide(ctx, o.who(), g), "error.changed_meanwhile")
	g.Version, g.Minutes.Candidate = 1, 0
	wantProblem(t, o.app.SaveGuide(ctx, o.who(), g), "minutes.candidate", "problem.out_of_range")
	g.Minutes.Candidate = 12
	ok(t, o.app.SaveGuide(ctx, o.who(), g))
	got, err := o.app.Guide(ctx, o.requisition.ID)
	ok(t, err)
	if got.Version != 2 || got.Minutes.Candidate != 12 || got.Opening.In(hiring.English) != "Welcome." {
		t.Errorf("got %+v", got)
	}
	if d := cmp.Diff([]string{"requisition.opened", "guide.changed", "guide.changed"}, acts(t, o.store, o.requisition.ID)); d != "" {
		t.Errorf("audit (-want +got)\n%s", d)
	}
}

func TestAGuideBelongsToARequisition(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	err := o.app.SaveGuide(context.Background(), o.who(), hiring.DefaultGuide(uuid.New()))
	if hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("got %v, want not found", err)
	}
}

func TestTheFirstScorecardFixesTheGuide(t *testing.T) {
	t.Parallel()
	o, ctx := newOpening(t, nil), context.Background()
	ok(t, o.app.FreezeGuide(ctx, o.who(), o.requisition.ID))
	g, err := o.app.Guide(ctx, o.requisition.ID)
	ok(t, err)
	if d := cmp.Diff(o.questions, g.Questions); d != "" || !g.Frozen() || !g.FrozenAt.Equal(o.now) || g.Version != 1 {
		t.Errorf("the default guide: frozen at %v, version %d; questions (-want +got)\n%s", g.FrozenAt, g.Version, d)
	}
	ok(t, o.app.FreezeGuide(ctx, o.who(), o.requisition.ID))
	again, err := o.app.Guide(ctx, o.requisition.ID)
	ok(t, err)
	if d := cmp.Diff(g, again); d != "" {
		t.Errorf("the second scorecard changed it (-want +got)\n%s", d)
	}
	g.FrozenAt, g.ShowsAnswers = nil, true
	wantClash(t, o.app.SaveGuide(ctx, o.who(), g), "interview_guide.problem.frozen")
	if d := cmp.Diff([]string{"requisition.opened", "guide.frozen"}, acts(t, o.store, o.requisition.ID)); d != "" {
		t.Errorf("audit (-want +got)\n%s", d)
	}
}

func TestAWrittenGuideIsFixedAsItIs(t *testing.T) {
	t.Parallel()
	o, ctx := newOpening(t, nil), context.Background()
	g := hiring.DefaultGuide(o.requisition.ID)
	g.Questions, g.Minutes.Question, g.Practices = []uuid.UUID{o.questions[1]}, 12, []string{hiring.PracticeTraining}
	ok(t, o.app.SaveGuide(ctx, o.who(), g))
	ok(t, o.app.FreezeGuide(ctx, o.who(), o.requisition.ID))
	got, err := o.app.Guide(ctx, o.requisition.ID)
	ok(t, err)
	at := o.now
	want := g
	want.CreatedAt, want.FrozenAt, want.Version = o.now, &at, 2
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestAClosedRoundsGuideStays(t *testing.T) {
	t.Parallel()
	o, ctx := newOpening(t, nil), context.Background()
	ok(t, o.app.CloseRequisition(ctx, o.who(), o.requisition.ID))
	wantClash(t, o.app.SaveGuide(ctx, o.who(), hiring.DefaultGuide(o.requisition.ID)), "error.requisition_closed")
}

func TestAGuideIsSeenWithItsQuestionsAndItsStructure(t *testing.T) {
	t.Parallel()
	o, ctx := newOpening(t, nil), context.Background()
	g := hiring.DefaultGuide(o.requisition.ID)
	g.Questions, g.Practices = []uuid.UUID{o.questions[2], o.questions[0]}, []string{hiring.PracticeTraining}
	ok(t, o.app.SaveGuide(ctx, o.who(), g))
	v, err := o.app.GuideView(ctx, o.requisition.ID)
	ok(t, err)
	if len(v.Offered) != 3 || len(v.Questions) != 2 || v.Questions[0].ID != o.questions[2] || len(v.Values()) != 2 {
		t.Errorf("offered %d, asked %d about %d values", len(v.Offered), len(v.Questions), len(v.Values()))
	}
	states := map[string]hiring.StructureState{}
	for _, c := range v.Structure {
		states[c.Key] = c.State
	}
	want := map[string]hiring.StructureState{"training": hiring.StructureMet, "combination": hiring.StructureMet, "several": hiring.StructureMissing}
	for key, state := range want {
		if states[key] != state {
			t.Errorf("%s is %q, want %q", key, states[key], state)
		}
	}
}
