package server

import (
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// cardLine is one question or value of the panelist's own scorecard, as the overview lists it and as it stands once in.
type cardLine struct {
	ID, Name, Value, Href string
	State, Said           string // how far it is, also in words
	Level, Anchor         string
	WhyNot                string
	Evidence, Notes       []string
	Probes                []string // those that were used
}

// fillLines lists the questions and the values with what has been written.
func (p *scorecardPage) fillLines(sheet app.ScorecardSheet) {
	card := hiring.Scorecard{}
	if sheet.Card != nil {
		card = *sheet.Card
	}
	for i, q := range sheet.Questions {
		l := p.cardLine(card.Line(hiring.OfQuestion, q.ID), levelsOf(p.Page, q.Anchors))
		l.Name, l.Value, l.Href = q.Prompt.In(p.Language), p.Say(q.ValueName), p.Base+"/questions/"+strconv.Itoa(i+1)
		for _, used := range card.Line(hiring.OfQuestion, q.ID).Body.ProbesUsed {
			if used < len(q.Probes) {
				l.Probes = append(l.Probes, q.Probes[used].In(p.Language))
			}
		}
		p.Questions = append(p.Questions, l)
	}
	for _, v := range sheet.Values {
		l := p.cardLine(card.Line(hiring.OfValue, v.ID), levelsOf(p.Page, nil))
		l.Name, l.Href = p.Say(v.Name), p.Base+"/values#"+fieldID("level."+v.ID.String())
		p.Values = append(p.Values, l)
	}
}

func (p Page) cardLine(l hiring.ScorecardLine, levels []ratedLevel) cardLine {
	b := l.Body
	out := cardLine{
		ID: l.SubjectID.String(), State: lineState(l), Evidence: paragraphs(b.Evidence), Notes: paragraphs(b.Notes),
	}
	switch {
	case b.NotRated:
		out.Level, out.WhyNot = p.T("scorecard.na"), b.WhyNot
	case b.Level > 0:
		out.Level = p.T("scorecard.level_of", "Level", b.Level, "Levels", hiring.RatingLevels)
		out.Anchor = levels[hiring.RatingLevels-b.Level].Anchor
	}
	if out.Said = out.Level; out.State != "done" {
		out.Said = p.T("scorecard.state." + orNone(out.State))
	}
	return out
}

// levelsOf are the levels of a scale, the highest first: a question's own anchors, or the plain ones.
func levelsOf(p Page, anchors []hiring.Words) []ratedLevel {
	var out []ratedLevel
	for level := hiring.RatingLevels; level >= 1; level-- {
		anchor := p.T("rating.level." + strconv.Itoa(level))
		if len(anchors) == hiring.RatingLevels && !anchors[level-1].Empty() {
			anchor = p.Say(anchors[level-1])
		}
		out = append(out, ratedLevel{Level: level, Anchor: anchor})
	}
	return out
}
