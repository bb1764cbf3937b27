package app

import (
	"context"
	"fmt"
	"time"

	"touchstone/internal/store"
)

// Work does the jobs of the outbox until ctx ends: at once when nudged, and every pollEvery in any case, since
// another replica may have put them there. Several may work at the same time; a job is claimed by one.
func (a *App) Work(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		for ctx.Err() == nil && a.workOnce(ctx) {
		}
		select {
		case <-ctx.Done():
			return
		case <-a.wake:
		case <-tick.C:
		}
	}
}

const (
	pollEvery = time.Second
	leaseTime = time.Minute // how long a worker that died keeps its job from others
)

// jobs says who does which kind of job. A job must bear being done twice.
func (a *App) jobs() map[string]func(ctx context.Context, payload []byte) error {
	return map[string]func(context.Context, []byte) error{
		scoreJob:       a.scoreAttempt,
		mailInvitation: a.sendInvitation,
	}
}

// WorkAll does everything that is due now and returns; for tests and the demo.
func (a *App) WorkAll(ctx context.Context) {
	for ctx.Err() == nil && a.workOnce(ctx) {
	}
}

// workOnce claims and does one job, and tells whether there was one.
func (a *App) workOnce(ctx context.Context) bool {
	job, ok, err := a.store.Claim(ctx, a.Now(), leaseTime)
	if err != nil {
		if ctx.Err() == nil {
			a.log.Error("outbox not read", "error", err)
		}
		return false
	}
	if !ok {
		return false
	}
	ctx = context.WithoutCancel(ctx) // a job that has begun is ended
	if err := a.do(ctx, job); err != nil {
		dead, failErr := a.store.Fail(ctx, job, err, a.Now())
		a.log.Error("job failed", "kind", job.Kind, "job", job.ID, "attempts", job.Attempts, "dead", dead, "error", err, "store", failErr)
		return true
	}
	if err := a.store.Done(ctx, job, a.Now()); err != nil {
		a.log.Error("job not ended", "kind", job.Kind, "job", job.ID, "error", err)
	}
	return true
}

func (a *App) do(ctx context.Context, job store.Job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = panicked{r}
		}
	}()
	work, ok := a.jobs()[job.Kind]
	if !ok {
		return unknownJob(job.Kind)
	}
	return work(ctx, job.Payload)
}

// panicked is a fault in a job: it is tried again like any other failure, and ends as a dead letter.
type panicked struct{ what any }

func (p panicked) Error() string { return fmt.Sprintf("panic in a job: %v", p.what) }

// unknownJob is a kind of job this version of the program does not know.
type unknownJob string

func (k unknownJob) Error() string { return "no such kind of job: " + string(k) }
