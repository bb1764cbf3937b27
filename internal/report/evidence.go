package report

import (
	"maps"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// agreement: how far top reps agree, and whether they stand apart from typical ones.
func agreement(in Input) []Block {
	t := table(key("manual.agreement.questions"), col("manual.column.question"), col("manual.column.statistic"), num("manual.column.n"), num("manual.column.agreement"), num("manual.column.luck"), num("manual.column.c"), num("manual.column.auc"), num("manual.column.interval"))
	for _, h := range in.Health.Questions {
		if h.Kind == hiring.Text {
			continue
		}
		t.row(in.label(h.Question), key("benchmark.statistic."+h.Statistic), Count(h.N), figure(h.Agreement), number(h.P, 3), Number{h.Consensus, 2}, figure(h.Separation.AUC), span(h.Separation.Interval))
	}
	out := []Block{say("manual.agreement.lead")}
	if len(t.Rows) > 0 {
		out = append(out, t.block())
	}
	v := table(key("manual.agreement.values"), col("manual.column.value"), num("manual.column.counting"), num("manual.column.agreement"), num("manual.column.top"), num("manual.column.comparison"), num("manual.column.auc"), num("manual.column.interval"))
	for _, h := range append(slices.Clone(in.Health.Values), in.Health.Overall) {
		name := in.value(h.Value)
		if h.Value == "" {
			name = key("manual.agreement.whole")
		}
		v.row(name, Count(h.Counting), figure(h.Agreement), Count(h.Separation.Exemplars), Count(h.Separation.Comparison), figure(h.Separation.AUC), span(h.Separation.Interval))
	}
	out = append(out, v.block(), leaveOneOut(in.Health.Overall))
	if !in.Health.Overall.Separation.Interval.Defined() {
		out = append(out, missing("manual.agreement.unknown"))
	}
	atypical := 0
	for _, w := range in.Health.Warnings {
		if w.Code == scoring.InconsistentExample {
			atypical++
		}
	}
	return append(out, say("manual.agreement.atypical", "Count", Count(atypical)), say("manual.agreement.power"))
}

// leaveOneOut is how the fits of both groups are spread, each rep scored without themselves.
func leaveOneOut(h scoring.ValueHealth) Block {
	t := table(key("manual.agreement.loo"), col("manual.column.group"), num("manual.column.n"), num("manual.column.lowest"), num("manual.column.median"), num("manual.column.highest"))
	for _, g := range []struct {
		key  string
		dots []scoring.Dot
	}{{"benchmark.group.top", h.Top}, {"benchmark.group.comparison", h.Typical}} {
		var fits []float64
		for _, d := range g.dots {
			if d.Fit.Defined() {
				fits = append(fits, d.Fit.Value)
			}
		}
		if len(fits) == 0 {
			t.row(key(g.key), Count(0), Nothing{}, Nothing{}, Nothing{})
			continue
		}
		t.row(key(g.key), Count(len(fits)), Number{slices.Min(fits), 0}, Number{stats.Median(fits).Value, 0}, Number{slices.Max(fits), 0})
	}
	return t.block()
}

// textScoring: what is known about scoring texts, here and on answers whose scores people gave.
func textScoring(in Input) []Block {
	out := []Block{say("manual.text.lead")}
	t := table(key("manual.text.table"), col("manual.column.question"), col("manual.column.language"), num("manual.column.top"), num("manual.column.comparison"), num("manual.column.distance"), num("manual.column.auc"), num("manual.column.interval"), num("manual.column.c"), num("manual.column.themes"))
	length := 0
	for _, h := range in.Health.Questions {
		if h.Kind != hiring.Text || h.Language == "" {
			continue
		}
		t.row(in.label(h.Question), Tongue(h.Language), Count(h.N), Count(in.wrote(h.Question, h.Language)), figure(h.Agreement), figure(h.Separation.AUC), span(h.Separation.Interval), Number{h.Consensus, 2}, Count(len(h.Themes)))
		if slices.ContainsFunc(h.Warnings, func(w scoring.Warning) bool { return w.Code == scoring.LengthDriven }) {
			length++
		}
	}
	if len(t.Rows) == 0 {
		return append(out, missing("manual.text.none"))
	}
	out = append(out, t.block(), say("manual.text.length", "Count", Count(length)))
	out = append(out, themes(in)...)
	out = append(append(out, evaluated(in)...), negatives(in)...)
	return append(out, heading("manual.text.limits"), list("manual.text.limit.1", "manual.text.limit.2", "manual.text.limit.3", "manual.text.limit.4"))
}

// wrote counts the comparison reps who answered a question in a language, also where too few top reps did to compare.
func (in Input) wrote(question string, lang hiring.Language) int {
	n := 0
	for _, r := range in.Definition.Comparison {
		if a, given := r.Answers[question]; given && r.Language == lang && !a.Blank(hiring.Text) {
			n++
		}
	}
	return n
}

// themes lists what HR named, with how many express it, and a typical sentence for those who may read it.
func themes(in Input) []Block {
	t := table(key("manual.text.named"), col("manual.column.theme"), col("manual.column.question"), col("manual.column.language"), num("manual.column.top"), col("manual.column.state"))
	for _, x := range in.Themes {
		if x.Name == "" && !x.Dropped {
			continue
		}
		name := Text(Plain(x.Name))
		if x.Name == "" {
			name = key("theme.unnamed")
		}
		state := Text(key("manual.theme.kept"))
		if x.Dropped {
			state = key("manual.theme.dropped", "Reason", Plain(x.Reason))
		}
		t.row(name, in.label(x.Question), Tongue(x.Language), Count(x.Exemplars), state)
	}
	if len(t.Rows) == 0 {
		return []Block{missing("manual.text.no_names")}
	}
	return []Block{t.block()}
}

// combination: which question counts how much, and why.
func combination(in Input) []Block {
	t := table(key("manual.combination.table"), col("manual.column.question"), col("manual.column.value"), num("manual.column.w"), num("manual.column.c"), num("manual.column.wc"))
	for _, h := range in.Health.Questions {
		name := in.label(h.Question)
		if h.Language != "" && languages(in.Health, h.Question) > 1 {
			name = key("manual.in_language", "Question", name, "Language", Tongue(h.Language))
		}
		t.row(name, in.value(h.Value), Number{in.weight(h.Question), 2}, Number{h.Consensus, 2}, Number{h.Weight, 2})
	}
	return []Block{
		say("manual.combination.lead"), t.block(), list("manual.combination.1", "manual.combination.2", "manual.combination.3", "manual.combination.4"),
		say("manual.combination.use", "Requisitions", Count(in.Use.Requisitions), "Text", Count(in.Use.TextCounts)),
	}
}

func languages(h scoring.Health, question string) int {
	n := 0
	for _, q := range h.Questions {
		if q.Question == question {
			n++
		}
	}
	return n
}

// weight is w as the engine takes it: its default where the definition names none.
func (in Input) weight(question string) float64 {
	q := in.asked(question)
	switch {
	case q.Weight != 0:
		return q.Weight
	case q.Kind == hiring.Numeric:
		return .5
	}
	return 1
}

// interpretation: how to read a fit, and what limits the numbers of this benchmark.
func interpretation(in Input) []Block {
	out := []Block{list("manual.interpretation.1", "manual.interpretation.2", "manual.interpretation.3", "manual.interpretation.4", "manual.interpretation.5", "manual.interpretation.6"), grade(in)}
	t := warnings(in.Health)
	if len(t.Rows) > 0 {
		out = append(out, t.block())
	} else {
		out = append(out, say("manual.interpretation.no_warnings"))
	}
	return append(out, simulated(in)...)
}

// fewInLanguage is too few top reps in one language of a text question, which says nothing of the benchmark's size.
const fewInLanguage = "few_in_language"

// limit names what a warning limits.
func limit(w scoring.Warning) string {
	if w.Code == scoring.TooFewExemplars && w.Language != "" {
		return fewInLanguage
	}
	return w.Code
}

// warnings counts the warnings by code, in the order of measurement.md §2.4; a code that came later stands last, as it is.
func warnings(h scoring.Health) *Table {
	counts := map[string]int{}
	for _, w := range slices.Concat(h.Warnings, h.SelfRatings()) {
		counts[limit(w)]++
	}
	t := table(key("manual.interpretation.warnings"), col("manual.column.warning"), num("manual.column.times"))
	for _, code := range []string{
		scoring.TooFewExemplars, fewInLanguage, scoring.NoConsensus, scoring.NoLengthSpread, scoring.Polarised, scoring.WeakConsensus, scoring.Inverted, scoring.DoesNotSeparate,
		scoring.SeparationNotShown, scoring.SeparationUnknown, scoring.UniversalAnswer, scoring.Ceiling, scoring.InconsistentExample,
		scoring.SingleManager, scoring.DominatingManager, scoring.LengthDriven, scoring.MixedModes, scoring.LowAlpha, scoring.ModestAlpha, scoring.SelfRating,
	} {
		if counts[code] > 0 {
			t.row(key("manual.warning."+code), Count(counts[code]))
			delete(counts, code)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		t.row(Plain(code), Count(counts[code]))
	}
	return t
}
