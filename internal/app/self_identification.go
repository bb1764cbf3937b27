package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// OffersSelfIdentification tells whether a link offers the form: the round asks for it, the answers are in, and there is
// a key to keep it under. A link made after the answers came in does not: staff make those, to show somebody an explanation
// for instance, and are not to give or delete a form in another's name.
func (a *App) OffersSelfIdentification(q Questionnaire) bool {
	return q.State == hiring.LinkSubmitted && q.Candidate() && q.Policy.Country != "" && a.KeepsSelfIdentification() && q.before()
}

// before tells whether a link was made before the answers came in.
func (q Questionnaire) before() bool {
	return q.Attempt != nil && q.Attempt.SubmittedAt != nil && !q.IssuedAt.After(*q.Attempt.SubmittedAt)
}

// KeepsSelfIdentification tells whether there is a key.
func (a *App) KeepsSelfIdentification() bool { return len(a.cfg.SelfIdentificationKey) > 0 }

// pseudonym is what an application's form is kept under: an HMAC of its id. Without the key, which is in no table,
// nobody can tell which application a form belongs to.
func (a *App) pseudonym(application uuid.UUID) string {
	h := hmac.New(sha256.New, a.cfg.SelfIdentificationKey)
	h.Write(application[:])
	return hex.EncodeToString(h.Sum(nil))
}

// IdentifySelf keeps what a candidate says of themselves, in the place of what they said before. There is no entry in
// the audit: who reads it must not learn who gave a form, nor when. It is given back to nobody, not even at the link,
// which somebody of the company can open as well.
func (a *App) IdentifySelf(ctx context.Context, q Questionnaire, form hiring.SelfIdentification) error {
	if !a.OffersSelfIdentification(q) {
		return hiring.Missing("form")
	}
	form.Form, form.Describe = q.Policy.Country, tidyText(form.Describe)
	if err := form.Check().Err(); err != nil {
		return err
	}
	return a.store.PutSelfIdentification(ctx, a.pseudonym(*q.ApplicationID), form)
}

// ForgetSelf deletes what a candidate has said of themselves, if anything.
func (a *App) ForgetSelf(ctx context.Context, q Questionnaire) error {
	if !q.Candidate() || !a.KeepsSelfIdentification() || !q.before() {
		return hiring.Missing("form")
	}
	return a.store.DeleteSelfIdentification(ctx, a.pseudonym(*q.ApplicationID))
}
