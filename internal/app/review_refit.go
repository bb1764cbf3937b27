package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// reviewJob works a reviewed fit out again that could not be worked out at once; its payload is the score's id.
const reviewJob = "review"

// refitLater is when the job looks whether a reviewed fit has been worked out.
const refitLater = 5 * time.Second

// refitAgain is the job.
func (a *App) refitAgain(ctx context.Context, payload []byte) error {
	id, err := uuid.ParseBytes(payload)
	if err != nil {
		return fmt.Errorf("review: payload: %w", err)
	}
	return a.refit(ctx, id)
}

// refit works out the fit of a score as people reviewed it, from the reviews there are now. When others came meanwhile
// nothing is stored: whoever made them does it.
func (a *App) refit(ctx context.Context, score uuid.UUID) error {
	stored, err := a.store.Score(ctx, score)
	if err != nil {
		return err
	}
	overrides, standing, revision, err := a.overrides(ctx, stored)
	if err != nil {
		return err
	}
	var reviewed *scoring.Reviewed
	if len(overrides) > 0 {
		if reviewed, err = a.reviewed(ctx, stored, overrides); err != nil {
			return err
		}
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.LockApplication(ctx, stored.ApplicationID); err != nil {
			return err
		}
		if _, _, now, err := a.overrides(ctx, stored); err != nil || now != revision {
			return err
		}
		return a.storeReviewed(ctx, stored, reviewed, standing, revision)
	})
}

// overrides returns what people made of a score's answers, how many of them they looked at, and how many reviews of it
// there have been.
func (a *App) overrides(ctx context.Context, score hiring.StoredScore) (out map[string]scoring.Override, standing, revision int, err error) {
	reviews, err := a.store.Reviews(ctx, score.ApplicationID)
	out = map[string]scoring.Override{}
	for _, r := range reviews {
		if r.ScoreID != score.ID {
			continue
		}
		if revision++; r.SupersededAt != nil {
			continue
		}
		standing++
		if r.Changes() {
			out[r.QuestionVersionID.String()] = overrideOf(r)
		}
	}
	return out, standing, revision, err
}

// reviewed computes the fits with overrides, under the benchmark version and the policy the score was made with.
func (a *App) reviewed(ctx context.Context, score hiring.StoredScore, overrides map[string]scoring.Override) (*scoring.Reviewed, error) {
	var result scoring.Result
	if err := json.Unmarshal(score.Result, &result); err != nil {
		return nil, fmt.Errorf("score %s: %w", score.ID, err)
	}
	attempt, err := a.store.Attempt(ctx, score.AttemptID)
	if err != nil {
		return nil, err
	}
	ap, err := a.store.Application(ctx, score.ApplicationID)
	if err != nil {
		return nil, err
	}
	r, err := a.store.Requisition(ctx, ap.RequisitionID)
	if err != nil {
		return nil, err
	}
	bench, err := a.builtBenchmark(ctx, score.BenchmarkVersionID)
	if err != nil {
		return nil, err
	}
	person, _, err := a.person(ctx, attempt)
	if err != nil {
		return nil, err
	}
	out, err := a.reviewWith(ctx, bench, person, policyOf(r), result, overrides)
	return &out, err
}

// storeReviewed keeps a reviewed fit (nil: no score was changed) and, where the score is the one that the pipeline shows,
// what it shows of it.
func (a *App) storeReviewed(ctx context.Context, score hiring.StoredScore, reviewed *scoring.Reviewed, standing, revision int) error {
	if reviewed != nil {
		body, err := json.Marshal(reviewed)
		if err != nil {
			return err
		}
		if err := a.store.AddReviewedFit(ctx, store.ReviewedFit{ScoreID: score.ID, Revision: revision, Result: body}, a.Now()); err != nil {
			return err
		}
	}
	ap, err := a.store.Application(ctx, score.ApplicationID)
	if err != nil {
		return err
	}
	attempt, err := a.store.Attempt(ctx, score.AttemptID)
	if err != nil {
		return err
	}
	if attempt.Mode == ap.FitMode {
		if err := a.store.SetReviewed(ctx, ap.ID, reviewedColumns(reviewed, standing)); err != nil {
			return err
		}
		if err := a.setReviewedFits(ctx, ap.ID, reviewed); err != nil {
			return err
		}
	}
	return a.combine(ctx, ap.ID)
}

func reviewedColumns(r *scoring.Reviewed, standing int) store.ReviewedColumns {
	c := store.ReviewedColumns{Reviews: standing}
	if r == nil {
		return c
	}
	c.Fit, c.Undefined, c.Resampled = numberOf(r.Overall.Fit), r.Overall.Fit.Undefined, r.Overall.Resampled
	if in := r.Overall.Lo90Hi90; in.Defined() {
		c.Lo, c.Hi = &in.Lo, &in.Hi
	}
	return c
}
