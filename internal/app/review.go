package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// NewReview is what a person makes of one answer's score, and in place of which review: the one they had before their
// eyes, or nil.
type NewReview struct {
	Score, Question uuid.UUID
	Act             hiring.ReviewAct
	Points          *float64 // of an adjustment
	Reason          hiring.ReviewReason
	Words           string
	Instead         *uuid.UUID
}

// ReviewTarget is an answer whose computed score people can look at.
type ReviewTarget struct {
	Score    uuid.UUID
	Mode     hiring.AnswerMode
	Question uuid.UUID
	Points   float64        // as computed, 0..100
	Current  *hiring.Review // the review that stands, or nil
}

// Reviewable lists the answers with a computed score that is shown, the link's before the interview's and in the order
// of the questions. Of a benchmark too small to show a score there are none.
func (v ApplicationView) Reviewable() []ReviewTarget {
	if v.Health.Grade == scoring.TooSmall || v.Health.Grade == scoring.CannotFreeze {
		return nil
	}
	var out []ReviewTarget
	for _, t := range v.Attempts {
		if t.Score == nil {
			continue
		}
		for _, q := range v.Asked {
			at := slices.IndexFunc(t.Score.Answers, func(x scoring.AnswerScore) bool { return x.Question == q.ID.String() })
			if at < 0 || !t.Score.Answers[at].Alignment.Defined() {
				continue
			}
			out = append(out, ReviewTarget{
				Score: t.ScoreID, Mode: t.Mode, Question: q.ID, Points: hiring.Points(t.Score.Answers[at].Alignment.Value),
				Current: v.reviewOf(t.ScoreID, q.ID),
			})
		}
	}
	return out
}

// reviewOf is the review that stands of one answer's score, or nil.
func (v ApplicationView) reviewOf(score, question uuid.UUID) *hiring.Review {
	for i, r := range v.Reviews {
		if r.ScoreID == score && r.QuestionVersionID == question && r.SupersededAt == nil {
			return &v.Reviews[i]
		}
	}
	return nil
}

// Stands is the result as it counts: the computed one, with the fits as people reviewed it where they did.
func (t AttemptView) Stands() scoring.Result {
	if t.Reviewed == nil {
		return *t.Score
	}
	out := *t.Score
	out.Values, out.Overall = t.Reviewed.Values, t.Reviewed.Overall
	return out
}

// Voids tells whether people did not let some answer of a score count.
func (v ApplicationView) Voids(score uuid.UUID) bool {
	return slices.ContainsFunc(v.Reviews, func(r hiring.Review) bool {
		return r.ScoreID == score && r.SupersededAt == nil && r.Act == hiring.Void
	})
}

// Overrides returns what people made of a score's answers, by question: the adjusted and the voided ones.
func (v ApplicationView) Overrides(score uuid.UUID) map[string]scoring.Override {
	out := map[string]scoring.Override{}
	for _, r := range v.Reviews {
		if r.ScoreID == score && r.SupersededAt == nil && r.Changes() {
			out[r.QuestionVersionID.String()] = overrideOf(r)
		}
	}
	return out
}

// ReviewAnswer records what a person makes of one answer's score. The score stays as it is; the fit is worked out once
// more beside the computed one. The audit holds the act, not its words.
func (a *App) ReviewAnswer(ctx context.Context, user hiring.User, application uuid.UUID, n NewReview) (hiring.Review, error) {
	v, err := a.viewToReview(ctx, user, application)
	if err != nil {
		return hiring.Review{}, err
	}
	r, err := a.newReview(v, user, n)
	if err != nil {
		return r, err
	}
	err = a.review(ctx, user, v, []uuid.UUID{n.Score}, func(ctx context.Context) error {
		if err := a.store.AddReview(ctx, r, n.Instead); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "score.reviewed", "application", application,
			"review", r.ID.String(), "score", r.ScoreID.String(), "question", r.QuestionVersionID.String(), "act", string(r.Act))
	})
	return r, err
}

// newReview is a review as it is recorded, or what is wrong with it.
func (a *App) newReview(v ApplicationView, user hiring.User, n NewReview) (hiring.Review, error) {
	targets := v.Reviewable()
	at := slices.IndexFunc(targets, func(t ReviewTarget) bool { return t.Score == n.Score && t.Question == n.Question })
	if at < 0 {
		return hiring.Review{}, hiring.Missing("score")
	}
	r := hiring.Review{
		ID: newID(), ApplicationID: v.ID, ScoreID: n.Score, QuestionVersionID: n.Question, Act: n.Act, Before: targets[at].Points,
		Reason: n.Reason, Words: strings.TrimSpace(n.Words), By: user.ID, At: a.Now(),
	}
	switch n.Act {
	case hiring.Adjust:
		r.After = n.Points
	case hiring.Accept:
		r.Reason = ""
	}
	return r, r.Check().Err()
}

