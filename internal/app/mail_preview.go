package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
)

// The templates that are not one kind of job each.
const (
	templateCandidate = "mail.candidate" // an invitation to a candidate
	templateIncumbent = "mail.incumbent" // an invitation to a rep
	toCandidate       = "candidate/"     // before the kind of a mail about an interview
	toPanelist        = "panelist/"
)

// MailTemplates lists every mail the program writes, in the order in which people get them.
func MailTemplates() []string {
	out := []string{templateCandidate, templateIncumbent}
	out = append(out, letterKinds()...)
	for _, kind := range interviewMails() {
		if kind != mailInterviewScorecard {
			out = append(out, toCandidate+kind)
		}
		out = append(out, toPanelist+kind)
	}
	return out
}

// PreviewMail writes a mail as somebody would get it, to a person who does not exist. Missing for a template there is
// not.
func (a *App) PreviewMail(ctx context.Context, words *i18n.Words, template string) (mail.Message, error) {
	if !slices.Contains(MailTemplates(), template) {
		return mail.Message{}, hiring.Missing("template")
	}
	org, err := a.store.Organization(ctx)
	if err != nil {
		return mail.Message{}, err
	}
	to := hiring.Recipient{Name: "Ana Ruiz", Email: "ana.ruiz@example.org", Language: words.Language, For: words.T("mail.preview.for")}
	link := a.cfg.BaseURL + "/q/…"
	until := a.Now().AddDate(0, 0, 14)
	switch {
	case template == templateCandidate:
		return invitationMessage(words, org, to, hiring.Invitation{ExpiresAt: until}, 20, link), nil
	case template == templateIncumbent:
		return invitationMessage(words, org, to, hiring.Invitation{ExpiresAt: until, IncumbentID: &uuid.UUID{}}, 20, link), nil
	case strings.Contains(template, "/"):
		return a.previewInterviewMail(words, org, to, template), nil
	}
	w := letterWord{
		words: words, location: a.cfg.Location, org: org, to: to, link: link + letterPath(template), minutes: 20, until: until,
		opens: a.opensAfter(a.Now(), hiring.Promise{NoticeDays: 10}), due: a.Now().AddDate(0, 0, hiring.DefaultReviewDays), code: "7KQ2-M9XD", number: 17,
	}
	if template == mailRequestWaiting {
		w.link = a.cfg.BaseURL + "/requests"
	}
	return w.write(template), nil
}

// previewInterviewMail writes a mail about an interview that is not held.
func (a *App) previewInterviewMail(words *i18n.Words, org hiring.Organization, to hiring.Recipient, template string) mail.Message {
	audience, kind, _ := strings.Cut(template, "/")
	starts := a.Now().AddDate(0, 0, 7).Truncate(time.Hour)
	w := interviewWord{
		words: words, org: org, to: to, candidate: "Can Demir", panel: "Deniz Aydın, Carmen Ortega", link: a.cfg.BaseURL + "/interviews/…",
		interview: hiring.Interview{StartsAt: starts, Minutes: 45, TimeZone: "UTC", Place: words.T("mail.preview.place"), Language: words.Language, ClosesAt: starts.AddDate(0, 0, 3)},
	}
	if kind == mailInterviewCancelled {
		w.interview.CancelledAt = &starts
	}
	if audience+"/" == toPanelist {
		w.panelist = &hiring.Panelist{UserID: &uuid.UUID{}}
	}
	return w.write(kind)
}
