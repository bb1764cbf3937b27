package scoring

import (
	"slices"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// read holds a candidate's answer against the key of all exemplars.
func (it *closedItem) read(r Respondent, _ []string) reading {
	q := it.question
	out := reading{
		score: AnswerScore{
			Question: q.ID, Value: q.Value, Kind: q.Kind, Consensus: it.c, Exemplars: it.n,
			Warnings: it.about(it.warnings, ""), Evidence: it.shown,
		},
		part:      part{weight: q.Weight, c: it.c},
		unanimous: it.oneMind,
	}
	if status := outside(r, q); status != OK {
		out.again = it.skippedUnder
		return out.unscored(status)
	}
	v, err := it.encode(r.Answers[q.ID])
	if err != nil {
		return out.unscored(Invalid)
	}
	out.score.Evidence = it.compareWith(out.score.Evidence, v)
	a, ok := it.align(&it.full, v)
	if !ok {
		if it.full.reason == string(NoExemplars) {
			return out.unscored(NoExemplars)
		}
		return out.unscored(NoScale)
	}
	out.score.Status, out.part.standing, out.part.a = OK, answered, a
	out.score.Alignment = Figure{Value: a}
	out.score.Score = Figure{Value: it.full.similarity(a)}
	out.score.Percentile = percentile(a, it.loo)
	out.again = it.under(v)
	return out
}

// outside says why there is no answer to score, or OK.
func outside(r Respondent, q Question) Status {
	was, blank := offered(r, q)
	switch {
	case r.Waived[q.ID]:
		return Waived
	case !was:
		return NotOffered
	case blank:
		return Blank
	}
	return OK
}

// unscored marks an answer as not scored, and how that enters the fit.
func (r reading) unscored(s Status) reading {
	r.score.Status = s
	r.score.Alignment = Figure{Undefined: string(s)}
	r.score.Score = Figure{Undefined: string(s)}
	r.score.Percentile = Figure{Undefined: string(s)}
	switch s {
	case Blank:
		r.part.standing = skipped
	case NotOffered, Waived, OtherLanguage:
		r.part.standing = leftOut
	case NoExemplars:
		r.part.standing = unread
		if r.score.Kind == hiring.Text {
			r.part.standing = leftOut // nobody to compare with in this language
		}
	default:
		r.part.standing = unread
	}
	return r
}

// percentile is the mid-rank among leave-one-out exemplars (§4.5); below ten of them it would feign precision.
func percentile(a float64, loo []float64) Figure {
	if len(loo) < leastUsable {
		return Figure{Undefined: TooFewExemplars}
	}
	return Figure(stats.Percentile(a, loo))
}

// evidence is how the exemplars answered.
func (it *closedItem) evidence() Evidence {
	t := it.tally(vectors(it.top))
	e := Evidence{Centre: Figure{Undefined: string(NoExemplars)}}
	if t.n == 0 {
		return e
	}
	d := it.distribution(it.top)
	e.Shares, e.Means, e.Mode = d.Shares, d.Means, it.mode(t)
	e.Centre = Figure{Undefined: "not_numeric"}
	if it.question.Kind == hiring.Numeric {
		e.Centre = d.Mean
	}
	return e
}

// compareWith adds what a multiple choice missed of the exemplars' picks, and what it has beyond them.
func (it *closedItem) compareWith(e Evidence, v vector) Evidence {
	if it.question.Kind != hiring.Multiple || it.full.reason != "" {
		return e
	}
	for k, option := range it.question.Options {
		switch {
		case it.full.table[k] > 0 && v.at[k] == 0:
			e.Missed = append(e.Missed, option)
		case it.full.table[k] < 0 && v.at[k] == 1:
			e.Extra = append(e.Extra, option)
		}
	}
	return e
}

// mode is the most exemplar-like answer: a number, an option, the options worth picking, or the options from the
// best mean rank to the worst; several joined by |.
func (it *closedItem) mode(t tally) string {
	var picked []string
	switch it.question.Kind {
	case hiring.Numeric:
		_, at := it.density(t, make([]float64, it.size))
		return it.point(at)
	case hiring.Single:
		at := 0
		for k, count := range t.sum {
			if count > t.sum[at] {
				at = k
			}
		}
		return it.point(at)
	case hiring.Multiple:
		for k, option := range it.question.Options {
			if it.full.reason == "" && it.full.table[k] > 0 {
				picked = append(picked, option)
			}
		}
	case hiring.Ranking:
		order := make([]int, it.size)
		for k := range order {
			order[k] = k
		}
		slices.SortStableFunc(order, func(a, b int) int {
			return int(2*t.sum[a]) - int(2*t.sum[b])
		})
		for _, k := range order {
			picked = append(picked, it.point(k))
		}
	}
	return strings.Join(picked, "|")
}

// distribution is how a group answered.
func (it *closedItem) distribution(group []entry) Distribution {
	t := it.tally(vectors(group))
	d := Distribution{N: int(t.n), Mean: Figure{Undefined: "not_numeric"}, SD: Figure{Undefined: "not_numeric"}}
	if t.n == 0 {
		d.Mean, d.SD = Figure{Undefined: stats.EmptyGroup}, Figure{Undefined: stats.EmptyGroup}
		return d
	}
	by := map[string]float64{}
	for k, x := range t.sum {
		if x > 0 || it.question.Kind != hiring.Numeric {
			by[it.point(k)] = x / t.n
		}
	}
	if it.question.Kind == hiring.Ranking {
		d.Means = by
		return d
	}
	d.Shares = by
	if it.question.Kind == hiring.Numeric {
		d.Mean, d.SD = it.meanAndSD(t)
	}
	return d
}

// about returns the warnings with the question's names filled in.
func (it *closedItem) about(ws []Warning, lang hiring.Language) []Warning {
	return about(ws, it.question, lang)
}

// report is the question's health: one entry, its languages pooled, with the mix reported.
func (it *closedItem) report() []QuestionHealth {
	n := 0
	for _, count := range it.languages {
		n += count
	}
	return []QuestionHealth{{
		Question: it.question.ID, Value: it.question.Value, Kind: it.question.Kind, Languages: it.languages, N: n,
		Agreement: Figure(it.agreed), Statistic: it.statistic(), Label: it.label(it.agreed), P: Figure(it.p),
		Consensus: it.c, Weight: it.question.Weight * it.c,
		Top: it.distribution(it.top), Typical: it.distribution(it.typical),
		Separation:  separate(it.loo, it.compare),
		LeaveOneOut: it.loo, ComparisonA: it.compare,
		Warnings: it.about(it.warnings, ""),
	}}
}
