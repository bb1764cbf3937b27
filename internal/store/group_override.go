package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

type groupOverrideRow struct {
	Axis            hiring.GroupAxis
	Category        string // the group; GROUP is a word of SQL
	People, Changed int
	Through         int64
}

// TableName implements gorm's schema.Tabler.
func (groupOverrideRow) TableName() string { return "overrides_by_group" }

func (r groupOverrideRow) figures() hiring.GroupOverrides {
	return hiring.GroupOverrides{Axis: r.Axis, Group: r.Category, People: r.People, Changed: r.Changed, Through: moment(r.Through)}
}

// GroupOverrides returns how often scores were changed by group, as counted so far; in no order.
func (s *Store) GroupOverrides(ctx context.Context) ([]hiring.GroupOverrides, error) {
	return all(s.read(ctx), "overrides by group", groupOverrideRow.figures)
}

// CountGroupOverrides counts how often the scores were changed of people who were decided on, by what they say of
// themselves, and adds to each group's figures what has come together since they last grew, where that tells of nobody.
// pseudonym tells under what an application's form is kept. It is the one place where a form meets an application;
// neither is given back.
//
// People come in rounds of hiring.DecidedTogether, by when they were first decided on: what is decided again, or taken
// back, moves nobody to another round. Where somebody is scored after the decision and the rounds shift, figures still grow
// only beside enough others who came since. A form is counted once for each axis: what happens to a score
// afterwards, or to the form, changes no figure.
func (s *Store) CountGroupOverrides(ctx context.Context, pseudonym func(application uuid.UUID) string) error {
	forms, err := s.waitingForms(ctx)
	if err != nil || len(forms) < hiring.FewestOfGroup {
		return err
	}
	decided, err := s.decidedForms(ctx, forms, pseudonym)
	if err != nil {
		return err
	}
	decided = decided[:len(decided)-len(decided)%hiring.DecidedTogether]
	grown, err := s.GroupOverrides(ctx)
	if err != nil || len(decided) == 0 {
		return err
	}
	through := decided[len(decided)-1].first
	for n, axis := range hiring.GroupAxes() {
		for _, group := range hiring.GroupsOf(axis) {
			g := waitingGroup{GroupOverrides: hiring.GroupOverrides{Axis: axis, Group: group, Through: moment(through)}, bit: n}
			var since int64
			for _, x := range grown {
				if x.Axis == axis && x.Group == group {
					since = millis(x.Through)
				}
			}
			if through == since || !g.gather(decided, since) {
				continue
			}
			err := s.Tx(ctx, func(ctx context.Context) error { return s.grow(ctx, g) })
			if err != nil && !errors.Is(err, errFormGone) {
				return err
			}
		}
	}
	return nil
}

// errFormGone is that a form of a group was counted, given anew or deleted since it was read: the group waits on.
var errFormGone = errors.New("form counted, replaced or deleted meanwhile")

// decidedForm is somebody who was decided on, with their form if one waits, and whether a score of theirs was changed.
type decidedForm struct {
	application uuid.UUID
	country     string // whose form was offered to them; "" for none
	form        *waitingForm
	first       int64 // when they were first decided on
	changed     bool
}

// waitingGroup is what has come together of one group, and the forms it was counted from.
type waitingGroup struct {
	hiring.GroupOverrides
	bit   int // the place of the axis among hiring.GroupAxes
	forms []int32
}

// gather counts who is of the group and waits, and tells whether its figures may grow by them.
func (g *waitingGroup) gather(decided []decidedForm, since int64) bool {
	var in, others hiring.Overrides
	for _, d := range decided {
		switch {
		case d.form != nil && d.form.counted&(1<<g.bit) == 0 && d.form.groups[g.bit] == g.Group:
			in.Add(d.changed)
			g.forms = append(g.forms, d.form.id)
		case d.first > since && g.Axis.AskedIn(d.country): // of whoever was offered no form everybody knows that they are not in it
			others.Add(d.changed)
		}
	}
	g.People, g.Changed = in.People, in.Changed
	return g.MayGrow(others)
}

// waitingForm is what counting needs of a form: of a million of them nothing else is held.
type waitingForm struct {
	id      int32
	counted int
	groups  [hiring.AllGroupAxes]string // of hiring.GroupAxes; "" where nothing was said
}

// waits tells whether a form has an answer that was not counted yet.
func (f waitingForm) waits() bool {
	for bit, group := range f.groups {
		if group != "" && f.counted&(1<<bit) == 0 {
			return true
		}
	}
	return false
}

