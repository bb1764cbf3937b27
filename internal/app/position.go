package app

import (
	"context"
	"strings"

	"touchstone/internal/hiring"
)

// AddPosition stores a kind of work the company hires for.
func (a *App) AddPosition(ctx context.Context, who Actor, p hiring.Position) (hiring.Position, error) {
	p = p.Trimmed()
	if err := p.Check().Err(); err != nil {
		return p, err
	}
	p.ID, p.CreatedAt, p.Version = newID(), a.Now(), 1
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.CreatePosition(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, who, "position.created", "position", p.ID)
	})
	return p, err
}

// ChangePosition stores a position's name, level and role profile.
func (a *App) ChangePosition(ctx context.Context, who Actor, p hiring.Position) error {
	p = p.Trimmed()
	if err := p.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.UpdatePosition(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, who, "position.changed", "position", p.ID)
	})
}

// tidyName is a name without space around or doubled inside it.
func tidyName(s string) string { return strings.Join(strings.Fields(s), " ") }
