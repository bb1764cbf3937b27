package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// StepsDone says which steps to a first comparison have been taken.
type StepsDone struct {
	Philosophy, Values, Benchmark, Published, Requisition bool
}

// FirstSteps looks how far the installation has come.
func (s *Store) FirstSteps(ctx context.Context) (StepsDone, error) {
	var r struct{ Philosophy, Companyvalues, Benchmark, Published, Requisition int }
	err := s.read(ctx).Raw(`SELECT
		(SELECT COUNT(*) FROM organizations WHERE purpose <> '' AND vision <> '') AS philosophy,
		(SELECT COUNT(*) FROM (SELECT 1 FROM company_values WHERE retired_at IS NULL LIMIT 1) v) AS companyvalues,
		(SELECT COUNT(*) FROM (SELECT 1 FROM incumbents LIMIT 1) i) AS benchmark,
		(SELECT COUNT(*) FROM (SELECT 1 FROM benchmark_versions LIMIT 1) b) AS published,
		(SELECT COUNT(*) FROM (SELECT 1 FROM applications LIMIT 1) a) AS requisition`).Scan(&r).Error
	return StepsDone{r.Philosophy > 0, r.Companyvalues > 0, r.Benchmark > 0, r.Published > 0, r.Requisition > 0}, mapped(err, "first steps")
}

// Due is what waits for one user, by requisition; requests of reps by benchmark.
type Due struct {
	Decide []DueItem // scored and undecided, unless the user's own scorecard comes first
	Rate   []DueItem // answers in the user's queue: those without a rating, of how many, and what is not handed in; likewise
	Answer []DueItem // candidates' requests for another way to answer; who may see them is the caller's to say
	Reps   []DueItem // reps' requests for another way to answer, for HR
	Leaks  []DueItem // reports of words that give a candidate away
}

// DueItem is how many things wait at one place.
type DueItem struct {
	ID    uuid.UUID
	Name  string
	Count int
	Total int // answers to rate: all that the rater was given
	Draft int // answers to rate: rated, and not handed in yet
}

// DueFor gathers what waits for a user: everything for HR, else what they own or are on the panel of; where most waits
// first.
func (s *Store) DueFor(ctx context.Context, user uuid.UUID, everything bool) (Due, error) {
	var d Due
	for _, q := range []struct {
		into *[]DueItem
		sql  string
		args []any
	}{
		{&d.Decide, `WITH x AS MATERIALIZED (SELECT r.id, r.name, (SELECT COUNT(*) FROM applications a WHERE a.requisition_id = r.id AND a.stage = 'scored') AS n
				FROM requisitions r WHERE r.closed_at IS NULL AND (r.owner_id = ? OR 1 = ?)),
			y AS MATERIALIZED (SELECT wi.requisition_id, COUNT(DISTINCT wi.application_id) AS n` + awaitsUser + `
				AND EXISTS (SELECT 1 FROM applications a WHERE a.id = wi.application_id AND a.stage = 'scored') GROUP BY wi.requisition_id)
			SELECT x.id, x.name, x.n - COALESCE(y.n, 0) AS count FROM x LEFT JOIN y ON y.requisition_id = x.id
			WHERE x.n > COALESCE(y.n, 0) ORDER BY count DESC, x.name, x.id`, []any{user, flag(everything), user}},
		{&d.Rate, `SELECT x.* FROM (SELECT r.id, r.name, SUM(CASE WHEN i.state IN ('waiting', 'skipped') THEN 1 ELSE 0 END) AS count,
			SUM(CASE WHEN i.state = 'draft' THEN 1 ELSE 0 END) AS draft, COUNT(*) AS total
			FROM rating_items i JOIN requisitions r ON r.id = i.requisition_id
			WHERE i.rater_id = ? AND i.state <> 'abstained' AND r.closed_at IS NULL AND r.phase IN ?` + readable + `
			GROUP BY r.id, r.name) AS x WHERE x.count + x.draft > 0 ORDER BY x.count DESC, x.name, x.id`, []any{user, hiring.PhasesGiving(hiring.SeatPanel, hiring.RateAnswers), user}},
		{&d.Answer, `SELECT r.id, r.name, COUNT(*) AS count FROM accommodations m JOIN invitations i ON i.id = m.invitation_id
			JOIN applications a ON a.id = i.application_id JOIN requisitions r ON r.id = a.requisition_id
			WHERE m.answered_at IS NULL AND (r.owner_id = ? OR 1 = ?) GROUP BY r.id, r.name ORDER BY count DESC, r.name, r.id`, []any{user, flag(everything)}},
		{&d.Reps, `SELECT b.id, b.name, COUNT(*) AS count FROM accommodations m JOIN invitations i ON i.id = m.invitation_id
			JOIN incumbents n ON n.id = i.incumbent_id JOIN benchmarks b ON b.id = n.benchmark_id
			WHERE m.answered_at IS NULL AND 1 = ? GROUP BY b.id, b.name ORDER BY count DESC, b.name, b.id`, []any{flag(everything)}},
		{&d.Leaks, `SELECT r.id, r.name, COUNT(*) AS count FROM leak_reports l JOIN requisitions r ON r.id = l.requisition_id
			WHERE l.closed_at IS NULL AND (r.owner_id = ? OR 1 = ?) GROUP BY r.id, r.name ORDER BY count DESC, r.name, r.id`, []any{user, flag(everything)}},
	} {
		if err := s.read(ctx).Raw(q.sql, q.args...).Scan(q.into).Error; err != nil {
			return d, mapped(err, "due")
		}
	}
	return d, nil
}
