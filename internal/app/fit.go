package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// fitsJob fills in what lists show of applications that were scored before the program kept it; the migration that makes
// a column of it queues the job once for each requisition. A migration that adds to what is kept names a new kind: a replica
// of the version before would do the old one, and leave out what it does not know.
const (
	fitsJob       = "fits-again"
	formerFitsJob = "fits" // of a database that has not ended it yet
	fitsAtOnce    = 200
)

// fitsPage is where the filling in of a requisition goes on.
type fitsPage struct {
	Requisition uuid.UUID `json:"requisition"`
	After       int       `json:"after"` // the number of the last application done
}

// fillFits does the next applications of a requisition, and queues itself while there are more.
func (a *App) fillFits(ctx context.Context, payload []byte) error {
	var p fitsPage
	if err := json.Unmarshal(payload, &p); err != nil {
		return fmt.Errorf("fits: payload: %w", err)
	}
	r, err := a.store.Requisition(ctx, p.Requisition)
	if err != nil {
		return err
	}
	next, err := a.store.ScoredAfter(ctx, r.ID, p.After, fitsAtOnce)
	if err != nil || len(next) == 0 {
		return err
	}
	for _, ap := range next {
		if err := a.store.Tx(ctx, func(ctx context.Context) error { return a.fitsAgain(ctx, r, ap.ID) }); err != nil {
			return err
		}
	}
	p.After = next[len(next)-1].Number
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return a.store.Enqueue(ctx, fitsJob, fmt.Sprintf("%s:%s:%d", fitsJob, r.ID, p.After), body, a.Now())
}

// fitsAgain stores an application's fit and its fits by value as its score of record has them: that of the attempt whose fit
// the pipeline shows, with what people made of it.
func (a *App) fitsAgain(ctx context.Context, r hiring.Requisition, application uuid.UUID) error {
	if err := a.store.LockApplication(ctx, application); err != nil {
		return err
	}
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return err
	}
	if v.Attempts, err = a.attemptViews(ctx, application, r.BenchmarkVersionID); err != nil {
		return err
	}
	if err := a.readReviews(ctx, &v); err != nil {
		return err
	}
	at := slices.IndexFunc(v.Attempts, func(t AttemptView) bool { return t.Mode == v.FitMode })
	if at < 0 || v.Attempts[at].Score == nil {
		return nil
	}
	fits, err := fitsOf(*v.Attempts[at].Score)
	if err != nil {
		return err
	}
	if err := a.store.SetFit(ctx, application, fitColumns(v.Attempts[at].Attempt, *v.Attempts[at].Score)); err != nil {
		return err
	}
	if err := a.store.SetFits(ctx, application, fits); err != nil {
		return err
	}
	if err := a.setReviewedFits(ctx, application, v.Attempts[at].Reviewed); err != nil {
		return err
	}
	return a.combine(ctx, application)
}

// setReviewedFits stores the fits by value as people reviewed them; nil is that they changed none.
func (a *App) setReviewedFits(ctx context.Context, application uuid.UUID, reviewed *scoring.Reviewed) error {
	values := map[uuid.UUID]store.ReviewedColumns{}
	if reviewed != nil {
		for _, v := range reviewed.Values {
			id, err := uuid.Parse(v.Value)
			if err != nil {
				return fmt.Errorf("value %q of a reviewed fit: %w", v.Value, err)
			}
			c := store.ReviewedColumns{Fit: numberOf(v.Fit)}
			if v.Lo90Hi90.Defined() {
				c.Lo, c.Hi = &v.Lo90Hi90.Lo, &v.Lo90Hi90.Hi
			}
			values[id] = c
		}
	}
	return a.store.SetReviewedFits(ctx, application, values)
}

// fitsOf is what is kept of a result by value.
func fitsOf(result scoring.Result) ([]hiring.Fit, error) {
	out := make([]hiring.Fit, 0, len(result.Values))
	for _, v := range result.Values {
		id, err := uuid.Parse(v.Value)
		if err != nil {
			return nil, fmt.Errorf("value %q of a result: %w", v.Value, err)
		}
		f := hiring.Fit{
			ValueID: id, Fit: numberOf(v.Fit), Undefined: v.Fit.Undefined, Coverage: numberOf(v.Coverage), Answered: v.Answered,
			Offered: v.Offered, Exemplars: v.Exemplars, Uncompared: result.Uncompared(v.Value), Weight: v.Weight, Must: v.Must, MustReview: v.Review,
		}
		if v.Lo90Hi90.Defined() {
			f.Lo, f.Hi = &v.Lo90Hi90.Lo, &v.Lo90Hi90.Hi
		} else if v.Fit.Defined() {
			f.NoInterval = v.Lo90Hi90.Undefined
		}
		if v.Must {
			f.Threshold = numberOf(v.Threshold)
		}
		for _, w := range v.Warnings {
			if !slices.Contains(f.Warnings, w.Code) {
				f.Warnings = append(f.Warnings, w.Code)
			}
		}
		out = append(out, f)
	}
	return out, nil
}

// combinedFits is what is kept of ratings by value.
func combinedFits(values map[string]scoring.Joint) (map[uuid.UUID]store.CombinedColumns, error) {
	out := make(map[uuid.UUID]store.CombinedColumns, len(values))
	for value, j := range values {
		id, err := uuid.Parse(value)
		if err != nil {
			return nil, fmt.Errorf("value %q of a result: %w", value, err)
		}
		c := store.CombinedColumns{Raters: j.Raters, Human: numberOf(j.Human), Combined: numberOf(j.Value)}
		if j.Lo90Hi90.Defined() {
			c.Lo, c.Hi = &j.Lo90Hi90.Lo, &j.Lo90Hi90.Hi
		}
		out[id] = c
	}
	return out, nil
}
