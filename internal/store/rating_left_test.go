package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// TestWhatWasLeftToOthersIsCountedByReasonAndLanguage, and the language a rater cannot read is kept beside their note.
func TestWhatWasLeftToOthersIsCountedByReasonAndLanguage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 5), context.Background()
		if got := need(s.LeftToOthers(ctx, q.requisition.ID))(t); len(got.By) != 0 || got.Nobody != 0 {
			t.Errorf("nothing was left: %+v", got)
		}
		leave := func(n int, reason hiring.AbstentionReason, unread hiring.Language, note string) hiring.RatingItem {
			i := need(s.RatingItem(ctx, q.items[n].ID))(t)
			i.State, i.Reason, i.Unread, i.Note = hiring.ItemAbstained, reason, unread, note
			must(t, s.SaveRatingItem(ctx, i))
			return need(s.RatingItem(ctx, i.ID))(t)
		}
		if i := leave(0, hiring.CannotRead, hiring.Turkish, "not a word"); i.Reason != hiring.CannotRead || i.Unread != hiring.Turkish || i.Note != "not a word" {
			t.Errorf("read back as %+v", i)
		}
		leave(1, hiring.CannotRead, hiring.Turkish, "")
		if i := leave(2, hiring.CannotJudge, "", "beside the question"); i.Reason != hiring.CannotJudge || i.Unread != "" || i.Note != "beside the question" {
			t.Errorf("read back as %+v", i)
		}
		leave(3, hiring.KnowsPerson, "", "")
		got := need(s.LeftToOthers(ctx, q.requisition.ID))(t)
		by := func(reason hiring.AbstentionReason, l hiring.Language, n int) store.LeftBy {
			return store.LeftBy{Rater: q.owner.ID, Name: q.owner.Name, Reason: reason, Language: l, Count: n}
		}
		want := store.LeftToOthers{By: []store.LeftBy{by(hiring.CannotJudge, "", 1), by(hiring.CannotRead, hiring.Turkish, 2), by(hiring.KnowsPerson, "", 1)}, Nobody: 4}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		for l, want := range map[hiring.Language]int{hiring.Turkish: 1, hiring.English: 0} {
			if who := need(s.CannotRead(ctx, q.requisition.ID, l))(t); len(who) != want {
				t.Errorf("%s: %v", l, who)
			}
		}
		if who := need(s.CannotRead(ctx, uuid.New(), hiring.Turkish))(t); len(who) != 0 {
			t.Errorf("another round: %v", who)
		}
	})
}
