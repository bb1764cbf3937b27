package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// CalibrationSheet is what one user sees of a set: nothing of others, and the agreed levels only beside a finished pass.
type CalibrationSheet struct {
	hiring.CalibrationSet
	For     uuid.UUID
	Passes  []hiring.CalibrationPass // the user's own, the first begun first
	Purpose hiring.CalibrationPurpose
	May     bool // there is something to rate, or may be again
}

// Open returns the pass the user is in, or nil.
func (s CalibrationSheet) Open() *hiring.CalibrationPass {
	for i, p := range s.Passes {
		if !p.Finished() {
			return &s.Passes[i]
		}
	}
	return nil
}

// Finished lists the user's finished passes.
func (s CalibrationSheet) Finished() []hiring.CalibrationPass {
	return slices.DeleteFunc(slices.Clone(s.Passes), func(p hiring.CalibrationPass) bool { return !p.Finished() })
}

// Asked returns the answers of a pass in its own order.
func (s CalibrationSheet) Asked(p hiring.CalibrationPass) []hiring.CalibrationAnswer {
	return hiring.ShuffledAnswers(s.Left(), p.ID)
}

// CalibrationSheets lists what a user can rate or has rated, the newest set first.
func (a *App) CalibrationSheets(ctx context.Context, user uuid.UUID) ([]CalibrationSheet, error) {
	sets, err := a.store.CalibrationSets(ctx)
	if err != nil {
		return nil, err
	}
	passes, err := a.store.CalibrationPassesOf(ctx, user)
	if err != nil {
		return nil, err
	}
	var out []CalibrationSheet
	for _, c := range sets {
		if s := sheetOf(c, user, passes); s.May || len(s.Passes) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// CalibrationSheet is a set as one user sees it, or Missing when there is nothing for that user in it.
func (a *App) CalibrationSheet(ctx context.Context, user, set uuid.UUID) (CalibrationSheet, error) {
	c, err := a.store.CalibrationSet(ctx, set)
	if err != nil {
		return CalibrationSheet{}, err
	}
	passes, err := a.store.CalibrationPassesOf(ctx, user)
	if err != nil {
		return CalibrationSheet{}, err
	}
	s := sheetOf(c, user, passes)
	if !s.May && len(s.Passes) == 0 {
		return CalibrationSheet{}, hiring.Missing("calibration set")
	}
	return s, nil
}

// sheetOf: a panelist rates a set once, others as often as they like.
func sheetOf(c hiring.CalibrationSet, user uuid.UUID, passes []hiring.CalibrationPass) CalibrationSheet {
	s := CalibrationSheet{CalibrationSet: c, For: user}
	for _, p := range passes {
		if p.SetID == c.ID {
			s.Passes = append(s.Passes, p)
		}
	}
	s.Purpose, s.May = c.Purpose(user)
	if s.Purpose == hiring.CalibrationPanel && len(s.Finished()) > 0 {
		s.May = false
	}
	return s
}

// StartCalibration begins a pass, or goes on with the one that is open.
func (a *App) StartCalibration(ctx context.Context, user, set uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		s, err := a.CalibrationSheet(ctx, user, set)
		switch {
		case err != nil:
			return err
		case s.Open() != nil && s.May:
			return nil
		case !s.May:
			return hiring.Clash("calibration.locked")
		}
		p := hiring.CalibrationPass{ID: newID(), SetID: set, UserID: user, Purpose: s.Purpose, StartedAt: a.Now()}
		if err := a.store.StartCalibrationPass(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "calibration.pass_started", "calibration", set, "pass", p.ID.String(), "purpose", string(p.Purpose))
	})
}

// openPass returns a set as a user sees it with the pass that user is in.
func (a *App) openPass(ctx context.Context, user, set uuid.UUID) (CalibrationSheet, hiring.CalibrationPass, error) {
	s, err := a.CalibrationSheet(ctx, user, set)
	if err != nil {
		return s, hiring.CalibrationPass{}, err
	}
	p := s.Open()
	if p == nil || !s.May {
		return s, hiring.CalibrationPass{}, hiring.Clash("calibration.locked")
	}
	return s, *p, nil
}

// RateCalibration keeps what a user gives to the n-th answer, from 1, of the pass that is open. It may be changed until
// the pass is finished.
func (a *App) RateCalibration(ctx context.Context, user, set uuid.UUID, n int, r hiring.CalibrationRating) error {
	r.Evidence = strings.TrimSpace(r.Evidence)
	if err := r.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		s, p, err := a.openPass(ctx, user, set)
		if err != nil {
			return err
		}
		asked := s.Asked(p)
		if n < 1 || n > len(asked) {
			return hiring.Missing("answer")
		}
		r.AnswerID, r.RatedAt = asked[n-1].ID, a.Now()
		return a.store.SaveCalibrationRating(ctx, p.ID, r)
	})
}

// FinishCalibration locks the pass that is open, once every answer has a level.
func (a *App) FinishCalibration(ctx context.Context, user, set uuid.UUID) (uuid.UUID, error) {
	var pass uuid.UUID
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		s, p, err := a.openPass(ctx, user, set)
		if err != nil {
			return err
		}
		if len(p.Missing(s.Asked(p))) > 0 {
			return hiring.Clash("calibration.incomplete")
		}
		pass = p.ID
		if err := a.store.FinishCalibrationPass(ctx, p.ID, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "calibration.pass_finished", "calibration", set,
			"pass", p.ID.String(), "purpose", string(p.Purpose), "answers", strconv.Itoa(len(p.Ratings)))
	})
	return pass, err
}
