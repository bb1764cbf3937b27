package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type leakRow struct {
	ID                uuid.UUID
	RequisitionID     uuid.UUID
	QuestionVersionID uuid.UUID
	ApplicationID     *uuid.UUID
	AttemptID         *uuid.UUID
	AnswerID          *uuid.UUID
	Words             string
	ReportedBy        uuid.UUID
	ReportedAt        int64
	Outcome           hiring.LeakOutcome
	Reason            string
	ClosedBy          *uuid.UUID
	ClosedAt          *int64
}

// TableName implements gorm's schema.Tabler.
func (leakRow) TableName() string { return "leak_reports" }

func (r leakRow) leak() hiring.LeakReport {
	return hiring.LeakReport{
		ID: r.ID, RequisitionID: r.RequisitionID, QuestionVersionID: r.QuestionVersionID, ApplicationID: r.ApplicationID,
		AttemptID: r.AttemptID, AnswerID: r.AnswerID, Words: r.Words, ReportedBy: r.ReportedBy, ReportedAt: moment(r.ReportedAt),
		Outcome: r.Outcome, Reason: r.Reason, ClosedBy: r.ClosedBy, ClosedAt: momentOrNil(r.ClosedAt),
	}
}

// AddLeak stores a report.
func (s *Store) AddLeak(ctx context.Context, l hiring.LeakReport) error {
	row := leakRow{
		ID: l.ID, RequisitionID: l.RequisitionID, QuestionVersionID: l.QuestionVersionID, ApplicationID: l.ApplicationID,
		AttemptID: l.AttemptID, AnswerID: l.AnswerID, Words: l.Words, ReportedBy: l.ReportedBy, ReportedAt: millis(l.ReportedAt),
	}
	return mapped(s.write(ctx).Create(&row).Error, "leak report")
}

// Leak returns the report with that id.
func (s *Store) Leak(ctx context.Context, id uuid.UUID) (hiring.LeakReport, error) {
	return one(s.read(ctx).Where("id = ?", id), "leak report", leakRow.leak)
}

// Leaks lists the reports of a requisition: those that wait first, the oldest of them first; at most limit.
func (s *Store) Leaks(ctx context.Context, requisition uuid.UUID, limit int) ([]hiring.LeakReport, error) {
	q := s.read(ctx).Where("requisition_id = ?", requisition).
		Order("CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, CASE WHEN closed_at IS NULL THEN reported_at ELSE -closed_at END, id").Limit(limit)
	return all(q, "leak report", leakRow.leak)
}

// WaitingLeaks counts the reports of a requisition that nobody has answered.
func (s *Store) WaitingLeaks(ctx context.Context, requisition uuid.UUID) (int, error) {
	var n int64
	err := s.read(ctx).Model(&leakRow{}).Where("requisition_id = ? AND closed_at IS NULL", requisition).Count(&n).Error
	return int(n), mapped(err, "leak report")
}

// CloseLeak stores how a report was answered; a Conflict when somebody has answered it already.
func (s *Store) CloseLeak(ctx context.Context, l hiring.LeakReport) error {
	res := s.write(ctx).Model(&leakRow{}).Where("id = ? AND closed_at IS NULL", l.ID).Updates(map[string]any{
		"outcome": l.Outcome, "reason": l.Reason, "closed_by": l.ClosedBy, "closed_at": millisOrNil(l.ClosedAt),
	})
	return oneRow(res, "leak report", hiring.Clash("leak.closed"))
}

type redactionRow struct {
	ID                uuid.UUID
	AttemptID         *uuid.UUID
	QuestionVersionID uuid.UUID
	AnswerID          *uuid.UUID
	Words             string
	LeakID            uuid.UUID
	HiddenBy          uuid.UUID
	HiddenAt          int64
}

// TableName implements gorm's schema.Tabler.
func (redactionRow) TableName() string { return "redactions" }

func (r redactionRow) words() string { return r.Words }

// AddRedaction stores words that are hidden from whoever rates an answer.
func (s *Store) AddRedaction(ctx context.Context, r hiring.Redaction) error {
	row := redactionRow{
		ID: r.ID, AttemptID: r.AttemptID, QuestionVersionID: r.QuestionVersionID, AnswerID: r.AnswerID, Words: r.Words,
		LeakID: r.LeakID, HiddenBy: r.HiddenBy, HiddenAt: millis(r.HiddenAt),
	}
	return mapped(s.write(ctx).Create(&row).Error, "redaction")
}

// HiddenWords lists the words that are hidden in the answer of an attempt to a question, the first hidden first.
func (s *Store) HiddenWords(ctx context.Context, attempt, question uuid.UUID) ([]string, error) {
	q := s.read(ctx).Where("attempt_id = ? AND question_version_id = ?", attempt, question).Order("hidden_at, id")
	return all(q, "redaction", redactionRow.words)
}

// HiddenWordsOfPlanted lists the words that are hidden in a planted answer.
func (s *Store) HiddenWordsOfPlanted(ctx context.Context, answer uuid.UUID) ([]string, error) {
	return all(s.read(ctx).Where("answer_id = ?", answer).Order("hidden_at, id"), "redaction", redactionRow.words)
}
