package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// propose stores a decision that waits for a second person. There has to be one: nobody's decision waits for ever.
func (a *App) propose(ctx context.Context, user hiring.User, v ApplicationView, d hiring.Decision, instead *uuid.UUID) error {
	others, err := a.SecondPersons(ctx, v.Requisition, user.ID)
	if err != nil {
		return err
	}
	if len(others) == 0 {
		return hiring.Problems{{Field: "outcome", Key: "decision.problem.nobody_second"}}.Err()
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.stillGives(ctx, user, v.RequisitionID, d.Outcome.Needs()); err != nil {
			return err
		}
		if err := a.store.Propose(ctx, hiring.Proposal{Decision: d, Instead: instead, State: hiring.Proposed}); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "decision.proposed", "application", v.ID, a.decisionDetail(d, v.Stage)...)
	})
}

// SecondPersons are those who may confirm what one person proposes in a requisition.
func (a *App) SecondPersons(ctx context.Context, r hiring.Requisition, proposer uuid.UUID) ([]hiring.User, error) {
	staff, err := a.store.Users(ctx)
	return slices.DeleteFunc(staff, func(u hiring.User) bool { return u.ID == proposer || !r.Decides(u) }), err
}

// waitingProposal returns the proposal about an application that waits.
func (a *App) waitingProposal(ctx context.Context, application uuid.UUID) (p hiring.Proposal, waits bool, err error) {
	all, err := a.store.Proposals(ctx, application)
	if err != nil {
		return p, false, err
	}
	at := slices.IndexFunc(all, func(p hiring.Proposal) bool { return p.State == hiring.Proposed })
	if at < 0 {
		return p, false, nil
	}
	return all[at], true, nil
}

// Waiting returns the proposal that waits for a second person, or nil.
func (v ApplicationView) Waiting() *hiring.Proposal {
	for i := range v.Proposals {
		if v.Proposals[i].State == hiring.Proposed {
			return &v.Proposals[i]
		}
	}
	return nil
}

// ConfirmProposal makes the proposal that waits a decision: the second person's, who is another than the first. If
// somebody has decided since it was proposed, it is a Conflict.
func (a *App) ConfirmProposal(ctx context.Context, user hiring.User, application, proposal uuid.UUID) error {
	return a.answerProposal(ctx, user, application, proposal, func(ctx context.Context, v ApplicationView, p hiring.Proposal) error {
		if p.By == user.ID {
			return hiring.Clash("decision.problem.own_proposal")
		}
		now := a.Now()
		if err := a.store.AnswerProposal(ctx, p.ID, hiring.Confirmed, user.ID, now, ""); err != nil {
			return err
		}
		d := p.Decision
		d.ID, d.At, d.ConfirmedBy, d.ConfirmedAt = newID(), now, &user.ID, &now
		if err := a.store.Decide(ctx, d, p.Instead); err != nil {
			return err
		}
		return a.settleDecision(ctx, user, d, v.Stage)
	})
}

// ReturnProposal gives the proposal that waits back with a reason; who proposed it takes it back without one.
func (a *App) ReturnProposal(ctx context.Context, user hiring.User, application, proposal uuid.UUID, reason string) error {
	reason = strings.TrimSpace(reason)
	return a.answerProposal(ctx, user, application, proposal, func(ctx context.Context, _ ApplicationView, p hiring.Proposal) error {
		state := hiring.Returned
		if p.By == user.ID {
			state, reason = hiring.Withdrawn, ""
		} else if err := hiring.CheckReason("answer", reason).Err(); err != nil {
			return err
		}
		if err := a.store.AnswerProposal(ctx, p.ID, state, user.ID, a.Now(), reason); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "decision."+string(state), "application", application,
			"proposal", p.ID.String(), "outcome", string(p.Outcome), "reason_characters", strconv.Itoa(len([]rune(reason))))
	})
}

// answerProposal runs what answers the proposal that was shown, for somebody who may decide what it proposes.
func (a *App) answerProposal(ctx context.Context, user hiring.User, application, proposal uuid.UUID, answer func(context.Context, ApplicationView, hiring.Proposal) error) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		p, waits, err := a.waitingProposal(ctx, application)
		if err != nil {
			return err
		}
		if !waits || p.ID != proposal {
			return hiring.Clash("decision.problem.proposal_answered")
		}
		v, err := a.readApplication(ctx, application)
		if err != nil {
			return err
		}
		blind, err := a.blindTo(ctx, user.ID, v)
		if err != nil {
			return err
		}
		if err := phaseGives(v.Requisition, user.ID, p.Outcome.Needs(), blind); err != nil {
			return err
		}
		if err := a.stillGives(ctx, user, v.RequisitionID, p.Outcome.Needs()); err != nil {
			return err
		}
		return answer(ctx, v, p)
	})
}
