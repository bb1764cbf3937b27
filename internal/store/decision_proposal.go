package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type proposalRow struct {
	ID              uuid.UUID
	ApplicationID   uuid.UUID
	InsteadOf       *uuid.UUID
	Outcome         hiring.Outcome
	Reasons         jsonOf[[]hiring.DecisionReason]
	Reason          string
	Evidence        jsonOf[hiring.Evidence]
	Departures      jsonOf[[]hiring.Departure]
	DepartureReason string
	ProposedBy      uuid.UUID
	ProposedAt      int64
	State           hiring.ProposalState
	AnsweredBy      *uuid.UUID
	AnsweredAt      *int64
	Answer          string
}

// TableName implements gorm's schema.Tabler.
func (proposalRow) TableName() string { return "decision_proposals" }

func (r proposalRow) proposal() hiring.Proposal {
	return hiring.Proposal{
		Decision: hiring.Decision{
			ID: r.ID, ApplicationID: r.ApplicationID, Outcome: r.Outcome, Reasons: r.Reasons.V, Reason: r.Reason, Evidence: r.Evidence.V,
			Departures: r.Departures.V, DepartureReason: r.DepartureReason, By: r.ProposedBy, At: moment(r.ProposedAt),
		},
		Instead: r.InsteadOf, State: r.State, AnsweredBy: r.AnsweredBy, AnsweredAt: momentOrNil(r.AnsweredAt), Answer: r.Answer,
	}
}

// Propose stores a decision that waits for a second person, made in view of the decision that was current (nil: none).
// If another has become current meanwhile, or another proposal waits, it is a Conflict. What stands goes on standing.
func (s *Store) Propose(ctx context.Context, p hiring.Proposal) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		res := s.write(ctx).Table("applications").Where("id = ?", p.ApplicationID).Update("version", gorm.Expr("version + 1"))
		if err := oneRow(res, "application", hiring.Missing("application")); err != nil {
			return err
		}
		if err := s.decisionStands(ctx, p.ApplicationID, p.Instead); err != nil {
			return err
		}
		row := proposalRow{
			ID: p.ID, ApplicationID: p.ApplicationID, InsteadOf: p.Instead, Outcome: p.Outcome, Reasons: asJSON(listed(p.Reasons)), Reason: p.Reason,
			Evidence: asJSON(p.Evidence), Departures: asJSON(listed(p.Departures)), DepartureReason: p.DepartureReason,
			ProposedBy: p.By, ProposedAt: millis(p.At), State: hiring.Proposed,
		}
		err := mapped(s.write(ctx).Create(&row).Error, "proposal")
		if hiring.KindOf(err) == hiring.Conflict {
			return changedMeanwhile()
		}
		return err
	})
}

// AnswerProposal records what became of a proposal that waits; one that waits no more is a Conflict.
func (s *Store) AnswerProposal(ctx context.Context, id uuid.UUID, state hiring.ProposalState, by uuid.UUID, at time.Time, answer string) error {
	res := s.write(ctx).Table("decision_proposals").Where("id = ? AND state = ?", id, hiring.Proposed).
		Updates(map[string]any{"state": state, "answered_by": by, "answered_at": millis(at), "answer": answer})
	return oneRow(res, "proposal", changedMeanwhile())
}

// Proposals lists what was proposed about an application, the newest first.
func (s *Store) Proposals(ctx context.Context, application uuid.UUID) ([]hiring.Proposal, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("proposed_at DESC, id DESC")
	return all(q, "proposal", proposalRow.proposal)
}

// ProposalDue is a proposal that waits for somebody.
type ProposalDue struct {
	ApplicationID uuid.UUID
	Candidate     string
	Requisition   string
	ProposedBy    string // name
}

// ProposalsDue lists the proposals that a user may confirm, the oldest first, at most limit: everybody's for HR, else
// those of the user's own requisitions, and never the user's own proposals. Where the user rates or interviews first,
// a proposal would tell them of a decision: it waits until then.
func (s *Store) ProposalsDue(ctx context.Context, user uuid.UUID, everything bool, limit int) ([]ProposalDue, error) {
	var out []ProposalDue
	err := s.read(ctx).Raw(`SELECT a.id AS application_id, c.name AS candidate, r.name AS requisition, u.name AS proposed_by
		FROM decision_proposals p JOIN applications a ON a.id = p.application_id JOIN candidates c ON c.id = a.candidate_id
		JOIN requisitions r ON r.id = a.requisition_id JOIN users u ON u.id = p.proposed_by
		WHERE p.state = 'proposed' AND p.proposed_by <> ? AND (r.owner_id = ? OR 1 = ?)
		AND (NOT EXISTS (SELECT 1 FROM requisition_panel m WHERE m.requisition_id = r.id AND m.user_id = ?)
			OR EXISTS (SELECT 1 FROM ratings t WHERE t.application_id = a.id AND t.rater_id = ?))
		AND a.id NOT IN (SELECT wi.application_id`+awaitsUser+`)
		ORDER BY p.proposed_at, p.id LIMIT ?`, user, user, flag(everything), user, user, user, limit).Scan(&out).Error
	return out, mapped(err, "proposal")
}
