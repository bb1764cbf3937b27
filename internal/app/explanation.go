package app

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/scoring"
)

// ExplanationDraft is an explanation as it would be released now, and what a person may choose about it.
type ExplanationDraft struct {
	View     ApplicationView
	Values   []hiring.AssessmentQuestion // one question of each value that was asked about
	Choice   hiring.ExplanationChoice
	Content  hiring.ExplanationContent
	Released *hiring.Explanation // the one that was released last, or nil
	Fits     bool                // there is a fit of a value to tell of
	Closed   bool                // none is released in this phase: only what was released can be read
}

// AllValues lists the values that were asked about.
func (d ExplanationDraft) AllValues() []uuid.UUID {
	out := make([]uuid.UUID, len(d.Values))
	for i, q := range d.Values {
		out[i] = q.ValueID
	}
	return out
}

// Seen names what somebody has before their eyes who reads the draft: the hash of its content and, after a space, the
// explanation that it would take the place of, when there is one.
func (d ExplanationDraft) Seen() string {
	if d.Released == nil {
		return d.Content.Sum()
	}
	return d.Content.Sum() + " " + d.Released.ID.String()
}

// OtherLanguages are the parts that a person wrote, "note" or "reason", which would be told in plainly another language
// than the candidate's, with that language.
func (d ExplanationDraft) OtherLanguages() map[string]hiring.Language {
	out := map[string]hiring.Language{}
	parts := map[string]string{"note": d.Choice.Note}
	if current := d.View.Current(); d.Choice.TellReason && current != nil {
		parts["reason"] = current.Reason
	}
	for part, words := range parts {
		for _, l := range hiring.Languages() {
			if l != d.Content.Language && scoring.PlainlyIn(l, words) {
				out[part] = l
			}
		}
	}
	return out
}

// DraftExplanation writes the explanation of an application as its candidate would read it, for somebody who may
// release it: there is a decision, the phase allows it, and their own ratings are in. Without a choice it is what was
// chosen last; at first every value's reasons are told, with the outcome and the decider's role.
func (a *App) DraftExplanation(ctx context.Context, user hiring.User, application uuid.UUID, words *i18n.Catalog, choice *hiring.ExplanationChoice) (ExplanationDraft, error) {
	v, err := a.ViewApplication(ctx, user, application)
	if err != nil {
		return ExplanationDraft{}, err
	}
	d := ExplanationDraft{View: v, Values: oneOfEachValue(v.Asked)}
	switch {
	case v.Blind && !v.Blindness.Unrated && len(v.Blindness.Awaited) > 0:
		return d, hiring.Clash("explanation.scorecard_first")
	case v.Blind:
		return d, hiring.Clash("explanation.rate_first")
	case v.Current() == nil:
		return d, hiring.Clash("explanation.not_decided")
	}
	e, err := a.store.ExplanationOf(ctx, application)
	switch {
	case err == nil:
		d.Released = &e
	case hiring.KindOf(err) != hiring.NotFound:
		return d, err
	}
	d.Closed = !v.Requisition.Gives(user.ID, hiring.Release, true)
	if d.Closed && (d.Released == nil || choice != nil) {
		return d, hiring.Clash("explanation.not_in_phase")
	}
	d.Choice = hiring.ExplanationChoice{Values: d.AllValues(), TellOutcome: true}
	switch {
	case choice != nil:
		d.Choice = *choice
	case d.Released != nil && d.Released.Choice != nil:
		d.Choice = *d.Released.Choice
	}
	if err := d.Choice.Check(d.AllValues()).Err(); err != nil {
		return d, err
	}
	m, err := a.explanationMatter(ctx, v, words)
	if err == nil {
		d.Content, d.Fits = m.content(d.Choice, d.Values), m.fits()
	}
	return d, err
}

func oneOfEachValue(asked []hiring.AssessmentQuestion) []hiring.AssessmentQuestion {
	var out []hiring.AssessmentQuestion
	seen := map[uuid.UUID]bool{}
	for _, q := range asked {
		if !seen[q.ValueID] {
			seen[q.ValueID] = true
			out = append(out, q)
		}
	}
	return out
}

// explanationMatter gathers what an explanation is written from.
func (a *App) explanationMatter(ctx context.Context, v ApplicationView, words *i18n.Catalog) (explanationMatter, error) {
	m := explanationMatter{view: v, decision: *v.Current(), location: a.cfg.Location}
	to, err := a.store.Recipient(ctx, hiring.Invitation{ApplicationID: &v.ID})
	if err != nil {
		return m, err
	}
	m.name, m.language = to.Name, to.Language
	for i := range v.Attempts {
		if x := &v.Attempts[i]; x.Submitted() && (m.attempt == nil || m.attempt.Score == nil && x.Score != nil) {
			m.attempt = x
		}
	}
	if m.attempt != nil {
		m.language = m.attempt.Language
	}
	if m.attempt != nil && m.attempt.Pending {
		return m, hiring.Clash("explanation.being_worked_out")
	}
	m.words = words.For(m.language)
	if m.org, err = a.store.Organization(ctx); err != nil {
		return m, err
	}
	position, err := a.store.Position(ctx, v.Requisition.PositionID)
	if err != nil {
		return m, err
	}
	m.position = position.Name
	m.decider, err = a.store.User(ctx, m.decision.By)
	return m, err
}

