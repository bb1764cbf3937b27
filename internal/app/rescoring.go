package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// The jobs of a re-scoring: putting everybody in the queue, some hundreds at a time, and scoring one application.
const (
	queueAgainJob = "score.again.queue"
	scoreAgainJob = "score.again"
	queuedAtOnce  = 500
)

// againPage is where the queueing of a re-scoring goes on.
type againPage struct {
	Rescoring uuid.UUID `json:"rescoring"`
	After     int       `json:"after"` // the number of the last application queued
}

// againOne is one application to be scored a second time.
type againOne struct {
	Rescoring   uuid.UUID `json:"rescoring"`
	Application uuid.UUID `json:"application"`
}

// MayRescoreUnder lists the published versions a requisition can be re-scored under, newest first: of the same
// benchmark, newer than its own, and made for this program's engine.
func (a *App) MayRescoreUnder(ctx context.Context, r hiring.Requisition) ([]hiring.BenchmarkVersion, error) {
	if r.BenchmarkVersionID == nil {
		return nil, nil
	}
	own, err := a.store.BenchmarkVersion(ctx, *r.BenchmarkVersionID)
	if err != nil {
		return nil, err
	}
	versions, err := a.store.BenchmarkVersions(ctx, own.BenchmarkID)
	unfit := func(v hiring.BenchmarkVersion) bool { return !v.Newer(own) || v.Engine != scoring.Engine }
	return slices.DeleteFunc(versions, unfit), err
}

// Rescore orders a second score, under a newer version, for everybody who has handed in, and for whoever will. The
// first score stays the score of record. The audit holds which version, not the reason.
func (a *App) Rescore(ctx context.Context, by, requisition, version uuid.UUID, reason string) (hiring.Rescoring, error) {
	x := hiring.Rescoring{
		ID: newID(), RequisitionID: requisition, BenchmarkVersionID: version, Engine: scoring.Engine,
		Reason: strings.TrimSpace(reason), By: by, At: a.Now(),
	}
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return x, err
	}
	may, err := a.MayRescoreUnder(ctx, r)
	if err != nil {
		return x, err
	}
	ps := hiring.CheckReason("reason", x.Reason)
	if !slices.ContainsFunc(may, func(v hiring.BenchmarkVersion) bool { return v.ID == version }) {
		ps.Add("version", "rescoring.problem.version")
	}
	if err := ps.Err(); err != nil {
		return x, err
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.AddRescoring(ctx, x); err != nil {
			return err
		}
		if err := a.queuePage(ctx, againPage{Rescoring: x.ID}); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "requisition.rescored", "requisition", requisition, "rescoring", x.ID.String(),
			"version", version.String(), "engine", x.Engine, "reason_characters", strconv.Itoa(len([]rune(x.Reason))))
	})
	if hiring.KindOf(err) == hiring.Conflict {
		return x, hiring.Clash("rescoring.error.again")
	}
	a.nudge()
	return x, err
}

// queuePage queues the queueing of the applications that come after a number.
func (a *App) queuePage(ctx context.Context, p againPage) error {
	payload, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return a.store.Enqueue(ctx, queueAgainJob, fmt.Sprintf("%s:%s:%d", queueAgainJob, p.Rescoring, p.After), payload, a.Now())
}

// queueAgain puts the next applications of a re-scoring in the queue, and itself while there are more: however many
// candidates a requisition has, a few hundred are held at a time.
func (a *App) queueAgain(ctx context.Context, payload []byte) error {
	var p againPage
	if err := json.Unmarshal(payload, &p); err != nil {
		return fmt.Errorf("re-scoring: payload: %w", err)
	}
	x, err := a.store.Rescoring(ctx, p.Rescoring)
	if err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		next, err := a.store.ReceivedAfter(ctx, x.RequisitionID, p.After, queuedAtOnce)
		if err != nil {
			return err
		}
		if len(next) == 0 {
			return a.store.NoteRescoringQueued(ctx, x.ID, a.Now())
		}
		jobs := make([]store.NewJob, len(next))
		for i, ap := range next {
			if jobs[i], err = againJob(x.ID, ap.ID, ap.ID); err != nil {
				return err
			}
		}
		if err := a.store.EnqueueAll(ctx, x.ID.String(), a.Now(), jobs...); err != nil {
			return err
		}
		return a.queuePage(ctx, againPage{Rescoring: x.ID, After: next[len(next)-1].Number})
	})
}

