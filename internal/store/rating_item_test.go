package store_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// queued is a round with applications whose first question waits for the owner, in the order of their places.
type queued struct {
	*openRound
	queue store.Queue
	items []hiring.RatingItem
}

func newQueued(t *testing.T, s *store.Store, n int) queued {
	t.Helper()
	ctx := context.Background()
	q := queued{openRound: newOpenRound(t, s)}
	must(t, s.AddPanel(ctx, q.requisition.ID, []uuid.UUID{q.owner.ID}, noon()))
	q.queue = store.Queue{Rater: q.owner.ID, Requisition: q.requisition.ID, Question: q.bench.questions[0]}
	for i := range n {
		a := q.apply("p", string(rune('a'+i))+"@x.org")
		q.received(a, i+1, -1)
		q.items = append(q.items, q.item(a.ID, q.owner.ID, int64(i)))
		must(t, s.SetShared(ctx, a.ID, 1, 1))
	}
	must(t, s.AddRatingItems(ctx, q.items))
	return q
}

// item is an answer to the first question that waits for a rater.
func (q queued) item(application, rater uuid.UUID, place int64) hiring.RatingItem {
	q.t.Helper()
	attempt := hiring.Attempt{ID: uuid.New(), ApplicationID: &application, Mode: hiring.ByLink, Language: hiring.English, StartedAt: noon()}
	if old, err := q.store.AttemptOfApplication(context.Background(), application, hiring.ByLink); err == nil {
		attempt = old
	} else {
		attempt = need(q.store.StartAttempt(context.Background(), attempt))(q.t)
	}
	return hiring.RatingItem{
		ID: uuid.New(), RequisitionID: q.requisition.ID, QuestionVersionID: q.bench.questions[0], RaterID: rater, ApplicationID: &application,
		AttemptID: &attempt.ID, Words: 100, State: hiring.ItemWaiting, Place: place, MadeAt: noon(), Version: 1,
	}
}

// save stores an item anew in a state.
func (q queued) save(n int, state hiring.ItemState, level int) error {
	q.t.Helper()
	i := need(q.store.RatingItem(context.Background(), q.items[n].ID))(q.t)
	i.State, i.Level, i.Evidence = state, level, "why"
	return q.store.SaveRatingItem(context.Background(), i)
}

func TestAQueueIsCountedAndWalkedInItsOwnOrder(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 5), context.Background()
		must(t, q.save(1, hiring.ItemDraft, 4))
		must(t, q.save(2, hiring.ItemSkipped, 0))
		must(t, q.save(3, hiring.ItemAbstained, 0))
		got := need(s.RatingTallies(ctx, q.owner.ID, uuid.Nil))(t)
		want := []hiring.RatingTally{{RequisitionID: q.requisition.ID, QuestionVersionID: q.queue.Question, Waiting: 2, Skipped: 1, Draft: 1, LeftWords: 300}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		next := func(after int64) int {
			id := need(s.NextToRate(ctx, q.queue, after))(t)
			return slices.IndexFunc(q.items, func(i hiring.RatingItem) bool { return i.ID == id })
		}
		for after, want := range map[int64]int{-1: 0, 0: 4, 4: 0} {
			if n := next(after); n != want {
				t.Errorf("after %d comes %d, want %d", after, n, want)
			}
		}
		must(t, q.save(0, hiring.ItemDraft, 2))
		must(t, q.save(4, hiring.ItemDraft, 2))
		if n := next(4); n != 2 {
			t.Errorf("when nothing waits comes %d, want what was put off", n)
		}
		before, after, err := s.Neighbours(ctx, q.queue, 2)
		must(t, err)
		if before != q.items[1].ID || after != q.items[4].ID {
			t.Error("what was left to another is a neighbour")
		}
		if first, _, err := s.Neighbours(ctx, q.queue, 0); err != nil || first != uuid.Nil {
			t.Errorf("before the first is %s, %v", first, err)
		}
		if list := need(s.RatingItems(ctx, q.queue, hiring.OpenItemStates(), 0, 2))(t); len(list) != 2 || list[0].ID != q.items[1].ID {
			t.Errorf("a page after the first: %+v", list)
		}
		must(t, s.CloseRequisition(ctx, q.requisition.ID, noon()))
		if n := len(need(s.RatingTallies(ctx, q.owner.ID, uuid.Nil))(t)); n != 0 {
			t.Errorf("%d queues of a closed requisition", n)
		}
		if n := len(need(s.RatingTallies(ctx, q.owner.ID, q.requisition.ID))(t)); n != 1 {
			t.Errorf("%d queues of the one asked for", n)
		}
	})
}

func TestOfTwoWindowsTheSecondIsRefused(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 1), context.Background()
		mine := q.items[0]
		mine.State, mine.Level, mine.Evidence = hiring.ItemDraft, 3, "first window"
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() { errs[i] = s.SaveRatingItem(ctx, mine) })
		}
		wait.Wait()
		saved := 0
		for _, err := range errs {
			if err == nil {
				saved++
			} else {
				wantKey(t, err, hiring.Conflict, "error.changed_meanwhile")
			}
		}
		if saved != 1 {
			t.Errorf("%d of four saves from the same version succeed", saved)
		}
	})
}

