package app

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// IncumbentAlignments returns every incumbent's alignments to the questions of a published version, each left out of
// what they are held against: what the reliability of a value is estimated from. Nobody is named.
func (a *App) IncumbentAlignments(ctx context.Context, version uuid.UUID) ([]scoring.Aligned, error) {
	b, err := a.builtBenchmark(ctx, version)
	if err != nil {
		return nil, told(err)
	}
	return b.Incumbents(), nil
}

// newestLooked is how many of a requisition's newest candidates are looked at to judge a version by: a page costs the
// same however many have applied.
const newestLooked = 100

// NewestResults returns the results of the newest candidates of a published version.
func (a *App) NewestResults(ctx context.Context, version uuid.UUID) ([]scoring.Result, error) {
	stored, err := a.store.NewestResults(ctx, version, newestLooked)
	if err != nil {
		return nil, err
	}
	out := make([]scoring.Result, len(stored))
	for i, s := range stored {
		if err := json.Unmarshal(s.Result, &out[i]); err != nil {
			return nil, fmt.Errorf("score %s: %w", s.ID, err)
		}
	}
	return out, nil
}

// NewestRatings returns the ratings of the same candidates.
func (a *App) NewestRatings(ctx context.Context, version uuid.UUID) ([]hiring.Rating, error) {
	return a.store.NewestRatings(ctx, version, newestLooked)
}
