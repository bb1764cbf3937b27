package export

import (
	"context"
	"encoding/json"

	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
)

// AuditTable is the name of the table of audit entries.
const AuditTable = "audit"

// auditTable are the audit entries about a requisition and what belongs to it, as they are chained: their ids are those
// of the page of the audit, since another would not hash to what the chain says.
type auditTable struct{}

// Audit is the table of audit entries.
func Audit() Table { return auditTable{} }

// Name is the table's name.
func (auditTable) Name() string { return AuditTable }

func auditColumns() []column[hiring.AuditEntry] {
	type row = hiring.AuditEntry
	return []column[row]{
		{Column{Name: "seq", Type: Whole, Range: "1…"}, func(e row) sheet.Cell { return int(e.Seq) }},
		{Column{Name: "at", Type: Time, Unit: "utc"}, func(e row) sheet.Cell { return e.At }},
		{Column{Name: "actor", Type: Code, Range: oneOf("user", "respondent", "system")}, func(e row) sheet.Cell { return e.Actor }},
		{Column{Name: "actor_id", Type: ID}, func(e row) sheet.Cell { return e.ActorID }},
		{Column{Name: "action", Type: Code}, func(e row) sheet.Cell { return e.Action }},
		{Column{Name: "object", Type: Code}, func(e row) sheet.Cell { return e.Object }},
		{Column{Name: "object_id", Type: ID}, func(e row) sheet.Cell { return e.ObjectID }},
		{Column{Name: "detail", Type: Text}, func(e row) sheet.Cell {
			b, _ := json.Marshal(e.Detail) // strings can always be written
			return string(b)
		}},
		{Column{Name: "prev_hash", Type: Text}, func(e row) sheet.Cell { return e.PrevHash }},
		{Column{Name: "hash", Type: Text}, func(e row) sheet.Cell { return e.Hash }},
	}
}

// Columns describes the columns.
func (auditTable) Columns(v View) []Column { return described(columnsOf(v, auditColumns())) }

// Each reads the entries by their number.
func (auditTable) Each(ctx context.Context, s *Source, v View, row func([]sheet.Cell) error) error {
	columns := columnsOf(v, auditColumns())
	for after := int64(0); ; {
		entries, err := s.store.ExportedAudit(ctx, s.scope.Requisition, after, auditBatch)
		if err != nil || len(entries) == 0 {
			return err
		}
		for _, e := range entries {
			if err := row(cells(s, v, columns, e)); err != nil {
				return err
			}
		}
		after = entries[len(entries)-1].Seq
	}
}
