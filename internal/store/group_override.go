package store

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type groupOverrideRow struct {
	Axis                             hiring.GroupAxis `gorm:"primaryKey"`
	Category                         string           `gorm:"primaryKey"`
	People, Changed, Raised, Lowered int
}

// TableName implements gorm's schema.Tabler.
func (groupOverrideRow) TableName() string { return "overrides_by_group" }

func (r groupOverrideRow) figures() hiring.GroupOverrides {
	return hiring.GroupOverrides{Axis: r.Axis, Group: r.Category, People: r.People, Changed: r.Changed, Raised: r.Raised, Lowered: r.Lowered}
}

// GroupOverrides returns how often scores were changed by group, as counted so far; in no order.
func (s *Store) GroupOverrides(ctx context.Context) ([]hiring.GroupOverrides, error) {
	return all(s.read(ctx), "overrides by group", groupOverrideRow.figures)
}

// CountGroupOverrides counts how often the scores were changed of people who were decided on, by what they say of
// themselves, and adds to each group's figures what has come together since, where that is enough. pseudonym tells under
// what an application's form is kept. It is the one place where a form meets an application; neither is given back.
//
// A form is counted once for each axis: what happens to a score afterwards, or to the form, changes no figure. People
// come into the count in rounds of hiring.DecidedTogether, by when they were first decided on: whatever is decided
// again, or taken back, moves nobody from one round to another.
func (s *Store) CountGroupOverrides(ctx context.Context, pseudonym func(application uuid.UUID) string) error {
	waiting, err := s.waitingForms(ctx)
	if err != nil || len(waiting) < hiring.FewestOfGroup {
		return err
	}
	through, full, err := s.decidedThrough(ctx)
	if err != nil || !full {
		return err
	}
	decided, err := s.decidedForms(ctx, waiting, through, pseudonym)
	if err != nil {
		return err
	}
	groups := map[groupKey]*waitingGroup{}
	for _, d := range decided {
		for bit, axis := range hiring.GroupAxes() {
			k := groupKey{axis, d.form.Answers.V.Group(axis)}
			if k.group == "" || d.form.Counted&(1<<bit) != 0 {
				continue
			}
			g := groups[k]
			if g == nil {
				g = &waitingGroup{GroupOverrides: hiring.GroupOverrides{Axis: axis, Group: k.group}, bit: 1 << bit}
				groups[k] = g
			}
			g.Add(d.changed, d.moved)
			g.forms = append(g.forms, d.form.ID)
		}
	}
	return s.addGroupOverrides(ctx, groups)
}

type groupKey struct {
	axis  hiring.GroupAxis
	group string
}

// waitingGroup is what has come together of one group, and the forms it was counted from.
type waitingGroup struct {
	hiring.GroupOverrides
	bit   int
	forms []int32
}

// decidedForm is a form of somebody who was decided on, with what people made of their scores.
type decidedForm struct {
	form    selfIdentificationRow
	changed bool
	moved   float64 // Σ(after − before) over the adjustments
}

// decidedChunk is how many applications are read at a time: only their ids.
const decidedChunk = 5000

// waitingForms returns, by pseudonym, the forms of which not every answer has been counted.
func (s *Store) waitingForms(ctx context.Context) (map[string]selfIdentificationRow, error) {
	out := map[string]selfIdentificationRow{}
	var rows []selfIdentificationRow
	err := s.read(ctx).Where("counted < ?", 1<<len(hiring.GroupAxes())-1).Find(&rows).Error
	for _, r := range rows {
		for bit, axis := range hiring.GroupAxes() {
			if r.Counted&(1<<bit) == 0 && r.Answers.V.Group(axis) != "" {
				out[r.Pseudonym] = r
			}
		}
	}
	return out, mapped(err, "form")
}

// decidedOnce are the decisions on applications with a computed score that are more than putting them off.
const decidedOnce = ` FROM decisions d WHERE d.outcome NOT IN ('hold', 'reopened')
	AND EXISTS (SELECT 1 FROM scores s WHERE s.application_id = d.application_id)`

