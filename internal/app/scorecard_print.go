package app

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// PrintedScorecards are the scorecards of one interview that somebody may have on paper, with what they are about.
type PrintedScorecards struct {
	Interview   hiring.Interview
	Requisition hiring.Requisition
	Position    hiring.Position
	Candidate   string
	Questions   []hiring.AssessmentQuestion // as they were asked: what was waived for the candidate is left out
	Cards       []PrintedScorecard          // one's own first
}

// PrintedScorecard is one scorecard with whose it is.
type PrintedScorecard struct {
	hiring.Scorecard
	Panelist hiring.Panelist
}

// PrintedScorecards returns the scorecards of an interview a user may have on paper: their own as soon as it is begun,
// and, for HR and the requisition's owner, those that are in, unless something of the user's own comes first. Reading
// another's is recorded. When there is none, it is not found.
func (a *App) PrintedScorecards(ctx context.Context, user hiring.User, interview uuid.UUID) (PrintedScorecards, error) {
	var out PrintedScorecards
	var err error
	if out.Interview, err = a.store.Interview(ctx, interview); err != nil {
		return out, err
	}
	if out.Requisition, err = a.store.Requisition(ctx, out.Interview.RequisitionID); err != nil {
		return out, err
	}
	if out.Cards, err = a.cardsFor(ctx, user, out.Interview, out.Requisition); err != nil {
		return out, err
	}
	if len(out.Cards) == 0 {
		return PrintedScorecards{}, hiring.Missing("scorecard")
	}
	return out, a.addPrinted(ctx, user, &out)
}

// addPrinted adds what the scorecards are about, and records the reading of another's.
func (a *App) addPrinted(ctx context.Context, user hiring.User, out *PrintedScorecards) error {
	application, err := a.store.Application(ctx, out.Interview.ApplicationID)
	if err != nil {
		return err
	}
	out.Candidate = application.Name
	if out.Position, err = a.store.Position(ctx, out.Requisition.PositionID); err != nil {
		return err
	}
	guide, err := a.Guide(ctx, out.Requisition.ID)
	if err != nil {
		return err
	}
	assessment, err := a.store.ApplicationAssessment(ctx, application.ID)
	if err != nil {
		return err
	}
	out.Questions = guide.Asked(assessment.Questions)
	others := 0
	for _, c := range out.Cards {
		if !c.Panelist.Is(user.ID) {
			others++
		}
	}
	if others == 0 {
		return nil
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, UserActor(user.ID), "scorecard.viewed", "interview", out.Interview.ID, "shown", strconv.Itoa(others))
	})
}

// cardsFor lists the scorecards a user may have on paper.
func (a *App) cardsFor(ctx context.Context, user hiring.User, i hiring.Interview, r hiring.Requisition) ([]PrintedScorecard, error) {
	panel, err := a.store.Panelists(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	cards, err := a.store.Scorecards(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	readsAll := user.Is(hiring.HR) || user.Is(hiring.Recruiter) && user.ID == r.OwnerID
	if readsAll {
		blind, err := a.ownWorkFirst(ctx, user.ID, i.ApplicationID, r)
		if err != nil {
			return nil, err
		}
		readsAll = !blind
	}
	var own, others []PrintedScorecard
	for _, p := range panel {
		for _, c := range cards {
			switch {
			case c.PanelistID != p.ID:
			case p.Is(user.ID):
				own = append(own, PrintedScorecard{c, p})
			case readsAll && c.Submitted():
				others = append(others, PrintedScorecard{c, p})
			}
		}
	}
	return append(own, others...), nil
}

// ownWorkFirst tells whether a user has still to rate the candidate, or to hand in the scorecard of any interview with
// them: until then nobody else's judgment is read.
func (a *App) ownWorkFirst(ctx context.Context, user, application uuid.UUID, r hiring.Requisition) (bool, error) {
	ratings, err := a.store.Ratings(ctx, application)
	if err != nil || !hiring.CanSeeScores(user, r, ratings) {
		return true, err
	}
	interviews, err := a.store.InterviewsOf(ctx, application)
	if err != nil {
		return true, err
	}
	for _, i := range interviews {
		if i.Cancelled() {
			continue
		}
		p, err := a.store.PanelistOf(ctx, i.ID, user)
		if hiring.KindOf(err) == hiring.NotFound {
			continue
		}
		if err != nil {
			return true, err
		}
		card, err := a.store.ScorecardOf(ctx, p.ID)
		if err != nil && hiring.KindOf(err) != hiring.NotFound || !card.Submitted() {
			return true, missingIsNothing(err)
		}
	}
	return false, nil
}

// missingIsNothing lets a lookup find nothing.
func missingIsNothing(err error) error {
	if hiring.KindOf(err) == hiring.NotFound {
		return nil
	}
	return err
}
