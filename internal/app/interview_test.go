package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
	"touchstone/web"
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

func TestMoveIsRefusedIntoThePastAndFromAnOldVersion(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	i, _ := o.scheduled()
	past := i
	past.StartsAt = o.now.Add(-time.Hour)
	wantProblem(t, o.app.MoveInterview(ctx, o.who(), past), "date", "interview.problem.past")
	ok(t, o.app.MoveInterview(ctx, o.who(), i)) // nothing is another
	if got, err := o.store.Interview(ctx, i.ID); err != nil || got.Sequence != 0 || got.Version != 1 {
		t.Errorf("a move to where it stood: %+v %v", got, err)
	}
	there := i
	there.Place, there.StartsAt = "", i.StartsAt.Add(time.Hour)
	there.Video = "https://meet.example/1"
	ok(t, o.app.MoveInterview(ctx, o.who(), there))
	got, err := o.store.Interview(ctx, i.ID)
	ok(t, err)
	if got.Sequence != 1 || !got.StartsAt.Equal(there.StartsAt) || !got.ClosesAt.Equal(there.StartsAt.AddDate(0, 0, 3)) || got.Video != there.Video {
		t.Errorf("%+v", got)
	}
	if err := o.app.MoveInterview(ctx, o.who(), i); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("from an old version: %v", err)
	}
	if err := o.app.CancelInterview(ctx, o.who(), i.ID, 1, "Nobody has time."); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("cancelled from an old version: %v", err)
	}
}

func TestCancellationNeedsAReasonAndHappensOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	i, panel := o.scheduled()
	wantProblem(t, o.app.CancelInterview(ctx, o.who(), i.ID, 1, " no "), "reason", "problem.reason_short")
	ok(t, o.app.CancelInterview(ctx, o.who(), i.ID, 1, "The round is full."))
	for what, err := range map[string]error{
		"cancelled again": o.app.CancelInterview(ctx, o.who(), i.ID, 2, "The round is full."),
		"moved":           o.app.MoveInterview(ctx, o.who(), i),
		"added to":        o.app.AddPanelist(ctx, o.who(), i.ID, hiring.Panelist{Name: "G", Email: "g@else.test"}),
		"taken from":      o.app.RemovePanelist(ctx, o.who(), i.ID, panel[0].ID),
	} {
		if hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := o.actions(i.ID); got != "interview.scheduled interview.cancelled" {
		t.Errorf("audit: %s", got)
	}
}

func TestInterviewWithAScorecardInWasHeldAndKeepsItsRater(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	st, path := testkit.FileStore(t)
	o := newInterviewing(t, newOpeningIn(t, st, nil))
	o.path = path
	i, panel := o.scheduled()
	o.now = i.EndsAt()
	o.begin(i, panel[0], true)
	o.begin(i, panel[1], false)
	later := i
	later.StartsAt = o.now.AddDate(0, 0, 1)
	for what, err := range map[string]error{
		"moved": o.app.MoveInterview(ctx, o.who(), later), "cancelled": o.app.CancelInterview(ctx, o.who(), i.ID, 1, "Nobody came at all."),
		"rater removed": o.app.RemovePanelist(ctx, o.who(), i.ID, panel[0].ID),
	} {
		if hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("%s: %v", what, err)
		}
	}
	ok(t, o.app.RemovePanelist(ctx, o.who(), i.ID, panel[1].ID))
}

func TestInterviewOfAClosedRequisitionIsNotSet(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	ok(t, o.app.CloseRequisition(ctx, o.who(), o.requisition.ID))
	if _, err := o.app.ScheduleInterview(ctx, o.owner, o.plan(), o.panel()); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("got %v", err)
	}
}

