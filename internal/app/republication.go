package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// definitionOf reads what a published version is made of.
func definitionOf(v hiring.BenchmarkVersion) (scoring.Definition, error) {
	var d scoring.Definition
	if err := json.Unmarshal(v.Definition, &d); err != nil {
		return d, fmt.Errorf("benchmark version %s: %w", v.ID, err)
	}
	return d, nil
}

// RepublishBenchmark publishes a version again, unchanged, for this program's engine: the same questions and answers
// under the next number, with a health of its own. When that was done before, it returns what came of it. A version
// that this engine made needs none.
func (a *App) RepublishBenchmark(ctx context.Context, by, benchmark uuid.UUID, number int) (hiring.BenchmarkVersion, error) {
	old, err := a.store.BenchmarkVersionNumber(ctx, benchmark, number)
	if err != nil {
		return old, err
	}
	if old.Engine == scoring.Engine {
		return old, hiring.Clash("benchmark.error.same_engine")
	}
	v, err := a.republished(ctx, old)
	if err != nil {
		return v, err
	}
	v.PublishedBy, v.PublishedAt = by, a.Now()
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		versions, err := a.store.BenchmarkVersions(ctx, benchmark)
		if err != nil {
			return err
		}
		for _, x := range versions {
			if x.Hash == v.Hash && x.Engine == v.Engine {
				v = x
				return nil
			}
		}
		v.Number = versions[0].Number + 1
		if err := a.store.AddBenchmarkVersion(ctx, v); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "benchmark.published", "benchmark", benchmark, "version", v.ID.String(),
			"number", strconv.Itoa(v.Number), "hash", v.Hash, "republishes", old.ID.String(), "engine", v.Engine)
	})
	return v, err
}

// republished builds a version's content under this program's engine.
func (a *App) republished(ctx context.Context, old hiring.BenchmarkVersion) (hiring.BenchmarkVersion, error) {
	v := hiring.BenchmarkVersion{ID: newID(), BenchmarkID: old.BenchmarkID, Engine: scoring.Engine, Criterion: old.Criterion, Themes: old.Themes, Republishes: &old.ID}
	d, err := definitionOf(old)
	if err != nil {
		return v, err
	}
	d.Engine = scoring.Engine
	built, err := a.build(ctx, d)
	if err != nil {
		return v, told(fmt.Errorf("benchmark version %s again: %w", old.ID, err))
	}
	v.Hash = built.Hash()
	if v.Definition, err = json.Marshal(d); err != nil {
		return v, err
	}
	v.Health, err = json.Marshal(built.Health())
	return v, err
}

// otherEngineOf returns the engine a requisition's benchmark version was made for when it is not this program's, and ""
// when it is: then nobody new can be scored under that version.
func (a *App) otherEngineOf(ctx context.Context, r hiring.Requisition) (string, error) {
	if r.BenchmarkVersionID == nil {
		return "", nil
	}
	b, err := a.store.BenchmarkNameOf(ctx, *r.BenchmarkVersionID)
	if err != nil || b.Engine == scoring.Engine {
		return "", err
	}
	return b.Engine, nil
}
