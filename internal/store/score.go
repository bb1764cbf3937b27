package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type scoreRow struct {
	ID                 uuid.UUID
	ApplicationID      uuid.UUID
	AttemptID          uuid.UUID
	BenchmarkVersionID uuid.UUID
	Engine             string
	Result             string
	CreatedAt          int64
}

// TableName implements gorm's schema.Tabler.
func (scoreRow) TableName() string { return "scores" }

func (r scoreRow) score() hiring.StoredScore {
	return hiring.StoredScore{
		ID: r.ID, ApplicationID: r.ApplicationID, AttemptID: r.AttemptID, BenchmarkVersionID: r.BenchmarkVersionID,
		Engine: r.Engine, Result: []byte(r.Result), CreatedAt: moment(r.CreatedAt),
	}
}

// AddScore stores a score, unless that attempt has one by that benchmark version and engine: scores are added, never
// overwritten. It tells whether it was new.
func (s *Store) AddScore(ctx context.Context, x hiring.StoredScore) (bool, error) {
	row := scoreRow{
		ID: x.ID, ApplicationID: x.ApplicationID, AttemptID: x.AttemptID, BenchmarkVersionID: x.BenchmarkVersionID,
		Engine: x.Engine, Result: string(x.Result), CreatedAt: millis(x.CreatedAt),
	}
	once := clause.OnConflict{
		Columns:   []clause.Column{{Name: "attempt_id"}, {Name: "benchmark_version_id"}, {Name: "engine"}},
		DoNothing: true,
	}
	res := s.write(ctx).Clauses(once).Create(&row)
	return res.RowsAffected > 0, mapped(res.Error, "score")
}

// Scores lists the scores of an application, oldest first.
func (s *Store) Scores(ctx context.Context, application uuid.UUID) ([]hiring.StoredScore, error) {
	return all(s.read(ctx).Where("application_id = ?", application).Order("created_at, id"), "score", scoreRow.score)
}

// PeerTexts returns other candidates' submitted answers to one question of a requisition, the newest first, at most
// limit: what a near-duplicate is looked for among.
func (s *Store) PeerTexts(ctx context.Context, requisition, question, except uuid.UUID, limit int) ([]hiring.AnswerBody, error) {
	var rows []struct{ Body jsonOf[hiring.AnswerBody] }
	err := s.read(ctx).Table("answers").Select("answers.body").
		Joins("JOIN attempts ON attempts.id = answers.attempt_id").
		Joins("JOIN applications ON applications.id = attempts.application_id").
		Where("answers.question_version_id = ? AND applications.requisition_id = ? AND applications.id <> ?", question, requisition, except).
		Where("attempts.submitted_at IS NOT NULL").
		Order("attempts.submitted_at DESC, attempts.id").Limit(limit).Scan(&rows).Error
	out := make([]hiring.AnswerBody, len(rows))
	for i, r := range rows {
		out[i] = r.Body.V
	}
	return out, mapped(err, "answer")
}
