package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// handedInTogether is how many ratings are handed in in one transaction: nobody else who writes waits long.
const handedInTogether = 50

// HandIn turns a rater's drafts of a question into ratings, which are locked from then on, and returns how many. Answers
// that wait or were put off stay in the queue. The audit holds how many, not what was written.
func (a *App) HandIn(ctx context.Context, q RatingQueue) (int, error) {
	if !q.Open {
		return 0, hiring.Clash("rating.phase_closed")
	}
	sent := 0
	for {
		n := 0
		err := a.store.Tx(ctx, func(ctx context.Context) (err error) {
			n, err = a.handInSome(ctx, q)
			return err
		})
		if hiring.KindOf(err) == hiring.Conflict {
			err = hiring.Clash("rating.locked")
		}
		if sent += n; err != nil || n < handedInTogether {
			return sent, err
		}
	}
}

// handInSome hands in some drafts. Applications are locked in the order of their ids, as everywhere.
func (a *App) handInSome(ctx context.Context, q RatingQueue) (int, error) {
	r, err := a.store.Requisition(ctx, q.Requisition.ID)
	if err != nil {
		return 0, err
	}
	if !r.Gives(q.Rater, hiring.RateAnswers, false) {
		return 0, hiring.Clash("rating.phase_closed")
	}
	items, err := a.store.SendDrafts(ctx, q.key(), handedInTogether)
	if err != nil || len(items) == 0 {
		return 0, err
	}
	var ratings []hiring.Rating
	for _, i := range items {
		if i.PlantID != nil {
			if err := a.ratePlant(ctx, i); err != nil {
				return 0, err
			}
			continue
		}
		ratings = append(ratings, hiring.Rating{
			ID: newID(), ApplicationID: *i.ApplicationID, QuestionVersionID: i.QuestionVersionID, RaterID: i.RaterID,
			Level: i.Level, Evidence: i.Evidence, CreatedAt: a.Now(),
		})
	}
	slices.SortFunc(ratings, func(x, y hiring.Rating) int {
		return cmp.Or(slices.Compare(x.ApplicationID[:], y.ApplicationID[:]), slices.Compare(x.ID[:], y.ID[:]))
	})
	if err := a.store.AddRatings(ctx, ratings); err != nil {
		return 0, err
	}
	for _, rated := range ratings {
		if err := a.combine(ctx, rated.ApplicationID); err != nil {
			return 0, err
		}
	}
	return len(items), a.audit(ctx, UserActor(q.Rater), "rating.sent", "requisition", q.Requisition.ID,
		"question", q.Question.ID.String(), "answers", strconv.Itoa(len(items)))
}

// ratePlant keeps what a user gave to a planted answer. It is no Rating, and counts for nobody.
func (a *App) ratePlant(ctx context.Context, i hiring.RatingItem) error {
	now := a.Now()
	p := hiring.CalibrationPlant{ID: *i.PlantID, RatedAt: &now, Level: i.Level, Evidence: i.Evidence}
	if err := a.store.RateCalibrationPlant(ctx, p); err != nil {
		return err
	}
	return a.audit(ctx, UserActor(i.RaterID), "calibration.plant_rated", "calibration_plant", p.ID)
}