// decidedThrough returns until when people were first decided on who are in a full round; full is false while none is.
func (s *Store) decidedThrough(ctx context.Context) (through int64, full bool, err error) {
	var n int
	if err := s.read(ctx).Raw(`SELECT COUNT(DISTINCT d.application_id)` + decidedOnce).Scan(&n).Error; err != nil {
		return 0, false, mapped(err, "decision")
	}
	n -= n % hiring.DecidedTogether
	if n == 0 {
		return 0, false, nil
	}
	err = s.read(ctx).Raw(`SELECT MIN(d.decided_at) AS first`+decidedOnce+` GROUP BY d.application_id ORDER BY first LIMIT 1 OFFSET ?`, n-1).Scan(&through).Error
	return through, true, mapped(err, "decision")
}

// decidedForms goes through the applications with a computed score that were decided on by then, and returns those whose
// form waits.
func (s *Store) decidedForms(ctx context.Context, waiting map[string]selfIdentificationRow, through int64, pseudonym func(uuid.UUID) string) ([]decidedForm, error) {
	var out []decidedForm
	where := map[uuid.UUID]int{} // in out
	for last, more := uuid.Nil, true; more; {
		var ids []uuid.UUID
		err := s.read(ctx).Raw(`SELECT DISTINCT d.application_id`+decidedOnce+` AND d.decided_at <= ? AND d.application_id > ?
			ORDER BY d.application_id LIMIT ?`, through, last, decidedChunk).Scan(&ids).Error
		if err != nil {
			return nil, mapped(err, "application")
		}
		for _, id := range ids {
			last = id
			if form, ok := waiting[pseudonym(id)]; ok {
				where[id] = len(out)
				out = append(out, decidedForm{form: form})
			}
		}
		more = len(ids) == decidedChunk
	}
	for ids := range slices.Chunk(slices.Collect(maps.Keys(where)), chunk) {
		var moves []struct {
			ApplicationID uuid.UUID
			Moved         float64
		}
		err := s.read(ctx).Raw(`SELECT application_id, SUM(COALESCE(points_after - points_before, 0)) AS moved FROM reviews
			WHERE application_id IN ? AND superseded_at IS NULL AND act <> 'accept' GROUP BY application_id`, ids).Scan(&moves).Error
		if err != nil {
			return nil, mapped(err, "review")
		}
		for _, m := range moves {
			d := &out[where[m.ApplicationID]]
			d.changed, d.moved = true, m.Moved
		}
	}
	return out, nil
}

// addGroupOverrides adds to the figures of the groups of which enough people wait, and notes that they were counted. Of
// two replicas that count at once one adds, and the other finds a form counted and adds nothing; so does whoever meets a
// form that was given anew meanwhile.
func (s *Store) addGroupOverrides(ctx context.Context, groups map[groupKey]*waitingGroup) error {
	var waiting []hiring.GroupOverrides
	for _, g := range groups {
		waiting = append(waiting, g.GroupOverrides)
	}
	for _, c := range hiring.Countable(waiting) {
		err := s.Tx(ctx, func(ctx context.Context) error { return s.addGroup(ctx, *groups[groupKey{c.Axis, c.Group}]) })
		if err != nil && !errors.Is(err, errFormGone) {
			return err
		}
	}
	return nil
}

// errFormGone is that a form of a group was counted, given anew or deleted since it was read: the group waits on.
var errFormGone = errors.New("form counted, replaced or deleted meanwhile")

func (s *Store) addGroup(ctx context.Context, g waitingGroup) error {
	for ids := range slices.Chunk(g.forms, chunk) {
		res := s.write(ctx).Model(&selfIdentificationRow{}).Where("id IN ? AND (counted & ?) = 0", ids, g.bit).
			Update("counted", gorm.Expr("counted + ?", g.bit))
		if res.Error != nil {
			return mapped(res.Error, "form")
		}
		if int(res.RowsAffected) < len(ids) {
			return errFormGone
		}
	}
	row := groupOverrideRow{g.Axis, g.Group, g.People, g.Changed, g.Raised, g.Lowered}
	sum := clause.Assignments(map[string]any{
		"people":  gorm.Expr("overrides_by_group.people + ?", g.People),
		"changed": gorm.Expr("overrides_by_group.changed + ?", g.Changed),
		"raised":  gorm.Expr("overrides_by_group.raised + ?", g.Raised),
		"lowered": gorm.Expr("overrides_by_group.lowered + ?", g.Lowered),
	})
	once := clause.OnConflict{Columns: []clause.Column{{Name: "axis"}, {Name: "category"}}, DoUpdates: sum}
	return mapped(s.write(ctx).Clauses(once).Create(&row).Error, "overrides by group")
}
