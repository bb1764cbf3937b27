package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type outboxRow struct {
	ID          uuid.UUID
	Kind        string
	Dedupe      string
	Payload     string
	RunAt       int64
	LockedUntil int64
	Attempts    int
	DoneAt      *int64
	DeadAt      *int64
	LastError   string
	Batch       string
	WaitsFor    string
}

// TableName implements gorm's schema.Tabler.
func (outboxRow) TableName() string { return "outbox" }

// Job is work to be done after a change, put in the outbox in the same transaction as the change. A job may be done
// more than once when a worker dies in the middle: what it does must bear that.
type Job struct {
	ID       uuid.UUID
	Kind     string
	Dedupe   string // names the work
	Payload  []byte
	Attempts int // this one included; it also proves that the claim is still ours
}

// MostJobAttempts is how often a job is tried before it is a dead letter.
const MostJobAttempts = 10

// Waiting times before a job is tried again: doubled from the first to the longest.
const (
	firstBackoff   = 2 * time.Second
	longestBackoff = time.Hour
)

// maxJobError is how much of an error is kept with a job.
const maxJobError = 500

func (r outboxRow) job() Job {
	return Job{ID: r.ID, Kind: r.Kind, Dedupe: r.Dedupe, Payload: []byte(r.Payload), Attempts: r.Attempts}
}

// Enqueue puts a job in the outbox, to run from runAt on, with the open transaction if there is one. dedupe names the
// work: a second job with the same one is left out, for ever. The payload is text, JSON as a rule.
func (s *Store) Enqueue(ctx context.Context, kind, dedupe string, payload []byte, runAt time.Time) error {
	return s.EnqueueAll(ctx, "", runAt, NewJob{Kind: kind, Dedupe: dedupe, Payload: payload})
}

// NewJob is a job to be put in the outbox.
type NewJob struct {
	Kind, Dedupe string
	Payload      []byte
}

// EnqueueAll is Enqueue for several jobs. A batch that is not "" names the order they belong to, so that they can be
// counted together.
func (s *Store) EnqueueAll(ctx context.Context, batch string, runAt time.Time, jobs ...NewJob) error {
	rows := make([]outboxRow, len(jobs))
	for i, j := range jobs {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		rows[i] = outboxRow{ID: id, Kind: j.Kind, Dedupe: j.Dedupe, Payload: string(j.Payload), RunAt: millis(runAt), Batch: batch}
	}
	if len(rows) == 0 {
		return nil
	}
	once := clause.OnConflict{Columns: []clause.Column{{Name: "dedupe"}}, DoNothing: true}
	return mapped(s.write(ctx).Clauses(once).CreateInBatches(rows, chunk).Error, "job")
}

// Claim takes the job that has waited longest, of one of the kinds if any are named, for the length of the lease:
// until it ends nobody else gets the job. The second result tells whether there was one.
func (s *Store) Claim(ctx context.Context, now time.Time, lease time.Duration, kinds ...string) (Job, bool, error) {
	for {
		row, err := s.claim(ctx, now, lease, kinds)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return Job{}, false, nil
		}
		if err != nil {
			return Job{}, false, mapped(err, "job")
		}
		if row.Attempts <= MostJobAttempts {
			return row.job(), true, nil
		}
		// Every worker that took it vanished without a word: it may be the job that kills them.
		if err := s.release(ctx, row.job(), map[string]any{"dead_at": millis(now), "last_error": "never reported back"}); err != nil {
			return Job{}, false, err
		}
	}
}

// claim is one statement, so that two workers cannot take one job.
func (s *Store) claim(ctx context.Context, now time.Time, lease time.Duration, kinds []string) (outboxRow, error) {
	where, args := "", []any{millis(now.Add(lease)), millis(now), millis(now)}
	if len(kinds) > 0 {
		where, args = "AND kind IN ?", append(args, kinds)
	}
	skip := ""
	if s.Dialect() == Postgres {
		skip = "FOR UPDATE SKIP LOCKED"
	}
	var rows []outboxRow
	err := s.write(ctx).Raw(`UPDATE outbox SET locked_until = ?, attempts = attempts + 1 WHERE id = (
SELECT id FROM outbox WHERE done_at IS NULL AND dead_at IS NULL AND waits_for = '' AND run_at <= ? AND locked_until <= ? `+where+`
ORDER BY run_at, id LIMIT 1 `+skip+`) RETURNING *`, args...).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return outboxRow{}, err
	}
	return rows[0], nil
}

// Done records that a job is done, and forgets its payload. Within Tx it commits with what the job changed. If the
// lease ran out and another worker took the job, it is a Conflict.
func (s *Store) Done(ctx context.Context, job Job, at time.Time) error {
	return s.release(ctx, job, map[string]any{"done_at": millis(at), "payload": "", "last_error": ""})
}

