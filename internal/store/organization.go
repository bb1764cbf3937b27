package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type organizationRow struct {
	ID             uuid.UUID
	Name           string
	Language       hiring.Language
	Purpose        string
	CustomerWish   string
	Vision         string
	VisionSimple   int
	VisionKind     int
	VisionIdentity int
	VisionNote     string
	Contact        string
	Version        int
	CreatedAt      int64
}

// TableName implements gorm's schema.Tabler.
func (organizationRow) TableName() string { return "organizations" }

func rowOfOrganization(o hiring.Organization) organizationRow {
	return organizationRow{
		ID: o.ID, Name: o.Name, Language: o.Language, Purpose: o.Purpose, CustomerWish: o.CustomerWish, Vision: o.Vision,
		VisionSimple: flag(o.VisionChecks.Simple), VisionKind: flag(o.VisionChecks.Kind),
		VisionIdentity: flag(o.VisionChecks.Identity), VisionNote: o.VisionChecks.Note,
		Contact: o.Contact, Version: o.Version, CreatedAt: millis(o.CreatedAt),
	}
}

func (r organizationRow) organization() hiring.Organization {
	return hiring.Organization{
		ID: r.ID, Name: r.Name, Language: r.Language, Purpose: r.Purpose, CustomerWish: r.CustomerWish, Vision: r.Vision,
		VisionChecks: hiring.VisionChecks{
			Simple: r.VisionSimple != 0, Kind: r.VisionKind != 0, Identity: r.VisionIdentity != 0, Note: r.VisionNote,
		},
		Contact: r.Contact, Version: r.Version, CreatedAt: moment(r.CreatedAt),
	}
}

// Organization returns the company, or Missing before set-up.
func (s *Store) Organization(ctx context.Context) (hiring.Organization, error) {
	return one(s.read(ctx).Order("id"), "organization", organizationRow.organization)
}

// CreateOrganization stores the company; its version becomes 1. There is one: a second is a Conflict.
func (s *Store) CreateOrganization(ctx context.Context, o hiring.Organization) error {
	row := rowOfOrganization(o)
	row.Version = 1
	return mapped(s.write(ctx).Create(&row).Error, "organization")
}

// UpdateOrganization stores everything a person may edit, made from o.Version; a Conflict if that is no longer the
// newest.
func (s *Store) UpdateOrganization(ctx context.Context, o hiring.Organization) error {
	r := rowOfOrganization(o)
	return s.updateVersioned(ctx, r, r.ID, r.Version, map[string]any{
		"name": r.Name, "language": r.Language, "purpose": r.Purpose, "customer_wish": r.CustomerWish,
		"vision": r.Vision, "vision_simple": r.VisionSimple, "vision_kind": r.VisionKind,
		"vision_identity": r.VisionIdentity, "vision_note": r.VisionNote, "contact": r.Contact,
	})
}
