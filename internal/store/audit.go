package store

import (
	"context"
	"encoding/json"
	"errors"

	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type auditRow struct {
	Seq      int64 `gorm:"primaryKey;autoIncrement:false"`
	At       int64
	Actor    string
	ActorID  string
	Action   string
	Object   string
	ObjectID string
	Detail   string // JSON, or what somebody made of it
	PrevHash string
	Hash     string
}

// TableName implements gorm's schema.Tabler.
func (auditRow) TableName() string { return "audit_entries" }

func rowOfAudit(e hiring.AuditEntry) auditRow {
	detail, _ := json.Marshal(e.Detail) // strings can always be written
	return auditRow{
		Seq: e.Seq, At: millis(e.At), Actor: e.Actor, ActorID: e.ActorID, Action: e.Action, Object: e.Object,
		ObjectID: e.ObjectID, Detail: string(detail), PrevHash: e.PrevHash, Hash: e.Hash,
	}
}

// entry reads a detail that is no JSON any more too: it must show up as tampered with, not hide the rest.
func (r auditRow) entry() hiring.AuditEntry {
	var detail map[string]string
	if err := json.Unmarshal([]byte(r.Detail), &detail); err != nil {
		detail = map[string]string{"unreadable": r.Detail}
	}
	return hiring.AuditEntry{
		Seq: r.Seq, At: moment(r.At), Actor: r.Actor, ActorID: r.ActorID, Action: r.Action, Object: r.Object,
		ObjectID: r.ObjectID, Detail: detail, PrevHash: r.PrevHash, Hash: r.Hash,
	}
}

// auditLock names the lock under which PostgreSQL chains entries, one transaction at a time.
const auditLock = 7_460_301

// AppendAudit records what the open transaction does; it must be called inside Tx. Number and hashes are given when
// the transaction is about to commit, so that others wait for the chain's end as briefly as can be. A zero At is now.
func (s *Store) AppendAudit(ctx context.Context, e hiring.AuditEntry) error {
	tx := s.tx(ctx)
	if tx == nil {
		return errors.New("an audit entry was appended outside the transaction it records")
	}
	if e.At.IsZero() {
		e.At = now()
	}
	tx.audit = append(tx.audit, rowOfAudit(e))
	return nil
}

// chainAudit gives the transaction's entries their place in the chain.
func (s *Store) chainAudit(ctx context.Context, rows []auditRow) error {
	if len(rows) == 0 {
		return nil
	}
	if s.Dialect() == Postgres {
		if err := s.write(ctx).Exec("SELECT pg_advisory_xact_lock(?)", auditLock).Error; err != nil {
			return mapped(err, "audit entry")
		}
	}
	var last auditRow
	err := s.write(ctx).Order("seq DESC").Take(&last).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return mapped(err, "audit entry")
	}
	for i := range rows {
		rows[i].Seq, rows[i].PrevHash = last.Seq+1, last.Hash
		rows[i].Hash = rows[i].entry().Sum()
		last = rows[i]
	}
	return mapped(s.write(ctx).CreateInBatches(rows, chunk).Error, "audit entry")
}

// AuditFilter chooses audit entries: those of one noun, of one object, before a number. Zero fields do not filter.
type AuditFilter struct {
	Object   string
	ObjectID string
	Before   int64 // entries with a smaller number, to page on
	Limit    int   // at most MaxAuditEntries, which is also what 0 means
}

// MaxAuditEntries is the most entries one call returns.
const MaxAuditEntries = 500

// AuditEntries returns the newest entries that pass the filter, newest first.
func (s *Store) AuditEntries(ctx context.Context, f AuditFilter) ([]hiring.AuditEntry, error) {
	q := s.read(ctx)
	if f.Object != "" {
		q = q.Where("object = ?", f.Object)
	}
	if f.ObjectID != "" {
		q = q.Where("object_id = ?", f.ObjectID)
	}
	if f.Before > 0 {
		q = q.Where("seq < ?", f.Before)
	}
	if f.Limit <= 0 || f.Limit > MaxAuditEntries {
		f.Limit = MaxAuditEntries
	}
	return all(q.Order("seq DESC").Limit(f.Limit), "audit entry", auditRow.entry)
}

// VerifyAudit walks the whole chain and returns how many entries hold. The chain is broken where a number is missing,
// an entry does not continue the one before it, or does not have the hash it claims: firstBad is the first such
// number. Cutting entries off the end cannot be seen from the chain alone; keep the newest hash elsewhere for that.
func (s *Store) VerifyAudit(ctx context.Context) (n int64, firstBad *int64, err error) {
	var last hiring.AuditEntry
	for {
		q := s.read(ctx).Where("seq > ?", last.Seq).Order("seq").Limit(MaxAuditEntries)
		entries, err := all(q, "audit entry", auditRow.entry)
		if err != nil || len(entries) == 0 {
			return n, nil, err
		}
		for _, e := range entries {
			expected := last.Seq + 1
			if e.Seq != expected || e.PrevHash != last.Hash || e.Hash != e.Sum() {
				return n, &expected, nil
			}
			last = e
			n++
		}
	}
}
