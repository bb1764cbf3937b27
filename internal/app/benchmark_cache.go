package app

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/google/uuid"

	"touchstone/internal/scoring"
)

// cachedBenchmarks is how many built benchmarks are kept: a company hires with one or two at a time, and each takes
// some tens of megabytes. Of a draft only its health is kept, which takes some tens of kilobytes; the list of
// benchmarks judges every draft.
const (
	cachedBenchmarks = 3
	cachedDrafts     = 60
)

// benchmarkCache keeps the few benchmarks scores are being made with, built. Whoever asks for one that is being
// built waits for that building.
type benchmarkCache struct {
	most  int
	mu    sync.Mutex
	built map[uuid.UUID]*buildOnce
	order []uuid.UUID // oldest first
}

type buildOnce struct {
	once   sync.Once
	bench  *builtVersion  // of a published version
	health scoring.Health // of a draft: nobody is scored with it, and what it was built with takes much memory
	err    error
}

func newBenchmarkCache(most int) *benchmarkCache {
	return &benchmarkCache{most: most, built: map[uuid.UUID]*buildOnce{}}
}

// entry returns the place of a version, making room for it.
func (c *benchmarkCache) entry(id uuid.UUID) *buildOnce {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b, ok := c.built[id]; ok {
		return b
	}
	if len(c.order) == c.most {
		delete(c.built, c.order[0])
		c.order = c.order[1:]
	}
	b := &buildOnce{}
	c.built[id], c.order = b, append(c.order, id)
	return b
}

// forget drops a version whose building failed, so that it is tried again.
func (c *benchmarkCache) forget(id uuid.UUID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.built, id)
	for i, x := range c.order {
		if x == id {
			c.order = append(c.order[:i:i], c.order[i+1:]...)
			return
		}
	}
}

// otherEngine says that a published version belongs to another engine than this program's: what was scored with it
// stays as it is, and nothing is scored with it here any more. A job that meets it waits for that engine.
type otherEngine struct{ engine string }

func (e otherEngine) Error() string {
	return fmt.Sprintf("the benchmark version belongs to engine %s, this is %s", e.engine, scoring.Engine)
}

func (e otherEngine) waitsFor() string { return waitsForEngine(e.engine) }

// Unwrap lets it be known as the engine's own refusal.
func (otherEngine) Unwrap() error { return scoring.ErrEngine }

// builtBenchmark returns a published benchmark ready to score with. Its hash is checked against the stored one: what
// scores are pinned to must be what it says it is.
func (a *App) builtBenchmark(ctx context.Context, version uuid.UUID) (*builtVersion, error) {
	b := a.benchmarks.entry(version)
	b.once.Do(func() {
		b.bench, b.err = a.buildVersion(context.WithoutCancel(ctx), version) // others wait for it
		debug.FreeOSMemory()                                                 // building leaves several times more behind than is kept
	})
	if b.err != nil {
		a.benchmarks.forget(version)
	}
	return b.bench, b.err
}

func (a *App) buildVersion(ctx context.Context, id uuid.UUID) (*builtVersion, error) {
	v, err := a.store.BenchmarkVersion(ctx, id)
	if err != nil {
		return nil, err
	}
	if v.Engine != scoring.Engine {
		return nil, otherEngine{v.Engine}
	}
	d, err := definitionOf(v)
	if err != nil {
		return nil, err
	}
	built, err := a.build(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("benchmark version %s: %w", id, err)
	}
	if built.Hash() != v.Hash {
		return nil, fmt.Errorf("benchmark version %s has hash %s, and was published with %s", id, built.Hash(), v.Hash)
	}
	return built, nil
}
