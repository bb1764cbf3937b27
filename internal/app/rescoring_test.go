package app_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// aReason is long enough to be one.
const aReason = "Two more top reps have answered since then."

func TestARescoringAddsASecondScoreAndLeavesTheFirst(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a, late := r.Candidate("Ada"), r.Candidate("Late")
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	before := r.application(t, a.ID)
	first := r.scores(t, a.ID)
	version := r.Publish(r.owner, 2, testkit.WithoutQuestion(3))
	order, err := r.app.Rescore(ctx, r.owner.ID, r.Requisition.ID, version, aReason)
	ok(t, err)
	r.app.WorkAll(ctx)
	after := r.scores(t, a.ID)
	if len(after) != 2 || after[1].BenchmarkVersionID != version {
		t.Fatalf("%d scores, want the first and one under the new version", len(after))
	}
	if diff := cmp.Diff(first[0], after[0]); diff != "" {
		t.Errorf("the first score changed:\n%s", diff)
	}
	if diff := cmp.Diff(before, r.application(t, a.ID)); diff != "" {
		t.Errorf("the score of record in the pipeline changed:\n%s", diff)
	}
	r.Submit(late, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	if got := r.scores(t, late.ID); len(got) != 2 {
		t.Errorf("who handed in afterwards has %d scores, want both", len(got))
	}
	shown, err := r.store.Pipeline(ctx, r.Requisition.ID, store.PipelineFilter{Sort: store.ByFit, Rescoring: order.ID, Limit: 10})
	ok(t, err)
	if len(shown) != 2 || shown[0].Fit == nil || shown[0].FitMode != hiring.ByLink {
		t.Errorf("the pipeline of second scores is %+v", shown)
	}
	counts, err := r.store.BatchCounts(ctx, order.ID.String(), r.app.Now())
	ok(t, err)
	if counts.Done != 2 {
		t.Errorf("%+v, want two applications done", counts)
	}
	if !slices.Contains(acts(t, r.store, r.Requisition.ID), "requisition.rescored") || !slices.Contains(acts(t, r.store, a.ID), "score.second_computed") {
		t.Error("the audit does not hold the order and the second score")
	}
}

func TestARescoringOrderedTwiceOrUnderAnOlderVersionIsRefused(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	_, err := r.app.Rescore(ctx, r.owner.ID, r.Requisition.ID, *r.Requisition.BenchmarkVersionID, "short")
	wantProblem(t, err, "version", "rescoring.problem.version")
	wantProblem(t, err, "reason", "problem.reason_short")
	version := r.Publish(r.owner, 2)
	_, err = r.app.Rescore(ctx, r.owner.ID, r.Requisition.ID, version, aReason)
	ok(t, err)
	if _, err = r.app.Rescore(ctx, r.owner.ID, r.Requisition.ID, version, aReason); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a second order under the same version: %v, want a conflict", err)
	}
}

func TestAQuestionTheCandidateWasNeverAskedCountsAsNotOffered(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada")
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	version := r.Publish(r.owner, 2, r.Reword(1))
	_, err := r.app.Rescore(ctx, r.owner.ID, r.Requisition.ID, version, aReason)
	ok(t, err)
	r.app.WorkAll(ctx)
	for _, s := range r.scores(t, a.ID) {
		var res scoring.Result
		ok(t, json.Unmarshal(s.Result, &res))
		got := res.Answers[1].Status
		if s.BenchmarkVersionID == version && got != scoring.NotOffered || s.BenchmarkVersionID != version && got != scoring.OK {
			t.Errorf("the question reworded since has status %s under version %s", got, s.BenchmarkVersionID)
		}
	}
}

// TestAnotherEnginesVersionMakesJobsWait is a database an older program filled: what it scored stays, what comes now
// waits, and a version published again gives both a second score.
func TestAnotherEnginesVersionMakesJobsWait(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	r, ctx := newScoredRoundIn(t, s, nil), context.Background()
	old, now := r.Candidate("Old"), r.Candidate("New")
	r.Submit(old, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	r.MadeByAnotherEngine(testkit.Raw(t, path))
	r.app = companyIn(s)
	r.Submit(now, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	counts, err := r.store.JobCounts(ctx, "score", r.app.Now())
	ok(t, err)
	if counts.Held != 1 || counts.Dead != 0 || counts.Waiting != 0 {
		t.Fatalf("%+v, want the new submission's job to wait and none to die", counts)
	}
	view, err := r.app.ViewApplication(ctx, r.hr(t), old.ID)
	ok(t, err)
	if view.Attempts[0].Score == nil || view.OtherEngine != testkit.AnotherEngine {
		t.Error("the stored score is not readable any more, or its engine not said")
	}
	v, err := r.app.RepublishBenchmark(ctx, r.owner.ID, r.Benchmark, 1)
	ok(t, err)
	if v.Number != 2 || v.Engine != scoring.Engine || v.Republishes == nil {
		t.Fatalf("version %+v, want number 2 by this engine, saying what it publishes again", v)
	}
	again, err := r.app.RepublishBenchmark(ctx, r.owner.ID, r.Benchmark, 1)
	ok(t, err)
	if again.ID != v.ID {
		t.Error("publishing again a second time made another version")
	}
	_, err = r.app.Rescore(ctx, r.owner.ID, r.Requisition.ID, v.ID, aReason)
	ok(t, err)
	r.app.WorkAll(ctx)
	if n := len(r.scores(t, old.ID)); n != 2 {
		t.Errorf("who was scored before has %d scores, want two", n)
	}
	if s := r.scores(t, now.ID); len(s) != 1 || s[0].BenchmarkVersionID != v.ID {
		t.Errorf("who came after has %d scores, want the one of the version published again", len(s))
	}
	if got := r.application(t, now.ID); got.Fit != nil || got.Stage != hiring.Scored {
		t.Errorf("fit of record %v at stage %s: want none, and scored", got.Fit, got.Stage)
	}
}

func TestNobodyIsInvitedWithAVersionThisProgramCannotScore(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	r, ctx := newScoredRoundIn(t, s, nil), context.Background()
	r.MadeByAnotherEngine(testkit.Raw(t, path))
	_, err := r.app.InviteCandidates(ctx, app.UserActor(r.owner.ID), r.Requisition.ID, []app.NewCandidate{
		{Name: "Ada", Email: "ada@example.org", Language: hiring.English},
	})
	wantProblem(t, err, "benchmark", "requisition.problem.other_engine")
}

func (r scoredRound) application(t *testing.T, id uuid.UUID) hiring.Application {
	t.Helper()
	a, err := r.store.Application(context.Background(), id)
	ok(t, err)
	return a
}

func (r scoredRound) scores(t *testing.T, application uuid.UUID) []hiring.StoredScore {
	t.Helper()
	out, err := r.store.Scores(context.Background(), application)
	ok(t, err)
	return out
}

func (r scoredRound) hr(t *testing.T) hiring.User {
	t.Helper()
	return scoringUser(t, r.store, "hr", hiring.HR)
}
