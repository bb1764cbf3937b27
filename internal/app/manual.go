package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/scoring"
)

// IncumbentAlignments returns every incumbent's alignments to the questions of a published version, each left out of
// what they are held against: what the reliability of a value is estimated from. Nobody is named.
func (a *App) IncumbentAlignments(ctx context.Context, version uuid.UUID) ([]scoring.Aligned, error) {
	b, err := a.builtBenchmark(ctx, version)
	if err != nil {
		return nil, err
	}
	return b.Incumbents(), nil
}
