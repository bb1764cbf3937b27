package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Questionnaire is what whoever holds a link may see: the link, the questions asked, and in which languages.
type Questionnaire struct {
	hiring.Link
	State     hiring.LinkState
	Questions []hiring.AssessmentQuestion
	Languages []hiring.Language // every question is worded in these
}

// Candidate tells whether a candidate answers, rather than an incumbent.
func (q Questionnaire) Candidate() bool { return q.ApplicationID != nil }

// Respondent is who answers, for the audit.
func (q Questionnaire) Respondent() Actor { return Respondent(q.Invitation.ID.String()) }

// OpenLink says what a token opens. One that never existed and one that was revoked are Missing alike; an expired
// one is Expired; neither says whose it was.
func (a *App) OpenLink(ctx context.Context, token string) (Questionnaire, error) {
	l, err := a.store.Link(ctx, hashToken(token))
	if err != nil {
		return Questionnaire{}, err
	}
	q := Questionnaire{Link: l, State: l.State(a.Now())}
	switch q.State {
	case hiring.LinkClosed:
		return Questionnaire{}, hiring.Missing("link")
	case hiring.LinkExpired:
		return Questionnaire{}, &hiring.Error{Kind: hiring.Expired, Key: "questionnaire.expired"}
	}
	assessment, err := a.store.AssessmentOf(ctx, l)
	if err != nil {
		return Questionnaire{}, err
	}
	q.Questions, q.Languages = assessment.Asked(), assessment.Languages(l.Wanted)
	return q, nil
}

// NoteOpened records that a link was opened for the first time. Whoever reads the notice at the link has been given it.
func (a *App) NoteOpened(ctx context.Context, q Questionnaire) error {
	if q.State == hiring.LinkNotice && q.NoticeAt == nil {
		return a.store.Tx(ctx, func(ctx context.Context) error { return a.noticeGiven(ctx, q.Invitation.ID) })
	}
	if q.OpenedAt != nil {
		return nil
	}
	return a.store.MarkInvitationOpened(ctx, q.Invitation.ID, a.Now())
}

// AnswersOf returns what has been answered so far, by question.
func (a *App) AnswersOf(ctx context.Context, q Questionnaire) (map[uuid.UUID]hiring.Answer, error) {
	by := map[uuid.UUID]hiring.Answer{}
	if q.Attempt == nil {
		return by, nil
	}
	answers, err := a.store.Answers(ctx, q.Attempt.ID)
	for _, x := range answers {
		by[x.QuestionVersionID] = x
	}
	return by, err
}
