package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// TestADatabaseFromBeforeSecondScoresIsTakenOver: jobs that died for want of an engine are tried again, what was rated
// is queued to be combined, and a fit says which mode it is of.
func TestADatabaseFromBeforeSecondScoresIsTakenOver(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, _, _ := judgedApplication(t, s)
		m := need(s.Migrator())(t)
		need(m.DownTo(ctx, 1))(t)
		must(t, s.Exec(ctx, `UPDATE applications SET fit = 50 WHERE id = ?`, a.ID))
		var asked string
		must(t, s.ReadValue(ctx, &asked, `SELECT id FROM question_versions LIMIT 1`))
		must(t, s.Exec(ctx, `INSERT INTO ratings (id, application_id, question_version_id, rater_id, level, evidence, created_at)
SELECT ?, ?, ?, owner_id, 4, 'x', 0 FROM requisitions WHERE id = ?`, uuid.New(), a.ID, asked, a.RequisitionID))
		for dedupe, cause := range map[string]string{
			"wants an engine": "benchmark version x: scoring: the definition belongs to another engine version: 0.9.0, this is 1.0.0", "is broken": "no such table",
		} {
			must(t, s.Exec(ctx, `INSERT INTO outbox (id, kind, dedupe, payload, run_at, attempts, dead_at, last_error) VALUES (?, 'score', ?, '', 0, 10, 1, ?)`, uuid.New(), dedupe, cause))
		}
		need(m.Up(ctx))(t)
		if n := need(s.JobCounts(ctx, "score", noon()))(t); n.Waiting != 1 || n.Dead != 1 {
			t.Errorf("%+v: want the job that wants an engine to wait, and the broken one dead", n)
		}
		job, ok, err := s.Claim(ctx, noon(), time.Minute, "combine")
		if err != nil || !ok || string(job.Payload) != a.ID.String() {
			t.Errorf("job %+v, %v, %v: want the rated application to be combined", job, ok, err)
		}
		if got := need(s.Application(ctx, a.ID))(t); got.FitMode != hiring.ByInterview && got.FitMode != hiring.ByLink {
			t.Errorf("mode %q", got.FitMode)
		}
	})
}

// TestRatingsFromBeforeAreCountedByValue: what was put together before it was known on how many values it rests is put
// together once more, though its first job is still there.
func TestRatingsFromBeforeAreCountedByValue(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		a, _, _ := judgedApplication(t, s)
		must(t, s.SetCombined(ctx, a.ID, store.CombinedColumns{Raters: 1}))
		m := need(s.Migrator())(t)
		need(m.DownTo(ctx, 19))(t)
		must(t, s.Exec(ctx, `INSERT INTO outbox (id, kind, dedupe, payload, run_at, done_at) VALUES (?, 'combine', ?, ?, 0, 1)`, a.ID, "combine:"+a.ID.String(), a.ID.String()))
		need(m.Up(ctx))(t)
		job, ok, err := s.Claim(ctx, noon(), time.Minute, "combine")
		if err != nil || !ok || string(job.Payload) != a.ID.String() {
			t.Fatalf("job %+v, %v, %v: want the rated application to be combined once more", job, ok, err)
		}
		must(t, s.SetCombined(ctx, a.ID, store.CombinedColumns{Raters: 1, Values: 3, Of: 4}))
		if got := need(s.Application(ctx, a.ID))(t); got.CombinedValues != 3 || got.CombinedOf != 4 {
			t.Errorf("%d of %d values", got.CombinedValues, got.CombinedOf)
		}
		need(m.DownTo(ctx, 19))(t)
	})
}
