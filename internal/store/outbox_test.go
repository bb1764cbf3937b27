package store_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

const lease = time.Minute

// claimed claims a job that must be there.
func claimed(t *testing.T, s *store.Store, now time.Time, kinds ...string) store.Job {
	t.Helper()
	job, ok, err := s.Claim(context.Background(), now, lease, kinds...)
	if err != nil || !ok {
		t.Fatalf("no job claimed: %v", err)
	}
	return job
}

// wantIdle fails when there is a job to claim.
func wantIdle(t *testing.T, s *store.Store, now time.Time, kinds ...string) {
	t.Helper()
	if job, ok, err := s.Claim(context.Background(), now, lease, kinds...); ok || err != nil {
		t.Errorf("claimed %v, %v; want nothing", job, err)
	}
}

func TestAJobIsEnqueuedOnceWithItsTransaction(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		_ = s.Tx(ctx, func(ctx context.Context) error {
			must(t, s.Enqueue(ctx, "mail", "never", nil, noon()))
			return errOnPurpose
		})
		for range 2 {
			must(t, s.Tx(ctx, func(ctx context.Context) error { return s.Enqueue(ctx, "mail", "m1", []byte(`{"to":"ç"}`), noon()) }))
		}
		wantIdle(t, s, noon().Add(-time.Millisecond))
		job := claimed(t, s, noon())
		if job.Kind != "mail" || string(job.Payload) != `{"to":"ç"}` || job.Attempts != 1 {
			t.Errorf("claimed %+v", job)
		}
		must(t, s.Done(ctx, job, noon()))
		must(t, s.Enqueue(ctx, "mail", "m1", nil, noon()))
		wantIdle(t, s, noon().Add(time.Hour))
		if diff := cmp.Diff(store.JobCounts{Done: 1}, need(s.JobCounts(ctx, "", noon()))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		var payload string
		must(t, s.ReadValue(ctx, &payload, `SELECT payload FROM outbox`))
		if payload != "" {
			t.Errorf("a done job still holds %q", payload)
		}
	})
}

func TestJobsAreClaimedOldestFirstAndByKind(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.Enqueue(ctx, "mail", "m2", []byte("2"), noon().Add(2*time.Second)))
		must(t, s.Enqueue(ctx, "mail", "m1", []byte("1"), noon()))
		must(t, s.Enqueue(ctx, "score", "s3", []byte("3"), noon().Add(3*time.Second)))
		later := noon().Add(time.Minute)
		wantIdle(t, s, later, "export")
		order := string(claimed(t, s, later, "score", "export").Payload) + string(claimed(t, s, later).Payload) + string(claimed(t, s, later).Payload)
		if order != "312" {
			t.Errorf("claimed in the order %s, want 312", order)
		}
		want := store.JobCounts{Running: 2}
		if diff := cmp.Diff(want, need(s.JobCounts(ctx, "mail", later))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestTwoWorkersNeverClaimTheSameJob(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		const jobs = 60
		ctx := context.Background()
		for i := range jobs {
			must(t, s.Enqueue(ctx, "score", fmt.Sprint(i), nil, noon()))
		}
		var mu sync.Mutex
		times := map[uuid.UUID]int{}
		var workers sync.WaitGroup
		for range 6 {
			workers.Go(func() {
				for {
					job, ok, err := s.Claim(ctx, noon(), lease)
					if err != nil {
						t.Error(err)
					}
					if !ok {
						return
					}
					mu.Lock()
					times[job.ID]++
					mu.Unlock()
				}
			})
		}
		workers.Wait()
		// With SKIP LOCKED a worker may find nothing while others hold the rest; the jobs are still there.
		for left := jobs - len(times); left > 0; left-- {
			times[claimed(t, s, noon()).ID]++
		}
		for id, n := range times {
			if n != 1 {
				t.Errorf("job %s was claimed %d times", id, n)
			}
		}
	})
}

func TestAJobWhoseWorkerDiedGoesToAnotherAndTheFirstMayNotEndIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.Enqueue(ctx, "score", "1", nil, noon()))
		first := claimed(t, s, noon())
		wantIdle(t, s, noon().Add(lease-time.Millisecond))
		second := claimed(t, s, noon().Add(lease))
		if second.ID != first.ID || second.Attempts != 2 {
			t.Errorf("claimed %+v", second)
		}
		wantKey(t, s.Done(ctx, first, noon()), hiring.Conflict, "error.changed_meanwhile")
		_, err := s.Fail(ctx, first, errOnPurpose, noon())
		wantKey(t, err, hiring.Conflict, "error.changed_meanwhile")
		must(t, s.Done(ctx, second, noon()))
	})
}

func TestAFailingJobWaitsLongerEachTimeAndEndsAsADeadLetter(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.Enqueue(ctx, "mail", "1", nil, noon()))
		now := noon()
		for attempt := 1; attempt <= store.MostJobAttempts; attempt++ {
			job := claimed(t, s, now)
			dead, err := s.Fail(ctx, job, errOnPurpose, now)
			must(t, err)
			want := attempt == store.MostJobAttempts
			if stored := need(s.JobDead(ctx, "1"))(t); dead != want || stored != want {
				t.Fatalf("attempt %d: dead is %v, stored %v, want %v", attempt, dead, stored, want)
			}
			wantIdle(t, s, now.Add(time.Second))
			now = now.Add(2 * time.Hour)
		}
		wantIdle(t, s, now.Add(1000*time.Hour))
		if diff := cmp.Diff(store.JobCounts{Dead: 1}, need(s.JobCounts(ctx, "mail", now))(t)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		var why string
		must(t, s.ReadValue(ctx, &why, `SELECT last_error FROM outbox`))
		if why != errOnPurpose.Error() {
			t.Errorf("last error %q", why)
		}
	})
}

func TestAJobThatKillsItsWorkersEndsAsADeadLetter(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.Enqueue(ctx, "score", "1", nil, noon()))
		must(t, s.Enqueue(ctx, "score", "2", []byte("next"), noon().Add(lease*store.MostJobAttempts)))
		now := noon()
		for range store.MostJobAttempts {
			claimed(t, s, now)
			now = now.Add(lease)
		}
		if next := claimed(t, s, now); string(next.Payload) != "next" {
			t.Errorf("claimed %+v, want the next job", next)
		}
		if counts := need(s.JobCounts(ctx, "", now))(t); counts.Dead != 1 {
			t.Errorf("%+v, want one dead letter", counts)
		}
	})
}

func TestBackoffDoublesWithJitterUpToAnHour(t *testing.T) {
	t.Parallel()
	for attempts, middle := range map[int]time.Duration{1: 2 * time.Second, 2: 4 * time.Second, 5: 32 * time.Second, 40: time.Hour} {
		seen := map[time.Duration]bool{}
		for range 50 {
			wait := store.Backoff(attempts)
			if wait < middle*3/4 || wait > middle*5/4 {
				t.Fatalf("after %d attempts: waits %v, want about %v", attempts, wait, middle)
			}
			seen[wait] = true
		}
		if len(seen) < 10 {
			t.Errorf("after %d attempts: only %d different waits", attempts, len(seen))
		}
	}
}

func TestALongErrorIsCutAtAWholeCharacter(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.Enqueue(ctx, "mail", "1", nil, noon()))
		_, err := s.Fail(ctx, claimed(t, s, noon()), fmt.Errorf("x%s", strings.Repeat("ş", 400)), noon())
		must(t, err)
		var n int
		must(t, s.ReadValue(ctx, &n, `SELECT length(last_error) FROM outbox`))
		if n != 250 {
			t.Errorf("%d characters are kept, want 250", n)
		}
	})
}
