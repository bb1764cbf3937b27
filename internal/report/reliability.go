package report

import (
	"math"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// fewestForAlpha is how many people internal consistency is estimated over; exemplars alone, chosen for being alike,
// would make it look worse than it is.
const fewestForAlpha = 30

// level of every interval of a coefficient in the manual.
const level = .95

// reliability: α and the standard error of measurement per value, and how far raters agree.
func reliability(in Input) []Block {
	out := []Block{say("manual.reliability.lead", "Least", Count(fewestForAlpha))}
	if other := in.foreign(); other != nil {
		return append(append(out, other...), raters(in)...)
	}
	people := alignedPeople(in)
	t := table(key("manual.reliability.table"), col("manual.column.value"), num("manual.column.questions"), num("manual.column.n"), num("manual.column.alpha"), num("manual.column.interval"), num("manual.column.sem"))
	few := 0
	for _, v := range in.Health.Values {
		a, sem := alphaOf(in, v.Value, people)
		if a.Complete < fewestForAlpha || a.Items < 2 {
			few++
			t.row(in.value(v.Value), Count(a.Items), Count(a.Complete), Nothing{}, Nothing{}, Nothing{})
			continue
		}
		t.row(in.value(v.Value), Count(a.Items), Count(a.Complete), figure(scoring.Figure(a.Value)), spanOf(a.Interval), number(sem, 1))
	}
	out = append(out, t.block())
	if few > 0 {
		out = append(out, missing("manual.reliability.too_few", "Count", Count(few), "Least", Count(fewestForAlpha)))
	}
	return append(out, raters(in)...)
}

func spanOf(i stats.Interval) Text {
	if i.Undefined != "" {
		return Nothing{}
	}
	return Span{Coefficient(i.Lo), Coefficient(i.Hi)}
}

// alignedPeople lists everybody's alignments by question: incumbents, each left out, and candidates.
func alignedPeople(in Input) []scoring.Aligned {
	out := slices.Clone(in.Incumbents)
	for _, r := range in.Results {
		p := scoring.Aligned{Group: scoring.Candidate}
		for _, q := range in.Definition.Questions {
			p.A = append(p.A, math.NaN())
			i := slices.IndexFunc(r.Answers, func(a scoring.AnswerScore) bool { return a.Question == q.ID })
			if i >= 0 && r.Answers[i].Alignment.Defined() {
				p.A[len(p.A)-1] = r.Answers[i].Alignment.Value
				if q.Kind == hiring.Text {
					p.A[len(p.A)-1] = max(-1, min(1, r.Answers[i].Alignment.Value)) // as the fit uses it
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// alphaOf is α over the questions of a value that count, and the standard error of measurement of their mean, in
// points of fit.
func alphaOf(in Input, value string, people []scoring.Aligned) (stats.Alpha, scoring.Figure) {
	var columns []int
	for i, q := range in.Definition.Questions {
		if q.Value == value && slices.ContainsFunc(in.Health.Questions, func(h scoring.QuestionHealth) bool { return h.Question == q.ID && h.Consensus > 0 }) {
			columns = append(columns, i)
		}
	}
	var rows [][]float64
	var means []float64
	for _, p := range people {
		row := make([]float64, len(columns))
		for k, i := range columns {
			row[k] = math.NaN()
			if i < len(p.A) {
				row[k] = p.A[i]
			}
		}
		rows = append(rows, row)
		if m := stats.Mean(row); len(row) > 0 && m.Defined() && !math.IsNaN(m.Value) {
			means = append(means, 100*m.Value)
		}
	}
	a := stats.CronbachAlpha(rows, level)
	sd := stats.SD(means)
	if !a.Value.Defined() || !sd.Defined() {
		return a, scoring.Figure{Undefined: stats.TooFew}
	}
	return a, scoring.Figure(stats.NewMeasurementError(sd.Value, a.Value.Value, level).SEM)
}

// raters: how far the people who rated the same answers of candidates agree.
func raters(in Input) []Block {
	type target struct{ application, question uuid.UUID }
	var who []uuid.UUID
	var targets []target
	given := map[target]map[uuid.UUID]float64{}
	for _, r := range in.Ratings {
		at := target{r.ApplicationID, r.QuestionVersionID}
		if given[at] == nil {
			given[at] = map[uuid.UUID]float64{}
			targets = append(targets, at)
		}
		given[at][r.RaterID] = float64(r.Level)
		if !slices.Contains(who, r.RaterID) {
			who = append(who, r.RaterID)
		}
	}
	var rows [][]float64
	for _, at := range targets {
		row := make([]float64, len(who))
		for k, id := range who {
			row[k] = math.NaN()
			if x, ok := given[at][id]; ok {
				row[k] = x
			}
		}
		if len(given[at]) > 1 {
			rows = append(rows, row)
		}
	}
	return ratersTable(rows, len(who), len(in.Ratings))
}

// fewestForICC is how many answers rated by the same people an intraclass correlation is shown for.
const fewestForICC = 10

func ratersTable(rows [][]float64, raters, ratings int) []Block {
	out := []Block{heading("manual.reliability.raters"), say("manual.reliability.ratings", "Ratings", Count(ratings), "Raters", Count(raters), "Twice", Count(len(rows)))}
	icc := stats.Intraclasses(rows, level)
	if icc.Anova.Targets < fewestForICC || !icc.Two.Value.Defined() {
		return append(out, missing("manual.reliability.no_icc", "Least", Count(fewestForICC), "Levels", Count(hiring.RatingLevels)))
	}
	t := table(key("manual.reliability.icc", "N", Count(icc.Anova.Targets), "K", Count(icc.Anova.Raters)), col("manual.column.form"), num("manual.column.icc"), num("manual.column.interval"))
	for _, f := range []struct {
		key string
		icc stats.ICC
	}{{"manual.icc.one", icc.Two}, {"manual.icc.mean", icc.TwoMean}} {
		t.row(key(f.key), figure(scoring.Figure(f.icc.Value)), spanOf(f.icc.Interval))
	}
	return append(out, t.block())
}
