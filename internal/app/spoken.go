package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Spoken is a conversation in which somebody of the company types what a candidate answers, question by question.
type Spoken struct {
	Application hiring.Application
	Requisition hiring.Requisition
	Blind       bool // whoever types is on the panel and has not rated: no name
	Questions   []hiring.AssessmentQuestion
	Languages   []hiring.Language // every question is worded in these
	Attempt     *hiring.Attempt   // nil until begun
	Answers     map[uuid.UUID]hiring.Answer
}

// Question returns question n, from 1.
func (s Spoken) Question(n int) (hiring.AssessmentQuestion, error) {
	if n < 1 || n > len(s.Questions) {
		return hiring.AssessmentQuestion{}, hiring.Missing("question")
	}
	return s.Questions[n-1], nil
}

// Submitted tells whether the typed answers were handed in.
func (s Spoken) Submitted() bool { return s.Attempt != nil && s.Attempt.SubmittedAt != nil }

// SpokenAnswers returns how far the typing of an application's spoken answers has come. Whoever is to interview the
// candidate without having seen the questionnaire does not see what another typed either.
func (a *App) SpokenAnswers(ctx context.Context, user uuid.UUID, application uuid.UUID) (Spoken, error) {
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return Spoken{}, err
	}
	s := Spoken{Application: v.Application, Requisition: v.Requisition, Answers: map[uuid.UUID]hiring.Answer{}}
	blind, err := a.blindTo(ctx, user, v)
	if err != nil {
		return s, err
	}
	s.Blind = blind.Nameless
	assessment, err := a.store.ApplicationAssessment(ctx, application)
	if err != nil {
		return s, err
	}
	s.Questions, s.Languages = assessment.Asked(), assessment.Languages(v.Requisition.Languages)
	attempt, err := a.store.AttemptOfApplication(ctx, application, hiring.ByInterview)
	switch {
	case hiring.KindOf(err) == hiring.NotFound:
		return s, nil
	case err != nil:
		return s, err
	}
	if hidden, err := a.answersHidden(ctx, blind.Awaited, v.RequisitionID); err != nil || hidden && (attempt.TypedBy == nil || *attempt.TypedBy != user) {
		return Spoken{}, cmp.Or(err, hiring.Clash("spoken.scorecard_first"))
	}
	s.Attempt = &attempt
	answers, err := a.store.Answers(ctx, attempt.ID)
	for _, x := range answers {
		s.Answers[x.QuestionVersionID] = x
	}
	return s, err
}

// StartSpoken begins the typing, in one of the languages every question is worded in, once the candidate has agreed
// that their answers are written down and compared. It is an attempt of its own, in mode interview.
func (a *App) StartSpoken(ctx context.Context, user uuid.UUID, application uuid.UUID, lang hiring.Language, agreed bool) error {
	s, err := a.SpokenAnswers(ctx, user, application)
	if err != nil {
		return err
	}
	if s.Requisition.ClosedAt != nil {
		return hiring.Clash("error.requisition_closed")
	}
	var ps hiring.Problems
	if !slices.Contains(s.Languages, lang) {
		ps.Add("language", "spoken.problem.language")
	}
	if !agreed {
		ps.Add("agreed", "spoken.problem.agreed")
	}
	if err := ps.Err(); err != nil {
		return err
	}
	now := a.Now()
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.freeze(ctx, UserActor(user), s.Requisition); err != nil {
			return err
		}
		wanted := hiring.Attempt{
			ID: newID(), ApplicationID: &application, Mode: hiring.ByInterview, Language: lang, StartedAt: now, ConsentAt: &now, TypedBy: &user,
		}
		begun, err := a.store.StartAttempt(ctx, wanted)
		if err != nil || begun.ID != wanted.ID {
			return err
		}
		if err := a.store.SetStage(ctx, application, hiring.Started, now); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "attempt.started", "attempt", begun.ID, "language", string(lang), "mode", string(begun.Mode))
	})
}

// SaveSpoken saves what was typed for one question. Like every save it names the version it was made from, and
// returns the answer as it stands, also with a Conflict.
func (a *App) SaveSpoken(ctx context.Context, s Spoken, n, version int, body hiring.AnswerBody) (hiring.Answer, error) {
	q, err := s.Question(n)
	if err != nil {
		return hiring.Answer{}, err
	}
	if s.Attempt == nil {
		return hiring.Answer{}, hiring.Clash("spoken.not_started")
	}
	if s.Requisition.ClosedAt != nil {
		return hiring.Answer{}, hiring.Clash("error.requisition_closed")
	}
	body = body.For(q.QuestionVersion)
	if err := hiring.CheckAnswer(q.QuestionVersion, body).Err(); err != nil {
		return hiring.Answer{}, err
	}
	answer, err := a.store.SaveAnswer(ctx, hiring.Answer{
		AttemptID: s.Attempt.ID, QuestionVersionID: q.ID, Body: body, Version: version, SavedAt: a.Now(),
	})
	if isSubmitted(err) {
		err = hiring.Clash("spoken.submitted")
	}
	return answer, err
}

// SubmitSpoken hands the typed answers in, once, and queues their scoring.
func (a *App) SubmitSpoken(ctx context.Context, user uuid.UUID, application uuid.UUID) error {
	attempt, err := a.store.AttemptOfApplication(ctx, application, hiring.ByInterview)
	if err != nil {
		return hiring.Clash("spoken.not_started")
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		now := a.Now()
		if err := a.store.SubmitAttempt(ctx, attempt.ID, now, newReceipt()); err != nil {
			return err
		}
		if err := a.store.SetStage(ctx, application, hiring.Submitted, now); err != nil {
			return err
		}
		if err := a.store.Enqueue(ctx, scoreJob, scoreJob+":"+attempt.ID.String(), []byte(attempt.ID.String()), now); err != nil {
			return err
		}
		if err := a.shareOutNew(ctx, application); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "attempt.submitted", "attempt", attempt.ID, "mode", string(hiring.ByInterview))
	})
	if err != nil && !isSubmitted(err) {
		return err
	}
	a.nudge()
	return nil
}
