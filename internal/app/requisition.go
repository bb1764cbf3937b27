package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// OpenRequisition stores a new requisition. When it names a benchmark version it asks all questions of that version,
// and every value counts alike; both can be changed until the first invitation.
func (a *App) OpenRequisition(ctx context.Context, who Actor, r hiring.Requisition) (hiring.Requisition, error) {
	r.Name = tidyName(r.Name)
	if err := r.Check().Err(); err != nil {
		return r, err
	}
	r.ID, r.CreatedAt, r.Version = newID(), a.Now(), 1
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		questions, err := a.settle(ctx, &r, nil)
		if err != nil {
			return err
		}
		if err := a.store.CreateRequisition(ctx, r); err != nil {
			return err
		}
		if err := a.store.SetRequisitionQuestions(ctx, r.ID, questions); err != nil {
			return err
		}
		return a.audit(ctx, who, "requisition.opened", "requisition", r.ID)
	})
	return r, err
}

// ChangeRequisition stores what decides how candidates are asked and compared; without questions it asks all of the
// benchmark version's. Once the first candidate is invited it is fixed, so that everybody meets the same.
func (a *App) ChangeRequisition(ctx context.Context, who Actor, r hiring.Requisition, questions []uuid.UUID) error {
	r.Name = tidyName(r.Name)
	if err := r.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		stands, err := a.store.RequisitionForUpdate(ctx, r.ID)
		if err != nil {
			return err
		}
		if stands.ClosedAt != nil {
			return hiring.Clash("error.requisition_closed")
		}
		if stands.Frozen() {
			return hiring.Clash("error.requisition_frozen")
		}
		if questions, err = a.settle(ctx, &r, questions); err != nil {
			return err
		}
		if err := a.store.UpdateRequisition(ctx, r); err != nil {
			return err
		}
		if err := a.store.SetRequisitionQuestions(ctx, r.ID, questions); err != nil {
			return err
		}
		return a.audit(ctx, who, "requisition.changed", "requisition", r.ID)
	})
}

// AddToPanel puts a person on the panel: from then on that person sees no score of a candidate before rating. Answers
// that are in and that too few people rate are shared out anew.
func (a *App) AddToPanel(ctx context.Context, who Actor, requisition, person uuid.UUID) error {
	defer a.nudge()
	return a.store.Tx(ctx, func(ctx context.Context) error {
		u, err := a.store.User(ctx, person)
		if hiring.KindOf(err) == hiring.NotFound || err == nil && !u.CanRate() {
			return hiring.Problems{{Field: "person", Key: "problem.unknown_option"}}.Err()
		}
		if err != nil {
			return err
		}
		if err := a.store.AddPanel(ctx, requisition, []uuid.UUID{person}, a.Now()); err != nil {
			return err
		}
		if err := a.queueSharing(ctx, requisition); err != nil {
			return err
		}
		return a.audit(ctx, who, "panel.added", "requisition", requisition, "user", person.String())
	})
}

// NoteScoresListed records that somebody saw the fits of a page of candidates: those of record, or a re-scoring's.
func (a *App) NoteScoresListed(ctx context.Context, who Actor, requisition, rescoring uuid.UUID, sort string, shown int) error {
	detail := []string{"sort", sort, "shown", strconv.Itoa(shown)}
	if rescoring != uuid.Nil {
		detail = append(detail, "rescoring", rescoring.String())
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, who, "requisition.scores_viewed", "requisition", requisition, detail...)
	})
}

// RemoveFromPanel takes a person off the panel. Once the first candidate is invited nobody leaves it: leaving would
// be a way to see scores without rating.
func (a *App) RemoveFromPanel(ctx context.Context, who Actor, requisition, person uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.RequisitionForUpdate(ctx, requisition)
		if err != nil {
			return err
		}
		if r.Frozen() {
			return hiring.Clash("requisition.problem.panel_frozen")
		}
		if err := a.store.RemoveFromPanel(ctx, requisition, person); err != nil {
			return err
		}
		return a.audit(ctx, who, "panel.removed", "requisition", requisition, "user", person.String())
	})
}

// CloseRequisition ends a requisition.
func (a *App) CloseRequisition(ctx context.Context, who Actor, id uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.CloseRequisition(ctx, id, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "requisition.closed", "requisition", id)
	})
}

// freeze fixes a requisition at its first invitation; the audit keeps the hash of what was fixed. Call it in the
// transaction of the invitation.
func (a *App) freeze(ctx context.Context, who Actor, r hiring.Requisition) error {
	if r.ClosedAt != nil {
		return hiring.Clash("error.requisition_closed")
	}
	if r.Frozen() {
		return nil
	}
	ids, err := a.store.RequisitionQuestions(ctx, r.ID)
	if err != nil {
		return err
	}
	versions, err := a.questionVersions(ctx, ids)
	if err != nil {
		return err
	}
	ps, err := a.engineProblem(ctx, r)
	if err != nil {
		return err
	}
	alone, err := a.secondPersonProblem(ctx, r)
	if err != nil {
		return err
	}
	if err := slices.Concat(r.CanInvite(versions), ps, alone).Err(); err != nil {
		return err
	}
	first, err := a.store.FreezeRequisition(ctx, r.ID, a.Now())
	if err != nil || !first {
		return err
	}
	return a.audit(ctx, who, "requisition.frozen", "requisition", r.ID, "sha256", frozenHash(r, versions))
}

// secondPersonProblem names a policy that asks for a second person where only one may decide: it is fixed with the
// first invitation, and every decision would wait for ever.
func (a *App) secondPersonProblem(ctx context.Context, r hiring.Requisition) (ps hiring.Problems, err error) {
	if r.Policy.SecondPerson == "" {
		return nil, nil
	}
	staff, err := a.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, u := range staff {
		if r.Decides(u) {
			n++
		}
	}
	if n < 2 {
		ps.Add("second_person", "requisition.problem.nobody_second")
	}
	return ps, nil
}

// frozenHash names everything that decides how a requisition's candidates are asked and compared.
func frozenHash(r hiring.Requisition, questions []hiring.QuestionVersion) string {
	ids := make([]uuid.UUID, len(questions))
	for i, q := range questions {
		ids[i] = q.ID
	}
	b, _ := json.Marshal([]any{r.PositionID, r.BenchmarkVersionID, r.Languages, r.Policy, r.Values, ids})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
