package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// interview stores an interview of a new candidate that starts some hours from noon, with the owner on its panel.
func (r *openRound) interview(name string, hours int) (hiring.Interview, hiring.Panelist) {
	r.t.Helper()
	ctx := context.Background()
	a := r.apply(name, name+"@example.org")
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: a.ID, RequisitionID: a.RequisitionID, StartsAt: noon().Add(time.Duration(hours) * time.Hour),
		Minutes: 60, TimeZone: "Europe/Istanbul", Place: "Room 4", Video: "https://meet.example/1", Language: hiring.Turkish,
		CreatedBy: r.owner.ID, CreatedAt: noon(), Version: 1,
	}
	i.ClosesAt = i.StartsAt.AddDate(0, 0, hiring.ScorecardDays)
	must(r.t, r.store.AddInterview(ctx, i))
	p := hiring.Panelist{
		ID: uuid.New(), InterviewID: i.ID, UserID: &r.owner.ID, Name: r.owner.Name, Email: r.owner.Email,
		Language: hiring.English, AddedAt: noon(),
	}
	must(r.t, r.store.AddPanelists(ctx, []hiring.Panelist{p}))
	return i, p
}

func (r *openRound) guest(i hiring.Interview, email string) hiring.Panelist {
	r.t.Helper()
	p := hiring.Panelist{ID: uuid.New(), InterviewID: i.ID, Name: "Guest", Email: email, Language: hiring.Spanish, AddedAt: noon().Add(time.Hour)}
	must(r.t, r.store.AddPanelists(context.Background(), []hiring.Panelist{p}))
	return p
}

func TestInterviewIsStoredMovedOnceAndCancelled(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		i, _ := newOpenRound(t, s).interview("Ana", 48)
		if diff := cmp.Diff(i, need(s.Interview(ctx, i.ID))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		moved := i
		moved.StartsAt, moved.Sequence, moved.Place = i.StartsAt.Add(time.Hour), 1, "Room 5"
		must(t, s.UpdateInterview(ctx, moved))
		wantKey(t, s.UpdateInterview(ctx, moved), hiring.Conflict, "error.changed_meanwhile")
		must(t, s.MarkCandidateUnnotified(ctx, i.ID, "mailbox unavailable"))
		got := need(s.Interview(ctx, i.ID))(t)
		if got.Place != "Room 5" || got.Sequence != 1 || got.Version != 2 || got.SendError != "mailbox unavailable" {
			t.Errorf("%+v", got)
		}
		at := noon().Add(time.Minute)
		must(t, s.MarkCandidateNotified(ctx, i.ID, at))
		got.CancelledAt, got.CancelReason = &at, "The round is full."
		must(t, s.UpdateInterview(ctx, got))
		if got := need(s.Interview(ctx, i.ID))(t); !got.Cancelled() || got.SendError != "" || !got.NotifiedAt.Equal(at) {
			t.Errorf("%+v", got)
		}
	})
}

func TestTokenOpensForWhoIsOnThePanelAndIsForgottenWithThem(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		i, _ := r.interview("Ana", 48)
		p := r.guest(i, "guest@else.test")
		must(t, s.AddPanelistToken(ctx, p.ID, "one", noon()))
		must(t, s.AddPanelistToken(ctx, p.ID, "two", noon()))
		for _, hash := range []string{"one", "two"} {
			if diff := cmp.Diff(p, need(s.PanelistByToken(ctx, hash))(t)); diff != "" {
				t.Errorf("by %s (-want +got)\n%s", hash, diff)
			}
		}
		must(t, s.RemovePanelist(ctx, p.ID, noon().Add(2*time.Hour)))
		if err := s.RemovePanelist(ctx, p.ID, noon()); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("removed twice: %v", err)
		}
		if panel := need(s.Panelists(ctx, i.ID))(t); len(panel) != 1 {
			t.Errorf("panel %+v", panel)
		}
		again := need(s.EverPanelistByEmail(ctx, i.ID, "guest@else.test"))(t)
		again.Name, again.AddedAt = "Guest again", noon().Add(3*time.Hour)
		must(t, s.RestorePanelist(ctx, again))
		if err := s.RestorePanelist(ctx, again); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("restored twice: %v", err)
		}
		if got := need(s.Panelist(ctx, p.ID))(t); got.Name != "Guest again" || got.RemovedAt != nil {
			t.Errorf("%+v", got)
		}
		for _, hash := range []string{"one", "two", "three"} {
			if _, err := s.PanelistByToken(ctx, hash); hiring.KindOf(err) != hiring.NotFound {
				t.Errorf("an old token (%s) opens again: %v", hash, err)
			}
		}
	})
}

