package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// ExportScope says which candidates of a requisition a file tells of. Everything that is exported of candidates is
// read for the candidates this finds, so that blindness has one place.
type ExportScope struct {
	Requisition uuid.UUID
	Reader      uuid.UUID    // candidates of whom this user's scorecard is awaited are left out
	OwnFirst    bool         // and those the reader, who is on the panel, has still to rate
	Stage       hiring.Stage // "" for all
}

// ExportedApplication is an application with what only files show of it.
type ExportedApplication struct {
	hiring.Application
	Erased bool // the person was erased; the row stays so that counts are right
}

// exported starts a query over the applications of a scope.
func (s *Store) exported(ctx context.Context, scope ExportScope) *gorm.DB {
	q := s.read(ctx).Table("applications AS a").Where("a.requisition_id = ?", scope.Requisition).
		Where("a.id NOT IN (SELECT wi.application_id"+awaitsUser+")", scope.Reader)
	if scope.OwnFirst {
		q = q.Where(ownIn, map[string]any{"user": scope.Reader})
	}
	if scope.Stage != "" {
		q = q.Where("a.stage = ?", scope.Stage)
	}
	return q
}

// ExportedApplications returns the next applications of a scope after a number, by number.
func (s *Store) ExportedApplications(ctx context.Context, scope ExportScope, after, limit int) ([]ExportedApplication, error) {
	type row struct {
		Application applicationRow `gorm:"embedded"`
		ErasedAt    *int64
	}
	q := s.exported(ctx, scope).Select("a.*, c.name AS name, c.erased_at AS erased_at").
		Joins("JOIN candidates c ON c.id = a.candidate_id").Where("a.number > ?", after).Order("a.number").Limit(limit)
	return all(q, "application", func(r row) ExportedApplication {
		return ExportedApplication{Application: r.Application.application(), Erased: r.ErasedAt != nil}
	})
}

// CountExported counts the applications of a scope, and those of the requisition that it leaves out. Who is on no panel
// is left out of few, and those are counted from their own interviews; only a rater's own are looked for one by one.
func (s *Store) CountExported(ctx context.Context, scope ExportScope) (in, leftOut int, err error) {
	q := s.read(ctx).Table("applications").Where("requisition_id = ?", scope.Requisition)
	if scope.Stage != "" {
		q = q.Where("stage = ?", scope.Stage)
	}
	var total, without int64
	if err := q.Count(&total).Error; err != nil {
		return 0, 0, mapped(err, "application")
	}
	if scope.OwnFirst || scope.Stage != "" {
		var known int64
		err := s.exported(ctx, scope).Count(&known).Error
		return int(known), int(total - known), mapped(err, "application")
	}
	err = s.read(ctx).Raw("SELECT COUNT(DISTINCT wi.application_id)"+awaitsUser+" AND wi.requisition_id = ?", scope.Reader, scope.Requisition).Scan(&without).Error
	return int(total - without), int(without), mapped(err, "application")
}

// auditOfRequisition are the entries about a requisition, its applications and what belongs to them.
const auditOfRequisition = `(object = 'requisition' AND object_id = @r)
OR (object = 'application' AND object_id IN (SELECT id FROM applications WHERE requisition_id = @r))
OR (object = 'interview' AND object_id IN (SELECT id FROM interviews WHERE requisition_id = @r))
OR (object = 'invitation' AND object_id IN (SELECT i.id FROM invitations i JOIN applications a ON a.id = i.application_id WHERE a.requisition_id = @r))
OR (object = 'attempt' AND object_id IN (SELECT t.id FROM attempts t JOIN applications a ON a.id = t.application_id WHERE a.requisition_id = @r))
OR (object = 'panelist' AND object_id IN (SELECT p.id FROM panelists p JOIN interviews i ON i.id = p.interview_id WHERE i.requisition_id = @r))
OR (object = 'scorecard' AND object_id IN (SELECT c.id FROM scorecards c JOIN interviews i ON i.id = c.interview_id WHERE i.requisition_id = @r))`

// ExportedAudit returns the next audit entries about a requisition after a number, by number.
func (s *Store) ExportedAudit(ctx context.Context, requisition uuid.UUID, after int64, limit int) ([]hiring.AuditEntry, error) {
	q := s.read(ctx).Where("seq > ?", after).Where(auditOfRequisition, map[string]any{"r": requisition}).Order("seq").Limit(limit)
	return all(q, "audit entry", auditRow.entry)
}