func TestDraftsAreHandedInOnceAndLocked(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 4), context.Background()
		for n := range 3 {
			must(t, q.save(n, hiring.ItemDraft, n+1))
		}
		sent := make([][]hiring.RatingItem, 3)
		var wait sync.WaitGroup
		for i := range sent {
			wait.Go(func() { sent[i], _ = s.SendDrafts(ctx, q.queue, 2) })
		}
		wait.Wait()
		levels := map[int]int{}
		for _, some := range append(sent, need(s.SendDrafts(ctx, q.queue, 2))(t)) {
			if len(some) > 2 {
				t.Errorf("%d at once, where two were asked for", len(some))
			}
			for _, i := range some {
				levels[i.Level]++
			}
		}
		if diff := cmp.Diff(map[int]int{1: 1, 2: 1, 3: 1}, levels); diff != "" {
			t.Errorf("each draft is handed in once, as it stood:\n%s", diff)
		}
		wantKey(t, q.save(0, hiring.ItemDraft, 5), hiring.Conflict, "error.changed_meanwhile")
		if tally := need(s.RatingTallies(ctx, q.owner.ID, uuid.Nil))(t)[0]; tally.Sent != 3 || tally.Waiting != 1 || tally.LeftWords != 100 {
			t.Errorf("%+v", tally)
		}
	})
}

// TestOwnRatingsAreInWhenNothingIsLeft: not while one waits, is put off or only drafted, and not for who was not asked.
func TestOwnRatingsAreInWhenNothingIsLeft(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 1), context.Background()
		a, other := *q.items[0].ApplicationID, user("o-"+uuid.NewString()+"@example.org", hiring.HR)
		must(t, s.CreateUser(ctx, other))
		check := func(when string, who uuid.UUID, in bool, left int) {
			t.Helper()
			own := need(s.OwnRatings(ctx, a, who))(t)
			if own.In != in || own.Left != left || need(s.OwnIn(ctx, who, []uuid.UUID{a}))(t)[a] != in || need(s.AnyOwnMissing(ctx, q.requisition.ID, who))(t) == in {
				t.Errorf("%s: %+v", when, own)
			}
			if n := need(s.PanelUnrated(ctx, q.requisition.ID, who))(t); n != left {
				t.Errorf("%s: %d people to rate", when, n)
			}
		}
		check("waiting", q.owner.ID, false, 1)
		check("not asked", other.ID, false, 0)
		must(t, q.save(0, hiring.ItemSkipped, 0))
		check("put off", q.owner.ID, false, 1)
		must(t, q.save(0, hiring.ItemDraft, 3))
		check("drafted", q.owner.ID, false, 1)
		need(s.SendDrafts(ctx, q.queue, 10))(t)
		check("handed in", q.owner.ID, true, 0)
		second := q.item(a, q.owner.ID, 7)
		second.QuestionVersionID = q.bench.questions[1]
		must(t, s.AddRatingItems(ctx, []hiring.RatingItem{second}))
		check("handed in of one question, another waits", q.owner.ID, false, 1)
		second = need(s.ItemsOf(ctx, a, q.owner.ID))(t)[1]
		second.State, second.Reason = hiring.ItemAbstained, hiring.KnowsPerson
		must(t, s.SaveRatingItem(ctx, second))
		check("handed in of one question, another left to others", q.owner.ID, true, 0)
		must(t, s.AddRatingItems(ctx, []hiring.RatingItem{q.item(a, other.ID, 9)}))
		i := need(s.ItemsOf(ctx, a, other.ID))(t)[0]
		i.State, i.Reason = hiring.ItemAbstained, hiring.KnowsPerson
		must(t, s.SaveRatingItem(ctx, i))
		check("left to others", other.ID, false, 0) // who leaves all of it has handed nothing in
		must(t, s.SetShared(ctx, a, 0, 0))
		check("nothing to rate", uuid.New(), true, 0)
	})
}

func TestWhatTooFewPeopleRateIsFoundPageByPage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		q, ctx := newQueued(t, s, 4), context.Background()
		q.apply("has not answered", "z@x.org")
		must(t, s.SetShared(ctx, *q.items[1].ApplicationID, 1, 3))
		must(t, s.SetShared(ctx, *q.items[2].ApplicationID, 0, 0))
		page := func(after int) ([]uuid.UUID, int) {
			ids, last, err := s.Unshared(ctx, q.requisition.ID, 3, after, 1)
			must(t, err)
			return ids, last
		}
		first, last := page(0)
		second, end := page(last)
		if third, _ := page(end); len(first) != 1 || len(second) != 1 || len(third) != 0 || first[0] != *q.items[0].ApplicationID || second[0] != *q.items[3].ApplicationID {
			t.Errorf("%v, %v, %v", first, second, third)
		}
		asked := need(s.AskedRaters(ctx, first))(t)[first[0]]
		if len(asked) != 1 || asked[0].RaterID != q.owner.ID || !asked[0].Active {
			t.Errorf("asked: %+v", asked)
		}
		if dropped := need(s.DropItems(ctx, first[0]))(t); !dropped {
			t.Error("what nobody has looked at stays")
		}
		must(t, q.save(3, hiring.ItemSkipped, 0))
		if dropped := need(s.DropItems(ctx, second[0]))(t); dropped {
			t.Error("what somebody has looked at goes")
		}
		if given, planted, err := s.CountItems(ctx, q.requisition.ID, q.owner.ID); err != nil || given != 3 || planted != 0 {
			t.Errorf("%d given, %d planted, %v", given, planted, err)
		}
	})
}
