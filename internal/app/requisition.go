package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// OpenRequisition stores a new requisition. When it names a benchmark version and no questions, it asks all of that
// version's.
func (a *App) OpenRequisition(ctx context.Context, who Actor, r hiring.Requisition, questions []uuid.UUID) (hiring.Requisition, error) {
	if err := r.Check().Err(); err != nil {
		return r, err
	}
	r.ID, r.CreatedAt, r.Version = newID(), a.Now(), 1
	err := a.store.Tx(ctx, func(ctx context.Context) error {
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

// ChangeRequisition stores what decides how candidates are asked and compared. Once the first candidate is invited
// it is fixed, so that everybody meets the same.
func (a *App) ChangeRequisition(ctx context.Context, who Actor, r hiring.Requisition, questions []uuid.UUID) error {
	if err := r.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		stands, err := a.store.Requisition(ctx, r.ID)
		if err != nil {
			return err
		}
		if stands.Frozen() {
			return hiring.Clash("error.requisition_frozen")
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

// AddToPanel puts a person on the panel: from then on that person sees no score of a candidate before rating.
func (a *App) AddToPanel(ctx context.Context, who Actor, requisition, person uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := a.store.User(ctx, person); err != nil {
			return err
		}
		if err := a.store.AddPanel(ctx, requisition, []uuid.UUID{person}, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "panel.added", "requisition", requisition, "user", person.String())
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
	versions, err := a.requisitionQuestions(ctx, r.ID)
	if err != nil {
		return err
	}
	if err := r.CanInvite(versions).Err(); err != nil {
		return err
	}
	first, err := a.store.FreezeRequisition(ctx, r.ID, a.Now())
	if err != nil || !first {
		return err
	}
	return a.audit(ctx, who, "requisition.frozen", "requisition", r.ID, "sha256", frozenHash(r, versions))
}

func (a *App) requisitionQuestions(ctx context.Context, id uuid.UUID) ([]hiring.QuestionVersion, error) {
	ids, err := a.store.RequisitionQuestions(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []hiring.QuestionVersion
	for _, v := range ids {
		q, err := a.store.QuestionVersion(ctx, v)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
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
