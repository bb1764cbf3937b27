package app

import (
	"context"

	"github.com/google/uuid"
)

// FreezeGuide fixes a guide as the first scorecard does.
func (a *App) FreezeGuide(ctx context.Context, who Actor, requisition uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error { return a.freezeGuide(ctx, who, requisition) })
}
