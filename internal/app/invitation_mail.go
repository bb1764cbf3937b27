package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
)

// sendInvitation mails one invitation. Its link is made now, so that no token is ever stored; a mail that has to be
// tried again carries a further token, and all of them open the same questionnaire.
func (a *App) sendInvitation(ctx context.Context, payload []byte) error {
	id, err := uuid.ParseBytes(payload)
	if err != nil {
		return fmt.Errorf("invitation mail: payload: %w", err)
	}
	inv, err := a.store.Invitation(ctx, id)
	if err != nil {
		return err
	}
	if a.cfg.Mail == nil || !inv.Open(a.Now()) || inv.InNotice(a.Now()) {
		return nil
	}
	msg, err := a.invitationMail(ctx, inv)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil // erased meanwhile
	}
	if err != nil {
		return err
	}
	if err := a.deliver(ctx, msg); err != nil {
		return a.notSent(ctx, id, err)
	}
	return a.store.MarkInvitationSent(ctx, id, a.Now())
}

// invitationMail writes the mail of an invitation, with a link made for it.
func (a *App) invitationMail(ctx context.Context, inv hiring.Invitation) (mail.Message, error) {
	to, err := a.store.Recipient(ctx, inv)
	if err != nil {
		return mail.Message{}, err
	}
	org, err := a.store.Organization(ctx)
	if err != nil {
		return mail.Message{}, err
	}
	asked, err := a.askedBy(ctx, inv)
	if err != nil {
		return mail.Message{}, err
	}
	link, err := a.IssueLink(ctx, System(), inv.ID)
	if err != nil {
		return mail.Message{}, err
	}
	return invitationMessage(a.cfg.Words.For(to.Language), org, to, inv, hiring.Minutes(asked), link), nil
}

// askedBy returns what whoever is invited will be asked.
func (a *App) askedBy(ctx context.Context, inv hiring.Invitation) ([]hiring.AssessmentQuestion, error) {
	if inv.ApplicationID != nil {
		assessment, err := a.store.ApplicationAssessment(ctx, *inv.ApplicationID)
		return assessment.Asked(), err
	}
	i, err := a.store.Incumbent(ctx, *inv.IncumbentID)
	if err != nil {
		return nil, err
	}
	assessment, err := a.store.BenchmarkAssessment(ctx, i.BenchmarkID)
	return assessment.Asked(), err
}

// notSent records why a mail could not be sent, for whoever invited. An address the server refuses for good is not
// tried again; anything else is.
func (a *App) notSent(ctx context.Context, id uuid.UUID, cause error) error {
	if err := a.store.MarkInvitationUnsent(ctx, id, sendFailure(cause)); err != nil {
		return err
	}
	if mail.Refused(cause) {
		return nil
	}
	return unsent(id.String())
}

// unsent names the invitation whose mail could not be sent, and nobody's address: it ends up in logs.
type unsent string

func (u unsent) Error() string { return "invitation " + string(u) + " could not be mailed" }

// sendFailure is what is shown beside a person whose mail could not be sent: what the mail server said, shortened.
func sendFailure(err error) string {
	s := strings.Join(strings.Fields(err.Error()), " ")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200])
	}
	return s
}

// invitationMessage says who asks, why, how long it takes, until when, and whom to ask for help: plain and as HTML,
// with the same words.
func invitationMessage(w *i18n.Words, org hiring.Organization, to hiring.Recipient, inv hiring.Invitation, minutes int, link string) mail.Message {
	kind := "mail.candidate"
	if inv.IncumbentID != nil {
		kind = "mail.incumbent"
	}
	args := []any{"Company", org.Name, "Name", to.Name, "For", to.For, "Until", w.Date(inv.ExpiresAt), "Contact", org.Contact, "Minutes", minutes}
	paragraphs := []string{
		w.T("mail.greeting", args...), w.T(kind+".why", args...), w.T("mail.minutes", args...), w.T("mail.until", args...),
		w.T("mail.other_way", args...),
	}
	if org.Contact != "" {
		paragraphs = append(paragraphs, w.T("mail.contact", args...))
	}
	l := newLetter(w)
	for i, p := range paragraphs {
		l.say(p)
		if i == 1 {
			l.link(w.T("mail.open"), link)
		}
	}
	return l.to(to, w.T(kind+".subject", args...))
}
