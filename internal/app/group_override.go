package app

import (
	"context"
	"time"
)

// countEvery is how often it is looked whether enough people of a group have come together.
const countEvery = 24 * time.Hour

// CountGroupOverrides adds to the figures of how often scores are changed by group, where enough people have come
// together since. Without a key there is nothing to count.
func (a *App) CountGroupOverrides(ctx context.Context) error {
	if !a.KeepsSelfIdentification() {
		return nil
	}
	return a.store.CountGroupOverrides(ctx, a.pseudonym)
}

// keepCounting counts at the start and once a day until ctx ends.
func (a *App) keepCounting(ctx context.Context) {
	tick := time.NewTicker(countEvery)
	defer tick.Stop()
	for {
		if err := a.CountGroupOverrides(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("scores changed by group not counted", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