// names lists whom a list of interviews is with.
func names(lines []store.InterviewLine) string {
	out := ""
	for _, l := range lines {
		out += l.Candidate + " "
	}
	return out
}

func TestListsOfInterviewsHoldWhatIsMineInOrder(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r, other := newOpenRound(t, s), newOpenRound(t, s)
		me := r.owner.ID
		over, card := r.interview("Over", -30)
		done, doneCard := r.interview("Done", -29)
		r.interview("Old", -100)
		called, _ := r.interview("Called-off", 3)
		r.interview("Later", 30)
		r.interview("Soon", 2)
		other.interview("Foreign", 2)
		called.CancelledAt = &over.CreatedAt
		must(t, s.UpdateInterview(ctx, called))
		must(t, s.Exec(ctx, `INSERT INTO scorecards (id, interview_id, panelist_id, started_at, saved_at) VALUES (?, ?, ?, 1, 1)`, uuid.New(), over.ID, card.ID))
		must(t, s.Exec(ctx, `INSERT INTO scorecards (id, interview_id, panelist_id, started_at, submitted_at, saved_at) VALUES (?, ?, ?, 1, 2, 2)`, uuid.New(), done.ID, doneCard.ID))

		none := store.InterviewPlace{}
		if got := names(need(s.InterviewsBetween(ctx, me, noon(), noon().Add(48*time.Hour), 10))(t)); got != "Soon Later " {
			t.Errorf("coming: %s", got)
		}
		due := need(s.ScorecardsDue(ctx, me, noon(), 10))(t)
		if names(due) != "Old Over " || due[1].Mine != store.CardBegun || due[1].Requisition != "Autumn" { // late, and still welcome
			t.Errorf("due: %+v", due)
		}
		if late := names(need(s.ScorecardsDue(ctx, me, noon().AddDate(0, 0, hiring.GuestDays), 10))(t)); strings.HasPrefix(late, "Old ") {
			t.Errorf("due for ever: %s", late)
		}
		past := need(s.PastInterviews(ctx, me, noon(), none, 2))(t)
		if names(past) != "Called-off Done " || past[1].Mine != store.CardIn {
			t.Errorf("past: %+v", past)
		}
		rest := need(s.PastInterviews(ctx, me, noon(), store.InterviewPlace{StartsAt: past[1].StartsAt, ID: past[1].ID}, 10))(t)
		if names(rest) != "Over Old " {
			t.Errorf("past, on: %s", names(rest))
		}
		if got := names(need(s.InterviewsManaged(ctx, me, false, none, 10))(t)); got != "Later Called-off Soon Done Over Old " {
			t.Errorf("managed: %s", got)
		}
		if got := need(s.InterviewsManaged(ctx, me, true, none, 10))(t); len(got) != 7 {
			t.Errorf("everybody's: %s", names(got))
		}
		if got := need(s.CardStates(ctx, done.ID))(t); got[doneCard.ID] != store.CardIn || len(got) != 1 {
			t.Errorf("states %v", got)
		}
	})
}

func TestApplicationIsFoundByItsNumberInTheRound(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r, other := newOpenRound(t, s), newOpenRound(t, s)
		r.apply("Ana", "ana@example.org")
		want := r.apply("Can", "can@example.org")
		other.apply("Eda", "eda@example.org")
		if got := need(s.ApplicationNumbered(ctx, r.requisition.ID, 2))(t); got.ID != want.ID {
			t.Errorf("got %s", got.Name)
		}
		if _, err := s.ApplicationNumbered(ctx, other.requisition.ID, 2); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("of another round: %v", err)
		}
	})
}
