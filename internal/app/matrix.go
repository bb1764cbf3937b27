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

// Matrix is a page of a requisition's candidates with their fits by value, as one person may see them.
type Matrix struct {
	store.PipelinePage
	Sight       Sight
	Fits        map[uuid.UUID][]hiring.Fit // by application
	Reliability *hiring.FitReliability     // of the whole fits, when it is known
	Benchmark   store.BenchmarkName
	Health      []scoring.ValueHealth // of the benchmark, by value
	Overall     scoring.ValueHealth   // and of the whole
	Found, Of   int                   // how many the filter finds, of how many in sight; both 0 where nothing is filtered
}

// ViewMatrix returns a page of candidates by value. Fits shown are a view of scores: it is audited.
func (a *App) ViewMatrix(ctx context.Context, user uuid.UUID, r hiring.Requisition, f store.PipelineFilter) (m Matrix, err error) {
	if m.Sight, err = a.SightOf(ctx, user, r); err != nil {
		return m, err
	}
	if m.Sight.Nobody {
		return m, nil
	}
	if m.PipelinePage, err = a.store.PipelinePage(ctx, r.ID, m.Sight.narrow(f)); err != nil {
		return m, err
	}
	if f.Narrows() {
		if m.Found, err = a.store.CountPipeline(ctx, r.ID, m.Sight.narrow(f)); err != nil {
			return m, err
		}
		if m.Of, err = a.store.CountPipeline(ctx, r.ID, m.Sight.narrow(store.PipelineFilter{})); err != nil {
			return m, err
		}
	}
	ids, shown := make([]uuid.UUID, len(m.Applications)), 0
	for i, x := range m.Applications {
		ids[i] = x.ID
		if x.Fit != nil || x.Raters > 0 {
			shown++
		}
	}
	if m.Fits, err = a.store.FitsOf(ctx, ids); err != nil {
		return m, err
	}
	if m.Reliability, err = a.Reliability(ctx, r); err != nil {
		return m, err
	}
	if err := a.readValueHealth(ctx, r, &m); err != nil || shown == 0 {
		return m, err
	}
	return m, a.NoteScoresListed(ctx, UserActor(user), r.ID, uuid.Nil, string(f.Sort), shown)
}

// WeighedValues returns the values that a requisition weighs, in its order.
func (a *App) WeighedValues(ctx context.Context, r hiring.Requisition) ([]hiring.Value, error) {
	all, err := a.store.AllValues(ctx)
	if err != nil {
		return nil, err
	}
	var out []hiring.Value
	for _, v := range r.Values {
		if at := slices.IndexFunc(all, func(x hiring.Value) bool { return x.ID == v.ValueID }); at >= 0 {
			out = append(out, all[at])
		}
	}
	return out, nil
}

// readValueHealth reads which benchmark the candidates are compared with, and how good it is by value.
func (a *App) readValueHealth(ctx context.Context, r hiring.Requisition, m *Matrix) (err error) {
	if r.BenchmarkVersionID == nil {
		return nil
	}
	if m.Benchmark, err = a.store.BenchmarkNameOf(ctx, *r.BenchmarkVersionID); err != nil {
		return err
	}
	var health struct {
		Values  []scoring.ValueHealth `json:"values"`
		Overall scoring.ValueHealth   `json:"overall"`
	}
	if err := json.Unmarshal(m.Benchmark.Health, &health); err != nil {
		return fmt.Errorf("health of benchmark version %s: %w", *r.BenchmarkVersionID, err)
	}
	m.Health, m.Overall = health.Values, health.Overall
	return nil
}
