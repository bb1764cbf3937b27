package store

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type decisionRow struct {
	ID              uuid.UUID
	ApplicationID   uuid.UUID
	Outcome         hiring.Outcome
	Reasons         jsonOf[[]hiring.DecisionReason]
	Reason          string
	OnMerit         int
	Evidence        jsonOf[hiring.Evidence]
	Departures      jsonOf[[]hiring.Departure]
	DepartureReason string
	DecidedBy       uuid.UUID
	DecidedAt       int64
	ConfirmedBy     *uuid.UUID
	ConfirmedAt     *int64
	SupersededAt    *int64
}

// TableName implements gorm's schema.Tabler.
func (decisionRow) TableName() string { return "decisions" }

func (r decisionRow) decision() hiring.Decision {
	return hiring.Decision{
		ID: r.ID, ApplicationID: r.ApplicationID, Outcome: r.Outcome, Reasons: r.Reasons.V, Reason: r.Reason, Evidence: r.Evidence.V,
		Departures: r.Departures.V, DepartureReason: r.DepartureReason, By: r.DecidedBy, At: moment(r.DecidedAt),
		ConfirmedBy: r.ConfirmedBy, ConfirmedAt: momentOrNil(r.ConfirmedAt), SupersededAt: momentOrNil(r.SupersededAt),
	}
}

func rowOfDecision(d hiring.Decision) decisionRow {
	return decisionRow{
		ID: d.ID, ApplicationID: d.ApplicationID, Outcome: d.Outcome, Reasons: asJSON(listed(d.Reasons)), Reason: d.Reason,
		OnMerit: flag(hiring.OnMerit(d.Reasons)), Evidence: asJSON(d.Evidence), Departures: asJSON(listed(d.Departures)), DepartureReason: d.DepartureReason,
		DecidedBy: d.By, DecidedAt: millis(d.At), ConfirmedBy: d.ConfirmedBy, ConfirmedAt: millisOrNil(d.ConfirmedAt),
	}
}

// listed is a list as JSON holds it: an empty one is [] and not null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Decide stores a decision in place of the one that was current when the person decided (nil: there was none); that
// one is kept. If another has become current meanwhile it is a Conflict. The application's row is written first, so
// that of two who decide at once one waits for the other, and an index sees to it that one decision is current. One
// that reopens leaves the application undecided.
func (s *Store) Decide(ctx context.Context, d hiring.Decision, instead *uuid.UUID) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		outcome := d.Outcome
		if outcome == hiring.Reopened {
			outcome = ""
		}
		res := s.write(ctx).Table("applications").Where("id = ?", d.ApplicationID).
			Updates(map[string]any{"decision": outcome, "version": gorm.Expr("version + 1")})
		if err := oneRow(res, "application", hiring.Missing("application")); err != nil {
			return err
		}
		if err := s.decisionStands(ctx, d.ApplicationID, instead); err != nil {
			return err
		}
		if instead != nil {
			res := s.write(ctx).Table("decisions").Where("id = ?", *instead).Update("superseded_at", millis(d.At))
			if err := oneRow(res, "decision", changedMeanwhile()); err != nil {
				return err
			}
		}
		row := rowOfDecision(d)
		return mapped(s.write(ctx).Create(&row).Error, "decision")
	})
}

// decisionStands is a Conflict unless that decision is the application's current one; nil is none.
func (s *Store) decisionStands(ctx context.Context, application uuid.UUID, seen *uuid.UUID) error {
	var current []uuid.UUID
	err := s.write(ctx).Table("decisions").Where("application_id = ? AND superseded_at IS NULL", application).
		Order("id").Pluck("id", &current).Error
	if err != nil {
		return mapped(err, "decision")
	}
	if (seen == nil) != (len(current) == 0) || seen != nil && current[0] != *seen {
		return changedMeanwhile()
	}
	return nil
}

// Decisions lists the decisions about an application, the current one first.
func (s *Store) Decisions(ctx context.Context, application uuid.UUID) ([]hiring.Decision, error) {
	q := s.read(ctx).Where("application_id = ?", application).Order("decided_at DESC, id DESC")
	return all(q, "decision", decisionRow.decision)
}

// ReturnStage takes an application back to the stage that its answers have come to, once nothing is decided any more.
func (s *Store) ReturnStage(ctx context.Context, application uuid.UUID) error {
	res := s.write(ctx).Exec(`UPDATE applications SET stage = CASE
		WHEN EXISTS (SELECT 1 FROM scores s WHERE s.application_id = applications.id) THEN 'scored'
		WHEN EXISTS (SELECT 1 FROM attempts t WHERE t.application_id = applications.id AND t.submitted_at IS NOT NULL) THEN 'submitted'
		WHEN EXISTS (SELECT 1 FROM attempts t WHERE t.application_id = applications.id) THEN 'started'
		ELSE 'invited' END WHERE id = ?`, application)
	return oneRow(res, "application", hiring.Missing("application"))
}

// DepartureReasons returns, of the decisions that stand about some applications, why those departed from the evidence
// that did, by application.
func (s *Store) DepartureReasons(ctx context.Context, applications []uuid.UUID) (map[uuid.UUID]string, error) {
	out := map[uuid.UUID]string{}
	if len(applications) == 0 {
		return out, nil
	}
	var rows []struct {
		ApplicationID   uuid.UUID
		DepartureReason string
	}
	err := s.read(ctx).Raw(`SELECT application_id, departure_reason FROM decisions
WHERE application_id IN ? AND superseded_at IS NULL AND departure_reason <> '' ORDER BY application_id`, applications).Scan(&rows).Error
	for _, r := range rows {
		out[r.ApplicationID] = r.DepartureReason
	}
	return out, mapped(err, "decision")
}

