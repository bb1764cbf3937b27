package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// RequisitionSummary is a requisition in a list, with how many applications stand at each stage.
type RequisitionSummary struct {
	hiring.Requisition
	Position string
	Counts   map[hiring.Stage]int
}

// RequisitionState is whether a requisition is still under way.
type RequisitionState string

// The states by which requisitions are listed.
const (
	RequisitionOpen   RequisitionState = "open"   // somebody has been invited, and it is not closed
	RequisitionDraft  RequisitionState = "draft"  // nobody has been invited yet
	RequisitionClosed RequisitionState = "closed" // nobody is invited any more
)

// RequisitionStates lists the states.
func RequisitionStates() []RequisitionState {
	return []RequisitionState{RequisitionOpen, RequisitionDraft, RequisitionClosed}
}

// RequisitionFilter chooses a page of requisitions: those not closed before the closed ones, the newest first.
type RequisitionFilter struct {
	User       uuid.UUID         // those the user owns or is on the panel of
	Everybodys bool              // or everybody's
	State      RequisitionState  // "" for all
	Position   uuid.UUID         // the zero value for all
	From       *RequisitionPlace // nil for the beginning
	Back       bool              // the page that ends before From, not the one that begins after it
	Limit      int
}

// RequisitionPlace is where a page of requisitions begins or ends: the values that their order goes by.
type RequisitionPlace struct {
	closed  bool
	created int64
	id      uuid.UUID
}

// String writes a place for an address.
func (p RequisitionPlace) String() string {
	return fmt.Sprintf("%d.%d.%s", flag(p.closed), p.created, p.id)
}

// ParseRequisitionPlace reads what String wrote; anything else is no place.
func ParseRequisitionPlace(s string) (*RequisitionPlace, bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || parts[0] != "0" && parts[0] != "1" {
		return nil, false
	}
	created, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return nil, false
	}
	id, err := uuid.Parse(parts[2])
	return &RequisitionPlace{closed: parts[0] == "1", created: created, id: id}, err == nil
}

// RequisitionPage is a page of requisitions, with the places its neighbours lie beyond; nil where there is none.
type RequisitionPage struct {
	List           []RequisitionSummary
	Previous, Next *RequisitionPlace
}

// RequisitionPage returns a page of requisitions and where its neighbours are. A page back that would not be full is the
// first one.
func (s *Store) RequisitionPage(ctx context.Context, f RequisitionFilter) (RequisitionPage, error) {
	limit := f.Limit
	f.Limit++ // one more tells whether there is a neighbour
	rows, err := s.requisitionRows(ctx, f)
	if err == nil && f.From != nil && f.Back && len(rows) <= limit {
		f.From, f.Back = nil, false
		rows, err = s.requisitionRows(ctx, f)
	}
	if err != nil || len(rows) == 0 {
		return RequisitionPage{}, err
	}
	var out RequisitionPage
	more := len(rows) > limit
	switch {
	case more && f.Back:
		rows = rows[1:]
	case more:
		rows = rows[:limit]
	}
	if f.From != nil && (!f.Back || more) {
		out.Previous = rows[0].place()
	}
	if more || f.Back {
		out.Next = rows[len(rows)-1].place()
	}
	out.List, err = s.summaries(ctx, rows)
	return out, err
}

// place is the row's place in the order.
func (r requisitionRow) place() *RequisitionPlace {
	return &RequisitionPlace{closed: r.ClosedAt != nil, created: r.CreatedAt, id: r.ID}
}

// isClosed is 0 or 1: what the list is ordered by first.
const isClosed = "(CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END)"

// requisitionRows reads on from a place.
func (s *Store) requisitionRows(ctx context.Context, f RequisitionFilter) ([]requisitionRow, error) {
	q := f.narrow(s.read(ctx).Table("requisitions"))
	more, less, up, down := ">", "<", "", " DESC"
	if f.Back {
		more, less, up, down = "<", ">", " DESC", ""
	}
	if p := f.From; p != nil {
		q = q.Where("("+isClosed+" "+more+" ? OR "+isClosed+" = ? AND (created_at "+less+" ? OR created_at = ? AND id "+more+" ?))",
			flag(p.closed), flag(p.closed), p.created, p.created, p.id)
	}
	var rows []requisitionRow
	err := q.Order(isClosed + up + ", created_at" + down + ", id" + up).Limit(f.Limit).Find(&rows).Error
	if f.Back {
		slices.Reverse(rows)
	}
	return rows, mapped(err, "requisition")
}

// narrow adds what the filter asks for.
func (f RequisitionFilter) narrow(q *gorm.DB) *gorm.DB {
	if !f.Everybodys {
		q = q.Where("(owner_id = ? OR id IN (SELECT requisition_id FROM requisition_panel WHERE user_id = ?))", f.User, f.User)
	}
	if f.Position != uuid.Nil {
		q = q.Where("position_id = ?", f.Position)
	}
	switch f.State {
	case RequisitionOpen:
		q = q.Where("closed_at IS NULL AND frozen_at IS NOT NULL")
	case RequisitionDraft:
		q = q.Where("closed_at IS NULL AND frozen_at IS NULL")
	case RequisitionClosed:
		q = q.Where("closed_at IS NOT NULL")
	}
	return q
}

// CountRequisitions counts the requisitions a filter asks for, on whatever page they stand.
func (s *Store) CountRequisitions(ctx context.Context, f RequisitionFilter) (int, error) {
	var n int64
	err := f.narrow(s.read(ctx).Table("requisitions")).Count(&n).Error
	return int(n), mapped(err, "requisition")
}

// summaries adds to rows what a list shows of them.
func (s *Store) summaries(ctx context.Context, rows []requisitionRow) ([]RequisitionSummary, error) {
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	counts, err := s.stageCounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	names, err := s.positionNames(ctx)
	out := make([]RequisitionSummary, len(rows))
	for i, row := range rows {
		r := row.requisition()
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
