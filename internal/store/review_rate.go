package store

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// ReviewRatesBy is what reviews are counted by.
type ReviewRatesBy string

// What reviews can be counted by.
const (
	RatesByPerson      ReviewRatesBy = "person"
	RatesByQuestion    ReviewRatesBy = "question"
	RatesByRequisition ReviewRatesBy = "requisition"
)

// ReviewCount is how often the scores of one person's reviews, one question or one requisition were changed.
type ReviewCount struct {
	ID   uuid.UUID // of the user, the question's wording or the requisition
	Name string    // of the user or the requisition
	hiring.ReviewRate
}

// ReviewRates counts the reviews that stand, of one requisition or, when it is the zero value, of all, the most
// reviewed first; f narrows them. CROSS JOIN: SQLite is to begin with the reviews, of which there are fewer than of
// applications.
func (s *Store) ReviewRates(ctx context.Context, requisition uuid.UUID, by ReviewRatesBy, f ReviewFilter) ([]ReviewCount, error) {
	id, name, join := "v.reviewed_by", "u.name", " JOIN users u ON u.id = v.reviewed_by"
	switch by {
	case RatesByQuestion:
		id, name, join = "v.question_version_id", "''", ""
	case RatesByRequisition:
		id, name, join = "r.id", "r.name", " JOIN requisitions r ON r.id = a.requisition_id"
	}
	var sql strings.Builder
	sql.WriteString("SELECT " + id + " AS id, " + name + ` AS name,
		SUM(CASE WHEN v.act = 'accept' THEN 1 ELSE 0 END) AS accepted,
		SUM(CASE WHEN v.act = 'adjust' THEN 1 ELSE 0 END) AS adjusted,
		SUM(CASE WHEN v.act = 'void' THEN 1 ELSE 0 END) AS voided,
		SUM(v.at_once) AS at_once,
		SUM(CASE WHEN v.points_after > v.points_before THEN 1 ELSE 0 END) AS up,
		SUM(CASE WHEN v.points_after < v.points_before THEN 1 ELSE 0 END) AS down,
		SUM(COALESCE(v.points_after - v.points_before, 0)) AS moved
		FROM reviews v CROSS JOIN applications a` + join + ` WHERE a.id = v.application_id AND v.superseded_at IS NULL`)
	var args []any
	if requisition != uuid.Nil {
		sql.WriteString(" AND a.requisition_id = ?")
		args = append(args, requisition)
	}
	for _, c := range f.conditions() {
		sql.WriteString(" AND " + c.sql)
		args = append(args, c.args...)
	}
	sql.WriteString(" GROUP BY " + id)
	if name != "''" {
		sql.WriteString(", " + name)
	}
	sql.WriteString(" ORDER BY COUNT(*) DESC, " + id)
	var out []ReviewCount
	err := s.read(ctx).Raw(sql.String(), args...).Scan(&out).Error
	return out, mapped(err, "review rate")
}

// Prompts returns how the questions with those wordings ask.
func (s *Store) Prompts(ctx context.Context, versions []uuid.UUID) (map[uuid.UUID]hiring.Words, error) {
	out := map[uuid.UUID]hiring.Words{}
	for len(versions) > 0 {
		n := min(len(versions), chunk)
		list, err := all(s.read(ctx).Where("id IN ?", versions[:n]).Order("id"), "question", questionVersionRow.version)
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			out[v.ID] = v.Prompt
		}
		versions = versions[n:]
	}
	return out, nil
}

// ReviewFilter chooses among the reviews that stand; its zero value takes all of them.
type ReviewFilter struct {
	By, Question uuid.UUID          // the zero values for everybody, and for every question
	Acts         []hiring.ReviewAct // none for all
}

// conditions are the filter as SQL; the reviews are v.
func (f ReviewFilter) conditions() (out []condition) {
	if len(f.Acts) > 0 {
		out = append(out, where("v.act IN ?", f.Acts))
	}
	if f.By != uuid.Nil {
		out = append(out, where("v.reviewed_by = ?", f.By))
	}
	if f.Question != uuid.Nil {
		out = append(out, where("v.question_version_id = ?", f.Question))
	}
	return out
}

// StandingReview is a review that stands, with the number of the application it is of.
type StandingReview struct {
	hiring.Review
	Number int
}

// StandingReviews returns the reviews of a requisition that stand, by the candidates' numbers: what ReviewRates counts.
func (s *Store) StandingReviews(ctx context.Context, requisition uuid.UUID, f ReviewFilter, limit int) ([]StandingReview, error) {
	type row struct {
		Review reviewRow `gorm:"embedded"`
		Number int
	}
	q := s.read(ctx).Table("reviews AS v").Joins("CROSS JOIN applications AS a").Select("v.*, a.number AS number").
		Where("a.id = v.application_id AND a.requisition_id = ? AND v.superseded_at IS NULL", requisition)
	for _, c := range f.conditions() {
		q = q.Where(c.sql, c.args...)
	}
	q = q.Order("a.number, v.reviewed_at, v.id").Limit(limit)
	return all(q, "review", func(r row) StandingReview { return StandingReview{r.Review.review(), r.Number} })
}