// againJob is the job of scoring one application again; since names what it is scored for: itself, or an attempt that
// came later.
func againJob(rescoring, application, since uuid.UUID) (store.NewJob, error) {
	payload, err := json.Marshal(againOne{rescoring, application})
	return store.NewJob{Kind: scoreAgainJob, Dedupe: fmt.Sprintf("%s:%s:%s", scoreAgainJob, rescoring, since), Payload: payload}, err
}

// queueSecond queues, for an attempt just handed in, the second scores its requisition was re-scored for before.
func (a *App) queueSecond(ctx context.Context, requisition, application, attempt uuid.UUID) error {
	orders, err := a.store.Rescorings(ctx, requisition)
	if err != nil {
		return err
	}
	for _, x := range orders {
		job, err := againJob(x.ID, application, attempt)
		if err != nil {
			return err
		}
		if err := a.store.EnqueueAll(ctx, x.ID.String(), a.Now(), job); err != nil {
			return err
		}
	}
	if len(orders) > 0 {
		a.nudge()
	}
	return nil
}

// scoreAgain gives every attempt an application has handed in its second score. Done twice it changes nothing.
func (a *App) scoreAgain(ctx context.Context, payload []byte) error {
	var p againOne
	if err := json.Unmarshal(payload, &p); err != nil {
		return fmt.Errorf("re-scoring: payload: %w", err)
	}
	x, err := a.store.Rescoring(ctx, p.Rescoring)
	if err != nil {
		return err
	}
	ap, err := a.store.Application(ctx, p.Application)
	if err != nil {
		return err
	}
	r, err := a.store.Requisition(ctx, x.RequisitionID)
	if err != nil {
		return err
	}
	attempts, err := a.store.AttemptsOfApplication(ctx, ap.ID)
	if err != nil {
		return err
	}
	bench, err := a.builtBenchmark(ctx, x.BenchmarkVersionID)
	if err != nil {
		return err
	}
	attempts = slices.DeleteFunc(attempts, func(t hiring.Attempt) bool { return t.SubmittedAt == nil })
	for _, t := range attempts {
		person, peers, err := a.respondent(ctx, t, ap)
		if err != nil {
			return err
		}
		result, err := a.scoreWith(ctx, bench, t, person, policyOf(r), peers)
		if err != nil {
			return err
		}
		// Modes are never mixed: the link's stands before the interview's.
		shown := t.Mode == hiring.ByLink || !slices.ContainsFunc(attempts, func(t hiring.Attempt) bool { return t.Mode == hiring.ByLink })
		if err := a.storeSecond(ctx, t, x, result, shown); err != nil {
			return err
		}
	}
	return nil
}

// storeSecond adds a second score beside the first, which it does not touch.
func (a *App) storeSecond(ctx context.Context, t hiring.Attempt, x hiring.Rescoring, result scoring.Result, shown bool) error {
	body, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		id := newID()
		isNew, err := a.store.AddScore(ctx, hiring.StoredScore{
			ID: id, ApplicationID: *t.ApplicationID, AttemptID: t.ID, BenchmarkVersionID: x.BenchmarkVersionID,
			Engine: result.Engine, Result: body, CreatedAt: a.Now(),
		})
		if err != nil || !isNew {
			return err
		}
		if shown {
			if err := a.store.SetRescoredFit(ctx, x.ID, *t.ApplicationID, fitColumns(t, result), a.Now()); err != nil {
				return err
			}
		}
		if err := a.store.SetStage(ctx, *t.ApplicationID, hiring.Scored, a.Now()); err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		return a.audit(ctx, System(), "score.second_computed", "application", *t.ApplicationID, "score", id.String(),
			"rescoring", x.ID.String(), "engine", result.Engine, "benchmark", result.Benchmark, "sha256", hex.EncodeToString(sum[:]))
	})
}