// ReleaseExplanation gives a candidate the explanation that a person has read: seen is what they had before their eyes,
// as ExplanationDraft.Seen names it. When it would say something else by now, or when somebody else has released one in
// the meantime, it is a Conflict; Invalid where a person's words are in plainly another language than the candidate's and
// the choice does not say that this is meant, or where it tells of no value and says no word though values have a fit. The
// audit keeps the hash, not the text.
func (a *App) ReleaseExplanation(ctx context.Context, user hiring.User, application uuid.UUID, words *i18n.Catalog, choice hiring.ExplanationChoice, seen string) (hiring.Explanation, error) {
	d, err := a.DraftExplanation(ctx, user, application, words, &choice)
	if err != nil {
		return hiring.Explanation{}, err
	}
	if len(d.OtherLanguages()) > 0 && !choice.OtherLanguage {
		return hiring.Explanation{}, hiring.Problems{{Field: "other_language", Key: "explanation.problem.other_language"}}.Err()
	}
	if d.Fits && len(choice.Values) == 0 && len(paragraphs(choice.Note)) == 0 {
		return hiring.Explanation{}, hiring.Problems{{Field: "values", Key: "explanation.problem.no_value"}}.Err()
	}
	decision := d.View.Current().ID
	e := hiring.Explanation{
		ID: newID(), ApplicationID: application, DecisionID: decision, Content: d.Content, Hash: d.Content.Sum(), Choice: &choice,
		ReleasedBy: user.ID, ReleasedAt: a.Now(),
	}
	switch hash, _, _ := strings.Cut(seen, " "); {
	case hash != e.Hash:
		return e, hiring.Clash("explanation.changed_meanwhile")
	case seen != d.Seen():
		return e, hiring.Clash("explanation.released_meanwhile")
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.LockApplication(ctx, application); err != nil {
			return err
		}
		decisions, err := a.store.Decisions(ctx, application)
		if err != nil {
			return err
		}
		if stands := decisionThatStands(decisions); stands == nil || stands.ID != decision {
			return hiring.Clash("explanation.changed_meanwhile")
		}
		if err := a.stillReplaces(ctx, d); err != nil {
			return err
		}
		if err := a.store.ReleaseExplanation(ctx, e); err != nil {
			return err
		}
		if err := a.postToCandidate(ctx, mailExplanation, e.ID, application); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "explanation.released", "application", application,
			"explanation", e.ID.String(), "decision", decision.String(), "sha256", e.Hash)
	})
	a.nudge()
	return e, err
}

// stillReplaces is a Conflict when the explanation that was released last is no longer the one of the draft.
func (a *App) stillReplaces(ctx context.Context, d ExplanationDraft) error {
	last, err := a.store.ExplanationOf(ctx, d.View.ID)
	switch {
	case hiring.KindOf(err) == hiring.NotFound:
		return nil
	case err != nil:
		return err
	case d.Released == nil || d.Released.ID != last.ID:
		return hiring.Clash("explanation.released_meanwhile")
	}
	return nil
}

// ExplanationLink makes a further link to the explanation that was released last, to be shown and handed over by a
// person: without mail nobody else tells the candidate. Missing when none was released.
func (a *App) ExplanationLink(ctx context.Context, user hiring.User, application uuid.UUID) (string, error) {
	if _, err := a.store.ExplanationOf(ctx, application); err != nil {
		return "", err
	}
	inv, err := a.store.InvitationOfApplication(ctx, application)
	if err != nil {
		return "", err
	}
	link, err := a.IssueLink(ctx, UserActor(user.ID), inv.ID)
	return link + letterPath(mailExplanation), err
}

// OpenRecord says what a token opens besides the questionnaire: what became of a candidacy. It goes on opening it when
// the questionnaire's time is over; an incumbent's, a wrong or a revoked link opens nothing.
func (a *App) OpenRecord(ctx context.Context, token string) (Questionnaire, error) {
	l, err := a.store.Link(ctx, hashToken(token))
	if err != nil {
		return Questionnaire{}, err
	}
	q := Questionnaire{Link: l, State: l.State(a.Now())}
	if q.State == hiring.LinkClosed || !q.Candidate() {
		return Questionnaire{}, hiring.Missing("link")
	}
	assessment, err := a.store.AssessmentOf(ctx, l)
	q.Questions, q.Languages = assessment.Asked(), assessment.Languages(l.Wanted)
	return q, err
}

// ExplanationFor returns the explanation that was released to whoever holds a link. Missing when there is none, Expired
// when the time for which it can be read is over.
func (a *App) ExplanationFor(ctx context.Context, q Questionnaire) (hiring.Explanation, error) {
	e, err := a.store.ExplanationOf(ctx, *q.ApplicationID)
	if err == nil && !q.Policy.Readable(e.ReleasedAt, a.Now()) {
		err = &hiring.Error{Kind: hiring.Expired, Key: "explanation.over"}
	}
	return e, err
}
