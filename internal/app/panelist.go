package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// PanelistByToken says whose a guest's personal link is, and of which interview. It works until the window for
// scorecards closes. An unknown token, one of somebody removed, of an interview that was cancelled and one that is too
// old are told apart by nothing.
func (a *App) PanelistByToken(ctx context.Context, token string) (hiring.Panelist, hiring.Interview, error) {
	p, err := a.store.PanelistByToken(ctx, hashToken(token))
	if hiring.KindOf(err) == hiring.NotFound {
		return hiring.Panelist{}, hiring.Interview{}, noSuchLink()
	}
	if err != nil {
		return hiring.Panelist{}, hiring.Interview{}, err
	}
	i, err := a.store.Interview(ctx, p.InterviewID)
	if err != nil {
		return hiring.Panelist{}, hiring.Interview{}, err
	}
	if i.Cancelled() || i.WindowClosed(a.Now()) {
		return hiring.Panelist{}, hiring.Interview{}, noSuchLink()
	}
	return p, i, nil
}

// noSuchLink is what every link that opens nothing is answered with.
func noSuchLink() error { return hiring.Missing("link") }

// IssuePanelistLink makes a further personal link for a guest on a panel and returns its path. The store keeps only the
// token's hash. Who has an account signs in and gets none.
func (a *App) IssuePanelistLink(ctx context.Context, who Actor, panelist uuid.UUID) (string, error) {
	token, hash := newToken()
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		p, err := a.store.Panelist(ctx, panelist)
		if err != nil {
			return err
		}
		if !p.Guest() {
			return hiring.Missing("panelist")
		}
		i, err := a.store.Interview(ctx, p.InterviewID)
		if err != nil {
			return err
		}
		if err := a.mayChange(i); err != nil {
			return err
		}
		if err := a.store.AddPanelistToken(ctx, panelist, hash, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "panelist.link_issued", "panelist", panelist, "interview", i.ID.String())
	})
	return "/i/" + token, err
}

// mayChange refuses to touch an interview that does not take place or whose window has closed.
func (a *App) mayChange(i hiring.Interview) error {
	switch {
	case i.Cancelled():
		return hiring.Clash("interview.is_cancelled")
	case i.WindowClosed(a.Now()):
		return hiring.Clash("interview.is_over")
	}
	return nil
}
