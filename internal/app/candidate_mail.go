package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/mail"
)

// errMoot is a letter that has nothing to say any more when its turn comes.
var errMoot = errors.New("nothing to say any more")

// postToCandidate queues a letter to the candidate of an application; about is what it is about.
func (a *App) postToCandidate(ctx context.Context, kind string, about, application uuid.UUID) error {
	m := hiring.Mail{Kind: kind, Payload: []byte(about.String()), ApplicationID: &application, DueAt: a.Now()}
	return a.post(ctx, m, about.String())
}

// postToUser queues a letter to somebody who works here.
func (a *App) postToUser(ctx context.Context, kind string, about, user uuid.UUID) error {
	payload := about.String() + " " + user.String()
	m := hiring.Mail{Kind: kind, Payload: []byte(payload), UserID: &user, DueAt: a.Now()}
	return a.post(ctx, m, payload)
}

// sendLetter mails a letter, if it still has something to say. An address the server refuses for good is not tried
// again; anything else is.
func (a *App) sendLetter(ctx context.Context, kind string, payload []byte) error {
	about, user, err := letterIDs(payload)
	if err != nil || a.cfg.Mail == nil {
		return err
	}
	w, inv, err := a.letterWord(ctx, kind, about, user)
	if errors.Is(err, errMoot) || hiring.KindOf(err) == hiring.NotFound || hiring.KindOf(err) == hiring.Conflict {
		return nil // said meanwhile, erased, or the link was revoked
	}
	if err != nil {
		return err
	}
	cause := a.deliver(ctx, w.write(kind))
	if kind == mailNotice && cause != nil {
		return a.notSent(ctx, about, cause)
	}
	if cause != nil {
		if mail.Refused(cause) {
			return nil
		}
		return letterUnsent(kind)
	}
	return a.letterSent(ctx, kind, inv)
}

// letterSent records what follows from a letter's having gone out.
func (a *App) letterSent(ctx context.Context, kind string, inv hiring.Invitation) error {
	switch kind {
	case mailReminder:
		return a.store.MarkReminded(ctx, inv.ID, a.Now())
	case mailNotice:
		return a.store.Tx(ctx, func(ctx context.Context) error {
			if err := a.store.MarkInvitationSent(ctx, inv.ID, a.Now()); err != nil {
				return err
			}
			return a.noticeGiven(ctx, inv.ID)
		})
	}
	return nil
}

// letterIDs reads a payload: the id of what a letter is about, and of the user it goes to, if any.
func letterIDs(payload []byte) (about uuid.UUID, user *uuid.UUID, err error) {
	first, second, two := strings.Cut(string(payload), " ")
	if about, err = uuid.Parse(first); err != nil {
		return about, nil, fmt.Errorf("letter: payload: %w", err)
	}
	if !two {
		return about, nil, nil
	}
	id, err := uuid.Parse(second)
	if err != nil {
		return about, nil, fmt.Errorf("letter: payload: %w", err)
	}
	return about, &id, nil
}

// letterWord gathers what a letter says, with a link made for it. errMoot when it has nothing to say any more.
func (a *App) letterWord(ctx context.Context, kind string, about uuid.UUID, user *uuid.UUID) (letterWord, hiring.Invitation, error) {
	w := letterWord{location: a.cfg.Location}
	inv, err := a.letterInvitation(ctx, kind, about, &w)
	if err != nil {
		return w, inv, err
	}
	if w.to, err = a.store.Recipient(ctx, inv); err != nil {
		return w, inv, err
	}
	if w.org, err = a.store.Organization(ctx); err != nil {
		return w, inv, err
	}
	w.until = inv.ExpiresAt
	if inv.OpensAt != nil {
		w.opens = *inv.OpensAt
	}
	if user != nil {
		err = a.writeToUser(ctx, *user, inv, &w)
		return w, inv, err
	}
	w.words = a.cfg.Words.For(w.to.Language)
	asked, err := a.askedBy(ctx, inv)
	if err != nil {
		return w, inv, err
	}
	w.minutes = hiring.Minutes(asked)
	w.link, err = a.IssueLink(ctx, System(), inv.ID)
	if kind != mailNotice && kind != mailReminder {
		w.link += letterPath(kind)
	}
	return w, inv, err
}

// letterPath is the page of the link that a letter leads to.
func letterPath(kind string) string {
	switch kind {
	case mailExplanation:
		return "/explanation"
	case mailRequestReceived, mailRequestAnswered:
		return "/requests"
	}
	return ""
}

// letterInvitation returns the invitation whose person a letter goes to, and notes what only the letter's subject knows.
func (a *App) letterInvitation(ctx context.Context, kind string, about uuid.UUID, w *letterWord) (inv hiring.Invitation, err error) {
	switch kind {
	case mailExplanation:
		e, err := a.store.Explanation(ctx, about)
		if err != nil {
			return inv, err
		}
		return a.store.InvitationOfApplication(ctx, e.ApplicationID)
	case mailRequestReceived, mailRequestAnswered, mailRequestWaiting:
		r, err := a.store.ReviewRequest(ctx, about)
		if err != nil {
			return inv, err
		}
		if w.due = r.DueAt; kind == mailRequestWaiting && !r.Waits() {
			return inv, errMoot
		}
		return a.store.InvitationOfApplication(ctx, r.ApplicationID)
	}
	if inv, err = a.store.Invitation(ctx, about); err != nil {
		return inv, err
	}
	return inv, a.stillDue(ctx, kind, inv, w)
}

// stillDue tells whether a letter about an invitation still has something to say.
func (a *App) stillDue(ctx context.Context, kind string, inv hiring.Invitation, w *letterWord) error {
	due, err := true, error(nil)
	switch kind {
	case mailNotice:
		due = inv.InNotice(a.Now()) && inv.RevokedAt == nil
	case mailReminder:
		due, err = a.remindable(ctx, inv)
	case mailReceipt:
		attempt, readErr := a.store.AttemptOfApplication(ctx, *inv.ApplicationID, hiring.ByLink)
		w.code, err = attempt.Receipt, readErr
	}
	if err == nil && !due {
		err = errMoot
	}
	return err
}

// writeToUser addresses a letter to somebody who works here: it names the candidate by number.
func (a *App) writeToUser(ctx context.Context, user uuid.UUID, inv hiring.Invitation, w *letterWord) error {
	u, err := a.store.User(ctx, user)
	if err != nil {
		return err
	}
	ap, err := a.store.Application(ctx, *inv.ApplicationID)
	if err != nil {
		return err
	}
	if u.DisabledAt != nil {
		return errMoot
	}
	w.to = hiring.Recipient{Name: u.Name, Email: u.Email, Language: u.Language, For: w.to.For}
	w.words, w.number, w.link = a.cfg.Words.For(u.Language), ap.Number, a.cfg.BaseURL+"/requests"
	return nil
}

// letterUnsent names the kind of a letter that could not be sent, and nobody's address: it ends up in logs.
type letterUnsent string

func (u letterUnsent) Error() string { return "a letter (" + string(u) + ") could not be mailed" }