// AcceptRemaining accepts every score of an application that nobody has looked at yet, and tells how many there were.
func (a *App) AcceptRemaining(ctx context.Context, user hiring.User, application uuid.UUID) (int, error) {
	v, err := a.viewToReview(ctx, user, application)
	if err != nil {
		return 0, err
	}
	var left []hiring.Review
	var scores []uuid.UUID
	for _, t := range v.Reviewable() {
		if t.Current != nil {
			continue
		}
		left = append(left, hiring.Review{
			ID: newID(), ApplicationID: application, ScoreID: t.Score, QuestionVersionID: t.Question, Act: hiring.Accept, Before: t.Points,
			AtOnce: true, By: user.ID, At: a.Now(),
		})
		if !slices.Contains(scores, t.Score) {
			scores = append(scores, t.Score)
		}
	}
	if len(left) == 0 {
		return 0, nil
	}
	err = a.review(ctx, user, v, scores, func(ctx context.Context) error {
		if err := a.store.AddReviews(ctx, left); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "scores.accepted", "application", application, "answers", strconv.Itoa(len(left)))
	})
	if hiring.KindOf(err) == hiring.Conflict && isDuplicate(err) {
		err = hiring.Clash("error.changed_meanwhile")
	}
	return len(left), err
}

// isDuplicate tells the conflict of a row that is there already.
func isDuplicate(err error) bool {
	var e *hiring.Error
	return errors.As(err, &e) && e.Key == "error.duplicate"
}

// viewToReview reads an application for somebody who may review its scores.
func (a *App) viewToReview(ctx context.Context, user hiring.User, application uuid.UUID) (ApplicationView, error) {
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return v, err
	}
	blind, err := a.blindTo(ctx, user.ID, v)
	if err != nil {
		return v, err
	}
	if err := phaseGives(v.Requisition, user.ID, hiring.ReviewScores, blind); err != nil {
		return v, err
	}
	return v, a.readAnswers(ctx, user.ID, &v)
}

// review runs what records reviews in a transaction, in which the phase is looked at once more, and works the fits out
// that it changes. What cannot be worked out now is left to a job.
func (a *App) review(ctx context.Context, user hiring.User, v ApplicationView, scores []uuid.UUID, record func(ctx context.Context) error) error {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.RequisitionForUpdate(ctx, v.RequisitionID)
		if err != nil {
			return err
		}
		if !r.Gives(user.ID, hiring.ReviewScores, true) {
			return hiring.Clash("phase.problem." + string(hiring.ReviewScores))
		}
		if err := a.store.LockApplication(ctx, v.ID); err != nil {
			return err
		}
		if err := record(ctx); err != nil {
			return err
		}
		for _, id := range scores {
			if err := a.store.Enqueue(ctx, reviewJob, reviewJob+":"+newID().String(), []byte(id.String()), a.Now().Add(refitLater)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range scores {
		if err := a.refit(ctx, id); err != nil {
			a.log.Warn("reviewed fit left to a job", "score", id, "error", err)
		}
	}
	return nil
}

// readReviews adds to a view, whose attempts have been read, what people made of their scores.
func (a *App) readReviews(ctx context.Context, v *ApplicationView) (err error) {
	if v.Reviews, err = a.store.Reviews(ctx, v.ID); err != nil || len(v.Reviews) == 0 {
		return err
	}
	fits, err := a.store.ReviewedFits(ctx, v.ID)
	if err != nil {
		return err
	}
	for i := range v.Attempts {
		if t := &v.Attempts[i]; t.Score != nil {
			if err := t.addReviewed(v.Reviews, fits); err != nil {
				return err
			}
		}
	}
	return nil
}

// addReviewed adds the newest reviewed fit, unless nothing stands that changes the score. One that is behind the
// reviews is not shown as if it were of them.
func (t *AttemptView) addReviewed(reviews []hiring.Review, fits []store.ReviewedFit) error {
	changed, revision := false, 0
	for _, r := range reviews {
		if r.ScoreID == t.ScoreID {
			changed, revision = changed || r.Changes() && r.SupersededAt == nil, revision+1
		}
	}
	if !changed {
		return nil
	}
	at := slices.IndexFunc(fits, func(f store.ReviewedFit) bool { return f.ScoreID == t.ScoreID && f.Revision == revision })
	if t.Pending = at < 0; t.Pending {
		return nil
	}
	t.Reviewed = &scoring.Reviewed{}
	if err := json.Unmarshal(fits[at].Result, t.Reviewed); err != nil {
		return fmt.Errorf("reviewed fit of score %s: %w", t.ScoreID, err)
	}
	return nil
}
