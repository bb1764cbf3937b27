package app

import (
	"context"
	"fmt"
	"html"
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
	if inv.RevokedAt != nil || a.cfg.Mail == nil {
		return nil
	}
	to, err := a.store.Recipient(ctx, inv)
	if err != nil {
		return err
	}
	org, err := a.store.Organization(ctx)
	if err != nil {
		return err
	}
	link, err := a.IssueLink(ctx, System(), id)
	if err != nil {
		return err
	}
	msg := invitationMessage(a.cfg.Words.For(to.Language), org, to, inv, link)
	if err := a.cfg.Mail.Send(ctx, msg); err != nil {
		if markErr := a.store.MarkInvitationUnsent(ctx, id, sendFailure(err)); markErr != nil {
			return markErr
		}
		return err
	}
	return a.store.MarkInvitationSent(ctx, id, a.Now())
}

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
func invitationMessage(w *i18n.Words, org hiring.Organization, to hiring.Recipient, inv hiring.Invitation, link string) mail.Message {
	kind := "mail.candidate"
	if inv.IncumbentID != nil {
		kind = "mail.incumbent"
	}
	args := []any{"Company", org.Name, "Name", to.Name, "For", to.For, "Until", w.Date(inv.ExpiresAt), "Contact", org.Contact}
	paragraphs := []string{
		w.T("mail.greeting", args...), w.T(kind+".why", args...), w.T("mail.until", args...),
		w.T("mail.other_way", args...), w.T("mail.contact", args...),
	}
	var plain, rich strings.Builder
	rich.WriteString(`<!doctype html><html lang="` + string(w.Language) + `"><body>`)
	for i, p := range paragraphs {
		plain.WriteString(p + "\n\n")
		rich.WriteString("<p>" + html.EscapeString(p) + "</p>")
		if i == 1 {
			plain.WriteString(link + "\n\n")
			rich.WriteString(`<p><a href="` + html.EscapeString(link) + `">` + html.EscapeString(w.T("mail.open")) + "</a></p>")
		}
	}
	rich.WriteString("</body></html>")
	return mail.Message{To: to.Email, ToName: to.Name, Subject: w.T(kind+".subject", args...), Plain: plain.String(), HTML: rich.String()}
}
