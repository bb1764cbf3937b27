package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type benchmarkQuestionRow struct {
	BenchmarkID       uuid.UUID
	QuestionVersionID uuid.UUID
	Position          int
	AddedAt           int64
	ExcludedReason    string
	ExcludedBy        *uuid.UUID
	ExcludedAt        *int64
}

// TableName implements gorm's schema.Tabler.
func (benchmarkQuestionRow) TableName() string { return "benchmark_questions" }

// benchmarkedRow is a benchmark's question with its wording and its value's name.
type benchmarkedRow struct {
	Position       int
	AddedAt        int64
	ExcludedReason string
	ExcludedBy     *uuid.UUID
	ExcludedAt     *int64

	ID         uuid.UUID
	QuestionID uuid.UUID
	Number     int
	Wording    jsonOf[hiring.Wording]
	CreatedAt  int64
	Library    string
	CurrentID  uuid.UUID
	ValueID    uuid.UUID
	ValueName  jsonOf[hiring.Words]
}

func (r benchmarkedRow) question() hiring.BenchmarkQuestion {
	return hiring.BenchmarkQuestion{
		QuestionVersion: hiring.QuestionVersion{
			ID: r.ID, QuestionID: r.QuestionID, Number: r.Number, Wording: r.Wording.V, CreatedAt: moment(r.CreatedAt),
		},
		ValueID: r.ValueID, ValueName: r.ValueName.V, Key: r.Library, CurrentID: r.CurrentID, Position: r.Position,
		AddedAt: moment(r.AddedAt), ExcludedReason: r.ExcludedReason, ExcludedBy: r.ExcludedBy, ExcludedAt: momentOrNil(r.ExcludedAt),
	}
}

// BenchmarkQuestions lists a benchmark's questions in its order, excluded ones too.
func (s *Store) BenchmarkQuestions(ctx context.Context, benchmark uuid.UUID) ([]hiring.BenchmarkQuestion, error) {
	q := s.read(ctx).Table("benchmark_questions x").
		Select("x.*, v.id, v.question_id, v.number, v.wording, v.created_at, q.library, q.current_id, q.value_id, c.name AS value_name").
		Joins("JOIN question_versions v ON v.id = x.question_version_id").
		Joins("JOIN questions q ON q.id = v.question_id").Joins("JOIN company_values c ON c.id = q.value_id").
		Where("x.benchmark_id = ?", benchmark).Order("x.position, v.id")
	return all(q, "benchmark question", benchmarkedRow.question)
}

// AddBenchmarkQuestion puts a wording into a benchmark at a position.
func (s *Store) AddBenchmarkQuestion(ctx context.Context, benchmark, version uuid.UUID, position int, at time.Time) error {
	row := benchmarkQuestionRow{BenchmarkID: benchmark, QuestionVersionID: version, Position: position, AddedAt: millis(at)}
	return mapped(s.write(ctx).Create(&row).Error, "benchmark question")
}

// PlaceBenchmarkQuestion gives a benchmark's question a position.
func (s *Store) PlaceBenchmarkQuestion(ctx context.Context, benchmark, version uuid.UUID, position int) error {
	res := s.benchmarkQuestion(ctx, benchmark, version).Update("position", position)
	return oneRow(res, "benchmark question", hiring.Missing("question"))
}

// RemoveBenchmarkQuestion takes out a question nobody of the benchmark has answered; one with answers is a Conflict.
func (s *Store) RemoveBenchmarkQuestion(ctx context.Context, benchmark, version uuid.UUID) error {
	res := s.write(ctx).Exec(`DELETE FROM benchmark_questions WHERE benchmark_id = ? AND question_version_id = ?
AND NOT EXISTS (SELECT 1 FROM answers a JOIN attempts t ON t.id = a.attempt_id JOIN incumbents n ON n.id = t.incumbent_id
	WHERE n.benchmark_id = ? AND a.question_version_id = ?)`, benchmark, version, benchmark, version)
	return oneRow(res, "benchmark question", hiring.Clash("benchmark.error.answered"))
}

