package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/redact"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// RatingQueue is one question of a requisition as a rater works through it.
type RatingQueue struct {
	Rater       uuid.UUID
	Requisition hiring.Requisition
	Question    hiring.AssessmentQuestion
	Action      hiring.Words // the value's action statement
	Tally       hiring.RatingTally
	Open        bool       // the requisition's phase lets ratings be given
	Ended       *time.Time // since when it does not, where that is known
}

// key names the queue to the store.
func (q RatingQueue) key() store.Queue {
	return store.Queue{Rater: q.Rater, Requisition: q.Requisition.ID, Question: q.Question.ID}
}

// RatingQueues lists a rater's queues: of all open requisitions, by name and in the order of the questions, or of the
// one requisition given. Those of a requisition whose panel the rater is not on are none.
func (a *App) RatingQueues(ctx context.Context, user, requisition uuid.UUID) ([]RatingQueue, error) {
	tallies, err := a.store.RatingTallies(ctx, user, requisition)
	if err != nil {
		return nil, err
	}
	byRequisition := map[uuid.UUID][]hiring.RatingTally{}
	for _, t := range tallies {
		byRequisition[t.RequisitionID] = append(byRequisition[t.RequisitionID], t)
	}
	var out []RatingQueue
	for id, mine := range byRequisition {
		some, err := a.queuesOf(ctx, user, id, mine)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	slices.SortStableFunc(out, func(x, y RatingQueue) int {
		if c := strings.Compare(x.Requisition.Name, y.Requisition.Name); c != 0 {
			return c
		}
		return slices.Compare(x.Requisition.ID[:], y.Requisition.ID[:])
	})
	return out, nil
}

// queuesOf puts together a rater's queues of one requisition, in the order in which its questions are asked.
func (a *App) queuesOf(ctx context.Context, user, requisition uuid.UUID, tallies []hiring.RatingTally) ([]RatingQueue, error) {
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil || !r.OnPanel(user) {
		return nil, err
	}
	assessment, err := a.store.RequisitionAssessment(ctx, requisition)
	if err != nil {
		return nil, err
	}
	values, err := a.store.Values(ctx)
	if err != nil {
		return nil, err
	}
	changes, err := a.store.PhaseChanges(ctx, requisition)
	if err != nil {
		return nil, err
	}
	var out []RatingQueue
	for _, q := range assessment.Questions {
		i := slices.IndexFunc(tallies, func(t hiring.RatingTally) bool { return t.QuestionVersionID == q.ID })
		if i < 0 || tallies[i].All() == 0 {
			continue
		}
		queue := RatingQueue{Rater: user, Requisition: r, Question: q, Tally: tallies[i], Open: r.Gives(user, hiring.RateAnswers, false), Ended: r.Phase.RatingEnded(changes)}
		if v := slices.IndexFunc(values, func(v hiring.Value) bool { return v.ID == q.ValueID }); v >= 0 {
			queue.Action = values[v].Action
		}
		out = append(out, queue)
	}
	return out, nil
}

// RatingQueue returns a rater's queue of one question; Missing where there is none of theirs.
func (a *App) RatingQueue(ctx context.Context, user, requisition, question uuid.UUID) (RatingQueue, error) {
	queues, err := a.RatingQueues(ctx, user, requisition)
	for _, q := range queues {
		if q.Question.ID == question {
			return q, nil
		}
	}
	if err == nil {
		err = hiring.Missing("rating")
	}
	return RatingQueue{}, err
}

// NextToRate returns the item at which a rater goes on in a queue after a place, or the zero value.
func (a *App) NextToRate(ctx context.Context, q RatingQueue, after int64) (uuid.UUID, error) {
	return a.store.NextToRate(ctx, q.key(), after)
}

// RatedItem is one answer as a rater sees it: without a name, an id of the person, and a score.
type RatedItem struct {
	hiring.RatingItem
	Queue         RatingQueue
	Language      hiring.Language
	Mode          hiring.AnswerMode
	Picked        hiring.AnswerBody // of a question that is answered by picking
	Pieces        []redact.Piece    // of a text
	Before, After uuid.UUID         // the neighbours that can still be changed, or zero values
}

// RatedItem returns an item of a rater's own queue; another's, and one of another question, is Missing. Whoever
// interviews the candidate without having seen the questionnaire hands in their scorecard first.
func (a *App) RatedItem(ctx context.Context, user, requisition, question, item uuid.UUID) (RatedItem, error) {
	i, err := a.store.RatingItem(ctx, item)
	if err != nil || i.RaterID != user || i.RequisitionID != requisition || i.QuestionVersionID != question {
		return RatedItem{}, orMissing(err)
	}
	if may, err := a.store.MayRead(ctx, i); err != nil {
		return RatedItem{}, err
	} else if !may {
		return RatedItem{}, hiring.Clash("rating.scorecard_first")
	}
	out := RatedItem{RatingItem: i}
	if out.Queue, err = a.RatingQueue(ctx, user, requisition, question); err != nil {
		return out, err
	}
	if err := a.readItem(ctx, &out); err != nil {
		return out, err
	}
	out.Before, out.After, err = a.store.Neighbours(ctx, out.Queue.key(), i.Place)
	return out, err
}

// orMissing is the error, or Missing when there is none.
func orMissing(err error) error {
	if err == nil {
		return hiring.Missing("rating")
	}
	return err
}

// readItem reads the answer of an item, and takes out what gives away whose it is.
func (a *App) readItem(ctx context.Context, i *RatedItem) error {
	if i.PlantID != nil {
		planted, err := a.store.PlantedText(ctx, *i.PlantID)
		if err != nil {
			return err
		}
		hidden, err := a.store.HiddenWordsOfPlanted(ctx, planted.AnswerID)
		i.Language, i.Mode = planted.Language, hiring.ByLink
		i.Pieces = ratedPieces(planted.Body, redact.Hints{Language: string(planted.Language), Words: hidden})
		return err
	}
	attempt, err := a.store.Attempt(ctx, *i.AttemptID)
	if err != nil {
		return err
	}
	body, err := a.answerBody(ctx, attempt.ID, i.QuestionVersionID)
	if err != nil {
		return err
	}
	ap, err := a.store.Application(ctx, *i.ApplicationID)
	if err != nil {
		return err
	}
	hidden, err := a.store.HiddenWords(ctx, attempt.ID, i.QuestionVersionID)
	i.Language, i.Mode = attempt.Language, attempt.Mode
	i.Pieces = ratedPieces(body.Text, redact.Hints{Language: string(attempt.Language), Names: []string{ap.Name}, Words: hidden})
	i.Picked = hiring.AnswerBody{Number: body.Number, Picks: body.Picks}
	return err
}

// answerBody is what was answered to one question of an attempt.
func (a *App) answerBody(ctx context.Context, attempt, question uuid.UUID) (hiring.AnswerBody, error) {
	answers, err := a.store.Answers(ctx, attempt)
	for _, x := range answers {
		if x.QuestionVersionID == question {
			return x.Body, nil
		}
	}
	return hiring.AnswerBody{}, orMissing(err)
}

// ratedPieces is a text for raters. Where a name was blanked before, as in every answer of a practice set, it stands as
// hidden like any other, so that nothing tells such an answer from a candidate's.
func ratedPieces(text string, h redact.Hints) []redact.Piece {
	var out []redact.Piece
	for n, part := range strings.Split(text, scoring.Blanked) {
		if n > 0 {
			out = append(out, redact.Piece{Kind: redact.Name})
		}
		out = append(out, redact.Pieces(part, h)...)
	}
	return out
}

// Stands tells whether words stand in what the rater sees of a text.
func (i RatedItem) Stands(words string) bool {
	return slices.ContainsFunc(i.Pieces, func(p redact.Piece) bool { return redact.Holds(p.Text, words) })
}

// GivenRating is what a rater gives to an item, or leaves there while putting it off.
type GivenRating struct {
	Version  int
	Level    int
	Evidence string
	Skip     bool
}

// RateItem saves what a rater gives to an answer; until the question is handed in it can be changed. A Conflict when
// another window has saved since, when it is handed in, or when the phase lets nobody rate. Drafts are no audit entries.
func (a *App) RateItem(ctx context.Context, i RatedItem, g GivenRating) error {
	if err := i.changeable(); err != nil {
		return err
	}
	now := a.Now()
	save := i.RatingItem
	save.Version, save.Level, save.Evidence, save.SavedAt = g.Version, g.Level, strings.TrimSpace(g.Evidence), &now
	save.State = hiring.ItemDraft
	ps := save.Check()
	if g.Skip {
		if ps = save.CheckSkip(); i.State != hiring.ItemDraft || len(save.Check()) > 0 {
			save.State = hiring.ItemSkipped
		}
	}
	if err := ps.Err(); err != nil {
		return err
	}
	return a.store.SaveRatingItem(ctx, save)
}

// changeable is why an item cannot be changed, or nil.
func (i RatedItem) changeable() error {
	switch {
	case !i.Queue.Open:
		return hiring.Clash("rating.phase_closed")
	case !i.RatingItem.Open():
		return hiring.Clash("rating.locked")
	}
	return nil
}
