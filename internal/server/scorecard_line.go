package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// deskView is a page of a scorecard as it is to be shown: as stored, or with what was typed and could not be saved.
type deskView struct {
	at       seat
	sheet    app.ScorecardSheet
	form     url.Values
	problems hiring.Problems
	stands   map[uuid.UUID]hiring.ScorecardLine // what another device saved meanwhile
	overall  *hiring.Scorecard                  // likewise, of the recommendation and the summary
}

// status is what the page is answered with.
func (v deskView) status() int {
	switch {
	case len(v.stands) > 0 || v.overall != nil:
		return http.StatusConflict
	case len(v.problems) > 0:
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// rated is one question or value with its scale and what has been written of it. Its fields carry its id, so that
// several stand in one form.
type rated struct {
	ID, Subject, Put, Key string
	Version               string
	Stuck                 bool // another device saved meanwhile: nothing is sent until somebody chooses
	Level                 Field
	Levels                []ratedLevel
	NotRated              bool
	WhyNot, Evidence      Field
	Notes                 Field
	Probes                []Choice
	Theirs                *cardLine // what the other device saved
	ProbesLang            hiring.Language
}

// storedLine writes a stored line into the form's values, as formLine reads them.
func storedLine(v url.Values, l hiring.ScorecardLine) {
	id := l.SubjectID.String()
	v.Set("version."+id, strconv.Itoa(l.Version))
	if l.Body.Level > 0 {
		v.Set("level."+id, strconv.Itoa(l.Body.Level))
	}
	if l.Body.NotRated {
		v.Set("level."+id, notRated)
	}
	v.Set("why_not."+id, l.Body.WhyNot)
	v.Set("evidence."+id, l.Body.Evidence)
	v.Set("notes."+id, l.Body.Notes)
	for _, p := range l.Body.ProbesUsed {
		v.Add("probes."+id, strconv.Itoa(p))
	}
}

// notRated is the value of the choice N/A beside the levels.
const notRated = "na"

// formLine reads a line from the posted form.
func formLine(v url.Values, of hiring.Subject, id uuid.UUID) app.LineSave {
	name := id.String()
	b := hiring.ScorecardBody{
		WhyNot: v.Get("why_not." + name), Evidence: v.Get("evidence." + name), Notes: v.Get("notes." + name),
		NotRated: v.Get("level."+name) == notRated,
	}
	b.Level, _ = strconv.Atoi(v.Get("level." + name))
	for _, typed := range v["probes."+name] {
		p, err := strconv.Atoi(typed)
		if err != nil {
			p = -1 // no probe: CheckLine refuses it
		}
		b.ProbesUsed = append(b.ProbesUsed, p)
	}
	slices.Sort(b.ProbesUsed)
	version, _ := strconv.Atoi(v.Get("version." + name))
	return app.LineSave{Subject: of, SubjectID: id, Version: version, Body: b.For(of)}
}

// saveLine saves a line of the posted form, unless it says what is stored already. What is refused stays in the view,
// with the reason.
func (s *Server) saveLine(c *request, v *deskView, of hiring.Subject, id uuid.UUID) error {
	save := formLine(v.form, of, id)
	if save.Body.Same(v.sheet.Card.Line(of, id).Body) {
		return nil
	}
	line, err := s.app.SaveLine(c.Request().Context(), v.at.ID, save)
	switch {
	case isStale(err):
		v.stands[id] = line
		v.form.Set("version."+id.String(), strconv.Itoa(line.Version))
		return nil
	case hiring.KindOf(err) == hiring.Invalid:
		for _, p := range hiring.ProblemsOf(err) {
			p.Field += "." + id.String()
			v.problems = append(v.problems, p)
		}
		return nil
	}
	return err
}

// rated makes the fields of one question or value out of a view.
func (d desk) rated(v deskView, form Form, of hiring.Subject, id uuid.UUID, anchors []hiring.Words) rated {
	name := id.String()
	r := rated{
		ID: name, Subject: string(of), Put: d.Base + "/lines/" + string(of) + "/" + name + "?lang=" + string(d.Lang),
		Key: d.Card + "/" + string(of) + "/" + name, Version: v.form.Get("version." + name),
		Level: form.Field("level."+name, "scorecard.level"), Levels: levelsOf(d.Page, anchors),
		WhyNot:   form.Field("why_not."+name, "scorecard.why_not", "rows", 2),
		Evidence: form.Field("evidence."+name, "scorecard.evidence", "rows", 3),
		Notes:    form.Field("notes."+name, "scorecard.notes", "rows", 12, "lang", string(v.at.Interview.Language)),
	}
	r.NotRated = r.Level.Value == notRated
	for i := range r.Levels {
		r.Levels[i].Checked = r.Level.Value == strconv.Itoa(r.Levels[i].Level)
	}
	if theirs, ok := v.stands[id]; ok {
		line := d.cardLine(theirs, r.Levels)
		r.Theirs, r.Stuck = &line, true
	}
	return r
}

// newDeskView begins a view with what is stored of these lines in its form, or with what was typed.
func newDeskView(at seat, sheet app.ScorecardSheet, typed url.Values) deskView {
	v := deskView{at: at, sheet: sheet, form: typed, stands: map[uuid.UUID]hiring.ScorecardLine{}}
	if typed != nil {
		return v
	}
	v.form = url.Values{}
	for _, q := range sheet.Questions {
		storedLine(v.form, sheet.Card.Line(hiring.OfQuestion, q.ID))
	}
	for _, x := range sheet.Values {
		storedLine(v.form, sheet.Card.Line(hiring.OfValue, x.ID))
	}
	v.form.Set("recommendation", string(sheet.Card.Recommendation))
	v.form.Set("summary", sheet.Card.Summary)
	v.form.Set("version", strconv.Itoa(sheet.Card.Version))
	return v
}

// openCard reads the sheet for a page one writes on. Before the start and after the end one is sent to the overview.
func (s *Server) openCard(c *request, at seat) (app.ScorecardSheet, bool, error) {
	sheet, err := s.app.ScorecardSheet(c.Request().Context(), at.Panelist, at.Interview)
	if err != nil {
		return sheet, false, err
	}
	return sheet, sheet.Card != nil && !sheet.Card.Submitted(), nil
}

// goOnFrom leads to where the pressed button says, once everything is safe; n is the question, or one more for the
// values.
func (c *request) goOnFrom(at seat, n, questions int, button string) error {
	step := func(n int) error {
		switch {
		case n < 1:
			return c.seeOther(at.Base + "/scorecard")
		case n > questions:
			return c.seeOther(at.Base + "/values")
		}
		return c.seeOther(at.Base + "/questions/" + strconv.Itoa(n))
	}
	switch {
	case strings.HasPrefix(button, "save"):
		return step(n)
	case button == "back":
		return step(n - 1)
	case button == "overview":
		return step(0)
	}
	return step(n + 1)
}

// atOpenCard hands a page of the interview the scorecard that is being written, and leads to its first page when none is.
func (s *Server) atOpenCard(handle func(*request, seat, app.ScorecardSheet) error) func(*request, seat) error {
	return func(c *request, at seat) error {
		sheet, open, err := s.openCard(c, at)
		if err != nil {
			return err
		}
		if !open {
			return c.seeOther(at.Base + "/scorecard")
		}
		return handle(c, at, sheet)
	}
}
