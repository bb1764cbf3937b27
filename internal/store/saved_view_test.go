package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestSavedViewsAreTheirOwnersAlone(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, r := context.Background(), newOpenRound(t, s)
		somebody := user("s-"+uuid.NewString()+"@example.org", hiring.HR)
		must(t, s.CreateUser(ctx, somebody))
		want := hiring.SavedView{ID: uuid.New(), UserID: r.owner.ID, RequisitionID: r.requisition.ID, Name: "To discuss", Query: "must=1", CreatedAt: noon()}
		must(t, s.AddSavedView(ctx, want))
		again := want
		again.ID = uuid.New()
		wantKey(t, s.AddSavedView(ctx, again), hiring.Conflict, "error.duplicate")
		again.UserID = somebody.ID
		must(t, s.AddSavedView(ctx, again))
		wantKey(t, s.RenameSavedView(ctx, somebody.ID, r.requisition.ID, want.ID, "Mine"), hiring.NotFound, "error.not_found")
		wantKey(t, s.DeleteSavedView(ctx, somebody.ID, r.requisition.ID, want.ID), hiring.NotFound, "error.not_found")
		wantKey(t, s.DeleteSavedView(ctx, r.owner.ID, uuid.New(), want.ID), hiring.NotFound, "error.not_found")
		must(t, s.RenameSavedView(ctx, r.owner.ID, r.requisition.ID, want.ID, "Discuss first"))
		want.Name = "Discuss first"
		if diff := cmp.Diff([]hiring.SavedView{want}, need(s.SavedViews(ctx, r.owner.ID, r.requisition.ID))(t)); diff != "" {
			t.Error(diff)
		}
		must(t, s.DeleteSavedView(ctx, r.owner.ID, r.requisition.ID, want.ID))
		if left := need(s.SavedViews(ctx, r.owner.ID, r.requisition.ID))(t); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	})
}
