package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// Work does the jobs of the outbox until ctx ends, each lane of them with a worker of its own: at once when nudged,
// and every pollEvery in any case, since another replica may have put them there. Several replicas may work at the
// same time; a job is claimed by one. Once a day it also counts how often scores are changed by group; every replica
// does, and one of them adds.
func (a *App) Work(ctx context.Context) {
	var workers sync.WaitGroup
	var wakes []chan struct{}
	for _, kinds := range lanes() {
		wake := make(chan struct{}, 1)
		wakes = append(wakes, wake)
		workers.Go(func() { a.workLane(ctx, wake, kinds) })
	}
	workers.Go(func() { a.keepCounting(ctx) })
	defer workers.Wait()
	look := time.NewTicker(wakeEvery)
	defer look.Stop()
	a.wakeHeld(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			a.wakeHeld(ctx)
		case <-a.wake:
			for _, wake := range wakes {
				rouse(wake)
			}
		}
	}
}

// workLane does one lane's jobs until ctx ends.
func (a *App) workLane(ctx context.Context, wake <-chan struct{}, kinds []string) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		for ctx.Err() == nil && a.workOnce(ctx, kinds...) {
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-tick.C:
		}
	}
}

const (
	pollEvery = time.Second
	wakeEvery = time.Minute // how often jobs that wait for something are looked for
	leaseTime = time.Minute // how long a worker that died keeps its job from others
)

// lanes are the kinds of job that wait for one another. A score must be there within seconds, so that nothing stands
// before it: mail, because a mail server may take its time, and word of an
// interview apart from a round's invitations, and letters to candidates apart from both; second scores, however many
// were asked for; answers that are shared out among raters; what follows from scores and ratings. A kind that only a
// newer replica knows is in no lane, and is left to it.
func lanes() [][]string {
	return [][]string{{scoreJob}, {combineJob, fitsJob, formerFitsJob, reviewJob, reliabilityJob}, {shareOutJob}, {queueAgainJob, scoreAgainJob}, {mailInvitation}, interviewMails(), letterKinds()}
}

// jobs says who does which kind of job. A job must bear being done twice.
func (a *App) jobs() map[string]func(ctx context.Context, payload []byte) error {
	out := map[string]func(context.Context, []byte) error{
		scoreJob:       a.scoreAttempt,
		combineJob:     a.combineAgain,
		fitsJob:        a.fillFits,
		formerFitsJob:  a.fillFits,
		shareOutJob:    a.shareOutAll,
		reviewJob:      a.refitAgain,
		reliabilityJob: a.measureReliability,
		queueAgainJob:  a.queueAgain,
		scoreAgainJob:  a.scoreAgain,
		mailInvitation: a.sendInvitation,
	}
	for _, kind := range letterKinds() {
		out[kind] = func(ctx context.Context, payload []byte) error { return a.sendLetter(ctx, kind, payload) }
	}
	for _, kind := range interviewMails() {
		out[kind] = func(ctx context.Context, payload []byte) error { return a.sendInterviewMail(ctx, kind, payload) }
	}
	return out
}

// WorkAll does everything that is due now, of every kind, and returns; for tests and the demo.
func (a *App) WorkAll(ctx context.Context) {
	a.wakeHeld(ctx)
	for ctx.Err() == nil && a.workOnce(ctx) {
	}
}

// workOnce claims and does one job, of one of the kinds if any are named, and tells whether there was one.
func (a *App) workOnce(ctx context.Context, kinds ...string) bool {
	job, ok, err := a.store.Claim(ctx, a.Now(), leaseTime, kinds...)
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
	err = a.do(ctx, job)
	if wait := (waiter)(nil); errors.As(err, &wait) {
		if err := a.store.Hold(ctx, job, wait.waitsFor()); err != nil {
			a.log.Error("job not held", "kind", job.Kind, "job", job.ID, "error", err)
		}
		return true
	}
	if err != nil {
		dead, failErr := a.store.Fail(ctx, job, err, a.Now())
		a.log.Error("job failed", "kind", job.Kind, "job", job.ID, "attempts", job.Attempts, "dead", dead, "error", err, "store", failErr)
		return true
	}
	if err := a.store.Done(ctx, job, a.Now()); err != nil {
		a.log.Error("job not ended", "kind", job.Kind, "job", job.ID, "error", err)
	}
	return true
}

// waiter is an error that passes without anybody's doing once something is there: a job that meets it is held.
type waiter interface {
	error
	waitsFor() string
}

// waitsForEngine is what a job waits for that only a program with that engine can do.
func waitsForEngine(engine string) string { return "engine " + engine }

// wakeHeld lets the jobs run that waited for this program's engine, or for a representation that answers again.
func (a *App) wakeHeld(ctx context.Context) {
	if err := a.store.Wake(ctx, waitsForEngine(scoring.Engine)); err != nil && ctx.Err() == nil {
		a.log.Error("held jobs not looked for", "error", err)
	}
	if err := a.wakeForRepresentation(ctx); err != nil && ctx.Err() == nil {
		a.log.Error("held jobs not looked for", "error", err)
	}
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
	return work(withJob(ctx, job), job.Payload)
}

// panicked is a fault in a job: it is tried again like any other failure, and ends as a dead letter.
type panicked struct{ what any }

func (p panicked) Error() string { return fmt.Sprintf("panic in a job: %v", p.what) }

// unknownJob is a kind of job this version of the program does not know.
type unknownJob string

func (k unknownJob) Error() string { return "no such kind of job: " + string(k) }
