package app

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
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
	if i.Cancelled() || !a.Now().Before(i.LinkEnds()) {
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
		switch {
		case i.Cancelled():
			return hiring.Clash("interview.is_cancelled")
		case !a.Now().Before(i.LinkEnds()):
			return hiring.Clash("interview.is_over")
		}
		if err := a.store.AddPanelistToken(ctx, panelist, hash, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "panelist.link_issued", "panelist", panelist, "interview", i.ID.String())
	})
	return "/i/" + token, err
}

// SpeakTo lets a guest read their interview, and what is written to them, in another language. Who has an account
// chooses it there.
func (a *App) SpeakTo(ctx context.Context, p hiring.Panelist, lang hiring.Language) error {
	if _, known := hiring.ParseLanguage(string(lang)); !known || !p.Guest() {
		return hiring.Missing("language")
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.SetPanelistLanguage(ctx, p.ID, lang); err != nil {
			return err
		}
		return a.audit(ctx, PanelistActor(p), "panelist.language_changed", "panelist", p.ID, "language", string(lang))
	})
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

// AddPanelist puts somebody on the panel of an interview and tells them. Who was taken off it before is on it again.
func (a *App) AddPanelist(ctx context.Context, who Actor, interview uuid.UUID, p hiring.Panelist) error {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		i, err := a.openInterview(ctx, interview)
		if err != nil {
			return err
		}
		panel, err := a.store.Panelists(ctx, interview)
		if err != nil {
			return err
		}
		filled, ps, err := a.fillPanel(ctx, i, []hiring.Panelist{p})
		if err != nil {
			return err
		}
		p = filled[0]
		if len(ps) == 0 {
			ps = hiring.CheckPanel(append(panel, p))
		}
		if err := ps.Err(); err != nil {
			return err
		}
		if p, err = a.putOnPanel(ctx, p); err != nil {
			return err
		}
		if err := a.tell(ctx, mailInterviewSet, i, &p, a.Now()); err != nil {
			return err
		}
		if err := a.remind(ctx, i, &p); err != nil {
			return err
		}
		return a.audit(ctx, who, "panelist.added", "panelist", p.ID, "interview", interview.String())
	})
	a.nudge()
	return err
}

// putOnPanel stores a member of a panel, under the id they had when they were on it before.
func (a *App) putOnPanel(ctx context.Context, p hiring.Panelist) (hiring.Panelist, error) {
	before, err := a.store.EverPanelistByEmail(ctx, p.InterviewID, p.Email)
	if hiring.KindOf(err) == hiring.NotFound {
		return p, a.store.AddPanelists(ctx, []hiring.Panelist{p})
	}
	if err != nil {
		return p, err
	}
	p.ID = before.ID
	return p, a.store.RestorePanelist(ctx, p)
}

// RemovePanelist takes somebody off the panel of an interview: their links open nothing any more, and they are told.
// Whose scorecard is in stays, and so does the last one.
func (a *App) RemovePanelist(ctx context.Context, who Actor, interview, panelist uuid.UUID) error {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		i, err := a.openInterview(ctx, interview)
		if err != nil {
			return err
		}
		p, panel, err := a.onPanel(ctx, interview, panelist)
		if err != nil {
			return err
		}
		cards, err := a.store.CardStates(ctx, interview)
		switch {
		case err != nil:
			return err
		case cards[panelist] == store.CardIn:
			return hiring.Clash("panelist.has_rated")
		case len(panel) == 1:
			return hiring.Clash("panelist.is_last")
		}
		if err := a.store.RemovePanelist(ctx, panelist, a.Now()); err != nil {
			return err
		}
		if a.Now().Before(i.StartsAt) {
			if err := a.tell(ctx, mailInterviewCancelled, i, &p, a.Now()); err != nil {
				return err
			}
		}
		return a.audit(ctx, who, "panelist.removed", "panelist", panelist, "interview", interview.String())
	})
	a.nudge()
	return err
}

// onPanel returns a member of an interview's panel and the whole of it.
func (a *App) onPanel(ctx context.Context, interview, panelist uuid.UUID) (hiring.Panelist, []hiring.Panelist, error) {
	panel, err := a.store.Panelists(ctx, interview)
	if err != nil {
		return hiring.Panelist{}, nil, err
	}
	at := slices.IndexFunc(panel, func(p hiring.Panelist) bool { return p.ID == panelist })
	if at < 0 {
		return hiring.Panelist{}, nil, hiring.Missing("panelist")
	}
	return panel[at], panel, nil
}

// TellAgain mails one of an interview's people once more: a member of its panel, or, when that is nil, the candidate.
func (a *App) TellAgain(ctx context.Context, who Actor, interview uuid.UUID, panelist *uuid.UUID) error {
	if !a.MailOn() {
		return hiring.Clash("interview.mail_is_off")
	}
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		i, err := a.openInterview(ctx, interview)
		if err != nil {
			return err
		}
		object, id := "interview", interview
		var p *hiring.Panelist
		if panelist != nil {
			one, _, err := a.onPanel(ctx, interview, *panelist)
			if err != nil {
				return err
			}
			p, object, id = &one, "panelist", one.ID
		}
		if err := a.enqueueInterviewMail(ctx, mailInterviewSet, i, p, a.Now(), a.Now().Format(time.RFC3339Nano)); err != nil {
			return err
		}
		return a.audit(ctx, who, object+".mailed_again", object, id)
	})
	a.nudge()
	return err
}

// ShowPanelistLink makes a further personal link for a guest, to be handed over by a person: it counts as told.
func (a *App) ShowPanelistLink(ctx context.Context, who Actor, interview, panelist uuid.UUID) (p hiring.Panelist, url string, err error) {
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if p, _, err = a.onPanel(ctx, interview, panelist); err != nil {
			return err
		}
		path, err := a.IssuePanelistLink(ctx, who, panelist)
		if err != nil {
			return err
		}
		url = a.cfg.BaseURL + path
		return a.store.MarkPanelistNotified(ctx, panelist, a.Now())
	})
	return p, url, err
}
