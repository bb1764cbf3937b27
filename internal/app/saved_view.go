package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// SaveView keeps a way of looking at a requisition's candidates under a name of its owner's. The audit holds neither
// the name nor what it asks for.
func (a *App) SaveView(ctx context.Context, v hiring.SavedView) (hiring.SavedView, error) {
	v = v.Trimmed()
	v.ID, v.CreatedAt = newID(), a.Now()
	if err := v.Check().Err(); err != nil {
		return v, err
	}
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		kept, err := a.store.SavedViews(ctx, v.UserID, v.RequisitionID)
		if err != nil {
			return err
		}
		if len(kept) >= hiring.MaxSavedViews {
			return hiring.Problems{{Field: "name", Key: "matrix.problem.many_views", Args: []any{"Most", hiring.MaxSavedViews}}}.Err()
		}
		if err := a.store.AddSavedView(ctx, v); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(v.UserID), "view.saved", "requisition", v.RequisitionID, "view", v.ID.String())
	})
	return v, nameTaken(err)
}

// RenameView gives a user's view another name.
func (a *App) RenameView(ctx context.Context, user, requisition, id uuid.UUID, name string) error {
	v := hiring.SavedView{Name: name}.Trimmed()
	if err := v.Check().Err(); err != nil {
		return err
	}
	return nameTaken(a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.RenameSavedView(ctx, user, requisition, id, v.Name); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "view.renamed", "requisition", requisition, "view", id.String())
	}))
}

// DeleteView deletes a user's view.
func (a *App) DeleteView(ctx context.Context, user, requisition, id uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.DeleteSavedView(ctx, user, requisition, id); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "view.deleted", "requisition", requisition, "view", id.String())
	})
}

// nameTaken says at the field that a user has a view by that name.
func nameTaken(err error) error {
	if hiring.KindOf(err) == hiring.Conflict {
		return hiring.Problems{{Field: "name", Key: "matrix.problem.name_taken"}}.Err()
	}
	return err
}