// Fail records why a job failed and lets it wait, longer each time; after MostJobAttempts it is a dead letter, and dead
// is true. The cause must hold no personal data.
func (s *Store) Fail(ctx context.Context, job Job, cause error, at time.Time) (dead bool, err error) {
	set := map[string]any{"last_error": shortened(cause.Error())}
	if job.Attempts >= MostJobAttempts {
		set["dead_at"], dead = millis(at), true
	} else {
		set["run_at"], set["locked_until"] = millis(at.Add(backoff(job.Attempts))), 0
	}
	return dead, s.release(ctx, job, set)
}

// Hold lets a job wait until Wake is called for what it waits for: it has not failed, and does not grow old.
func (s *Store) Hold(ctx context.Context, job Job, waitsFor string) error {
	return s.release(ctx, job, map[string]any{"waits_for": waitsFor, "locked_until": 0, "attempts": 0, "last_error": ""})
}

// Wake lets the jobs run that wait for something.
func (s *Store) Wake(ctx context.Context, waitsFor string) error {
	q := s.write(ctx).Table(outboxRow{}.TableName()).Where("waits_for = ? AND waits_for <> '' AND done_at IS NULL AND dead_at IS NULL", waitsFor)
	return mapped(q.Update("waits_for", "").Error, "job")
}

// release ends a claim that is still ours.
func (s *Store) release(ctx context.Context, job Job, set map[string]any) error {
	res := s.write(ctx).Table(outboxRow{}.TableName()).
		Where("id = ? AND attempts = ? AND done_at IS NULL AND dead_at IS NULL", job.ID, job.Attempts).Updates(set)
	return oneRow(res, "job", changedMeanwhile())
}

// backoff doubles the wait with every attempt and spreads it over ± a quarter, so that jobs which failed together do
// not come back together.
func backoff(attempts int) time.Duration {
	wait := min(firstBackoff<<min(attempts-1, 20), longestBackoff)
	return wait*3/4 + rand.N(wait/2)
}

func shortened(s string) string {
	if len(s) > maxJobError {
		s = s[:maxJobError]
	}
	return strings.ToValidUTF8(s, "")
}

// JobDead tells whether the work named dedupe was given up: it failed as often as a job is tried.
func (s *Store) JobDead(ctx context.Context, dedupe string) (bool, error) {
	var n int64
	err := s.read(ctx).Model(&outboxRow{}).Where("dedupe = ? AND dead_at IS NOT NULL", dedupe).Count(&n).Error
	return n > 0, mapped(err, "job")
}

// JobWaitsFor tells what the work named dedupe is held for, or "" when it is not held.
func (s *Store) JobWaitsFor(ctx context.Context, dedupe string) (string, error) {
	var held []string
	q := s.read(ctx).Model(&outboxRow{}).Where("dedupe = ? AND waits_for <> '' AND done_at IS NULL AND dead_at IS NULL", dedupe)
	err := q.Pluck("waits_for", &held).Error
	if err != nil || len(held) == 0 {
		return "", mapped(err, "job")
	}
	return held[0], nil
}

// HeldFor counts the jobs that wait for something.
func (s *Store) HeldFor(ctx context.Context, waitsFor string) (int, error) {
	var n int64
	q := s.read(ctx).Model(&outboxRow{}).Where("waits_for = ? AND waits_for <> '' AND done_at IS NULL AND dead_at IS NULL", waitsFor)
	err := q.Count(&n).Error
	return int(n), mapped(err, "job")
}

// JobCounts says how the outbox stands.
type JobCounts struct {
	Waiting int // to be tried, now or later
	Held    int // they wait for something to come
	Running int // claimed, and the lease has not run out
	Done    int
	Dead    int // given up: somebody must look
}

// JobCounts counts the jobs of a kind, or all when kind is "".
func (s *Store) JobCounts(ctx context.Context, kind string, now time.Time) (JobCounts, error) {
	q := s.read(ctx).Table(outboxRow{}.TableName())
	if kind != "" {
		q = q.Where("kind = ?", kind)
	}
	return jobCounts(q, now)
}

// BatchCounts counts the jobs of a batch.
func (s *Store) BatchCounts(ctx context.Context, batch string, now time.Time) (JobCounts, error) {
	return jobCounts(s.read(ctx).Table(outboxRow{}.TableName()).Where("batch = ? AND batch <> ''", batch), now)
}

func jobCounts(q *gorm.DB, now time.Time) (JobCounts, error) {
	var n JobCounts
	q = q.Select(`
COALESCE(SUM(CASE WHEN done_at IS NULL AND dead_at IS NULL AND waits_for = '' AND locked_until <= ? THEN 1 ELSE 0 END), 0) AS waiting,
COALESCE(SUM(CASE WHEN done_at IS NULL AND dead_at IS NULL AND waits_for <> '' THEN 1 ELSE 0 END), 0) AS held,
COALESCE(SUM(CASE WHEN done_at IS NULL AND dead_at IS NULL AND locked_until > ? THEN 1 ELSE 0 END), 0) AS running,
COALESCE(SUM(CASE WHEN done_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS done,
COALESCE(SUM(CASE WHEN dead_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS dead`, millis(now), millis(now))
	return n, mapped(q.Take(&n).Error, "job")
}
