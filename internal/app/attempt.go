package app

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// scoreJob is the outbox job that scores an attempt; its payload is the attempt's id.
const scoreJob = "score"

// AttemptStart is what a respondent chooses before the first question.
type AttemptStart struct {
	Language hiring.Language
	Consent  bool
	Credit   bool // an incumbent agrees to be named
}

// StartAttempt begins the attempt of a link. Without consent, or in a language not every question is worded in, it is
// Invalid. Starting twice starts once.
func (a *App) StartAttempt(ctx context.Context, q Questionnaire, start AttemptStart) (hiring.Attempt, error) {
	var ps hiring.Problems
	if !slices.Contains(q.Languages, start.Language) {
		ps.Add("language", "questionnaire.problem.language")
	}
	if !start.Consent {
		ps.Add("consent", "questionnaire.problem.consent")
	}
	if err := ps.Err(); err != nil {
		return hiring.Attempt{}, err
	}
	now := a.Now()
	wanted := hiring.Attempt{
		ID: newID(), IncumbentID: q.IncumbentID, ApplicationID: q.ApplicationID, Mode: hiring.ByLink,
		Language: start.Language, StartedAt: now, ConsentAt: &now, Credit: start.Credit && !q.Candidate(),
	}
	var begun hiring.Attempt
	err := a.store.Tx(ctx, func(ctx context.Context) (err error) {
		begun, err = a.store.StartAttempt(ctx, wanted)
		if err != nil || begun.ID != wanted.ID {
			return err
		}
		if q.Candidate() {
			if err := a.store.SetStage(ctx, *q.ApplicationID, hiring.Started, now); err != nil {
				return err
			}
		}
		return a.audit(ctx, q.Respondent(), "attempt.started", "attempt", begun.ID, "language", string(begun.Language))
	})
	return begun, err
}

// ChangeLanguage lets a respondent go on in another language; what is answered stays.
func (a *App) ChangeLanguage(ctx context.Context, q Questionnaire, lang hiring.Language) error {
	if !slices.Contains(q.Languages, lang) {
		return hiring.Problems{{Field: "language", Key: "questionnaire.problem.language"}}.Err()
	}
	if q.Attempt == nil {
		return hiring.Clash("questionnaire.not_started")
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.SetAttemptLanguage(ctx, q.Attempt.ID, lang); err != nil {
			return err
		}
		return a.audit(ctx, q.Respondent(), "attempt.language_changed", "attempt", q.Attempt.ID, "language", string(lang))
	})
}

// AnswerSave is one save of question n, from 1, made from a version of its answer. Question is which question the
// respondent saw, if known: should another have become number n meanwhile, the save is a Conflict and not an answer
// to the wrong question.
type AnswerSave struct {
	Number   int
	Question uuid.UUID
	Version  int
	Body     hiring.AnswerBody
}

// SaveAnswer saves an answer given through a link and returns it as it stands, also with the Conflict that somebody
// saved another version meanwhile. It takes one small read and a share of a commit, since it runs while people type;
// saves are not audited, the submission is.
func (a *App) SaveAnswer(ctx context.Context, token string, save AnswerSave) (hiring.Answer, error) {
	t, err := a.store.AnswerTarget(ctx, hashToken(token), save.Number)
	if err != nil {
		return hiring.Answer{}, err
	}
	if err := mayAnswer(t.Link.State(a.Now())); err != nil {
		return hiring.Answer{}, err
	}
	if t.Question == nil {
		return hiring.Answer{}, hiring.Missing("question")
	}
	if save.Question != uuid.Nil && save.Question != t.Question.ID {
		return hiring.Answer{}, hiring.Clash("questionnaire.questions_changed")
	}
	body := save.Body.For(*t.Question)
	if err := hiring.CheckAnswer(*t.Question, body).Err(); err != nil {
		return hiring.Answer{}, err
	}
	answer, err := a.store.SaveAnswer(ctx, hiring.Answer{
		AttemptID: t.Link.Attempt.ID, QuestionVersionID: t.Question.ID, Body: body, Version: save.Version, SavedAt: a.Now(),
	})
	if isSubmitted(err) {
		err = hiring.Clash("questionnaire.already_submitted")
	}
	return answer, err
}

// mayAnswer says why a link in that state takes no answer, or nothing.
func mayAnswer(s hiring.LinkState) error {
	switch s {
	case hiring.LinkStarted:
		return nil
	case hiring.LinkSubmitted:
		return hiring.Clash("questionnaire.already_submitted")
	case hiring.LinkUnused:
		return hiring.Clash("questionnaire.not_started")
	case hiring.LinkExpired:
		return &hiring.Error{Kind: hiring.Expired, Key: "questionnaire.expired"}
	default:
		return hiring.Missing("link")
	}
}

// isSubmitted tells whether the store refused a change because the answers had been handed in.
func isSubmitted(err error) bool {
	var e *hiring.Error
	return errors.As(err, &e) && e.Key == "error.already_submitted"
}

// SubmitAttempt hands the answers in. It happens once: whoever submits again gets the first receipt. A candidate's
// answers are queued for scoring in the same transaction.
func (a *App) SubmitAttempt(ctx context.Context, q Questionnaire) (hiring.Attempt, error) {
	if q.Attempt == nil {
		return hiring.Attempt{}, hiring.Clash("questionnaire.not_started")
	}
	id := q.Attempt.ID
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		now := a.Now()
		if err := a.store.SubmitAttempt(ctx, id, now, newReceipt()); err != nil {
			return err
		}
		if q.Candidate() {
			if err := a.store.SetStage(ctx, *q.ApplicationID, hiring.Submitted, now); err != nil {
				return err
			}
			if err := a.store.Enqueue(ctx, scoreJob, scoreJob+":"+id.String(), []byte(id.String()), now); err != nil {
				return err
			}
			if err := a.shareOutNew(ctx, *q.ApplicationID); err != nil {
				return err
			}
		}
		return a.audit(ctx, q.Respondent(), "attempt.submitted", "attempt", id)
	})
	if err != nil && !isSubmitted(err) {
		return hiring.Attempt{}, err
	}
	a.nudge()
	return a.store.Attempt(ctx, id)
}

// newReceipt returns a short code a respondent can quote: eight letters and digits that are not easily misread.
func newReceipt() string {
	b := make([]byte, 5)
	_, _ = rand.Read(b)
	code := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").EncodeToString(b)
	return code[:4] + "-" + code[4:]
}
