package scoring

import (
	"slices"

	"touchstone/internal/hiring"
)

// read holds a candidate's text against the model of its language.
func (it *textItem) read(r Respondent, peers []string) reading {
	q := it.question
	out := reading{
		score: AnswerScore{Question: q.ID, Value: q.Value, Kind: q.Kind, Language: r.Language, Evidence: noEvidence()},
		part:  part{weight: q.Weight},
	}
	l := it.in(r.Language)
	if l != nil {
		out.part.c, out.score.Consensus, out.score.Exemplars = l.c, l.c, len(l.exemplars)
		out.score.Warnings = l.allWarnings(q)
	}
	if status := outside(r, q); status != OK {
		if l != nil && status == Blank {
			out.again = l.blankUnder
		}
		return out.unscored(status)
	}
	if l == nil {
		return out.unscored(NoExemplars)
	}
	outcome := l.model.score(r.Answers[q.ID].Text, peers)
	out.score.Evidence = outcome.evidence
	if !out.score.Evidence.Centre.Defined() || out.score.Evidence.Centre.Value == 0 {
		out.score.Evidence.Centre = noEvidence().Centre
	}
	out.score.Flags = outcome.flags
	out.score.Warnings = merged(out.score.Warnings, about(outcome.warnings, q, r.Language))
	if !outcome.scored() {
		return out.unscored(whyUnscored(outcome))
	}
	a := outcome.alignment.Value
	out.score.Status, out.part.standing, out.part.a = outcome.status, answered, clip(a, -1, 1)
	out.score.Alignment = Figure{Value: a}
	out.score.Score = Figure{Value: clip(a, 0, 1)}
	out.score.Percentile = percentile(a, l.ascending)
	out.again = l.resampled(outcome.cosines)
	return out
}

// whyUnscored is the model's status; no_scale when it names none, because a text that is well in itself can only
// lack a scale.
func whyUnscored(o textOutcome) Status {
	if o.status == "" || o.status == OK || o.status == OffTopic {
		return NoScale
	}
	return o.status
}

func noEvidence() Evidence { return Evidence{Centre: Figure{Undefined: "not_numeric"}} }

func (it *textItem) in(code hiring.Language) *textLanguage {
	at := slices.IndexFunc(it.languages, func(l *textLanguage) bool { return l.code == code })
	if at < 0 {
		return nil
	}
	return it.languages[at]
}

// report is the question's health, once per language; once with nothing in it when nobody exemplary has answered.
func (it *textItem) report() []QuestionHealth {
	if len(it.languages) == 0 {
		return []QuestionHealth{it.emptyReport()}
	}
	out := make([]QuestionHealth, 0, len(it.languages))
	for _, l := range it.languages {
		out = append(out, l.report(it.question))
	}
	return out
}

func (it *textItem) emptyReport() QuestionHealth {
	none := Figure{Undefined: string(NoExemplars)}
	h := QuestionHealth{
		Question: it.question.ID, Value: it.question.Value, Kind: it.question.Kind,
		Languages: map[hiring.Language]int{}, Agreement: none, Statistic: "similarity", P: none,
		Top: noDistribution(0), Typical: noDistribution(0), Separation: separate(nil, nil),
	}
	h.Warnings = about([]Warning{tooFew(0)}, it.question, "")
	return h
}

// report starts from the text-only parts that the model knows and adds what every question has.
func (l *textLanguage) report(q Question) QuestionHealth {
	h := l.model.health()
	h.Question, h.Value, h.Kind, h.Language = q.ID, q.Value, q.Kind, l.code
	h.Languages = map[hiring.Language]int{l.code: len(l.exemplars)}
	h.N = len(l.exemplars)
	h.Statistic, h.Themes = "similarity", l.model.sentences.found()
	h.Consensus, h.Weight = l.c, q.Weight*l.c
	h.Top, h.Typical = noDistribution(len(l.exemplars)), noDistribution(len(l.comparison))
	h.LeaveOneOut, h.ComparisonA = l.ascending, l.typicalSorted
	h.P = Figure{Undefined: "not_closed"}
	h.Separation = l.separation
	if h.Separation.Method == "" {
		h.Separation = separate(l.ascending, l.typicalSorted)
	}
	h.Warnings = merged(l.allWarnings(q), about(h.Warnings, q, l.code))
	return h
}

func noDistribution(n int) Distribution {
	none := Figure{Undefined: "not_numeric"}
	return Distribution{N: n, Mean: none, SD: none}
}

// allWarnings are too_few_exemplars in this language, and the model's.
func (l *textLanguage) allWarnings(q Question) []Warning {
	var ws []Warning
	if n := len(l.exemplars); n < leastToShow {
		ws = append(ws, tooFew(n))
	}
	return about(merged(ws, l.warnings), q, l.code)
}
