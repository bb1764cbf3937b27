package server

import (
	"html/template"
	"slices"
	"strconv"

	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// benchmarkQuestionHealth is what one question says: for text, in one language.
type benchmarkQuestionHealth struct {
	ID, Prompt, Value, Href string
	Drafted                 bool   // the benchmark asks it now: Href leads somewhere
	Short                   string // the prompt in a few words
	Kind                    hiring.Kind
	Language                hiring.Language // "" for closed questions
	N                       int
	Agreement, Word         string
	Statistic               string
	State, Class            string // whether it counts
	Anchor                  string // its id on the page
	Separation              string
	Effect, EffectName      string // top against comparison in the kind's own statistic; "" where that is the AUC
	Chance                  string // how easily chance would make the difference, in a sentence
	Plot                    template.HTML
	Dots                    []benchmarkDots
	Brief                   string // a line that says it all while the question is folded
	Languages               []Choice
	Shares                  []benchmarkShare
	Shared                  []benchmarkSentence
	Warnings                []benchmarkWarning
	WordsAlone              bool     // no sentence encoder had a part in it
	Left                    []Choice // languages in which too few top reps wrote, with their number
	Ranked                  bool     // Shares hold mean places
	Mean, TypicalMean       string
}

// benchmarkShare is one option or point: how many of the top reps and of the comparison reps gave it.
type benchmarkShare struct {
	Label, Top, Typical string
	TopBar, TypicalBar  template.HTML
}

// benchmarkSentence is a sentence several top reps express.
type benchmarkSentence struct {
	Theme string // as HR named it, or ""
	Text  string
	Share string // of the top reps
}

// FirstShared returns the sentences shown at once.
func (q benchmarkQuestionHealth) FirstShared() []benchmarkSentence {
	return q.Shared[:min(3, len(q.Shared))]
}

// MoreShared returns the other sentences.
func (q benchmarkQuestionHealth) MoreShared() []benchmarkSentence {
	return q.Shared[min(3, len(q.Shared)):]
}

// questionHealth puts what is known of one question into words.
func (p Page) questionHealth(h scoring.QuestionHealth, names benchmarkNames) benchmarkQuestionHealth {
	q := names.questions[h.Question]
	out := benchmarkQuestionHealth{
		ID: h.Question, Prompt: p.Say(q.Prompt), Value: p.Say(names.values[h.Value]), Kind: h.Kind, Language: h.Language, N: h.N,
		Href: benchmarkPath(names.benchmark) + "/questions/" + h.Question, Agreement: p.figure(h.Agreement) + p.within(h.AgreedRange),
		Statistic: p.T("benchmark.statistic." + h.Statistic), Separation: p.separation(h.Separation), Languages: p.languagesOf(h.Languages),
	}
	out.Short, out.Drafted = shortened(out.Prompt), names.here[h.Question]
	out.WordsAlone = h.ByWordsAlone()
	out.State, out.Class = questionState(h)
	if h.Label != "" {
		out.Word = p.T("benchmark.agreement." + h.Label)
	}
	out.Shared = p.themedSentences(h, names.themes)
	for _, w := range h.Warnings {
		out.Warnings = append(out.Warnings, p.benchmarkWarning(w, scoring.Health{}, names))
	}
	out.addEffect(p, h.Effect)
	out.addPlot(p, h)
	out.addShares(p, q, h)
	return out
}

// questionState says in a word whether a question counts, and if not, why.
func questionState(h scoring.QuestionHealth) (state, class string) {
	has := func(code string) bool {
		return slices.ContainsFunc(h.Warnings, func(w scoring.Warning) bool { return w.Code == code })
	}
	switch {
	case h.Consensus > 0 && apart(h.Separation):
		return "counts", "ok"
	case h.Consensus > 0 && has(scoring.Inverted):
		return scoring.Inverted, "warn"
	case h.Consensus > 0 && h.Separation.Interval.Defined():
		return scoring.SeparationNotShown, ""
	case h.Consensus > 0:
		return scoring.SeparationUnknown, ""
	case has(scoring.Polarised):
		return scoring.Polarised, "stop"
	case has(scoring.NoConsensus):
		return scoring.NoConsensus, "stop"
	case has(scoring.DoesNotSeparate), has(scoring.Inverted):
		return scoring.DoesNotSeparate, "warn"
	case has(scoring.TooFewExemplars):
		return scoring.TooFewExemplars, "warn"
	}
	return "no_weight", "warn"
}

// addShares sets the answers of both groups side by side.
func (out *benchmarkQuestionHealth) addShares(p Page, q hiring.QuestionVersion, h scoring.QuestionHealth) {
	if h.Top.N == 0 || !h.Kind.Closed() {
		return
	}
	if h.Kind == hiring.Numeric {
		for x := q.Lo; x <= q.Hi; x++ {
			out.Shares = append(out.Shares, p.benchmarkShare(strconv.Itoa(x), strconv.Itoa(x), h))
		}
		out.Mean, out.TypicalMean = p.meanOf(h.Top), p.meanOf(h.Typical)
		return
	}
	out.Ranked = h.Kind == hiring.Ranking
	for _, o := range q.Options {
		if out.Ranked {
			out.Shares = append(out.Shares, p.meanPlace(p.Say(o.Label), o.Key, len(q.Options), h))
		} else {
			out.Shares = append(out.Shares, p.benchmarkShare(p.Say(o.Label), o.Key, h))
		}
	}
}

func (p Page) meanOf(d scoring.Distribution) string {
	if !d.Mean.Defined() {
		return "–"
	}
	return p.Num(d.Mean.Value, 1)
}

func (p Page) benchmarkShare(label, key string, h scoring.QuestionHealth) benchmarkShare {
	s := benchmarkShare{Label: label, Top: p.Percent(h.Top.Shares[key]), Typical: "–", TopBar: Raw(chart.Bar("share-top", h.Top.Shares[key]))}
	if h.Typical.N > 0 {
		s.Typical, s.TypicalBar = p.Percent(h.Typical.Shares[key]), Raw(chart.Bar("share-typical", h.Typical.Shares[key]))
	}
	return s
}

// meanPlace shows where an option stands on average: the nearer to first, the longer its bar.
func (p Page) meanPlace(label, key string, options int, h scoring.QuestionHealth) benchmarkShare {
	length := func(mean float64) float64 { return (float64(options) - mean + 1) / float64(options) }
	s := benchmarkShare{Label: label, Top: p.Num(h.Top.Means[key], 1), Typical: "–", TopBar: Raw(chart.Bar("share-top", length(h.Top.Means[key])))}
	if h.Typical.N > 0 {
		s.Typical, s.TypicalBar = p.Num(h.Typical.Means[key], 1), Raw(chart.Bar("share-typical", length(h.Typical.Means[key])))
	}
	return s
}
