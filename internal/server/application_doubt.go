package server

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// spansNearlyAll is how many points an interval has to reach over to say by itself that hardly anything is known.
const spansNearlyAll = 90

// span writes an interval in whole numbers. Where both ends would round to the same one they are rounded outwards: an
// interval is never shown without a width.
func (p Page) span(lo, hi float64) string {
	if math.Round(lo) == math.Round(hi) {
		lo, hi = math.Floor(lo), math.Ceil(hi)
	}
	return p.whole(lo) + "–" + p.whole(hi)
}

// noInterval says within a line why a fit has no interval.
func (p Page) noInterval(f scoring.ValueFit) string {
	return p.T("score.no_interval_why", "Reason", p.reason(f.Lo90Hi90.Undefined))
}

// doubts warns of each value that counts and has no interval: it is the one known least of, and would otherwise be the
// one with the fewest warnings.
func (p *applicationPage) doubts(v app.ApplicationView, r scoring.Result) []applicationWarning {
	var out []applicationWarning
	for _, f := range r.Values {
		if f.Weight > 0 && f.Fit.Defined() && !f.Lo90Hi90.Defined() {
			out = append(out, applicationWarning{
				About: p.valueName(v, f.Value), Text: p.T("score.doubt", "Reason", p.reason(f.Lo90Hi90.Undefined)),
				Do: p.T("score.doubt.do"), Href: p.VersionPath(),
			})
		}
	}
	return out
}

// saidByItself tells whether a warning that an interval is too narrow is idle: the interval spans nearly everything.
func saidByItself(w scoring.Warning, r scoring.Result) bool {
	return w.Code == scoring.WiderThanItLooks && slices.ContainsFunc(r.Values, func(f scoring.ValueFit) bool {
		return f.Value == w.Value && f.Lo90Hi90.Defined() && f.Lo90Hi90.Hi-f.Lo90Hi90.Lo >= spansNearlyAll
	})
}

// wroteIn is how many top reps wrote texts in a language: the most of any question.
func wroteIn(h scoring.Health, l hiring.Language) int {
	n := 0
	for _, q := range h.Questions {
		if q.Language == l {
			n = max(n, q.N)
		}
	}
	return n
}

// addLeftToPeople names, once each, the languages in which answers were written that no program reads.
func (p *applicationPage) addLeftToPeople(v app.ApplicationView, r scoring.Result) {
	for _, s := range r.Answers {
		if !s.FewWrote() {
			continue
		}
		key, n := "score.left_to_people", wroteIn(v.Health, s.Language)
		if n == 0 {
			key = "score.left_to_people_none"
		}
		line := p.T(key, "Language", p.T("language."+string(s.Language)), "Count", n)
		if !slices.Contains(p.LeftToPeople, line) {
			p.LeftToPeople = append(p.LeftToPeople, line)
		}
	}
}

// status says an answer's status in words: what it means for the reader.
func (p Page) status(s scoring.AnswerScore, status scoring.Status) string {
	if n := s.Exemplars; s.FewWrote() && status == s.Status && n > 0 {
		return p.T("score.status.few_wrote", "Language", p.T("language."+string(s.Language)), "Count", n)
	}
	if key := "score.status." + string(status); p.Has(key) {
		return p.T(key)
	}
	return p.T("score.status.other")
}

// namedSentence is a sentence that names candidates by their numbers, each leading to that candidate.
type namedSentence struct {
	Before, After string
	Who, Rest     []departureOther // those in the sentence, and the others, when they are many
}

// fillAlike names the candidates who cannot be told apart from this one, and those of whom nothing is known.
func (p *applicationPage) fillAlike(v app.ApplicationView) {
	if v.Fit == nil {
		return
	}
	if n := len(v.Alike); n > mostInSentence {
		p.Alike = p.naming("score.alike_more", v.Alike, n-mostInSentence)
	} else if n > 0 {
		p.Alike = p.naming("score.alike", v.Alike, n)
	}
	switch {
	case v.FitLo == nil && len(v.Unsure) > 0:
		p.Unsure = namedSentence{Before: p.T("score.unsure_own")}
	case len(v.Unsure) > 0:
		p.Unsure = p.naming("score.unsure", v.Unsure, len(v.Unsure))
	}
}

// mostInSentence is how many candidates a sentence names; the rest stands under it.
const mostInSentence = 8

// naming writes a sentence with a list of candidates in it; the words say where the list stands.
func (p Page) naming(key string, as []hiring.Application, count int) namedSentence {
	const list = "\x1f"
	out := namedSentence{}
	out.Before, out.After, _ = strings.Cut(p.T(key, "List", list, "Count", count), list)
	for i, a := range as {
		o := departureOther{Label: strconv.Itoa(a.Number), Href: applicationPath(a.ID)}
		if i < mostInSentence {
			out.Who = append(out.Who, o)
		} else {
			out.Rest = append(out.Rest, o)
		}
	}
	return out
}
