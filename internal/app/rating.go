package app

import (
	"context"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/redact"
)

// RatingSheet is what a member of the panel rates: answers and questions, without a name and without any score.
type RatingSheet struct {
	name        string // of the candidate, only to hide it where they wrote it
	Application uuid.UUID
	Number      int
	Requisition hiring.Requisition
	Mode        hiring.AnswerMode
	Language    hiring.Language
	Questions   []hiring.AssessmentQuestion
	Answers     map[uuid.UUID]hiring.Answer
	Mine        []hiring.Rating // once sent, locked
	Submitted   bool
}

// RatingSheet returns what a user has to rate of an application, or has rated. Who is not on the panel finds none.
// Whoever interviews the candidate without having seen the questionnaire hands in their scorecard first.
func (a *App) RatingSheet(ctx context.Context, user uuid.UUID, application uuid.UUID) (RatingSheet, error) {
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return RatingSheet{}, err
	}
	if !v.Requisition.OnPanel(user) {
		return RatingSheet{}, hiring.Missing("rating")
	}
	awaited, err := a.awaitedFrom(ctx, user, v.Application)
	if err != nil {
		return RatingSheet{}, err
	}
	hidden, err := a.answersHidden(ctx, awaited, v.RequisitionID)
	if err != nil {
		return RatingSheet{}, err
	}
	if hidden {
		return RatingSheet{}, hiring.Clash("rating.scorecard_first")
	}
	return a.ratingSheet(ctx, user, v)
}

// ratingSheet is what there is to rate of an application of which something has been read by readApplication.
func (a *App) ratingSheet(ctx context.Context, user uuid.UUID, v ApplicationView) (RatingSheet, error) {
	sheet := RatingSheet{name: v.Name, Application: v.ID, Number: v.Number, Requisition: v.Requisition}
	for _, r := range v.Ratings {
		if r.RaterID == user {
			sheet.Mine = append(sheet.Mine, r)
		}
	}
	assessment, err := a.store.ApplicationAssessment(ctx, v.ID)
	if err != nil {
		return sheet, err
	}
	attempts, err := a.attemptViews(ctx, v.ID, v.Requisition.BenchmarkVersionID)
	if err != nil {
		return sheet, err
	}
	for _, at := range attempts {
		if at.Submitted() {
			sheet.Submitted, sheet.Mode, sheet.Language = true, at.Mode, at.Language
			sheet.Answers, sheet.Questions = at.Answers, hiring.Ratable(assessment.Asked(), at.Answers)
			break
		}
	}
	return sheet, nil
}

// Text returns what was written to a question, without the name of who wrote it.
func (s RatingSheet) Text(question uuid.UUID, instead string) string {
	return redact.HideNames(s.Answers[question].Body.Text, string(s.Language), []string{s.name}, instead)
}

// Rate records all of a user's ratings of an application at once. From then on they are locked, and the user may see
// its scores. The audit holds the levels' count, not what was written.
func (a *App) Rate(ctx context.Context, user uuid.UUID, application uuid.UUID, given map[uuid.UUID]hiring.Rating) error {
	sheet, err := a.RatingSheet(ctx, user, application)
	if err != nil {
		return err
	}
	switch {
	case len(sheet.Mine) > 0:
		return hiring.Clash("rating.locked")
	case !sheet.Submitted || len(sheet.Questions) == 0:
		return hiring.Clash("rating.nothing_yet")
	}
	if err := hiring.CheckRatings(sheet.Questions, given).Err(); err != nil {
		return err
	}
	var ratings []hiring.Rating
	for _, q := range sheet.Questions {
		ratings = append(ratings, hiring.Rating{
			ID: newID(), ApplicationID: application, QuestionVersionID: q.ID, RaterID: user,
			Level: given[q.ID].Level, Evidence: strings.TrimSpace(given[q.ID].Evidence), CreatedAt: a.Now(),
		})
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.AddRatings(ctx, ratings); err != nil {
			return err
		}
		if err := a.combine(ctx, application); err != nil {
			return err
		}
		if err := a.plant(ctx, user, sheet.Requisition); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "rating.sent", "application", application, "answers", strconv.Itoa(len(ratings)))
	})
	if hiring.KindOf(err) == hiring.Conflict {
		return hiring.Clash("rating.locked")
	}
	return err
}
