package scoring

import (
	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// TextPopulation is Population for text questions. What a benchmark of texts adds of its own, the background texts,
// weighs the less the more people have answered: in which words are rare, and in the median of unrelated texts. A
// population is the truth of benchmarks of n exemplars when the background has the share in it that it has among n; so
// each background text stands in it as often as n goes into the exemplars. Comparison reps are as many as exemplars.
func TextPopulation(d Definition, n int) (*Benchmark, error) {
	d = d.normalised()
	if err := d.check(); err != nil {
		return nil, err
	}
	d.standsIn = max(1, n)
	b := &Benchmark{definition: d, population: true}
	return b, b.learn(nil)
}

// textModel learns one text question in one language.
func (d Definition) textModel(q Question, lang hiring.Language, exemplars, comparison []textAnswer) *textModel {
	by := d.represented(lang)
	if d.standsIn > 0 {
		return newTextPopulation(by, q, lang, exemplars, comparison, max(0, len(exemplars)/d.standsIn-1))
	}
	return newTextModelBy(by, q, lang, exemplars, comparison)
}

// newTextPopulation learns from so many people that leaving one out changes next to nothing: every incumbent is held
// against the one fold of them all, in which they are left out by themselves. It scores what it is given without asking
// whether it is an answer, and gives no evidence; simulations ask for neither.
func newTextPopulation(by text.Representation, question Question, lang hiring.Language, exemplars, comparison []textAnswer, more int) *textModel {
	m := beginTextModel(by, question, lang, exemplars, comparison, more)
	m.population = true
	m.full = m.fold(map[int]text.Space{}, nobody)
	at := 0
	for j := range m.exemplars {
		if m.full.key[j] {
			m.loo = append(m.loo, m.outcomeOf(m.full, m.full.rows[j], m.full.sims[at], m.counts[j]))
			at++
		}
	}
	for i := range m.comparison {
		m.typicals = append(m.typicals, m.outcome(m.full, m.comparisonCosines(m.full, i), m.comparisonWords(i)))
	}
	return m
}

// scoreInPopulation is score without the quality statuses and the evidence.
func (m *textModel) scoreInPopulation(answer string) textOutcome {
	words := text.CountWords(answer)
	if words == 0 {
		return textOutcome{status: Blank, alignment: Figure{Undefined: string(Blank)}}
	}
	cosines := m.full.view.Cosines(m.full.space.Read(m.seen(answer, m.full.words)))
	return m.outcome(m.full, m.full.line.level(cosines, m.full.read(words)), words)
}