// ExcludeBenchmarkQuestion leaves a question out with a reason, or, with a nil time, takes it back.
func (s *Store) ExcludeBenchmarkQuestion(ctx context.Context, benchmark, version uuid.UUID, reason string, by *uuid.UUID, at *time.Time) error {
	res := s.benchmarkQuestion(ctx, benchmark, version).Updates(map[string]any{
		"excluded_reason": reason, "excluded_by": by, "excluded_at": millisOrNil(at),
	})
	return oneRow(res, "benchmark question", hiring.Missing("question"))
}

func (s *Store) benchmarkQuestion(ctx context.Context, benchmark, version uuid.UUID) *gorm.DB {
	return s.write(ctx).Table(benchmarkQuestionRow{}.TableName()).
		Where("benchmark_id = ? AND question_version_id = ?", benchmark, version)
}

// CountBenchmarkAnswers returns how many answers each question of a benchmark has from its own incumbents, handed in
// or not; a question without any is left out.
func (s *Store) CountBenchmarkAnswers(ctx context.Context, benchmark uuid.UUID) (map[uuid.UUID]int, error) {
	var rows []struct {
		ID uuid.UUID
		N  int
	}
	err := s.read(ctx).Table("answers a").Select("a.question_version_id AS id, COUNT(*) AS n").
		Joins("JOIN attempts t ON t.id = a.attempt_id").Joins("JOIN incumbents n ON n.id = t.incumbent_id").
		Where("n.benchmark_id = ?", benchmark).Group("a.question_version_id").Order("a.question_version_id").Find(&rows).Error
	counts := make(map[uuid.UUID]int, len(rows))
	for _, r := range rows {
		counts[r.ID] = r.N
	}
	return counts, mapped(err, "answer")
}

type answerExclusionRow struct {
	BenchmarkID       uuid.UUID
	AttemptID         uuid.UUID
	QuestionVersionID uuid.UUID
	Reason            string
	ExcludedBy        uuid.UUID
	ExcludedAt        int64
}

// TableName implements gorm's schema.Tabler.
func (answerExclusionRow) TableName() string { return "answer_exclusions" }

func (r answerExclusionRow) exclusion() hiring.AnswerExclusion {
	return hiring.AnswerExclusion{
		AttemptID: r.AttemptID, QuestionVersionID: r.QuestionVersionID, Reason: r.Reason, By: r.ExcludedBy, At: moment(r.ExcludedAt),
	}
}

// AnswerExclusions lists the single answers left out of a benchmark.
func (s *Store) AnswerExclusions(ctx context.Context, benchmark uuid.UUID) ([]hiring.AnswerExclusion, error) {
	q := s.read(ctx).Where("benchmark_id = ?", benchmark).Order("question_version_id, attempt_id")
	return all(q, "answer exclusion", answerExclusionRow.exclusion)
}

// ExcludeAnswer leaves one answer of one of the benchmark's incumbents out; twice is a Conflict.
func (s *Store) ExcludeAnswer(ctx context.Context, benchmark uuid.UUID, e hiring.AnswerExclusion) error {
	row := answerExclusionRow{
		BenchmarkID: benchmark, AttemptID: e.AttemptID, QuestionVersionID: e.QuestionVersionID, Reason: e.Reason,
		ExcludedBy: e.By, ExcludedAt: millis(e.At),
	}
	return mapped(s.write(ctx).Create(&row).Error, "answer exclusion")
}

// IncludeAnswer takes an answer back.
func (s *Store) IncludeAnswer(ctx context.Context, benchmark, attempt, version uuid.UUID) error {
	res := s.write(ctx).Where("benchmark_id = ? AND attempt_id = ? AND question_version_id = ?", benchmark, attempt, version).
		Delete(&answerExclusionRow{})
	return oneRow(res, "answer exclusion", hiring.Missing("answer exclusion"))
}
