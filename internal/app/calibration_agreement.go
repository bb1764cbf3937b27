package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// CalibrationWork is what HR sees of a set: its answers, and what the panel gave once all of it is in.
type CalibrationWork struct {
	hiring.CalibrationSet
	Begun    bool                     // somebody has begun to rate: answers are fixed
	Waiting  []uuid.UUID              // panelists whose independent levels are not in
	ByPanel  []hiring.CalibrationPass // of the panelists, in the panel's order; nil while one is waited for
	Practice []Practised
	Group    GroupDeviation
}

// PanelIn tells whether the levels of a whole panel are in, so that they may be seen and an agreement recorded.
func (w CalibrationWork) PanelIn() bool {
	return len(w.Panel) >= hiring.FewestCalibrationPanel && len(w.Waiting) == 0
}

// Levels returns what the panel gave to an answer, and how far apart its members are.
func (w CalibrationWork) Levels(answer uuid.UUID) (levels []int, apart int) {
	for _, p := range w.ByPanel {
		if r, ok := p.Of(answer); ok {
			levels = append(levels, r.Level)
		}
	}
	if len(levels) > 0 {
		apart = slices.Max(levels) - slices.Min(levels)
	}
	return levels, apart
}

// Releasable tells whether raters may practise with the set once HR says so: enough answers, and a level for each.
func (w CalibrationWork) Releasable() bool {
	left := w.Left()
	return w.State() == hiring.CalibrationOpen && w.PanelIn() && len(left) >= hiring.FewestCalibrationAnswers &&
		!slices.ContainsFunc(left, func(x hiring.CalibrationAnswer) bool { return len(x.Agreed) == 0 })
}

// CalibrationWork gathers what HR sees of a set.
func (a *App) CalibrationWork(ctx context.Context, set uuid.UUID) (CalibrationWork, error) {
	c, err := a.store.CalibrationSet(ctx, set)
	if err != nil {
		return CalibrationWork{}, err
	}
	passes, err := a.store.CalibrationPasses(ctx, set)
	if err != nil {
		return CalibrationWork{}, err
	}
	w := CalibrationWork{CalibrationSet: c, Begun: len(passes) > 0, Practice: practised(c, passes), Group: groupDeviation(c, passes)}
	for _, user := range c.Panel {
		i := slices.IndexFunc(passes, func(p hiring.CalibrationPass) bool {
			return p.UserID == user && p.Purpose == hiring.CalibrationPanel && p.Finished()
		})
		if i < 0 {
			w.Waiting = append(w.Waiting, user)
			continue
		}
		w.ByPanel = append(w.ByPanel, passes[i])
	}
	if !w.PanelIn() {
		w.ByPanel = nil
	}
	return w, nil
}

// RecordAgreed records the level the panel agreed on for an answer, with the reason; one recorded before stays beside it.
func (a *App) RecordAgreed(ctx context.Context, by, set, answer uuid.UUID, level int, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := hiring.CheckAgreed(level, reason).Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		w, err := a.CalibrationWork(ctx, set)
		if err != nil {
			return err
		}
		x, ok := w.Answer(answer)
		switch {
		case !ok || x.WithdrawnAt != nil:
			return hiring.Missing("answer")
		case !w.PanelIn() || w.State() == hiring.CalibrationRetired:
			return hiring.Clash("calibration.panel_not_in")
		}
		r := hiring.AgreedRating{
			ID: newID(), AnswerID: answer, Number: len(x.Agreed) + 1, Level: level, Reason: reason, RecordedBy: by, RecordedAt: a.Now(),
		}
		if err := a.store.AddAgreedRating(ctx, r); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.level_agreed", "calibration", set,
			"answer", answer.String(), "number", strconv.Itoa(r.Number), "level", strconv.Itoa(level))
	})
}

// ReleaseCalibration lets raters practise with a set.
func (a *App) ReleaseCalibration(ctx context.Context, by, set uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		w, err := a.CalibrationWork(ctx, set)
		if err != nil {
			return err
		}
		if !w.Releasable() {
			return hiring.Clash("calibration.not_releasable")
		}
		now := a.Now()
		w.AgreedAt = &now
		if err := a.store.UpdateCalibrationSet(ctx, w.CalibrationSet); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.released", "calibration", set, "answers", strconv.Itoa(len(w.Left())), "panel", strconv.Itoa(len(w.Panel)))
	})
}

// RetireCalibration offers a set no longer; what was practised with it stays.
func (a *App) RetireCalibration(ctx context.Context, by, set uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		c, err := a.store.CalibrationSet(ctx, set)
		if err != nil {
			return err
		}
		if c.State() == hiring.CalibrationRetired {
			return hiring.Clash("calibration.is_retired")
		}
		now := a.Now()
		c.RetiredAt = &now
		if err := a.store.UpdateCalibrationSet(ctx, c); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.retired", "calibration", set)
	})
}
