package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// shareOutJob shares out the answers of a requisition that are in and that fewer people rate than should: after the
// panel has grown, and once after queues came into being.
const shareOutJob = "share_out"

// shareOutBatch is how many applications are shared out in one transaction.
const shareOutBatch = 100

// queueSharing asks for a requisition's answers to be shared out.
func (a *App) queueSharing(ctx context.Context, requisition uuid.UUID) error {
	return a.store.Enqueue(ctx, shareOutJob, shareOutJob+":"+requisition.String()+":"+newID().String(), []byte(requisition.String()), a.Now())
}

// shareOutAll is the job: the requisition's applications page by page, each page in a transaction of its own. What is
// shared out already stays where it is, so that doing it twice does no harm.
func (a *App) shareOutAll(ctx context.Context, payload []byte) error {
	id, err := uuid.ParseBytes(payload)
	if err != nil {
		return fmt.Errorf("share out: payload: %w", err)
	}
	after := 0
	for more := true; more; {
		err := a.store.Tx(ctx, func(ctx context.Context) error {
			r, err := a.store.Requisition(ctx, id)
			if err != nil {
				return err
			}
			some, last, err := a.store.Unshared(ctx, id, min(len(r.Panel), r.Policy.RatersEach()), after, shareOutBatch)
			if err != nil || len(some) == 0 {
				more = false
				return err
			}
			after = last
			return a.shareOut(ctx, r, some)
		})
		if err != nil {
			return err
		}
	}
	return a.store.Tx(ctx, func(ctx context.Context) error { return a.queuePlants(ctx, id) })
}

// shareOutNew shares out the answers of an application that have just been handed in. Answers given by link take the
// place of those typed in before, while nobody has looked at those. Call it in the transaction that handed them in.
func (a *App) shareOutNew(ctx context.Context, application uuid.UUID) error {
	ap, err := a.store.Application(ctx, application)
	if err != nil {
		return err
	}
	r, err := a.store.Requisition(ctx, ap.RequisitionID)
	if err != nil {
		return err
	}
	asked, err := a.store.AskedRaters(ctx, []uuid.UUID{application})
	if err != nil {
		return err
	}
	if len(asked[application]) > 0 {
		if dropped, err := a.store.DropItems(ctx, application); err != nil || !dropped {
			return err
		}
	}
	return a.shareOut(ctx, r, []uuid.UUID{application})
}

// shareOut gives every ratable answer of these applications to as many of the panel as the policy says. Whoever rates
// an application rates all of its answers, each in a queue of its own; whoever has said in the round that they do not
// read a language is given no more texts in it.
func (a *App) shareOut(ctx context.Context, r hiring.Requisition, applications []uuid.UUID) error {
	assessment, err := a.store.RequisitionAssessment(ctx, r.ID)
	if err != nil {
		return err
	}
	attempts, err := a.store.SubmittedAttempts(ctx, applications)
	if err != nil {
		return err
	}
	var first []uuid.UUID
	for _, x := range attempts {
		first = append(first, x[0].ID)
	}
	answers, err := a.store.AnswersOf(ctx, first)
	if err != nil {
		return err
	}
	asked, err := a.store.AskedRaters(ctx, applications)
	if err != nil {
		return err
	}
	sharing := sharing{a: a, r: r, asked: assessment.Questions, given: map[uuid.UUID]bool{}, cannot: map[hiring.Language][]uuid.UUID{}}
	for _, l := range r.Languages {
		if sharing.cannot[l], err = a.store.CannotRead(ctx, r.ID, l); err != nil {
			return err
		}
	}
	slices.SortFunc(applications, func(x, y uuid.UUID) int { return slices.Compare(x[:], y[:]) }) // locked in one order everywhere
	for _, id := range applications {
		if x := attempts[id]; len(x) > 0 {
			if err := sharing.application(ctx, x[0], answers[x[0].ID], asked[id]); err != nil {
				return err
			}
		}
	}
	if err := a.store.AddRatingItems(ctx, sharing.items); err != nil {
		return err
	}
	return a.plantFor(ctx, r, sharing.asked, sharing.given)
}

// sharing is some applications' answers being shared out.
type sharing struct {
	a     *App
	r     hiring.Requisition
	asked []hiring.AssessmentQuestion
	items []hiring.RatingItem
	given map[uuid.UUID]bool // raters who were given something

	cannot map[hiring.Language][]uuid.UUID // who does not read a language
}

// application shares out one attempt's answers among those who were not asked to rate the application yet.
func (s *sharing) application(ctx context.Context, attempt hiring.Attempt, list []hiring.Answer, before []store.AskedRater) error {
	answers := map[uuid.UUID]hiring.Answer{}
	for _, x := range list {
		answers[x.QuestionVersionID] = x
	}
	ratable := hiring.Ratable(s.asked, answers)
	var known []uuid.UUID
	active := 0
	for _, b := range before {
		known = append(known, b.RaterID)
		if b.Active {
			active++
		}
	}
	if len(ratable) > 0 && ratable[0].Kind == hiring.Text {
		known = append(known, s.cannot[attempt.Language]...)
	}
	more := hiring.NextRaters(*attempt.ApplicationID, s.r.Panel, known, s.r.Policy.RatersEach()-active)
	if len(ratable) == 0 {
		more = nil
	}
	for _, rater := range more {
		s.given[rater] = true
		for _, q := range ratable {
			item := s.a.newItem(s.r.ID, q.ID, rater, answers[q.ID].Body.Text)
			item.ApplicationID, item.AttemptID = attempt.ApplicationID, &attempt.ID
			s.items = append(s.items, item)
		}
	}
	return s.a.store.SetShared(ctx, *attempt.ApplicationID, len(ratable), active+len(more))
}

// newItem is an answer that begins to wait for a rater.
func (a *App) newItem(requisition, question, rater uuid.UUID, text string) hiring.RatingItem {
	id := uuid.New() // not newID, in which the time can be read: of one person's answers all are made at once
	return hiring.RatingItem{
		ID: id, RequisitionID: requisition, QuestionVersionID: question, RaterID: rater, Words: len(strings.Fields(text)),
		State: hiring.ItemWaiting, Place: hiring.QueuePlace(rater, question, id), MadeAt: a.Now(),
	}
}
