package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// fill puts what was found on the page.
func (p *sideBySidePage) fill(s app.SideBySide) {
	if len(s.Hidden) > 0 {
		var numbers []string
		for _, n := range s.Hidden {
			numbers = append(numbers, strconv.Itoa(n))
		}
		p.Hidden = p.T("side_by_side.hidden", "Numbers", strings.Join(numbers, ", "), "Count", len(s.Hidden))
	}
	if len(s.Sides) == 0 {
		return
	}
	first := s.Sides[0]
	if first.Benchmark.Name != "" {
		p.Benchmark = p.T("requisition.benchmark_n", "Name", first.Benchmark.Name, "Number", first.Benchmark.Number)
		p.VersionPath = versionPath(first.Benchmark)
	}
	named := p.Requisition.Gives(p.User.ID, hiring.SeeNames, true)
	for _, v := range s.Sides {
		p.Sides = append(p.Sides, p.head(v, named))
	}
	if first.Health.Grade != scoring.TooSmall && first.Health.Grade != scoring.CannotFreeze {
		p.fillCharts(s)
	}
	p.fillQuestions(s)
}

// head writes one candidate.
func (p *sideBySidePage) head(v app.ApplicationView, named bool) besideHead {
	h := besideHead{
		ID: v.ID, Number: v.Number, Label: v.Name, Href: "/applications/" + v.ID.String(), Without: p.without(v.ID), Language: v.Language,
		Stage: v.Stage, Decision: v.Decision,
	}
	h.Reviewed = p.reviewedFit(v.Application)
	if !named {
		h.Label = p.T("requisition.candidate_n", "Number", v.Number)
	}
	if v.Application.Combined != nil {
		h.Combined = p.T("requisition.combined", "V", p.combinedFigure(v.Application), "Count", v.Raters)
	} else if v.Human != nil {
		h.Combined = p.humanFigure(v.Application)
	}
	record, scored := v.OnRecord()
	if !scored {
		if h.NotSeen = p.T("matrix.not_received"); v.ReceivedAt != nil {
			h.NotSeen = p.T("requisition.no_fit.waiting")
		}
		return h
	}
	h.Uncompared = v.Uncompared
	if _, taken := fitless(v); len(taken) > 0 {
		h.Taken = p.T("decision.place.taken", "Values", p.valueNames(v, taken), "Count", len(taken))
	}
	h.Discuss = p.discussed(v, record)
	for _, f := range record.Values {
		h.Warnings += len(f.Warnings)
	}
	h.Warnings += len(record.Flags) + len(record.Overall.Warnings)
	h.Mode = p.T("application.mode." + record.Mode)
	return h
}

// fillCharts draws the whole, then each value, with everybody on one scale.
func (p *sideBySidePage) fillCharts(s app.SideBySide) {
	whole := besideChart{Name: p.T("score.fit"), Said: p.said(s.Wholes())}
	p.draw(&whole, "w", s, func(r scoring.Result) *scoring.ValueFit { return &r.Overall })
	p.Charts = append(p.Charts, whole)
	for i, x := range s.Requisition.Values {
		id := x.ValueID.String()
		c := besideChart{Name: p.valueName(s.Sides[0], id), Said: p.said(s.ByValue(x.ValueID))}
		if x.Must {
			c.Must = p.T("score.must")
		}
		p.draw(&c, fmt.Sprint("v", i), s, func(r scoring.Result) *scoring.ValueFit {
			at := slices.IndexFunc(r.Values, func(f scoring.ValueFit) bool { return f.Value == id })
			if at < 0 {
				return nil
			}
			return &r.Values[at]
		})
		p.Charts = append(p.Charts, c)
	}
}

