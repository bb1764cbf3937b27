package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// RequisitionSummary is a requisition in a list, with how many applications stand at each stage.
type RequisitionSummary struct {
	hiring.Requisition
	Position string
	Counts   map[hiring.Stage]int
}

// Requisitions lists requisitions, newest first: those a user owns or is on the panel of, or everybody's.
func (s *Store) Requisitions(ctx context.Context, user uuid.UUID, everybodys bool) ([]RequisitionSummary, error) {
	q := s.read(ctx).Order("created_at DESC, id")
	if !everybodys {
		q = q.Where("owner_id = ? OR id IN (SELECT requisition_id FROM requisition_panel WHERE user_id = ?)", user, user)
	}
	rs, err := all(q, "requisition", requisitionRow.requisition)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(rs))
	for i, r := range rs {
		ids[i] = r.ID
	}
	counts, err := s.stageCounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	names, err := s.positionNames(ctx)
	out := make([]RequisitionSummary, len(rs))
	for i, r := range rs {
		out[i] = RequisitionSummary{Requisition: r, Position: names[r.PositionID], Counts: counts[r.ID]}
	}
	return out, err
}

func (s *Store) positionNames(ctx context.Context) (map[uuid.UUID]string, error) {
	ps, err := s.Positions(ctx)
	names := map[uuid.UUID]string{}
	for _, p := range ps {
		names[p.ID] = p.Name
	}
	return names, err
}

func (s *Store) stageCounts(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]map[hiring.Stage]int, error) {
	out := map[uuid.UUID]map[hiring.Stage]int{}
	for len(ids) > 0 {
		n := min(len(ids), chunk)
		var rows []struct {
			RequisitionID uuid.UUID
			Stage         hiring.Stage
			N             int
		}
		err := s.read(ctx).Table("applications").Select("requisition_id, stage, COUNT(*) AS n").
			Where("requisition_id IN ?", ids[:n]).Group("requisition_id, stage").Scan(&rows).Error
		if err != nil {
			return nil, mapped(err, "application")
		}
		for _, r := range rows {
			if out[r.RequisitionID] == nil {
				out[r.RequisitionID] = map[hiring.Stage]int{}
			}
			out[r.RequisitionID][r.Stage] = r.N
		}
		ids = ids[n:]
	}
	return out, nil
}
