package store

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// PipelineSort is how a requisition's applications are ordered.
type PipelineSort string

// The orders of a pipeline.
const (
	ByReceived PipelineSort = "received" // the default: first come first; who has not answered comes last
	ByNumber   PipelineSort = "number"
	ByFit      PipelineSort = "fit" // highest first; who has none comes last
	ByStage    PipelineSort = "stage"
	ByCombined PipelineSort = "combined" // fit and ratings together; who is not rated comes last, in the order received
	ByValue    PipelineSort = "value"    // by the fit of one value, highest first; who has none comes last
	ByLasting  PipelineSort = "lasting"  // by how long somebody took over the span asked for, or has waited; longest first
)

// PipelineFilter chooses a page of a requisition's applications. An unknown Sort is ByReceived.
type PipelineFilter struct {
	Narrowing
	Sort      PipelineSort
	SortValue uuid.UUID    // of ByValue
	Stage     hiring.Stage // "" for all
	Rescoring uuid.UUID    // whose fits are shown and sorted by; the zero value for those of record
	Blind     []uuid.UUID  // of whom the viewer sees no score and no decision: no order or stage is to tell either
	From      *Place       // nil for the beginning
	Back      bool         // the page that ends before From, not the one that begins after it
	Limit     int
}

// PipelinePage is a page of applications, with the places its neighbours lie beyond; nil where there is none.
type PipelinePage struct {
	Applications   []hiring.Application
	Previous, Next *Place
	Lasting        map[uuid.UUID]Lasting // of ByLasting
}

// pipelineRow is an application with its place in the order.
type pipelineRow struct {
	Application applicationRow `gorm:"embedded"`
	SortKey     *float64
	run         int
}

func (r pipelineRow) place() *Place {
	p := &Place{run: r.run, number: r.Application.Number}
	if r.SortKey != nil {
		p.key = *r.SortKey
	}
	return p
}

// Pipeline returns a page of a requisition's applications.
func (s *Store) Pipeline(ctx context.Context, requisition uuid.UUID, f PipelineFilter) ([]hiring.Application, error) {
	rows, err := s.pipelineRows(ctx, requisition, f)
	return applicationsOf(rows), err
}

// PipelinePage returns a page of a requisition's applications and where its neighbours are. A page back that would not
// be full is the first one.
func (s *Store) PipelinePage(ctx context.Context, requisition uuid.UUID, f PipelineFilter) (PipelinePage, error) {
	limit := f.Limit
	f.Limit++ // one more tells whether there is a neighbour
	rows, err := s.pipelineRows(ctx, requisition, f)
	if err == nil && f.From != nil && f.Back && len(rows) <= limit {
		f.From, f.Back = nil, false
		rows, err = s.pipelineRows(ctx, requisition, f)
	}
	if err != nil || len(rows) == 0 {
		return PipelinePage{}, err
	}
	var out PipelinePage
	more := len(rows) > limit
	switch {
	case more && f.Back:
		rows = rows[len(rows)-limit:]
	case more:
		rows = rows[:limit]
	}
	if f.From != nil && (more || !f.Back) {
		out.Previous = rows[0].place()
	}
	if more || f.Back {
		out.Next = rows[len(rows)-1].place()
	}
	out.Applications, out.Lasting = applicationsOf(rows), f.lasting(rows)
	return out, nil
}

// pipelineRows reads on from a place, run after run, until there are enough: one statement as a rule, one more where a
// page crosses from one run to the next. Each begins in the index of its order, however deep the page is.
func (s *Store) pipelineRows(ctx context.Context, requisition uuid.UUID, f PipelineFilter) ([]pipelineRow, error) {
	runs, step, i := f.runs(), 1, 0
	if f.From != nil {
		i = min(f.From.run, len(runs)-1)
	}
	if f.Back {
		step = -1
	}
	var out []pipelineRow
	for from := f.From; i >= 0 && i < len(runs) && len(out) < f.Limit; i += step {
		rows, err := s.pipelineRun(ctx, requisition, f, runs[i], from, f.Limit-len(out))
		if err != nil {
			return nil, err
		}
		for k := range rows {
			rows[k].run = i
		}
		out, from = append(out, rows...), nil
	}
	if f.Back {
		slices.Reverse(out)
	}
	return out, nil
}

// pipelineRun reads what lies beyond a place in one run of an order.
func (s *Store) pipelineRun(ctx context.Context, requisition uuid.UUID, f PipelineFilter, r pipelineRun, from *Place, limit int) ([]pipelineRow, error) {
	columns := "applications.*, candidates.name AS name"
	if f.Rescoring != uuid.Nil {
		columns = rescoredColumns
	}
	q := r.begin(s.read(ctx), f).Select(columns+", "+r.keyColumn()+" AS sort_key").
		Joins("JOIN candidates ON candidates.id = applications.candidate_id").
		Where("applications.requisition_id = ?", requisition)
	for _, c := range append(f.conditions(), r.where...) {
		q = q.Where(c.sql, c.args...)
	}
	if r.lead != "" {
		q = q.Where(r.lead + ".application_id = applications.id")
	}
	if from != nil {
		c := r.beyond(*from, f.Back)
		q = q.Where(c.sql, c.args...)
	}
	var rows []pipelineRow
	return rows, mapped(q.Order(r.order(f.Back)).Limit(limit).Find(&rows).Error, "application")
}

func applicationsOf(rows []pipelineRow) []hiring.Application {
	out := make([]hiring.Application, len(rows))
	for i, r := range rows {
		out[i] = r.Application.application()
	}
	return out
}

// begin is where a run's query starts: at the table whose index has its order.
func (r pipelineRun) begin(db *gorm.DB, f PipelineFilter) *gorm.DB {
	switch {
	case r.lead == "o":
		return db.Table("fits AS o").Joins("CROSS JOIN applications")
	case r.lead == "f":
		return db.Table("rescored_fits AS f").Joins("CROSS JOIN applications")
	case f.Rescoring != uuid.Nil:
		return db.Table("applications").Joins("LEFT JOIN rescored_fits AS f ON f.application_id = applications.id AND f.rescoring_id = ?", f.Rescoring)
	}
	return db.Table("applications")
}
