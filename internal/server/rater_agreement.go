package server

import (
	"math"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/agree"
	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// raterQuestion is how far raters agree on one question.
type raterQuestion struct {
	Prompt, One, Needed string
	Answers, Apart      reportCount
}

// raterFigure is a statistic with its name, for those who ask for it.
type raterFigure struct{ Name, Value string }

// raterPair is how far two raters agree.
type raterPair struct {
	A, B, Same, Kappa string
	N                 reportCount
}

// raterTally counts, for one thing that is looked at, the raters: without a name.
type raterTally struct {
	Name               string
	Enough, Found, Few int
}

// The limits of Koo & Li (2016) for a reliability in words.
const (
	moderateReliability  = .50
	goodReliability      = .75
	excellentReliability = .90
)

// addAgreement says in a sentence how far raters agree, then with which numbers, then on which question.
func (p *ratersPage) addAgreement(q app.RaterQuality) {
	all := q.Report.All
	p.Basis = p.T("rater.basis", "Ratings", q.Report.Ratings, "Candidates", q.Report.Candidates, "Raters", q.Report.RaterCount)
	if q.Cut {
		p.Basis = p.T("rater.basis.newest", "Ratings", q.Report.Ratings, "Candidates", q.Report.Candidates, "Raters", q.Report.RaterCount)
	}
	p.Verdict = p.T("rater.agree." + agreementWord(all.One.Value))
	few := slices.ContainsFunc(q.Report.Warnings, func(w agree.Warning) bool {
		return w.Code == agree.FewTargets && w.Question == "" && w.Rater == ""
	})
	if few && all.One.Value != nil {
		p.Verdict = p.T("rater.agree.on_few", "Verdict", p.Verdict)
	}
	if all.One.Value != nil {
		p.Reliability = append(p.Reliability, p.within("rater.reliability.one", all.One.Estimate))
		if all.Mean.Value != nil && all.Raters > 1 {
			p.Reliability = append(p.Reliability, p.within("rater.reliability.mean", all.Mean.Estimate))
		}
		if !few {
			p.Reliability = append(p.Reliability, p.needed(all)+p.neededRange(all))
		}
	}
	for _, w := range q.Report.Warnings {
		if key := "rater.limit." + w.Code; w.Question == "" && w.Rater == "" && p.Has(key) {
			p.Limits = append(p.Limits, p.limitOf(w.Code, all))
		}
	}
	p.addQuestions(q)
	p.addFigures(all)
	p.addTallies(q)
}

// agreementWord is the word for how far two raters agree, by the reliability of one rating.
func agreementWord(one *float64) string {
	switch {
	case one == nil:
		return "unknown"
	case *one < moderateReliability:
		return "poor"
	case *one < goodReliability:
		return "moderate"
	case *one < excellentReliability:
		return "good"
	}
	return "excellent"
}

// within writes a coefficient into a sentence, with its interval where it has one.
func (p ratersPage) within(key string, e agree.Estimate) string {
	if e.Lo == nil || e.Hi == nil {
		return p.T(key+".bare", "R", p.Coef(*e.Value))
	}
	return p.T(key, "R", p.Coef(*e.Value), "Lo", p.Coef(*e.Lo), "Hi", p.Coef(*e.Hi))
}

// mostRatersNamed is the largest number of raters that is named: beyond it no number is of use to anybody.
const mostRatersNamed = 1000

// needed says how many raters .80 wants; more than a panel may have is advice of another kind.
func (p ratersPage) needed(all agree.Part) string {
	goal := p.Coef(.80)
	switch n := all.NeededWhole(); {
	case n == 0 || n > mostRatersNamed:
		return p.T("rater.needed.never", "Goal", goal)
	case n > hiring.MaxPanel:
		return p.T("rater.needed.too_many", "Goal", goal, "Count", n)
	default:
		return p.T("rater.needed", "Goal", goal, "Count", n)
	}
}

// neededRange says how many raters the ends of the interval would want, which may be far apart; "" where one of them
// has no number, or where more than a panel has are wanted anyway.
func (p ratersPage) neededRange(all agree.Part) string {
	need := all.RatersNeeded
	if need.Lo == nil || need.Hi == nil || all.NeededWhole() > hiring.MaxPanel {
		return ""
	}
	lo, hi := max(1, int(math.Ceil(*need.Lo))), int(math.Ceil(min(*need.Hi, 1e6)))
	if hi > hiring.MaxPanel {
		return " " + p.T("rater.needed.from", "Lo", lo, "Hi", hiring.MaxPanel)
	}
	return " " + p.T("rater.needed.range", "Lo", lo, "Hi", max(1, hi))
}

// limitCount is the number that a limit names.
func limitCount(code string, all agree.Part) int {
	switch code {
	case agree.RatedOnce:
		return all.Single
	case agree.Disagreements:
		return all.Disagreements
	case agree.FewTargets:
		return all.Shared()
	}
	return all.Targets
}

// leastTargets is below how many answers of two raters or more nothing is said of how far raters agree on a question: of two or three an
// interval of no width can come out.
const leastTargets = 5

// addQuestions lists the questions in the order in which they are asked, if there are several.
func (p *ratersPage) addQuestions(q app.RaterQuality) {
	if len(q.Report.Parts) < 2 {
		return
	}
	parts := slices.Clone(q.Report.Parts)
	slices.SortStableFunc(parts, func(x, y agree.Part) int { return q.Order[x.Question] - q.Order[y.Question] })
	for _, part := range parts {
		row := raterQuestion{Prompt: p.Say(q.Prompts[part.Question]), One: "–", Needed: "–"}
		row.Answers = p.answersCount(part.Targets, row.Prompt+", "+p.T("rater.answers"), app.RatedAnswers{Question: part.Question})
		row.Apart = p.answersCount(part.Disagreements, row.Prompt+", "+p.T("rater.apart"), app.RatedAnswers{Question: part.Question, Apart: true})
		if part.Shared() < leastTargets {
			row.One = p.T("rater.few.targets")
			p.Questions = append(p.Questions, row)
			continue
		}
		if part.One.Value != nil {
			row.One = p.estimate(part.One.Estimate)
		}
		if n := part.NeededWhole(); n > hiring.MaxPanel {
			row.Needed = p.T("rater.wanted.more", "Count", hiring.MaxPanel)
		} else if n > 0 {
			row.Needed = strconv.Itoa(n)
		}
		p.Questions = append(p.Questions, row)
	}
}

// estimate writes a coefficient with its interval.
func (p ratersPage) estimate(e agree.Estimate) string {
	switch {
	case e.Value == nil:
		return "–"
	case e.Lo == nil || e.Hi == nil:
		return p.Coef(*e.Value)
	}
	return p.Coef(*e.Value) + " (" + p.T("rater.from_to", "Lo", p.Coef(*e.Lo), "Hi", p.Coef(*e.Hi)) + ")"
}

// addFigures are the statistics by name, as touchstone agreement writes them.
func (p *ratersPage) addFigures(all agree.Part) {
	for _, f := range all.Forms {
		p.Figures = append(p.Figures, raterFigure{f.Form, p.estimate(f.Estimate)})
	}
	p.Figures = append(p.Figures, raterFigure{p.T("rater.alpha.ordinal"), p.estimate(all.Ordinal.Estimate)},
		raterFigure{p.T("rater.alpha.interval"), p.estimate(all.Interval.Estimate)})
}

// addTallies counts what was found, without names.
func (p *ratersPage) addTallies(q app.RaterQuality) {
	for _, name := range raterChecks() {
		row := raterTally{Name: p.T("rater.check." + name)}
		for _, x := range q.Report.Raters {
			switch x.Check(name).State {
			case agree.Found:
				row.Found++
				row.Enough++
			case agree.Clear:
				row.Enough++
			default:
				row.Few++
			}
		}
		p.Looked = append(p.Looked, row)
	}
}

// addPairs lists every two raters who rated the same answers, by name.
func (p *ratersPage) addPairs(q app.RaterQuality) {
	for _, x := range q.Report.Pairs[:min(len(q.Report.Pairs), mostRaterPairs)] {
		row := raterPair{A: p.raterName(q, x.A), B: p.raterName(q, x.B), Same: "–", Kappa: p.estimate(x.Quadratic)}
		row.N = p.answersCount(x.N, row.A+" – "+row.B, app.RatedAnswers{Raters: []string{x.A, x.B}})
		if x.Exact.Value != nil {
			row.Same = p.Percent(*x.Exact.Value)
		}
		both := []string{row.A, row.B}
		i18n.Sort(p.words, both, func(name string) string { return name })
		row.A, row.B = both[0], both[1]
		p.Pairs = append(p.Pairs, row)
	}
	i18n.Sort(p.words, p.Pairs, func(x raterPair) string { return x.A + "\x00" + x.B })
}

// mostRaterPairs is how many pairs of raters a page lists.
const mostRaterPairs = 200

// raterName is a rater's name, or that it is not known any more.
func (p ratersPage) raterName(q app.RaterQuality, id string) string {
	if name := q.Names[uuid.MustParse(id)]; name != "" {
		return name
	}
	return p.T("rater.unknown")
}

// peopleByNumber are the candidates in the order of their numbers.
func peopleByNumber(q app.RaterQuality) []agree.Candidate {
	out := slices.Clone(q.Report.People)
	slices.SortFunc(out, func(x, y agree.Candidate) int { return q.Numbers[x.Name] - q.Numbers[y.Name] })
	return out
}
