package server

import (
	"math"
	"net/http"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// calibrationRoutes are the practice sets: HR makes them, whoever rates practises, and each sees only the own passes.
func (s *Server) calibrationRoutes() []route {
	hr, rates := staff(hiring.HR), staff(hiring.HR, hiring.Recruiter, hiring.Interviewer)
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/calibrations", rates, s.calibrationList},
		{http.MethodGet, "/calibrations/new", hr, s.calibrationNew},
		{http.MethodPost, "/calibrations", hr, s.calibrationAdd},
		{http.MethodGet, "/calibrations/:id", rates, s.calibrationShow},
		{http.MethodPost, "/calibrations/:id/passes", rates, s.calibrationStart},
		{http.MethodGet, "/calibrations/:id/passes/:pass", rates, s.calibrationResult},
		{http.MethodGet, "/calibrations/:id/practice", rates, s.calibrationSummary},
		{http.MethodPost, "/calibrations/:id/practice", rates, s.calibrationFinish},
		{http.MethodGet, "/calibrations/:id/practice/:n", rates, s.calibrationAsk},
		{http.MethodPost, "/calibrations/:id/practice/:n", rates, s.calibrationRate},
		{http.MethodGet, "/calibrations/:id/edit", hr, s.calibrationEdit},
		{http.MethodPost, "/calibrations/:id/answers", hr, s.calibrationChoose},
		{http.MethodPost, "/calibrations/:id/panel", hr, s.calibrationPanel},
		{http.MethodPost, "/calibrations/:id/answers/:answer/blanks", hr, s.calibrationBlank},
		{http.MethodPost, "/calibrations/:id/answers/:answer/agreement", hr, s.calibrationAgree},
		{http.MethodPost, "/calibrations/:id/answers/:answer/withdrawal", hr, s.calibrationWithdraw},
		{http.MethodPost, "/calibrations/:id/release", hr, s.calibrationRelease},
		{http.MethodPost, "/calibrations/:id/retirement", hr, s.calibrationRetire},
		{http.MethodGet, "/requisitions/:id/calibration", manages, s.plantingShow},
		{http.MethodPost, "/requisitions/:id/calibration", manages, s.plantingSave},
	}
}

func calibrationPath(set uuid.UUID) string { return "/calibrations/" + set.String() }

// calibrationsPage lists what the user can practise with, how the own levels of planted answers lie, and to HR every set.
type calibrationsPage struct {
	Page
	Mine  []app.CalibrationSheet
	Made  []hiring.CalibrationSet // HR only
	Drift app.Drift
}

func (calibrationsPage) template() (layout, name string) { return "staff", "calibrations" }

// Progress says how far the user is with a set.
func (p calibrationsPage) Progress(s app.CalibrationSheet) string {
	done := s.Finished()
	switch open := s.Open(); {
	case open != nil && s.May:
		asked := s.Asked(*open)
		return p.T("calibration.progress.open", "Done", len(asked)-len(open.Missing(asked)), "All", len(asked))
	case len(done) > 0:
		return p.T("calibration.progress.done", "Date", p.Date(*done[len(done)-1].FinishedAt))
	}
	return p.T("calibration.progress.none")
}

// Deviation says in words how the own levels of planted answers lie beside the agreed ones.
func (p calibrationsPage) Deviation() deviationWords { return p.deviation(p.Drift.Deviation) }

// Difference writes a difference in points with its sign.
func (p Page) Difference(points int) string { return p.withSign(float64(points), 0) }

// withSign writes a number with a plus or a minus, unless it rounds to nought.
func (p Page) withSign(x float64, decimals int) string {
	switch s := p.Num(math.Abs(x), decimals); {
	case s == p.Num(0, decimals):
		return s
	case x < 0:
		return "−" + s
	default:
		return "+" + s
	}
}

func (s *Server) calibrationList(c *request) error {
	ctx := c.Request().Context()
	page := calibrationsPage{Page: c.page("calibration.title").in("calibrations")}
	var err error
	if page.Mine, err = s.app.CalibrationSheets(ctx, c.user.ID); err != nil {
		return err
	}
	if page.Drift, err = s.app.DriftOf(ctx, c.user.ID); err != nil {
		return err
	}
	if c.user.Is(hiring.HR) {
		if page.Made, err = s.app.Store().CalibrationSets(ctx); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// deviationWords is a deviation in words, all of it or the reason why there is none.
type deviationWords struct {
	N              int
	Mean, Absolute string // figures in points
	Signed         string // in words: how far below or above
	Habit          string
}

// deviation puts a deviation into words of a coach.
func (p Page) deviation(d app.Deviation) deviationWords {
	out := deviationWords{N: d.N, Habit: p.T("calibration.habit." + string(d.Habit))}
	if !d.Mean.Defined() {
		return out
	}
	out.Mean, out.Absolute = p.withSign(d.Mean.Value, 1), p.Num(d.Absolute.Value, 1)
	out.Signed = p.signedWords(d.Mean.Value)
	return out
}

// signedWords says which way a mean difference goes.
func (p Page) signedWords(x float64) string {
	switch points := p.Num(math.Abs(x), 1); {
	case points == p.Num(0, 1):
		return p.T("calibration.mean.even")
	case x < 0:
		return p.T("calibration.mean.below", "Points", points)
	default:
		return p.T("calibration.mean.above", "Points", points)
	}
}

// calibrationPage is a set as the user rates it: what to expect, and the own passes.
type calibrationPage struct {
	Page
	app.CalibrationSheet
	Results []passLine
}

func (calibrationPage) template() (layout, name string) { return "staff", "calibration" }

// passLine is one finished pass in the list of the own ones; while the levels are still being found it has no figures.
type passLine struct {
	ID        uuid.UUID
	At        time.Time
	Deviation deviationWords
}

// Agreed tells whether levels can be compared with by now.
func (p calibrationPage) Agreed() bool { return p.AgreedAt != nil }

func (s *Server) calibrationShow(c *request) error {
	sheet, err := s.calibrationSheet(c)
	if err != nil {
		return err
	}
	page := calibrationPage{Page: c.rawPage(sheet.Name).in("calibrations"), CalibrationSheet: sheet}
	for _, p := range sheet.Finished() {
		line := passLine{ID: p.ID, At: *p.FinishedAt}
		if page.Agreed() {
			line.Deviation = page.deviation(app.DeviationOf(sheet.CalibrationSet, p))
		}
		page.Results = append(page.Results, line)
	}
	return c.render(http.StatusOK, page)
}

// calibrationSheet reads the set a path names, as the user sees it.
func (s *Server) calibrationSheet(c *request) (app.CalibrationSheet, error) {
	id, err := c.id("id")
	if err != nil {
		return app.CalibrationSheet{}, err
	}
	return s.app.CalibrationSheet(c.Request().Context(), c.user.ID, id)
}

func (s *Server) calibrationStart(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.StartCalibration(c.Request().Context(), c.user.ID, id); err != nil {
		return err
	}
	return c.seeOther(calibrationPath(id) + "/practice/1")
}
