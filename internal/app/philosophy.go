package app

import (
	"context"
	"strings"

	"touchstone/internal/hiring"
)

// SaveOrganization stores what the company says about itself: name, purpose, wish, vision with its checks, contact.
// A vision that fails a check is stored like any other; the page says why the check matters.
func (a *App) SaveOrganization(ctx context.Context, who Actor, o hiring.Organization) error {
	o.Name, o.Contact = tidyName(o.Name), tidyName(o.Contact) // they stand in subjects of mails: one line
	o.Purpose, o.CustomerWish = strings.TrimSpace(o.Purpose), strings.TrimSpace(o.CustomerWish)
	o.Vision, o.VisionChecks.Note = strings.TrimSpace(o.Vision), strings.TrimSpace(o.VisionChecks.Note)
	if err := o.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.UpdateOrganization(ctx, o); err != nil {
			return err
		}
		return a.audit(ctx, who, "organization.changed", "organization", o.ID, "failed_checks", strings.Join(o.VisionFailed(), ","))
	})
}
