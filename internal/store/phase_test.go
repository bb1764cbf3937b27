package store_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestOfTwoWhoMoveARoundAtOnceOneIsTold(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		version := need(s.Requisition(ctx, r.requisition.ID))(t).Version
		errs := make([]error, 2)
		var wait sync.WaitGroup
		for i, p := range []hiring.Phase{hiring.PhaseRating, hiring.PhaseDecision} {
			wait.Go(func() {
				errs[i] = s.ChangePhase(ctx, hiring.PhaseChange{ID: uuid.New(), RequisitionID: r.requisition.ID, Phase: p, By: r.owner.ID, At: noon()}, version)
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || hiring.KindOf(errs[0]) != hiring.Conflict && hiring.KindOf(errs[1]) != hiring.Conflict {
			t.Fatalf("errors %v, want one conflict", errs)
		}
		changes, stands := need(s.PhaseChanges(ctx, r.requisition.ID))(t), need(s.Requisition(ctx, r.requisition.ID))(t)
		if len(changes) != 1 || changes[0].Phase != stands.Phase || stands.Version != version+1 {
			t.Errorf("%+v, stands %+v", changes, stands)
		}
	})
}

// toRate is an answer in the owner's queue.
func (r *openRound) toRate(a hiring.Application, question int, state hiring.ItemState) hiring.RatingItem {
	i := queued{openRound: r}.item(a.ID, r.owner.ID, int64(100*a.Number+question))
	i.QuestionVersionID, i.State, i.Level = r.bench.questions[question], state, 3
	return i
}

func TestOpenWorkIsWhatIsStillUnderWay(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		if w := need(s.OpenWork(ctx, r.requisition.ID, noon()))(t); w.Anything() {
			t.Errorf("nothing has begun: %+v", w)
		}
		r.apply("invited", "i@x.org")
		started := r.apply("started", "s@x.org")
		must(t, s.SetStage(ctx, started.ID, hiring.Started, noon()))
		in, scored := r.apply("in", "in@x.org"), r.apply("scored", "sc@x.org")
		r.received(in, 1, -1)
		r.received(scored, 1, 50)
		must(t, s.AddRatingItems(ctx, []hiring.RatingItem{
			r.toRate(in, 0, hiring.ItemWaiting), r.toRate(in, 1, hiring.ItemDraft), r.toRate(scored, 0, hiring.ItemSkipped), r.toRate(started, 0, hiring.ItemSent),
		}))
		if n := need(s.SavedRatings(ctx, r.requisition.ID))(t); n != 1 {
			t.Errorf("%d ratings are saved, want 1", n)
		}
		must(t, s.Propose(ctx, hiring.Proposal{Decision: hiring.Decision{ID: uuid.New(), ApplicationID: scored.ID, Outcome: hiring.Hire, Reason: "why", By: r.owner.ID, At: noon()}}))
		other := newOpenRound(t, s)
		other.received(other.apply("other", "o@x.org"), 1, 50)
		got := need(s.OpenWork(ctx, r.requisition.ID, noon()))(t)
		want := store.OpenWork{Ratings: []store.OpenRatings{{Rater: r.owner.ID, Name: r.owner.Name, Count: 2, Saved: 1}}, Started: 1, Invited: 1, Undecided: 1, Proposals: 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		for _, x := range []struct {
			n    store.Narrowing
			want []int
		}{{store.Narrowing{ToRate: r.owner.ID}, []int{in.Number, scored.Number}}, {store.Narrowing{ToRate: uuid.New()}, nil}, {store.Narrowing{Proposed: true}, []int{scored.Number}}} {
			if diff := cmp.Diff(x.want, r.numbers(store.PipelineFilter{Narrowing: x.n})); diff != "" {
				t.Errorf("%+v: %s", x.n, diff)
			}
		}
		if got := r.numbers(store.PipelineFilter{Blind: []uuid.UUID{scored.ID}, Narrowing: store.Narrowing{Proposed: true}}); got != nil {
			t.Errorf("whoever is blind to a candidate is told of a proposal: %v", got)
		}
	})
}
