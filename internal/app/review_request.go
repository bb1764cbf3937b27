package app

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// MayAsk tells whether whoever holds a link can ask for something now: once the answers are in, or an explanation was
// released.
func (a *App) MayAsk(ctx context.Context, q Questionnaire) (bool, error) {
	if q.State == hiring.LinkSubmitted {
		return true, nil
	}
	_, err := a.store.ExplanationOf(ctx, *q.ApplicationID)
	if hiring.KindOf(err) == hiring.NotFound {
		return false, nil
	}
	return err == nil, err
}

// AskReview records that a candidate asks for a person to look again, or for data to be put right, and by when an
// answer is promised. The audit holds that it was asked, not what.
func (a *App) AskReview(ctx context.Context, q Questionnaire, kind hiring.ReviewRequestKind, message string) error {
	may, err := a.MayAsk(ctx, q)
	if err == nil && !may {
		err = hiring.Missing("link")
	}
	if err != nil {
		return err
	}
	now := a.Now()
	r := hiring.ReviewRequest{
		ID: newID(), ApplicationID: *q.ApplicationID, Kind: kind, CreatedAt: now, DueAt: now.AddDate(0, 0, q.Policy.Review()),
		Message: tidyText(message),
	}
	if err := r.Check().Err(); err != nil {
		return err
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.LockApplication(ctx, r.ApplicationID); err != nil {
			return err
		}
		earlier, err := a.store.ReviewRequestsOf(ctx, r.ApplicationID)
		if err != nil {
			return err
		}
		if n := len(earlier); n > 0 && earlier[n-1].Waits() && earlier[n-1].Kind == r.Kind && earlier[n-1].Message == r.Message {
			return nil // a double click
		}
		if len(earlier) >= hiring.MaxReviewRequests {
			return hiring.Problems{{Field: "kind", Key: "review_request.problem.too_many"}}.Err()
		}
		if err := a.store.CreateReviewRequest(ctx, r); err != nil {
			return err
		}
		if err := a.tellOfRequest(ctx, r, *q.RequisitionID); err != nil {
			return err
		}
		return a.audit(ctx, q.Respondent(), "review_request.made", "review_request", r.ID, "application", r.ApplicationID.String(), "kind", string(kind))
	})
	a.nudge()
	return err
}

// tidyText is a text as it is stored: its line ends are one character.
func tidyText(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// mostTold is how many people are told of a request when the owner of the requisition may not answer it.
const mostTold = 3

// tellOfRequest mails the candidate that the request has arrived, and whoever may answer it that it waits: the owner of
// the requisition, else a few of those who may.
func (a *App) tellOfRequest(ctx context.Context, r hiring.ReviewRequest, requisition uuid.UUID) error {
	if err := a.postToCandidate(ctx, mailRequestReceived, r.ID, r.ApplicationID); err != nil {
		return err
	}
	rq, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return err
	}
	staff, err := a.store.Users(ctx)
	if err != nil {
		return err
	}
	decider, _, err := a.deciderOf(ctx, r.ApplicationID)
	if err != nil {
		return err
	}
	var may []uuid.UUID
	for _, u := range staff {
		if ok, _ := rq.AnswersReview(u, staff, r, decider); !ok {
			continue
		}
		if u.ID == rq.OwnerID {
			may = []uuid.UUID{u.ID}
			break
		}
		may = append(may, u.ID)
	}
	for _, id := range may[:min(mostTold, len(may))] {
		if err := a.postToUser(ctx, mailRequestWaiting, r.ID, id); err != nil {
			return err
		}
	}
	return nil
}

// deciderOf returns who made the decision that stands about an application, and the decision; nobody when there is none.
func (a *App) deciderOf(ctx context.Context, application uuid.UUID) (uuid.UUID, *hiring.Decision, error) {
	decisions, err := a.store.Decisions(ctx, application)
	if err != nil || len(decisions) == 0 {
		return uuid.Nil, nil, err
	}
	return decisions[0].By, &decisions[0], nil
}

// ReviewRequestsFor returns what was asked for through a link, and what was answered, oldest first.
func (a *App) ReviewRequestsFor(ctx context.Context, q Questionnaire) ([]hiring.ReviewRequest, error) {
	return a.store.ReviewRequestsOf(ctx, *q.ApplicationID)
}

// ReviewAnswer is what is answered to a request.
type ReviewAnswer struct {
	Outcome hiring.ReviewOutcome
	Answer  string // in words, in the candidate's language
}

// AnswerReview answers a request: the candidate reads it at their link and is told by mail. Whoever decided does not
// judge their own decision while another could. The audit holds what came of it, and nothing of what was written.
func (a *App) AnswerReview(ctx context.Context, user hiring.User, id uuid.UUID, answer ReviewAnswer) error {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.ReviewRequest(ctx, id)
		if err != nil {
			return err
		}
		decision, err := a.mayAnswer(ctx, user, r)
		if err != nil {
			return err
		}
		now := a.Now()
		r.Outcome, r.Answer, r.AnsweredBy, r.AnsweredAt = answer.Outcome, tidyText(answer.Answer), &user.ID, &now
		if decision != nil {
			err = r.CheckAnswer(&decision.At).Err()
		} else {
			err = r.CheckAnswer(nil).Err()
		}
		if err != nil {
			return err
		}
		if err := a.store.AnswerReviewRequest(ctx, r); err != nil {
			return err
		}
		if err := a.postToCandidate(ctx, mailRequestAnswered, r.ID, r.ApplicationID); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "review_request.answered", "review_request", id, "application", r.ApplicationID.String(), "outcome", string(r.Outcome))
	})
	a.nudge()
	return err
}

// mayAnswer returns the decision that stands when a user may answer a request; Missing or a Conflict otherwise. Who made
// the decision a request is about is asked of the one that stood when it was made: deciding anew makes nobody another.
func (a *App) mayAnswer(ctx context.Context, user hiring.User, r hiring.ReviewRequest) (*hiring.Decision, error) {
	rq, err := a.requisitionOf(ctx, r.ApplicationID)
	if err != nil {
		return nil, err
	}
	staff, err := a.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	decisions, err := a.store.Decisions(ctx, r.ApplicationID)
	if err != nil {
		return nil, err
	}
	may, second := rq.AnswersReview(user, staff, r, decidedBefore(decisions, r))
	switch {
	case second:
		return nil, hiring.Clash("review_request.another_person")
	case !may:
		return nil, hiring.Missing("review request")
	case len(decisions) == 0:
		return nil, nil
	}
	return &decisions[0], nil
}

// decidedBefore is who made the decision that stood when a request was made, or uuid.Nil; decisions stand newest first.
func decidedBefore(decisions []hiring.Decision, r hiring.ReviewRequest) uuid.UUID {
	for _, d := range decisions {
		if !d.At.After(r.CreatedAt) {
			return d.By
		}
	}
	return uuid.Nil
}
