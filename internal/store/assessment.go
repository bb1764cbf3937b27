package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// assessedRow is a question of an assessment with its value's name.
type assessedRow struct {
	ID         uuid.UUID
	QuestionID uuid.UUID
	Number     int
	Wording    jsonOf[hiring.Wording]
	CreatedAt  int64
	ValueID    uuid.UUID
	ValueName  jsonOf[hiring.Words]
	Waived     int
}

func (r assessedRow) question() hiring.AssessmentQuestion {
	return hiring.AssessmentQuestion{
		QuestionVersion: hiring.QuestionVersion{
			ID: r.ID, QuestionID: r.QuestionID, Number: r.Number, Wording: r.Wording.V, CreatedAt: moment(r.CreatedAt),
		},
		ValueID: r.ValueID, ValueName: r.ValueName.V, Waived: r.Waived != 0,
	}
}

// An incumbent is asked a benchmark's questions, an excluded one no longer; an application a requisition's, of which
// an accommodation may waive some. Both in their order, in the wording that was chosen when they were put there.
const (
	assessedColumns = `SELECT v.id, v.question_id, v.number, v.wording, v.created_at, q.value_id, c.name AS value_name, `
	assessedJoins   = ` JOIN question_versions v ON v.id = x.question_version_id
JOIN questions q ON q.id = v.question_id
JOIN company_values c ON c.id = q.value_id `
	selectBenchmarkAssessment = assessedColumns + `0 AS waived FROM benchmark_questions x` + assessedJoins +
		`WHERE x.benchmark_id = ? AND x.excluded_at IS NULL ORDER BY x.position, v.id`
	selectApplicationAssessment = assessedColumns + `CASE WHEN w.application_id IS NULL THEN 0 ELSE 1 END AS waived
FROM applications a JOIN requisition_questions x ON x.requisition_id = a.requisition_id` + assessedJoins +
		`LEFT JOIN waivers w ON w.application_id = a.id AND w.question_version_id = v.id
WHERE a.id = ? ORDER BY x.position, v.id`
	selectRequisitionAssessment = assessedColumns + `0 AS waived FROM requisition_questions x` + assessedJoins +
		`WHERE x.requisition_id = ? ORDER BY x.position, v.id`
)

// BenchmarkAssessment returns what a benchmark's incumbents are asked.
func (s *Store) BenchmarkAssessment(ctx context.Context, benchmark uuid.UUID) (hiring.Assessment, error) {
	return s.assessment(ctx, selectBenchmarkAssessment, benchmark)
}

// ApplicationAssessment returns what an application's requisition asks, what was waived for this one marked.
func (s *Store) ApplicationAssessment(ctx context.Context, application uuid.UUID) (hiring.Assessment, error) {
	return s.assessment(ctx, selectApplicationAssessment, application)
}

// RequisitionAssessment returns what a requisition asks its candidates, before anything is waived for one of them.
func (s *Store) RequisitionAssessment(ctx context.Context, requisition uuid.UUID) (hiring.Assessment, error) {
	return s.assessment(ctx, selectRequisitionAssessment, requisition)
}

// AssessmentOf returns what whoever holds a link is asked.
func (s *Store) AssessmentOf(ctx context.Context, l hiring.Link) (hiring.Assessment, error) {
	if l.ApplicationID != nil {
		return s.ApplicationAssessment(ctx, *l.ApplicationID)
	}
	return s.BenchmarkAssessment(ctx, *l.BenchmarkID)
}

func (s *Store) assessment(ctx context.Context, query string, args ...any) (hiring.Assessment, error) {
	var rows []assessedRow
	if err := s.read(ctx).Raw(query, args...).Scan(&rows).Error; err != nil {
		return hiring.Assessment{}, mapped(err, "assessment")
	}
	a := hiring.Assessment{Questions: make([]hiring.AssessmentQuestion, len(rows))}
	for i, r := range rows {
		a.Questions[i] = r.question()
	}
	return a, nil
}
