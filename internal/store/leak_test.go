package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestALeakIsAnsweredOnceAndItsWordsAreHiddenInThatAnswerOnly(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 2), context.Background()
		report := func(n int, at time.Time) hiring.LeakReport {
			i := q.items[n]
			l := hiring.LeakReport{
				ID: uuid.New(), RequisitionID: q.requisition.ID, QuestionVersionID: i.QuestionVersionID, ApplicationID: i.ApplicationID,
				AttemptID: i.AttemptID, Words: "blue heron", ReportedBy: q.owner.ID, ReportedAt: at,
			}
			must(t, s.AddLeak(ctx, l))
			return l
		}
		late, early := report(1, noon().Add(time.Hour)), report(0, noon())
		if diff := cmp.Diff(early, need(s.Leak(ctx, early.ID))(t)); diff != "" {
			t.Error(diff)
		}
		when := noon().Add(2 * time.Hour)
		early.Outcome, early.ClosedBy, early.ClosedAt = hiring.LeakHidden, &q.owner.ID, &when
		must(t, s.AddRedaction(ctx, hiring.Redaction{
			ID: uuid.New(), AttemptID: early.AttemptID, QuestionVersionID: early.QuestionVersionID, Words: "heron", LeakID: early.ID,
			HiddenBy: q.owner.ID, HiddenAt: when,
		}))
		must(t, s.CloseLeak(ctx, early))
		wantKey(t, s.CloseLeak(ctx, early), hiring.Conflict, "leak.closed")
		var order []uuid.UUID
		for _, l := range need(s.Leaks(ctx, q.requisition.ID, 10))(t) {
			order = append(order, l.ID)
		}
		if !slices.Equal(order, []uuid.UUID{late.ID, early.ID}) || need(s.WaitingLeaks(ctx, q.requisition.ID))(t) != 1 {
			t.Errorf("order %v: what waits comes first", order)
		}
		hidden := func(l hiring.LeakReport) []string {
			return need(s.HiddenWords(ctx, *l.AttemptID, l.QuestionVersionID))(t)
		}
		if got := hidden(early); !slices.Equal(got, []string{"heron"}) || len(hidden(late)) != 0 {
			t.Errorf("hidden %v, and of another's answer %v", got, hidden(late))
		}
		if got := need(s.HiddenWordsOfPlanted(ctx, uuid.New()))(t); len(got) != 0 {
			t.Errorf("hidden in a planted answer: %v", got)
		}
	})
}
