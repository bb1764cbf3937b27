package server

import (
	"slices"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// scorecardValuesPage is the end of an interview: one rating for each value over all its answers, the overall word, and
// what is still missing before the scorecard can be handed in.
type scorecardValuesPage struct {
	desk
	Form           Form
	Values         []ratedValue
	Recommendation Field
	Summary        Field
	Version, Put   string
	Key            string
	Theirs         *theirWord
	Missing        []Choice // Value is where to put it right
	Asked          bool     // somebody pressed the button that hands in
	Saved          bool
}

// ratedValue is a value with what it looks like and how its questions were rated.
type ratedValue struct {
	Name      string
	Behaviors []string
	Given     []string
	Rated     rated
}

// theirWord is the overall word another device saved meanwhile.
type theirWord struct{ Recommendation, Summary string }

func (scorecardValuesPage) template() (layout, name string) { return "staff", "scorecard-values" }

// scorecardValuesShow shows the end of the interview.
func (s *Server) scorecardValuesShow(c *request, at seat, sheet app.ScorecardSheet) error {
	return c.renderScorecardValues(newDeskView(at, sheet, nil))
}

// scorecardValuesSave saves every rating on the page and the overall word, and hands the scorecard in when that is the
// button that was pressed.
func (s *Server) scorecardValuesSave(c *request, at seat, sheet app.ScorecardSheet) error {
	form, err := c.form()
	if err != nil {
		return err
	}
	view := newDeskView(at, sheet, form)
	for _, v := range sheet.Values {
		if err := s.saveLine(c, &view, hiring.OfValue, v.ID); err != nil {
			return err
		}
	}
	if err := s.saveOverall(c, &view); err != nil {
		return err
	}
	if view.status() < 400 && form.Get("do") == "submit" {
		err := s.app.SubmitScorecard(c.Request().Context(), at.Panelist, at.Interview)
		if err == nil {
			c.flash("scorecard.handed_in")
			return c.seeOther(at.Base + "/scorecard")
		}
		if hiring.KindOf(err) != hiring.Invalid {
			return err
		}
		view.problems = hiring.ProblemsOf(err)
	}
	if view.status() >= 400 {
		if view.sheet, _, err = s.openCard(c, at); err != nil {
			return err
		}
		return c.renderScorecardValues(view)
	}
	return c.goOnFrom(at, len(sheet.Questions)+1, len(sheet.Questions), form.Get("do"))
}

// saveOverall saves the overall word of the posted form, as saveLine saves a line.
func (s *Server) saveOverall(c *request, v *deskView) error {
	version, _ := strconv.Atoi(v.form.Get("version"))
	save := app.OverallSave{
		Version: version, Recommendation: hiring.Recommendation(v.form.Get("recommendation")), Summary: alikeLines(v.form.Get("summary")),
	}
	if save.Recommendation == v.sheet.Card.Recommendation && save.Summary == v.sheet.Card.Summary {
		return nil
	}
	stands, err := s.app.SaveOverall(c.Request().Context(), v.at.ID, save)
	switch {
	case isStale(err):
		v.overall = &stands
		v.form.Set("version", strconv.Itoa(stands.Version))
		return nil
	case hiring.KindOf(err) == hiring.Invalid:
		v.problems = append(v.problems, hiring.ProblemsOf(err)...)
		return nil
	}
	return err
}

func (c *request) renderScorecardValues(v deskView) error {
	sheet := v.sheet
	p := scorecardValuesPage{desk: c.desk(v.at, sheet, c.words.T("scorecard.values.title"), len(sheet.Questions)+1)}
	p.Form = newForm(p.Page, v.form, v.problems)
	for _, value := range sheet.Values {
		p.Values = append(p.Values, p.ratedValue(v, value))
	}
	p.Recommendation = p.Form.Choose("recommendation", "scorecard.recommendation", p.Recommendations(""))
	p.Summary = p.Form.Field("summary", "scorecard.summary", "rows", 5)
	p.Version, p.Put, p.Key = v.form.Get("version"), p.Base+"/overall?lang="+string(p.Lang), p.Card+"/overall"
	if v.overall != nil {
		p.Theirs = &theirWord{Summary: v.overall.Summary}
		p.Theirs.Recommendation = p.recommendation(v.overall.Recommendation)
	}
	p.Asked, p.Saved = v.form.Get("do") == "submit", v.status() < 400 && endState(sheet) != ""
	p.missing(v)
	return c.render(v.status(), p)
}

func (p scorecardValuesPage) ratedValue(v deskView, value hiring.Value) ratedValue {
	out := ratedValue{Name: p.Say(value.Name), Rated: p.rated(v, p.Form, hiring.OfValue, value.ID, nil)}
	for _, b := range value.Behaviors {
		out.Behaviors = append(out.Behaviors, p.Say(b))
	}
	for i, q := range v.sheet.Questions {
		if q.ValueID != value.ID {
			continue
		}
		given := p.cardLine(v.sheet.Card.Line(hiring.OfQuestion, q.ID), levelsOf(p.Page, nil))
		if given.Level == "" {
			given.Level = p.T("scorecard.state.none")
		}
		out.Given = append(out.Given, p.T("scorecard.given", "Number", i+1, "Level", given.Level))
	}
	return out
}

// missing lists what is missing, each with where to put it right.
func (p *scorecardValuesPage) missing(v deskView) {
	for _, x := range v.sheet.Missing() {
		says, href := p.T(x.Key, x.Args...), "#"+fieldID(x.Field)
		for i, q := range v.sheet.Questions {
			if slices.Contains([]string{"level." + q.ID.String(), "why_not." + q.ID.String(), "evidence." + q.ID.String()}, x.Field) {
				says = p.T("scorecard.missing.question", "Number", i+1, "Problem", says)
				href = p.Base + "/questions/" + strconv.Itoa(i+1) + href
			}
		}
		for _, value := range v.sheet.Values {
			if slices.Contains([]string{"level." + value.ID.String(), "why_not." + value.ID.String(), "evidence." + value.ID.String()}, x.Field) {
				says = p.T("scorecard.missing.value", "Value", p.Say(value.Name), "Problem", says)
			}
		}
		p.Missing = append(p.Missing, Choice{Value: href, Label: says})
	}
}