// RatedAnswers lists, with their answers as the rater sees them, at most so many items of a rater's queue in the given
// states that lie after a place; more tells whether there are others.
func (a *App) RatedAnswers(ctx context.Context, q RatingQueue, after int64, most int, states ...hiring.ItemState) (out []RatedItem, more bool, err error) {
	items, err := a.store.RatingItems(ctx, q.key(), states, after, most+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(items) > most; more {
		items = items[:most]
	}
	for _, i := range items {
		item := RatedItem{RatingItem: i, Queue: q}
		if err := a.readItem(ctx, &item); err != nil {
			return nil, false, err
		}
		out = append(out, item)
	}
	return out, more, nil
}

// Abstain leaves an answer to another of the panel, where there is one: one answer, or every open one of the same person
// when the reason is about the person, and every open text of theirs when it is about the language. It cannot be taken
// back.
func (a *App) Abstain(ctx context.Context, i RatedItem, reason hiring.AbstentionReason, note string) error {
	if err := i.changeable(); err != nil {
		return err
	}
	ps := hiring.CheckAbstention(reason, note)
	if reason == hiring.CannotRead && i.Queue.Question.Kind != hiring.Text {
		ps.Add("reason", "problem.required")
	}
	if err := ps.Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		leave := []hiring.RatingItem{i.RatingItem}
		if i.ApplicationID != nil {
			if err := a.store.LockApplication(ctx, *i.ApplicationID); err != nil {
				return err
			}
		}
		if i.ApplicationID != nil {
			var err error
			if leave, err = a.leftWith(ctx, i, reason); err != nil {
				return err
			}
		}
		var unread hiring.Language
		if reason == hiring.CannotRead {
			unread = i.Language
		}
		now := a.Now()
		for _, x := range leave {
			x.State, x.Reason, x.Note, x.Level, x.Evidence, x.SavedAt = hiring.ItemAbstained, reason, note, 0, "", &now
			x.Unread = unread
			if err := a.store.SaveRatingItem(ctx, x); err != nil {
				return err
			}
		}
		if i.ApplicationID != nil {
			if err := a.handOver(ctx, i.Queue.Requisition, leave, unread); err != nil {
				return err
			}
		}
		return a.audit(ctx, UserActor(i.RaterID), "rating.abstained", "rating_item", i.ID, "reason", string(reason), "answers", strconv.Itoa(len(leave)))
	})
}

// leftWith lists the items that a rater leaves with one of a candidate's answers, itself among them.
func (a *App) leftWith(ctx context.Context, i RatedItem, reason hiring.AbstentionReason) ([]hiring.RatingItem, error) {
	if !reason.OfPerson() && reason != hiring.CannotRead {
		return []hiring.RatingItem{i.RatingItem}, nil
	}
	mine, err := a.store.ItemsOf(ctx, *i.ApplicationID, i.RaterID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(mine, func(x hiring.RatingItem) bool {
		return !x.Open() || reason == hiring.CannotRead && *x.AttemptID != *i.AttemptID
	}), nil
}

// handOver gives answers of one application that somebody has left to the next of the panel, each to the first in the
// application's order who was not asked to rate it, has not said that they know the person and, where the language was
// the reason, has not said either that they cannot read it.
func (a *App) handOver(ctx context.Context, r hiring.Requisition, left []hiring.RatingItem, unread hiring.Language) error {
	id := *left[0].ApplicationID
	var cannot []uuid.UUID
	if unread != "" {
		var err error
		if cannot, err = a.store.CannotRead(ctx, r.ID, unread); err != nil {
			return err
		}
	}
	have, err := a.store.ItemsOf(ctx, id, uuid.Nil)
	if err != nil {
		return err
	}
	rated, err := a.store.Ratings(ctx, id)
	if err != nil {
		return err
	}
	given := map[uuid.UUID]bool{}
	var items []hiring.RatingItem
	for _, x := range left {
		not := slices.Clone(cannot)
		for _, h := range have {
			if h.QuestionVersionID == x.QuestionVersionID || h.Reason.OfPerson() {
				not = append(not, h.RaterID)
			}
		}
		for _, t := range rated {
			if t.QuestionVersionID == x.QuestionVersionID {
				not = append(not, t.RaterID)
			}
		}
		for _, next := range hiring.NextRaters(id, r.Panel, not, 1) {
			item := a.newItem(r.ID, x.QuestionVersionID, next, "")
			item.ApplicationID, item.AttemptID, item.Words = x.ApplicationID, x.AttemptID, x.Words
			items, given[next] = append(items, item), true
		}
	}
	if err := a.store.AddRatingItems(ctx, items); err != nil {
		return err
	}
	if err := a.countAsked(ctx, id); err != nil || len(given) == 0 {
		return err
	}
	assessment, err := a.store.RequisitionAssessment(ctx, r.ID)
	if err != nil {
		return err
	}
	return a.plantFor(ctx, r, assessment.Questions, given)
}

// countAsked keeps with an application how many people rate it, now that somebody has left it.
func (a *App) countAsked(ctx context.Context, application uuid.UUID) error {
	asked, err := a.store.AskedRaters(ctx, []uuid.UUID{application})
	if err != nil {
		return err
	}
	active := 0
	for _, x := range asked[application] {
		if x.Active {
			active++
		}
	}
	return a.store.SetAsked(ctx, application, active)
}