// draw makes a chart with a row for each candidate.
func (p *sideBySidePage) draw(c *besideChart, id string, s app.SideBySide, fit func(scoring.Result) *scoring.ValueFit) {
	var rows []chart.StreakRow
	for i, v := range s.Sides {
		f := &scoring.ValueFit{Fit: scoring.Figure{Undefined: scoring.NothingAsked}}
		reviewed := false
		if r, scored := v.OnRecord(); scored {
			if x := fit(r); x != nil {
				f = x
			}
			if x := fit(*v.Computed()); x != nil {
				reviewed = x.Fit != f.Fit
				if !f.Fit.Defined() {
					taken := *f
					taken.Fit.Undefined = whyReviewed(x, *f)
					f = &taken
				}
			}
		}
		row := p.streakRow(v, *f)
		if p.Sides[i].NotSeen != "" {
			row.Why, row.Finding = p.Sides[i].NotSeen, p.Sides[i].NotSeen
		}
		row.Name, row.Note = p.Sides[i].Label, p.T("requisition.candidate_n", "Number", v.Number)
		if row.Name == row.Note {
			row.Note = ""
		}
		if reviewed {
			row.Note = strings.TrimPrefix(row.Note+" · "+p.T("side_by_side.reviewed"), " · ")
		}
		rows = append(rows, row)
		line := streakLine{Name: row.Name, Fit: row.Number, Range: p.streakRange(*f), Top: p.bandText(row.Top), Comparison: p.bandText(row.Comparison)}
		if row.Fit == nil {
			line.Fit = row.Why
		}
		if f.Coverage.Defined() && f.Fit.Defined() {
			line.Coverage = p.Percent(f.Coverage.Value)
		}
		c.Rows = append(c.Rows, line)
	}
	c.Chart = Raw(chart.Streak(id, rows))
}

// said writes who can be told apart from whom: those who cannot first, since that is what a picture hides.
func (p *sideBySidePage) said(pairs []app.Beside) []string {
	var alike, unknown, apart []string
	for _, b := range pairs {
		names := []any{"A", p.Sides[b.A].Label, "B", p.Sides[b.B].Label, "By", p.whole(b.By)}
		switch {
		case !b.Known:
			unknown = append(unknown, p.T("side_by_side.unknown", names[:4]...))
		case b.Alike:
			alike = append(alike, p.T("side_by_side.alike", names[:4]...))
		default:
			apart = append(apart, p.T("side_by_side.apart", names...))
		}
	}
	if len(alike) == len(pairs) && len(pairs) > 1 {
		return []string{p.T("side_by_side.all_alike")}
	}
	return slices.Concat(alike, unknown, apart)
}

// fillQuestions lays the answers out question by question, in the questionnaire's order.
func (p *sideBySidePage) fillQuestions(s app.SideBySide) {
	for _, q := range askedOfAny(s.Sides) {
		id := q.ValueID.String()
		at := slices.IndexFunc(p.Values, func(v besideValue) bool { return v.ID == id })
		if at < 0 {
			at = len(p.Values)
			p.Values = append(p.Values, besideValue{ID: id, Name: p.Say(q.ValueName)})
		}
		out := besideQuestion{Prompt: p.Say(q.Prompt)}
		for i, v := range s.Sides {
			out.Sides = append(out.Sides, p.answer(i, v, q.ID))
		}
		p.Values[at].Questions = append(p.Values[at].Questions, out)
	}
}

// askedOfAny are the questions that any of them was asked, in the first's order.
func askedOfAny(sides []app.ApplicationView) []hiring.AssessmentQuestion {
	var out []hiring.AssessmentQuestion
	for _, v := range sides {
		for _, q := range v.Asked {
			if !slices.ContainsFunc(out, func(x hiring.AssessmentQuestion) bool { return x.ID == q.ID }) {
				out = append(out, q)
			}
		}
	}
	return out
}

// answer writes what one candidate answered to a question, in each way in which they answered.
func (p *sideBySidePage) answer(side int, v app.ApplicationView, question uuid.UUID) besideAnswer {
	out := besideAnswer{Label: p.Sides[side].Label, Href: p.Sides[side].Href}
	at := slices.IndexFunc(v.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID == question })
	if at < 0 {
		out.NotAsked = true
		return out
	}
	out.Waived = v.Asked[at].Waived
	for _, x := range v.Attempts {
		if x.Submitted() {
			a := p.scoredAnswer(v, v.Asked[at], x, false)
			a.Mode = p.T("application.mode." + string(x.Mode))
			p.addReview(&a, v, v.Asked[at], x, false)
			out.Answers = append(out.Answers, a)
		}
	}
	return out
}