// waitingForms returns, by pseudonym, the forms of which not every answer has been counted.
func (s *Store) waitingForms(ctx context.Context) (map[string]*waitingForm, error) {
	out := map[string]*waitingForm{}
	for last := int32(-1); ; { // ids are drawn from 0 on
		var rows []selfIdentificationRow
		if err := s.read(ctx).Where("id > ?", last).Order("id").Limit(decidedChunk).Find(&rows).Error; err != nil {
			return nil, mapped(err, "form")
		}
		for _, r := range rows {
			last = r.ID
			f := waitingForm{id: r.ID, counted: r.Counted}
			for bit, axis := range hiring.GroupAxes() {
				f.groups[bit] = strings.Clone(r.Answers.V.Group(axis)) // and not the whole form with it
			}
			if f.waits() {
				out[r.Pseudonym] = &f
			}
		}
		if len(rows) < decidedChunk {
			return out, nil
		}
	}
}

// decidedChunk is how many applications, or forms, are read at a time.
const decidedChunk = 5000

// decidedForms goes through the applications with a computed score that have been decided on, which putting off is not,
// and returns them in the order in which that first happened.
func (s *Store) decidedForms(ctx context.Context, waiting map[string]*waitingForm, pseudonym func(uuid.UUID) string) ([]decidedForm, error) {
	countries, err := s.countries(ctx)
	if err != nil {
		return nil, err
	}
	var out []decidedForm
	last := uuid.Nil
	for {
		var rows []struct {
			ApplicationID uuid.UUID
			RequisitionID uuid.UUID
			First         int64
			Changed       bool
		}
		err := s.read(ctx).Raw(`SELECT d.application_id, a.requisition_id, MIN(d.decided_at) AS first,
			EXISTS (SELECT 1 FROM reviews v WHERE v.application_id = d.application_id AND v.superseded_at IS NULL AND v.act <> 'accept') AS changed
			FROM decisions d JOIN applications a ON a.id = d.application_id WHERE d.application_id > ? AND d.outcome NOT IN ('hold', 'reopened')
			AND EXISTS (SELECT 1 FROM scores s WHERE s.application_id = d.application_id)
			GROUP BY d.application_id, a.requisition_id ORDER BY d.application_id LIMIT ?`, last, decidedChunk).Scan(&rows).Error
		if err != nil {
			return nil, mapped(err, "decision")
		}
		for _, r := range rows {
			last = r.ApplicationID
			out = append(out, decidedForm{application: last, country: countries[r.RequisitionID], form: waiting[pseudonym(last)], first: r.First, changed: r.Changed})
		}
		if len(rows) < decidedChunk {
			slices.SortFunc(out, func(a, b decidedForm) int {
				return cmp.Or(cmp.Compare(a.first, b.first), bytes.Compare(a.application[:], b.application[:]))
			})
			return out, nil
		}
	}
}

// countries returns whose form each requisition offers.
func (s *Store) countries(ctx context.Context) (map[uuid.UUID]string, error) {
	var rows []requisitionRow
	if err := s.read(ctx).Select("id, policy").Find(&rows).Error; err != nil {
		return nil, mapped(err, "requisition")
	}
	out := make(map[uuid.UUID]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Policy.V.Country
	}
	return out, nil
}

// grow adds a batch to a group's figures and notes that it was counted. Of two replicas that count at once one does, and
// the other finds a form counted and adds nothing.
func (s *Store) grow(ctx context.Context, g waitingGroup) error {
	for ids := range slices.Chunk(g.forms, chunk) {
		res := s.write(ctx).Model(&selfIdentificationRow{}).Where("id IN ? AND (counted & ?) = 0", ids, 1<<g.bit).
			Update("counted", gorm.Expr("counted + ?", 1<<g.bit))
		if res.Error != nil {
			return mapped(res.Error, "form")
		}
		if int(res.RowsAffected) < len(ids) {
			return errFormGone
		}
	}
	row := groupOverrideRow{g.Axis, g.Group, g.People, g.Changed, millis(g.Through)}
	sum := clause.Assignments(map[string]any{
		"people":  gorm.Expr("overrides_by_group.people + ?", g.People),
		"changed": gorm.Expr("overrides_by_group.changed + ?", g.Changed),
		"through": millis(g.Through),
	})
	once := clause.OnConflict{Columns: []clause.Column{{Name: "axis"}, {Name: "category"}}, DoUpdates: sum}
	return mapped(s.write(ctx).Clauses(once).Create(&row).Error, "overrides by group")
}
