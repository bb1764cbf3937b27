package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestFitsAreReplacedAndRatingsStandBesideThem(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		other := uuid.New()
		must(t, s.CreateValue(ctx, hiring.Value{ID: other, Name: hiring.Words{hiring.English: "Speed"}, Behaviors: []hiring.Words{}, Metrics: []string{}, CreatedAt: noon()}))
		a := r.apply("Ana", "ana@x.org")
		x, lo, hi, share, human, both := 61.5, 50.0, 70.0, .8, 75.0, 66.0
		want := hiring.Fit{
			ApplicationID: a.ID, ValueID: r.value, RequisitionID: r.requisition.ID, Number: a.Number, Fit: &x, Lo: &lo, Hi: &hi, Coverage: &share,
			Answered: 3, Offered: 4, Exemplars: 12, Uncompared: 1, Weight: .5, Must: true, MustReview: true, Threshold: &hi, Warnings: []string{"low_coverage", "universal_answer"},
		}
		must(t, s.SetFits(ctx, a.ID, []hiring.Fit{{ValueID: other, Fit: &x}}))
		must(t, s.SetFits(ctx, a.ID, []hiring.Fit{want}))
		must(t, s.SetCombinedFits(ctx, a, map[uuid.UUID]store.CombinedColumns{
			r.value: {Raters: 2, Human: &human, Combined: &both, Lo: &lo, Hi: &hi}, other: {Raters: 1, Human: &human},
		}))
		want.Raters, want.Human, want.Combined, want.CombinedLo, want.CombinedHi = 2, &human, &both, &lo, &hi
		got := need(s.FitsOf(ctx, []uuid.UUID{a.ID, uuid.New()}))(t)
		byValue := map[uuid.UUID]hiring.Fit{}
		for _, f := range got[a.ID] {
			byValue[f.ValueID] = f
		}
		if diff := cmp.Diff(want, byValue[r.value]); diff != "" || len(got) != 1 {
			t.Errorf("%d applications: %s", len(got), diff)
		}
		if f := byValue[other]; f.Fit != nil || f.Raters != 1 || f.RequisitionID != r.requisition.ID {
			t.Errorf("rated, without a fit: %+v", f)
		}
	})
}

// TestCandidatesAreNarrowed by each thing that can be asked for.
func TestCandidatesAreNarrowed(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		var as []hiring.Application
		for i, fit := range []float64{20, 50, 80} {
			a := r.apply(fmt.Sprint(i), fmt.Sprintf("%d@x.org", i))
			whole, share := 100-fit, fit/100
			r.received(a, i, fit)
			must(t, s.SetFit(ctx, a.ID, store.FitColumns{Fit: &whole, Coverage: &share, MustReview: i == 0}))
			must(t, s.SetFits(ctx, a.ID, []hiring.Fit{{ValueID: r.value, Fit: &fit}}))
			as = append(as, a)
		}
		r.apply("waits", "3@x.org")
		must(t, s.SetCombined(ctx, as[1].ID, store.CombinedColumns{Raters: 1}))
		must(t, s.AddRatings(ctx, []hiring.Rating{{ID: uuid.New(), ApplicationID: as[1].ID, QuestionVersionID: r.bench.questions[0], RaterID: r.owner.ID, Level: 3, Evidence: "e", CreatedAt: noon()}}))
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: as[2].ID, Outcome: hiring.Hold, Reason: "reason enough", By: r.owner.ID, At: noon()}, nil))
		yes, no, low, high, half := true, false, 45.0, 55.0, .5
		for name, c := range map[string]struct {
			n    store.Narrowing
			want []int
		}{
			"all": {store.Narrowing{}, []int{1, 2, 3, 4}}, "discuss": {store.Narrowing{MustReview: true}, []int{1}},
			"rated": {store.Narrowing{Rated: &yes}, []int{2}}, "unrated": {store.Narrowing{Rated: &no}, []int{1, 3, 4}},
			"own": {store.Narrowing{OwnIn: r.owner.ID}, []int{2}}, "nobody's": {store.Narrowing{OwnIn: uuid.New()}, nil},
			"on hold": {store.Narrowing{Decision: hiring.Hold}, []int{3}}, "undecided": {store.Narrowing{Undecided: true}, []int{1, 2, 4}},
			"value high": {store.Narrowing{Value: r.value, Least: &low}, []int{2, 3}}, "value between": {store.Narrowing{Value: r.value, Least: &low, Most: &high}, []int{2}},
			"whole low": {store.Narrowing{Most: &low}, []int{3}}, "other value": {store.Narrowing{Value: uuid.New(), Least: &low}, nil},
			"covered": {store.Narrowing{Coverage: &half}, []int{2, 3}}, "without": {store.Narrowing{Without: []uuid.UUID{as[0].ID}}, []int{2, 3, 4}},
		} {
			f := store.PipelineFilter{Sort: store.ByNumber, Narrowing: c.n, Limit: 10}
			if diff := cmp.Diff(c.want, numbersOf(need(s.Pipeline(ctx, r.requisition.ID, f))(t))); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// TestADatabaseFromBeforeFitsIsTakenOver: each requisition with scores is gone through, and second scores can be paged.
func TestADatabaseFromBeforeFitsIsTakenOver(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r, rescoring, all := crowd(t, s)
		attempt := hiring.Attempt{ID: uuid.New(), ApplicationID: &all[2].ID, Mode: hiring.ByLink, Language: hiring.English, StartedAt: noon()}
		need(s.StartAttempt(ctx, attempt))(t)
		need(s.AddScore(ctx, hiring.StoredScore{ID: uuid.New(), ApplicationID: all[2].ID, AttemptID: attempt.ID, BenchmarkVersionID: r.version(1).ID, Engine: "1", Result: []byte("{}"), CreatedAt: noon()}))(t)
		m := need(s.Migrator())(t)
		need(m.DownTo(ctx, 11))(t)
		need(m.Up(ctx))(t)
		job, ok, err := s.Claim(ctx, noon(), time.Minute, "fits")
		if want := fmt.Sprintf(`{"requisition":"%s","after":0}`, r.requisition.ID); err != nil || !ok || string(job.Payload) != want {
			t.Errorf("job %s, %v, %v: want %s", job.Payload, ok, err, want)
		}
		if _, another, _ := s.Claim(ctx, noon(), time.Minute, "fits"); another {
			t.Error("a requisition without scores is gone through as well")
		}
		got := need(s.Pipeline(ctx, r.requisition.ID, store.PipelineFilter{Sort: store.ByFit, Rescoring: rescoring, Limit: 100}))(t)
		if len(got) != len(all) || got[0].Number < 2 {
			t.Errorf("%d candidates by second scores, beginning with number %d", len(got), got[0].Number)
		}
		if scored := need(s.ScoredAfter(ctx, r.requisition.ID, 0, 10))(t); len(scored) != 1 || scored[0].ID != all[2].ID {
			t.Errorf("scored: %v", numbersOf(scored))
		}
	})
}
