package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestScheduledInterviewStandsWithItsPanelAndAnAuditEntry(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	i, panel := o.scheduled()
	got, err := o.store.Interview(ctx, i.ID)
	ok(t, err)
	want := o.plan()
	want.ID, want.RequisitionID, want.CreatedBy, want.CreatedAt, want.Version = i.ID, o.requisition.ID, o.owner.ID, o.now, 1
	want.ClosesAt = want.StartsAt.Add(72 * time.Hour)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(panel) != 2 || *panel[0].UserID != o.rater.ID || panel[0].Email != "rater@hire.test" || panel[1].Name != "Gül Guest" {
		t.Errorf("%+v", panel)
	}
	if got := o.actions(i.ID); got != "interview.scheduled" {
		t.Errorf("audit: %s", got)
	}
}

func TestInterviewIsRefusedWithTheProblemAtItsField(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	viewer, nobody := o.user("viewer@hire.test", hiring.Viewer).ID, uuid.New()
	for name, c := range map[string]struct {
		change     func(*hiring.Interview)
		panel      []hiring.Panelist
		field, key string
	}{
		"past":                {func(i *hiring.Interview) { i.StartsAt = o.now.Add(-time.Hour) }, o.panel(), "date", "interview.problem.past"},
		"not the round's":     {func(i *hiring.Interview) { i.Language = hiring.Turkish }, o.panel(), "language", "problem.unknown_option"},
		"nobody":              {nil, nil, "panel", "panelist.problem.nobody"},
		"one who cannot rate": {nil, []hiring.Panelist{{UserID: &viewer}}, "panel", "problem.unknown_option"},
		"no such user":        {nil, []hiring.Panelist{{UserID: &nobody}}, "panel", "problem.unknown_option"},
		"guest without name":  {nil, []hiring.Panelist{{Email: "g@else.test"}}, "guest_name.0", "problem.required"},
		"guest's address":     {nil, []hiring.Panelist{{Name: "G", Email: "nowhere"}}, "guest_email.0", "problem.email"},
		"guest with account":  {nil, []hiring.Panelist{{Name: "G", Email: "Viewer@hire.test"}}, "guest_email.0", "panelist.problem.has_account"},
	} {
		i := o.plan()
		if c.change != nil {
			c.change(&i)
		}
		_, err := o.app.ScheduleInterview(ctx, o.owner, i, c.panel)
		if hiring.KindOf(err) != hiring.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		wantProblem(t, err, c.field, c.key)
	}
	if all, err := o.store.InterviewsOf(ctx, o.candidate.ID); err != nil || len(all) != 0 {
		t.Errorf("stored all the same: %v %v", all, err)
	}
}