// DecidedAgainst lists the applications of a requisition with one of the outcomes, on merit, whose figures lie on the
// far side of this one's: those above it, or those below. The furthest come first, at most limit; the caller holds each
// against the rule. Each outcome and each figure is read along an index: of many decided, few are on the far side.
func (s *Store) DecidedAgainst(ctx context.Context, a hiring.Application, outcomes []hiring.Outcome, above bool, limit int) ([]hiring.Application, error) {
	side, order := "<", ""
	if above {
		side, order = ">", " DESC"
	}
	bounds := map[string]*float64{standingFit: nil, "applications.combined": a.Combined}
	if c, ok := a.FitComposite(); ok {
		bounds[standingFit] = &c.Value
	}
	found := map[uuid.UUID]hiring.Application{}
	for _, o := range outcomes {
		for figure, bound := range bounds {
			if bound == nil {
				continue
			}
			q := s.applications(ctx).
				Where("applications.requisition_id = ? AND applications.id <> ? AND applications.decision <> '' AND applications.decision = ?", a.RequisitionID, a.ID, o).
				Where(figure+" "+side+" CAST(? AS DOUBLE PRECISION)", *bound).
				Where("NOT EXISTS (SELECT 1 FROM decisions d WHERE d.application_id = applications.id AND d.superseded_at IS NULL AND d.on_merit = 0)").
				Order(figure + order + ", applications.number").Limit(limit)
			some, err := all(q, "application", applicationRow.application)
			if err != nil {
				return nil, err
			}
			for _, x := range some {
				found[x.ID] = x
			}
		}
	}
	c, _ := a.Placed()
	return furthest(slices.Collect(maps.Values(found)), c.Of, above, limit), nil
}

// standingFit is the fit that counts, as reviewed where somebody has reviewed it; there are indexes of it.
const standingFit = "COALESCE(applications.reviewed_fit, applications.fit)"

// furthest sorts applications by what they are placed by, the highest first or the lowest, and keeps so many.
func furthest(of []hiring.Application, by hiring.CompositeOf, highest bool, limit int) []hiring.Application {
	figure := func(x hiring.Application) float64 {
		if by == hiring.OfCombined && x.Combined != nil {
			return *x.Combined
		}
		f, _ := x.FitComposite()
		return f.Value
	}
	slices.SortFunc(of, func(x, y hiring.Application) int {
		way := cmp.Compare(figure(x), figure(y))
		if highest {
			way = -way
		}
		return cmp.Or(way, cmp.Compare(x.Number, y.Number))
	})
	return of[:min(limit, len(of))]
}

// NearestComposites lists the applications of a requisition whose figure is nearest to this one's, at most limit: where
// fit and ratings together have an interval those that have both, else everybody with a fit.
func (s *Store) NearestComposites(ctx context.Context, a hiring.Application, limit int) ([]hiring.Application, error) {
	c, ok := a.Placed()
	if !ok {
		return nil, nil
	}
	figure := standingFit
	if c.Of == hiring.OfCombined {
		figure = "applications.combined"
	}
	side := func(beyond, way string) ([]hiring.Application, error) {
		q := s.applications(ctx).Where("applications.requisition_id = ? AND applications.id <> ?", a.RequisitionID, a.ID).
			Where(figure+beyond+"?", c.Value).Order(figure + way + ", applications.number" + way).Limit(limit) // along the index
		return all(q, "application", applicationRow.application)
	}
	above, err := side(" >= ", "")
	if err != nil {
		return nil, err
	}
	below, err := side(" < ", " DESC")
	if err != nil {
		return nil, err
	}
	away := func(x hiring.Application) float64 {
		if c.Of == hiring.OfCombined {
			return math.Abs(*x.Combined - c.Value)
		}
		f, _ := x.FitComposite()
		return math.Abs(f.Value - c.Value)
	}
	out := append(above, below...)
	slices.SortFunc(out, func(x, y hiring.Application) int {
		return cmp.Or(cmp.Compare(away(x), away(y)), cmp.Compare(x.Number, y.Number))
	})
	return out[:min(limit, len(out))], nil
}

// WithoutComposite lists the applications of a requisition that have answers and no figure to hold against this one's, at
// most limit: where fit and ratings together have an interval those that are rated and have none of both together, else
// those whose answers came to no fit.
func (s *Store) WithoutComposite(ctx context.Context, a hiring.Application, limit int) ([]hiring.Application, error) {
	c, ok := a.Placed()
	if !ok {
		return nil, nil
	}
	q := s.applications(ctx).Where("applications.requisition_id = ? AND applications.id <> ?", a.RequisitionID, a.ID)
	if c.Of == hiring.OfCombined {
		q = q.Where("applications.raters > 0 AND applications.combined IS NULL")
	} else {
		q = q.Where("applications.fit IS NULL AND applications.fit_undefined <> '' AND applications.reviewed_fit IS NULL")
	}
	return all(q.Order("applications.number").Limit(limit), "application", applicationRow.application)
}

// ApplicationNumbers returns the numbers of applications.
func (s *Store) ApplicationNumbers(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]int, error) {
	out := map[uuid.UUID]int{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []struct {
		ID     uuid.UUID
		Number int
	}
	err := s.read(ctx).Table("applications").Select("id, number").Where("id IN ?", ids).Order("id").Scan(&rows).Error
	for _, r := range rows {
		out[r.ID] = r.Number
	}
	return out, mapped(err, "application")
}
