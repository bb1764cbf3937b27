package server

import (
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/scoring"
)

// benchmarkShift is one numeric question with the means of two kinds of people.
type benchmarkShift struct{ Question, First, Second, Effect string }

// fillShifts sets applicants beside incumbents, and interviews beside links.
func (s *Server) fillShifts(c *request, page *benchmarkVersionPage, names benchmarkNames) error {
	shifts, err := s.app.ShiftsOf(c.Request().Context(), page.Version)
	if err != nil {
		return err
	}
	page.Shifts, page.Modes = page.shifts(shifts.Applicants, names), page.shifts(shifts.Modes, names)
	return nil
}

func (p Page) shifts(all []app.Shift, names benchmarkNames) []benchmarkShift {
	var out []benchmarkShift
	for _, x := range all {
		interval := scoring.Interval{Lo: x.Interval.Lo, Hi: x.Interval.Hi, Undefined: x.Interval.Undefined}
		out = append(out, benchmarkShift{
			Question: shortened(p.Say(names.questions[x.Question].Prompt)), First: p.sideOfShift(x.First), Second: p.sideOfShift(x.Second),
			Effect: p.figure(scoring.Figure(x.G)) + p.within(&interval),
		})
	}
	return out
}

func (p Page) sideOfShift(g app.ShiftGroup) string {
	return p.Num(g.Mean, 1) + " (n = " + strconv.Itoa(g.N) + ")"
}
