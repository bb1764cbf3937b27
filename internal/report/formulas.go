package report

import (
	"math"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// formulas: how answers become numbers, for a reader. Formulas are the engine's own; the texts name their symbols.
func formulas(in Input) []Block {
	out := []Block{say("manual.scoring.common"), formula("a = (s − e₀) / (1 − e₀)"), say("manual.scoring.consensus")}
	for _, k := range []struct {
		kind     hiring.Kind
		formulas []string
	}{
		{hiring.Numeric, []string{"h = max((hi − lo)/8, ¾)    f(t) = (1/n) Σⱼ exp(−(t − eⱼ)² / 2h²)", "s(x) = f(x) / max f    e₀ = (1/A) Σₜ s(t)", "c = max(0, 1 − S² / ((A² − 1)/12))"}},
		{hiring.Single, []string{"pₖ = (nₖ + ½) / (n + ½K)    s = pₓ / max p    e₀ = (1/K) / max p", "c = 1 − H / ln K"}},
		{hiring.Multiple, []string{"pₖ = (nₖ + ½) / (n + 1)    cₖ = pₖ/Σp − (1 − pₖ)/Σ(1 − p)", "a = Σ xₖcₖ / Σ max(cₖ, 0)    c = (1/K) Σ |2qₖ − 1|, qₖ = nₖ/n"}},
		{hiring.Ranking, []string{"a = τ_b(x, r̄)    s = (a + 1)/2", "c = W = 12 Σ(Rᵢ − R̄)² / (m²(K³ − K))"}},
		{hiring.Text, []string{"sim(x) = (1/n) Σⱼ cos(x, eⱼ)    a = (sim − s₀) / (s₁ − s₀)", "c = max(0, 2·AUC − 1) · n/(n + 10)"}},
	} {
		if !slices.ContainsFunc(in.Questions, func(q hiring.QuestionVersion) bool { return q.Kind == k.kind }) {
			continue
		}
		out = append(out, heading("kind."+string(k.kind)), say("manual.scoring."+string(k.kind)))
		for _, f := range k.formulas {
			out = append(out, formula(f))
		}
		if k.kind == hiring.Text && in.withoutLength() {
			out = append(out, say("manual.scoring.text.residual"), formula("sim′(x) = sim(x) − b (ln(1 + words) − m)    b = max(0, Sxy / Sxx)"))
		}
	}
	return append(out, heading("manual.scoring.fit"), say("manual.scoring.fit.text"), formula("A_v = Σ wᵢcᵢaᵢ / Σ wᵢcᵢ    fit_v = 100 · max(0, A_v)"),
		say("manual.scoring.overall"), formula("fit = Σ W_v fit_v / Σ W_v"), say("manual.scoring.human"), formula("H_v = 100 · (x̄ − 1) / (m − 1)    V_v = (1 − ω) fit_v + ω H_v"),
		say("manual.scoring.interval"), formula("tail = Φ(−√(n/(n − 1)) · t₍ₙ₋₁₎)"))
}

// withoutLength tells whether the version's texts are compared without what their length explains.
func (in Input) withoutLength() bool {
	return slices.ContainsFunc(in.Definition.Questions, func(q scoring.Question) bool { return q.Length == hiring.LengthResidual })
}

// worked: one numeric and one choice question of this benchmark, computed by the engine, step by step.
func worked(in Input) []Block {
	if other := in.foreign(); other != nil {
		return other
	}
	out := []Block{say("manual.worked.lead")}
	var done []scoring.Worked
	for _, kind := range []hiring.Kind{hiring.Numeric, hiring.Single} {
		w, ok := example(in, kind)
		if !ok {
			out = append(out, missing("manual.worked.none", "Kind", key("kind."+string(kind))))
			continue
		}
		done = append(done, w)
		out = append(out, example1(in, w)...)
	}
	return append(out, together(in, done)...)
}

// example works out the first question of a kind that counts, or else the first whose exemplars agree on something.
func example(in Input, kind hiring.Kind) (scoring.Worked, bool) {
	var first scoring.Worked
	found := false
	for _, q := range in.Definition.Questions {
		if q.Kind != kind {
			continue
		}
		w, ok := scoring.Work(in.Definition, q.ID)
		if ok && in.consensus(q.ID) > 0 {
			return w, true
		}
		if ok && !found {
			first, found = w, true
		}
	}
	return first, found
}

// consensus is what the rules left of a closed question's agreement.
func (in Input) consensus(question string) float64 {
	for _, h := range in.Health.Questions {
		if h.Question == question {
			return h.Consensus
		}
	}
	return 0
}

// example1 sets out one question: what every answer would earn, and one answer in full.
func example1(in Input, w scoring.Worked) []Block {
	q := in.question(w.Question)
	p := num("manual.column.share")
	if w.Kind == hiring.Numeric {
		p = num("manual.column.density")
	}
	t := table(key("manual.worked.table", "Question", in.label(w.Question), "N", Count(w.N)), col("manual.column.answer"), num("manual.column.top"), p, num("manual.column.s"), num("manual.column.a"))
	for _, x := range w.Points {
		t.row(answerOf(q, x.Point), Count(x.Count), Number{x.P, 3}, Number{x.S, 3}, Number{x.A, 3})
	}
	x := w.Answer()
	out := []Block{{Heading: in.label(w.Question)}, t.block()}
	if w.Kind == hiring.Numeric {
		out = append(out, say("manual.worked.numeric", "H", Number{w.H, 3}, "X", answerOf(q, x.Point), "F", Number{x.P, 3}, "Best", Number{w.Best, 3}, "S", Number{x.S, 3}, "E", Number{w.E0, 3}))
	} else {
		out = append(out, say("manual.worked.single", "X", answerOf(q, x.Point), "Count", Count(x.Count), "N", Count(w.N), "K", Count(len(w.Points)),
			"P", Number{x.P, 3}, "Best", Number{w.Best, 3}, "S", Number{x.S, 3}, "E", Number{w.E0, 3}))
	}
	return append(out, say("manual.worked.alignment", "S", Number{x.S, 3}, "E", Number{w.E0, 3}, "A", Number{x.A, 3}))
}

func answerOf(q hiring.QuestionVersion, point string) Text {
	for _, o := range q.Options {
		if o.Key == point {
			return Words(o.Label)
		}
	}
	return Plain(point)
}

// together combines the worked answers as if they were a whole questionnaire.
func together(in Input, done []scoring.Worked) []Block {
	t := table(key("manual.worked.together"), col("manual.column.question"), num("manual.column.w"), num("manual.column.c"), num("manual.column.a"), num("manual.column.wca"))
	var sum, all float64
	for _, w := range done {
		c, a := in.consensus(w.Question), w.Answer().A
		t.row(in.label(w.Question), Number{w.Weight, 2}, Number{c, 3}, Number{a, 3}, Number{w.Weight * c * a, 3})
		sum, all = sum+w.Weight*c*a, all+w.Weight*c
	}
	if len(done) < 2 || all == 0 {
		return nil
	}
	fit := 100 * math.Max(0, sum/all)
	return []Block{t.block(), say("manual.worked.fit", "Sum", Number{sum, 3}, "All", Number{all, 3}, "A", Number{sum / all, 3}, "Fit", Number{fit, 0})}
}