func TestInterviewIsSeenByItsPanelAndWhoManagesIt(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	st, path := testkit.FileStore(t)
	o := newInterviewing(t, newOpeningIn(t, st, nil))
	o.path = path
	i, panel := o.scheduled()
	o.now = i.EndsAt()
	hr, other := o.user("hr@hire.test", hiring.HR), o.user("other@hire.test", hiring.Recruiter, hiring.Interviewer)
	see := func(u hiring.User) app.InterviewView {
		t.Helper()
		v, err := o.app.ViewInterview(ctx, u, i.ID)
		ok(t, err)
		return v
	}
	if _, err := o.app.ViewInterview(ctx, other, i.ID); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("somebody else's: %v", err)
	}
	if v := see(o.rater); v.Manages || v.Mine == nil || v.Mine.ID != panel[0].ID || v.Candidate != "Somebody" || v.Debrief {
		t.Errorf("a member of the panel: %+v", v)
	}
	for _, u := range []hiring.User{hr, o.owner} {
		if v := see(u); !v.Manages || v.Mine != nil || v.Debrief || !v.Application {
			t.Errorf("%s: %+v", u.Email, v)
		}
	}
	o.begin(i, panel[1], true)
	if v := see(hr); !v.Debrief || v.Panel[1].Card != store.CardIn {
		t.Errorf("HR, one in: %+v", v)
	}
	if v := see(o.rater); v.Debrief || v.Panel[1].Card != store.CardIn {
		t.Errorf("a member of the panel sees the debrief before their own scorecard: %+v", v)
	}
	o.begin(i, panel[0], true)
	if v := see(o.rater); !v.Debrief {
		t.Errorf("a member of the panel whose scorecard is in: %+v", v)
	}
	v, err := o.app.ViewInterviewAs(ctx, panel[1], i)
	if err != nil || v.Manages || v.Mine.ID != panel[1].ID || v.MyCard != store.CardIn {
		t.Errorf("the guest: %+v %v", v, err)
	}
}

func TestOwnerWhoHasStillToRateIsNotLedFromTheNameToTheNumber(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newInterviewing(t, newOpening(t, nil))
	i, _ := o.scheduled()
	ok(t, o.app.AddToPanel(ctx, o.who(), o.requisition.ID, o.owner.ID))
	if v, err := o.app.ViewInterview(ctx, o.owner, i.ID); err != nil || !v.Manages || v.Application {
		t.Errorf("%+v %v", v, err)
	}
	if name, err := o.app.CandidateName(ctx, o.owner, o.candidate.ID); err != nil || name != "" {
		t.Errorf("the form names %q %v", name, err)
	}
}

func TestInterviewTakesAsLongAsTheGuidePlans(t *testing.T) {
	t.Parallel()
	o := newInterviewing(t, newOpening(t, nil))
	minutes, err := o.app.PlannedMinutes(context.Background(), o.candidate.Application)
	ok(t, err)
	if want := 5 + 3*8 + 10 + 5; minutes != want { // the default guide, three text questions
		t.Errorf("%d minutes, want %d", minutes, want)
	}
}

func TestWhenIsSaidOnTheClocksOfThePlace(t *testing.T) {
	t.Parallel()
	words, err := i18n.Load(web.Files, "words")
	ok(t, err)
	i := hiring.Interview{StartsAt: time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC), Minutes: 90}
	for _, c := range []struct {
		zone, want string
		language   hiring.Language
	}{
		{"Europe/Istanbul", "Tuesday, 1 December 2026, 10:00–11:30, Istanbul time (UTC+3)", hiring.English},
		{"Asia/Kathmandu", "martes, 1 de diciembre de 2026, 12:45–14:15, UTC+5:45", hiring.Spanish},
		{"Europe/London", "1 Aralık 2026 Salı, 07:00–08:30, Londra saatiyle (UTC)", hiring.Turkish},
		{"America/New_York", "martes, 1 de diciembre de 2026, 02:00–03:30, hora de Nueva York (UTC\u22125)", hiring.Spanish},
		{"Asia/Kolkata", "1 Aralık 2026 Salı, 12:30–14:00, Kalküta saatiyle (UTC+5:30)", hiring.Turkish},
		{"UTC", "Tuesday, 1 December 2026, 07:00–08:30, UTC", hiring.English},
	} {
		i.TimeZone = c.zone
		if got := app.When(words.For(c.language), i); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestCalendarFileIsNoMessageAndNamesNobodysAddress(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	words, err := i18n.Load(web.Files, "words")
	ok(t, err)
	o := newInterviewing(t, newOpening(t, nil))
	i, panel := o.scheduled()
	for _, p := range []*hiring.Panelist{nil, &panel[0], &panel[1]} {
		file, err := o.app.InterviewCalendar(ctx, words.For(hiring.English), i, p)
		ok(t, err)
		for _, never := range []string{"METHOD", "ATTENDEE", "ORGANIZER", "else.test", "/i/"} {
			if strings.Contains(string(file), never) {
				t.Errorf("%s in\n%s", never, file)
			}
		}
		if !strings.Contains(string(file), "SUMMARY:Interview: Somebody (Autumn)\r\n") {
			t.Errorf("%s", file)
		}
	}
}
