package server

import (
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// SortField offers the orders.
func (p matrixPage) SortField() Field {
	choices := []Choice{}
	for _, s := range []store.PipelineSort{store.ByReceived, store.ByNumber, store.ByFit, store.ByCombined} {
		choices = append(choices, Choice{Value: string(s), Label: p.T("matrix.sort." + string(s))})
	}
	for _, v := range p.values {
		choices = append(choices, Choice{Value: v.ID.String(), Label: p.T("matrix.sort.value", "Value", p.Say(v.Name))})
	}
	return p.Form.Choose("sort", "matrix.sort", choices)
}

// StageField offers the stages.
func (p matrixPage) StageField() Field {
	choices := []Choice{{Label: p.T("matrix.any")}}
	for _, s := range hiring.Stages() {
		choices = append(choices, Choice{Value: string(s), Label: p.T("requisition.stage." + string(s))})
	}
	return p.Form.Choose("stage", "requisition.stage", choices)
}

// DecisionField offers the outcomes, and none.
func (p matrixPage) DecisionField() Field {
	choices := []Choice{{Label: p.T("matrix.any")}, {Value: undecided, Label: p.T("matrix.undecided")}}
	for _, o := range hiring.Outcomes() {
		choices = append(choices, Choice{Value: string(o), Label: p.T("requisition.decision." + string(o))})
	}
	return p.Form.Choose("decision", "requisition.decision", choices)
}

// RatedField asks whether people have rated.
func (p matrixPage) RatedField() Field {
	return p.Form.Choose("rated", "matrix.rated", []Choice{
		{Label: p.T("matrix.any")}, {Value: ratedYes, Label: p.T("matrix.rated.yes")}, {Value: ratedNo, Label: p.T("matrix.rated.no")},
	})
}

// MustField asks whether a must-have is to be discussed first.
func (p matrixPage) MustField() Field {
	return p.Form.Choose("must", "matrix.must", []Choice{
		{Label: p.T("matrix.any")}, {Value: mustLow, Label: p.T("matrix.must.yes")}, {Value: mustNone, Label: p.T("matrix.must.no")},
	})
}

// OfField asks whose fit is bounded.
func (p matrixPage) OfField() Field {
	choices := []Choice{{Label: p.T("matrix.whole")}}
	for _, v := range p.values {
		choices = append(choices, Choice{Value: v.ID.String(), Label: p.Say(v.Name)})
	}
	return p.Form.Choose("of", "matrix.of", choices)
}

// ColumnField asks which values are shown.
func (p matrixPage) ColumnField() Field {
	var choices []Choice
	for _, v := range p.values {
		choices = append(choices, Choice{Value: v.ID.String(), Label: p.Say(v.Name)})
	}
	f := p.Form.Choose("col", "matrix.columns", choices)
	for i, v := range p.values {
		f.Choices[i].Checked = p.showsValue(v.ID)
	}
	return f
}

// MarkField asks which marks are shown.
func (p matrixPage) MarkField() Field {
	var choices []Choice
	for _, m := range matrixMarks() {
		choices = append(choices, Choice{Value: m, Label: p.T("matrix.mark." + m)})
	}
	f := p.Form.Choose("show", "matrix.marks", choices)
	for i, m := range matrixMarks() {
		f.Choices[i].Checked = p.query.shows(m)
	}
	return f
}

// showsValue tells whether a value has a column; where none is chosen all have.
func (p matrixPage) showsValue(id uuid.UUID) bool {
	for _, x := range p.query.Columns {
		if x == id {
			return true
		}
	}
	return len(p.query.Columns) == 0
}
