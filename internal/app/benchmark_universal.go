package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// UniversalOf warns of a version's closed questions on which most of the newest candidates give the answer that most top
// reps give. Nothing frozen changes by it; what comparison reps had said already is not said again.
func (a *App) UniversalOf(ctx context.Context, v hiring.BenchmarkVersion, frozen scoring.Health) ([]scoring.Warning, error) {
	var d scoring.Definition
	if err := json.Unmarshal(v.Definition, &d); err != nil {
		return nil, fmt.Errorf("benchmark version %s: %w", v.ID, err)
	}
	var ids []uuid.UUID
	for _, q := range d.Questions {
		if id, err := uuid.Parse(q.ID); err == nil && q.Kind.Closed() {
			ids = append(ids, id)
		}
	}
	counts, err := a.store.AnswerCountsOf(ctx, v.ID, ids)
	if err != nil {
		return nil, err
	}
	given := map[string][]scoring.Counted{}
	for _, c := range counts {
		given[c.Question.String()] = append(given[c.Question.String()], scoring.Counted{Answer: c.Body, N: c.N})
	}
	return slices.DeleteFunc(d.UniversalAmong(given), func(w scoring.Warning) bool {
		return slices.ContainsFunc(frozen.Warnings, func(f scoring.Warning) bool {
			return f.Code == scoring.UniversalAnswer && f.Question == w.Question
		})
	}), nil
}
