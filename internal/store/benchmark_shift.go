package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// NumericSums is how some applicants answered one numeric question in one mode, as sums: enough for a mean, a spread
// and an effect.
type NumericSums struct {
	Question uuid.UUID
	Mode     hiring.AnswerMode
	N        int
	Sum      float64
	Squares  float64
}

// newestRequisitions and newestApplicants bound what is looked at, so that a page costs the same with a million
// applications: of the newest requisitions their newest applicants.
const (
	newestRequisitions = 10
	newestApplicants   = 2000
)

// NumericSumsOf sums up how the newest applicants of the newest requisitions with a benchmark version answered numeric
// questions, by question and mode; answers that were handed in only. The sums are the database's, over at most 2,000
// applicants of each of ten requisitions, reached through the index by which they came in.
func (s *Store) NumericSumsOf(ctx context.Context, version uuid.UUID, questions []uuid.UUID) ([]NumericSums, error) {
	if len(questions) == 0 {
		return nil, nil
	}
	rounds, err := s.requisitionsOfVersion(ctx, version)
	if err != nil {
		return nil, err
	}
	number := s.numberIn("a.body")
	var out []NumericSums
	for _, id := range rounds {
		var rows []NumericSums
		err := s.read(ctx).Raw(`SELECT a.question_version_id AS question, t.mode, COUNT(*) AS n,
	SUM(`+number+`) AS sum, SUM(`+number+` * `+number+`) AS squares
FROM (SELECT id FROM applications WHERE requisition_id = ? AND received_at IS NOT NULL ORDER BY received_at DESC, number DESC LIMIT ?) p
JOIN attempts t ON t.application_id = p.id AND t.submitted_at IS NOT NULL
JOIN answers a ON a.attempt_id = t.id AND a.question_version_id IN ?
WHERE `+number+` IS NOT NULL GROUP BY a.question_version_id, t.mode ORDER BY a.question_version_id, t.mode`,
			id, newestApplicants, questions).Scan(&rows).Error
		if err != nil {
			return nil, mapped(err, "answer")
		}
		out = addedUp(out, rows)
	}
	return out, nil
}

// AnswerCount is how many applicants gave one answer to a question.
type AnswerCount struct {
	Question uuid.UUID
	Body     hiring.AnswerBody
	N        int
}

// AnswerCountsOf counts the answers that the newest applicants of the newest requisitions with a benchmark version
// handed in to some questions, bounded as NumericSumsOf. The same answer may be there more than once.
func (s *Store) AnswerCountsOf(ctx context.Context, version uuid.UUID, questions []uuid.UUID) ([]AnswerCount, error) {
	if len(questions) == 0 {
		return nil, nil
	}
	rounds, err := s.requisitionsOfVersion(ctx, version)
	if err != nil {
		return nil, err
	}
	var out []AnswerCount
	for _, id := range rounds {
		var rows []struct {
			Question uuid.UUID
			Body     jsonOf[hiring.AnswerBody]
			N        int
		}
		err := s.read(ctx).Raw(`SELECT a.question_version_id AS question, a.body, COUNT(DISTINCT t.application_id) AS n
FROM (SELECT id FROM applications WHERE requisition_id = ? AND received_at IS NOT NULL ORDER BY received_at DESC, number DESC LIMIT ?) p
JOIN attempts t ON t.application_id = p.id AND t.submitted_at IS NOT NULL
JOIN answers a ON a.attempt_id = t.id AND a.question_version_id IN ?
GROUP BY a.question_version_id, a.body ORDER BY a.question_version_id, a.body`,
			id, newestApplicants, questions).Scan(&rows).Error
		if err != nil {
			return nil, mapped(err, "answer")
		}
		for _, r := range rows {
			out = append(out, AnswerCount{r.Question, r.Body.V, r.N})
		}
	}
	return out, nil
}

// addedUp adds rows to sums of the same question and mode.
func addedUp(sums, rows []NumericSums) []NumericSums {
	for _, r := range rows {
		at := -1
		for i, x := range sums {
			if x.Question == r.Question && x.Mode == r.Mode {
				at = i
			}
		}
		if at < 0 {
			sums = append(sums, r)
			continue
		}
		sums[at].N, sums[at].Sum, sums[at].Squares = sums[at].N+r.N, sums[at].Sum+r.Sum, sums[at].Squares+r.Squares
	}
	return sums
}

// numberIn is the number of an answer's body as a float, in the database's own words.
func (s *Store) numberIn(column string) string {
	if s.Dialect() == SQLite {
		return "CAST(json_extract(" + column + ", '$.number') AS REAL)"
	}
	return "CAST(CAST(" + column + " AS json) ->> 'number' AS DOUBLE PRECISION)"
}

// requisitionsOfVersion lists the newest requisitions that use a benchmark version.
func (s *Store) requisitionsOfVersion(ctx context.Context, version uuid.UUID) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := s.read(ctx).Table("requisitions").Where("benchmark_version_id = ?", version).
		Order("created_at DESC, id").Limit(newestRequisitions).Pluck("id", &ids).Error
	return ids, mapped(err, "requisition")
}

// NewestResults returns the stored scores of the newest applicants of a benchmark version, at most limit of each of
// its newest requisitions.
func (s *Store) NewestResults(ctx context.Context, version uuid.UUID, limit int) ([]hiring.StoredScore, error) {
	rounds, err := s.requisitionsOfVersion(ctx, version)
	if err != nil {
		return nil, err
	}
	var out []hiring.StoredScore
	for _, id := range rounds {
		some, err := all(s.read(ctx).Where("benchmark_version_id = ? AND application_id IN (?)", version, s.newestApplicantsOf(ctx, id, limit)).
			Order("created_at, id"), "score", scoreRow.score)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// newestApplicantsOf are the ids of a requisition's newest applicants.
func (s *Store) newestApplicantsOf(ctx context.Context, requisition uuid.UUID, limit int) *gorm.DB {
	return s.read(ctx).Table("applications").Select("id").Where("requisition_id = ? AND received_at IS NOT NULL", requisition).
		Order("received_at DESC, number DESC").Limit(limit)
}

// NewestHealths returns the newest version of every benchmark that has one, with its health and without its
// definition.
func (s *Store) NewestHealths(ctx context.Context) ([]hiring.BenchmarkVersion, error) {
	q := s.read(ctx).Omit("definition").
		Where("number = (SELECT MAX(n.number) FROM benchmark_versions n WHERE n.benchmark_id = benchmark_versions.benchmark_id)").
		Order("benchmark_id")
	return all(q, "benchmark version", benchmarkVersionRow.version)
}
