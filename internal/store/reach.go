package store

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Reach is a point on an application's way to which it has come, wherever it stands now.
type Reach string

// The points, in their order. They are not all within each other: somebody may be decided about who was never
// interviewed.
const (
	ReachedOpened      Reach = "opened"
	ReachedStarted     Reach = "started"
	ReachedSubmitted   Reach = "submitted"
	ReachedScored      Reach = "scored"
	ReachedRated       Reach = "rated"
	ReachedInterviewed Reach = "interviewed"
	ReachedDecided     Reach = "decided"
)

// Reaches lists the points in their order.
func Reaches() []Reach {
	return []Reach{ReachedOpened, ReachedStarted, ReachedSubmitted, ReachedScored, ReachedRated, ReachedInterviewed, ReachedDecided}
}

// condition is what is so of an application that has come there, of the table with that alias: the one rule for the
// report's counts and for the list behind each of them.
func (x Reach) condition(alias string, now time.Time) condition {
	const attempted = "EXISTS (SELECT 1 FROM attempts rt WHERE rt.application_id = a.id)"
	sql, args := "", []any(nil)
	switch x {
	case ReachedOpened:
		sql = "(EXISTS (SELECT 1 FROM invitations ri WHERE ri.application_id = a.id AND ri.opened_at IS NOT NULL) OR " + attempted + ")"
	case ReachedStarted:
		sql = attempted
	case ReachedSubmitted:
		sql = "a.received_at IS NOT NULL"
	case ReachedScored:
		sql = "(a.fit IS NOT NULL OR a.fit_undefined <> '')"
	case ReachedRated:
		sql = "a.raters > 0"
	case ReachedInterviewed:
		sql, args = "EXISTS (SELECT 1 FROM interviews rv WHERE rv.application_id = a.id AND rv.cancelled_at IS NULL AND rv.starts_at <= ?)", []any{millis(now)}
	case ReachedDecided:
		sql, args = "a.decision IN ?", []any{hiring.Outcomes()}
	}
	return where(strings.ReplaceAll(sql, "a.", alias+"."), args...)
}

// told tells whether somebody blind to an application may know that it has come there: handing in is no secret, what
// became of the answers is.
func (x Reach) told() bool {
	return x == ReachedOpened || x == ReachedStarted || x == ReachedSubmitted
}

// reach is the filter's point as SQL.
func (f PipelineFilter) reach() []condition {
	c := f.Reached.condition("applications", f.At)
	if f.Reached.told() {
		return []condition{c}
	}
	return append(f.blindless(), c)
}

// blindless leaves out those of whom somebody blind must not be told more.
func (f PipelineFilter) blindless() []condition {
	if len(f.Blind) == 0 {
		return nil
	}
	return []condition{where("applications.id NOT IN ?", f.Blind)}
}

// CountPipeline counts the applications of a requisition that a filter asks for, on whatever page they stand.
func (s *Store) CountPipeline(ctx context.Context, requisition uuid.UUID, f PipelineFilter) (int, error) {
	q := s.read(ctx).Table("applications").Where("applications.requisition_id = ?", requisition)
	for _, c := range f.conditions() {
		q = q.Where(c.sql, c.args...)
	}
	var n int64
	return int(n), mapped(q.Count(&n).Error, "application")
}
