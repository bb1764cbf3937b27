package app_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

func TestPhilosophyIsSavedWithAFailedCheckAndAudited(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	o := hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, CreatedAt: morning()}
	ok(t, s.CreateOrganization(ctx, o))
	o.Version, o.Vision, o.VisionChecks = 1, " Every call ends with a next step. ", hiring.VisionChecks{Kind: true, Identity: true}
	ok(t, a.SaveOrganization(ctx, hr(), o))
	if err := a.SaveOrganization(ctx, hr(), o); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a late save: got %v, want a conflict", err)
	}
	got, err := s.Organization(ctx)
	ok(t, err)
	if got.Vision != "Every call ends with a next step." || got.VisionChecks.Simple || got.Version != 2 {
		t.Errorf("got %+v", got)
	}
	entries, err := s.AuditEntries(ctx, store.AuditFilter{Object: "organization"})
	ok(t, err)
	if len(entries) != 1 {
		t.Fatalf("%d audit entries, want 1", len(entries))
	}
	if d := cmp.Diff(map[string]string{"failed_checks": "simple"}, entries[0].Detail); d != "" {
		t.Error(d)
	}
}

func TestTheCompanysNameAndContactStayOnOneLine(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	o := hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, CreatedAt: morning()}
	ok(t, s.CreateOrganization(ctx, o))
	o.Version, o.Name, o.Contact = 1, "Alder\r\nBcc: all@example.org", "people@example.org\n\n"
	ok(t, a.SaveOrganization(ctx, hr(), o))
	got, err := s.Organization(ctx)
	ok(t, err)
	if got.Name != "Alder Bcc: all@example.org" || got.Contact != "people@example.org" {
		t.Errorf("name %q, contact %q: a line end would begin another header of a mail", got.Name, got.Contact)
	}
}

func TestPhilosophyWithProblemsIsNotSaved(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	o := hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, CreatedAt: morning()}
	ok(t, s.CreateOrganization(ctx, o))
	o.Version, o.Name, o.Purpose = 1, "  ", "changed"
	if err := a.SaveOrganization(ctx, hr(), o); hiring.ProblemsOf(err).At("name") == nil {
		t.Errorf("got %v, want a problem at name", err)
	}
	if got, err := s.Organization(ctx); err != nil || got.Purpose != "" {
		t.Errorf("stored %+v, %v", got, err)
	}
}
