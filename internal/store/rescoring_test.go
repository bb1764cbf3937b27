package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// version stores a published version of the round's benchmark.
func (r *openRound) version(number int) hiring.BenchmarkVersion {
	r.t.Helper()
	v := hiring.BenchmarkVersion{
		ID: uuid.New(), BenchmarkID: r.bench.id, Number: number, Hash: uuid.NewString(), Engine: "1", Definition: []byte("{}"), Health: []byte("{}"),
		PublishedBy: r.owner.ID, PublishedAt: noon(),
	}
	must(r.t, r.store.AddBenchmarkVersion(context.Background(), v))
	return v
}

func TestAnOrderToRescoreIsKeptOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		want := hiring.Rescoring{
			ID: uuid.New(), RequisitionID: r.requisition.ID, BenchmarkVersionID: r.version(2).ID, Engine: "1", Reason: "because", By: r.owner.ID, At: noon(),
		}
		must(t, s.AddRescoring(ctx, want))
		again := want
		again.ID = uuid.New()
		wantKey(t, s.AddRescoring(ctx, again), hiring.Conflict, "error.duplicate")
		if diff := cmp.Diff([]hiring.Rescoring{want}, need(s.Rescorings(ctx, r.requisition.ID))(t)); diff != "" {
			t.Error(diff)
		}
		later := noon().Add(time.Hour)
		must(t, s.NoteRescoringQueued(ctx, want.ID, later))
		must(t, s.NoteRescoringQueued(ctx, want.ID, later.Add(time.Hour)))
		if got := need(s.Rescoring(ctx, want.ID))(t); got.QueuedAt == nil || !got.QueuedAt.Equal(later) {
			t.Errorf("queued at %v, want the first time", got.QueuedAt)
		}
	})
}

func TestThePipelineShowsEitherScores(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		order := hiring.Rescoring{ID: uuid.New(), RequisitionID: r.requisition.ID, BenchmarkVersionID: r.version(2).ID, Engine: "1", Reason: "because", By: r.owner.ID, At: noon()}
		must(t, s.AddRescoring(ctx, order))
		first, second, third := r.apply("first", "1@x"), r.apply("second", "2@x"), r.apply("third", "3@x")
		r.received(first, 1, 80)
		r.received(second, 2, 40)
		low, high, again := 20.0, 90.0, 30.0
		must(t, s.SetRescoredFit(ctx, order.ID, first.ID, store.FitColumns{Fit: &low, Mode: hiring.ByLink}, noon()))
		must(t, s.SetRescoredFit(ctx, order.ID, second.ID, store.FitColumns{Fit: &high, Mode: hiring.ByInterview, MustReview: true, Uncompared: 2}, noon()))
		must(t, s.SetRescoredFit(ctx, order.ID, first.ID, store.FitColumns{Fit: &again, Mode: hiring.ByLink}, noon()))
		fits := func(f store.PipelineFilter) (names []string, fits []float64) {
			f.Sort, f.Limit = store.ByFit, 10
			for _, a := range need(s.Pipeline(ctx, r.requisition.ID, f))(t) {
				names, fits = append(names, a.Name), append(fits, -1)
				if a.Fit != nil {
					fits[len(fits)-1] = *a.Fit
				}
			}
			return names, fits
		}
		names, shown := fits(store.PipelineFilter{})
		if diff := cmp.Diff([]any{[]string{"first", "second", "third"}, []float64{80, 40, -1}}, []any{names, shown}); diff != "" {
			t.Errorf("of record: %s", diff)
		}
		names, shown = fits(store.PipelineFilter{Rescoring: order.ID})
		if diff := cmp.Diff([]any{[]string{"second", "first", "third"}, []float64{90, 30, -1}}, []any{names, shown}); diff != "" {
			t.Errorf("second: %s", diff)
		}
		if got := need(s.Pipeline(ctx, r.requisition.ID, store.PipelineFilter{Sort: store.ByFit, Rescoring: order.ID, Limit: 1}))(t)[0]; !got.MustReview || got.FitMode != hiring.ByInterview || got.Uncompared != 2 {
			t.Errorf("%+v", got)
		}
		received := need(s.ReceivedAfter(ctx, r.requisition.ID, first.Number, 10))(t)
		if len(received) != 1 || received[0].ID != second.ID {
			t.Errorf("after the first came %v; %s has handed in nothing", received, third.Name)
		}
	})
}

func TestRatedCandidatesAreNeverAmongTheUnrated(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		for i, v := range []float64{-1, 50, -1, 70} {
			a := r.apply(string(rune('a'+i)), string(rune('a'+i))+"@x")
			r.received(a, 4-i, 60)
			if v >= 0 {
				must(t, s.SetCombined(ctx, a.ID, store.CombinedColumns{Raters: 1, Human: &v, Combined: &v}))
			}
		}
		var names string
		for _, a := range need(s.Pipeline(ctx, r.requisition.ID, store.PipelineFilter{Sort: store.ByCombined, Limit: 10}))(t) {
			names += a.Name
		}
		if names != "dbca" {
			t.Errorf("order %s, want the rated by what they have, then the others as received", names)
		}
	})
}

func TestAJobThatIsHeldNeitherRunsNorGrowsOld(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.EnqueueAll(ctx, "batch", noon(), store.NewJob{Kind: "score", Dedupe: "a", Payload: []byte("{}")}, store.NewJob{Kind: "score", Dedupe: "b", Payload: []byte("{}")}))
		must(t, s.EnqueueAll(ctx, "other", noon(), store.NewJob{Kind: "score", Dedupe: "a", Payload: []byte("{}")}))
		for range store.MostJobAttempts + 2 {
			job := nextJob(t, s, noon())
			must(t, s.Hold(ctx, job, "engine 1"))
			must(t, s.Wake(ctx, "engine 2"))
			must(t, s.Wake(ctx, ""))
			want := store.JobCounts{Waiting: 1, Held: 1}
			if diff := cmp.Diff(want, need(s.BatchCounts(ctx, "batch", noon()))(t)); diff != "" {
				t.Fatal(diff)
			}
			must(t, s.Wake(ctx, "engine 1"))
		}
		if n := need(s.BatchCounts(ctx, "other", noon()))(t); n != (store.JobCounts{}) {
			t.Errorf("a job queued before is counted again: %+v", n)
		}
	})
}

// nextJob takes the next job.
func nextJob(t *testing.T, s *store.Store, now time.Time) store.Job {
	t.Helper()
	job, ok, err := s.Claim(context.Background(), now, time.Minute)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	return job
}

func TestTheReliabilityOfFitsIsKeptAndReplaced(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		v := r.version(1)
		if _, err := s.FitReliability(ctx, r.requisition.ID, v.ID); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("%v, want none", err)
		}
		want := hiring.FitReliability{RequisitionID: r.requisition.ID, BenchmarkVersionID: v.ID, Candidates: 30, Reliability: .8, SEM: 4.25, ComputedAt: noon()}
		must(t, s.SetFitReliability(ctx, want))
		want.Candidates, want.SEM = 31, 4
		must(t, s.SetFitReliability(ctx, want))
		if diff := cmp.Diff(want, need(s.FitReliability(ctx, r.requisition.ID, v.ID))(t)); diff != "" {
			t.Error(diff)
		}
	})
}
