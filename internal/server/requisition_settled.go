package server

import (
	"cmp"
	"strings"
)

// requisitionSettled is what the first invitation has fixed, to be read rather than edited.
type requisitionSettled struct {
	Position, Benchmark, Languages, DecideBy, Text, AI, Human, Second string
	LinkDays, Raters                                                  int
	Values                                                            []requisitionSettledValue
	Questions                                                         []requisitionQuestionRow
}

// requisitionSettledValue is what one value counts; Threshold is "" for a value that is no must-have.
type requisitionSettledValue struct {
	Name, Weight, Threshold string
	Must                    bool
}

// Fixed tells whether the page shows what is settled in place of the form.
func (p requisitionEditPage) Fixed() bool {
	return p.Requisition.Frozen() || p.Requisition.ClosedAt != nil
}

// Settled puts the requisition's rules into words.
func (p requisitionEditPage) Settled() requisitionSettled {
	r := p.Requisition
	out := requisitionSettled{LinkDays: r.LinkDays, Raters: r.Policy.RatersEach(), AI: p.T("requisition.ai." + r.Policy.AIUse), Text: p.T("requisition.text.evidence")}
	if r.Policy.TextCounts {
		out.Text = p.T("requisition.text.counts")
	}
	out.Human = p.T("requisition.human_weights", "One", p.Percent(r.Policy.HumanWeight(1)), "Several", p.Percent(r.Policy.HumanWeight(2)))
	out.Second = p.T("requisition.second_person." + cmp.Or(r.Policy.SecondPerson, "none"))
	out.Position = chosenLabel(p.Positions(), r.PositionID.String())
	if r.BenchmarkVersionID != nil {
		out.Benchmark = chosenLabel(p.Benchmarks(), r.BenchmarkVersionID.String())
	}
	var languages []string
	for _, l := range r.Languages {
		languages = append(languages, p.OwnName(l))
	}
	out.Languages = strings.Join(languages, ", ")
	if r.DecideBy != nil {
		out.DecideBy = p.Date(*r.DecideBy)
	}
	for _, row := range p.ValueRows() {
		line := requisitionSettledValue{Name: p.Say(row.Name), Weight: row.Weight.Value, Must: p.must(row)}
		if line.Must {
			line.Threshold = cmp.Or(row.Threshold.Value, row.Usual)
		}
		out.Values = append(out.Values, line)
	}
	for _, q := range p.QuestionRows() {
		if q.Chosen {
			out.Questions = append(out.Questions, q)
		}
	}
	return out
}

// must tells whether the requisition asks for a value as a must-have.
func (p requisitionEditPage) must(row requisitionValueRow) bool {
	for _, v := range p.Requisition.Values {
		if v.ValueID == row.ID {
			return v.Must
		}
	}
	return false
}

// chosenLabel is the label of the choice with this value, or "".
func chosenLabel(choices []Choice, value string) string {
	for _, c := range choices {
		if c.Value == value {
			return c.Label
		}
	}
	return ""
}
